#include "nacre/spectra/kinetics_fit.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <stdexcept>

#include "nacre/spectra/arrhenius.hpp"
#include "nacre/spectra/kinetics_start.hpp"

namespace nacre::spectra {
namespace {

constexpr std::size_t columns_fitted = 40;  // singular components; beyond them there is noise alone
constexpr double widest = 40;               // of ln k either side

using Group = std::vector<std::size_t>;

// Series that share spectra.
std::vector<Group> groups_of(std::size_t n, bool shared) {
  std::vector<Group> groups;
  for (std::size_t i = 0; i < n; ++i) {
    if (groups.empty() || !shared) groups.emplace_back();
    groups.back().push_back(i);
  }
  return groups;
}

void refuse(std::span<const SpectraSeries> series, const KineticsModel& model) {
  if (series.empty()) throw std::invalid_argument("there is no series");
  if (model.peak_shift && card_of(model.law).species != 2)
    throw std::invalid_argument("peaks that shift are for laws of two species");
  const std::size_t columns = course_names(model).size();
  if (columns == 0) throw std::invalid_argument("no species absorbs");
  for (const SpectraSeries& one : series) {
    if (one.wavelength_nm != series.front().wavelength_nm && model.shared_spectra)
      throw std::invalid_argument("shared spectra need the same wavelengths in every series");
    if (one.frames() < columns + card_of(model.law).rates)
      throw std::invalid_argument("a series has too few frames for its species and rates");
    if (model.arrhenius && !(one.temperature_K > 0))
      throw std::invalid_argument("Arrhenius' law needs the temperature of every series");
  }
}

struct Shared {
  KineticsModel model;
  std::vector<SpectraSeries> series;
  RateParameters parameters;
};

fit::DataSet data_set(std::shared_ptr<const Shared> all, const Group& group) {
  const auto data = std::make_shared<Matrix>(compressed(stacked_data(all->series, group), columns_fitted));
  return {
      .name = group.size() == 1 ? all->series[group[0]].name : "all series",
      .n_residuals = static_cast<int>(data->values.size()),
      .residuals =
          [=](std::span<const double> values, std::span<double> out) {
            const Courses c = stacked_courses(all->model, all->parameters, all->series, group, values, false);
            std::ranges::copy(project(c.values, *data).residuals.values, out.begin());
          },
      .derivatives =
          [=](std::span<const double> values, std::span<double> out) {
            const Courses c = stacked_courses(all->model, all->parameters, all->series, group, values, true);
            const Projection at = project(c.values, *data);
            const std::size_t n = c.derivatives.size();
            for (std::size_t p = 0; p < n; ++p) {
              const Matrix d = kaufman_derivative(c.values, c.derivatives[p], at);
              for (std::size_t i = 0; i < d.values.size(); ++i) out[i * n + p] = d.values[i];
            }
          }};
}

std::string suffix(std::span<const SpectraSeries> series, std::size_t i) {
  return series.size() == 1 ? "" : ", " + series[i].name;
}

fit::Parameter ln_k_parameter(std::string name, std::string description, double start) {
  return {.name = std::move(name),
          .description = std::move(description),
          .start = start,
          .lower = start - widest,
          .upper = start + widest};
}

// ln k at the middle temperature and E_a, from a line through the starts of every series.
std::vector<fit::Parameter> arrhenius_parameters(const Shared& all,
                                                 const std::vector<std::vector<double>>& starts) {
  std::vector<fit::Parameter> parameters;
  const LawCard& card = card_of(all.model.law);
  for (std::size_t r = 0; r < card.rates; ++r) {
    std::vector<RatePoint> points;
    for (std::size_t s = 0; s < all.series.size(); ++s)
      points.push_back({.temperature_K = all.series[s].temperature_K, .ln_k = starts[s][r]});
    const ArrheniusFit line = fit_arrhenius(points);
    const std::string name(card.rate_names[r]);
    parameters.push_back(ln_k_parameter("ln_" + name, "ln(" + name + " s) at the middle of the temperatures",
                                        line.ln_k(all.parameters.middle_K()).value));
    parameters.push_back({.name = "E_a" + (card.rates == 1 ? "" : ", " + name),
                          .unit = "kJ/mol",
                          .description = "activation energy of " + name,
                          .start = line.activation_energy_kJ_mol.value});
  }
  return parameters;
}

std::vector<fit::Parameter> parameters_of(const Shared& all) {
  std::vector<std::vector<double>> starts;
  for (const SpectraSeries& one : all.series) starts.push_back(start_rates(all.model, one));
  if (all.model.arrhenius) return arrhenius_parameters(all, starts);
  std::vector<fit::Parameter> parameters;
  const LawCard& card = card_of(all.model.law);
  for (std::size_t s = 0; s < all.series.size(); ++s)
    for (std::size_t r = 0; r < card.rates; ++r) {
      const std::string name(card.rate_names[r]);
      parameters.push_back(
          ln_k_parameter("ln_" + name + suffix(all.series, s), "ln(" + name + " s)", starts[s][r]));
    }
  return parameters;
}

// Errors of the spectra: noise about them, and what the errors of the rates add.
Matrix spectra_errors(const std::vector<Matrix>& slopes, const Projection& at, const fit::Result& result,
                      double scale) {
  Matrix errors(at.spectra.rows, at.spectra.columns);
  const std::size_t n = slopes.size();
  for (std::size_t i = 0; i < errors.rows; ++i)
    for (std::size_t j = 0; j < errors.columns; ++j) {
      double variance = scale * at.inverse(i, i);
      for (std::size_t p = 0; p < n; ++p)
        for (std::size_t q = 0; q < n; ++q)
          variance += slopes[p](i, j) * result.covariance[p * n + q] * slopes[q](i, j);
      errors(i, j) = std::sqrt(variance);
    }
  return errors;
}

// Frames of one series out of those stacked in its group.
Matrix rows_of(const Matrix& stacked, std::size_t first, std::size_t n) {
  Matrix part(n, stacked.columns);
  std::copy_n(stacked.values.begin() + static_cast<std::ptrdiff_t>(first * stacked.columns),
              part.values.size(), part.values.begin());
  return part;
}

// Chi2 and spectra from all the data, not from its leading components.
void fill_groups(const Shared& all, const std::vector<Group>& groups, KineticsFit& fit) {
  const std::vector<std::string> names = course_names(all.model);
  std::vector<Courses> courses;
  std::vector<Projection> projections;
  for (const Group& group : groups) {
    courses.push_back(stacked_courses(all.model, all.parameters, all.series, group, fit.result.values, true));
    projections.push_back(project(courses.back().values, stacked_data(all.series, group)));
    for (const double r : projections.back().residuals.values) fit.chi2 += r * r;
    fit.n_data += projections.back().residuals.values.size();
    fit.n_linear += projections.back().spectra.values.size();
    fit.deficient = fit.deficient || projections.back().deficient;
  }
  const double scale = fit.noise_known ? 1 : fit.chi2_reduced();
  for (double& c : fit.result.covariance) c *= scale;
  for (double& u : fit.result.uncertainties) u *= std::sqrt(scale);
  for (std::size_t g = 0; g < groups.size(); ++g) {
    std::vector<Matrix> slopes;
    for (const Matrix& d : courses[g].derivatives)
      slopes.push_back(spectra_derivative(courses[g].values, d, projections[g]));
    fit.spectra.push_back({.series = groups[g],
                           .names = names,
                           .values = projections[g].spectra,
                           .errors = spectra_errors(slopes, projections[g], fit.result, scale),
                           .slopes = slopes});
    std::size_t row = 0;
    for (const std::size_t s : groups[g]) {
      Matrix course = rows_of(courses[g].values, row, all.series[s].frames());
      for (std::size_t i = 0; i < course.rows; ++i)
        for (std::size_t j = 0; j < course.columns; ++j) course(i, j) *= all.series[s].sigma[i];
      fit.courses.push_back(std::move(course));
      fit.residuals.push_back(rows_of(projections[g].residuals, row, all.series[s].frames()));
      row += all.series[s].frames();
    }
  }
}

void fill_rates(const Shared& all, KineticsFit& fit) {
  const std::size_t n = all.parameters.count();
  for (std::size_t s = 0; s < all.series.size(); ++s) {
    fit.ln_k.emplace_back();
    for (std::size_t r = 0; r < card_of(all.model.law).rates; ++r) {
      double variance = 0;
      for (std::size_t p = 0; p < n; ++p)
        for (std::size_t q = 0; q < n; ++q)
          variance += all.parameters.d_ln_rate(s, r, p) * all.parameters.d_ln_rate(s, r, q) *
                      fit.result.covariance[p * n + q];
      fit.ln_k.back().push_back({all.parameters.ln_rate(fit.result.values, s, r), std::sqrt(variance)});
    }
  }
}

// Negative absorbance of B, summed, as a share of all.
double negative_b(const Matrix& spectra, std::size_t row) {
  double sum = 0, all = 0;
  for (std::size_t j = 0; j < spectra.columns; ++j) {
    sum += std::max(0.0, -spectra(row, j));
    all += std::abs(spectra(row, j));
  }
  return sum / all;
}

std::size_t row_of_b(const KineticsModel& model) { return model.dark[0] ? 0 : 1; }

std::vector<double> exchanged(const std::vector<double>& values, const KineticsModel& model) {
  std::vector<double> result = values;
  const std::size_t pair = model.arrhenius ? 4 : 2;  // (ln k1, E1, ln k2, E2) or (ln k1, ln k2)
  for (std::size_t i = 0; i + pair <= values.size(); i += pair)
    std::rotate(result.begin() + static_cast<std::ptrdiff_t>(i),
                result.begin() + static_cast<std::ptrdiff_t>(i + pair / 2),
                result.begin() + static_cast<std::ptrdiff_t>(i + pair));
  return result;
}

Matrix spectra_at(const Shared& all, const Group& group, const std::vector<double>& values) {
  const Courses c = stacked_courses(all.model, all.parameters, all.series, group, values, false);
  return project(c.values, stacked_data(all.series, group)).spectra;
}

void exchange_rates(const KineticsModel& model, fit::Result& result) {
  result.values = exchanged(result.values, model);
  result.uncertainties = exchanged(result.uncertainties, model);
  const std::size_t n = result.values.size();
  std::vector<double> order(n);
  for (std::size_t i = 0; i < n; ++i) order[i] = static_cast<double>(i);
  order = exchanged(order, model);
  const std::vector<double> before = result.covariance;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j)
      result.covariance[i * n + j] =
          before[static_cast<std::size_t>(order[i]) * n + static_cast<std::size_t>(order[j])];
}

// Both orders of the rates of A -> B -> C fit alike; each series is taken to have the same order.
void choose_order(const Shared& all, const std::vector<Group>& groups, KineticsFit& fit) {
  if (all.model.law != RateLaw::consecutive || all.model.dark[1]) return;
  const std::size_t b = row_of_b(all.model);
  double here = 0, there = 0;
  for (const Group& group : groups) {
    here += negative_b(spectra_at(all, group, fit.result.values), b);
    there += negative_b(spectra_at(all, group, exchanged(fit.result.values, all.model)), b);
  }
  // Half and twice: negative values within the noise do not decide.
  const bool slower_first =
      all.parameters.ln_rate(fit.result.values, 0, 0) < all.parameters.ln_rate(fit.result.values, 0, 1);
  const bool exchange = there < 0.5 * here || (slower_first && !(here < 0.5 * there));
  fit.exchange_is_as_good = !(there < 0.5 * here) && !(here < 0.5 * there);
  if (exchange) exchange_rates(all.model, fit.result);
  const Matrix other = spectra_at(all, groups.front(), exchanged(fit.result.values, all.model));
  for (std::size_t j = 0; j < other.columns; ++j) fit.exchanged_b.push_back(other(b, j));
}

}  // namespace

