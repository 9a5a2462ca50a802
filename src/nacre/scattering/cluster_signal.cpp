#include "nacre/scattering/cluster_signal.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numbers>
#include <stdexcept>

namespace nacre::scattering {
namespace {

constexpr double pi = std::numbers::pi;
// Peaks are 0.08 A wide or more: sums over this step are integrals to 1e-15 as long as 2 pi/step is far above
// q_max.
constexpr double widest_step_A = 0.04;
constexpr double reach = 5.7;          // widths at which a Gaussian ends: 1e-7 of its height
constexpr double least_share = 0.02;   // of 2 u that delta2 leaves to the nearest pairs
constexpr double narrowest_A2 = 1e-3;  // width squared: what the grid can hold

using Shapes = std::array<std::vector<double>, 4>;

double sinc_integral(double q, double x) { return std::abs(x) < 1e-12 ? q : std::sin(q * x) / x; }

// Width squared of one distance, and its derivatives by u, expansion and delta2.
struct Width {
  double s2 = 0;
  double by_u = 0, by_expansion = 0, by_delta2 = 0;
};

Width width_of(double r, double deviation, const SignalParameters& p, double q_broad) {
  const double d = p.expansion * r;
  const double broad = q_broad * q_broad * d * d;
  const double share = 1 - p.delta2_A2 / (d * d) + broad;
  const double spread = p.expansion * p.expansion * deviation * deviation;
  Width width{.s2 = spread, .by_expansion = 2 * p.expansion * deviation * deviation};
  if (share > least_share) {
    width.s2 += 2 * p.u_A2 * share;
    width.by_u = 2 * share;
    width.by_delta2 = -2 * p.u_A2 / (d * d);
    width.by_expansion += 2 * p.u_A2 * (2 * p.delta2_A2 / (d * d * d) + 2 * q_broad * q_broad * d) * r;
  } else {
    width.s2 += 2 * p.u_A2 * least_share;
    width.by_u = 2 * least_share;
  }
  if (width.s2 < narrowest_A2) width = {.s2 = narrowest_A2};
  return width;
}

// Adds count g(r - d)/d, d = expansion r, with a recurrence in place of exponentials.
void draw(double r, double count, const Width& width, double expansion, double step, bool derivatives,
          Shapes& shapes) {
  const double d = expansion * r, sigma = std::sqrt(width.s2);
  const auto n = static_cast<double>(shapes[0].size());
  const double from = std::max(0.0, std::ceil((d - reach * sigma) / step));
  const double to = std::min(n - 1, std::floor((d + reach * sigma) / step));
  if (!(from <= to)) return;
  const double x0 = from * step - d;
  double bell = count / d * std::exp(-0.5 * x0 * x0 / width.s2) / (sigma * std::sqrt(2 * pi));
  double ratio = std::exp(-(x0 * step + 0.5 * step * step) / width.s2);
  const double change = std::exp(-step * step / width.s2);
  const auto last = static_cast<std::size_t>(to);
  double x = x0;
  for (auto m = static_cast<std::size_t>(from); m <= last; ++m, x += step, bell *= ratio, ratio *= change) {
    shapes[0][m] += bell;
    if (!derivatives) continue;
    const double by_s2 = bell * (x * x / width.s2 - 1) / (2 * width.s2);
    shapes[1][m] += by_s2 * width.by_u;
    shapes[2][m] += by_s2 * width.by_expansion + bell * r * (x / width.s2 - 1 / d);
    shapes[3][m] += by_s2 * width.by_delta2;
  }
}

}  // namespace

ClusterSignal::ClusterSignal(SignalSetup setup, std::vector<double> x)
    : setup_(std::move(setup)), x_(std::move(x)) {
  if (std::ranges::any_of(x_, [](double value) { return !(value > 0); }))
    throw std::invalid_argument("r or Q of a point is not positive");
  const bool is_pdf = setup_.kind == SignalKind::pdf;
  if (is_pdf && !(setup_.q_max_per_A > setup_.q_min_per_A))
    throw std::invalid_argument("q_max is not above q_min");
  const double q_max = is_pdf ? setup_.q_max_per_A : *std::ranges::max_element(x_);
  step_A_ = std::min(widest_step_A, pi / (3 * q_max));
  count_ = static_cast<std::size_t>(setup_.r_max_A / step_A_) + 2;
  matrix_.resize(x_.size() * count_);
  for (std::size_t m = 0; m < count_; ++m) {
    const double r = static_cast<double>(m) * step_A_;
    const double height = step_A_ * (is_pdf ? std::exp(-0.5 * std::pow(r * setup_.q_damp_per_A, 2)) / pi : 1);
    for (std::size_t i = 0; i < x_.size(); ++i) {
      // int of 2/pi sin(Q x) sin(Q r) dQ, or sin(Q r)/Q of Debye's equation
      const auto upto = [&](double q) { return sinc_integral(q, x_[i] - r) - sinc_integral(q, x_[i] + r); };
      matrix_[m * x_.size() + i] = height * (is_pdf ? upto(setup_.q_max_per_A) - upto(setup_.q_min_per_A)
                                                    : std::sin(x_[i] * r) / x_[i]);
    }
  }
  const std::vector<double> q = is_pdf ? std::vector<double>{0} : x_;
  for (const auto& amplitudes : scattering_amplitudes({.radiation = setup_.radiation}, setup_.species, q)) {
    amplitude_.emplace_back();
    for (const std::complex<double>& one : amplitudes) amplitude_.back().push_back(one.real());
  }
}

// Draws the pairs of two species, `weight` each.
void ClusterSignal::draw_pairs(const PairDistances& distances, const SignalParameters& parameters,
                               double weight, bool derivatives, Shapes& shapes) const {
  for (std::size_t k = 0; k < distances.size(); ++k) {
    const Width width =
        width_of(distances.distance_A[k], distances.deviation_A[k], parameters, setup_.q_broad_per_A);
    draw(distances.distance_A[k], weight * distances.count[k], width, parameters.expansion, step_A_,
         derivatives, shapes);
  }
}

// From the grid to the points, times `factor` at each of them (one: at all).
void ClusterSignal::transform(const Shapes& shapes, double scale, std::span<const double> factor,
                              std::span<double> base, std::span<double> jacobian) const {
  const std::size_t n = x_.size();
  std::vector<double> sum(n);
  for (std::size_t k = 0; k < (jacobian.empty() ? 1 : shapes.size()); ++k) {
    std::ranges::fill(sum, 0);
    for (std::size_t m = 0; m < count_; ++m) {
      const double height = shapes[k][m];
      if (height == 0) continue;  // beyond the cluster
      const double* column = matrix_.data() + m * n;
      for (std::size_t i = 0; i < n; ++i) sum[i] += height * column[i];
    }
    for (std::size_t i = 0; i < n; ++i) {
      const double value = sum[i] * factor[factor.size() == 1 ? 0 : i];
      if (k == 0)
        base[i] += value;
      else
        jacobian[i * signal_parameters + k] += scale * value;
    }
  }
}

// All pairs have the same weight at every r: they share one grid.
void ClusterSignal::add_pdf(const PairHistogram& pairs, const SignalParameters& parameters,
                            std::span<double> base, std::span<double> jacobian) const {
  const double atoms = pairs.atom_count();
  const std::size_t n_species = pairs.species.size();
  double mean = 0;
  for (std::size_t s = 0; s < n_species; ++s) mean += pairs.atoms[s] * amplitude_[s][0] / atoms;
  Shapes shapes = empty_shapes(!jacobian.empty());
  for (std::size_t s = 0; s < n_species; ++s)
    for (std::size_t t = s; t < n_species; ++t)
      draw_pairs(pairs.pairs[pair_index(s, t, n_species)], parameters,
                 2 * amplitude_[s][0] * amplitude_[t][0] / (atoms * mean * mean), !jacobian.empty(), shapes);
  transform(shapes, parameters.scale, std::vector<double>{1}, base, jacobian);
}

void ClusterSignal::add_intensity(const PairHistogram& pairs, const SignalParameters& parameters,
                                  std::span<double> base, std::span<double> jacobian) const {
  const double atoms = pairs.atom_count();
  const std::size_t n_species = pairs.species.size();
  std::vector<double> factor(x_.size());
  for (std::size_t s = 0; s < n_species; ++s) {
    for (std::size_t t = s; t < n_species; ++t) {
      Shapes shapes = empty_shapes(!jacobian.empty());
      draw_pairs(pairs.pairs[pair_index(s, t, n_species)], parameters, 2 / atoms, !jacobian.empty(), shapes);
      for (std::size_t i = 0; i < x_.size(); ++i) factor[i] = amplitude_[s][i] * amplitude_[t][i];
      transform(shapes, parameters.scale, factor, base, jacobian);
    }
    for (std::size_t i = 0; i < x_.size(); ++i)
      base[i] += pairs.atoms[s] * amplitude_[s][i] * amplitude_[s][i] / atoms;
  }
}

ClusterSignal::Shapes ClusterSignal::empty_shapes(bool derivatives) const {
  Shapes shapes;
  for (std::size_t k = 0; k < (derivatives ? shapes.size() : 1); ++k) shapes[k].assign(count_, 0);
  return shapes;
}

void ClusterSignal::evaluate(const PairHistogram& pairs, const SignalParameters& parameters,
                             std::span<double> values, std::span<double> jacobian) const {
  const bool is_pdf = setup_.kind == SignalKind::pdf;
  std::vector<double> base(x_.size(), 0);
  std::ranges::fill(jacobian, 0);
  if (is_pdf)
    add_pdf(pairs, parameters, base, jacobian);
  else
    add_intensity(pairs, parameters, base, jacobian);
  for (std::size_t i = 0; i < x_.size(); ++i) {
    values[i] = parameters.scale * base[i] + (is_pdf ? 0 : parameters.level + parameters.slope * x_[i]);
    if (jacobian.empty()) continue;
    jacobian[i * signal_parameters] = base[i];
    jacobian[i * signal_parameters + 4] = is_pdf ? 0 : 1;
    jacobian[i * signal_parameters + 5] = is_pdf ? 0 : x_[i];
  }
}

}  // namespace nacre::scattering
