// Fit of a model to one curve. A single fit is a series of length one.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "nacre/fit/fit.hpp"
#include "nacre/scattering/model.hpp"
#include "nacre/scattering/treatment.hpp"

namespace nacre::scattering {

// How a series is fitted: the same for each of its frames.
struct FrameSettings {
  const Model* model = nullptr;
  std::vector<fit::Parameter> parameters{};  // of the model, in its order
  std::vector<bool> needs_start{};           // free, and nobody said where to start: found from the data
  fit::Loss loss = fit::Loss::squares;
  bool scale_sigmas = false;  // sigmas are weights; uncertainties come from the scatter about the fit
  double noise = 0;           // as in fit::Problem; at least 1e-9 where the form is integrated numerically
};

// Every parameter free or fixed as its card has it; `needs_start` all false.
FrameSettings default_settings(const Model& model);

// Index of a parameter; -1 if the model has none of that name.
int index_of(const Model& model, std::string_view name);

// The problem of one frame, started at these values. Refers to settings.model and pattern, which must outlive
// it.
fit::Problem frame_problem(const FrameSettings& settings, const Pattern& pattern,
                           std::span<const double> start, std::string name = {});

struct FrameFit {
  fit::Result result{};
  std::vector<double> start{};  // of every parameter
  double runs_z = 0;            // see runs_z_score
  bool widened = false;         // the result is of the widened_pattern of frame_search.hpp
};

// Starts at `neighbour` where it is not empty, else where find_starts says. A poor end (not converged, or
// reduced chi2 above `poor_chi2`) is tried again from the other starts, and the best end counts; one that has
// nothing in common with the data goes on as frame_search.hpp says.
FrameFit fit_frame(const FrameSettings& settings, const Pattern& pattern,
                   std::span<const double> neighbour = {});

inline constexpr double poor_chi2 = 2;

// Wald and Wolfowitz (1940), doi:10.1214/aoms/1177731909: number of runs of residuals of one sign, in
// standard deviations above what independent residuals show. Below -3 the model misses features of the curve.
double runs_z_score(std::span<const double> residuals);

// (data - model) / sigma.
std::vector<double> residuals_of(const Model& model, const Pattern& pattern, std::span<const double> values);

// Intensity of the model on the pattern's grid, smeared where the pattern has widths.
void model_intensity(const Model& model, const Pattern& pattern, std::span<const double> values,
                     std::span<double> out);
// d intensity / d value, row-major, as Model::derivatives.
void model_derivatives(const Model& model, const Pattern& pattern, std::span<const double> values,
                       std::span<double> jacobian);

}  // namespace nacre::scattering
