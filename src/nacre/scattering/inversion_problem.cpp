#include "nacre/scattering/inversion_problem.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

#include "nacre/scattering/nonnegative.hpp"

namespace nacre::scattering {
namespace {

void check(const InversionKernel& kernel, std::span<const double> intensity, std::span<const double> errors) {
  if (intensity.size() != kernel.q_per_nm.size() || errors.size() != intensity.size())
    throw std::invalid_argument("intensity and errors must have one value for each q of the kernel");
  for (std::size_t i = 0; i < errors.size(); ++i)
    if (!(errors[i] > 0) || !std::isfinite(errors[i]) || !std::isfinite(intensity[i]))
      throw std::invalid_argument("errors must be positive and intensities finite");
}

// rows'rows of `count` rows of n numbers, four rows at a time.
std::vector<double> gram(const std::vector<double>& rows, std::size_t count, std::size_t n) {
  std::vector<double> padded(rows);
  padded.resize((count + 3) / 4 * 4 * n, 0.0);
  std::vector<double> out(n * n, 0.0);
  for (std::size_t i = 0; i < padded.size(); i += 4 * n) {
    const double* a = &padded[i];
    const double* b = a + n;
    const double* c = b + n;
    const double* d = c + n;
    for (std::size_t j = 0; j < n; ++j) {
      double* row = &out[j * n];
      const double aj = a[j], bj = b[j], cj = c[j], dj = d[j];
      for (std::size_t k = 0; k <= j; ++k) row[k] += aj * a[k] + bj * b[k] + cj * c[k] + dj * d[k];
    }
  }
  for (std::size_t j = 0; j < n; ++j)
    for (std::size_t k = 0; k < j; ++k) out[k * n + j] = out[j * n + k];
  return out;
}

// L'L of the second differences of weight * value, with zeros beyond both ends; the last unknown, a
// background, has no prior.
std::vector<double> second_differences(const std::vector<double>& weight, std::size_t n) {
  const auto nodes = static_cast<std::ptrdiff_t>(weight.size());
  constexpr double stencil[] = {1, -2, 1};
  std::vector<double> out(n * n, 0.0);
  for (std::ptrdiff_t middle = -1; middle <= nodes; ++middle)
    for (std::ptrdiff_t a = -1; a <= 1; ++a)
      for (std::ptrdiff_t b = -1; b <= 1; ++b) {
        const std::ptrdiff_t i = middle + a, j = middle + b;
        if (i < 0 || j < 0 || i >= nodes || j >= nodes) continue;
        const auto iu = static_cast<std::size_t>(i), ju = static_cast<std::size_t>(j);
        out[iu * n + ju] += stencil[a + 1] * stencil[b + 1] * weight[iu] * weight[ju];
      }
  return out;
}

double quadratic(const std::vector<double>& matrix, const std::vector<double>& v) {
  double sum = 0;
  for (std::size_t i = 0; i < v.size(); ++i)
    for (std::size_t j = 0; v[i] != 0 && j < v.size(); ++j) sum += v[i] * matrix[i * v.size() + j] * v[j];
  return sum;
}

// T'MT for the shape's T.
void pull_matrix(const Shape& shape, std::vector<double>& matrix, std::size_t n) {
  for (int side = 0; side < 2; ++side) {
    for (std::size_t i = 0; i < n; ++i) shape.pull(std::span<double>(&matrix[i * n], n));
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < i; ++j) std::swap(matrix[i * n + j], matrix[j * n + i]);
  }
}

// Unknowns that nothing pulls away from zero.
void hold(const Shape& shape, std::vector<double>& matrix, std::vector<double>& slope,
          std::vector<double>& start) {
  const std::size_t n = slope.size();
  for (std::size_t j = 0; j < n; ++j) {
    if (!shape.held(j)) continue;
    for (std::size_t i = 0; i < n; ++i) matrix[i * n + j] = matrix[j * n + i] = i == j ? 1 : 0;
    slope[j] = 0;
    if (!start.empty()) start[j] = 0;
  }
}

void scale_both(std::vector<double>& matrix, const std::vector<double>& scale) {
  const std::size_t n = scale.size();
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) matrix[i * n + j] *= scale[i] * scale[j];
}

}  // namespace

double InversionState::deviation(std::span<const double> functional) const {
  std::vector<double> pulled(functional.begin(), functional.end());
  pulled.resize(values.size(), 0.0);
  shape.pull(pulled);
  std::vector<double> part;
  for (const std::size_t i : free) part.push_back(pulled[i] * scale[i]);
  return curvature.empty() ? 0 : std::sqrt(curvature.front().inverse_form(part));
}

InversionProblem::InversionProblem(const InversionKernel& kernel, std::span<const double> intensity,
                                   std::span<const double> errors, bool background, bool scale_errors)
    : n_data_(intensity.size()),
      n_nodes_(kernel.size_nm.size()),
      n_(n_nodes_ + (background ? 1 : 0)),
      scale_errors_(scale_errors) {
  check(kernel, intensity, errors);
  rows_.resize(n_data_ * n_);
  for (std::size_t i = 0; i < n_data_; ++i) {
    for (std::size_t j = 0; j < n_nodes_; ++j)
      rows_[i * n_ + j] = kernel.intensity[i * n_nodes_ + j] / errors[i];
    if (background) rows_[i * n_ + n_nodes_] = 1 / errors[i];
    target_.push_back(intensity[i] / errors[i]);
  }
  data_part_ = gram(rows_, n_data_, n_);
  prior_part_ = second_differences(kernel.prior_weight, n_);
  double logarithm = 0;
  for (std::size_t j = 0; j < n_nodes_; ++j)
    logarithm += std::log(data_part_[j * n_ + j] / prior_part_[j * n_ + j]) / static_cast<double>(n_nodes_);
  for (double& value : prior_part_) value *= std::exp(logarithm);
  slope_.assign(n_, 0.0);
  for (std::size_t i = 0; i < n_data_; ++i)
    for (std::size_t j = 0; j < n_; ++j) slope_[j] += rows_[i * n_ + j] * target_[i];
}

