#include <algorithm>
#include <cmath>

#include "nacre/core/units.hpp"
#include "nacre/study/ligand_mixing_output.hpp"

namespace nacre::study {
namespace {

using ligands::Mixing;
using Values = std::span<const double>;

// One of dH, dS, dG of exchange, as the figures show them.
struct Property {
  const char* id;
  const char* symbol;
  const char* unit;
  double Mixing::*mixing;
  double (*measured)(const ligands::ExchangePoint& point, double temperature_K);
  double (*error)(const ligands::ExchangePoint& point, double temperature_K);
  double (*pure)(double dH_kJ_mol, double dG_kJ_mol, double temperature_K);
};

const Property properties[] = {
    {"enthalpy", "ΔH", "kJ/mol", &Mixing::dH_kJ_mol, [](const auto& p, double) { return p.dH_kJ_mol; },
     [](const auto& p, double) { return std::sqrt(p.covariance[0]); },
     [](double h, double, double) { return h; }},
    {"entropy", "ΔS", "J/(mol K)", &Mixing::dS_J_molK, [](const auto& p, double T) { return p.dS_J_molK(T); },
     [](const auto& p, double T) { return p.dS_error_J_molK(T); },
     [](double h, double g, double T) { return 1e3 * (h - g) / T; }},
    {"free-energy", "ΔG", "kJ/mol", &Mixing::dG_kJ_mol, [](const auto& p, double) { return p.dG_kJ_mol; },
     [](const auto& p, double) { return std::sqrt(p.covariance[2]); },
     [](double, double g, double) { return g; }},
};

enum Color { data_color = 0, lattice_color = 1, regular_color = 2, composition_color = 3, line_color = 7 };

std::string figure_id(const MixingAnalysis& analysis, const std::string& id) {
  return analysis.one->label.empty() ? id : analysis.slug + "-" + id;
}

std::string system_name(const MixingAnalysis& analysis) {
  if (!analysis.one->label.empty() || analysis.ligand_a == "A") return analysis.name;
  return analysis.ligand_a + ":" + analysis.ligand_b;
}

Axis composition_axis(const MixingAnalysis& analysis) {
  return {"mole fraction x of " + analysis.ligand_a, ""};
}

// About sixty compositions that whole numbers of ligands meet.
std::vector<double> whole_compositions(const MixingAnalysis& analysis) {
  const int sites = analysis.context.shell->sites();
  std::vector<double> x;
  for (int n = 0; n < sites; n += 1 + sites / 100) x.push_back(static_cast<double>(n) / sites);
  x.push_back(1);
  return x;
}

double exchange_property(const MixingAnalysis& analysis, const FittedModel& fitted, const Property& property,
                         double x, Values p) {
  const double T = analysis.temperature_K;
  return x * property.pure(p[0], p[1], T) + (1 - x) * property.pure(p[2], p[3], T) +
         mixing_at(analysis, fitted, x, p).*property.mixing;
}

Curve model_curve(const MixingAnalysis& analysis, const FittedModel& fitted, const Property& property,
                  Mark mark, int color) {
  Curve curve{.label = std::string(fitted.model->label),
              .mark = mark,
              .color = color,
              .x = whole_compositions(analysis)};
  for (const double x : curve.x)
    curve.y.push_back(exchange_property(analysis, fitted, property, x, fitted.result.values));
  return curve;
}

// The line between the pure ligands of the chosen model: what would be measured without any mixing.
Curve pure_line(const MixingAnalysis& analysis, const Property& property) {
  const auto& p = analysis.chosen().result.values;
  const double T = analysis.temperature_K;
  return {.label = "linear combination",
          .mark = Mark::line,
          .color = line_color,
          .x = {0, 1},
          .y = {property.pure(p[2], p[3], T), property.pure(p[0], p[1], T)}};
}

// One standard error of the fitted curve, from the covariance of the parameters.
Curve error_band(const MixingAnalysis& analysis, const FittedModel& fitted, const Property& property,
                 int color) {
  Curve band{.label = "68 % band", .mark = Mark::band, .color = color, .x = whole_compositions(analysis)};
  const auto curve = [&](Values p, std::span<double> out) {
    for (std::size_t i = 0; i < band.x.size(); ++i)
      out[i] = exchange_property(analysis, fitted, property, band.x[i], p);
  };
  const std::size_t n = band.x.size();
  const auto covariance = fit::propagate_covariance(fitted.problem, fitted.result, n, curve);
  std::vector<double> middle(n);
  curve(fitted.result.values, middle);
  for (std::size_t i = 0; i < n; ++i) {
    const double error = std::sqrt(covariance[i * n + i]);
    band.y_low.push_back(middle[i] - error);
    band.y_high.push_back(middle[i] + error);
  }
  return band;
}

Curve measured_points(const MixingAnalysis& analysis, const Property& property) {
  Curve points{.label = "calorimetry", .mark = Mark::points, .color = data_color};
  for (const auto& point : analysis.data.points) {
    points.x.push_back(point.x_a);
    points.y.push_back(property.measured(point, analysis.temperature_K));
    points.y_error.push_back(property.error(point, analysis.temperature_K));
  }
  return points;
}

// dG of the regular solution where the shell would split into the two compositions of the common tangent.
void add_common_tangent(const MixingAnalysis& analysis, const FittedModel& regular, Plot& plot) {
  const double xi_G = 1e3 * regular.result.values[4] / (gas_constant_J_molK * analysis.temperature_K);
  const auto boundary = ligands::regular_phase_boundary(xi_G);
  if (std::isnan(boundary.binodal_x)) return;
  Curve tangent{.label = "common tangent",
                .mark = Mark::dashed,
                .color = regular_color,
                .x = {boundary.binodal_x, 1 - boundary.binodal_x}};
  for (const double x : tangent.x)
    tangent.y.push_back(exchange_property(analysis, regular, properties[2], x, regular.result.values));
  plot.curves.push_back(std::move(tangent));
}

Curve configurational_entropy(const MixingAnalysis& analysis) {
  Property configuration = properties[1];
  configuration.mixing = &Mixing::dS_conf_J_molK;
  Curve curve = model_curve(analysis, analysis.chosen(), configuration, Mark::dashed, lattice_color);
  curve.label = "of which configurational";
  return curve;
}

Plot exchange_plot(const MixingAnalysis& analysis, const Property& property) {
  Plot plot{.id = figure_id(analysis, property.id),
            .title = std::string(property.symbol) + " of exchange, " + system_name(analysis),
            .caption =
                "Points: titrations with the standard errors that the fit uses. The straight line is the "
                "linear combination of the pure ligands: what lies off it is mixing.",
            .x = composition_axis(analysis),
            .y = {property.symbol, property.unit}};
  const FittedModel& chosen = analysis.chosen();
  plot.curves.push_back(error_band(analysis, chosen, property, lattice_color));
  plot.curves.push_back(pure_line(analysis, property));
  const FittedModel& regular = *analysis.find("regular-enthalpy");
  plot.curves.push_back(model_curve(analysis, regular, property, Mark::line, regular_color));
  if (property.mixing == &Mixing::dG_kJ_mol) add_common_tangent(analysis, regular, plot);
  for (const char* name : {"lattice", "lattice-composition"}) {
    const FittedModel& lattice = *analysis.find(name);
    const bool owns = &lattice == &chosen;
    plot.curves.push_back(model_curve(analysis, lattice, property, owns ? Mark::line : Mark::dashed,
                                      owns ? lattice_color : composition_color));
  }
  if (property.mixing == &Mixing::dS_J_molK) plot.curves.push_back(configurational_entropy(analysis));
  plot.curves.push_back(measured_points(analysis, property));
  return plot;
}

Plot residual_plot(const MixingAnalysis& analysis) {
  Plot plot{.id = figure_id(analysis, "residuals"),
            .title = "Residuals of the " + std::string(analysis.chosen().model->label) + " model",
            .caption = "Model minus data in standard errors. About two thirds should lie within 1.",
            .x = composition_axis(analysis),
            .y = {"(model − data) / σ", ""}};
  plot.curves.push_back({.label = "", .mark = Mark::line, .color = line_color, .x = {0, 1}, .y = {0, 0}});
  for (const std::size_t i : {std::size_t{0}, std::size_t{2}}) {
    Curve curve{.label = properties[i].symbol, .mark = Mark::points, .color = static_cast<int>(i / 2)};
    for (const auto& point : analysis.data.points) {
      const double fitted = exchange_property(analysis, analysis.chosen(), properties[i], point.x_a,
                                              analysis.chosen().result.values);
      curve.x.push_back(point.x_a);
      curve.y.push_back((fitted - properties[i].measured(point, analysis.temperature_K)) /
                        properties[i].error(point, analysis.temperature_K));
    }
    plot.curves.push_back(std::move(curve));
  }
  return plot;
}

Plot mixing_plot(const MixingAnalysis& analysis) {
  struct Line {
    const char* label;
    double Mixing::*property;
    double scale;
    Mark mark;
    int color;
  };
  const double kilo_T = 1e-3 * analysis.temperature_K;
  const Line lines[] = {{"ΔH_mix", &Mixing::dH_kJ_mol, 1, Mark::line, 1},
                        {"TΔS_mix", &Mixing::dS_J_molK, kilo_T, Mark::line, 2},
                        {"TΔS_conf", &Mixing::dS_conf_J_molK, kilo_T, Mark::dashed, 2},
                        {"ΔG_mix", &Mixing::dG_kJ_mol, 1, Mark::line, 0}};
  Plot plot{.id = figure_id(analysis, "mixing"),
            .title = "Mixing alone, " + system_name(analysis),
            .caption = "The chosen model (" + std::string(analysis.chosen().model->label) +
                       ") without the pure ligands: ΔG_mix = ΔH_mix − TΔS_mix.",
            .x = composition_axis(analysis),
            .y = {"mixing", "kJ/mol"}};
  for (const Line& line : lines) {
    Curve curve{
        .label = line.label, .mark = line.mark, .color = line.color, .x = whole_compositions(analysis)};
    for (const double x : curve.x)
      curve.y.push_back(line.scale *
                        mixing_at(analysis, analysis.chosen(), x, analysis.chosen().result.values).*
                            line.property);
    plot.curves.push_back(std::move(curve));
  }
  return plot;
}

// chi_H or chi_S, from chi_G and chi_H.
struct Interaction {
  const char* id;
  const char* symbol;
  const char* unit;
  double (*value)(double chi_G_RT, double chi_H_kJ_mol, double temperature_K);
};

const Interaction interactions[] = {
    {"interaction-h", "χ_H", "kJ/mol", [](double, double chi_H, double) { return chi_H; }},
    {"interaction-s", "χ_S", "J/(mol K)", ligands::interaction_entropy_J_molK},
};

Plot interaction_plot(const MixingAnalysis& analysis, const Interaction& interaction) {
  const std::string symbol = interaction.symbol;
  Plot plot{
      .id = figure_id(analysis, interaction.id),
      .title = symbol + " against composition, " + system_name(analysis),
      .caption = symbol +
                 " of the constant and of the composition-dependent lattice model (paper eq 5), with one "
                 "standard error of the latter.",
      .x = composition_axis(analysis),
      .y = {symbol, interaction.unit}};
  const double T = analysis.temperature_K;
  const FittedModel& dependent = *analysis.find("lattice-composition");
  Curve band{.label = "68 % band", .mark = Mark::band, .color = composition_color};
  Curve line{.label = "composition-dependent", .mark = Mark::line, .color = composition_color};
  for (int i = 0; i <= 20; ++i) {
    const double x = i / 20.0;
    const Derived chi = analysis.derive(dependent, [&](Values p) {
      return interaction.value(p[4] * x + p[5] * (1 - x), p[6] * x + p[7] * (1 - x), T);
    });
    band.x.push_back(x);
    band.y_low.push_back(chi.value - chi.error);
    band.y_high.push_back(chi.value + chi.error);
    line.x.push_back(x);
    line.y.push_back(chi.value);
  }
  const auto& constant = analysis.find("lattice")->result.values;
  const double flat = interaction.value(constant[4], constant[5], T);
  plot.curves = {
      std::move(band),
      std::move(line),
      {.label = "constant", .mark = Mark::line, .color = lattice_color, .x = {0, 1}, .y = {flat, flat}}};
  return plot;
}

Plot compensation_plot(const MixingAnalysis& analysis) {
  const ligands::Compensation& line = analysis.compensation;
  Plot plot{.id = figure_id(analysis, "compensation"),
            .title = "Enthalpy–entropy compensation, " + system_name(analysis),
            .caption = "ΔH against ΔS of all titrations. The slope is T_comp = " +
                       format_with_uncertainty(line.temperature_K, line.temperature_error_K) +
                       " K, fitted with the correlated errors of both coordinates. A slope equal to the "
                       "temperature of the experiment would leave ΔG as it is.",
            .x = {"ΔS", "J/(mol K)"},
            .y = {"ΔH", "kJ/mol"}};
  Curve points{.label = "calorimetry", .mark = Mark::points, .color = data_color};
  for (const auto& point : analysis.data.points) {
    points.x.push_back(point.dS_J_molK(analysis.temperature_K));
    points.y.push_back(point.dH_kJ_mol);
    points.y_error.push_back(std::sqrt(point.covariance[0]));
    points.notes.push_back("x = " + format_number(point.x_a));
  }
  const auto [low, high] = std::ranges::minmax(points.x);
  Curve fitted{.label = "fit", .mark = Mark::line, .color = lattice_color, .x = {low, high}};
  for (const double s : fitted.x) fitted.y.push_back(line.intercept_kJ_mol + 1e-3 * line.temperature_K * s);
  if (line.determined) plot.curves.push_back(std::move(fitted));
  plot.curves.push_back(std::move(points));
  return plot;
}

CorrelationMap correlation_map(const MixingAnalysis& analysis) {
  const FitSummary summary = fit::summarize(analysis.chosen().problem, analysis.chosen().result);
  return {.id = figure_id(analysis, "correlations"),
          .title = "Correlations of the parameters",
          .caption = "Of the " + std::string(analysis.chosen().model->label) +
                     " model, from the covariance of the fit.",
          .names = summary.free_names,
          .values = summary.correlations};
}

}  // namespace

std::vector<Figure> mixing_figures(const MixingAnalysis& analysis, bool brief) {
  std::vector<Figure> figures;
  if (analysis.forward()) return {mixing_plot(analysis)};
  for (const Property& property : properties) figures.emplace_back(exchange_plot(analysis, property));
  if (brief) return figures;
  figures.emplace_back(residual_plot(analysis));
  figures.emplace_back(mixing_plot(analysis));
  for (const Interaction& one : interactions) figures.emplace_back(interaction_plot(analysis, one));
  figures.emplace_back(compensation_plot(analysis));
  figures.emplace_back(correlation_map(analysis));
  return figures;
}

}  // namespace nacre::study
