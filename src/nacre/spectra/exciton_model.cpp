#include "nacre/spectra/exciton_model.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace nacre::spectra {
namespace {

double gaussian(std::span<const double> p, double energy_eV) {
  const double z = (energy_eV - p[1]) / p[2];
  return p[0] * std::exp(-0.5 * z * z);
}

void add_population(const ExcitonStart& start, const std::string& suffix, double top, double reach_eV,
                    std::vector<fit::Parameter>& list) {
  list.push_back({.name = "amplitude" + suffix,
                  .unit = "1",
                  .description = "absorbance of the first exciton",
                  .start = std::clamp(start.amplitude, 0.02 * top, top),
                  .lower = 0,
                  .upper = 10 * top});
  list.push_back({.name = "energy" + suffix,
                  .unit = "eV",
                  .description = "its energy",
                  .start = start.energy_eV,
                  .lower = start.energy_eV - reach_eV,
                  .upper = start.energy_eV + reach_eV});
  list.push_back({.name = "sigma" + suffix,
                  .unit = "eV",
                  .description = "its standard deviation",
                  .start = start.sigma_eV,
                  .lower = 0.25 * start.sigma_eV,
                  .upper = 4 * start.sigma_eV});
}

void add_next(const ExcitonStart& highest, double next_sigmas, double top,
              std::vector<fit::Parameter>& list) {
  const double s = highest.sigma_eV;
  list.push_back({.name = "next_amplitude",
                  .unit = "1",
                  .description = "absorbance of the next transition",
                  .start = 0.7 * top,
                  .lower = 0,
                  .upper = 100 * top});
  list.push_back({.name = "next_energy",
                  .unit = "eV",
                  .description = "its energy",
                  .start = highest.energy_eV + next_sigmas * s,
                  .lower = highest.energy_eV + 0.8 * s,
                  .upper = highest.energy_eV + 12 * s,
                  .prior = fit::Prior{highest.energy_eV + 3.2 * s, 1.5 * s}});
  list.push_back({.name = "next_sigma",
                  .unit = "eV",
                  .description = "its standard deviation",
                  .start = 0.5 * next_sigmas * s,
                  .lower = 0.4 * s,
                  .upper = 10 * s,
                  .prior = fit::Prior{1.5 * s, 0.7 * s}});
}

void derivatives(const ExcitonWindow& window, std::span<const double> p, std::span<double> out) {
  const std::size_t n = p.size();
  for (std::size_t i = 0; i < window.energy_eV.size(); ++i) {
    double* row = out.data() + i * n;
    for (std::size_t k = 0; k + 3 <= n; k += 3) {
      const double z = (window.energy_eV[i] - p[k + 1]) / p[k + 2];
      const double shape = std::exp(-0.5 * z * z) / window.sigma;
      row[k] = shape;
      row[k + 1] = p[k] * shape * z / p[k + 2];
      row[k + 2] = p[k] * shape * z * z / p[k + 2];
    }
    row[n - 1] = 1 / window.sigma;
  }
}

}  // namespace

double exciton_curve(std::span<const double> values, double energy_eV) {
  double sum = values.back();
  for (std::size_t k = 0; k + 3 <= values.size(); k += 3) sum += gaussian(values.subspan(k, 3), energy_eV);
  return sum;
}

double exciton_background(std::span<const double> values, double energy_eV) {
  return values.back() + gaussian(values.subspan(values.size() - 4, 3), energy_eV);
}

double exciton_slope(std::span<const double> values, double energy_eV) {
  double sum = 0;
  for (std::size_t k = 0; k + 3 <= values.size(); k += 3)
    sum -= gaussian(values.subspan(k, 3), energy_eV) * (energy_eV - values[k + 1]) /
           (values[k + 2] * values[k + 2]);
  return sum;
}

fit::Problem exciton_problem(const std::shared_ptr<const ExcitonWindow>& window,
                             std::span<const ExcitonStart> starts, double next_sigmas) {
  const auto [low, high] = std::ranges::minmax(window->absorbance);
  const double top = std::max(high - low, 1e-6);
  fit::Problem problem{
      .name = "first exciton", .model = "Gaussians in energy and an offset", .scale_sigmas = true};
  for (std::size_t i = 0; i < starts.size(); ++i) {
    // Two populations must not change places.
    const double reach_eV = starts.size() == 1 ? 2 * starts[i].sigma_eV
                                               : 0.5 * std::abs(starts[0].energy_eV - starts[1].energy_eV);
    add_population(starts[i], i == 0 ? "" : "_" + std::to_string(i + 1), top, reach_eV, problem.parameters);
  }
  add_next(starts.back(), next_sigmas, top, problem.parameters);
  problem.parameters.push_back({.name = "offset",
                                .unit = "1",
                                .description = "of the absorbance in the window",
                                .start = low,
                                .lower = low - top,
                                .upper = low + top});
  problem.data.push_back({.name = "window",
                          .n_residuals = static_cast<int>(window->energy_eV.size()),
                          .residuals =
                              [window](std::span<const double> p, std::span<double> out) {
                                for (std::size_t i = 0; i < out.size(); ++i)
                                  out[i] = (exciton_curve(p, window->energy_eV[i]) - window->absorbance[i]) /
                                           window->sigma;
                              },
                          .derivatives = [window](std::span<const double> p,
                                                  std::span<double> out) { derivatives(*window, p, out); }});
  return problem;
}

}  // namespace nacre::spectra
