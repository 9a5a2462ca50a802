#include "nacre/scattering/xafs_background.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "nacre/core/units.hpp"
#include "nacre/scattering/normal_equations.hpp"
#include "nacre/scattering/xafs_spline.hpp"

namespace nacre::scattering {
namespace {

constexpr int fewest_knots = 5, most_knots = 128;
constexpr double shortest_k = 3;  // 1/A, of data above the edge
constexpr int most_steps = 30;

// What of the spectrum takes part: the points above the edge, and the grid of k.
struct Above {
  std::size_t first = 0;          // index of the first point
  std::vector<double> k{}, mu{};  // of the points
  double k_max = 0;
  std::size_t grid = 0;  // points of the grid
};

Above above_edge(const XafsSpectrum& spectrum, const Edge& edge, const BackgroundOptions& options) {
  const auto& energy = spectrum.energy_eV;
  const auto begin = std::ranges::upper_bound(energy, edge.e0_eV);
  Above above{.first = static_cast<std::size_t>(begin - energy.begin())};
  if (above.first > 0 && energy[above.first - 1] == edge.e0_eV) --above.first;
  const double last = std::sqrt(k2_per_eV * std::max(0.0, energy.back() - edge.e0_eV));
  above.k_max = std::min(options.k_max_per_A.value_or(last), last);
  if (above.k_max < options.k_min_per_A + shortest_k)
    throw std::invalid_argument("the background needs data over at least 3 1/A; they end " +
                                format_rounded(energy.back() - edge.e0_eV) +
                                " eV above E0, at k = " + format_rounded(last) + " 1/A");
  for (std::size_t i = above.first; i < energy.size(); ++i) {
    const double k = std::sqrt(k2_per_eV * (energy[i] - edge.e0_eV));
    above.k.push_back(k);
    above.mu.push_back(spectrum.mu[i]);
    if (k > above.k_max) break;
  }
  above.grid = std::min(static_cast<std::size_t>(1.01 + above.k_max / xafs_k_step), xafs_points / 2);
  return above;
}

std::size_t nearest(const std::vector<double>& x, double value) {
  const auto closer = [value](double a, double b) { return std::abs(a - value) < std::abs(b - value); };
  return static_cast<std::size_t>(std::ranges::min_element(x, closer) - x.begin());
}

// As many coefficients as knots: the second knot from each end is none, as in an interpolating spline.
std::vector<double> knots_of(const Above& above, const BackgroundOptions& options, int count) {
  std::vector<double> at;
  for (int i = 0; i < count; ++i) {
    const double k = options.k_min_per_A + i * (above.k_max - options.k_min_per_A) / (count - 1);
    const double point = above.k[nearest(above.k, k)];
    if (at.empty() || point > at.back()) at.push_back(point);
  }
  if (at.size() < static_cast<std::size_t>(fewest_knots))
    throw std::invalid_argument("there are too few points above the edge for a background");
  std::vector<double> knots(4, at.front());
  knots.insert(knots.end(), at.begin() + 2, at.end() - 2);
  knots.insert(knots.end(), 4, at.back());
  return knots;
}

int count_knots(const Above& above, const BackgroundOptions& options) {
  const double independent = 2 * options.r_background_A * (above.k_max - options.k_min_per_A) / M_PI;
  return std::clamp(options.knots.value_or(1 + static_cast<int>(independent)), fewest_knots, most_knots);
}

// Components of the transform below rbkg of one column on the grid, real and imaginary parts in turn.
class LowR {
 public:
  LowR(const Above& above, const BackgroundOptions& options, std::size_t components)
      : components_(components), cosine_(xafs_points), weight_(above.grid) {
    const std::vector<double> window = xafs_window(options.window, above.grid, xafs_k_step,
                                                   options.k_min_per_A, above.k_max, options.dk_per_A);
    for (std::size_t i = 0; i < above.grid; ++i)
      weight_[i] = window[i] * std::pow(static_cast<double>(i) * xafs_k_step, options.k_weight) *
                   (xafs_k_step / std::sqrt(M_PI));
    for (std::size_t i = 0; i < xafs_points; ++i)
      cosine_[i] = std::cos(2 * M_PI * static_cast<double>(i) / static_cast<double>(xafs_points));
  }

