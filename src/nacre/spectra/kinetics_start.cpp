#include "nacre/spectra/kinetics_start.hpp"

#include <cmath>
#include <limits>

namespace nacre::spectra {
namespace {

constexpr std::size_t grid_points = 24;
constexpr std::size_t columns_looked_at = 6;
constexpr double slowest = 0.1;  // of one over the length of the series
constexpr double fastest = 3;    // over the shortest interval

std::vector<double> ln_grid(const SpectraSeries& series) {
  const double length = series.time_s.back() - series.time_s.front();
  double step = length;
  for (std::size_t i = 1; i < series.frames(); ++i)
    step = std::min(step, series.time_s[i] - series.time_s[i - 1]);
  const double low = std::log(slowest / length), high = std::log(fastest / step);
  std::vector<double> grid;
  for (std::size_t i = 0; i < grid_points; ++i)
    grid.push_back(low + (high - low) * static_cast<double>(i) / (grid_points - 1));
  return grid;
}

double chi2_of(const KineticsModel& model, const RateParameters& parameters, const SpectraSeries& series,
               const Matrix& data, const std::vector<double>& values) {
  const std::size_t which[] = {0};
  const Courses courses = stacked_courses(model, parameters, std::span(&series, 1), which, values, false);
  const Projection at = project(courses.values, data);
  if (at.deficient) return std::numeric_limits<double>::infinity();
  double chi2 = 0;
  for (const double r : at.residuals.values) chi2 += r * r;
  return chi2;
}

}  // namespace

std::vector<double> start_rates(const KineticsModel& model, const SpectraSeries& series) {
  KineticsModel alone = model;
  alone.arrhenius = false;
  // With [A][B], half of a rate fits as well where nothing shifts: exp(-2 k t) is among the courses.
  alone.peak_shift = false;
  if (model.law == RateLaw::two_way) alone.law = RateLaw::one_way;
  const RateParameters parameters(alone, std::span(&series, 1));
  const std::size_t which[] = {0};
  const Matrix data = compressed(stacked_data(std::span(&series, 1), which), columns_looked_at);
  const std::vector<double> grid = ln_grid(series);
  std::vector<double> best(parameters.count(), grid[grid_points / 2]);
  if (best.size() == 2) best[1] -= 1;
  double lowest = std::numeric_limits<double>::infinity();
  const auto look_at = [&](std::vector<double> values) {
    const double chi2 = chi2_of(alone, parameters, series, data, values);
    if (chi2 >= lowest) return;
    lowest = chi2;
    best = std::move(values);
  };
  for (std::size_t i = 0; i < grid.size(); ++i) {
    if (parameters.count() == 1) look_at({grid[i]});
    // The exchange of both rates gives the same chi2 (kinetics_fit.hpp).
    for (std::size_t j = 0; parameters.count() == 2 && j < i; ++j) look_at({grid[i], grid[j]});
  }
  if (model.law == RateLaw::two_way) best = {best[0] - std::log(2.0), best[0] - std::log(2.0)};
  return best;
}

}  // namespace nacre::spectra
