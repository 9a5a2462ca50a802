#include "nacre/scattering/pdf_refinement.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <mutex>
#include <numbers>

#include "nacre/core/parallel.hpp"
#include "nacre/core/random.hpp"
#include "nacre/core/units.hpp"
#include "nacre/scattering/pdf_calculator.hpp"
#include "nacre/scattering/pdf_directions.hpp"

namespace nacre::scattering {
namespace {

double at(std::span<const double> values, int parameter) {
  return values[static_cast<std::size_t>(parameter)];
}

double weight(const PdfData& data, std::size_t i) {
  if (data.sigma_per_A2.empty()) return 1;
  return 1 / (data.sigma_per_A2[i] * data.sigma_per_A2[i]);
}

// Sums of w (G - model)^2 and of w G^2.
std::array<double, 2> misfit(const PdfData& data, std::span<const double> model) {
  std::array<double, 2> sums{};
  for (std::size_t i = 0; i < model.size(); ++i) {
    const double w = weight(data, i), off = data.g_per_A2[i] - model[i];
    sums[0] += w * off * off;
    sums[1] += w * data.g_per_A2[i] * data.g_per_A2[i];
  }
  return sums;
}

std::vector<double> starts_of(const std::vector<fit::Parameter>& parameters) {
  std::vector<double> values;
  for (const fit::Parameter& parameter : parameters) values.push_back(parameter.start);
  return values;
}

// --- starting values -------------------------------------------------------------------------

// Solves the normal equations of a few scales by elimination; singular ones keep the value 0.
std::vector<double> solved(std::vector<std::vector<double>> m, std::vector<double> y) {
  const std::size_t n = y.size();
  for (std::size_t k = 0; k < n; ++k) {
    if (!(m[k][k] > 0)) continue;
    for (std::size_t i = 0; i < n; ++i) {
      if (i == k) continue;
      const double factor = m[i][k] / m[k][k];
      for (std::size_t j = 0; j < n; ++j) m[i][j] -= factor * m[k][j];
      y[i] -= factor * y[k];
    }
  }
  for (std::size_t k = 0; k < n; ++k) y[k] = m[k][k] > 0 ? y[k] / m[k][k] : 0;
  return y;
}

// Free scales by linear least squares against the first data set, the others as they are. A phase that would
// be negative starts with a tenth of the largest.
void start_scales(const PdfRefinement& refinement, const std::vector<bool>& given,
                  std::vector<fit::Parameter>& parameters) {
  std::vector<int> scales;
  for (const PhaseLayout& of : refinement.parameters.layout)
    if (!parameters[static_cast<std::size_t>(of.scale)].fixed && !given[static_cast<std::size_t>(of.scale)])
      scales.push_back(of.scale);
  if (scales.empty()) return;
  std::vector<double> values = starts_of(parameters);
  for (const int scale : scales) values[static_cast<std::size_t>(scale)] = 0;
  const PdfData& data = refinement.data.front();
  const std::vector<double> rest = model_curve(refinement, 0, values);
  std::vector<std::vector<double>> curves;
  for (std::size_t p = 0; p < refinement.parameters.layout.size(); ++p) {
    const int scale = refinement.parameters.layout[p].scale;
    if (std::ranges::find(scales, scale) == scales.end()) continue;
    values[static_cast<std::size_t>(scale)] = 1;
    curves.push_back(phase_curve(refinement, p, 0, values));
  }
  std::vector<std::vector<double>> m(curves.size(), std::vector<double>(curves.size()));
  std::vector<double> y(curves.size());
  for (std::size_t i = 0; i < rest.size(); ++i)
    for (std::size_t k = 0; k < curves.size(); ++k) {
      y[k] += weight(data, i) * curves[k][i] * (data.g_per_A2[i] - rest[i]);
      for (std::size_t l = 0; l < curves.size(); ++l)
        m[k][l] += weight(data, i) * curves[k][i] * curves[l][i];
    }
  const std::vector<double> found = solved(std::move(m), std::move(y));
  const double largest = std::max(*std::ranges::max_element(found), 1e-3);
  for (std::size_t k = 0; k < scales.size(); ++k)
    parameters[static_cast<std::size_t>(scales[k])].start = std::max(found[k], 0.1 * largest);
}

// Scales, factors, lattice and envelope: what the first stage moves.
std::vector<bool> coarse_parameters(const PdfParameters& parameters) {
  std::vector<bool> coarse(parameters.list.size(), false);
  const auto mark = [&](int parameter) {
    if (parameter >= 0) coarse[static_cast<std::size_t>(parameter)] = true;
  };
  for (const PhaseLayout& of : parameters.layout) {
    mark(of.scale);
    mark(of.spdiameter);
    for (const Lever& lever : of.lattice) mark(lever.parameter);
  }
  for (const DataLayout& of : parameters.data) mark(of.factor);
  return coarse;
}

// A fit of what is coarse alone, if that leaves anything to do: the starting values of the next.
void coarse_stage(const PdfRefinement& refinement, fit::Problem& problem) {
  const std::vector<bool> coarse = coarse_parameters(refinement.parameters);
  std::vector<fit::Parameter> parameters = problem.parameters;
  bool any = false, all = true;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (parameters[i].fixed) continue;
    any = any || coarse[i];
    all = all && coarse[i];
    parameters[i].fixed = !coarse[i];
  }
  if (!any || all) return;
  fit::Problem first = pdf_problem(refinement, std::move(parameters));
  first.max_iterations = 12;
  const fit::Result result = fit::fit(first);
  for (std::size_t i = 0; i < problem.parameters.size(); ++i)
    if (!problem.parameters[i].fixed) problem.parameters[i].start = result.values[i];
}

fit::Result staged(const PdfRefinement& refinement, fit::Problem& problem, const std::vector<bool>& given) {
  start_scales(refinement, given, problem.parameters);
  coarse_stage(refinement, problem);
  return fit::fit(problem);
}

// --- random starts ---------------------------------------------------------------------------

double log_uniform(RandomStream& stream, double low, double high) {
  return low * std::exp(stream.uniform() * std::log(high / low));
}

// Where a refinement may plausibly start: edges within 2 %, displacements of a crystal between cold and
// molten, particles of 15 to 80 A.
double drawn(const fit::Parameter& parameter, bool coordinate, RandomStream& stream) {
  double value = parameter.start;
  const auto around = [&](double half) { return value + half * (2 * stream.uniform() - 1); };
  if (coordinate)
    value = around(0.02);
  else if (parameter.unit == "deg")
    value = around(1);
  else if (parameter.name.starts_with("U"))
    value = log_uniform(stream, 0.003, 0.06);
  else if (parameter.name.starts_with("spdiameter") && parameter.unit == "A")
    value = log_uniform(stream, std::clamp(15.0, parameter.lower, parameter.upper),
                        std::clamp(80.0, parameter.lower, parameter.upper));
  else if (parameter.name.starts_with("delta2"))
    value = 6 * stream.uniform();
  else if (parameter.name.starts_with("delta1") || parameter.name.starts_with("occupancy"))
    value = stream.uniform();
  else
    value *= 1 + 0.02 * (2 * stream.uniform() - 1);
  return std::clamp(value, parameter.lower, parameter.upper);
}

struct Attempt {
  fit::Problem problem{};
  fit::Result result{};
  double rw = 0;
};

Attempt attempt(const PdfRefinement& refinement, fit::Problem problem, const std::vector<bool>& given) {
  Attempt one{.problem = std::move(problem)};
  one.result = staged(refinement, one.problem, given);
  one.rw = weighted_residual(refinement, one.result.values);
  return one;
}

Attempt random_attempt(const PdfRefinement& refinement, std::uint64_t seed, std::uint64_t number) {
  RandomStream stream(seed, StreamName::multi_start, number);
  fit::Problem problem = pdf_problem(refinement, refinement.parameters.list);
  for (std::size_t i = 0; i < problem.parameters.size(); ++i) {
    fit::Parameter& parameter = problem.parameters[i];
    if (parameter.fixed) continue;
    parameter.start = drawn(parameter, refinement.parameters.is_coordinate(static_cast<int>(i)), stream);
  }
  return attempt(refinement, std::move(problem), std::vector<bool>(problem.parameters.size(), false));
}

// --- errors ----------------------------------------------------------------------------------

// Residuals of neighbouring points are one where they are finer than the Nyquist spacing: the covariance for
// as many independent ones, with the variance of unit weight from their degrees of freedom.
double error_factor(const PdfRefinement& refinement, const fit::Result& result) {
  double points = 0, independent = 0;
  for (const PdfData& data : refinement.data) {
    points += static_cast<double>(data.grid.count);
    independent += independent_points(data);
  }
  if (independent <= result.n_free) return no_value;
  return std::sqrt((points - result.n_free) / (independent - result.n_free));
}

void raise_errors(double factor, fit::Result& result) {
  for (double& error : result.uncertainties) error *= factor;
  for (double& entry : result.covariance) entry *= factor * factor;
}

}  // namespace

