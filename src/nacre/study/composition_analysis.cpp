#include "nacre/study/composition_analysis.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <stdexcept>

#include "nacre/core/units.hpp"

namespace nacre::study {
namespace {

using crystal::Component;
using crystal::Composition;
using crystal::CompositionSearch;

crystal::Reading reading_from(const std::string& text) {
  if (text == "core") return crystal::Reading::core;
  if (text == "whole") return crystal::Reading::whole;
  return text == "partial" ? crystal::Reading::partial : crystal::Reading::any;
}

CompositionSearch search_of(const Case& one, const CompositionData& data) {
  CompositionSearch search{.components = data.components,
                           .mass_Da = data.mass->cluster_Da,
                           .reading = reading_from(one.text("mass.reading")),
                           .limit = one.number("formula.limit")};
  if (data.ratio) search.ratios = {{data.ratio->numerator, data.ratio->denominator, data.ratio->corrected}};
  if (data.loss) search.shares = data.loss->shares;
  if (one.has("formula.charge")) search.charge = static_cast<int>(one.integer("formula.charge"));
  return search;
}

std::vector<Composition> find(const Case& one, const CompositionSearch& search) {
  try {
    return crystal::find_compositions(search, 200000);
  } catch (const std::invalid_argument& reason) {
    throw one.error("formula.core", reason.what(), {}, {},
                    "more measured values leave fewer formulas: [tga], [ratio], or charge under [formula]");
  }
}

// One cation, one anion and one kind of ligand, which balances them.
bool is_binary(const std::vector<Component>& components) {
  return components.size() == 3 && components[0].charge > 0 && components[1].charge < 0 &&
         components[2].ligand && components[2].charge != 0;
}

// Ligands that make the core neutral; none if no number does.
std::optional<int> balancing(const std::vector<Component>& components, int cations, int anions) {
  const int charge = cations * components[0].charge + anions * components[1].charge;
  const int ligand = -components[2].charge;
  if (charge % ligand != 0 || charge / ligand < 0) return {};
  return charge / ligand;
}

// The ion nearest to the measured mass.
Composition best_reading(const CompositionSearch& search, const std::vector<int>& counts) {
  Composition best;
  for (int kept = 0; kept <= counts[2]; ++kept) {
    if (search.reading == crystal::Reading::core && kept > 0) continue;
    if (search.reading == crystal::Reading::whole && kept < counts[2]) continue;
    Composition trial = crystal::weighed(search, counts, {counts[0], counts[1], kept});
    if (best.counts.empty() || trial.chi2 < best.chi2) best = std::move(trial);
  }
  return best;
}

std::vector<KnownSize> known_sizes(const CompositionSearch& search) {
  std::vector<KnownSize> known;
  if (!is_binary(search.components)) return known;
  for (const crystal::MagicSize& size : crystal::magic_sizes())
    if (const auto ligands = balancing(search.components, size.cations, size.anions))
      known.push_back({size, best_reading(search, {size.cations, size.anions, *ligands})});
  return known;
}

// From charge balance: z_a a + z_b b + z_l l = 0 and the ligands' share s of the mass give
// a / b = -(q m_b + z_b / z_l) / (q m_a + z_a / z_l), q = s / (1 - s) / m_l.
double neutral_ratio(const std::vector<Component>& components, double share) {
  const Component &a = components[0], &b = components[1], &l = components[2];
  const double q = share / (1 - share) / l.mass_Da;
  const double z_l = l.charge;
  return -(q * b.mass_Da + b.charge / z_l) / (q * a.mass_Da + a.charge / z_l);
}

std::optional<spectra::Measured> ratio_if_neutral(const CompositionData& data) {
  if (!data.loss || !is_binary(data.components)) return {};
  const crystal::Span& total = data.loss->total;
  const double low = neutral_ratio(data.components, total.low - total.error);
  const double high = neutral_ratio(data.components, total.high + total.error);
  if (!(low > 0 && high > low)) return {};
  return spectra::Measured{neutral_ratio(data.components, 0.5 * (total.low + total.high)),
                           0.5 * (high - low)};
}

// Combinations of few atoms and ligands with the mass of the comb's spacing, neutral ones only.
void add_units(const CompositionData& data, std::vector<int>& counts, std::size_t i, double mass,
               std::vector<CombUnit>& units) {
  constexpr int most_each = 4;
  const spectra::Measured& spacing = data.mass->comb->spacing;
  const double reach = std::max(3 * spacing.error, 1.0);
  if (i == counts.size()) {
    int charge = 0;
    for (std::size_t k = 0; k < counts.size(); ++k) charge += counts[k] * data.components[k].charge;
    if (charge == 0 && std::abs(mass - spacing.value) <= reach)
      units.push_back({crystal::formula_text(data.components, counts), mass});
    return;
  }
  for (counts[i] = 0; counts[i] <= most_each; ++counts[i]) {
    const double next = mass + counts[i] * data.components[i].mass_Da;
    if (next > spacing.value + reach) break;
    add_units(data, counts, i + 1, next, units);
  }
  counts[i] = 0;
}

std::vector<CombUnit> comb_units(const CompositionData& data) {
  std::vector<CombUnit> units;
  std::vector<int> counts(data.components.size(), 0);
  add_units(data, counts, 0, 0, units);
  const double spacing = data.mass->comb->spacing.value;
  std::ranges::sort(units, {}, [&](const CombUnit& unit) { return std::abs(unit.mass_Da - spacing); });
  return units;
}

}  // namespace

CompositionAnalysis analyse_composition(const Case& one) {
  CompositionAnalysis analysis{.one = &one, .data = read_composition_data(one)};
  analysis.ratio_if_neutral = ratio_if_neutral(analysis.data);
  if (!analysis.data.mass) return analysis;
  analysis.search = search_of(one, analysis.data);
  analysis.searched = true;
  analysis.found = find(one, analysis.search);
  analysis.known = known_sizes(analysis.search);
  if (analysis.data.mass->comb) analysis.units = comb_units(analysis.data);
  return analysis;
}

std::string_view reading_of(const Composition& one, const std::vector<Component>& components) {
  bool all = true, none = true;
  for (std::size_t i = 0; i < one.counts.size(); ++i) {
    if (!components[i].ligand) continue;
    all = all && one.kept[i] == one.counts[i];
    none = none && one.kept[i] == 0;
  }
  return none ? "core" : all ? "whole" : "partial";
}

std::vector<crystal::MagicSize> known_as(const Composition& one, const std::vector<Component>& components) {
  const bool binary = components.size() >= 2 && !components[1].ligand && components[0].charge > 0 &&
                      components[1].charge < 0 && (components.size() == 2 || components[2].ligand);
  if (!binary) return {};
  return crystal::magic_sizes_of(one.counts[0], one.counts[1]);
}

std::size_t neutral_count(const CompositionAnalysis& analysis) {
  return static_cast<std::size_t>(std::ranges::count(analysis.found, 0, &Composition::charge));
}

double neutral_weight(const CompositionAnalysis& analysis) {
  double weight = 0;
  for (const Composition& one : analysis.found)
    if (one.charge == 0) weight += one.weight;
  return weight;
}

}  // namespace nacre::study
