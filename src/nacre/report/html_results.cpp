#include "nacre/report/html_results.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "nacre/report/cases.hpp"
#include "nacre/report/correlations.hpp"
#include "nacre/report/numbers.hpp"
#include "nacre/report/xml.hpp"

namespace nacre::report {
namespace {

constexpr std::size_t open_fits = 3;
constexpr std::size_t most_fits = 100;

std::string cell(const char* css_class, const std::string& text) {
  return "<td class=\"" + std::string(css_class) + "\">" + escape(text) + "</td>";
}

std::string number_cell(const std::string& text) { return cell("number", with_minus_signs(text)); }

std::string plain_cell(const std::string& text) { return cell("plain", with_minus_signs(text)); }

// Two cells, so that the values of a column end and the uncertainties begin at one line.
std::string value_cells(double value, double uncertainty) {
  const ValueText text = value_text(value, uncertainty);
  return cell("value", with_minus_signs(text.value)) +
         cell("error", text.error.empty() ? "" : "± " + text.error);
}

std::string table(const std::string& head, const std::string& rows) {
  return "<div class=\"scroll\"><table>\n<thead><tr>" + head + "</tr></thead>\n<tbody>\n" + rows +
         "</tbody>\n</table></div>\n";
}

std::string quantity_row(const Quantity& quantity) {
  return "<tr>" + cell("name", quantity.name) + value_cells(quantity.value, quantity.uncertainty) +
         plain_cell(interval_text(quantity.interval)) + cell("plain", quantity.unit) +
         cell("text", quantity.description) + "</tr>\n";
}

std::string quantity_table(const std::vector<Quantity>& quantities) {
  std::string rows;
  for (const Quantity& quantity : quantities) {
    if (quantity.case_label.empty()) rows += quantity_row(quantity);
  }
  if (rows.empty()) return "";
  return table(
      "<th>Quantity</th><th class=\"value\" colspan=\"2\">Value</th><th>68 % "
      "interval</th><th>Unit</th><th>Meaning</th>",
      rows);
}

std::string case_head(const CaseTable& cases) {
  std::string head;
  for (const auto& key : cases.keys) head += "<th>" + escape(key) + "</th>";
  for (const Quantity* quantity : cases.columns) {
    const std::string unit = quantity->unit.empty() ? "" : " / " + quantity->unit;
    head += "<th class=\"value\" colspan=\"2\">" + escape(quantity->name + unit) + "</th>";
  }
  return head;
}

std::string case_row(const CaseTable& cases, const CaseRow& row) {
  std::string result = "<tr>";
  for (const auto& key : cases.keys) result += plain_cell(case_value(row.label, key));
  for (const Quantity* quantity : row.quantities) {
    result += quantity ? value_cells(quantity->value, quantity->uncertainty) : "<td></td><td></td>";
  }
  return result + "</tr>\n";
}

std::string meanings(const CaseTable& cases) {
  std::string list;
  for (const Quantity* quantity : cases.columns) {
    if (quantity->description.empty()) continue;
    list += (list.empty() ? "" : "; ") + ("<span class=\"name\">" + escape(quantity->name) + "</span> ") +
            escape(quantity->description);
  }
  return list.empty() ? "" : "<p class=\"note\">" + list + "</p>\n";
}

std::string case_table(const std::vector<Quantity>& quantities) {
  const CaseTable cases = group_cases(quantities);
  if (cases.rows.empty()) return "";
  std::string rows;
  for (const CaseRow& row : cases.rows) rows += case_row(cases, row);
  return "<h3>By case</h3>\n" + table(case_head(cases), rows) + meanings(cases);
}

std::string parameter_row(const FitParameterRow& row) {
  const bool free = !row.fixed && row.tie.empty();
  return "<tr>" + cell("name", row.name) + value_cells(row.value, row.uncertainty) + cell("plain", row.unit) +
         number_cell(percent_text(row.value, row.uncertainty)) + plain_cell(interval_text(row.interval)) +
         number_cell(free ? short_number(row.start) : "") +
         plain_cell(free ? bounds_text(row.lower, row.upper) : "") + plain_cell(parameter_state(row)) +
         cell("text", row.description) + "</tr>\n";
}

std::string parameter_table(const FitSummary& fit) {
  std::string rows;
  for (const auto& row : fit.parameters) rows += parameter_row(row);
  return table(
      "<th>Parameter</th><th class=\"value\" colspan=\"2\">Value</th><th>Unit</th><th "
      "class=\"number\">Percent</th>"
      "<th>68 % interval</th><th class=\"number\">Start</th><th>Bounds</th><th>State</th><th>Meaning</th>",
      rows);
}

std::string fact(const std::string& name, const std::string& value) {
  if (value.empty()) return "";
  return "<div><dt>" + name + "</dt><dd>" + escape(with_minus_signs(value)) + "</dd></div>";
}

std::string facts(const FitSummary& fit) {
  return "<dl class=\"facts\">" + fact("Reduced χ²", short_number(fit.chi2_reduced, 4)) +
         fact("χ²", short_number(fit.chi2, 5)) + fact("AIC", short_number(fit.aic, 5)) +
         fact("BIC", short_number(fit.bic, 5)) + fact("Data", std::to_string(fit.n_data)) +
         fact("Free parameters", std::to_string(fit.n_parameters)) +
         fact("Converged", fit.converged ? "yes" : "no") + "</dl>\n";
}

std::string correlations(const FitSummary& fit) {
  std::string list;
  for (const Correlation& one : notable_correlations(fit)) {
    list += (list.empty() ? "" : ", ") + ("<span class=\"name\">" + escape(one.first) + "</span> and ") +
            "<span class=\"name\">" + escape(one.second) + "</span> " +
            with_minus_signs(correlation_text(one.value));
  }
  if (fit.free_names.size() < 2) return "";
  return "<p class=\"note\">Correlations over 0.1: " + (list.empty() ? "none" : list) + ".</p>\n";
}

std::string fit_body(const FitSummary& fit) {
  const std::string scaling =
      fit.scaling.empty() ? "" : "<p class=\"note\">" + escape(fit.scaling) + "</p>\n";
  return parameter_table(fit) + facts(fit) + scaling + correlations(fit) + warnings_html("", fit.warnings);
}

std::string fit_name(const FitSummary& fit) {
  return escape(fit.name) +
         (fit.model.empty() ? "" : "<span class=\"muted\"> · " + escape(fit.model) + "</span>");
}

std::string folded_fit(const FitSummary& fit, bool open) {
  const std::string quality = fit.converged ? " · reduced χ² " + short_number(fit.chi2_reduced, 3) +
                                                  " · AIC " + short_number(fit.aic, 4)
                                            : " · not converged";
  return std::string("<details class=\"fit\"") + (open ? " open" : "") + "><summary>" + fit_name(fit) +
         "<span class=\"muted\">" + quality + "</span></summary>\n" + fit_body(fit) + "</details>\n";
}

}  // namespace

std::string warnings_html(const std::string& heading, const std::vector<std::string>& warnings) {
  if (warnings.empty()) return "";
  std::string list;
  for (const auto& warning : warnings) list += "<li>" + escape(warning) + "</li>";
  const std::string head = heading.empty() ? "" : "<p>" + escape(heading) + "</p>";
  return "<div class=\"warnings\">" + head + "<ul>" + list + "</ul></div>\n";
}

std::string quantities_html(const std::vector<Quantity>& quantities) {
  return quantity_table(quantities) + case_table(quantities);
}

std::string fits_html(const std::vector<FitSummary>& fits) {
  std::string result;
  for (const FitSummary& fit : std::span(fits).first(std::min(most_fits, fits.size()))) {
    result += fits.size() > open_fits ? folded_fit(fit, &fit == &fits.front())
                                      : "<section class=\"fit\"><h3>" + fit_name(fit) + "</h3>\n" +
                                            fit_body(fit) + "</section>\n";
  }
  if (fits.size() > most_fits)
    result += "<p class=\"note\">The first " + std::to_string(most_fits) + " of " +
              std::to_string(fits.size()) + " fits; summary.json has them all.</p>\n";
  return result;
}

}  // namespace nacre::report
