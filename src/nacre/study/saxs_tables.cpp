// Tables and arrays of saxs studies.
#include <algorithm>

#include "nacre/study/cells.hpp"
#include "nacre/study/saxs_output.hpp"
#include "nacre/study/slug.hpp"

namespace nacre::study {
namespace {

// radius_nm of "radius" in "nm"; 1/cm becomes per_cm.
std::string with_unit(const std::string& name, const std::string& unit) {
  if (unit.empty() || unit == "1") return name;
  if (unit == "umol/L") return name + "_uM";
  if (unit == "1/cm") return name + "_per_cm";
  if (unit == "1e10 1/cm2") return name + "_1e10_per_cm2";
  return name + "_" + unit;
}

// Parameters of the model that are free and not among the derived quantities.
std::vector<std::size_t> other_parameters(const SaxsAnalysis& analysis) {
  std::vector<std::size_t> list;
  const auto& parameters = analysis.saxs.settings.parameters;
  for (std::size_t i = 0; i < parameters.size(); ++i)
    if (!parameters[i].fixed && !analysis.derived.find(parameters[i].name)) list.push_back(i);
  return list;
}

struct ColumnList {
  std::vector<std::string> names;  // of quantities, in the order of their first mention
  std::vector<Column> columns;

  void add(const std::string& name, const std::string& unit, const std::string& description) {
    if (std::ranges::find(names, name) != names.end()) return;
    names.push_back(name);
    columns.push_back({with_unit(name, unit), description});
    columns.push_back({with_unit(name + "_err", unit), "its standard error"});
  }
};

ColumnList columns_of(const std::vector<SaxsAnalysis>& analyses) {
  ColumnList list;
  for (const SaxsAnalysis& analysis : analyses) {
    for (const DerivedQuantity& one : analysis.derived.names()) list.add(one.name, one.unit, one.description);
    for (const std::size_t i : other_parameters(analysis)) {
      const fit::Parameter& parameter = analysis.saxs.settings.parameters[i];
      list.add(parameter.name, parameter.unit, parameter.description);
    }
  }
  return list;
}

// Value and error of a named quantity of one frame; nothing where the case or the frame has none.
void add_cells(const SaxsAnalysis& analysis, const FrameRecord& record, const std::string& name,
               std::vector<Cell>& row) {
  double value = no_value, error = no_value;
  const auto k = analysis.derived.find(name);
  const int index = scattering::index_of(*analysis.saxs.model, name);
  if (record.has_values() && k) {
    value = record.derived[*k];
    error = record.derived_errors[*k];
  } else if (record.has_values() && index >= 0) {
    value = record.values[static_cast<std::size_t>(index)];
    error = record.errors[static_cast<std::size_t>(index)];
  }
  row.push_back(finite_cell(value));
  row.push_back(error > 0 ? finite_cell(error) : Cell());
}

std::string at_column(const SaxsData& data) { return with_unit(data.at_name, data.at_unit); }

Array array_of(const std::string& name, const std::string& unit, const std::string& description,
               const SaxsAnalysis& analysis, double (*value)(const ShownFrame&, std::size_t)) {
  const std::size_t n = analysis.shown.front().pattern.q_per_nm.size();
  Array array{.name = name, .unit = unit, .description = description, .shape = {analysis.shown.size(), n}};
  array.values.reserve(analysis.shown.size() * n);
  for (const ShownFrame& frame : analysis.shown)
    for (std::size_t i = 0; i < n; ++i) array.values.push_back(value(frame, i));
  return array;
}

bool one_grid(const SaxsAnalysis& analysis) {
  return !analysis.shown.empty() && std::ranges::all_of(analysis.shown, [&](const ShownFrame& frame) {
    return frame.pattern.q_per_nm == analysis.shown.front().pattern.q_per_nm;
  });
}

void add_patterns(const SaxsAnalysis& analysis, const std::string& group, std::vector<Array>& arrays) {
  if (!one_grid(analysis)) return;
  const std::vector<double>& q = analysis.shown.front().pattern.q_per_nm;
  arrays.push_back({.name = group + "q",
                    .unit = "1/nm",
                    .description = "of the patterns",
                    .shape = {q.size()},
                    .values = q});
  std::vector<double> numbers;
  for (const ShownFrame& frame : analysis.shown) numbers.push_back(static_cast<double>(frame.index + 1));
  arrays.push_back({.name = group + "frame",
                    .unit = "",
                    .description = "numbers of the frames whose patterns are here",
                    .shape = {numbers.size()},
                    .values = std::move(numbers)});
  arrays.push_back(array_of(group + "intensity", "1/cm", "data after treatment, frames by q", analysis,
                            [](const ShownFrame& f, std::size_t i) { return f.pattern.intensity[i]; }));
  arrays.push_back(array_of(group + "intensity_err", "1/cm", "their standard errors", analysis,
                            [](const ShownFrame& f, std::size_t i) { return f.pattern.sigma[i]; }));
  arrays.push_back(array_of(group + "fit", "1/cm", "the model, frames by q", analysis,
                            [](const ShownFrame& f, std::size_t i) { return f.fit[i]; }));
}

Array parameter_array(const SaxsAnalysis& analysis, const std::string& group, bool errors) {
  const auto& parameters = analysis.saxs.settings.parameters;
  std::string names;
  for (const fit::Parameter& parameter : parameters)
    names +=
        (names.empty() ? "" : ", ") + parameter.name + (parameter.unit.empty() ? "" : " / " + parameter.unit);
  Array array{.name = group + (errors ? "parameters_err" : "parameters"),
              .unit = "",
              .description = (errors ? "standard errors of " : "frames by ") + names,
              .shape = {analysis.series.records.size(), parameters.size()}};
  for (const FrameRecord& record : analysis.series.records)
    for (std::size_t i = 0; i < parameters.size(); ++i)
      array.values.push_back(!record.has_values() ? no_value : errors ? record.errors[i] : record.values[i]);
  return array;
}

}  // namespace

Table saxs_frames_table(const std::vector<SaxsAnalysis>& analyses) {
  Table table{.name = "frames",
              .title = "Fit of each frame",
              .notes = {analyses.front().data.error_statement,
                        "status: ok, at-bound (an error does not hold), not-determined (by the data), "
                        "not-converged, unusable"}};
  if (!analyses.front().data.subtraction_statement.empty())
    table.notes.push_back(analyses.front().data.subtraction_statement);
  const ColumnList list = columns_of(analyses);
  for (const auto& [name, value] : analyses.front().one->label)
    table.columns.push_back({name, "scanned key"});
  table.columns.push_back({"frame_name", "of the file or the entry"});
  table.columns.push_back({at_column(analyses.front().data), "of the frame"});
  table.columns.insert(table.columns.end(), list.columns.begin(), list.columns.end());
  table.columns.insert(table.columns.end(), {{"chi2_reduced", ""},
                                             {"runs_z",
                                              "runs of residuals of one sign, in standard deviations from "
                                              "chance; below -3 the model misses features"},
                                             {"points", "of the curve in the fit"},
                                             {"status", ""},
                                             {"message", "why the status is not ok"}});
  for (const SaxsAnalysis& analysis : analyses)
    for (const FrameRecord& record : analysis.series.records) {
      std::vector<Cell> row;
      for (const auto& [name, value] : analysis.one->label)
        row.push_back(std::visit([](const auto& v) { return Cell(v); }, value));
      row.emplace_back(record.name);
      row.push_back(finite_cell(record.at));
      for (const std::string& name : list.names) add_cells(analysis, record, name, row);
      row.push_back(finite_cell(record.chi2_reduced));
      row.push_back(finite_cell(record.runs_z));
      row.emplace_back(std::int64_t{record.n_points});
      row.emplace_back(to_string(record.status));
      row.emplace_back(record.message);
      table.rows.push_back(std::move(row));
    }
  return table;
}

Table saxs_curve_table(const SaxsAnalysis& analysis) {
  Table table{.name = "curve",
              .title = "The curve and its fit",
              .notes = {analysis.data.error_statement},
              .columns = {{"q_per_nm", ""},
                          {"intensity_per_cm", "after treatment"},
                          {"intensity_err_per_cm", "its standard error, or the root of 1 / weight"},
                          {"fit_per_cm", "the model"},
                          {"residual", "(data - fit) / error"}}};
  if (!analysis.data.subtraction_statement.empty())
    table.notes.push_back(analysis.data.subtraction_statement);
  for (const ShownFrame& frame : analysis.shown)
    for (std::size_t i = 0; i < frame.fit.size(); ++i) {
      const double y = frame.pattern.intensity[i], sigma = frame.pattern.sigma[i];
      table.rows.push_back({frame.pattern.q_per_nm[i], y, sigma, frame.fit[i], (y - frame.fit[i]) / sigma});
    }
  return table;
}

std::vector<Array> saxs_arrays(const std::vector<SaxsAnalysis>& analyses) {
  std::vector<Array> arrays;
  for (std::size_t c = 0; c < analyses.size(); ++c) {
    const SaxsAnalysis& analysis = analyses[c];
    const std::string group = analyses.size() > 1 ? "case-" + std::to_string(c + 1) + "/" : "";
    std::vector<double> at;
    for (const FrameRecord& record : analysis.series.records) at.push_back(record.at);
    arrays.push_back({.name = group + analysis.data.at_name,
                      .unit = analysis.data.at_unit,
                      .description = "of each frame",
                      .shape = {at.size()},
                      .values = std::move(at)});
    arrays.push_back(parameter_array(analysis, group, false));
    arrays.push_back(parameter_array(analysis, group, true));
    add_patterns(analysis, group + "patterns/", arrays);
  }
  return arrays;
}

}  // namespace nacre::study
