#include "nacre/report/terminal.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "nacre/report/cases.hpp"
#include "nacre/report/correlations.hpp"
#include "nacre/report/numbers.hpp"
#include "nacre/report/text_table.hpp"

namespace nacre::report {
namespace {

std::string plus_minus(const ValueText& text) { return text.error.empty() ? "" : "± " + text.error; }

std::string paragraph(const std::string& text, int width, const std::string& first, const std::string& rest) {
  std::string out;
  for (const auto& line : wrap_columns(text, width - display_width(rest))) {
    out += (out.empty() ? first : rest) + line + '\n';
  }
  return out;
}

std::string warnings(const std::vector<std::string>& list, int width, const std::string& indent) {
  std::string out;
  for (const auto& warning : list) out += paragraph(warning, width, indent + "! ", indent + "  ");
  return out;
}

std::string opening(const io::Summary& summary, int width) {
  const io::SummaryHead& head = summary.head;
  std::string out =
      head.title.empty() ? head.kind + "\n" : paragraph(head.title + " (" + head.kind + ")", width, "", "");
  if (!summary.result.headline.empty()) out += "\n" + paragraph(summary.result.headline, width, "  ", "  ");
  std::vector<std::string> said = summary.result.warnings;
  if (head.status != "ok") said.insert(said.begin(), io::status_statement(head.status));
  if (!said.empty()) out += "\nWarnings\n" + warnings(said, width, "  ");
  return out;
}

std::string quantities(const std::vector<Quantity>& list, int width) {
  TextTable table({{"name"}, {"value", Align::right}, {""}, {"68 % interval"}, {"unit"}, {"meaning"}});
  for (const Quantity& one : list) {
    if (!one.case_label.empty()) continue;
    const ValueText value = value_text(one.value, one.uncertainty);
    table.add(
        {one.name, value.value, plus_minus(value), interval_text(one.interval), one.unit, one.description});
  }
  return table.empty() ? "" : "\nQuantities\n" + table.to_string(width);
}

std::string with_unit(const Quantity& quantity) {
  return quantity.unit.empty() ? quantity.name : quantity.name + " / " + quantity.unit;
}

std::string cases(const std::vector<Quantity>& list, int width) {
  const CaseTable grouped = group_cases(list);
  if (grouped.rows.empty()) return "";
  std::vector<TextTable::Column> columns;
  for (const auto& key : grouped.keys) columns.push_back({key});
  for (const Quantity* column : grouped.columns) columns.push_back({with_unit(*column)});
  columns.push_back({""});  // keeps the last quantity from being wrapped
  TextTable table(std::move(columns));
  for (const CaseRow& row : grouped.rows) {
    std::vector<std::string> cells;
    for (const auto& key : grouped.keys) cells.push_back(case_value(row.label, key));
    for (const Quantity* one : row.quantities)
      cells.push_back(one ? value_with_error(one->value, one->uncertainty) : "");
    cells.emplace_back();
    table.add(std::move(cells));
  }
  return "\nQuantities by case\n" + table.to_string(width);
}

std::string parameters(const FitSummary& fit, int width) {
  TextTable table({{"parameter"},
                   {"value", Align::right},
                   {""},
                   {"unit"},
                   {"percent", Align::right},
                   {"68 % interval"},
                   {"start"},
                   {"bounds"},
                   {"state"},
                   {"meaning"}});
  for (const FitParameterRow& row : fit.parameters) {
    const bool free = !row.fixed && row.tie.empty();
    const ValueText value = value_text(row.value, row.uncertainty);
    table.add({row.name, value.value, plus_minus(value), row.unit, percent_text(row.value, row.uncertainty),
               interval_text(row.interval), free ? short_number(row.start) : "",
               free ? bounds_text(row.lower, row.upper) : "", parameter_state(row), row.description});
  }
  return table.to_string(width);
}

std::string quality(const FitSummary& fit) {
  std::string text;
  const auto add = [&text](const std::string& name, const std::string& value) {
    if (!value.empty()) text += (text.empty() ? "" : ", ") + name + " " + value;
  };
  add("reduced chi2", short_number(fit.chi2_reduced, 4));
  add("chi2", short_number(fit.chi2, 5));
  add("AIC", short_number(fit.aic, 5));
  add("BIC", short_number(fit.bic, 5));
  add("data", std::to_string(fit.n_data));
  add("free parameters", std::to_string(fit.n_parameters));
  return text + (fit.converged ? ", converged" : ", not converged");
}

std::string correlations(const FitSummary& fit) {
  if (fit.free_names.size() < 2) return "";
  std::string text;
  for (const Correlation& one : notable_correlations(fit)) {
    text += (text.empty() ? "" : ", ") + ("C(" + one.first + "," + one.second + ") = ") +
            correlation_text(one.value);
  }
  return "correlations over 0.1: " + (text.empty() ? "none" : text);
}

std::string fit_text(const FitSummary& fit, int width) {
  const std::string model = fit.model.empty() ? "" : ": " + fit.model;
  return "\n" + paragraph("Fit of " + fit.name + model, width, "", "  ") + parameters(fit, width) +
         paragraph(quality(fit), width, "  ", "  ") + paragraph(fit.scaling, width, "  ", "  ") +
         paragraph(correlations(fit), width, "  ", "  ") + warnings(fit.warnings, width, "  ");
}

constexpr std::size_t most_compared = 60;

// One line a fit, where there are several: the first of very many.
std::string fit_comparison(const std::vector<FitSummary>& fits, int width) {
  if (fits.size() < 2) return "";
  TextTable table({{"data"},
                   {"model"},
                   {"free", Align::right},
                   {"reduced chi2", Align::right},
                   {"AIC", Align::right},
                   {"BIC", Align::right},
                   {"state"}});
  for (const FitSummary& fit : std::span(fits).first(std::min(most_compared, fits.size())))
    table.add({fit.name, fit.model, std::to_string(fit.n_parameters), short_number(fit.chi2_reduced, 4),
               short_number(fit.aic, 5), short_number(fit.bic, 5), fit.converged ? "" : "not converged"});
  const bool many = fits.size() > most_compared;
  return "\nFits compared (all of them whole in " + std::string(many ? "" : "the report and in ") +
         "summary.json)\n" + table.to_string(width) +
         (many ? "  ... and " + std::to_string(fits.size() - most_compared) + " more\n" : "");
}

}  // namespace

std::string terminal_summary(const io::Summary& summary, int width) {
  std::string out = opening(summary, width) + quantities(summary.result.quantities, width) +
                    cases(summary.result.quantities, width);
  const auto& fits = summary.result.fits;
  const auto same_data = [&fits](const FitSummary& fit) { return fit.name == fits.front().name; };
  if (std::ranges::all_of(fits, same_data) && !fits.empty()) out += fit_text(fits.front(), width);
  return out + fit_comparison(fits, width);
}

}  // namespace nacre::report
