// Spheres from back to front. Each kind is drawn once for each of a few depths, the farther the paler, and
// then placed with <use>: the file stays small, and the colors stay rules of web/src/figure.css.
#include "nacre/report/svg_particle.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <set>
#include <utility>

#include "nacre/report/particle_view.hpp"
#include "nacre/report/svg.hpp"
#include "nacre/report/xml.hpp"

namespace nacre::report {
namespace {

constexpr double font_size = 13;
constexpr double line_height = 17;
constexpr int deepest = 12;       // levels of depth: 0 at the front
constexpr double palest = 0.6;    // how much of the paper's color lies over the farthest spheres
constexpr double key_radius = 7;  // of the spheres in the legend
constexpr double widest_key = 320;
constexpr double longest_bar = 0.36;  // of the reach: then it fits beside a round particle

// Light from the upper left; web/src/spheres.js shades by the same numbers.
constexpr const char* shade_stops =
    "<stop offset=\"0\" stop-color=\"#fff\" stop-opacity=\".7\"/>"
    "<stop offset=\".2\" stop-color=\"#fff\" stop-opacity=\".28\"/>"
    "<stop offset=\".45\" stop-color=\"#fff\" stop-opacity=\"0\"/>"
    "<stop offset=\".45\" stop-opacity=\"0\"/>"
    "<stop offset=\".75\" stop-opacity=\".2\"/>"
    "<stop offset=\"1\" stop-opacity=\".5\"/>";

using Look = std::pair<std::size_t, int>;  // kind and level of depth

struct Sheet {
  const ParticleGallery& gallery;
  ParticleView view;
  double side;  // of the square that a particle turns in, in pixels
  std::string prefix;
  std::set<Look> looks{};  // those in use

