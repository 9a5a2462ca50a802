#include "nacre/io/json_results.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <variant>

#include "nacre/io/json_values.hpp"

namespace nacre::io {
namespace {

using Json = nlohmann::ordered_json;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double shown_correlation = 0.1;

using Interval = std::optional<std::array<double, 2>>;

void write_interval(Json& json, const Interval& interval) {
  if (interval) json["interval"] = {json_number<Json>((*interval)[0]), json_number<Json>((*interval)[1])};
}

Interval read_interval(const Json& json) {
  if (!json.contains("interval")) return {};
  const Json& ends = json.at("interval");
  return {{read_number(ends.at(0)), read_number(ends.at(1))}};
}

// ---- quantities ----

Json case_json(const CaseLabel& label) {
  Json json = Json::object();
  for (const auto& [key, value] : label)
    std::visit([&json, &key = key](const auto& v) { json[key] = v; }, value);
  return json;
}

CaseLabel read_case(const Json& json) {
  CaseLabel label;
  for (const auto& [key, value] : json.items()) {
    if (value.is_string())
      label.emplace_back(key, value.get<std::string>());
    else
      label.emplace_back(key, read_number(value));
  }
  return label;
}

Json quantity_json(const Quantity& quantity) {
  Json json = {{"name", quantity.name},
               {"value", json_number<Json>(quantity.value)},
               {"uncertainty", json_number<Json>(quantity.uncertainty)}};
  write_interval(json, quantity.interval);
  json["unit"] = quantity.unit;
  json["description"] = quantity.description;
  if (!quantity.case_label.empty()) json["case"] = case_json(quantity.case_label);
  return json;
}

Quantity read_quantity(const Json& json) {
  return {.name = json.at("name"),
          .value = read_number(json.at("value")),
          .uncertainty = read_number(json.at("uncertainty")),
          .interval = read_interval(json),
          .unit = json.at("unit"),
          .description = json.at("description"),
          .case_label = json.contains("case") ? read_case(json.at("case")) : CaseLabel()};
}

// ---- fits ----

Json parameter_json(const FitParameterRow& row) {
  Json json = {{"name", row.name},
               {"unit", row.unit},
               {"value", json_number<Json>(row.value)},
               {"uncertainty", json_number<Json>(row.uncertainty)}};
  write_interval(json, row.interval);
  json["start"] = json_number<Json>(row.start);
  json["lower"] = json_number<Json>(row.lower);
  json["upper"] = json_number<Json>(row.upper);
  json["fixed"] = row.fixed;
  json["at_bound"] = row.at_bound;
  if (!row.tie.empty()) json["tie"] = row.tie;
  json["description"] = row.description;
  return json;
}

FitParameterRow read_parameter(const Json& json) {
  return {.name = json.at("name"),
          .unit = json.at("unit"),
          .description = json.at("description"),
          .value = read_number(json.at("value")),
          .uncertainty = read_number(json.at("uncertainty")),
          .interval = read_interval(json),
          .start = read_number(json.at("start")),
          .lower = read_number(json.at("lower"), -infinity),
          .upper = read_number(json.at("upper"), infinity),
          .fixed = json.at("fixed"),
          .at_bound = json.at("at_bound"),
          .tie = json.value("tie", "")};
}

// The pairs worth a look, each once.
Json correlation_pairs(const FitSummary& fit) {
  Json pairs = Json::array();
  const std::size_t n = fit.free_names.size();
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = i + 1; j < n; ++j) {
      const double value = fit.correlations.at(i * n + j);
      if (std::abs(value) < shown_correlation || std::isnan(value)) continue;
      pairs.push_back(
          {{"a", fit.free_names[i]}, {"b", fit.free_names[j]}, {"value", json_number<Json>(value)}});
    }
  return pairs;
}

Json correlation_matrix(const FitSummary& fit) {
  Json rows = Json::array();
  const std::size_t n = fit.free_names.size();
  for (std::size_t i = 0; i < n; ++i) {
    Json row = Json::array();
    for (std::size_t j = 0; j < n; ++j) row.push_back(json_number<Json>(fit.correlations.at(i * n + j)));
    rows.push_back(row);
  }
  return rows;
}

Json fit_json(const FitSummary& fit) {
  Json json = {{"name", fit.name},
               {"model", fit.model},
               {"chi2", json_number<Json>(fit.chi2)},
               {"chi2_reduced", json_number<Json>(fit.chi2_reduced)},
               {"aic", json_number<Json>(fit.aic)},
               {"bic", json_number<Json>(fit.bic)},
               {"n_data", fit.n_data},
               {"n_parameters", fit.n_parameters},
               {"converged", fit.converged},
               {"scaling", fit.scaling},
               {"parameters", Json::array()},
               {"free", fit.free_names},
               {"correlations", correlation_pairs(fit)},
               {"correlation_matrix", correlation_matrix(fit)},
               {"warnings", fit.warnings}};
  for (const FitParameterRow& row : fit.parameters) json["parameters"].push_back(parameter_json(row));
  return json;
}

FitSummary read_fit(const Json& json) {
  FitSummary fit{.name = json.at("name"),
                 .model = json.at("model"),
                 .parameters = {},
                 .free_names = json.at("free"),
                 .correlations = {},
                 .chi2 = read_number(json.at("chi2")),
                 .chi2_reduced = read_number(json.at("chi2_reduced")),
                 .aic = read_number(json.at("aic")),
                 .bic = read_number(json.at("bic")),
                 .n_data = json.at("n_data"),
                 .n_parameters = json.at("n_parameters"),
                 .converged = json.at("converged"),
                 .scaling = json.at("scaling"),
                 .warnings = json.at("warnings")};
  for (const Json& row : json.at("parameters")) fit.parameters.push_back(read_parameter(row));
  for (std::size_t i = 0; i < fit.free_names.size(); ++i)
    for (std::size_t j = 0; j < fit.free_names.size(); ++j)
      fit.correlations.push_back(read_number(json.at("correlation_matrix").at(i).at(j)));
  return fit;
}

// ---- file ----

std::string table_name(const std::string& file) { return std::filesystem::path(file).stem().string(); }

Summary summary_of(const Json& json) {
  Summary summary;
  summary.head = {json.at("nacre"), json.at("kind"), json.at("title"), json.at("status")};
  StudyResult& result = summary.result;
  result.headline = json.at("headline");
  result.converged = summary.head.status != "not_converged";
  result.partial = summary.head.status == "partial";
  for (const Json& quantity : json.at("quantities")) result.quantities.push_back(read_quantity(quantity));
  for (const Json& fit : json.at("fits")) result.fits.push_back(read_fit(fit));
  for (const Json& table : json.at("tables")) {
    result.tables.emplace_back();
    result.tables.back().name = table_name(table);
  }
  if (json.contains("files"))
    for (const Json& file : json.at("files"))
      result.files.push_back({.name = std::filesystem::path(file.get<std::string>()).filename().string()});
  result.warnings = json.at("warnings");
  return summary;
}

}  // namespace

std::string status_statement(const std::string& status) {
  if (status == "partial") return "Some of the data could not be used; the results are of the rest.";
  return "The run did not converge.";
}

std::string summary_json(const SummaryHead& head, const StudyResult& result) {
  Json json = {{"nacre", head.version}, {"kind", head.kind},           {"title", head.title},
               {"status", head.status}, {"headline", result.headline}, {"quantities", Json::array()},
               {"fits", Json::array()}, {"tables", Json::array()},     {"warnings", result.warnings}};
  for (const Quantity& quantity : result.quantities) json["quantities"].push_back(quantity_json(quantity));
  for (const FitSummary& fit : result.fits) json["fits"].push_back(fit_json(fit));
  for (const Table& table : result.tables) json["tables"].push_back("tables/" + table.name + ".csv");
  for (const ResultFile& file : result.files) json["files"].push_back("files/" + file.name);
  return text_of(json, 2);
}

Summary read_summary(const std::filesystem::path& path) {
  return read_json<Json>(path, "a summary", summary_of);
}

}  // namespace nacre::io
