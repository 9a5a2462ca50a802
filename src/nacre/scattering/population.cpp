#include "nacre/scattering/population.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "nacre/scattering/round_forms.hpp"
#include "nacre/scattering/sphere_gaussian.hpp"

namespace nacre::scattering {
namespace {

void scale(double* column, std::size_t n, double factor) {
  for (std::size_t i = 0; i < n; ++i) column[i] *= factor;
}

// Untruncated normal distribution of spheres, or one size: value, and derivatives to radius and sigma.
void fill_closed(std::span<const double> q, std::span<const double> p, double sigma,
                 const AverageColumns& out, bool derivatives) {
  const std::size_t n = q.size(), columns = derivatives ? 3 : 1;
  const auto column = [&](double* values, std::size_t k) {
    return k < columns ? std::span(values + k * out.stride, n) : std::span<double>();
  };
  sphere_gaussian(q, p[0], sigma, column(out.squares, 0), column(out.squares, 1), column(out.squares, 2));
  for (std::size_t k = 0; k < columns; ++k) scale(out.squares + k * out.stride, n, p[1] * p[1]);
  if (!out.amplitudes) return;
  sphere_gaussian_amplitude(q, p[0], sigma, column(out.amplitudes, 0), column(out.amplitudes, 1),
                            column(out.amplitudes, 2));
  for (std::size_t k = 0; k < columns; ++k) scale(out.amplitudes + k * out.stride, n, p[1]);
}

}  // namespace

PopulationAverages::PopulationAverages(std::size_t count, std::size_t columns, bool with_amplitudes)
    : n(count), squares(columns * count), amplitudes(with_amplitudes ? columns * count : 0) {}

AverageColumns PopulationAverages::columns() {
  return {squares.data(), amplitudes.empty() ? nullptr : amplitudes.data(), n};
}

Population::Population(const FormFactor& form, const SizeDistribution& distribution)
    : form_(&form), distribution_(&distribution) {}

std::size_t Population::parameter_count() const {
  return form_->parameters.size() + (polydisperse() ? 1 : 0);
}

bool Population::in_closed_form() const {
  return form_ == &sphere_form && (!polydisperse() || distribution_->name == "gaussian");
}

double Population::sigma(std::span<const double> p) const {
  return polydisperse() ? p[form_->parameters.size()] : 0;
}

SizeNodes Population::nodes(std::span<const double> p, double q_per_nm, bool derivatives) const {
  return size_nodes(*distribution_, p[0], sigma(p), q_per_nm, derivatives);
}

void Population::fill(std::span<const double> q, std::span<const double> p, const AverageColumns& out,
                      bool derivatives) const {
  if (q.empty()) return;
  if (in_closed_form()) return fill_closed(q, p, sigma(p), out, derivatives);
  const double nan = std::numeric_limits<double>::quiet_NaN();
  if (!std::all_of(p.begin(), p.end(), [](double value) { return std::isfinite(value); }))
    return out.fill(derivatives ? 3 : 1, q.size(), nan);
  form_->average(q, p.data(), nodes(p, q.back(), derivatives), out);
}

PopulationAverages Population::averages(std::span<const double> q, std::span<const double> p,
                                        bool amplitudes) const {
  PopulationAverages result(q.size(), 1, amplitudes);
  fill(q, p, result.columns(), false);
  return result;
}

PopulationAverages Population::derivatives(std::span<const double> q, std::span<const double> p,
                                           bool amplitudes) const {
  const std::size_t n = q.size(), forms = form_->parameters.size();
  const bool spread = in_closed_form() || nodes(p, 0, false).count() > 1;
  PopulationAverages result(n, std::max<std::size_t>(3, 1 + parameter_count()), amplitudes);
  fill(q, p, result.columns(), spread);
  // The pass has left average, slope to the mean, slope to sigma.
  const auto scaled_copy = [n](std::vector<double>& values, std::size_t from, double factor, std::size_t to) {
    for (std::size_t i = 0; i < n && !values.empty(); ++i) values[to * n + i] = factor * values[from * n + i];
  };
  for (std::vector<double>* values : {&result.squares, &result.amplitudes}) {
    if (polydisperse()) scaled_copy(*values, 2, spread ? 1 : 0, forms + 1);
    const double contrast = p[forms - 1], power = values == &result.squares ? 2 : 1;
    if (form_->contrasts == 1) scaled_copy(*values, 0, contrast == 0 ? 0 : power / contrast, forms);
  }
  if (!spread) difference(q, p, 0, result);
  const std::size_t end = form_->contrasts == 1 ? forms - 1 : forms;
  for (std::size_t j = 1; j < end; ++j) difference(q, p, j, result);
  return result;
}

void Population::difference(std::span<const double> q, std::span<const double> p, std::size_t parameter,
                            PopulationAverages& to) const {
  if (q.empty()) return;
  const bool amplitudes = !to.amplitudes.empty();
  const bool contrast = parameter + form_->contrasts >= form_->parameters.size();
  // A length moves waves in q by little, and by more than the rounding of the integrals.
  const double little =
      std::min(1e-4 * std::max(std::abs(p[parameter]), 0.1 * std::abs(p[0])), 5e-4 / q.back());
  const double step = contrast ? 1 + std::abs(p[parameter]) : little;
  std::vector<double> moved(p.begin(), p.end());
  moved[parameter] = p[parameter] + step;
  const PopulationAverages above = averages(q, moved, amplitudes);
  moved[parameter] = p[parameter] - step;
  const PopulationAverages below = averages(q, moved, amplitudes);
  const std::size_t column = (1 + parameter) * q.size();
  for (std::size_t i = 0; i < q.size(); ++i) {
    to.squares[column + i] = (above.squares[i] - below.squares[i]) / (2 * step);
    if (amplitudes) to.amplitudes[column + i] = (above.amplitudes[i] - below.amplitudes[i]) / (2 * step);
  }
}

double Population::mean_over_sizes(std::span<const double> p, double (*property)(const double*)) const {
  const SizeNodes sizes = nodes(p, 0, false);
  std::vector<double> one(p.begin(), p.end());
  double sum = 0;
  for (std::size_t i = 0; i < sizes.count(); ++i) {
    one[0] = sizes.size_nm[i];
    sum += sizes.weight[i] * property(one.data());
  }
  return sum;
}

double Population::mean_volume_nm3(std::span<const double> p) const {
  if (!in_closed_form()) return mean_over_sizes(p, form_->volume_nm3);
  return 4 * M_PI / 3 * p[0] * (p[0] * p[0] + 3 * sigma(p) * sigma(p));
}
double Population::mean_outer_radius_nm(std::span<const double> p) const {
  return in_closed_form() ? p[0] : mean_over_sizes(p, form_->outer_radius_nm);
}
double Population::mean_size_nm(std::span<const double> p) const {
  return in_closed_form() ? p[0] : nodes(p, 0, false).mean_nm();
}
double Population::deviation_nm(std::span<const double> p) const {
  return in_closed_form() ? sigma(p) : nodes(p, 0, false).deviation_nm();
}

}  // namespace nacre::scattering
