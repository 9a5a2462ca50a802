// figures.json: what the report draws.
#include <array>
#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>
#include <variant>

#include "nacre/io/json_results.hpp"
#include "nacre/io/json_values.hpp"
#include "nacre/io/packed_numbers.hpp"

namespace nacre::io {
namespace {

using Json = nlohmann::ordered_json;

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
  Json json{{"label", curve.label},
            {"mark", name_of(curve.mark)},
            {"color", curve.color},
            {"x", json_numbers<Json>(curve.x)},
            {"y", json_numbers<Json>(curve.y)},
            {"y_error", json_numbers<Json>(curve.y_error)},
            {"y_low", json_numbers<Json>(curve.y_low)},
            {"y_high", json_numbers<Json>(curve.y_high)},
            {"notes", curve.notes}};
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
          {"caption", map.caption}, {"names", map.names}, {"values", json_numbers<Json>(map.values)}};
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
  for (const double value : positions_nm) list.push_back(json_number<Json>(std::round(value * 1e6) / 1e6));
  return list;
}

constexpr std::size_t many_spheres = 2000;  // whose numbers are written packed, in single precision

// A picture of the same spheres as an earlier one names it.
Json picture_json(const ParticleGallery& gallery, std::size_t index) {
  const ParticlePicture& picture = gallery.pictures[index];
  Json json{{"title", picture.title}};
  std::size_t same = 0;
  while (same < index && (gallery.pictures[same].positions_nm != picture.positions_nm ||
                          gallery.pictures[same].kind != picture.kind))
    ++same;
  if (same < index) {
    json["same_as"] = same;
  } else if (picture.kind.size() > many_spheres) {
    json["packed_positions_nm"] = packed_numbers(picture.positions_nm);
    json["packed_kind"] = base64(picture.kind);
  } else {
    json["positions_nm"] = positions_json(picture.positions_nm);
    json["kind"] = picture.kind;
  }
  if (picture.kept < 1) json["kept"] = picture.kept;
  if (picture.box_nm[0] > 0) json["box_nm"] = picture.box_nm;
  if (picture.droplet_radius_nm > 0) json["droplet_radius_nm"] = picture.droplet_radius_nm;
  return json;
}

