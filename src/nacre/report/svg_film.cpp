// A film on paper: a few of its frames over one another, the later the darker. Keys name the curves, and in
// shades the moments of the frames.
#include <algorithm>
#include <utility>

#include "nacre/report/svg.hpp"
#include "nacre/report/svg_plot.hpp"

namespace nacre::report {
namespace {

constexpr std::size_t most_frames = 5;
constexpr double lightest = 0.25;
constexpr int dark_grey = 6;  // color of keys that stand for curves of several colors

void add(Plot& sheet, Curve curve, const std::string& label, double shade) {
  curve.label = label;
  curve.shade *= shade;
  sheet.curves.push_back(std::move(curve));
}

std::size_t frames_shown(const Film& film) { return std::min(most_frames, film.frames.size()); }

// Frame number i of the n that are shown, spread evenly from the first to the last; one alone is the last.
const FilmFrame& frame_shown(const Film& film, std::size_t i, std::size_t n) {
  const std::size_t last = film.frames.size() - 1;
  return film.frames[n == 1 ? last : (2 * i * last + n - 1) / (2 * (n - 1))];
}

// Only the first key says what the numbers are: all five fit a row.
std::string key_text(const Film& film, std::size_t i, double at) {
  return moment_text({i == 0 ? film.slider.label : "", film.slider.unit}, at);
}

double shade_of(std::size_t i, std::size_t n) {
  return n == 1 ? 1 : lightest + (1 - lightest) * static_cast<double>(i) / static_cast<double>(n - 1);
}

// Without points: in the legend alone.
Curve key_of(const Curve& curve) { return {.mark = curve.mark, .color = curve.color}; }

// Looks like the curves of a frame if all look alike.
Curve key_of(const FilmFrame& frame) {
  if (frame.curves.empty()) return {.color = dark_grey};
  const Curve& first = frame.curves[0];
  const auto differs = [&first](const Curve& one) {
    return one.mark != first.mark || one.color != first.color;
  };
  return std::ranges::any_of(frame.curves, differs) ? Curve{.color = dark_grey} : key_of(first);
}

}  // namespace

std::string film_svg(const Film& film) {
  check(film);
  Plot sheet{film.id, film.title, film.caption, film.x, film.y, {}};
  const std::size_t n = frames_shown(film);
  for (const Curve& curve : film.frames[0].curves) add(sheet, key_of(curve), curve.label, 1);
  for (std::size_t i = 0; i < n; ++i) {
    const FilmFrame& frame = frame_shown(film, i, n);
    add(sheet, key_of(frame), key_text(film, i, frame.at), shade_of(i, n));
    for (const Curve& curve : frame.curves) add(sheet, curve, "", shade_of(i, n));
  }
  return plot_svg(sheet, film_ranges(film));
}

}  // namespace nacre::report
