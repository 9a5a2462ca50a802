#include "nacre/scattering/pdf_reduction.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <numeric>
#include <stdexcept>

#include "nacre/core/parallel.hpp"
#include "nacre/core/units.hpp"
#include "nacre/scattering/polynomial_filter.hpp"

namespace nacre::scattering {
namespace {

using std::numbers::pi;

constexpr double high_q_share = 0.6;  // of Qmaxinst: S is 1 on average above
constexpr int lags = 33;
constexpr std::size_t anchors = 24;  // values of r over which a correlation is averaged
constexpr std::size_t scatter_half_window = 20;

struct Point {
  double value = 0;
  double variance = 0;
};

// Linear between two points; the curve reaches over q.
Point interpolated(const MeasuredIntensity& curve, const std::vector<double>& error, double q) {
  const auto above = std::ranges::lower_bound(curve.q_per_A, q);
  const auto k = static_cast<std::size_t>(above - curve.q_per_A.begin());
  const auto variance = [&](std::size_t i) { return error[i] * error[i]; };
  if (*above == q) return {curve.intensity[k], variance(k)};
  const double t = (q - curve.q_per_A[k - 1]) / (curve.q_per_A[k] - curve.q_per_A[k - 1]);
  return {(1 - t) * curve.intensity[k - 1] + t * curve.intensity[k],
          (1 - t) * (1 - t) * variance(k - 1) + t * t * variance(k)};
}

void refuse(const std::string& what, double found, const std::string& expected) {
  throw std::invalid_argument(what + ": " + format_rounded(found, 5) + " 1/A, but " + expected);
}

void check_range(const MeasuredIntensity& curve, const char* name, const ReductionOptions& options) {
  const double first = curve.q_per_A.front(), last = curve.q_per_A.back();
  const std::string covered = std::string(name) + " reach from " + format_rounded(first, 5) + " to " +
                              format_rounded(last, 5) + " 1/A";
  if (options.q_min_per_A < first) refuse("q_min lies below the data", options.q_min_per_A, covered);
  if (options.q_max_inst_per_A > last) {
    const bool both = options.q_max_per_A == options.q_max_inst_per_A;
    refuse(both ? "q_max lies beyond the data" : "q_max_inst lies beyond the data", options.q_max_inst_per_A,
           covered);
  }
}

void check(const ReductionInput& input, const ReductionOptions& options) {
  if (!(options.q_min_per_A < options.q_max_per_A))
    refuse("q_min is not below q_max", options.q_min_per_A,
           "q_max is " + format_rounded(options.q_max_per_A, 5) + " 1/A");
  if (options.q_max_per_A > options.q_max_inst_per_A)
    refuse("q_max lies beyond q_max_inst", options.q_max_per_A,
           "q_max_inst is " + format_rounded(options.q_max_inst_per_A, 5) + " 1/A");
  check_range(input.sample, "the data", options);
  if (!input.background.q_per_A.empty()) check_range(input.background, "the data of the background", options);
  const auto& q = input.sample.q_per_A;
  const auto within =
      std::ranges::count_if(q, [&](double x) { return x > options.q_min_per_A && x < options.q_max_per_A; });
  if (static_cast<double>(within) < 10 + options.rpoly_A * options.q_max_inst_per_A / pi)
    throw std::invalid_argument("there are only " + std::to_string(within) +
                                " points between q_min and q_max, too few for the polynomial");
}

// Qmin, the measured points, Qmax and Qmaxinst.
std::vector<double> nodes_of(const std::vector<double>& q, const ReductionOptions& options) {
  std::vector<double> nodes{options.q_min_per_A, options.q_max_per_A, options.q_max_inst_per_A};
  const double least_step = 1e-6 * options.q_max_inst_per_A;
  for (const double x : q)
    if (x > options.q_min_per_A && x < options.q_max_inst_per_A &&
        std::abs(x - options.q_max_per_A) > least_step)
      nodes.push_back(x);
  std::ranges::sort(nodes);
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  return nodes;
}

std::vector<double> errors_of(const MeasuredIntensity& curve) {
  return curve.error.empty() ? scatter_errors(curve.intensity) : curve.error;
}

double polarisation_at(double q_per_A, const ReductionOptions& options) {
  if (options.polarisation == 0) return 1;
  const double sine = q_per_A * options.wavelength_A.value() / (4 * pi);
  if (sine >= 1)
    refuse("Q cannot be reached at the wavelength", q_per_A,
           "4 pi / lambda is " + format_rounded(4 * pi / *options.wavelength_A, 5) + " 1/A");
  const double cosine = 1 - 2 * sine * sine;  // of 2 theta
  return (1 + options.polarisation * cosine * cosine) / (1 + options.polarisation);
}

void correct_intensity(const ReductionInput& input, const ReductionOptions& options, Reduction& out) {
  const auto error = errors_of(input.sample);
  const bool has_background = !input.background.q_per_A.empty();
  const auto background_error = has_background ? errors_of(input.background) : std::vector<double>();
  const double share = options.background_scale;
  for (const double q : out.q_per_A) {
    Point point = interpolated(input.sample, error, q);
    if (has_background) {
      const Point other = interpolated(input.background, background_error, q);
      point.value -= share * other.value;
      point.variance += share * share * other.variance;
    }
    const double factor = 1 / polarisation_at(q, options);
    out.intensity.push_back(factor * point.value);
    out.intensity_error.push_back(factor * std::sqrt(point.variance));
  }
}

// F = scale x from_intensity + rest. S = (scale I - <f^2> + <f>^2) / <f>^2.
struct LinearF {
  std::vector<double> factor;          // Q / <f>^2
  std::vector<double> from_intensity;  // Q I / <f>^2
  std::vector<double> rest;            // - Q <f^2> / <f>^2
};

LinearF linear_f(const ReductionInput& input, Reduction& out) {
  const auto amplitudes = scattering_amplitudes(input.beam, input.species, out.q_per_A);
  const MeanScattering mean = mean_scattering(amplitudes, input.shares);
  LinearF f;
  for (std::size_t k = 0; k < out.q_per_A.size(); ++k) {
    f.factor.push_back(out.q_per_A[k] / mean.square_of_mean[k]);
    f.from_intensity.push_back(f.factor[k] * out.intensity[k]);
    f.rest.push_back(-out.q_per_A[k] * mean.mean_of_square[k] / mean.square_of_mean[k]);
  }
  if (input.beam.radiation == Radiation::xray)
    for (const std::string& name : input.species) out.neutral_form_factors |= xray_form_factor(name).neutral;
  return f;
}

double dot(std::span<const double> a, std::span<const double> b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

// The transform over the nodes up to Qmax, with the polynomial taken off over those up to Qmaxinst.
class FilteredTransform {
 public:
  FilteredTransform(const std::vector<double>& q, const ReductionOptions& options)
      : transform_(upto(q, options.q_max_per_A), options.window, options.low_q),
        filter_(q, options.rpoly_A * options.q_max_inst_per_A / pi) {}

  const SineTransform& transform() const { return transform_; }
  const PolynomialFilter& filter() const { return filter_; }
  void row(double r_A, std::span<double> weights) const {
    std::ranges::fill(weights, 0.0);
    transform_.row(r_A, weights.first(transform_.size()));
    filter_.deduct_from(weights);
  }

 private:
  static std::vector<double> upto(const std::vector<double>& q, double q_max) {
    return {q.begin(), std::ranges::upper_bound(q, q_max)};
  }
  SineTransform transform_;
  PolynomialFilter filter_;
};

// S is 1 on average at high Q.
void scale_by_high_q(const LinearF& f, const ReductionOptions& options, Reduction& out) {
  double measured = 0, expected = 0;
  for (std::size_t k = 0; k < out.q_per_A.size(); ++k)
    if (out.q_per_A[k] >= high_q_share * options.q_max_inst_per_A) {
      measured += f.from_intensity[k] / out.q_per_A[k];
      expected -= f.rest[k] / out.q_per_A[k];
    }
  if (!(measured > 0))
    throw std::invalid_argument("the intensity is not positive at high Q: background_scale may be too large");
  out.scale = expected / measured;
}

// No pairs are nearer than empty_below: G = -4 pi rho0 r there, as far as the polynomial leaves it.
void scale_by_density(const LinearF& f, const FilteredTransform& filtered, const ReductionOptions& options,
                      Reduction& out) {
  const double slope = -4 * pi * *options.number_density_per_A3;
  double xx = 0, xy = 0, yy = 0;
  int n = 0;
  std::vector<double> weights(out.q_per_A.size());
  const double step = pi / options.q_max_per_A;
  for (double r = options.rpoly_A + step; r < options.empty_below_A; r += step, ++n) {
    filtered.row(r, weights);
    const double x = dot(weights, f.from_intensity), y = slope * r - dot(weights, f.rest);
    xx += x * x, xy += x * y, yy += y * y;
  }
  // Regression of x on r, since the ripples are in x: scale = sum y^2 / sum x y.
  if (n < 3 || !(xy > 0))
    throw std::invalid_argument(
        "the number density sets no scale: G(r) does not fall between rpoly and the first peak");
  out.scale = yy / xy;
  out.scale_error = out.scale * std::sqrt(std::max(xx * yy / (xy * xy) - 1, 0.0) / (n - 1));
}

void settle_f(const LinearF& f, const FilteredTransform& filtered, Reduction& out) {
  const std::size_t n = out.q_per_A.size();
  for (std::size_t k = 0; k < n; ++k) out.f_raw.push_back(out.scale * f.from_intensity[k] + f.rest[k]);
  out.polynomial = filtered.filter().fitted(out.f_raw);
  for (std::size_t k = 0; k < n; ++k) {
    out.f.push_back(out.f_raw[k] - out.polynomial[k]);
    out.f_error.push_back(out.scale * f.factor[k] * out.intensity_error[k]);
    out.s.push_back(1 + out.f[k] / out.q_per_A[k]);
    out.s_error.push_back(out.f_error[k] / out.q_per_A[k]);
  }
}

// Rows of the transform times the errors of F: their products are the covariance of G.
std::vector<double> error_row(const FilteredTransform& filtered, double r,
                              const std::vector<double>& f_error) {
  std::vector<double> weights(f_error.size());
  filtered.row(r, weights);
  for (std::size_t k = 0; k < weights.size(); ++k) weights[k] *= f_error[k];
  return weights;
}

void transform(const FilteredTransform& filtered, const RunControl& control, Reduction& out) {
  out.g_per_A2.resize(out.r_A.size());
  out.g_error_per_A2.resize(out.r_A.size());
  parallel_for(out.r_A.size(), control, [&](std::size_t i) {
    std::vector<double> weights(out.q_per_A.size());
    filtered.row(out.r_A[i], weights);
    out.g_per_A2[i] = dot(weights, out.f_raw);
    double variance = 0;
    for (std::size_t k = 0; k < weights.size(); ++k) variance += std::pow(weights[k] * out.f_error[k], 2);
    out.g_error_per_A2[i] = std::sqrt(variance);
  });
}

void add_covariance(const FilteredTransform& filtered, const RunControl& control, Reduction& out) {
  const std::size_t n = out.nyquist_r_A.size();
  std::vector<std::vector<double>> rows(n);
  parallel_for(n, control,
               [&](std::size_t i) { rows[i] = error_row(filtered, out.nyquist_r_A[i], out.f_error); });
  out.nyquist_covariance.resize(n * n);
  parallel_for(n, control, [&](std::size_t i) {
    for (std::size_t j = 0; j <= i; ++j)
      out.nyquist_covariance[i * n + j] = out.nyquist_covariance[j * n + i] = dot(rows[i], rows[j]);
  });
}

void add_correlation(const FilteredTransform& filtered, double q_max, const RunControl& control,
                     Reduction& out) {
  const double step = 3 * pi / q_max / (lags - 1);
  const double r_max = out.r_A.back();
  out.correlation.assign(lags, 0);
  std::vector<std::vector<double>> of_anchor(anchors, std::vector<double>(lags));
  parallel_for(anchors, control, [&](std::size_t a) {
    const double r = r_max * (static_cast<double>(a) + 0.5) / anchors;
    const auto first = error_row(filtered, r, out.f_error);
    for (int l = 0; l < lags; ++l) {
      const auto second = error_row(filtered, r + l * step, out.f_error);
      const double scale = std::sqrt(dot(first, first) * dot(second, second));
      of_anchor[a][static_cast<std::size_t>(l)] = scale > 0 ? dot(first, second) / scale : l == 0;
    }
  });
  for (std::size_t l = 0; l < lags; ++l) {
    out.lag_A.push_back(static_cast<double>(l) * step);
    for (const auto& one : of_anchor) out.correlation[l] += one[l] / anchors;
  }
  std::size_t l = 1;
  while (l + 1 < lags && out.correlation[l] > 0.5) ++l;
  const double above = out.correlation[l - 1], below = out.correlation[l];
  out.correlation_length_A = out.lag_A[l - 1] + step * (above - 0.5) / (above - below);
}

}  // namespace

std::vector<double> scatter_errors(const std::vector<double>& y) {
  const std::size_t n = y.size();
  if (n < 8) throw std::invalid_argument("there are too few points to tell their errors from their scatter");
  std::vector<double> third(n - 3), errors(n), window;
  for (std::size_t i = 0; i + 3 < n; ++i) third[i] = std::abs(y[i + 3] - 3 * y[i + 2] + 3 * y[i + 1] - y[i]);
  constexpr double to_sigma = 1.4826 / 4.47213595499958;  // median of a Gaussian; sqrt(1 + 9 + 9 + 1)
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t middle = std::min(i > 1 ? i - 1 : 0, third.size() - 1);
    const std::size_t first = middle > scatter_half_window ? middle - scatter_half_window : 0;
    const std::size_t last = std::min(middle + scatter_half_window + 1, third.size());
    window.assign(third.begin() + static_cast<std::ptrdiff_t>(first),
                  third.begin() + static_cast<std::ptrdiff_t>(last));
    std::ranges::nth_element(window, window.begin() + static_cast<std::ptrdiff_t>(window.size() / 2));
    errors[i] = to_sigma * window[window.size() / 2];
  }
  return errors;
}

Reduction reduce(const ReductionInput& input, const ReductionOptions& options, const RunControl& control) {
  check(input, options);
  Reduction out{.q_per_A = nodes_of(input.sample.q_per_A, options), .r_A = options.r_A};
  out.degree = options.rpoly_A * options.q_max_inst_per_A / pi;
  out.errors_from_scatter = input.sample.error.empty();
  correct_intensity(input, options, out);
  const LinearF f = linear_f(input, out);
  const FilteredTransform filtered(out.q_per_A, options);
  scale_by_high_q(f, options, out);
  if (options.scale) out.scale = *options.scale;
  if (options.number_density_per_A3) scale_by_density(f, filtered, options, out);
  settle_f(f, filtered, out);
  transform(filtered, control, out);
  out.r_limit_A = filtered.transform().r_limit_A();
  out.nyquist_r_A = nyquist_grid_A(options.q_max_per_A, out.r_A.back());
  add_covariance(filtered, control, out);
  add_correlation(filtered, options.q_max_per_A, control, out);
  return out;
}

}  // namespace nacre::scattering
