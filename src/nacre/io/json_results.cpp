#include "nacre/io/json_results.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <utility>
#include <variant>

#include "nacre/core/error.hpp"
#include "nacre/io/data_error.hpp"
#include "nacre/io/files.hpp"

namespace nacre::io {
namespace {

using Json = nlohmann::ordered_json;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double shown_correlation = 0.1;

// JSON has neither NaN nor infinities.
Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json numbers(const std::vector<double>& values) {
  Json list = Json::array();
  for (const double value : values) list.push_back(number(value));
  return list;
}

double read_number(const Json& json, double if_null = no_value) {
  return json.is_null() ? if_null : json.get<double>();
}

std::vector<double> read_numbers(const Json& list) {
  std::vector<double> values;
  for (const Json& value : list) values.push_back(read_number(value));
  return values;
}

using Interval = std::optional<std::array<double, 2>>;

void write_interval(Json& json, const Interval& interval) {
  if (interval) json["interval"] = {number((*interval)[0]), number((*interval)[1])};
}

Interval read_interval(const Json& json) {
  if (!json.contains("interval")) return {};
  const Json& ends = json.at("interval");
  return {{read_number(ends.at(0)), read_number(ends.at(1))}};
}

// Text with every byte sequence that is not UTF-8 replaced, so that what is written can be read.
std::string text_of(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace) + "\n";
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
               {"value", number(quantity.value)},
               {"uncertainty", number(quantity.uncertainty)}};
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
               {"value", number(row.value)},
               {"uncertainty", number(row.uncertainty)}};
  write_interval(json, row.interval);
  json["start"] = number(row.start);
  json["lower"] = number(row.lower);
  json["upper"] = number(row.upper);
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
      pairs.push_back({{"a", fit.free_names[i]}, {"b", fit.free_names[j]}, {"value", number(value)}});
    }
  return pairs;
}

Json correlation_matrix(const FitSummary& fit) {
  Json rows = Json::array();
  const std::size_t n = fit.free_names.size();
  for (std::size_t i = 0; i < n; ++i) {
    Json row = Json::array();
    for (std::size_t j = 0; j < n; ++j) row.push_back(number(fit.correlations.at(i * n + j)));
    rows.push_back(row);
  }
  return rows;
}

