#include "nacre/scattering/inversion.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "nacre/scattering/inversion_peaks.hpp"
#include "nacre/scattering/inversion_problem.hpp"
#include "nacre/scattering/inversion_strength.hpp"

namespace nacre::scattering {
namespace {

// The integral of size^k over the nodes first ... last, as a functional of the density.
std::vector<double> power_functional(const InversionKernel& kernel, std::size_t k, std::size_t first,
                                     std::size_t last) {
  std::vector<double> out(kernel.size_nm.size(), 0.0);
  for (std::size_t j = first; j <= last; ++j) out[j] = kernel.moments[k][j];
  return out;
}

// Moments of the nodes first ... last, with the linear functionals by which they change.
class MomentsOf {
 public:
  MomentsOf(const InversionKernel& kernel, const InversionState& state, double error_scale, std::size_t first,
            std::size_t last)
      : state_(state), error_scale_(error_scale) {
    for (std::size_t k = 0; k < 4; ++k) {
      functional_[k] = power_functional(kernel, k, first, last);
      for (std::size_t j = first; j <= last; ++j) raw_[k] += functional_[k][j] * state.values[j];
    }
    for (std::size_t k = 1; k < 4; ++k) raw_[k] = raw_[0] > 0 ? raw_[k] / raw_[0] : 0;
    mean_ = raw_[1];
    variance_ = std::max(raw_[2] - mean_ * mean_, 0.0);
    third_ = raw_[3] - 3 * mean_ * raw_[2] + 2 * mean_ * mean_ * mean_;
  }

  SizeMoments all() const {
    return {.concentration_uM = concentration(),
            .mean_nm = mean(),
            .deviation_nm = deviation(),
            .skewness = skewness(),
            .mean_cube_nm3 = {raw_[3], error({-raw_[3], 0, 0, 1}, 1)}};
  }
  Estimate concentration() const { return {raw_[0], error({1, 0, 0, 0}, raw_[0])}; }
  Estimate mean() const { return {mean_, error({-mean_, 1, 0, 0}, 1)}; }
  Estimate deviation() const {
    const double sigma = std::sqrt(variance_);
    return {sigma, sigma > 0 ? error(of_variance(), 1 / (2 * sigma)) : 0};
  }
  Estimate skewness() const {
    if (!(variance_ > 0)) return {};
    const double cube = std::pow(variance_, 1.5);
    std::array<double, 4> weights = of_third();
    const std::array<double, 4> second = of_variance();
    for (std::size_t k = 0; k < 4; ++k) weights[k] -= 1.5 * third_ / variance_ * second[k];
    return {third_ / cube, error(weights, 1 / cube)};
  }

 private:
  // d of a moment per number is the integral of a polynomial in r: its coefficients.
  std::array<double, 4> of_variance() const { return {mean_ * mean_ - variance_, -2 * mean_, 1, 0}; }
  std::array<double, 4> of_third() const {
    const double m = mean_;
    return {-m * m * m - third_ + 3 * variance_ * m, 3 * m * m - 3 * variance_, -3 * m, 1};
  }

  double error(const std::array<double, 4>& polynomial, double factor) const {
    if (!(raw_[0] > 0)) return 0;
    std::vector<double> sum(functional_[0].size(), 0.0);
    for (std::size_t k = 0; k < 4; ++k)
      for (std::size_t j = 0; j < sum.size(); ++j) sum[j] += polynomial[k] * functional_[k][j] / raw_[0];
    return std::abs(factor) * error_scale_ * state_.deviation(sum);
  }

