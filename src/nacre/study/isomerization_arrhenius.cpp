#include "nacre/study/isomerization_arrhenius.hpp"

#include <algorithm>
#include <cmath>

#include "nacre/core/units.hpp"

namespace nacre::study {
namespace {

using spectra::ArrheniusFit;
using spectra::RatePoint;

constexpr int line_points = 60;
constexpr double ln_60 = 4.0943445622221;

bool is_rounded(const ArrheniusAnalysis& analysis) {
  return std::ranges::any_of(analysis.points, [](const RatePoint& p) { return p.half_digit > 0; }) &&
         !analysis.arrhenius.line.errors_given;
}

std::string origin_of_errors(const ArrheniusAnalysis& analysis) {
  return analysis.arrhenius.line.errors_given ? "from the errors of the rate constants"
                                              : "from the scatter about the line";
}

void add_quantity(const ArrheniusAnalysis& analysis, const char* name, spectra::Estimate estimate,
                  const char* unit, const std::string& description, StudyResult& result) {
  result.quantities.push_back({.name = name,
                               .value = estimate.value,
                               .uncertainty = estimate.error,
                               .unit = unit,
                               .description = description,
                               .case_label = analysis.label});
}

void add_quantities(const ArrheniusAnalysis& a, StudyResult& result) {
  const std::string errors = ", error " + origin_of_errors(a);
  const double E = a.arrhenius.activation_energy_kJ_mol.value;
  add_quantity(a, "E_a", a.arrhenius.activation_energy_kJ_mol, "kJ/mol", "activation energy" + errors,
               result);
  if (is_rounded(a))
    add_quantity(a, "E_a_with_rounding", {E, a.arrhenius.with_rounding_kJ_mol}, "kJ/mol",
                 "the same, error with the rounding of the printed numbers", result);
  if (a.with_left_out)
    add_quantity(a, "E_a_all_points", a.with_left_out->activation_energy_kJ_mol, "kJ/mol",
                 "the same from all points, those left out too", result);
  add_quantity(a, "ln_A", a.arrhenius.ln_A, "", "ln(A s), A the prefactor" + errors, result);
  add_quantity(a, "activation_enthalpy", a.eyring.enthalpy_kJ_mol, "kJ/mol",
               "of the Eyring equation" + errors, result);
  add_quantity(a, "activation_entropy", a.eyring.entropy_J_molK, "J/(mol K)",
               "of the Eyring equation" + errors, result);
  add_quantity(a, "activation_free_energy", a.eyring.free_energy_kJ_mol, "kJ/mol",
               "at the middle of the temperatures, " + format_rounded(a.eyring.middle_K, 5) + " K", result);
}

std::vector<Cell> point_row(const ArrheniusAnalysis& a, const RatePoint& p, bool used) {
  const spectra::Estimate fit = a.arrhenius.ln_k(p.temperature_K);
  return {a.name,
          p.temperature_K,
          std::exp(p.ln_k) * 60,
          p.ln_k + ln_60,
          std::isnan(p.error) ? Cell() : Cell(p.error),
          p.half_digit,
          fit.value + ln_60,
          fit.error,
          p.ln_k - fit.value,
          used ? "fitted" : "left out"};
}

Table rate_table(const std::vector<ArrheniusAnalysis>& analyses) {
  Table table{.name = "rates",
              .title = "Rate constants and the Arrhenius line",
              .columns = {{"series", ""},
                          {"temperature_K", ""},
                          {"k_per_min", "rate constant"},
                          {"ln_k_per_min", "its natural logarithm"},
                          {"ln_k_err", "its standard error, where it is known"},
                          {"ln_k_half_digit", "half of the last printed digit"},
                          {"ln_k_fit", "of the Arrhenius line"},
                          {"ln_k_fit_err", "standard error of the line"},
                          {"difference", "ln k minus the line"},
                          {"use", ""}}};
  for (const ArrheniusAnalysis& a : analyses) {
    for (const RatePoint& p : a.points) table.rows.push_back(point_row(a, p, true));
    for (const RatePoint& p : a.left_out) table.rows.push_back(point_row(a, p, false));
  }
  return table;
}

std::vector<Cell> fit_row(const ArrheniusAnalysis& a, const char* which, const ArrheniusFit& fit,
                          const spectra::EyringFit* eyring) {
  const auto cell = [&](double spectra::EyringFit::*value) {
    return eyring == nullptr ? Cell() : Cell(eyring->*value);
  };
  const auto part = [&](spectra::Estimate spectra::EyringFit::*value, bool error) {
    if (eyring == nullptr) return Cell();
    return Cell(error ? (eyring->*value).error : (eyring->*value).value);
  };
  return {a.name,
          which,
          static_cast<std::int64_t>(fit.line.points.size()),
          fit.activation_energy_kJ_mol.value,
          fit.activation_energy_kJ_mol.error,
          fit.with_rounding_kJ_mol,
          fit.rounding_reach_kJ_mol,
          fit.ln_A.value,
          fit.ln_A.error,
          fit.ln_A_with_rounding,
          part(&spectra::EyringFit::enthalpy_kJ_mol, false),
          part(&spectra::EyringFit::enthalpy_kJ_mol, true),
          cell(&spectra::EyringFit::enthalpy_with_rounding_kJ_mol),
          part(&spectra::EyringFit::entropy_J_molK, false),
          part(&spectra::EyringFit::entropy_J_molK, true),
          cell(&spectra::EyringFit::entropy_with_rounding_J_molK)};
}

Table fit_table(const std::vector<ArrheniusAnalysis>& analyses) {
  Table table{
      .name = "activation",
      .title = "Activation parameters and their errors",
      .notes =
          {"_with_rounding: standard error if each ln k was drawn about the line with the scatter and then "
           "printed with as many digits as it has",
           "rounding_reach: how far other digits behind the printed ones can move E_a at most"},
      .columns = {{"series", ""},
                  {"points", "which of them"},
                  {"n", "points"},
                  {"E_a_kJ_mol", "activation energy"},
                  {"E_a_err", "standard error"},
                  {"E_a_with_rounding", "standard error with rounding"},
                  {"rounding_reach", "kJ/mol"},
                  {"ln_A", "ln(A s)"},
                  {"ln_A_err", ""},
                  {"ln_A_with_rounding", ""},
                  {"enthalpy_kJ_mol", "of activation, Eyring"},
                  {"enthalpy_err", ""},
                  {"enthalpy_with_rounding", ""},
                  {"entropy_J_molK", "of activation, Eyring"},
                  {"entropy_err", ""},
                  {"entropy_with_rounding", ""}}};
  for (const ArrheniusAnalysis& a : analyses) {
    table.rows.push_back(fit_row(a, "fitted", a.arrhenius, &a.eyring));
    if (a.with_left_out) table.rows.push_back(fit_row(a, "all", *a.with_left_out, nullptr));
  }
  return table;
}

double reciprocal(double temperature_K) { return 1e3 / temperature_K; }

Curve point_curve(const std::vector<RatePoint>& points, const std::string& label, int color, bool over_T) {
  Curve curve{.label = label, .mark = Mark::points, .color = color};
  bool errors = false;
  for (const RatePoint& p : points) {
    curve.x.push_back(reciprocal(p.temperature_K));
    curve.y.push_back(p.ln_k - (over_T ? std::log(p.temperature_K) : -ln_60));
    curve.notes.push_back(format_rounded(p.temperature_K - 273.15, 4) + " degC");
    curve.y_error.push_back(std::isnan(p.error) ? p.half_digit : p.error);
    errors = errors || curve.y_error.back() > 0;
  }
  if (!errors) curve.y_error.clear();
  return curve;
}

std::pair<double, double> range_of(const ArrheniusAnalysis& a) {
  double low = 1e9, high = 0;
  for (const auto* list : {&a.points, &a.left_out})
    for (const RatePoint& p : *list) {
      low = std::min(low, reciprocal(p.temperature_K));
      high = std::max(high, reciprocal(p.temperature_K));
    }
  return {low, high};
}

void add_line(const ArrheniusAnalysis& a, int color, bool over_T, Plot& plot) {
  Curve band{.mark = Mark::band, .color = color};
  Curve line{.label = a.name + (over_T ? ", Eyring" : ", fit"), .mark = Mark::line, .color = color};
  const auto [low, high] = range_of(a);
  for (int i = 0; i <= line_points; ++i) {
    const double x = low + (high - low) * i / line_points, T = 1e3 / x;
    const spectra::Estimate at = over_T ? a.eyring.ln_k_over_T(T) : a.arrhenius.ln_k(T);
    const double y = at.value + (over_T ? 0 : ln_60);
    line.x.push_back(x);
    line.y.push_back(y);
    band.x.push_back(x);
    band.y_low.push_back(y - at.error);
    band.y_high.push_back(y + at.error);
  }
  if (std::isfinite(band.y_low.front())) plot.curves.push_back(std::move(band));
  plot.curves.push_back(std::move(line));
}

Plot line_plot(const std::vector<ArrheniusAnalysis>& analyses, bool over_T) {
  Plot plot{.id = over_T ? "eyring" : "arrhenius",
            .title = over_T ? "Eyring plot" : "Arrhenius plot",
            .caption =
                over_T
                    ? "ln(k/T) = ln(k_B/h) + dS/R - dH/(R T), k in 1/s. Band: one standard error of the line."
                    : "ln k = ln A - E_a/(R T). Band: one standard error of the line; bars: errors of ln k, "
                      "or half of its last printed digit.",
            .x = {"1000 / temperature", "1/K"},
            .y = {over_T ? "ln(k/T)" : "ln k", over_T ? "k in 1/s" : "k in 1/min"}};
  int color = 0;
  for (const ArrheniusAnalysis& a : analyses) {
    add_line(a, color, over_T, plot);
    plot.curves.push_back(point_curve(a.points, a.name, color, over_T));
    if (!a.left_out.empty())
      plot.curves.push_back(point_curve(a.left_out, a.name + ", left out", color + 5, over_T));
    ++color;
  }
  return plot;
}

}  // namespace

ArrheniusAnalysis analyse_arrhenius(std::string name, CaseLabel label, std::vector<RatePoint> points,
                                    std::vector<RatePoint> left_out) {
  ArrheniusAnalysis a{.name = std::move(name),
                      .label = std::move(label),
                      .points = std::move(points),
                      .left_out = std::move(left_out)};
  a.arrhenius = spectra::fit_arrhenius(a.points);
  a.eyring = spectra::fit_eyring(a.points);
  if (a.left_out.empty()) return a;
  std::vector<RatePoint> all = a.points;
  all.insert(all.end(), a.left_out.begin(), a.left_out.end());
  a.with_left_out = spectra::fit_arrhenius(all);
  return a;
}

void add_arrhenius(const std::vector<ArrheniusAnalysis>& analyses, StudyResult& result) {
  for (const ArrheniusAnalysis& a : analyses) {
    add_quantities(a, result);
    for (const auto* line : {&a.arrhenius.line, &a.eyring.line}) {
      FitSummary summary = fit::summarize(line->problem, line->result);
      summary.name = a.name + ", " + summary.name;
      result.fits.push_back(std::move(summary));
    }
  }
  result.tables.push_back(rate_table(analyses));
  result.tables.push_back(fit_table(analyses));
  result.figures.emplace_back(line_plot(analyses, false));
  result.figures.emplace_back(line_plot(analyses, true));
}

std::string arrhenius_sentence(const ArrheniusAnalysis& a) {
  const spectra::Estimate& E = a.arrhenius.activation_energy_kJ_mol;
  std::string text = "the activation energy is " + format_with_uncertainty(E.value, E.error) + " kJ/mol";
  if (is_rounded(a))
    text += " (± " + format_rounded(a.arrhenius.with_rounding_kJ_mol, 2) +
            " with the rounding of the printed numbers)";
  return text;
}

}  // namespace nacre::study
