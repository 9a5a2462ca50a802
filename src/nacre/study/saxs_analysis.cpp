#include "nacre/study/saxs_analysis.hpp"

#include <algorithm>
#include <cmath>

#include "nacre/core/figure.hpp"
#include "nacre/core/parallel.hpp"
#include "nacre/core/units.hpp"
#include "nacre/scattering/frame_search.hpp"

namespace nacre::study {
namespace {

constexpr std::size_t figure_frames = 240;  // of a long series
constexpr double array_points = 1e6;        // of all frames, up to which results.h5 has them all

std::size_t frames_to_keep(const SaxsAnalysis& analysis) {
  double points = 1;
  for (const FrameRecord& record : analysis.series.records)
    points = std::max(points, static_cast<double>(record.n_points));
  return std::max(figure_frames, static_cast<std::size_t>(array_points / points));
}

bool ascending(const std::vector<FrameRecord>& records) {
  for (std::size_t i = 0; i < records.size(); ++i)
    if (!std::isfinite(records[i].at) || (i > 0 && records[i].at <= records[i - 1].at)) return false;
  return true;
}

void show_frames(SaxsAnalysis& analysis, const RunControl& control) {
  const auto& records = analysis.series.records;
  analysis.shown_at_times = ascending(records);
  const std::vector<std::size_t> kept = thinned(records.size(), frames_to_keep(analysis));
  std::vector<ShownFrame> all(kept.size());
  parallel_for(kept.size(), control, [&](std::size_t k) {
    const std::size_t i = kept[k];
    if (!records[i].has_values()) return;
    all[k] = {.index = i,
              .at = analysis.shown_at_times ? records[i].at : static_cast<double>(i + 1),
              .pattern = analysis.data.read(i, 1).front().pattern};
    all[k].fit.resize(all[k].pattern.q_per_nm.size());
    scattering::model_intensity(*analysis.saxs.model, all[k].pattern, records[i].values, all[k].fit);
  });
  std::erase_if(all, [](const ShownFrame& frame) { return frame.fit.empty(); });
  analysis.shown = std::move(all);
}

// First, last and worst frame of a series that have a fit; of a single curve that one.
std::vector<std::size_t> frames_to_summarize(const std::vector<FrameRecord>& records) {
  std::vector<std::size_t> fitted;
  for (std::size_t i = 0; i < records.size(); ++i)
    if (records[i].has_values()) fitted.push_back(i);
  if (fitted.size() < 2) return fitted;
  const std::size_t worst =
      *std::ranges::max_element(fitted, {}, [&](std::size_t i) { return records[i].chi2_reduced; });
  std::vector<std::size_t> chosen{fitted.front()};
  if (worst != fitted.front() && worst != fitted.back()) chosen.push_back(worst);
  chosen.push_back(fitted.back());
  return chosen;
}

scattering::FrameFit fitted_again(const SaxsAnalysis& analysis, const SaxsFrame& frame, std::size_t i) {
  if (analysis.series.single) return *analysis.series.single;
  const bool alone = analysis.one->text("series.mode") == "independent";
  return scattering::fit_frame(analysis.saxs.settings, frame.pattern,
                               alone ? std::span<const double>() : std::span(analysis.record(i).values));
}

FitSummary summary_of_frame(const SaxsAnalysis& analysis, std::size_t i) {
  const SaxsFrame frame = analysis.data.read(i, 1).front();
  const scattering::FrameFit fitted = fitted_again(analysis, frame, i);
  const scattering::Pattern pattern =
      fitted.widened ? scattering::widened_pattern(frame.pattern) : frame.pattern;
  fit::Problem problem = scattering::frame_problem(analysis.saxs.settings, pattern, fitted.start, frame.name);
  problem.model = analysis.saxs.words;
  FitSummary summary = fit::summarize(problem, fitted.result);
  summary.scaling += "; " + analysis.data.error_statement;
  if (!analysis.data.subtraction_statement.empty())
    summary.scaling += "; " + analysis.data.subtraction_statement;
  if (fitted.runs_z < -3)
    summary.warnings.push_back(
        "residuals keep their sign for too long (runs test, z = " + format_rounded(fitted.runs_z, 2) +
        "): the model misses features of the curve, so that errors are too small");
  return summary;
}

// The shared parameters of a global fit.
FitSummary summary_of_series(const SaxsAnalysis& analysis) {
  const scattering::GlobalFit& global = *analysis.series.global;
  FitSummary summary{.name = "all frames",
                     .model = analysis.saxs.words + "; shared parameters",
                     .correlations = {},
                     .chi2 = global.chi2,
                     .chi2_reduced = global.chi2_reduced(),
                     .aic = global.chi2 + 2 * global.n_free,
                     .bic = global.chi2 + global.n_free * std::log(global.n_data),
                     .n_data = global.n_data,
                     .n_parameters = global.n_free,
                     .converged = global.converged,
                     .scaling = analysis.data.error_statement};
  const std::size_t s = global.shared.size();
  for (std::size_t k = 0; k < s; ++k) {
    const fit::Parameter& parameter =
        analysis.saxs.settings.parameters[static_cast<std::size_t>(global.shared[k])];
    summary.parameters.push_back({.name = parameter.name,
                                  .unit = parameter.unit,
                                  .description = parameter.description,
                                  .value = global.values[k],
                                  .uncertainty = std::sqrt(global.covariance[k * s + k]),
                                  .lower = parameter.lower,
                                  .upper = parameter.upper,
                                  .at_bound = global.at_bound[k]});
    summary.free_names.push_back(parameter.name);
    for (std::size_t j = 0; j < s; ++j)
      summary.correlations.push_back(global.covariance[k * s + j] /
                                     std::sqrt(global.covariance[k * s + k] * global.covariance[j * s + j]));
  }
  return summary;
}

}  // namespace

std::size_t SaxsAnalysis::count(FrameStatus status) const {
  return static_cast<std::size_t>(std::ranges::count(series.records, status, &FrameRecord::status));
}

SaxsAnalysis analyse_saxs(const Case& one, std::size_t case_number, std::uint64_t seed,
                          Workspace& workspace) {
  SaxsData data = open_saxs(one);
  SaxsModel saxs = read_saxs_model(one, data.errors_known, data.q_min_per_nm);
  DerivedQuantities derived(one, saxs);
  SaxsAnalysis analysis{
      .one = &one, .data = std::move(data), .saxs = std::move(saxs), .derived = std::move(derived)};
  analysis.series =
      fit_saxs_series(one, analysis.data, analysis.saxs, analysis.derived, case_number, workspace);
  const auto& records = analysis.series.records;
  analysis.kinetics = saxs_kinetics(one, analysis.data, records, analysis.derived, seed, workspace.control);
  analysis.inverted = invert_frames(one, analysis.data, analysis.saxs, records, workspace.control);
  show_frames(analysis, workspace.control);
  if (analysis.series.global) {
    analysis.fits.push_back(summary_of_series(analysis));
    return analysis;
  }
  for (const std::size_t i : frames_to_summarize(records))
    analysis.fits.push_back(summary_of_frame(analysis, i));
  return analysis;
}

}  // namespace nacre::study
