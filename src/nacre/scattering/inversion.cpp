#include "nacre/scattering/inversion.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "nacre/scattering/inversion_moments.hpp"
#include "nacre/scattering/inversion_peaks.hpp"
#include "nacre/scattering/inversion_problem.hpp"
#include "nacre/scattering/inversion_strength.hpp"
#include "nacre/scattering/inversion_support.hpp"

namespace nacre::scattering {
namespace {

// What the parts of the result are read from.
struct Found {
  const InversionKernel& kernel;
  const InversionProblem& problem;
  std::vector<Supported> all;
  double error_scale;

  Estimate moment(std::size_t first, std::size_t last, Estimate (DensityMoments::*which)() const) const {
    return average(all, [&](const InversionState& state) {
      return (DensityMoments(kernel, state, error_scale, first, last).*which)();
    });
  }
  Estimate unknown(std::size_t index) const {
    std::vector<double> functional(all.front().state.values.size(), 0.0);
    functional[index] = 1;
    return average(all, [&](const InversionState& state) -> Estimate {
      return {state.values[index], error_scale * state.deviation(functional)};
    });
  }
};

void fill_density(const Found& found, Inversion& out) {
  const std::vector<double>& size = found.kernel.size_nm;
  double cubes = 0;
  for (std::size_t j = 0; j < size.size(); ++j) {
    const Estimate density = found.unknown(j);
    const double rise =
        density.error > 0 ? density.error : found.problem.rise_at_zero(found.all.front().state, j);
    out.number.push_back(density.value);
    out.number_low.push_back(std::max(density.value - density.error, 0.0));
    out.number_high.push_back(density.value + rise);
    cubes += found.kernel.moments[3][j] * density.value;
  }
  for (std::size_t j = 0; j < size.size(); ++j) {
    const double share = cubes > 0 ? std::pow(size[j], 3) / cubes : 0;
    out.volume.push_back(out.number[j] * share);
    out.volume_low.push_back(out.number_low[j] * share);
    out.volume_high.push_back(out.number_high[j] * share);
  }
}

void fill_fit(const Found& found, Inversion& out) {
  const std::size_t n = found.problem.nodes();
  const std::vector<double> values = average_values(found.all);
  if (values.size() > n) out.background = found.unknown(n);
  for (std::size_t i = 0; i < found.problem.data(); ++i) {
    double sum = out.background.value;
    for (std::size_t j = 0; j < n; ++j) sum += found.kernel.intensity[i * n + j] * values[j];
    out.intensity.push_back(sum);
  }
  out.chi2 = found.problem.chi2(values);
  out.effective_parameters = found.problem.effective_parameters(found.all.front().state);
  out.chi2_reduced =
      out.chi2 / std::max(static_cast<double>(found.problem.data()) - out.effective_parameters, 1.0);
  out.error_scale = found.error_scale;
}

// The nodes around the top with more than half of its density.
Basin upper_half(const std::vector<double>& density, const Basin& basin) {
  Basin half = basin;
  const double level = density[basin.top] / 2;
  for (half.first = basin.top; half.first > basin.first && density[half.first - 1] > level;) --half.first;
  for (half.last = basin.top; half.last < basin.last && density[half.last + 1] > level;) ++half.last;
  return half;
}

// The position is that of the widest support alone: those that begin on the flank of a maximum move it.
SizePeak peak_of(const Found& found, const InversionState& widest, const Basin& basin) {
  const Basin half = upper_half(widest.values, basin);
  return {
      .position_nm = DensityMoments(found.kernel, widest, found.error_scale, half.first, half.last).mean(),
      .width_nm = found.moment(basin.first, basin.last, &DensityMoments::deviation),
      .area_uM = found.moment(basin.first, basin.last, &DensityMoments::concentration),
      .mode_nm = found.kernel.size_nm[basin.top],
      .significance = basin.significance,
      .lower_nm = found.kernel.size_nm[basin.first],
      .upper_nm = found.kernel.size_nm[basin.last]};
}

SizeMoments moments_of(const Found& found) {
  const std::size_t last = found.problem.nodes() - 1;
  return {.concentration_uM = found.moment(0, last, &DensityMoments::concentration),
          .mean_nm = found.moment(0, last, &DensityMoments::mean),
          .deviation_nm = found.moment(0, last, &DensityMoments::deviation),
          .skewness = found.moment(0, last, &DensityMoments::skewness),
          .mean_cube_nm3 = found.moment(0, last, &DensityMoments::mean_cube)};
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
  const Pruned pruned = prune(problem, std::move(choice.state), options.significance);
  const Found found{kernel, problem, supports(problem, pruned.state), problem.error_scale(pruned.state)};

  Inversion out{.size_nm = kernel.size_nm,
                .strength = pruned.state.strength,
                .reasoning = std::move(choice.reasoning),
                .converged = pruned.state.converged};
  fill_density(found, out);
  fill_fit(found, out);
  out.moments = moments_of(found);
  for (const Basin& basin : pruned.basins)
    if (basin.significance >= options.significance) out.peaks.push_back(peak_of(found, pruned.state, basin));
  for (RefusedPeak one : pruned.refused) {
    one.mode_nm = kernel.size_nm[static_cast<std::size_t>(one.mode_nm)];
    out.refused.push_back(one);
  }
  add_warnings(options, choice.at_end, out);
  return out;
}

}  // namespace nacre::scattering
