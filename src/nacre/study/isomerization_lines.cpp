#include "nacre/study/isomerization_lines.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "nacre/core/units.hpp"
#include "nacre/study/isomerization_arrhenius.hpp"
#include "nacre/study/isomerization_tables.hpp"

namespace nacre::study {
namespace {

using spectra::Estimate;
using spectra::TwoStateFit;

constexpr int curve_points = 80;
constexpr double disagree_below = 0.01;

void add(StudyResult& result, std::string name, Estimate estimate, const char* unit,
         std::string description) {
  result.quantities.push_back({.name = std::move(name),
                               .value = estimate.value,
                               .uncertainty = estimate.error,
                               .unit = unit,
                               .description = std::move(description)});
}

// --- [equilibrium] ----------------------------------------------------------------------------

struct Route {
  std::string name;    // "fractions"
  std::string suffix;  // of its quantities
  TwoStateFit fit;
};

std::vector<Route> routes_of(const EquilibriumPoints& points) {
  std::vector<Route> routes;
  if (!points.fractions.empty())
    routes.push_back({"fractions in equilibrium", "", spectra::fit_fractions(points.fractions)});
  if (!points.rates.empty())
    routes.push_back({"forward and backward rates", routes.empty() ? "" : "_rates",
                      spectra::fit_two_way_rates(points.rates)});
  return routes;
}

void add_route(const Route& route, StudyResult& result) {
  const std::string from = ", from " + route.name;
  add(result, "dH" + route.suffix, route.fit.dH_kJ_mol, "kJ/mol", "enthalpy of B minus that of A" + from);
  add(result, "dS" + route.suffix, route.fit.dS_J_molK, "J/(mol K)", "entropy of B minus that of A" + from);
  add(result, "T_c" + route.suffix, route.fit.critical_K, "K",
      "temperature at which both are equally stable" + from);
  FitSummary summary = fit::summarize(route.fit.problem, route.fit.result);
  summary.name = route.name;
  result.fits.push_back(std::move(summary));
  result.converged = result.converged && route.fit.result.converged;
}

Table route_table(const std::vector<Route>& routes) {
  Table table{
      .name = "two-state",
      .title = "Enthalpy, entropy and critical temperature",
      .notes = {"dS = dH / T_c; the error of T_c is far less than those of dH and dS say, for these rise and "
                "fall together"},
      .columns = {{"route", ""},
                  {"dH_kJ_mol", "of B minus A"},
                  {"dH_err", ""},
                  {"dS_J_molK", "of B minus A"},
                  {"dS_err", ""},
                  {"T_c_K", "dG = 0"},
                  {"T_c_err", ""},
                  {"dH_dS_correlation", ""},
                  {"dH_T_c_correlation", ""}}};
  for (const Route& r : routes)
    table.rows.push_back({r.name, r.fit.dH_kJ_mol.value, r.fit.dH_kJ_mol.error, r.fit.dS_J_molK.value,
                          r.fit.dS_J_molK.error, r.fit.critical_K.value, r.fit.critical_K.error,
                          r.fit.dH_dS_correlation, r.fit.dH_Tc_correlation});
  return table;
}

std::pair<double, double> temperatures_of(const EquilibriumPoints& points) {
  double low = 1e9, high = 0;
  for (const auto& p : points.fractions)
    low = std::min(low, p.temperature_K), high = std::max(high, p.temperature_K);
  for (const auto& p : points.rates)
    low = std::min(low, p.temperature_K), high = std::max(high, p.temperature_K);
  return {low, high};
}

template <typename Value>
void add_curve(const EquilibriumPoints& points, const std::string& label, int color, double margin_K,
               const Value& value, Plot& plot) {
  auto [low, high] = temperatures_of(points);
  low -= margin_K;
  high += margin_K;
  Curve band{.mark = Mark::band, .color = color}, line{.label = label, .mark = Mark::line, .color = color};
  for (int i = 0; i <= curve_points; ++i) {
    const double T = low + (high - low) * i / curve_points;
    const Estimate at = value(T);
    line.x.push_back(T);
    line.y.push_back(at.value);
    band.x.push_back(T);
    band.y_low.push_back(at.value - at.error);
    band.y_high.push_back(at.value + at.error);
  }
  plot.curves.push_back(std::move(band));
  plot.curves.push_back(std::move(line));
}

// G of A is the line of reference; that of B falls below it where B is the stable one.
Plot free_energy_plot(const EquilibriumPoints& points, const std::vector<Route>& routes) {
  Plot plot{.id = "free-energy",
            .title = "Free energies of both states",
            .caption =
                "G of B over that of A, which is the line at zero: dG = dH - T dS, with its standard error. "
                "Where the lines cross, at T_c, both are equally stable; above it B is, driven by entropy, "
                "below it A, by enthalpy (as Supplementary Fig. 24).",
            .x = {"temperature", "K"},
            .y = {"G - G of A", "kJ/mol"}};
  const auto [low, high] = temperatures_of(points);
  const double margin = 0.1 * (high - low);
  plot.curves.push_back(
      {.label = "A", .mark = Mark::line, .color = 0, .x = {low - margin, high + margin}, .y = {0, 0}});
  int color = 1;
  for (const Route& route : routes) {
    add_curve(
        points, "B, " + route.name, color, margin, [&](double T) { return route.fit.free_energy_kJ_mol(T); },
        plot);
    plot.curves.push_back(
        {.label = "T_c, " + route.name,
         .mark = Mark::points,
         .color = color,
         .x = {route.fit.critical_K.value},
         .y = {0},
         .notes = {"T_c = " +
                   format_with_uncertainty(route.fit.critical_K.value, route.fit.critical_K.error) + " K"}});
    ++color;
  }
  return plot;
}

Plot fraction_plot(const EquilibriumPoints& points, const Route& route) {
  Plot plot{.id = "fractions",
            .title = "Share of B in equilibrium",
            .caption = "Line: 1 / (1 + exp(dG / RT)) with its standard error; points: measured.",
            .x = {"temperature", "K"},
            .y = {"fraction of B", ""}};
  add_curve(
      points, "fit", 1, 0, [&](double T) { return route.fit.fraction(T); }, plot);
  Curve data{.label = "measured", .mark = Mark::points, .color = 1};
  for (const auto& p : points.fractions) {
    data.x.push_back(p.temperature_K);
    data.y.push_back(p.fraction);
    if (p.error > 0) data.y_error.push_back(p.error);
  }
  plot.curves.push_back(std::move(data));
  return plot;
}

// Points may have errors or none, but not some.
Plot vant_hoff_plot(const EquilibriumPoints& points, const std::vector<Route>& routes) {
  Plot plot{.id = "vant-hoff",
            .title = "Equilibrium constant",
            .caption =
                "ln K = -dH/(R T) + dS/R, K = [B]/[A], from fractions f as ln(f / (1 - f)) and from rates as "
                "ln(k_forward / k_backward).",
            .x = {"1000 / temperature", "1/K"},
            .y = {"ln K", ""}};
  const auto [low, high] = temperatures_of(points);
  int color = 1;
  for (const Route& route : routes) {
    Curve line{.label = route.name, .mark = Mark::line, .color = color};
    for (const double T : {low, high}) {
      line.x.push_back(1e3 / T);
      line.y.push_back(-route.fit.free_energy_kJ_mol(T).value / thermal_energy_kJ_mol(T));
    }
    plot.curves.push_back(std::move(line));
    Curve data{.mark = Mark::points, .color = color};
    if (&route == &routes.front() && !points.fractions.empty()) {
      for (const auto& p : points.fractions)
        if (p.fraction > 0.01 && p.fraction < 0.99) {
          data.x.push_back(1e3 / p.temperature_K);
          data.y.push_back(std::log(p.fraction / (1 - p.fraction)));
          if (p.error > 0) data.y_error.push_back(p.error / (p.fraction * (1 - p.fraction)));
        }
    } else {
      for (const auto& p : points.rates) {
        data.x.push_back(1e3 / p.temperature_K);
        data.y.push_back(p.ln_forward - p.ln_backward);
        if (p.forward_error > 0 && p.backward_error > 0)
          data.y_error.push_back(std::hypot(p.forward_error, p.backward_error));
      }
    }
    if (data.y_error.size() != data.x.size()) data.y_error.clear();
    plot.curves.push_back(std::move(data));
    ++color;
  }
  return plot;
}

void add_agreement(const std::vector<Route>& routes, StudyResult& result) {
  if (routes.size() < 2) return;
  const spectra::Agreement both = spectra::agreement(routes[0].fit, routes[1].fit);
  result.quantities.push_back(
      {.name = "p_agreement",
       .value = both.p,
       .description = "probability that both routes differ so much in dH and T_c by chance"});
  if (both.p < disagree_below)
    result.warnings.push_back(
        "fractions and rates contradict each other (p = " + format_rounded(both.p, 2) +
        "): the samples may not have reached equilibrium, or A <=> B is not all there is");
}

// Both directions of rates have barriers of their own, whose difference is dH.
void add_barriers(const EquilibriumPoints& points, StudyResult& result) {
  if (points.rates.size() < 3) return;
  std::vector<ArrheniusAnalysis> both;
  for (const bool forward : {true, false}) {
    std::vector<spectra::RatePoint> line;
    for (const auto& p : points.rates)
      line.push_back({p.temperature_K, forward ? p.ln_forward : p.ln_backward,
                      forward ? p.forward_error : p.backward_error});
    both.push_back(analyse_arrhenius(forward ? "forward" : "backward",
                                     {{"direction", std::string(forward ? "forward" : "backward")}},
                                     std::move(line), {}));
  }
  add_arrhenius(both, result);
}

std::string direction_sentence(const TwoStateFit& fit) {
  const bool hot_is_b = fit.dH_kJ_mol.value > 0;
  return std::string(hot_is_b ? "Above" : "Below") +
         " T_c = " + format_with_uncertainty(fit.critical_K.value, fit.critical_K.error) +
         " K B is the stable one: dH is " +
         format_with_uncertainty(fit.dH_kJ_mol.value, fit.dH_kJ_mol.error) + " kJ/mol and dS " +
         format_with_uncertainty(fit.dS_J_molK.value, fit.dS_J_molK.error) + " J/(mol K)";
}

// --- [additive] -------------------------------------------------------------------------------

bool is_rounded(const spectra::OrderFit& fit) {
  return !fit.line.errors_given &&
         std::ranges::any_of(fit.line.points, [](const auto& p) { return p.half_digit > 0; });
}

Plot order_plot(const OrderPoints& data, const spectra::OrderFit& fit) {
  Plot plot{.id = "order",
            .title = "Rate constant against the amount of " + data.amount,
            .caption =
                "k = k_c amount^n is a straight line of slope n on both logarithmic axes. Band: one standard "
                "error; bars: errors of ln k, or half of its last printed digit.",
            .x = {data.amount, data.unit, true},
            .y = {"k", "1/min", true}};
  Curve band{.mark = Mark::band, .color = 0};
  Curve line{.label = "n = " + format_with_uncertainty(fit.order.value, fit.order.error), .color = 0};
  const auto [low, high] = std::ranges::minmax_element(data.points, {}, &spectra::OrderPoint::amount);
  for (int i = 0; i <= curve_points; ++i) {
    const double amount =
        low->amount * std::pow(high->amount / low->amount, static_cast<double>(i) / curve_points);
    const Estimate at = fit.ln_k(amount);
    line.x.push_back(amount);
    line.y.push_back(std::exp(at.value));
    band.x.push_back(amount);
    band.y_low.push_back(std::exp(at.value - at.error));
    band.y_high.push_back(std::exp(at.value + at.error));
  }
  Curve points{.label = "measured", .mark = Mark::points, .color = 0};
  for (const auto& p : data.points) {
    const double k = std::exp(p.ln_k);
    points.x.push_back(p.amount);
    points.y.push_back(k);
    points.y_error.push_back(k * (std::isnan(p.error) ? p.half_digit : p.error));
  }
  plot.curves = {std::move(band), std::move(line), std::move(points)};
  return plot;
}

Table order_table(const OrderPoints& data, const spectra::OrderFit& fit) {
  Table table{.name = "rates",
              .title = "Rate constants and the fitted order",
              .notes = {"amount in " + (data.unit.empty() ? "the unit of the file" : data.unit)},
              .columns = {{"amount", data.amount},
                          {"k_per_min", ""},
                          {"ln_k_per_min", ""},
                          {"ln_k_err", "its standard error, where it is known"},
                          {"ln_k_half_digit", "half of the last printed digit"},
                          {"ln_k_fit", "of the line"},
                          {"ln_k_fit_err", "standard error of the line"}}};
  for (const auto& p : data.points) {
    const Estimate at = fit.ln_k(p.amount);
    table.rows.push_back({p.amount, std::exp(p.ln_k), p.ln_k, std::isnan(p.error) ? Cell() : Cell(p.error),
                          p.half_digit, at.value, at.error});
  }
  return table;
}

}  // namespace

StudyResult run_rates(const Study& study) {
  StudyResult result;
  std::vector<ArrheniusAnalysis> analyses;
  for (const Case& one : study.cases) {
    RatePoints points = read_rates(one);
    const std::string name = one.has("rates.solvent")
                                 ? one.text("rates.solvent")
                                 : std::filesystem::path(one.text("rates.file")).stem().string();
    analyses.push_back(
        analyse_arrhenius(name, one.label, std::move(points.fitted), std::move(points.left_out)));
  }
  add_arrhenius(analyses, result);
  for (const ArrheniusAnalysis& a : analyses) {
    result.headline += (result.headline.empty() ? "In " : "; in ") + a.name + " " + arrhenius_sentence(a);
  }
  result.headline += ".";
  return result;
}

StudyResult run_equilibrium(const Case& one) {
  StudyResult result;
  const EquilibriumPoints points = read_equilibrium(one);
  const std::vector<Route> routes = routes_of(points);
  for (const Route& route : routes) add_route(route, result);
  add_agreement(routes, result);
  result.tables.push_back(route_table(routes));
  result.figures.emplace_back(free_energy_plot(points, routes));
  if (!points.fractions.empty()) result.figures.emplace_back(fraction_plot(points, routes.front()));
  result.figures.emplace_back(vant_hoff_plot(points, routes));
  add_barriers(points, result);
  result.headline = direction_sentence(routes.front().fit) + ", from " + routes.front().name;
  if (routes.size() > 1)
    result.headline +=
        "; forward and backward rates say " +
        format_with_uncertainty(routes[1].fit.critical_K.value, routes[1].fit.critical_K.error) + " K";
  result.headline += ".";
  return result;
}

StudyResult run_additive(const Case& one) {
  StudyResult result;
  const OrderPoints data = read_additive(one);
  const spectra::OrderFit fit = spectra::fit_order(data.points);
  add(result, "order", fit.order, "",
      std::string("in ") + data.amount + ", error " +
          (fit.line.errors_given ? "from those of the rate constants" : "from the scatter about the line"));
  if (is_rounded(fit))
    add(result, "order_with_rounding", {fit.order.value, fit.with_rounding}, "",
        "the same, error with the rounding of the printed numbers");
  add(result, "ln_k_unit", fit.ln_k_unit, "", "ln(k min) at an amount of one");
  result.fits.push_back(fit::summarize(fit.line.problem, fit.line.result));
  result.tables.push_back(order_table(data, fit));
  result.figures.emplace_back(order_plot(data, fit));
  result.headline =
      "The reaction is of order " + format_with_uncertainty(fit.order.value, fit.order.error) + " in " +
      data.amount +
      (is_rounded(fit)
           ? " (± " + format_rounded(fit.with_rounding, 2) + " with the rounding of the printed numbers)"
           : "") +
      "; an order of one is " + format_rounded(fit.sigmas_from(1), 2) + " sigma away.";
  return result;
}

}  // namespace nacre::study