  double pixels_per_nm() const { return (side / 2 - 1) / view.reach_nm; }
};

// Two particles or four stand in two columns, else in three, which fit a sheet of A4.
double picture_side(std::size_t pictures) {
  if (pictures == 1) return 400;
  return pictures == 2 || pictures == 4 ? 320 : 208;
}

std::string hundredths(double value) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.2f", value);
  std::string text = buffer;
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

std::string color_class(int color) {
  if (color < 0) return color == -1 ? "dark-grey" : "light-grey";
  return "c" + std::to_string(color % color_count);
}

std::string look_id(const Sheet& sheet, const Look& look) {
  return sheet.prefix + std::to_string(look.first) + static_cast<char>('a' + look.second);
}

int level_of(double depth_nm, double reach_nm) {
  return std::clamp(static_cast<int>(std::lround(deepest * (1 - depth_nm / reach_nm) / 2)), 0, deepest);
}

std::string sphere(const Sheet& sheet, int color, double radius) {
  const std::string r = "r=\"" + hundredths(radius) + "\"/>";
  return "<circle class=\"sphere " + color_class(color) + "\" " + r + "<circle class=\"shade\" fill=\"url(#" +
         sheet.prefix + "shade)\" " + r;
}

// Rules reach what <use> copies only from within the copy: so its root has the figures' class, too.
std::string look_shape(const Sheet& sheet, const Look& look) {
  const SphereKind& kind = sheet.gallery.kinds[look.first];
  const double radius = kind.radius_nm * sheet.pixels_per_nm();
  const double pale = palest * look.second / deepest;
  const std::string fog =
      "<circle class=\"fog\" fill-opacity=\"" + hundredths(pale) + "\" r=\"" + hundredths(radius) + "\"/>";
  return "<g class=\"nacre-figure\" id=\"" + look_id(sheet, look) + "\">" +
         sphere(sheet, kind.color, radius) + (look.second > 0 ? fog : "") + "</g>\n";
}

std::string shapes(const Sheet& sheet) {
  std::string result = "<defs>\n<radialGradient id=\"" + sheet.prefix +
                       "shade\" cx=\".36\" cy=\".32\" r=\".72\">" + shade_stops + "</radialGradient>\n";
  for (const Look& look : sheet.looks) result += look_shape(sheet, look);
  return result + "</defs>\n";
}

// Spheres about the origin; notes which looks they need.
std::string spheres(Sheet& sheet, const ParticlePicture& picture) {
  const double scale = sheet.pixels_per_nm();
  std::string result;
  for (const SeenSphere& one : seen_spheres(sheet.gallery, picture, sheet.view)) {
    const Look look{one.kind, level_of(one.depth_nm, sheet.view.reach_nm)};
    sheet.looks.insert(look);
    result += "<use href=\"#" + look_id(sheet, look) + "\" x=\"" + hundredths(one.x_nm * scale) + "\" y=\"" +
              hundredths(-one.y_nm * scale) + "\"/>\n";
  }
  return result;
}

// The longest of 1, 2 and 5 times a power of ten that is not above `most`.
double round_length(double most) {
  const double decade = std::pow(10, std::floor(std::log10(most)));
  for (const double digit : {5.0, 2.0})
    if (digit * decade <= most) return digit * decade;
  return decade;
}

std::string scale_bar(const Sheet& sheet, double bottom) {
  const double length_nm = round_length(longest_bar * sheet.view.reach_nm);
  char label[32];
  std::snprintf(label, sizeof label, "%g nm", length_nm);
  return "<g class=\"scale\"><path class=\"bar\" d=\"M1 " + pixels(bottom - 2) + "h" +
         hundredths(length_nm * sheet.pixels_per_nm()) + "\"/>\n" + svg_text(0, bottom - 8, label) + "</g>\n";
}

// A title above the square; the viewer lays its canvas over the square at the bottom.
std::string picture_svg(const Sheet& sheet, const ParticlePicture& picture, const std::string& before,
                        const std::string& spheres, bool with_scale) {
  const auto lines = wrap_text(picture.title, sheet.side, font_size);
  const double top = lines.empty() ? 0 : line_height * static_cast<double>(lines.size()) + 4;
  std::string titles;
  for (std::size_t i = 0; i < lines.size(); ++i)
    titles += svg_text(0, font_size + line_height * static_cast<double>(i),
                       fit_text(lines[i], sheet.side, font_size));
  const std::string& name = picture.title.empty() ? sheet.gallery.title : picture.title;
  return "<div class=\"particle\">" + svg_open(sheet.side, top + sheet.side, name) + before + titles +
         "<g class=\"spheres\" transform=\"translate(" + pixels(sheet.side / 2) + " " +
         pixels(top + sheet.side / 2) + ")\">\n" + spheres + "</g>\n" +
         (with_scale ? scale_bar(sheet, top + sheet.side) : "") + "</svg></div>\n";
}

std::string legend(const Sheet& sheet) {
  std::string keys;
  for (const SphereKind& kind : sheet.gallery.kinds) {
    if (kind.label.empty()) continue;
    const std::string label = fit_text(kind.label, widest_key, font_size);
    keys += svg_open(2 * key_radius + 10 + text_width(label, font_size), 20, kind.label) +
            "<g transform=\"translate(8 10)\">" + sphere(sheet, kind.color, key_radius) + "</g>" +
            svg_text(22, 14.5, label) + "</svg>\n";
  }
  return keys.empty() ? "" : "<div class=\"legend\">\n" + keys + "</div>\n";
}

}  // namespace

std::string particle_gallery_svg(const ParticleGallery& gallery) {
  if (gallery.pictures.empty()) return "";
  Sheet sheet{gallery, particle_view(gallery), picture_side(gallery.pictures.size()),
              escape(gallery.id) + "-"};
  std::vector<std::string> drawn;
  for (const ParticlePicture& picture : gallery.pictures) drawn.push_back(spheres(sheet, picture));
  std::string result;
  for (std::size_t i = 0; i < drawn.size(); ++i)
    result += picture_svg(sheet, gallery.pictures[i], i == 0 ? shapes(sheet) : "", drawn[i], i == 0);
  return "<div class=\"particles\">\n" + result + "</div>\n" + legend(sheet);
}

}  // namespace nacre::report
