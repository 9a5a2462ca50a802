#include "nacre/spectra/straight_line.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace nacre::spectra {
namespace {

constexpr double fine_print = 20;  // sigmas per half digit above which Sheppard's correction is exact enough
constexpr double far_out = 9;      // standard deviations

double normal_share(double from, double to) {
  return 0.5 * (std::erf(to / std::sqrt(2.0)) - std::erf(from / std::sqrt(2.0)));
}

double sigma_of(const StraightLine& line, std::size_t i) {
  return line.errors_given ? line.points[i].y_error : 1.0;
}

double weight_of(const StraightLine& line, std::size_t i) {
  return 1 / (sigma_of(line, i) * sigma_of(line, i));
}

double weighted_middle(const StraightLine& line) {
  double sum = 0, weights = 0;
  for (std::size_t i = 0; i < line.points.size(); ++i) {
    sum += weight_of(line, i) * line.points[i].x;
    weights += weight_of(line, i);
  }
  return sum / weights;
}

// d (slope_share * slope + middle_share * middle value) / d y of each point.
std::vector<double> pulls_of_points(const StraightLine& line, double slope_share, double middle_share) {
  double weights = 0, spread = 0;
  for (std::size_t i = 0; i < line.points.size(); ++i) {
    const double off = line.points[i].x - line.middle;
    weights += weight_of(line, i);
    spread += weight_of(line, i) * off * off;
  }
  std::vector<double> pulls;
  for (std::size_t i = 0; i < line.points.size(); ++i) {
    const double off = line.points[i].x - line.middle;
    pulls.push_back(weight_of(line, i) * (slope_share * off / spread + middle_share / weights));
  }
  return pulls;
}

fit::DataSet data_set(const std::vector<LinePoint>& points, const std::vector<double>& sigma, double middle) {
  const auto n = static_cast<int>(points.size());
  return {.name = "points",
          .n_residuals = n,
          .residuals =
              [points, sigma, middle](std::span<const double> values, std::span<double> residuals) {
                for (std::size_t i = 0; i < points.size(); ++i)
                  residuals[i] = (values[1] + values[0] * (points[i].x - middle) - points[i].y) / sigma[i];
              },
          .derivatives =
              [points, sigma, middle](std::span<const double>, std::span<double> jacobian) {
                for (std::size_t i = 0; i < points.size(); ++i) {
                  jacobian[2 * i] = (points[i].x - middle) / sigma[i];
                  jacobian[2 * i + 1] = 1 / sigma[i];
                }
              }};
}

fit::Problem problem_of(const StraightLine& line, const LineNames& names) {
  std::vector<double> sigma;
  double mean = 0;
  for (std::size_t i = 0; i < line.points.size(); ++i) {
    sigma.push_back(sigma_of(line, i));
    mean += line.points[i].y / static_cast<double>(line.points.size());
  }
  const auto [low, high] = std::ranges::minmax_element(line.points, {}, &LinePoint::x);
  const double slope = (high->y - low->y) / (high->x - low->x);
  return {.name = names.line,
          .model = names.model,
          .parameters = {{.name = names.slope,
                          .unit = names.unit,
                          .description = names.slope_description,
                          .start = slope},
                         {.name = names.middle, .description = names.middle_description, .start = mean}},
          .data = {data_set(line.points, sigma, line.middle)},
          .scale_sigmas = !line.errors_given};
}

double scatter_of(const StraightLine& line) {
  const auto dof = static_cast<double>(line.points.size()) - 2;
  double sum = 0;
  for (const LinePoint& point : line.points) {
    const double off = point.y - line.at(point.x).value;
    sum += off * off;
  }
  return dof > 0 ? std::sqrt(sum / dof) : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

Estimate StraightLine::at(double x) const {
  return {result.values[1] + result.values[0] * (x - middle), error_of(x - middle, 1)};
}

double StraightLine::error_of(double slope_share, double middle_share) const {
  const std::vector<double>& c = result.covariance;
  return std::sqrt(slope_share * slope_share * c[0] + 2 * slope_share * middle_share * c[1] +
                   middle_share * middle_share * c[3]);
}

double StraightLine::error_with_rounding(double slope_share, double middle_share) const {
  const std::vector<double> pulls = pulls_of_points(*this, slope_share, middle_share);
  double variance = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const double sigma = errors_given ? points[i].y_error : scatter;
    const double h = points[i].half_digit;
    // What can be printed lies in whole steps from what was printed, whatever was added to it since.
    variance += pulls[i] * pulls[i] *
                std::max(printed_variance(at(points[i].x).value - points[i].y, sigma, h), h * h / 3);
  }
  return std::sqrt(variance);
}

double StraightLine::slope_reach() const {
  const std::vector<double> pulls = pulls_of_points(*this, 1, 0);
  double reach = 0;
  for (std::size_t i = 0; i < points.size(); ++i) reach += std::abs(pulls[i]) * points[i].half_digit;
  return reach;
}

StraightLine fit_line(std::span<const LinePoint> points, const LineNames& names) {
  StraightLine line{.points = {points.begin(), points.end()}};
  const auto [low, high] = std::ranges::minmax_element(line.points, {}, &LinePoint::x);
  if (low == line.points.end() || !(low->x < high->x))
    throw std::invalid_argument("a line needs points at two different x");
  line.errors_given = std::ranges::all_of(line.points, [](const LinePoint& p) { return p.y_error > 0; });
  line.middle = weighted_middle(line);
  line.problem = problem_of(line, names);
  line.result = fit::fit(line.problem);
  line.scatter = scatter_of(line);
  return line;
}

double printed_variance(double mean, double sigma, double half_digit) {
  if (!(half_digit > 0)) return sigma * sigma;
  if (!(sigma > 0)) return 0;
  if (sigma > fine_print * half_digit) return sigma * sigma + half_digit * half_digit / 3;
  const double step = 2 * half_digit;
  const auto first = static_cast<long>(std::floor((mean - far_out * sigma) / step));
  const auto last = static_cast<long>(std::ceil((mean + far_out * sigma) / step));
  double share = 0, sum = 0, squares = 0;
  for (long k = first; k <= last; ++k) {
    const double off = static_cast<double>(k) * step - mean;
    const double p = normal_share((off - half_digit) / sigma, (off + half_digit) / sigma);
    share += p;
    sum += p * off;
    squares += p * off * off;
  }
  return squares / share - (sum / share) * (sum / share);
}

}  // namespace nacre::spectra
