#include "nacre/spectra/singular_values.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <stdexcept>
#include <utility>

#include "nacre/spectra/thin_svd.hpp"

namespace nacre::spectra {
namespace {

constexpr double tracy_widom_99 = 2.02345;  // 99 % point of the Tracy-Widom law of order one
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

Matrix weighted(const SpectraSeries& series) {
  Matrix matrix(series.frames(), series.points());
  for (std::size_t i = 0; i < matrix.rows; ++i)
    for (std::size_t j = 0; j < matrix.columns; ++j) matrix(i, j) = series.at(i, j) / series.sigma[i];
  return matrix;
}

// Correlation of neighbours in a unit vector, as it is: a course that keeps its sign has it near one.
double neighbour_correlation(const std::vector<double>& all, std::size_t first, std::size_t stride,
                             std::size_t n) {
  double sum = 0, squares = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const double x = all[first + i * stride];
    squares += x * x;
    if (i > 0) sum += x * all[first + (i - 1) * stride];
  }
  return squares > 0 ? sum / squares : 0;
}

double residual_sum(const std::vector<double>& values, std::size_t from) {
  double sum = 0;
  for (std::size_t i = from; i < values.size(); ++i) sum += values[i] * values[i];
  return sum;
}

RankStep step_of(const Decomposition& d, std::size_t k) {
  const std::size_t r = d.values.size();
  const double rows = static_cast<double>(d.frames - k - 1), columns = static_cast<double>(d.points - k - 1);
  const double rest = residual_sum(d.values, k + 1);
  RankStep step{.value = d.values[k],
                .threshold = noise_edge(d.frames - k, d.points - k),
                .rsd = rows > 0 && columns > 0 ? std::sqrt(rest / (rows * columns)) : nan,
                .time_correlation = neighbour_correlation(d.left, k, r, d.frames),
                .wavelength_correlation = neighbour_correlation(d.right, k * d.points, 1, d.points)};
  const auto left = static_cast<double>(r - k - 1);
  step.indicator = left > 0 ? step.rsd / (left * left) : nan;
  return step;
}

}  // namespace

Decomposition decompose(const SpectraSeries& series) {
  if (series.frames() == 0 || series.points() == 0) throw std::invalid_argument("there are no spectra");
  ThinSvd svd = thin_svd(weighted(series));
  Decomposition d{.frames = series.frames(), .points = series.points()};
  for (std::size_t k = 0; k < svd.values.size(); ++k)
    for (std::size_t j = 0; j < svd.right.rows; ++j) d.right.push_back(svd.right(j, k));
  d.left = std::move(svd.left.values);
  d.values = std::move(svd.values);
  return d;
}

double noise_edge(std::size_t n, std::size_t p) {
  const double a = std::sqrt(std::max(static_cast<double>(n) - 1, 0.0)),
               b = std::sqrt(static_cast<double>(p));
  if (a == 0 || b == 0) return a + b + 2.326;  // a single row or column: 99 % of its length, nearly
  return std::sqrt((a + b) * (a + b) + tracy_widom_99 * (a + b) * std::cbrt(1 / a + 1 / b));
}

RankAnalysis analyse_rank(const SpectraSeries& series) {
  RankAnalysis analysis{.decomposition = decompose(series)};
  const std::size_t r = analysis.decomposition.values.size();
  for (std::size_t k = 0; k < r; ++k) analysis.steps.push_back(step_of(analysis.decomposition, k));
  while (analysis.rank < r && analysis.steps[analysis.rank].value > analysis.steps[analysis.rank].threshold)
    ++analysis.rank;
  // IND falls again where next to nothing is left: the first half is what it is made for.
  const std::size_t half = std::max<std::size_t>(1, r / 2);
  for (std::size_t k = 0; k < half; ++k)
    if (analysis.indicator_rank == 0 ||
        analysis.steps[k].indicator < analysis.steps[analysis.indicator_rank - 1].indicator)
      analysis.indicator_rank = k + 1;
  return analysis;
}

}  // namespace nacre::spectra