PdfPhase phase_at(const PdfRefinement& refinement, std::size_t phase, std::size_t data,
                  std::span<const double> values) {
  const PdfParameters& parameters = refinement.parameters;
  const PhaseLayout& of = parameters.layout[phase];
  PdfPhase model{.crystal = parameters.crystal_at(phase, values),
                 .scale = at(values, of.scale),
                 .delta1_A = at(values, of.delta1),
                 .delta2_A2 = at(values, of.delta2),
                 .sratio = at(values, of.sratio),
                 .r_cut_A = refinement.r_cut_A};
  model.envelope.shape = parameters.envelope;
  if (of.spdiameter >= 0) model.envelope.diameter_A = at(values, of.spdiameter);
  if (of.hollow >= 0) model.envelope.inner_A = at(values, of.hollow);
  if (of.spread >= 0) model.envelope.spread = at(values, of.spread);
  const int factor = parameters.data[data].factor;
  if (factor >= 0) model.scale *= at(values, factor);
  return model;
}

PdfInstrument instrument_at(const PdfRefinement& refinement, std::size_t data,
                            std::span<const double> values) {
  const DataLayout& of = refinement.parameters.data[data];
  return {.radiation = refinement.data[data].radiation,
          .q_max_per_A = refinement.data[data].q_max_per_A,
          .q_damp_per_A = at(values, of.q_damp),
          .q_broad_per_A = at(values, of.q_broad),
          .zero_below_A = refinement.data[data].zero_below_A};
}

