#include "nacre/ligands/mixing_fit.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "nacre/fit/loss.hpp"

namespace nacre::ligands {
namespace {

fit::Parameter pure_parameter(const char* name, const char* what, double start) {
  return {.name = name, .unit = "kJ/mol", .description = what, .start = start};
}

const ExchangePoint& nearest_point(const std::vector<ExchangePoint>& points, double x_a) {
  return *std::ranges::min_element(points, {},
                                   [x_a](const ExchangePoint& p) { return std::abs(p.x_a - x_a); });
}

// Whitens (dH, dG) by the Cholesky factor of their covariance.
void whiten(double h, double g, const std::array<double, 3>& covariance, double* out) {
  const double sigma_h = std::sqrt(covariance[0]);
  const double slope = covariance[1] / covariance[0];
  out[0] = h / sigma_h;
  out[1] = (g - slope * h) / std::sqrt(covariance[2] - slope * covariance[1]);
}

bool is_free(const fit::Parameter& parameter) { return !parameter.fixed && parameter.tied_to.empty(); }

// What the fit minimised; chi2 is the plain sum of squares also under a robust loss.
double minimised(const fit::Problem& problem, const fit::Result& result) {
  if (problem.loss == fit::Loss::squares) return result.chi2;
  double cost = 0;
  for (const fit::DataSet& data : problem.data) {
    std::vector<double> residuals(static_cast<std::size_t>(data.n_residuals));
    data.residuals(result.values, residuals);
    for (const double r : residuals) cost += fit::loss_at(problem.loss, problem.loss_scale, r * r).rho;
  }
  return cost;
}

// Starts on a coarse grid in the free energies chi_G, gamma_ab, gamma_ba: a minimum each may hide there.
std::vector<fit::Problem> spread_starts(const fit::Problem& problem) {
  std::vector<fit::Problem> starts{problem};
  for (std::size_t i = n_pure_parameters; i < problem.parameters.size(); ++i) {
    if (problem.parameters[i].unit != "RT" || !is_free(problem.parameters[i])) continue;
    const auto before = starts;
    for (const double value : {-2.0, 5.0})
      for (fit::Problem start : before) {
        fit::Parameter& parameter = start.parameters[i];
        parameter.start = std::clamp(value, parameter.lower, parameter.upper);
        starts.push_back(std::move(start));
      }
  }
  return starts;
}

}  // namespace

Exchange exchange_at(double x_a, std::span<const double> p, const MixingModel& model,
                     const MixingContext& context) {
  Exchange exchange{x_a * p[0] + (1 - x_a) * p[2], x_a * p[1] + (1 - x_a) * p[3]};
  if (x_a <= 0 || x_a >= 1) return exchange;
  const Mixing mixing = model.evaluate(x_a, p.subspan(n_pure_parameters), context);
  exchange.dH_kJ_mol += mixing.dH_kJ_mol;
  exchange.dG_kJ_mol += mixing.dG_kJ_mol;
  return exchange;
}

fit::Problem mixing_problem(const std::string& name, const std::vector<ExchangePoint>& points,
                            const MixingModel& model, const MixingContext& context,
                            std::vector<fit::Parameter> model_parameters) {
  const ExchangePoint& a = nearest_point(points, 1);
  const ExchangePoint& b = nearest_point(points, 0);
  fit::Problem problem;
  problem.name = name;
  problem.model = std::string(model.name);
  problem.parameters = {pure_parameter("dH_a", "exchange enthalpy of pure A", a.dH_kJ_mol),
                        pure_parameter("dG_a", "exchange free energy of pure A", a.dG_kJ_mol),
                        pure_parameter("dH_b", "exchange enthalpy of pure B", b.dH_kJ_mol),
                        pure_parameter("dG_b", "exchange free energy of pure B", b.dG_kJ_mol)};
  std::ranges::move(model_parameters, std::back_inserter(problem.parameters));
  const auto residuals = [points, &model, context](std::span<const double> p, std::span<double> out) {
    for (std::size_t i = 0; i < points.size(); ++i) {
      const Exchange fitted = exchange_at(points[i].x_a, p, model, context);
      whiten(fitted.dH_kJ_mol - points[i].dH_kJ_mol, fitted.dG_kJ_mol - points[i].dG_kJ_mol,
             points[i].covariance, &out[2 * i]);
    }
  };
  problem.data = {{name, static_cast<int>(2 * points.size()), residuals}};
  return problem;
}

std::vector<fit::Parameter> default_parameters(const MixingModel& model) {
  std::vector<fit::Parameter> parameters;
  for (const ParameterCard& card : model.parameters) parameters.push_back(parameter_of(card));
  return parameters;
}

fit::Result fit_mixing(const fit::Problem& problem) {
  fit::Result best;
  double lowest = std::numeric_limits<double>::infinity();
  for (const fit::Problem& start : spread_starts(problem)) {
    fit::Result result = fit::fit(start);
    const double cost = minimised(problem, result);
    const bool first = best.values.empty();
    const bool better = result.converged >= best.converged && cost < lowest - 1e-9;
    if (!first && !better && !(result.converged && !best.converged)) continue;
    best = std::move(result);
    lowest = cost;
  }
  return best;
}

}  // namespace nacre::ligands