double KineticsFit::chi2_reduced() const {
  const double dof = static_cast<double>(n_data) - static_cast<double>(n_linear) - result.n_free;
  return dof > 0 ? chi2 / dof : std::numeric_limits<double>::quiet_NaN();
}

double KineticsFit::aic() const {
  const double k = static_cast<double>(n_linear) + result.n_free, n = static_cast<double>(n_data);
  return (noise_known ? chi2 : n * std::log(chi2 / n)) + 2 * k;
}

double KineticsFit::bic() const {
  const double k = static_cast<double>(n_linear) + result.n_free, n = static_cast<double>(n_data);
  return (noise_known ? chi2 : n * std::log(chi2 / n)) + std::log(n) * k;
}

KineticsFit fit_kinetics(std::span<const SpectraSeries> series, const KineticsModel& model,
                         bool noise_known) {
  refuse(series, model);
  const auto all = std::make_shared<const Shared>(
      Shared{model, {series.begin(), series.end()}, RateParameters(model, series)});
  const std::vector<Group> groups = groups_of(series.size(), model.shared_spectra);
  KineticsFit fit{.model = model, .middle_K = all->parameters.middle_K(), .noise_known = noise_known};
  fit.problem = {.name = series.size() == 1 ? series.front().name : "all series",
                 .model = std::string(card_of(model.law).formula) + (model.peak_shift ? ", bands shift" : ""),
                 .parameters = parameters_of(*all)};
  for (const Group& group : groups) fit.problem.data.push_back(data_set(all, group));
  fit.result = fit::fit(fit.problem);
  choose_order(*all, groups, fit);
  fill_groups(*all, groups, fit);
  fill_rates(*all, fit);
  fit.result.chi2 = fit.chi2;
  fit.result.n_data = static_cast<int>(fit.n_data - fit.n_linear);
  return fit;
}

}  // namespace nacre::spectra
