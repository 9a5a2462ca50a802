#include "nacre/scattering/lattice_ranking.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <optional>
#include <set>
#include <stdexcept>

#include "nacre/core/units.hpp"

namespace nacre::scattering {
namespace {

constexpr double worst_of_one = 100;     // chi2 of a peak without a place, at most
constexpr double worst_of_missing = 25;  // penalty of a missing reflection, at most
constexpr double two_pi = 2 * std::numbers::pi;

using Reflections = std::vector<LatticeReflection>;

double error_of(const ObservedPeak& peak, const RankingOptions& options) {
  return std::hypot(peak.q_error, options.tolerance * peak.q_per_A);
}

std::size_t nearest(const Reflections& reflections, double ratio) {
  std::size_t best = 0;
  for (std::size_t i = 1; i < reflections.size(); ++i)
    if (std::abs(reflections[i].ratio - ratio) < std::abs(reflections[best].ratio - ratio)) best = i;
  return best;
}

// A lattice laid onto the peaks: q = scale * ratio.
struct Fit {
  double scale = 0;  // 2 pi / a
  double variance = 0;
  std::vector<std::size_t> place;  // of each peak, index of the nearest reflection
  std::vector<bool> has_place;
};

// Weighted mean of the scale over the peaks that have a place.
void refine(std::span<const ObservedPeak> peaks, const Reflections& reflections,
            const RankingOptions& options, Fit& fit) {
  double top = 0, bottom = 0;
  for (std::size_t k = 0; k < peaks.size(); ++k) {
    if (!fit.has_place[k]) continue;
    const double ratio = reflections[fit.place[k]].ratio;
    const double weight = 1 / std::pow(error_of(peaks[k], options), 2);
    top += weight * ratio * peaks[k].q_per_A;
    bottom += weight * ratio * ratio;
  }
  fit.scale = top / bottom;
  fit.variance = 1 / bottom;
}

double off_of(const ObservedPeak& peak, const LatticeReflection& reflection, double scale,
              const RankingOptions& options) {
  return (peak.q_per_A - scale * reflection.ratio) / error_of(peak, options);
}

Fit lay(std::span<const ObservedPeak> peaks, const Reflections& reflections, std::size_t first,
        const RankingOptions& options) {
  Fit fit{.scale = peaks.front().q_per_A / reflections[first].ratio,
          .place = std::vector<std::size_t>(peaks.size()),
          .has_place = std::vector<bool>(peaks.size())};
  double slack = 2;  // the first peak alone is a poor guess of the scale
  for (int round = 0; round < 3; ++round, slack = 1) {
    for (std::size_t k = 0; k < peaks.size(); ++k) {
      fit.place[k] = nearest(reflections, peaks[k].q_per_A / fit.scale);
      fit.has_place[k] = k == 0 || std::abs(off_of(peaks[k], reflections[fit.place[k]], fit.scale, options)) <
                                       slack * options.no_place;
    }
    // The nearer of two peaks at one reflection keeps it.
    for (std::size_t k = 1; k < peaks.size(); ++k)
      if (fit.place[k] == fit.place[k - 1] && fit.has_place[k] && fit.has_place[k - 1]) {
        const double ratio = reflections[fit.place[k]].ratio;
        const bool later = std::abs(peaks[k].q_per_A - fit.scale * ratio) <
                           std::abs(peaks[k - 1].q_per_A - fit.scale * ratio);
        fit.has_place[later && k > 1 ? k - 1 : k] = false;
      }
    refine(peaks, reflections, options, fit);
  }
  return fit;
}

// ln of area q^2 / weight of the peaks that have a place, against q^2: what is left is the form factor and
// disorder.
struct Envelope {
  std::vector<double> q2, level;
};

Envelope envelope_of(std::span<const ObservedPeak> peaks, const Reflections& reflections, const Fit& fit) {
  Envelope envelope;
  for (std::size_t k = 0; k < peaks.size(); ++k) {
    if (!fit.has_place[k] || !(peaks[k].area > 0)) continue;
    const double q2 = peaks[k].q_per_A * peaks[k].q_per_A;
    envelope.q2.push_back(q2);
    envelope.level.push_back(std::log(peaks[k].area * q2 / reflections[fit.place[k]].weight));
  }
  return envelope;
}

// Area to expect of a reflection: between peaks on the straight line between them, below the first as the
// first. Nothing beyond the last.
double expected_area(const Envelope& envelope, const LatticeReflection& reflection, double q) {
  const double q2 = q * q;
  if (envelope.q2.empty() || q2 > envelope.q2.back()) return std::numeric_limits<double>::quiet_NaN();
  const auto above =
      static_cast<std::size_t>(std::ranges::lower_bound(envelope.q2, q2) - envelope.q2.begin());
  double level = envelope.level[above];
  if (above > 0) {
    const double share = (q2 - envelope.q2[above - 1]) / (envelope.q2[above] - envelope.q2[above - 1]);
    level = (1 - share) * envelope.level[above - 1] + share * envelope.level[above];
  }
  return std::exp(level) * reflection.weight / q2;
}

std::string per_A(double q) { return format_rounded(q, 4) + " 1/A"; }

std::string share_words(double faint) { return "1/" + format_rounded(faint, 2); }

void judge_missing(const Envelope& envelope, const LatticeReflection& reflection,
                   const RankingOptions& options, MissingReflection& missing) {
  const double error = options.area_error ? options.area_error(missing.q_per_A) : 0;
  missing.limit = 3 * error;
  missing.expected = expected_area(envelope, reflection, missing.q_per_A);
  if (!std::isfinite(missing.expected)) {
    missing.why = "beyond the last peak, where peaks fade";
  } else if (missing.expected <= options.faint * missing.limit) {
    missing.why =
        "may be too weak: were it a few times weaker than its neighbours let expect, the noise would "
        "hide it";
  } else {
    missing.contradicts = true;
    missing.why = "speaks against it: even " + share_words(options.faint) +
                  " of what its neighbours let expect "
                  "would be seen";
  }
}

double penalty_of(const MissingReflection& missing, const RankingOptions& options) {
  if (!missing.contradicts) return 0;
  const double error = missing.limit / 3;
  if (error <= 0) return worst_of_missing;
  return std::min(std::pow(missing.expected / options.faint / error, 2), worst_of_missing);
}

// Peaks at one and the same place cannot be told apart from a reflection nearby.
bool is_covered(double q, std::span<const ObservedPeak> peaks, const RankingOptions& options) {
  return std::ranges::any_of(peaks, [&](const ObservedPeak& peak) {
    return std::abs(q - peak.q_per_A) < options.no_place * error_of(peak, options);
  });
}

void add_missing(std::span<const ObservedPeak> peaks, const Reflections& reflections, const Fit& fit,
                 const RankingOptions& options, LatticeVerdict& verdict) {
  const Envelope envelope = envelope_of(peaks, reflections, fit);
  for (const LatticeReflection& reflection : reflections) {
    const double q = fit.scale * reflection.ratio;
    if (q < options.q_min_per_A || q > options.q_max_per_A || is_covered(q, peaks, options)) continue;
    MissingReflection missing{.label = reflection.label, .q_per_A = q};
    judge_missing(envelope, reflection, options, missing);
    verdict.penalty += penalty_of(missing, options);
    verdict.missing.push_back(std::move(missing));
  }
}

void add_peaks(std::span<const ObservedPeak> peaks, const Reflections& reflections, const Fit& fit,
               const RankingOptions& options, LatticeVerdict& verdict) {
  for (std::size_t k = 0; k < peaks.size(); ++k) {
    const LatticeReflection& reflection = reflections[fit.place[k]];
    const double off = off_of(peaks[k], reflection, fit.scale, options);
    const bool placed = fit.has_place[k] && std::abs(off) < options.no_place;
    verdict.peaks.push_back({reflection.label, fit.scale * reflection.ratio, off, placed});
    verdict.chi2 += placed ? off * off : worst_of_one;
  }
}

std::string reason_of(std::span<const ObservedPeak> peaks, const LatticeVerdict& verdict) {
  for (std::size_t k = 0; k < peaks.size(); ++k) {
    const AssignedPeak& peak = verdict.peaks[k];
    if (!peak.has_place)
      return "peak " + std::to_string(k + 1) + " at " + per_A(peaks[k].q_per_A) +
             " has no place: the nearest reflection, " + peak.label + ", would be at " + per_A(peak.q_per_A) +
             ", " + format_rounded(std::abs(peak.off), 2) + " errors away";
  }
  const auto worst = std::ranges::max_element(verdict.missing, {}, [](const MissingReflection& one) {
    return one.contradicts ? one.expected / std::max(one.limit, 1e-300) : 0.0;
  });
  if (worst != verdict.missing.end() && worst->contradicts)
    return "reflection " + worst->label + " at " + per_A(worst->q_per_A) +
           " is missing: the other peaks let expect an area of " + format_rounded(worst->expected, 2) +
           ", and " + format_rounded(worst->limit, 2) + " would be seen";
  std::string text = "every peak has its place";
  if (verdict.missing.empty()) return text;
  return text + "; not seen: " + verdict.missing.front().label +
         (verdict.missing.size() > 1 ? " and " + std::to_string(verdict.missing.size() - 1) + " more" : "") +
         ", " + verdict.missing.front().why;
}

LatticeVerdict verdict_of(std::span<const ObservedPeak> peaks, const AssemblyLattice& lattice,
                          const Reflections& reflections, std::size_t first, const RankingOptions& options) {
  const Fit fit = lay(peaks, reflections, first, options);
  LatticeVerdict verdict{.name = std::string(lattice.name),
                         .a_A = two_pi / fit.scale,
                         .degrees = static_cast<int>(peaks.size()) - 1};
  verdict.a_error = verdict.a_A * std::sqrt(fit.variance) / fit.scale;
  verdict.neighbour_A = lattice.neighbour * verdict.a_A;
  verdict.neighbour_error = lattice.neighbour * verdict.a_error;
  add_peaks(peaks, reflections, fit, options, verdict);
  add_missing(peaks, reflections, fit, options, verdict);
  const auto offered = std::ranges::count_if(reflections, [&](const LatticeReflection& one) {
    return fit.scale * one.ratio < peaks.back().q_per_A * 1.02;
  });
  verdict.penalty += 2 * std::log(static_cast<double>(std::max<std::ptrdiff_t>(offered, 1)));
  verdict.possible = std::ranges::all_of(verdict.peaks, &AssignedPeak::has_place) &&
                     std::ranges::none_of(verdict.missing, &MissingReflection::contradicts);
  verdict.reason = reason_of(peaks, verdict);
  return verdict;
}

bool better(const LatticeVerdict& a, const LatticeVerdict& b) {
  return a.possible != b.possible ? a.possible : a.score() < b.score();
}

LatticeVerdict best_of(std::span<const ObservedPeak> peaks, const AssemblyLattice& lattice,
                       const RankingOptions& options) {
  const double reach = std::max(options.q_max_per_A, peaks.back().q_per_A) / peaks.front().q_per_A;
  // Every first peak needs reflections as far as the data reach; the table is asked twice.
  const Reflections first = lattice_reflections(lattice, 4);
  const auto choices = std::min(static_cast<std::size_t>(options.first_choices), first.size());
  const Reflections all = lattice_reflections(lattice, 1.05 * reach * first[choices - 1].ratio);
  std::optional<LatticeVerdict> best;
  for (std::size_t k = 0; k < choices; ++k) {
    LatticeVerdict verdict = verdict_of(peaks, lattice, all, k, options);
    if (!best || better(verdict, *best)) best = std::move(verdict);
  }
  return *best;
}

}  // namespace

std::vector<LatticeVerdict> rank_lattices(std::span<const ObservedPeak> peaks,
                                          std::span<const AssemblyLattice> lattices,
                                          const RankingOptions& options) {
  if (peaks.size() < 2) throw std::invalid_argument("one peak alone tells no lattice: two are needed");
  std::vector<LatticeVerdict> verdicts;
  for (const AssemblyLattice& lattice : lattices) verdicts.push_back(best_of(peaks, lattice, options));
  std::ranges::stable_sort(verdicts, better);
  return verdicts;
}

}  // namespace nacre::scattering
