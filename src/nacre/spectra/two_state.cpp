#include "nacre/spectra/two_state.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "nacre/core/units.hpp"

namespace nacre::spectra {
namespace {

constexpr double R_kJ = 1e-3 * gas_constant_J_molK;

struct Slopes {
  double value = 0;
  double by_dH = 0;
  double by_Tc = 0;
};

Slopes ln_K(double dH, double Tc, double T) {
  const double off = 1 / T - 1 / Tc;
  return {-dH / R_kJ * off, -off / R_kJ, -dH / (R_kJ * Tc * Tc)};
}

Slopes fraction_of(double dH, double Tc, double T) {
  const Slopes ln = ln_K(dH, Tc, T);
  const double f = 1 / (1 + std::exp(-ln.value));
  return {f, f * (1 - f) * ln.by_dH, f * (1 - f) * ln.by_Tc};
}

struct Observed {
  double temperature_K = 0;
  double value = 0;
  double sigma = 1;
};

using Model = Slopes (*)(double, double, double);

fit::DataSet data_set(const std::vector<Observed>& data, Model model) {
  return {.name = "equilibria",
          .n_residuals = static_cast<int>(data.size()),
          .residuals =
              [data, model](std::span<const double> v, std::span<double> r) {
                for (std::size_t i = 0; i < data.size(); ++i)
                  r[i] = (model(v[0], v[1], data[i].temperature_K).value - data[i].value) / data[i].sigma;
              },
          .derivatives =
              [data, model](std::span<const double> v, std::span<double> j) {
                for (std::size_t i = 0; i < data.size(); ++i) {
                  const Slopes s = model(v[0], v[1], data[i].temperature_K);
                  j[2 * i] = s.by_dH / data[i].sigma;
                  j[2 * i + 1] = s.by_Tc / data[i].sigma;
                }
              }};
}

// dH and T_c of the straight line through ln K against 1/T.
std::array<double, 2> start_of(const std::vector<Observed>& ln_K_points) {
  double n = 0, x = 0, y = 0, xx = 0, xy = 0;
  for (const Observed& p : ln_K_points) {
    n += 1;
    x += 1 / p.temperature_K;
    y += p.value;
    xx += 1 / (p.temperature_K * p.temperature_K);
    xy += p.value / p.temperature_K;
  }
  const double spread = n * xx - x * x;
  if (!(n >= 2 && spread > 1e-12 * n * xx)) throw std::invalid_argument("two states need two temperatures");
  const double slope = (n * xy - x * y) / spread;
  const double intercept = (y - slope * x) / n;
  const double dH = -slope * R_kJ;
  const double Tc = -slope / intercept;
  return {dH, Tc > 0 && std::isfinite(Tc) ? Tc : n / x};
}

void fill(TwoStateFit& fit) {
  const std::vector<double>& v = fit.result.values;
  const std::vector<double>& c = fit.result.covariance;
  fit.dH_kJ_mol = {v[0], std::sqrt(c[0])};
  fit.critical_K = {v[1], std::sqrt(c[3])};
  const double dS = v[0] / v[1];  // kJ/(mol K)
  const double by_dH = 1 / v[1], by_Tc = -dS / v[1];
  const double variance = by_dH * by_dH * c[0] + 2 * by_dH * by_Tc * c[1] + by_Tc * by_Tc * c[3];
  fit.dS_J_molK = {1e3 * dS, 1e3 * std::sqrt(variance)};
  fit.dH_dS_correlation = (by_dH * c[0] + by_Tc * c[1]) / std::sqrt(c[0] * variance);
  fit.dH_Tc_correlation = c[1] / std::sqrt(c[0] * c[3]);
}

TwoStateFit fit_model(const std::vector<Observed>& data, Model model, const std::array<double, 2>& start,
                      bool errors_given, const char* text) {
  TwoStateFit fit{.errors_given = errors_given};
  fit.problem = {.name = text,
                 .model = "ln K = -dH/R (1/T - 1/T_c)",
                 .parameters = {{.name = "dH",
                                 .unit = "kJ/mol",
                                 .description = "enthalpy of B minus that of A",
                                 .start = start[0]},
                                {.name = "T_c",
                                 .unit = "K",
                                 .description = "temperature at which A and B are equally stable",
                                 .start = start[1],
                                 .lower = 1,
                                 .upper = 1e5}},
                 .data = {data_set(data, model)},
                 .scale_sigmas = !errors_given};
  fit.problem.parameters[1].start = std::clamp(start[1], 1.0, 1e5);
  fit.result = fit::fit(fit.problem);
  fill(fit);
  return fit;
}

void refuse_temperature(double temperature_K) {
  if (!(temperature_K > 0)) throw std::invalid_argument("a temperature is not positive");
}

Estimate propagated(const TwoStateFit& fit, const Slopes& s) {
  const std::vector<double>& c = fit.result.covariance;
  return {s.value,
          std::sqrt(s.by_dH * s.by_dH * c[0] + 2 * s.by_dH * s.by_Tc * c[1] + s.by_Tc * s.by_Tc * c[3])};
}

}  // namespace

Estimate TwoStateFit::free_energy_kJ_mol(double temperature_K) const {
  Slopes s = ln_K(result.values[0], result.values[1], temperature_K);
  const double factor = -R_kJ * temperature_K;
  return propagated(*this, {factor * s.value, factor * s.by_dH, factor * s.by_Tc});
}

Estimate TwoStateFit::fraction(double temperature_K) const {
  return propagated(*this, fraction_of(result.values[0], result.values[1], temperature_K));
}

TwoStateFit fit_fractions(std::span<const FractionPoint> points) {
  const bool given = std::ranges::all_of(points, [](const FractionPoint& p) { return p.error > 0; });
  std::vector<Observed> data, logarithms;
  for (const FractionPoint& p : points) {
    refuse_temperature(p.temperature_K);
    data.push_back({p.temperature_K, p.fraction, given ? p.error : 1.0});
    const double f = std::clamp(p.fraction, 0.02, 0.98);  // for the start alone
    logarithms.push_back({p.temperature_K, std::log(f / (1 - f))});
  }
  return fit_model(data, fraction_of, start_of(logarithms), given, "fractions in equilibrium");
}

TwoStateFit fit_two_way_rates(std::span<const TwoWayRate> points) {
  const bool given = std::ranges::all_of(
      points, [](const TwoWayRate& p) { return p.forward_error > 0 && p.backward_error > 0; });
  std::vector<Observed> data;
  for (const TwoWayRate& p : points) {
    refuse_temperature(p.temperature_K);
    data.push_back({p.temperature_K, p.ln_forward - p.ln_backward,
                    given ? std::hypot(p.forward_error, p.backward_error) : 1.0});
  }
  return fit_model(data, ln_K, start_of(data), given, "rates of both directions");
}

Agreement agreement(const TwoStateFit& a, const TwoStateFit& b) {
  const double d0 = a.result.values[0] - b.result.values[0];
  const double d1 = a.result.values[1] - b.result.values[1];
  std::array<double, 4> c{};
  for (std::size_t i = 0; i < 4; ++i) c[i] = a.result.covariance[i] + b.result.covariance[i];
  const double determinant = c[0] * c[3] - c[1] * c[1];
  const double chi2 = (d0 * d0 * c[3] - 2 * d0 * d1 * c[1] + d1 * d1 * c[0]) / determinant;
  return {chi2, std::exp(-chi2 / 2)};  // exact for two degrees of freedom
}

}  // namespace nacre::spectra