namespace {

std::vector<PdfPhase> phases_at(const PdfRefinement& refinement, std::size_t data,
                                std::span<const double> values) {
  std::vector<PdfPhase> phases;
  for (std::size_t p = 0; p < refinement.parameters.layout.size(); ++p)
    phases.push_back(phase_at(refinement, p, data, values));
  return phases;
}

}  // namespace

std::vector<double> phase_curve(const PdfRefinement& refinement, std::size_t phase, std::size_t data,
                                std::span<const double> values) {
  const PdfPhase one = phase_at(refinement, phase, data, values);
  PdfCalculator calculator(refinement.data[data].grid, refinement.convention);
  return calculator.evaluate({&one, 1}, instrument_at(refinement, data, values));
}

std::vector<double> model_curve(const PdfRefinement& refinement, std::size_t data,
                                std::span<const double> values) {
  PdfCalculator calculator(refinement.data[data].grid, refinement.convention);
  return calculator.evaluate(phases_at(refinement, data, values), instrument_at(refinement, data, values));
}

double weighted_residual(const PdfData& data, std::span<const double> model) {
  const auto [off, all] = misfit(data, model);
  return std::sqrt(off / all);
}

double weighted_residual(const PdfRefinement& refinement, std::span<const double> values) {
  double off = 0, all = 0;
  for (std::size_t d = 0; d < refinement.data.size(); ++d) {
    const auto sums = misfit(refinement.data[d], model_curve(refinement, d, values));
    off += sums[0];
    all += sums[1];
  }
  return std::sqrt(off / all);
}

double independent_points(const PdfData& data) {
  const auto points = static_cast<double>(data.grid.count);
  const double range_A = static_cast<double>(data.grid.count) * data.grid.step_A;
  if (data.q_max_per_A <= 0) return points;
  return std::min(points, range_A * data.q_max_per_A / std::numbers::pi);
}

namespace {

// The curve of one data set with its derivatives along the free parameters, kept from call to call: residuals
// and derivatives are asked for at the same values.
class DataModel {
 public:
  DataModel(const PdfRefinement& refinement, std::size_t data, const std::vector<fit::Parameter>& parameters,
            std::vector<PdfDirection> directions)
      : refinement_(refinement),
        data_(data),
        calculator_(refinement.data[data].grid, refinement.convention),
        directions_(std::move(directions)) {
    for (std::size_t i = 0; i < parameters.size(); ++i)
      if (!parameters[i].fixed && !directions_[i].empty()) free_.push_back(i);
  }

  void residuals(std::span<const double> values, std::span<double> out) {
    const std::lock_guard lock(mutex_);
    const std::vector<double> model = calculator_.evaluate(phases_at(refinement_, data_, values),
                                                           instrument_at(refinement_, data_, values));
    const PdfData& data = refinement_.data[data_];
    for (std::size_t i = 0; i < out.size(); ++i)
      out[i] = (model[i] - data.g_per_A2[i]) * std::sqrt(weight(data, i));
  }