Json figure_json(const ParticleGallery& gallery) {
  Json json = {{"type", "particles"},        {"id", gallery.id},       {"title", gallery.title},
               {"caption", gallery.caption}, {"kinds", Json::array()}, {"pictures", Json::array()}};
  for (const SphereKind& kind : gallery.kinds)
    json["kinds"].push_back(
        {{"label", kind.label}, {"color", kind.color}, {"radius_nm", json_number<Json>(kind.radius_nm)}});
  if (gallery.unit != "nm") json["unit"] = gallery.unit;
  for (std::size_t i = 0; i < gallery.pictures.size(); ++i)
    json["pictures"].push_back(picture_json(gallery, i));
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

std::vector<std::int64_t> read_kinds(const Json& json) {
  if (!json.contains("packed_kind")) return json.at("kind");
  const std::vector<std::uint8_t> bytes = from_base64(json.at("packed_kind"));
  return {bytes.begin(), bytes.end()};
}

// The spheres, unless they are those of an earlier picture.
void read_spheres(const Json& json, const ParticleGallery& gallery, ParticlePicture& picture) {
  if (json.contains("same_as")) {
    const auto index = json.at("same_as").get<std::size_t>();
    if (index >= gallery.pictures.size())
      throw std::invalid_argument("spheres of a picture that is not before");
    const ParticlePicture& same = gallery.pictures[index];
    picture.positions_nm = same.positions_nm;
    picture.kind = same.kind;
    return;
  }
  picture.positions_nm = json.contains("packed_positions_nm")
                             ? unpacked_numbers(json.at("packed_positions_nm"))
                             : read_numbers(json.at("positions_nm"));
  for (const double value : picture.positions_nm)
    if (std::isnan(value)) throw std::invalid_argument("a sphere without a position");
  const std::size_t n_kinds = gallery.kinds.size();
  for (const std::int64_t kind : read_kinds(json)) {
    if (kind < 0 || kind > 255 || static_cast<std::size_t>(kind) >= n_kinds)
      throw std::invalid_argument("sphere kind " + std::to_string(kind) + " of " + std::to_string(n_kinds));
    picture.kind.push_back(static_cast<std::uint8_t>(kind));
  }
}

ParticlePicture read_particle(const Json& json, const ParticleGallery& gallery) {
  ParticlePicture picture{.title = json.at("title")};
  read_spheres(json, gallery, picture);
  picture.kept = json.value("kept", 1.0);
  picture.box_nm = json.value("box_nm", picture.box_nm);
  picture.droplet_radius_nm = json.value("droplet_radius_nm", 0.0);
  if (picture.positions_nm.size() != 3 * picture.kind.size())
    throw std::invalid_argument(std::to_string(picture.positions_nm.size()) + " coordinates for " +
                                std::to_string(picture.kind.size()) + " spheres");
  return picture;
}

ParticleGallery read_particles(const Json& json) {
  ParticleGallery gallery{.id = json.at("id"), .title = json.at("title"), .caption = json.at("caption")};
  gallery.unit = json.value("unit", "nm");
  for (const Json& kind : json.at("kinds")) gallery.kinds.push_back(read_sphere_kind(kind));
  for (const Json& picture : json.at("pictures")) gallery.pictures.push_back(read_particle(picture, gallery));
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

// ---- frame maps: their many numbers are packed, each array once ----

Json head_json(const Curve& curve) {
  Json json{{"label", curve.label}, {"mark", name_of(curve.mark)}, {"color", curve.color}};
  if (curve.shade < 1) json["shade"] = curve.shade;
  return json;
}

constexpr std::array<std::pair<const char*, std::vector<double> Curve::*>, 5> curve_arrays = {
    {{"x", &Curve::x},
     {"y", &Curve::y},
     {"y_error", &Curve::y_error},
     {"y_low", &Curve::y_low},
     {"y_high", &Curve::y_high}}};

Json packed_json(const Curve& curve, NumberPool& pool) {
  Json json = Json::object();
  for (const auto& [name, member] : curve_arrays)
    if (!(curve.*member).empty()) json[name] = pool.index(curve.*member);
  if (!curve.notes.empty()) json["notes"] = curve.notes;
  return json;
}

// What is the same in every frame, and for each the places of its numbers.
Json frames_json(const std::vector<FilmFrame>& frames, NumberPool& pool) {
  Json json{{"curves", Json::array()}, {"at", Json::array()}, {"numbers", Json::array()}};
  if (frames.empty()) return json;
  for (const Curve& curve : frames[0].curves) json["curves"].push_back(head_json(curve));
  for (const FilmFrame& frame : frames) {
    json["at"].push_back(frame.at);
    Json curves = Json::array();
    for (const Curve& curve : frame.curves) curves.push_back(packed_json(curve, pool));
    json["numbers"].push_back(curves);
  }
  return json;
}

Json figure_json(const FrameMap& map) {
  check(map);
  NumberPool pool;
  Json json = {{"type", "frames"}, {"id", map.id}, {"title", map.title}, {"caption", map.caption}};
  json["x"] = axis_json(map.x);
  json["y"] = axis_json(map.y);
  json["slider"] = axis_json(map.slider);
  json["map_x"] = map.map_x;
  json["map_at"] = map.map_at;
  json["map_values"] = packed_numbers(map.map_values);
  json["frames"] = frames_json(map.frames, pool);
  json["residuals"] = frames_json(map.residuals, pool);
  json["notes"] = map.notes;
  json["arrays"] = pool.arrays();
  return json;
}

using Arrays = std::vector<std::vector<double>>;

const std::vector<double>& array_at(const Arrays& arrays, const Json& place) {
  const std::int64_t at = place.get<std::int64_t>();
  if (at < 0 || static_cast<std::uint64_t>(at) >= arrays.size())
    throw std::invalid_argument("array " + std::to_string(at) + " of " + std::to_string(arrays.size()));
  return arrays[static_cast<std::size_t>(at)];
}

Curve read_packed(const Json& head, const Json& json, const Arrays& arrays) {
  Curve curve{.label = head.at("label"),
              .mark = read_mark(head.at("mark")),
              .color = head.at("color"),
              .notes = json.value("notes", std::vector<std::string>()),
              .shade = head.value("shade", 1.0)};
  for (const auto& [name, member] : curve_arrays)
    if (json.contains(name)) curve.*member = array_at(arrays, json.at(name));
  return curve;
}

std::vector<FilmFrame> read_frames(const Json& json, const Arrays& arrays) {
  std::vector<FilmFrame> frames;
  const Json& heads = json.at("curves");
  for (const Json& at : json.at("at")) {
    frames.push_back({read_number(at), {}});
    const Json& numbers = json.at("numbers").at(frames.size() - 1);
    for (std::size_t i = 0; i < heads.size(); ++i)
      frames.back().curves.push_back(read_packed(heads.at(i), numbers.at(i), arrays));
  }
  return frames;
}

FrameMap read_frame_map(const Json& json) {
  FrameMap map{.id = json.at("id"), .title = json.at("title"), .caption = json.at("caption")};
  map.x = read_axis(json.at("x"));
  map.y = read_axis(json.at("y"));
  map.slider = read_axis(json.at("slider"));
  map.map_x = read_numbers(json.at("map_x"));
  map.map_at = read_numbers(json.at("map_at"));
  map.map_values = unpacked_numbers(json.at("map_values"));
  Arrays arrays;
  for (const Json& one : json.at("arrays")) arrays.push_back(unpacked_numbers(one));
  map.frames = read_frames(json.at("frames"), arrays);
  map.residuals = read_frames(json.at("residuals"), arrays);
  map.notes = json.at("notes");
  check(map);
  return map;
}

// ---- any figure ----

Figure read_figure(const Json& json) {
  const std::string type = json.at("type");
  if (type == "plot") return read_plot(json);
  if (type == "correlation") return read_map(json);
  if (type == "gallery") return read_gallery(json);
  if (type == "particles") return read_particles(json);
  if (type == "film") return read_film(json);
  if (type == "frames") return read_frame_map(json);
  throw std::invalid_argument("an unknown figure type \"" + type + "\"");
}

}  // namespace

std::string figures_json(const std::vector<Figure>& figures) {
  Json list = Json::array();
  for (const Figure& figure : figures)
    list.push_back(std::visit([](const auto& f) { return figure_json(f); }, figure));
  return text_of(list, -1);
}

std::vector<Figure> read_figures(const std::filesystem::path& path) {
  return read_json<Json>(path, "a list of figures", [](const Json& list) {
    if (!list.is_array()) throw std::invalid_argument("something else than a list");
    std::vector<Figure> figures;
    for (const Json& figure : list) figures.push_back(read_figure(figure));
    return figures;
  });
}

}  // namespace nacre::io
