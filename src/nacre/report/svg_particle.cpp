// Spheres from back to front. Each kind is drawn once for each of a few depths, the farther the paler, and
// then placed with <use>: the file stays small, and the colors stay rules of web/src/figure.css.
#include "nacre/report/svg_particle.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <set>
#include <utility>
#include <vector>

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

constexpr std::size_t many_spheres = 2000;  // in a picture: its tiny ones are then drawn as dots,
constexpr double largest_dot = 2;           // of this radius in pixels at most,
constexpr std::size_t most_dots = 6000;     // and about so many of them: every second, or third ... of all

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

// The shortest text of a number with so many decimals.
std::string decimals(double value, int count) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.*f", count, value);
  std::string text = buffer;
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

std::string hundredths(double value) { return decimals(value, 2); }
std::string tenths(double value) { return decimals(value, 1); }

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

// Tiny spheres of one look as the dots of one path: a quarter of the text.
class Dots {
 public:
  Dots(const Sheet& sheet, const ParticlePicture& picture, const std::vector<SeenSphere>& seen)
      : sheet_(sheet), many_(picture.kind.size() > many_spheres), paths_(sheet.gallery.kinds.size()) {
    std::size_t dots = 0;
    for (const SeenSphere& one : seen) dots += holds(one.kind);
    step_ = 1 + dots / most_dots;
  }

  bool holds(std::size_t kind) const {
    return many_ && sheet_.gallery.kinds[kind].radius_nm * sheet_.pixels_per_nm() < largest_dot;
  }

  void add(const SeenSphere& one) {
    if (count_++ % step_ != 0) return;
    const double scale = sheet_.pixels_per_nm();
    paths_[one.kind] += "M" + tenths(one.x_nm * scale) + " " + tenths(-one.y_nm * scale) + "h0";
  }

  // Those of one level of depth; then there are none.
  std::string take(int level) {
    std::string result;
    for (std::size_t kind = 0; kind < paths_.size(); ++kind) {
      if (paths_[kind].empty()) continue;
      const SphereKind& look = sheet_.gallery.kinds[kind];
      result += "<path class=\"dots " + color_class(look.color) + "\" stroke-width=\"" +
                hundredths(2 * look.radius_nm * sheet_.pixels_per_nm()) + "\" stroke-opacity=\"" +
                hundredths(1 - palest * level / deepest) + "\" d=\"" + paths_[kind] + "\"/>\n";
      paths_[kind].clear();
    }
    return result;
  }

 private:
  const Sheet& sheet_;
  bool many_;
  std::vector<std::string> paths_;
  std::size_t step_ = 1, count_ = 0;
};

// Spheres about the origin; notes which looks they need.
std::string spheres(Sheet& sheet, const ParticlePicture& picture) {
  const double scale = sheet.pixels_per_nm();
  const std::vector<SeenSphere> seen = seen_spheres(sheet.gallery, picture, sheet.view);
  Dots dots(sheet, picture, seen);
  std::string result, of_level;
  int level = deepest;
  for (const SeenSphere& one : seen) {
    const Look look{one.kind, level_of(one.depth_nm, sheet.view.reach_nm)};
    if (look.second != level) result += dots.take(level) + std::exchange(of_level, "");
    level = look.second;
    if (dots.holds(one.kind)) {
      dots.add(one);
      continue;
    }
    sheet.looks.insert(look);
    of_level += "<use href=\"#" + look_id(sheet, look) + "\" x=\"" + hundredths(one.x_nm * scale) +
                "\" y=\"" + hundredths(-one.y_nm * scale) + "\"/>\n";
  }
  return result + dots.take(level) + of_level;
}

// The droplet as a circle, the edges of a box behind its particles and before them.
std::string with_outline(const Sheet& sheet, const ParticlePicture& picture, const std::string& inside) {
  const double scale = sheet.pixels_per_nm();
  const Outline outline = particle_outline(picture);
  const auto across = [&](const Vector& at, std::size_t axis) {
    const Vector& along = sheet.view.axes[axis];
    return scale * (at[0] * along[0] + at[1] * along[1] + at[2] * along[2]);
  };
  std::string behind, before;
  for (const auto& [a, b] : outline.edges)
    (across(a, 2) + across(b, 2) < 0 ? behind : before) += "M" + tenths(across(a, 0)) + " " +
                                                           tenths(-across(a, 1)) + "L" +
                                                           tenths(across(b, 0)) + " " + tenths(-across(b, 1));
  const auto path = [](const std::string& d) {
    return d.empty() ? "" : "<path class=\"outline\" d=\"" + d + "\"/>\n";
  };
  std::string circle;
  if (outline.radius_nm > 0)
    circle = "<circle class=\"outline\" cx=\"" + tenths(across(outline.middle, 0)) + "\" cy=\"" +
             tenths(-across(outline.middle, 1)) + "\" r=\"" + tenths(outline.radius_nm * scale) + "\"/>\n";
  return circle + path(behind) + inside + path(before);
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
  char number[32];
  std::snprintf(number, sizeof number, "%g ", length_nm);
  const std::string label = number + sheet.gallery.unit;
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
  for (const ParticlePicture& picture : gallery.pictures)
    drawn.push_back(with_outline(sheet, picture, spheres(sheet, picture)));
  std::string result;
  for (std::size_t i = 0; i < drawn.size(); ++i)
    result += picture_svg(sheet, gallery.pictures[i], i == 0 ? shapes(sheet) : "", drawn[i], i == 0);
  return "<div class=\"particles\">\n" + result + "</div>\n" + legend(sheet);
}

}  // namespace nacre::report
