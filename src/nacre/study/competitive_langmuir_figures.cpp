#include <cmath>

#include "nacre/core/units.hpp"
#include "nacre/study/competitive_langmuir_output.hpp"

namespace nacre::study {
namespace {

constexpr int solution_color = 2;
constexpr int surface_color = 1;
constexpr int line_points = 100;

// What one of the three figures shows.
struct Shown {
  const char* id;
  const char* symbol;
  const char* unit;
  double (*measured)(const ligands::ExchangePoint& point, double temperature_K);
  double (*error)(const ligands::ExchangePoint& point, double temperature_K);
  double (*modelled)(const ligands::Exchange& exchange, double temperature_K);
};

constexpr Shown all_shown[] = {
    {"dh", "ΔH", "kJ/mol", [](const ligands::ExchangePoint& p, double) { return p.dH_kJ_mol; },
     [](const ligands::ExchangePoint& p, double) { return std::sqrt(p.covariance[0]); },
     [](const ligands::Exchange& e, double) { return e.dH_kJ_mol; }},
    {"ds", "ΔS", "J/(mol K)", [](const ligands::ExchangePoint& p, double T) { return p.dS_J_molK(T); },
     [](const ligands::ExchangePoint& p, double T) { return p.dS_error_J_molK(T); },
     [](const ligands::Exchange& e, double T) { return 1e3 * (e.dH_kJ_mol - e.dG_kJ_mol) / T; }},
    {"dg", "ΔG", "kJ/mol", [](const ligands::ExchangePoint& p, double) { return p.dG_kJ_mol; },
     [](const ligands::ExchangePoint& p, double) { return std::sqrt(p.covariance[2]); },
     [](const ligands::Exchange& e, double) { return e.dG_kJ_mol; }}};

std::string suffix(const LangmuirAnalysis& analysis, bool several) {
  return several ? "-" + analysis.slug : "";
}

std::string title_end(const LangmuirAnalysis& analysis, bool several) {
  return several ? ", " + analysis.name : "";
}

Curve point_curve(const LangmuirAnalysis& analysis, const LangmuirFit& fitted, const Shown& shown,
                  const std::string& label, int color) {
  Curve curve{.label = label, .mark = Mark::points, .color = color};
  const double T = analysis.pure.temperature_K;
  for (const auto& point : fitted.points) {
    curve.x.push_back(point.x_a);
    curve.y.push_back(shown.measured(point, T));
    curve.y_error.push_back(shown.error(point, T));
  }
  return curve;
}

Curve model_curve(const LangmuirAnalysis& analysis, const LangmuirFit& fitted, const Shown& shown,
                  const std::string& label, int color) {
  Curve curve{.label = label, .mark = Mark::line, .color = color};
  const auto& model = ligands::mixing_model("lattice");
  for (int i = 0; i <= line_points; ++i) {
    curve.x.push_back(static_cast<double>(i) / line_points);
    const auto exchange = ligands::exchange_at(curve.x.back(), fitted.result.values, model, analysis.context);
    curve.y.push_back(shown.modelled(exchange, analysis.pure.temperature_K));
  }
  return curve;
}

Curve pure_line(const LangmuirAnalysis& analysis, const Shown& shown) {
  const auto& model = ligands::mixing_model("linear-combination");
  Curve curve{.label = "between the pure ligands", .mark = Mark::dashed, .color = 7};
  for (const double x : {0.0, 1.0}) {
    curve.x.push_back(x);
    curve.y.push_back(
        shown.modelled(ligands::exchange_at(x, analysis.solution.result.values, model, analysis.context),
                       analysis.pure.temperature_K));
  }
  return curve;
}

Plot exchange_plot(const LangmuirAnalysis& analysis, const Shown& shown, bool several) {
  Plot plot{.id = std::string("exchange-") + shown.id + suffix(analysis, several),
            .title = std::string(shown.symbol) + " at both compositions" + title_end(analysis, several),
            .caption =
                "The titrations at the composition of the solution and at that of the shell (S25), each with "
                "the lattice model fitted to it.",
            .x = {"mole fraction of " + analysis.ligand_a, ""},
            .y = {shown.symbol, shown.unit}};
  plot.curves = {
      pure_line(analysis, shown),
      model_curve(analysis, analysis.solution, shown, "fit, solution", solution_color),
      model_curve(analysis, analysis.surface, shown, "fit, surface", surface_color),
      point_curve(analysis, analysis.solution, shown, "in solution", solution_color),
      point_curve(analysis, analysis.surface, shown, "on the surface", surface_color),
  };
  return plot;
}

void add_langmuir_curve(const LangmuirAnalysis& analysis, Plot& plot) {
  Curve line{.label = "competitive Langmuir", .mark = Mark::line, .color = surface_color};
  Curve band{.label = "its standard error", .mark = Mark::band, .color = surface_color};
  const double ln_ratio = analysis.pure.ln_ratio();
  for (int i = 0; i <= line_points; ++i) {
    const double x = static_cast<double>(i) / line_points;
    const double x_s = ligands::surface_fraction(x, ln_ratio);
    const double error = ligands::surface_fraction_error(x, ln_ratio, analysis.pure.ln_ratio_error());
    line.x.push_back(x);
    line.y.push_back(x_s);
    band.x.push_back(x);
    band.y_low.push_back(x_s - error);
    band.y_high.push_back(x_s + error);
  }
  plot.curves.push_back(std::move(band));
  plot.curves.push_back(std::move(line));
}

Plot composition_plot(const LangmuirAnalysis& analysis, bool several) {
  Plot plot{.id = "composition" + suffix(analysis, several),
            .title = "Composition of the shell" + title_end(analysis, several),
            .caption =
                "Share of " + analysis.ligand_a +
                " among the bound ligands where it is preferred by K_a/K_b = " +
                format_with_uncertainty(std::exp(analysis.pure.ln_ratio()),
                                        std::exp(analysis.pure.ln_ratio()) * analysis.pure.ln_ratio_error()) +
                " (S25). Points: the titrations. Dashed: the composition of the solution.",
            .x = {"mole fraction of " + analysis.ligand_a + " in solution", ""},
            .y = {"mole fraction of " + analysis.ligand_a + " on the surface", ""}};
  add_langmuir_curve(analysis, plot);
  plot.curves.push_back(
      {.label = "as in solution", .mark = Mark::dashed, .color = solution_color, .x = {0, 1}, .y = {0, 1}});
  Curve points{.label = "titrations", .mark = Mark::points, .color = surface_color};
  for (const auto& point : analysis.data.points) {
    const auto coverage = analysis.pure.coverage(point.x_a);
    points.x.push_back(point.x_a);
    points.y.push_back(coverage.fraction_a());
    points.notes.push_back("coverage " + format_rounded(coverage.total()));
  }
  plot.curves.push_back(std::move(points));
  return plot;
}

}  // namespace

std::vector<Figure> langmuir_figures(const LangmuirAnalysis& analysis, bool several) {
  std::vector<Figure> figures{composition_plot(analysis, several)};
  for (const Shown& shown : all_shown) figures.emplace_back(exchange_plot(analysis, shown, several));
  return figures;
}

}  // namespace nacre::study