  // Adds sum over n in [from, to) of column(n) weight exp(-2 pi i m n / N).
  template <typename Column>
  void add(std::size_t from, std::size_t to, const Column& column, double* out, std::size_t stride) const {
    constexpr std::size_t mask = xafs_points - 1, quarter = xafs_points / 4;
    for (std::size_t m = 0; m < components_; ++m) {
      double re = 0, im = 0;
      for (std::size_t n = from; n < to; ++n) {
        const std::size_t phase = m * n & mask;
        const double value = column(n) * weight_[n];
        re += value * cosine_[phase];
        im -= value * cosine_[(phase + xafs_points - quarter) & mask];
      }
      out[2 * m * stride] += re;
      out[(2 * m + 1) * stride] += im;
    }
  }

  std::size_t rows() const { return 2 * components_; }

 private:
  std::size_t components_;
  std::vector<double> cosine_, weight_;
};

struct Fit {
  std::size_t n = 0;                    // coefficients
  std::vector<double> basis{};          // grid x n
  std::vector<double> data{};           // mu on the grid
  std::vector<double> low{}, low_mu{};  // transform of the basis (rows x n) and of mu
  std::vector<std::size_t> clamped{};   // points of the grid
  std::vector<double> clamp{};          // and their weights
};

Fit set_up(const Above& above, const CubicBasis& basis, const LowR& low_r, const BackgroundOptions& options) {
  Fit fit{.n = basis.size()};
  const CubicInterpolation mu(above.k, above.mu);
  fit.basis.resize(above.grid * fit.n);
  std::vector<std::size_t> from(fit.n, above.grid), to(fit.n, 0);
  for (std::size_t i = 0; i < above.grid; ++i) {
    const double k = static_cast<double>(i) * xafs_k_step;
    fit.data.push_back(mu.at(k));
    const auto values = basis.at(k);
    for (std::size_t j = 0; j < 4; ++j) {
      const std::size_t c = values.first + j;
      fit.basis[i * fit.n + c] = values.value[j];
      from[c] = std::min(from[c], i), to[c] = std::max(to[c], i + 1);
    }
  }
  fit.low.resize(low_r.rows() * fit.n);
  fit.low_mu.resize(low_r.rows());
  low_r.add(
      0, above.grid, [&](std::size_t i) { return fit.data[i]; }, fit.low_mu.data(), 1);
  for (std::size_t c = 0; c < fit.n; ++c)
    low_r.add(
        from[c], to[c], [&](std::size_t i) { return fit.basis[i * fit.n + c]; }, fit.low.data() + c, fit.n);
  for (int i = 0; i < options.clamp_points; ++i) {
    fit.clamped.insert(fit.clamped.end(),
                       {static_cast<std::size_t>(i), above.grid - 1 - static_cast<std::size_t>(i)});
    fit.clamp.insert(fit.clamp.end(), {options.clamp_low, options.clamp_high});
  }
  return fit;
}

// Residuals and their derivatives at some coefficients.
struct Step {
  std::vector<double> residual{}, jacobian{};
  double cost = 0;
};

Step residuals(const Fit& fit, const std::vector<double>& c) {
  const std::size_t rows = fit.low_mu.size(), n = fit.n;
  Step step{.residual = fit.low_mu, .jacobian = fit.low};
  for (double& value : step.jacobian) value = -value;
  double mean_square = 0;
  std::vector<double> slope(n);  // of the mean square
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t j = 0; j < n; ++j) step.residual[r] -= fit.low[r * n + j] * c[j];
    mean_square += step.residual[r] * step.residual[r] / static_cast<double>(rows);
    for (std::size_t j = 0; j < n; ++j)
      slope[j] -= 2 / static_cast<double>(rows) * step.residual[r] * fit.low[r * n + j];
  }
  const double scale = 0.1 + 10 * mean_square;
  for (std::size_t i = 0; i < fit.clamped.size(); ++i) {
    const double* basis = &fit.basis[fit.clamped[i] * n];
    double chi = fit.data[fit.clamped[i]];
    for (std::size_t j = 0; j < n; ++j) chi -= basis[j] * c[j];
    step.residual.push_back(fit.clamp[i] * scale * chi);
    for (std::size_t j = 0; j < n; ++j)
      step.jacobian.push_back(fit.clamp[i] * (10 * slope[j] * chi - scale * basis[j]));
  }
  for (const double value : step.residual) step.cost += value * value;
  return step;
}

