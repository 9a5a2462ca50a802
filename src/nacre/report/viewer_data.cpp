#include "nacre/report/viewer_data.hpp"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "nacre/io/packed_numbers.hpp"
#include "nacre/report/heat_colors.hpp"
#include "nacre/report/map_cells.hpp"
#include "nacre/report/particle_data.hpp"
#include "nacre/report/plot_range.hpp"
#include "nacre/report/svg.hpp"

namespace nacre::report {
namespace {

using Json = nlohmann::ordered_json;

double rounded(double value) {
  char text[40];
  const auto end = std::to_chars(text, text + sizeof text, value, std::chars_format::general, 9).ptr;
  std::from_chars(text, end, value);
  return value;
}

Json numbers(const std::vector<double>& values) {
  Json list = Json::array();
  for (const double value : values) list.push_back(rounded(value));
  return list;
}

Json axis(const Axis& from, Range range) {
  return {{"label", from.label},
          {"unit", from.unit},
          {"text", axis_text(from)},
          {"log", from.logarithmic},
          {"range", {range.low, range.high}}};
}

const char* mark_name(Mark mark) {
  switch (mark) {
    case Mark::dashed:
      return "dashed";
    case Mark::points:
      return "points";
    case Mark::band:
      return "band";
    default:
      return "line";
  }
}

Json curve_head(const Curve& from) {
  Json json{{"label", from.label}, {"mark", mark_name(from.mark)}, {"color", std::max(0, from.color)}};
  if (from.shade < 1) json["shade"] = from.shade;
  return json;
}

Json curve(const Curve& from) {
  Json json = curve_head(from);
  json["x"] = numbers(from.x);
  if (from.mark == Mark::band) {
    json["low"] = numbers(from.y_low);
    json["high"] = numbers(from.y_high);
  } else {
    json["y"] = numbers(from.y);
  }
  if (!from.y_error.empty()) json["error"] = numbers(from.y_error);
  if (!from.notes.empty()) json["notes"] = from.notes;
  return json;
}

Json plot(const Plot& from) {
  const PlotRanges ranges = plot_ranges(from);
  Json json{{"id", from.id}, {"x", axis(from.x, ranges.x)}, {"y", axis(from.y, ranges.y)}};
  json["curves"] = Json::array();
  for (const Curve& one : from.curves) json["curves"].push_back(curve(one));
  return json;
}

Json film_curve(const Curve& from, io::NumberPool& pool) {
  Json json{{"x", pool.index(from.x)}};
  if (from.mark == Mark::band) {
    json["low"] = pool.index(from.y_low);
    json["high"] = pool.index(from.y_high);
  } else {
    json["y"] = pool.index(from.y);
  }
  if (!from.y_error.empty()) json["error"] = pool.index(from.y_error);
  if (!from.notes.empty()) json["notes"] = from.notes;
  return json;
}

Json film_curves(const FilmFrame& from, io::NumberPool& pool) {
  Json json = Json::array();
  for (const Curve& one : from.curves) json.push_back(film_curve(one, pool));
  return json;
}

Json film_frame(const Axis& slider, const FilmFrame& from, io::NumberPool& pool) {
  return {
      {"at", rounded(from.at)}, {"text", moment_text(slider, from.at)}, {"curves", film_curves(from, pool)}};
}

Json curve_heads(const std::vector<FilmFrame>& frames) {
  Json json = Json::array();
  for (const Curve& one : frames[0].curves) json.push_back(curve_head(one));
  return json;
}

Json film(const Film& from) {
  check(from);
  const PlotRanges ranges = film_ranges(from);
  Json json{{"id", from.id},
            {"x", axis(from.x, ranges.x)},
            {"y", axis(from.y, ranges.y)},
            {"slider", {{"label", from.slider.label}, {"text", axis_text(from.slider)}}},
            {"curves", curve_heads(from.frames)},
            {"frames", Json::array()}};
  io::NumberPool pool;
  for (const FilmFrame& frame : from.frames) json["frames"].push_back(film_frame(from.slider, frame, pool));
  json["arrays"] = pool.arrays();
  return json;
}

// Edges of the cells along an axis; `first` is the place of the first among all.
Json cells(const CellAxis& from) { return {{"first", from.first}, {"edges", numbers(from.edges)}}; }

Json map_of(const FrameMap& from) {
  const ColorScale scale = color_scale(from.map_values, from.y.logarithmic);
  return {{"columns", from.map_x.size()},
          {"x", cells(cell_axis(from.map_x, from.x.logarithmic))},
          {"y", cells(cell_axis(from.map_at, from.slider.logarithmic))},
          {"values", io::packed_numbers(from.map_values)},
          {"color", {{"range", {scale.range.low, scale.range.high}}, {"log", scale.logarithmic}}}};
}

Json residuals(const FrameMap& from, io::NumberPool& pool) {
  const Range range = residual_range(from.residuals);
  Json json{{"range", {rounded(range.low), rounded(range.high)}},
            {"curves", curve_heads(from.residuals)},
            {"frames", Json::array()}};
  for (const FilmFrame& frame : from.residuals) json["frames"].push_back(film_curves(frame, pool));
  return json;
}

// A frame map: its map, its frames as those of a film, and their residuals.
Json series(const FrameMap& from) {
  check(from);
  const PlotRanges ranges = frame_map_ranges(from);
  const Range moments = cell_axis(from.map_at, from.slider.logarithmic).range();
  io::NumberPool pool;
  Json json{{"id", from.id},
            {"x", axis(from.x, ranges.x)},
            {"y", axis(from.y, ranges.y)},
            {"slider", axis(from.slider, moments)},
            {"title", from.title},
            {"map", map_of(from)},
            {"curves", curve_heads(from.frames)},
            {"frames", Json::array()},
            {"notes", from.notes}};
  for (const FilmFrame& frame : from.frames) json["frames"].push_back(film_frame(from.slider, frame, pool));
  if (!from.residuals.empty()) json["residuals"] = residuals(from, pool);
  json["arrays"] = pool.arrays();
  return json;
}

// The colors of maps, red green blue each; nothing where there is no map.
std::string heat(const std::vector<Figure>& figures) {
  const auto is_map = [](const Figure& figure) { return std::holds_alternative<FrameMap>(figure); };
  if (std::ranges::none_of(figures, is_map)) return "";
  std::vector<std::uint8_t> bytes;
  for (const Color& color : heat_colors()) bytes.insert(bytes.end(), color.begin(), color.end());
  return io::base64(bytes);
}

// Spheres that an earlier picture has too are named by its place.
Json spheres(const ParticleGallery& from, std::size_t index, const ParticleView& view) {
  const ParticlePicture& picture = from.pictures[index];
  std::size_t same = 0;
  while (same < index && (from.pictures[same].positions_nm != picture.positions_nm ||
                          from.pictures[same].kind != picture.kind))
    ++same;
  Json json;
  if (same < index)
    json["same"] = same;
  else
    json = {{"positions", packed_positions(picture, view.reach_nm)}, {"kind", io::base64(picture.kind)}};
  if (picture.kept < 1) json["kept"] = rounded(picture.kept);
  const Outline outline = particle_outline(picture);
  if (!outline.edges.empty()) {
    json["edges"] = Json::array();
    for (const auto& [from_end, to_end] : outline.edges)
      for (const Vector& end : {from_end, to_end})
        for (const double x : end) json["edges"].push_back(rounded(x / view.reach_nm));
  }
  if (outline.radius_nm > 0) {
    json["ball"] = {{"radius", rounded(outline.radius_nm / view.reach_nm)}, {"middle", Json::array()}};
    for (const double x : outline.middle) json["ball"]["middle"].push_back(rounded(x / view.reach_nm));
  }
  return json;
}

Json particles(const ParticleGallery& from) {
  const ParticleView view = particle_view(from);
  Json json{{"id", from.id},
            {"axes",
             {numbers({view.axes[0].begin(), view.axes[0].end()}),
              numbers({view.axes[1].begin(), view.axes[1].end()}),
              numbers({view.axes[2].begin(), view.axes[2].end()})}},
            {"reach", rounded(view.reach_nm)},
            {"kinds", Json::array()},
            {"pictures", Json::array()}};
  for (const SphereKind& kind : from.kinds)
    json["kinds"].push_back({{"color", kind.color}, {"radius", rounded(kind.radius_nm)}});
  for (std::size_t i = 0; i < from.pictures.size(); ++i) json["pictures"].push_back(spheres(from, i, view));
  return json;
}

// Neither "</script" nor "<!--" may appear inside a script element.
std::string safe_in_script(const std::string& json) {
  std::string text;
  for (const char c : json) text += c == '<' ? std::string("\\u003c") : std::string(1, c);
  return text;
}

}  // namespace

std::string viewer_data(const std::vector<Figure>& figures) {
  Json data{{"markers", marker_paths},    {"plots", Json::array()}, {"maps", Json::array()},
            {"particles", Json::array()}, {"films", Json::array()}, {"series", Json::array()},
            {"heat", heat(figures)}};
  for (const Figure& figure : figures) {
    if (const auto* one = std::get_if<Plot>(&figure)) data["plots"].push_back(plot(*one));
    if (const auto* gallery = std::get_if<ParticleGallery>(&figure))
      data["particles"].push_back(particles(*gallery));
    if (const auto* one = std::get_if<Film>(&figure)) data["films"].push_back(film(*one));
    if (const auto* one = std::get_if<FrameMap>(&figure)) data["series"].push_back(series(*one));
    if (const auto* map = std::get_if<CorrelationMap>(&figure)) {
      data["maps"].push_back({{"id", map->id}, {"names", map->names}, {"values", numbers(map->values)}});
    }
  }
  return safe_in_script(data.dump(-1, ' ', false, Json::error_handler_t::replace));
}

}  // namespace nacre::report
