// Quantities and fits of an emission study.
#include <cmath>

#include "nacre/study/emission_output.hpp"

namespace nacre::study {
namespace {

constexpr std::size_t most_summaries = 12;  // of spectra; tables/parameters.csv has all

Quantity quantity(const EmissionAnalysis& analysis, std::string name, double value, double uncertainty,
                  const char* unit, const char* description) {
  return {.name = std::move(name),
          .value = value,
          .uncertainty = uncertainty,
          .unit = unit,
          .description = description,
          .case_label = analysis.one->label};
}

const PopulationPoint* end_point(const EmissionAnalysis& analysis, std::size_t k, bool last) {
  const PopulationPoint* found = nullptr;
  for (const EmissionRow& row : analysis.rows) {
    if (k >= row.populations.size() || !row.populations[k].sized()) continue;
    found = &row.populations[k];
    if (!last) break;
  }
  return found;
}

void add_radii(const EmissionAnalysis& analysis, std::vector<Quantity>& list) {
  for (int k = 0; k < analysis.tracks.populations; ++k)
    for (const bool last : {false, true}) {
      const PopulationPoint* point = end_point(analysis, static_cast<std::size_t>(k), last);
      if (point == nullptr) continue;
      list.push_back(quantity(analysis, "radius_" + std::to_string(k + 1) + (last ? "_last" : "_first"),
                              point->size.radius_nm, point->size.radius_err_nm, "nm",
                              last ? "radius in the last spectrum that shows this population"
                                   : "radius in the first spectrum that shows this population"));
    }
}

void add_absorption(const EmissionAnalysis& analysis, std::vector<Quantity>& list) {
  const AbsorptionCheck& check = *analysis.absorption;
  list.push_back(quantity(analysis, "stokes_mean", check.agreement.mean_meV, check.agreement.mean_err_meV,
                          "meV", "absorption minus emission, mean of the pairs"));
  list.push_back(
      quantity(analysis, "p_absorption", check.p, no_value, "",
               "probability of so large a chi2, if absorption is where emission and Stokes shift say"));
  if (!check.result) return;
  for (const int i : check.result->free_index) {
    const fit::Parameter& parameter = check.problem->parameters[static_cast<std::size_t>(i)];
    list.push_back(quantity(analysis, parameter.name, check.result->values[static_cast<std::size_t>(i)],
                            check.result->uncertainties[static_cast<std::size_t>(i)], "", ""));
    list.back().unit = parameter.unit;
    list.back().description = parameter.description + ", fitted to absorption";
  }
}

FitSummary frame_summary(const EmissionAnalysis& analysis, std::size_t i) {
  FitSummary summary = fit::summarize(analysis.fits[i].fit.problem, analysis.fits[i].fit.result);
  summary.name = analysis.name + ", " + analysis.data.frames[i].name;
  summary.scaling += "; " + analysis.data.error_statement;
  return summary;
}

}  // namespace

std::vector<Quantity> emission_quantities(const EmissionAnalysis& analysis) {
  std::vector<Quantity> list;
  list.push_back(
      quantity(analysis, "populations", analysis.tracks.populations, no_value, "", "that were told apart"));
  list.push_back(quantity(analysis, "spectra_used", static_cast<double>(analysis.used()), no_value, "",
                          "spectra that were fitted"));
  add_radii(analysis, list);
  if (analysis.absorption) add_absorption(analysis, list);
  if (!analysis.regime) return list;
  for (Quantity& one : regime_quantities(*analysis.regime)) list.push_back(std::move(one));
  if (std::isfinite(analysis.exponent_sys))
    list.push_back(quantity(analysis, "exponent_sys", analysis.exponent_sys, no_value, "",
                            "what one error of the Stokes shift does to the exponent"));
  return list;
}

std::vector<FitSummary> emission_summaries(const EmissionAnalysis& analysis) {
  std::vector<FitSummary> list;
  if (analysis.regime) list.push_back(regime_summary(*analysis.regime));
  if (analysis.absorption && analysis.absorption->result)
    list.push_back(fit::summarize(*analysis.absorption->problem, *analysis.absorption->result));
  std::vector<std::size_t> done;
  for (std::size_t i = 0; i < analysis.fits.size(); ++i)
    if (analysis.fits[i].done) done.push_back(i);
  for (const std::size_t k : thinned(done.size(), most_summaries))
    list.push_back(frame_summary(analysis, done[k]));
  return list;
}

std::vector<RegimeAnalysis> regimes_of(const EmissionAnalyses& analyses) {
  std::vector<RegimeAnalysis> list;
  for (const EmissionAnalysis& one : analyses)
    if (one.regime) list.push_back(*one.regime);
  return list;
}

}  // namespace nacre::study