  const InversionState& state_;
  double error_scale_;
  std::array<std::vector<double>, 4> functional_{};
  std::array<double, 4> raw_{};
  double mean_ = 0;
  double variance_ = 0;
  double third_ = 0;
};

void fill_density(const InversionKernel& kernel, const InversionProblem& problem, const InversionState& state,
                  Inversion& out) {
  const std::size_t n = problem.nodes();
  const double scale = problem.error_scale(state);
  double cubes = 0;
  for (std::size_t j = 0; j < n; ++j) cubes += kernel.moments[3][j] * state.values[j];
  std::vector<double> one(n, 0.0);
  for (std::size_t j = 0; j < n; ++j) {
    one[j] = 1;
    const double value = state.values[j], error = scale * state.deviation(one);
    one[j] = 0;
    out.number.push_back(value);
    out.number_low.push_back(std::max(value - error, 0.0));
    out.number_high.push_back(value + (error > 0 ? error : problem.rise_at_zero(state, j)));
    const double share = cubes > 0 ? std::pow(kernel.size_nm[j], 3) / cubes : 0;
    out.volume.push_back(out.number[j] * share);
    out.volume_low.push_back(out.number_low[j] * share);
    out.volume_high.push_back(out.number_high[j] * share);
  }
}

void fill_fit(const InversionKernel& kernel, const InversionProblem& problem, const InversionState& state,
              Inversion& out) {
  const std::size_t n = problem.nodes();
  const bool background = state.values.size() > n;
  if (background) {
    std::vector<double> functional(n + 1, 0.0);
    functional[n] = 1;
    out.background = {state.values[n], problem.error_scale(state) * state.deviation(functional)};
  }
  for (std::size_t i = 0; i < problem.data(); ++i) {
    double sum = out.background.value;
    for (std::size_t j = 0; j < n; ++j) sum += kernel.intensity[i * n + j] * state.values[j];
    out.intensity.push_back(sum);
  }
  out.chi2 = state.chi2;
  out.effective_parameters = problem.effective_parameters(state);
  out.chi2_reduced =
      state.chi2 / std::max(static_cast<double>(problem.data()) - out.effective_parameters, 1.0);
  out.error_scale = problem.error_scale(state);
}

// The nodes around the top with more than half of its density.
Basin upper_half(const InversionState& state, const Basin& basin) {
  Basin half = basin;
  const double level = state.values[basin.top] / 2;
  for (half.first = basin.top; half.first > basin.first && state.values[half.first - 1] > level;)
    --half.first;
  for (half.last = basin.top; half.last < basin.last && state.values[half.last + 1] > level;) ++half.last;
  return half;
}

SizePeak peak_of(const InversionKernel& kernel, const InversionState& state, double error_scale,
                 const Basin& basin) {
  const MomentsOf moments(kernel, state, error_scale, basin.first, basin.last);
  const Basin half = upper_half(state, basin);
  return {.position_nm = MomentsOf(kernel, state, error_scale, half.first, half.last).mean(),
          .width_nm = moments.deviation(),
          .area_uM = moments.concentration(),
          .mode_nm = kernel.size_nm[basin.top],
          .significance = basin.significance,
          .lower_nm = kernel.size_nm[basin.first],
          .upper_nm = kernel.size_nm[basin.last]};
}

void add_warnings(const InversionOptions& options, bool at_end, Inversion& out) {
  if (at_end) out.warnings.push_back("the evidence is largest at an end of the strengths tried");
  if (!out.converged) out.warnings.push_back("the inversion did not converge");
  if (!options.scale_errors && out.chi2_reduced > 1.5)
    out.warnings.push_back(
        "reduced chi2 is " + std::to_string(out.chi2_reduced).substr(0, 5) +
        ": errors are too small or the particles have another form, and maxima may be artefacts");
  const auto most = std::max_element(out.number.begin(), out.number.end());
  if (most == out.number.begin() && *most > 0)
    out.warnings.push_back(
        "the distribution is largest at the smallest size of the grid, where particles look like a "
        "background: its number of particles means little");
}

}  // namespace

Inversion invert(const InversionKernel& kernel, std::span<const double> intensity,
                 std::span<const double> errors, const InversionOptions& options) {
  const InversionProblem problem(kernel, intensity, errors, options.background, options.scale_errors);
  StrengthChoice choice = choose_strength(problem, Shape(problem.nodes()));
  Pruned pruned = prune(problem, std::move(choice.state), options.significance);
  const InversionState& state = pruned.state;

  Inversion out{
      .size_nm = kernel.size_nm, .strength = state.strength, .reasoning = std::move(choice.reasoning)};
  out.converged = state.converged;
  fill_density(kernel, problem, state, out);
  fill_fit(kernel, problem, state, out);
  const double scale = problem.error_scale(state);
  out.moments = MomentsOf(kernel, state, scale, 0, problem.nodes() - 1).all();
  for (const Basin& basin : pruned.basins)
    if (basin.significance >= options.significance) out.peaks.push_back(peak_of(kernel, state, scale, basin));
  for (RefusedPeak one : pruned.refused) {
    one.mode_nm = kernel.size_nm[static_cast<std::size_t>(one.mode_nm)];
    out.refused.push_back(one);
  }
  add_warnings(options, choice.at_end, out);
  return out;
}

}  // namespace nacre::scattering
