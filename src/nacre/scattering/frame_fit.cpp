#include "nacre/scattering/frame_fit.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "nacre/scattering/frame_search.hpp"
#include "nacre/scattering/frame_start.hpp"

namespace nacre::scattering {
namespace {

constexpr int most_starts = 3;
constexpr double hopeless_chi2 = 10, hopeless_misfit = 0.04;  // a fifth of the intensity
constexpr double clearly_better = 0.25;
constexpr const char* widened_words =
    "with the errors of the data every fit misses most of the curve: errors were widened by 10 % of the "
    "intensity around each point, which the reduced chi2 holds";
constexpr double closed_form = 1e-12;  // tolerance of its integrals
constexpr int costly_iterations = 60;  // of models that integrate: a curve that they do not describe ends too
constexpr double integrals_noise = 1e-9;  // of others, in the cost
constexpr std::size_t thinned_points = 120;
constexpr double rough_noise = 1e-5;

bool is_closed(const Model& model) { return model.integration_tolerance() <= closed_form; }

// A start inside its bounds; exactly on one, the first step of the solver would be blocked.
double inside(const fit::Parameter& parameter, double value) {
  if (parameter.fixed) return parameter.start;
  const double width = parameter.upper - parameter.lower;
  const double margin = std::isfinite(width) ? 1e-6 * width : 1e-9;
  const double low = parameter.lower + std::min(margin, 0.01 * std::abs(value) + 1e-12);
  const double high = parameter.upper - std::min(margin, 0.01 * std::abs(value) + 1e-12);
  return low < high ? std::clamp(value, low, high) : 0.5 * (parameter.lower + parameter.upper);
}

FrameFit fit_from(const FrameSettings& settings, const Pattern& pattern, std::span<const double> start) {
  FrameFit fitted{.start = {start.begin(), start.end()}};
  fitted.result = fit::fit(frame_problem(settings, pattern, start));
  return fitted;
}

bool is_better(const fit::Result& one, const fit::Result& other) {
  if (one.converged != other.converged) return one.converged;
  return one.chi2 < other.chi2;
}

bool is_poor(const FrameSettings& settings, const fit::Result& result) {
  return !result.converged || result.singular ||
         (!settings.scale_sigmas && result.chi2_reduced() > poor_chi2);
}

FrameFit search(const FrameSettings& settings, const Pattern& pattern) {
  std::optional<FrameFit> best;
  for (const std::vector<double>& start : find_starts(settings, pattern, most_starts)) {
    FrameFit fitted = fit_from(settings, pattern, start);
    if (!best || is_better(fitted.result, best->result)) best = std::move(fitted);
    if (!is_poor(settings, best->result)) break;
  }
  return *std::move(best);
}

// Integrals over sizes and directions at every q.
bool is_costly(const FrameSettings& settings, const Pattern& pattern) {
  return !is_closed(*settings.model) && pattern.q_per_nm.size() > thinned_points;
}

// Only the best of the minima that fewer points show is worth the whole curve.
FrameFit search_thinned(const FrameSettings& settings, const Pattern& pattern) {
  FrameSettings roughly = settings;
  roughly.noise = rough_noise;
  const FrameFit rough = search(roughly, thinned_pattern(pattern, thinned_points));
  FrameFit fitted = fit_from(settings, pattern, rough.result.values);
  fitted.start = rough.start;
  return fitted;
}

// Nothing like the data.
bool is_hopeless(const FrameSettings& settings, const Pattern& pattern, const FrameFit& fitted) {
  return fitted.result.chi2_reduced() > hopeless_chi2 && is_closed(*settings.model) &&
         log_misfit(settings, pattern, fitted.result.values) > hopeless_misfit;
}

// Errors that no curve of the model meets can push the fit away from the only curve that looks like the data.
// Then that one counts, and says so.
void grow(const FrameSettings& settings, const Pattern& pattern, FrameFit& best) {
  const Pattern wide = widened_pattern(pattern);
  const std::vector<double> start = grown_start(settings, wide);
  if (start.empty()) return;
  FrameFit fitted = fit_from(settings, pattern, start), tolerant = fit_from(settings, wide, start);
  const auto misfit = [&](const FrameFit& one) { return log_misfit(settings, pattern, one.result.values); };
  if (misfit(fitted) < misfit(best)) best = std::move(fitted);
  if (!tolerant.result.converged || misfit(tolerant) > clearly_better * misfit(best)) return;
  best = std::move(tolerant);
  best.widened = true;
  best.result.warnings.push_back(widened_words);
}

FrameFit finished(const FrameSettings& settings, const Pattern& pattern, FrameFit fitted) {
  fitted.runs_z = runs_z_score(residuals_of(*settings.model, pattern, fitted.result.values));
  return fitted;
}

}  // namespace

FrameSettings default_settings(const Model& model) {
  FrameSettings settings{.model = &model};
  for (const ParameterCard& card : model.parameters()) {
    settings.parameters.push_back({.name = std::string(card.name),
                                   .unit = std::string(card.unit),
                                   .description = std::string(card.description),
                                   .start = card.default_value,
                                   .lower = card.lower,
                                   .upper = card.upper});
    settings.needs_start.push_back(false);
  }
  return settings;
}

int index_of(const Model& model, std::string_view name) {
  const auto cards = model.parameters();
  for (std::size_t i = 0; i < cards.size(); ++i)
    if (cards[i].name == name) return static_cast<int>(i);
  return -1;
}

void model_intensity(const Model& model, const Pattern& pattern, std::span<const double> values,
                     std::span<double> out) {
  if (!pattern.smearing) return model.intensity(pattern.q_per_nm, values, out);
  thread_local std::vector<double> sharp;
  const std::span<const double> q = pattern.smearing->calculation_q();
  sharp.resize(q.size());
  model.intensity(q, values, sharp);
  pattern.smearing->apply(sharp, out);
}

void model_derivatives(const Model& model, const Pattern& pattern, std::span<const double> values,
                       std::span<double> jacobian) {
  thread_local std::vector<double> intensity, sharp;
  const std::span<const double> q = pattern.smearing ? pattern.smearing->calculation_q() : pattern.q_per_nm;
  intensity.resize(q.size());
  if (!pattern.smearing) return model.derivatives(q, values, intensity, jacobian);
  sharp.resize(q.size() * values.size());
  model.derivatives(q, values, intensity, sharp);
  pattern.smearing->apply(sharp, jacobian, values.size());
}

std::vector<double> residuals_of(const Model& model, const Pattern& pattern, std::span<const double> values) {
  std::vector<double> residuals(pattern.q_per_nm.size());
  model_intensity(model, pattern, values, residuals);
  for (std::size_t i = 0; i < residuals.size(); ++i)
    residuals[i] = (pattern.intensity[i] - residuals[i]) / pattern.sigma[i];
  return residuals;
}

fit::Problem frame_problem(const FrameSettings& settings, const Pattern& pattern,
                           std::span<const double> start, std::string name) {
  fit::Problem problem{.name = std::move(name),
                       .parameters = settings.parameters,
                       .loss = settings.loss,
                       .scale_sigmas = settings.scale_sigmas,
                       .noise = settings.noise};
  if (!is_closed(*settings.model)) {
    problem.noise = std::max(problem.noise, integrals_noise);
    problem.max_iterations = costly_iterations;
  }
  for (std::size_t i = 0; i < start.size(); ++i)
    problem.parameters[i].start = inside(settings.parameters[i], start[i]);
  const Model* model = settings.model;
  const auto residuals = [model, &pattern](std::span<const double> values, std::span<double> out) {
    model_intensity(*model, pattern, values, out);
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = (out[i] - pattern.intensity[i]) / pattern.sigma[i];
  };
  const auto derivatives = [model, &pattern](std::span<const double> values, std::span<double> jacobian) {
    model_derivatives(*model, pattern, values, jacobian);
    for (std::size_t i = 0, at = 0; i < pattern.sigma.size(); ++i)
      for (std::size_t j = 0; j < values.size(); ++j) jacobian[at++] /= pattern.sigma[i];
  };
  problem.data.push_back({.name = "pattern",
                          .n_residuals = static_cast<int>(pattern.q_per_nm.size()),
                          .residuals = residuals,
                          .derivatives = derivatives});
  return problem;
}

FrameFit fit_frame(const FrameSettings& settings, const Pattern& pattern, std::span<const double> neighbour) {
  std::optional<FrameFit> best;
  if (!neighbour.empty()) best = fit_from(settings, pattern, neighbour);
  if (best && !is_poor(settings, best->result)) return finished(settings, pattern, *std::move(best));
  FrameFit found =
      is_costly(settings, pattern) ? search_thinned(settings, pattern) : search(settings, pattern);
  if (!best || is_better(found.result, best->result)) best = std::move(found);
  if (is_hopeless(settings, pattern, *best)) grow(settings, pattern, *best);
  return finished(settings, pattern, *std::move(best));
}

double runs_z_score(std::span<const double> residuals) {
  double above = 0, below = 0, runs = residuals.empty() ? 0 : 1;
  for (std::size_t i = 0; i < residuals.size(); ++i) {
    (residuals[i] > 0 ? above : below) += 1;
    if (i > 0 && (residuals[i] > 0) != (residuals[i - 1] > 0)) ++runs;
  }
  const double n = above + below, product = 2 * above * below;
  const double variance = n > 1 ? product * (product - n) / (n * n * (n - 1)) : 0;
  return variance > 0 ? (runs - product / n - 1) / std::sqrt(variance) : 0;
}

}  // namespace nacre::scattering
