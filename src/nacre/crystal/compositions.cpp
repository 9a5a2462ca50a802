#include "nacre/crystal/compositions.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <stdexcept>

namespace nacre::crystal {
namespace {

constexpr double unbounded = std::numeric_limits<double>::infinity();
constexpr double rounding = 1e-9;               // of limits that are met exactly
constexpr std::size_t most_steps = 200000000;  // a second

struct Range {
  double low = 0;
  double high = unbounded;

  void cut(double from, double to) {
    low = std::max(low, from);
    high = std::min(high, to);
  }
  bool empty() const { return low > high; }
};

Range allowed(const Span& span, double limit) {
  const double margin = limit * span.error;
  const double slack = rounding * std::max(1.0, std::abs(span.high) + margin);
  return {span.low - margin - slack, span.high + margin + slack};
}

// Mass of ligands on a core that has this share of the whole.
double ligand_mass(double core_Da, double share) {
  return share >= 1 ? unbounded : core_Da * std::max(0.0, share) / (1 - std::max(0.0, share));
}

int floor_count(double value) { return static_cast<int>(std::floor(std::min(value, 1e6) + rounding)); }
int ceil_count(double value) { return static_cast<int>(std::ceil(std::max(value, 0.0) - rounding)); }

class Search {
 public:
  Search(const CompositionSearch& search, std::size_t most)
      : search_(search), most_(most), mass_(allowed(search.mass_Da, search.limit)) {
    const auto& components = search.components;
    while (n_core_ < components.size() && !components[n_core_].ligand) ++n_core_;
    if (n_core_ == 0) throw std::invalid_argument("the core has no element");
    counts_.assign(components.size(), 0);
    kept_.assign(components.size(), 0);
  }

  std::vector<Composition> run() {
    place_core(0, 0);
    return std::move(found_);
  }

 private:
  const Component& component(std::size_t i) const { return search_.components[i]; }

  // Numbers of element i that agree with the ratios to those already placed.
  Range ratio_range(std::size_t i) const {
    Range range{1, unbounded};
    for (const RatioSpan& ratio : search_.ratios) {
      const Range allowed_ratio = allowed(ratio.span, search_.limit);
      if (ratio.numerator == i && ratio.denominator < i) {
        const double n = counts_[ratio.denominator];
        range.cut(n * allowed_ratio.low, n * allowed_ratio.high);
      } else if (ratio.denominator == i && ratio.numerator < i) {
        const double n = counts_[ratio.numerator];
        range.cut(allowed_ratio.high > 0 ? n / allowed_ratio.high : unbounded,
                  allowed_ratio.low > 0 ? n / allowed_ratio.low : unbounded);
      }
    }
    return range;
  }

  // Every placement counts.
  void step() {
    if (++steps_ > most_steps)
      throw std::invalid_argument("there are too many combinations to go through one by one");
  }

  void place_core(std::size_t i, double mass) {
    step();
    if (i == n_core_) return place_shell(mass);
    double rest = 0;  // one atom of each element still to come
    for (std::size_t j = i + 1; j < n_core_; ++j) rest += component(j).mass_Da;
    Range range = ratio_range(i);
    range.cut(1, (mass_.high - mass - rest) / component(i).mass_Da);
    if (range.empty()) return;
    for (int n = ceil_count(range.low); n <= floor_count(range.high); ++n) {
      counts_[i] = kept_[i] = n;
      place_core(i + 1, mass + n * component(i).mass_Da);
    }
  }

  // Mass of all ligands on this core, as shares, reading and charge bound it.
  Range shell_range(double core) const {
    Range range;
    for (const ShareSpan& share : search_.shares) {
      const Range part = allowed(share.span, search_.limit);
      const double upper = share.ligands.empty() ? ligand_mass(core, part.high) : unbounded;
      range.cut(ligand_mass(core, part.low), upper);
    }
    if (search_.reading == Reading::whole) range.cut(mass_.low - core, mass_.high - core);
    if (search_.reading != Reading::core) range.cut(mass_.low - core, unbounded);
    range.cut(0, charged_limit());
    return range;
  }

  // Where all ligands have the same sign, the charge bounds their number.
  double charged_limit() const {
    if (!search_.charge) return unbounded;
    double heaviest = 0;
    int sign = 0;
    for (std::size_t i = n_core_; i < counts_.size(); ++i) {
      const int charge = component(i).charge;
      if (charge == 0 || charge * sign < 0) return unbounded;
      sign = charge > 0 ? 1 : -1;
      heaviest = std::max(heaviest, component(i).mass_Da / std::abs(charge));
    }
    int core = 0;
    for (std::size_t i = 0; i < n_core_; ++i) core += counts_[i] * component(i).charge;
    return std::max(0.0, heaviest * sign * (*search_.charge - core)) * (1 + rounding);
  }

  void place_shell(double core) {
    if (search_.reading == Reading::core && (core < mass_.low || core > mass_.high)) return;
    const Range shell = shell_range(core);
    if (shell.empty()) return;
    if (n_core_ == counts_.size()) return place_kept(n_core_, core);
    if (shell.high == unbounded)
      throw std::invalid_argument(
          "nothing bounds the number of ligands: neither their share, nor the charge, nor a mass with all of "
          "them");
    place_ligand(n_core_, core, shell, 0);
  }