Json fit_json(const FitSummary& fit) {
  Json json = {{"name", fit.name},
               {"model", fit.model},
               {"chi2", number(fit.chi2)},
               {"chi2_reduced", number(fit.chi2_reduced)},
               {"aic", number(fit.aic)},
               {"bic", number(fit.bic)},
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

// ---- figures ----

constexpr std::array<std::pair<Mark, const char*>, 4> mark_names = {
    {{Mark::line, "line"}, {Mark::dashed, "dashed"}, {Mark::points, "points"}, {Mark::band, "band"}}};

const char* name_of(Mark mark) {
  for (const auto& [known, name] : mark_names)
    if (known == mark) return name;
  throw std::invalid_argument("a mark without a name");
}

Mark read_mark(const std::string& text) {
  for (const auto& [mark, name] : mark_names)
    if (text == name) return mark;
  throw std::invalid_argument("an unknown mark \"" + text + "\"");
}

Json axis_json(const Axis& axis) {
  return {{"label", axis.label}, {"unit", axis.unit}, {"logarithmic", axis.logarithmic}};
}

Axis read_axis(const Json& json) { return {json.at("label"), json.at("unit"), json.at("logarithmic")}; }

Json curve_json(const Curve& curve) {
  Json json{
      {"label", curve.label},          {"mark", name_of(curve.mark)},     {"color", curve.color},
      {"x", numbers(curve.x)},         {"y", numbers(curve.y)},           {"y_error", numbers(curve.y_error)},
      {"y_low", numbers(curve.y_low)}, {"y_high", numbers(curve.y_high)}, {"notes", curve.notes}};
  if (curve.shade < 1) json["shade"] = curve.shade;
  return json;
}

Curve read_curve(const Json& json) {
  return {.label = json.at("label"),
          .mark = read_mark(json.at("mark")),
          .color = json.at("color"),
          .x = read_numbers(json.at("x")),
          .y = read_numbers(json.at("y")),
          .y_error = read_numbers(json.at("y_error")),
          .y_low = read_numbers(json.at("y_low")),
          .y_high = read_numbers(json.at("y_high")),
          .notes = json.at("notes"),
          .shade = json.value("shade", 1.0)};
}

Json curves_json(const std::vector<Curve>& curves) {
  Json list = Json::array();
  for (const Curve& curve : curves) list.push_back(curve_json(curve));
  return list;
}

std::vector<Curve> read_curves(const Json& list) {
  std::vector<Curve> curves;
  for (const Json& curve : list) curves.push_back(read_curve(curve));
  return curves;
}

Json figure_json(const Plot& plot) {
  return {{"type", "plot"},
          {"id", plot.id},
          {"title", plot.title},
          {"caption", plot.caption},
          {"x", axis_json(plot.x)},
          {"y", axis_json(plot.y)},
          {"curves", curves_json(plot.curves)}};
}

Json figure_json(const CorrelationMap& map) {
  return {{"type", "correlation"},  {"id", map.id},       {"title", map.title},
          {"caption", map.caption}, {"names", map.names}, {"values", numbers(map.values)}};
}

Json picture_json(const LatticePicture& picture) {
  std::string sites;
  for (const std::uint8_t is_a : picture.is_a) sites += is_a ? '1' : '0';
  return {{"title", picture.title},
          {"lattice", picture.lattice},
          {"nx", picture.nx},
          {"ny", picture.ny},
          {"is_a", sites}};
}

Json figure_json(const Gallery& gallery) {
  Json json = {{"type", "gallery"},          {"id", gallery.id},           {"title", gallery.title},
               {"caption", gallery.caption}, {"label_a", gallery.label_a}, {"label_b", gallery.label_b},
               {"pictures", Json::array()}};
  for (const LatticePicture& picture : gallery.pictures) json["pictures"].push_back(picture_json(picture));
  return json;
}

// To 1e-6 nm: far below what a picture shows, and half the file.
Json positions_json(const std::vector<double>& positions_nm) {
  Json list = Json::array();
  for (const double value : positions_nm) list.push_back(number(std::round(value * 1e6) / 1e6));
  return list;
}

Json figure_json(const ParticleGallery& gallery) {
  Json json = {{"type", "particles"},        {"id", gallery.id},       {"title", gallery.title},
               {"caption", gallery.caption}, {"kinds", Json::array()}, {"pictures", Json::array()}};
  for (const SphereKind& kind : gallery.kinds)
    json["kinds"].push_back(
        {{"label", kind.label}, {"color", kind.color}, {"radius_nm", number(kind.radius_nm)}});
  for (const ParticlePicture& picture : gallery.pictures)
    json["pictures"].push_back({{"title", picture.title},
                                {"positions_nm", positions_json(picture.positions_nm)},
                                {"kind", picture.kind}});
  return json;
}

Json figure_json(const Film& film) {
  check(film);
  Json json = {{"type", "film"}, {"id", film.id}, {"title", film.title}, {"caption", film.caption}};
  json["x"] = axis_json(film.x);
  json["y"] = axis_json(film.y);
  json["slider"] = axis_json(film.slider);
  json["frames"] = Json::array();
  for (const FilmFrame& frame : film.frames)
    json["frames"].push_back({{"at", frame.at}, {"curves", curves_json(frame.curves)}});
  return json;
}

Plot read_plot(const Json& json) {
  return {json.at("id"),           json.at("title"),        json.at("caption"),
          read_axis(json.at("x")), read_axis(json.at("y")), read_curves(json.at("curves"))};
}

CorrelationMap read_map(const Json& json) {
  return {json.at("id"), json.at("title"), json.at("caption"), json.at("names"),
          read_numbers(json.at("values"))};
}

LatticePicture read_picture(const Json& json) {
  LatticePicture picture{json.at("title"), json.at("lattice"), json.at("nx"), json.at("ny"), {}};
  for (const char site : json.at("is_a").get_ref<const std::string&>()) {
    if (site != '0' && site != '1') throw std::invalid_argument("a site that is neither 0 nor 1");
    picture.is_a.push_back(site == '1');
  }
  return picture;
}

Gallery read_gallery(const Json& json) {
  Gallery gallery{json.at("id"),      json.at("title"),   json.at("caption"),
                  json.at("label_a"), json.at("label_b"), {}};
  for (const Json& picture : json.at("pictures")) gallery.pictures.push_back(read_picture(picture));
  return gallery;
}

SphereKind read_sphere_kind(const Json& json) {
  const SphereKind kind{json.at("label"), json.at("color"), read_number(json.at("radius_nm"))};
  if (!(kind.radius_nm > 0)) throw std::invalid_argument("a sphere without a radius");
  return kind;
}

ParticlePicture read_particle(const Json& json, std::size_t n_kinds) {
  ParticlePicture picture{json.at("title"), read_numbers(json.at("positions_nm")), {}};
  for (const double value : picture.positions_nm)
    if (std::isnan(value)) throw std::invalid_argument("a sphere without a position");
  for (const Json& entry : json.at("kind")) {
    const std::int64_t kind = entry.get<std::int64_t>();
    if (kind < 0 || kind > 255 || static_cast<std::size_t>(kind) >= n_kinds)
      throw std::invalid_argument("sphere kind " + std::to_string(kind) + " of " + std::to_string(n_kinds));
    picture.kind.push_back(static_cast<std::uint8_t>(kind));
  }
  if (picture.positions_nm.size() != 3 * picture.kind.size())
    throw std::invalid_argument(std::to_string(picture.positions_nm.size()) + " coordinates for " +
                                std::to_string(picture.kind.size()) + " spheres");
  return picture;
}

ParticleGallery read_particles(const Json& json) {
  ParticleGallery gallery{json.at("id"), json.at("title"), json.at("caption"), {}, {}};
  for (const Json& kind : json.at("kinds")) gallery.kinds.push_back(read_sphere_kind(kind));
  for (const Json& picture : json.at("pictures"))
    gallery.pictures.push_back(read_particle(picture, gallery.kinds.size()));
  return gallery;
}

Film read_film(const Json& json) {
  Film film{.id = json.at("id"), .title = json.at("title"), .caption = json.at("caption")};
  film.x = read_axis(json.at("x"));
  film.y = read_axis(json.at("y"));
  film.slider = read_axis(json.at("slider"));
  for (const Json& frame : json.at("frames"))
    film.frames.push_back({read_number(frame.at("at")), read_curves(frame.at("curves"))});
  check(film);
  return film;
}

Figure read_figure(const Json& json) {
  const std::string type = json.at("type");
  if (type == "plot") return read_plot(json);
  if (type == "correlation") return read_map(json);
  if (type == "gallery") return read_gallery(json);
  if (type == "particles") return read_particles(json);
  if (type == "film") return read_film(json);
  throw std::invalid_argument("an unknown figure type \"" + type + "\"");
}

// ---- files ----

// Line and column of a byte, for the error of a broken file.
Place place_of(const std::string& text, std::size_t byte, const std::filesystem::path& path) {
  const std::size_t at = std::min(byte == 0 ? 0 : byte - 1, text.size());
  const std::size_t before = text.substr(0, at).rfind('\n');
  const std::size_t begin = before == text.npos ? 0 : before + 1;
  const auto line = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(begin), '\n') + 1;
  return {path.string(), static_cast<int>(line), static_cast<int>(at - begin) + 1,
          text.substr(begin, text.find('\n', begin) - begin), 1};
}

Json parse_file(const std::filesystem::path& path) {
  const std::string text = read_file(path);
  try {
    return Json::parse(text);
  } catch (const Json::parse_error& error) {
    throw Error({.code = ExitCode::data,
                 .place = place_of(text, error.byte, path),
                 .message = "is not whole JSON",
                 .hint = "the file may have been cut off or edited"});
  } catch (const Json::exception& error) {  // a number beyond double precision
    fail_with_file(path, "cannot be read as JSON", error.what());
  }
}

// Hands the parsed file to `read` and names the file when its content is not what nacre writes.
template <typename Read>
auto read_json(const std::filesystem::path& path, const std::string& what, const Read& read) {
  const Json json = parse_file(path);
  std::string found;
  try {
    return read(json);
  } catch (const Json::exception& error) {
    found = error.what();
  } catch (const std::invalid_argument& error) {
    found = error.what();
  }
  fail_with_file(path, "is not " + what + " of nacre", found);
}

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
  return text_of(json, 2);
}

std::string figures_json(const std::vector<Figure>& figures) {
  Json list = Json::array();
  for (const Figure& figure : figures)
    list.push_back(std::visit([](const auto& f) { return figure_json(f); }, figure));
  return text_of(list, -1);
}

Summary read_summary(const std::filesystem::path& path) { return read_json(path, "a summary", summary_of); }

std::vector<Figure> read_figures(const std::filesystem::path& path) {
  return read_json(path, "a list of figures", [](const Json& list) {
    if (!list.is_array()) throw std::invalid_argument("something else than a list");
    std::vector<Figure> figures;
    for (const Json& figure : list) figures.push_back(read_figure(figure));
    return figures;
  });
}

}  // namespace nacre::io