  void derivatives(std::span<const double> values, std::span<double> jacobian) {
    const std::lock_guard lock(mutex_);
    std::vector<PdfDirection> directions;
    for (const std::size_t i : free_) directions.push_back(directions_[i]);
    scale_by_factors(values, directions);
    calculator_.evaluate(phases_at(refinement_, data_, values), instrument_at(refinement_, data_, values),
                         directions, curve_);
    const PdfData& data = refinement_.data[data_];
    std::ranges::fill(jacobian, 0.0);
    for (std::size_t k = 0; k < free_.size(); ++k)
      for (std::size_t i = 0; i < data.grid.count; ++i)
        jacobian[i * values.size() + free_[k]] = curve_.derivatives[k][i] * std::sqrt(weight(data, i));
  }

 private:
  // The scale of a phase in this data set is scale times factor.
  void scale_by_factors(std::span<const double> values, std::vector<PdfDirection>& directions) const {
    const int factor = refinement_.parameters.data[data_].factor;
    if (factor < 0) return;
    for (std::size_t k = 0; k < free_.size(); ++k)
      for (PdfTerm& term : directions[k]) {
        if (term.quantity != PdfQuantity::scale) continue;
        const bool is_factor = free_[k] == static_cast<std::size_t>(factor);
        term.factor = at(values, is_factor ? refinement_.parameters.layout[term.phase].scale : factor);
      }
  }

  const PdfRefinement& refinement_;
  std::size_t data_;
  PdfCalculator calculator_;
  std::vector<PdfDirection> directions_;  // of every parameter
  std::vector<std::size_t> free_;
  PdfCurve curve_{};
  std::mutex mutex_;
};

}  // namespace

fit::Problem pdf_problem(const PdfRefinement& refinement, std::vector<fit::Parameter> parameters) {
  fit::Problem problem{.model = std::string("G(r) of crystals, peaks divided by ") +
                                (refinement.convention == PeakConvention::r ? "r" : "r_ij"),
                       .parameters = std::move(parameters),
                       .scale_sigmas = true,
                       .noise = 1e-9};
  for (std::size_t d = 0; d < refinement.data.size(); ++d) {
    const PdfData& data = refinement.data[d];
    problem.name += (d > 0 ? ", " : "") + data.name;
    const auto model =
        std::make_shared<DataModel>(refinement, d, problem.parameters, pdf_directions(refinement, d));
    problem.data.push_back(
        {.name = data.name,
         .n_residuals = static_cast<int>(data.grid.count),
         .residuals = [model](std::span<const double> values,
                              std::span<double> out) { model->residuals(values, out); },
         .derivatives = [model](std::span<const double> values,
                                std::span<double> out) { model->derivatives(values, out); }});
  }
  return problem;
}

namespace {

constexpr double nearly_same_rw = 1.02;
constexpr double elsewhere = 1.3;

// Free displacements, one a site or element: those that can be exchanged.
std::vector<std::size_t> free_displacements(const std::vector<fit::Parameter>& parameters) {
  std::vector<std::size_t> list;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const std::string& name = parameters[i].name;
    const bool diagonal = name.starts_with("U_") || name.starts_with("U11") || name.starts_with("U33");
    if (diagonal && !parameters[i].fixed) list.push_back(i);
  }
  return list;
}

bool ends_elsewhere(std::span<const double> one, std::span<const double> other,
                    std::span<const std::size_t> displacements) {
  return std::ranges::any_of(displacements, [&](std::size_t i) {
    const double ratio = one[i] / other[i];
    return ratio > elsewhere || ratio < 1 / elsewhere;
  });
}

// The best again with its displacements in the opposite order.
void try_exchange(const PdfRefinement& refinement, Attempt& best, Refined& refined) {
  const std::vector<std::size_t> displacements = free_displacements(best.problem.parameters);
  if (displacements.size() < 2) return;
  std::vector<fit::Parameter> parameters = best.problem.parameters;
  for (std::size_t i = 0; i < parameters.size(); ++i)
    if (!parameters[i].fixed) parameters[i].start = best.result.values[i];
  for (std::size_t k = 0; k < displacements.size(); ++k) {
    fit::Parameter& parameter = parameters[displacements[k]];
    const double other = best.result.values[displacements[displacements.size() - 1 - k]];
    parameter.start = std::clamp(other, parameter.lower, parameter.upper);
  }
  Attempt turned{.problem = pdf_problem(refinement, std::move(parameters))};
  turned.result = fit::fit(turned.problem);
  turned.rw = weighted_residual(refinement, turned.result.values);
  if (!turned.result.converged || !ends_elsewhere(turned.result.values, best.result.values, displacements))
    return;
  if (turned.result.chi2 < best.result.chi2) std::swap(turned, best);
  if (turned.rw > nearly_same_rw * best.rw) return;
  refined.exchanged_rw = turned.rw;
  for (const std::size_t i : displacements)
    refined.exchanged_values += (refined.exchanged_values.empty() ? "" : ", ") +
                                turned.problem.parameters[i].name + " " +
                                format_rounded(turned.result.values[i], 3);
}

}  // namespace