  void place_ligand(std::size_t i, double core, const Range& shell, double mass) {
    step();
    if (i == counts_.size()) {
      if (mass >= shell.low * (1 - rounding) && agrees()) place_kept(n_core_, core);
      return;
    }
    const bool last = i + 1 == counts_.size();
    const int from = last ? ceil_count((shell.low - mass) / component(i).mass_Da) : 0;
    for (int n = from; n <= floor_count((shell.high - mass) / component(i).mass_Da); ++n) {
      counts_[i] = n;
      place_ligand(i + 1, core, shell, mass + n * component(i).mass_Da);
    }
    counts_[i] = 0;
  }

  bool agrees() const {
    const Composition trial = weighed(search_, counts_, counts_);
    const auto within = [&](double deviation) { return std::abs(deviation) <= search_.limit + rounding; };
    return std::ranges::all_of(trial.share_deviations, within) &&
           (!search_.charge || trial.charge == *search_.charge);
  }

  // Chooses the ligands that the ion has kept.
  void place_kept(std::size_t i, double mass) {
    step();
    if (i == counts_.size()) return keep(mass);
    if (mass > mass_.high) return;
    const bool all = search_.reading == Reading::whole;
    const int to = search_.reading == Reading::core ? 0 : counts_[i];
    for (int n = all ? to : 0; n <= to; ++n) {
      kept_[i] = n;
      place_kept(i + 1, mass + n * component(i).mass_Da);
    }
  }

  void keep(double mass) {
    if (mass < mass_.low || mass > mass_.high) return;
    if (search_.reading == Reading::partial && (is_core() || kept_ == counts_)) return;
    Composition found = weighed(search_, counts_, kept_);
    const auto within = [&](double deviation) { return std::abs(deviation) <= search_.limit + rounding; };
    if (!within(found.mass_deviation) || !std::ranges::all_of(found.ratio_deviations, within)) return;
    if (search_.charge && found.charge != *search_.charge) return;
    if (found_.size() == most_)
      throw std::invalid_argument("more than " + std::to_string(most_) + " formulas agree");
    found_.push_back(std::move(found));
  }

  bool is_core() const {
    for (std::size_t i = n_core_; i < kept_.size(); ++i)
      if (kept_[i] > 0) return false;
    return true;
  }

  const CompositionSearch& search_;
  std::size_t most_;
  std::size_t steps_ = 0;
  Range mass_;
  std::size_t n_core_ = 0;
  std::vector<int> counts_;
  std::vector<int> kept_;
  std::vector<Composition> found_;
};

double mass_of(const std::vector<Component>& components, const std::vector<int>& counts) {
  double mass = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) mass += counts[i] * components[i].mass_Da;
  return mass;
}

double share_of(const CompositionSearch& search, const std::vector<int>& counts,
                const std::vector<std::size_t>& ligands, double whole) {
  double mass = 0;
  for (std::size_t i = 0; i < counts.size(); ++i)
    if (search.components[i].ligand && (ligands.empty() || std::ranges::find(ligands, i) != ligands.end()))
      mass += counts[i] * search.components[i].mass_Da;
  return mass / whole;
}

void set_weights(std::vector<Composition>& found) {
  double sum = 0;
  for (const Composition& one : found) sum += std::exp(-0.5 * one.chi2);
  for (Composition& one : found) one.weight = std::exp(-0.5 * one.chi2) / sum;
}

}  // namespace

double Span::deviation(double value) const {
  if (value < low) return (value - low) / error;
  return value > high ? (value - high) / error : 0;
}

Composition weighed(const CompositionSearch& search, std::vector<int> counts, std::vector<int> kept) {
  Composition one{.counts = std::move(counts), .kept = std::move(kept)};
  one.mass_Da = mass_of(search.components, one.counts);
  one.ion_Da = mass_of(search.components, one.kept);
  one.ligand_share = share_of(search, one.counts, {}, one.mass_Da);
  for (std::size_t i = 0; i < one.counts.size(); ++i)
    one.charge += one.counts[i] * search.components[i].charge;
  one.mass_deviation = search.mass_Da.deviation(one.ion_Da);
  for (const RatioSpan& ratio : search.ratios)
    one.ratio_deviations.push_back(ratio.span.deviation(static_cast<double>(one.counts[ratio.numerator]) /
                                                        one.counts[ratio.denominator]));
  for (const ShareSpan& share : search.shares)
    one.share_deviations.push_back(
        share.span.deviation(share_of(search, one.counts, share.ligands, one.mass_Da)));
  one.chi2 = one.mass_deviation * one.mass_deviation;
  for (const double deviation : one.ratio_deviations) one.chi2 += deviation * deviation;
  for (const double deviation : one.share_deviations) one.chi2 += deviation * deviation;
  return one;
}

std::vector<Composition> find_compositions(const CompositionSearch& search, std::size_t most) {
  std::vector<Composition> found = Search(search, most).run();
  const auto rank = [](const Composition& one) { return std::pair(one.chi2, std::abs(one.charge)); };
  std::ranges::stable_sort(found, {}, rank);
  set_weights(found);
  return found;
}

std::string formula_text(const std::vector<Component>& components, const std::vector<int>& counts) {
  std::string text;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0) continue;
    const bool brackets = components[i].ligand && components[i].name.size() > 1;
    text += brackets ? "(" + components[i].name + ")" : components[i].name;
    if (counts[i] > 1) text += std::to_string(counts[i]);
  }
  return text;
}

}  // namespace nacre::crystal
