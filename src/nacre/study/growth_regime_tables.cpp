// Quantities and tables of a growth-regime study.
#include <cmath>

#include "nacre/study/growth_regime_output.hpp"

namespace nacre::study {
namespace {

using growth::Hypothesis;
using growth::RegimeTest;

constexpr double predicted[] = {growth::reaction_exponent, growth::diffusion_exponent,
                                growth::paper_exponent};

const char* name_of(double exponent) {
  if (exponent == growth::reaction_exponent) return "reaction (eq 3)";
  if (exponent == growth::diffusion_exponent) return "diffusion (eq 2)";
  if (exponent == growth::threshold_exponent) return "steady monomer (eq 5)";
  if (exponent == growth::paper_exponent) return "1/r^4";
  return "rate as r";
}

// Root mean square of r1 minus its prediction from r2 and the reference row, as in the paper's Figure 4.
double miss_nm(const RegimeData& data, double exponent) {
  double sum = 0;
  for (const growth::BimodalPoint& point : data.bimodal.points) {
    const double r1_nm = growth::predicted_r1_nm(point.r2_nm, exponent, data.reference_pair());
    sum += (r1_nm - point.r1_nm) * (r1_nm - point.r1_nm);
  }
  return std::sqrt(sum / static_cast<double>(data.bimodal.points.size()));
}

std::vector<Cell> hypothesis_row(const RegimeAnalysis& analysis, const char* name, const Hypothesis& one) {
  const bool holds = one.p_exponent >= analysis.significance;
  return {analysis.name,
          name,
          one.exponent,
          one.result.chi2,
          std::int64_t{one.result.n_data - one.result.n_free},
          one.p_fit,
          one.delta_chi2,
          one.p_exponent,
          one.result.aic() - analysis.test.best.aic(),
          miss_nm(analysis.data, one.exponent),
          holds ? "possible" : "excluded"};
}

// Its chi2 is the lowest unless a bound of the study keeps it from that.
std::vector<Cell> fitted_row(const RegimeAnalysis& analysis) {
  const RegimeTest& test = analysis.test;
  const Hypothesis fitted = growth::test_exponent(test, test.best.values[0]);
  return {analysis.name,
          "fitted",
          test.best.values[0],
          test.best.chi2,
          std::int64_t{test.best.n_data - test.best.n_free},
          test.p_fit,
          fitted.delta_chi2,
          Cell(),
          0.0,
          miss_nm(analysis.data, test.best.values[0]),
          "fitted"};
}

void add_predictions(const RegimeAnalysis& analysis, Table& table) {
  const RegimeData& data = analysis.data;
  const RegimeTest& test = analysis.test;
  for (std::size_t i = 0; i < data.bimodal.points.size(); ++i) {
    const growth::BimodalPoint& point = data.bimodal.points[i];
    std::vector<Cell> row{analysis.name, data.time_s.empty() ? Cell() : Cell(data.time_s[i]),
                          point.r1_nm,   point.r1_err_nm,
                          point.r2_nm,   point.r2_err_nm};
    for (const double exponent : predicted)
      row.emplace_back(growth::predicted_r1_nm(point.r2_nm, exponent, data.reference_pair()));
    const auto nearest =
        growth::nearest_pair(point, test.exponent(), growth::reference_pair(data.bimodal, test.chosen()));
    row.emplace_back(nearest.pair.r1_nm);
    row.emplace_back(nearest.pair.r2_nm);
    row.emplace_back(nearest.distance);
    table.rows.push_back(std::move(row));
  }
}

Quantity quantity(const RegimeAnalysis& analysis, const char* name, double value, const char* unit,
                  const char* description) {
  return {.name = name,
          .value = value,
          .unit = unit,
          .description = description,
          .case_label = analysis.one->label};
}

// The exponent plus a shift, with error and interval.
Quantity exponent_quantity(const RegimeAnalysis& analysis, const char* name, double shift,
                           const char* description) {
  Quantity result = quantity(analysis, name, analysis.test.exponent() + shift, "", description);
  if (analysis.test.given) return result;
  const bool determined = !(analysis.test.open_below() && analysis.test.open_above());
  if (determined && !analysis.test.best.at_bound[0]) result.uncertainty = analysis.test.best.uncertainties[0];
  const auto [low, high] = analysis.test.interval();
  result.interval = {low + shift, high + shift};
  return result;
}

}  // namespace

std::vector<Quantity> regime_quantities(const RegimeAnalysis& analysis) {
  const RegimeTest& test = analysis.test;
  std::vector<Quantity> list;
  list.push_back(exponent_quantity(analysis, "exponent", 0, "m of dr/dt = a(t) / r^m"));
  list.push_back(
      quantity(analysis, "p_reaction", test.at(growth::reaction_exponent).p_exponent, "",
               "probability that a free exponent fits so much better, if growth is under reaction control"));
  list.push_back(quantity(analysis, "p_diffusion", test.at(growth::diffusion_exponent).p_exponent, "",
                          "the same under diffusion control"));
  list.push_back(quantity(analysis, "p_steady", test.at(growth::threshold_exponent).p_exponent, "",
                          "the same if growth leaves the monomer concentration as it is, m = 2"));
  if (analysis.data.bimodal.errors_known)
    list.push_back(
        quantity(analysis, "p_fit", test.given ? test.given->p_fit : test.p_fit, "",
                 "probability that chi2 is so large, if growth follows the law with this exponent"));
  list.push_back(exponent_quantity(analysis, "monomer_exponent", -growth::threshold_exponent,
                                   "of [M] against radius at a steady supply of monomer (eq 5)"));
  return list;
}

FitSummary regime_summary(const RegimeAnalysis& analysis) {
  FitSummary summary = fit::summarize(analysis.test.problem, analysis.test.best);
  summary.scaling += "; " + analysis.data.error_statement;
  return summary;
}

Table regime_verdict_table(const std::vector<RegimeAnalysis>& analyses) {
  Table table{.name = "verdicts",
              .title = "Growth regimes",
              .notes = {"a hypothesis is excluded where p is below the significance of the study"},
              .columns = {{"series", ""},
                          {"exponent", "fitted m of dr/dt = a(t) / r^m"},
                          {"exponent_err", "its standard error"},
                          {"exponent_low", "68 % profile interval"},
                          {"exponent_high", ""},
                          {"regime", ""},
                          {"why", ""},
                          {"supersaturation", "eq 5"}}};
  for (const RegimeAnalysis& one : analyses) {
    const fit::Result& best = one.test.best;
    const auto [low, high] = one.test.interval();
    table.rows.push_back({one.name, best.values[0], best.uncertainties[0], low, high,
                          std::string(to_string(one.regime)), regime_sentence(one),
                          supersaturation_sentence(one)});
  }
  return table;
}

Table regime_hypothesis_table(const std::vector<RegimeAnalysis>& analyses) {
  Table table{
      .name = "hypotheses",
      .title = "Which exponents the data allow",
      .notes =
          {"each fitted to both populations with their errors; p_exponent by the likelihood ratio to the "
           "free exponent, an F test where errors are not given"},
      .columns = {{"series", ""},
                  {"hypothesis", ""},
                  {"exponent", "m of dr/dt = a(t) / r^m"},
                  {"chi2", ""},
                  {"dof", "degrees of freedom"},
                  {"p_fit", "that chi2 is so large if the hypothesis is true"},
                  {"delta_chi2", "above the lowest"},
                  {"p_exponent", "that it is so large if the hypothesis is true"},
                  {"delta_aic", "above the free exponent"},
                  {"miss_nm", "root mean square of r1 minus its prediction from r2 and the reference row"},
                  {"verdict", ""}}};
  for (const RegimeAnalysis& one : analyses) {
    for (const Hypothesis& hypothesis : one.test.hypotheses)
      table.rows.push_back(hypothesis_row(one, name_of(hypothesis.exponent), hypothesis));
    if (one.test.given) table.rows.push_back(hypothesis_row(one, "given", *one.test.given));
    table.rows.push_back(fitted_row(one));
  }
  return table;
}

Table regime_prediction_table(const std::vector<RegimeAnalysis>& analyses) {
  Table table{.name = "predictions",
              .title = "Radii as measured, predicted and fitted",
              .notes = {"predictions of r1 from the measured r2 and the reference row (eqs 2, 3, 1/r^4)"},
              .columns = {{"series", ""},
                          {"time_s", ""},
                          {"r1_nm", "measured"},
                          {"r1_err_nm", "its standard error"},
                          {"r2_nm", "measured"},
                          {"r2_err_nm", "its standard error"},
                          {"r1_reaction_nm", "predicted, eq 3"},
                          {"r1_diffusion_nm", "predicted, eq 2"},
                          {"r1_inverse_4_nm", "predicted, rate as 1/r^4"},
                          {"r1_fit_nm", "best guess of the true r1 from the fit"},
                          {"r2_fit_nm", "of the true r2"},
                          {"distance", "from the fit, in errors; positive where the fit is above"}}};
  for (const RegimeAnalysis& one : analyses) add_predictions(one, table);
  return table;
}

}  // namespace nacre::study