// Newton's iteration for J'^T r = 0, J' with the derivatives of PDFfit2.
bool go_where_pdffit2_ends(const PdfRefinement& refinement, const fit::Problem& problem,
                           fit::Result& result) {
  constexpr int most_steps = 60;
  constexpr double small_step = 1e-7;  // of a standard error as the fit has it
  std::vector<double> values = result.values;
  const std::size_t n = values.size(), k = result.free_index.size();
  for (int step = 0; step < most_steps; ++step) {
    std::vector<std::vector<double>> m(k, std::vector<double>(k));
    std::vector<double> y(k);
    for (std::size_t d = 0; d < refinement.data.size(); ++d) {
      DataModel model(refinement, d, problem.parameters, pdffit2_directions(refinement, d, values));
      std::vector<double> r(refinement.data[d].grid.count), jacobian(r.size() * n);
      model.residuals(values, r);
      model.derivatives(values, jacobian);
      for (std::size_t i = 0; i < r.size(); ++i)
        for (std::size_t a = 0; a < k; ++a) {
          const double ja = jacobian[i * n + static_cast<std::size_t>(result.free_index[a])];
          y[a] -= ja * r[i];
          for (std::size_t b = 0; b < k; ++b)
            m[a][b] += ja * jacobian[i * n + static_cast<std::size_t>(result.free_index[b])];
        }
    }
    const std::vector<double> by = solved(std::move(m), std::move(y));
    double largest = 0;
    for (std::size_t a = 0; a < k; ++a) {
      const auto at_value = static_cast<std::size_t>(result.free_index[a]);
      values[at_value] += by[a];
      largest = std::max(largest, std::abs(by[a]) / result.uncertainties[at_value]);
      const fit::Parameter& parameter = problem.parameters[at_value];
      if (!(values[at_value] >= parameter.lower && values[at_value] <= parameter.upper)) return false;
    }
    if (largest > small_step) continue;
    result.values = std::move(values);
    result.chi2 = 0;
    for (std::size_t d = 0; d < refinement.data.size(); ++d)
      result.chi2 += misfit(refinement.data[d], model_curve(refinement, d, result.values))[0];
    return true;
  }
  return false;
}

Refined refine(const PdfRefinement& refinement, const std::vector<bool>& given, int random_starts,
               std::uint64_t seed, const RunControl& control) {
  const auto n = static_cast<std::size_t>(random_starts);
  std::vector<Attempt> attempts(n + 1);
  Stage stage(control, "refining", static_cast<double>(n + 1), "fits");
  parallel_for(n + 1, control, [&](std::size_t i) {
    attempts[i] = i == 0 ? attempt(refinement, pdf_problem(refinement, refinement.parameters.list), given)
                         : random_attempt(refinement, seed, i);
    stage.advance(1);
  });
  Refined refined;
  std::size_t best = 0;
  for (std::size_t i = 0; i < attempts.size(); ++i) {
    const Attempt& one = attempts[i];
    if (i > 0) refined.starts.push_back({one.rw, one.result.converged});
    if (one.result.chi2 < attempts[best].result.chi2) best = i;
  }
  try_exchange(refinement, attempts[best], refined);
  refined.problem = std::move(attempts[best].problem);
  refined.result = std::move(attempts[best].result);
  if (refinement.ends_like_pdffit2) {
    const std::vector<double> minimum = refined.result.values;
    if (go_where_pdffit2_ends(refinement, refined.problem, refined.result))
      refined.minimum = minimum;
    else
      refined.result.warnings.push_back("the place where PDFfit2 stops was not found: this is the minimum");
  }
  refined.error_factor = error_factor(refinement, refined.result);
  raise_errors(refined.error_factor, refined.result);
  return refined;
}

}  // namespace nacre::scattering