std::vector<double> InversionProblem::curvature(double strength) const {
  std::vector<double> out(data_part_);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] += strength * prior_part_[i];
  return out;
}

InversionState InversionProblem::solve(double strength, const Shape& shape,
                                       std::span<const double> start) const {
  InversionState state{.strength = strength, .shape = shape, .scale = std::vector<double>(n_)};
  std::vector<double> matrix = curvature(strength), slope = slope_, first = shape.increments(start);
  pull_matrix(shape, matrix, n_);
  shape.pull(slope);
  for (std::size_t j = 0; j < n_; ++j) {
    state.scale[j] = 1 / std::sqrt(matrix[j * n_ + j]);
    slope[j] *= state.scale[j];
    if (!first.empty()) first[j] /= state.scale[j];
  }
  scale_both(matrix, state.scale);
  hold(shape, matrix, slope, first);
  NonNegativeMinimum minimum = minimize_nonnegative(matrix, slope, n_nodes_, first);
  for (std::size_t j = 0; j < n_; ++j) minimum.values[j] *= state.scale[j];
  state.values = shape.values(minimum.values);
  state.free = std::move(minimum.free);
  state.curvature.emplace_back(principal(matrix, state.free));
  state.converged = minimum.converged && state.curvature.front().positive();
  state.chi2 = chi2(state.values);
  state.prior = strength * quadratic(prior_part_, state.values);
  state.evidence = log_evidence(state, prior_part_);
  return state;
}

double InversionProblem::chi2(std::span<const double> values) const {
  double sum = 0;
  for (std::size_t i = 0; i < n_data_; ++i) {
    double residual = -target_[i];
    for (std::size_t j = 0; j < n_; ++j) residual += rows_[i * n_ + j] * values[j];
    sum += residual * residual;
  }
  return sum;
}

// MacKay (Neural Comput. 4, 415, 1992), eq 2.4 ff., over the unknowns that are not at zero: the others are
// taken as known to be zero, so that the determinants of prior and posterior have the same dimension.
double InversionProblem::log_evidence(const InversionState& state,
                                      const std::vector<double>& prior_part) const {
  if (!state.converged) return -std::numeric_limits<double>::infinity();
  std::vector<double> prior = prior_part;
  pull_matrix(state.shape, prior, n_);
  scale_both(prior, state.scale);
  std::vector<std::size_t> nodes;
  for (const std::size_t j : state.free)
    if (j < n_nodes_) nodes.push_back(j);
  const Cholesky of_prior(principal(prior, nodes));
  if (!of_prior.positive()) return -std::numeric_limits<double>::infinity();
  const double misfit =
      scale_errors_ ? static_cast<double>(n_data_) * std::log(state.objective()) : state.objective();
  return -misfit / 2 - state.curvature.front().log_determinant() / 2 +
         (of_prior.log_determinant() + static_cast<double>(nodes.size()) * std::log(state.strength)) / 2;
}

double InversionProblem::chi2_of_nothing() const {
  double weight = 0, sum = 0, squares = 0;
  for (std::size_t i = 0; i < n_data_; ++i) {
    const double per_background = n_ > n_nodes_ ? rows_[i * n_ + n_nodes_] : 0;
    weight += per_background * per_background;
    sum += per_background * target_[i];
    squares += target_[i] * target_[i];
  }
  return weight > 0 ? squares - sum * sum / weight : squares;
}

double InversionProblem::effective_parameters(const InversionState& state) const {
  std::vector<double> data = data_part_;
  pull_matrix(state.shape, data, n_);
  scale_both(data, state.scale);
  const std::vector<double> part = principal(data, state.free);
  const std::vector<double> inverse = state.curvature.front().inverse();
  double trace = 0;
  for (std::size_t i = 0; i < part.size(); ++i) trace += part[i] * inverse[i];
  return trace;
}

double InversionProblem::rise_at_zero(const InversionState& state, std::size_t node) const {
  double slope = -slope_[node];
  for (std::size_t j = 0; j < n_; ++j)
    slope += (data_part_[node * n_ + j] + state.strength * prior_part_[node * n_ + j]) * state.values[j];
  const double curve = data_part_[node * n_ + node] + state.strength * prior_part_[node * n_ + node];
  slope = std::max(slope, 0.0);
  const double height = error_scale(state) * error_scale(state);  // 2 slope x + curve x^2 = height
  return height / (slope + std::sqrt(slope * slope + curve * height));
}

double InversionProblem::loss(double worse_objective, const InversionState& better) const {
  return scale_errors_ ? static_cast<double>(n_data_) * std::log(worse_objective / better.objective())
                       : worse_objective - better.objective();
}

double InversionProblem::loss(const InversionState& worse, const InversionState& better) const {
  return loss(worse.objective(), better);
}

double InversionProblem::error_scale(const InversionState& state) const {
  return scale_errors_ ? std::sqrt(state.objective() / static_cast<double>(n_data_)) : 1;
}

}  // namespace nacre::scattering