std::vector<double> normal_matrix(const Step& step, std::size_t n) {
  std::vector<double> matrix(n * n);
  for (std::size_t r = 0; r < step.residual.size(); ++r) {
    const double* row = &step.jacobian[r * n];
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j <= i; ++j) matrix[i * n + j] += row[i] * row[j];
  }
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < i; ++j) matrix[j * n + i] = matrix[i * n + j];
  return matrix;
}

// Steps that do not lower the cost are halved.
std::vector<double> solve(const Fit& fit, Step& step) {
  std::vector<double> c(fit.n, fit.data.back());
  step = residuals(fit, c);
  for (int i = 0; i < most_steps; ++i) {
    std::vector<double> change(fit.n);
    for (std::size_t r = 0; r < step.residual.size(); ++r)
      for (std::size_t j = 0; j < fit.n; ++j) change[j] -= step.jacobian[r * fit.n + j] * step.residual[r];
    Factorized(normal_matrix(step, fit.n), fit.n).solve(change);
    const double before = step.cost;
    for (double share = 1; share > 1e-6; share /= 2) {
      std::vector<double> trial = c;
      for (std::size_t j = 0; j < fit.n; ++j) trial[j] += share * change[j];
      Step next = residuals(fit, trial);
      if (!(next.cost < before)) continue;
      c = std::move(trial), step = std::move(next);
      break;
    }
    if (!(step.cost < before * (1 - 1e-9))) break;
  }
  return c;
}

void add_errors(const Fit& fit, const Step& step, double edge_step, Background& result) {
  const std::vector<double> inverse = Factorized(normal_matrix(step, fit.n), fit.n).inverse();
  const auto freedom = static_cast<double>(step.residual.size()) - static_cast<double>(fit.n);
  const double variance = step.cost / std::max(1.0, freedom);
  for (std::size_t i = 0; i < fit.data.size(); ++i) {
    double sum = 0;
    const double* basis = &fit.basis[i * fit.n];
    for (std::size_t a = 0; a < fit.n; ++a)
      if (basis[a] != 0)
        for (std::size_t b = 0; b < fit.n; ++b) sum += basis[a] * basis[b] * inverse[a * fit.n + b];
    result.chi_error.push_back(std::sqrt(std::max(0.0, sum * variance)) / edge_step);
  }
}

}  // namespace

Background subtract_background(const XafsSpectrum& spectrum, const Edge& edge,
                               const BackgroundOptions& options) {
  const Above above = above_edge(spectrum, edge, options);
  const CubicBasis basis(knots_of(above, options, count_knots(above, options)));
  const auto knots = static_cast<double>(basis.size());
  const auto components = static_cast<std::size_t>(
      1 + (knots - 1) * M_PI / (2 * xafs_r_step * (above.k_max - options.k_min_per_A)));
  const LowR low_r(above, options, components);
  const Fit fit = set_up(above, basis, low_r, options);
  Step step;
  const std::vector<double> c = solve(fit, step);

  Background result{.mu0 = std::vector<double>(spectrum.mu.size(), std::numeric_limits<double>::quiet_NaN()),
                    .knots = static_cast<int>(basis.size()),
                    .components = static_cast<int>(components)};
  for (std::size_t i = 0; i < above.grid; ++i) {
    double chi = fit.data[i];
    for (std::size_t j = 0; j < fit.n; ++j) chi -= fit.basis[i * fit.n + j] * c[j];
    result.k_per_A.push_back(static_cast<double>(i) * xafs_k_step);
    result.chi.push_back(chi / edge.step);
  }
  for (std::size_t i = 0; i < above.k.size(); ++i) {
    const auto values = basis.at(std::min(above.k[i], above.k_max));
    double mu0 = 0;
    for (std::size_t j = 0; j < 4; ++j) mu0 += values.value[j] * c[values.first + j];
    result.mu0[above.first + i] = mu0;
  }
  add_errors(fit, step, edge.step, result);
  return result;
}

}  // namespace nacre::scattering
