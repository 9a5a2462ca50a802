// What holds for every figure of every study.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "nacre/core/figure.hpp"

namespace nacre::study {

inline std::string figure_id(const Figure& figure) {
  return std::visit([](const auto& one) { return one.id; }, figure);
}

template <typename Kind = Plot>
const Kind& figure_of(const std::vector<Figure>& figures, const std::string& id) {
  for (const Figure& figure : figures)
    if (figure_id(figure) == id) return std::get<Kind>(figure);
  throw std::out_of_range("no figure " + id);
}

inline const Curve& curve_of(const Plot& plot, const std::string& label) {
  for (const Curve& curve : plot.curves)
    if (curve.label == label) return curve;
  throw std::out_of_range("no curve " + label);
}

inline void expect_finite(const std::vector<double>& values, const std::string& where) {
  for (const double value : values) EXPECT_TRUE(std::isfinite(value)) << where;
}

inline void expect_sound_curve(const Curve& curve, const std::string& where) {
  const std::size_t n = curve.x.size();
  const bool band = curve.mark == Mark::band;
  EXPECT_GT(n, 0u) << where;
  EXPECT_EQ(curve.y.size(), band ? 0 : n) << where;
  EXPECT_EQ(curve.y_low.size(), band ? n : 0) << where;
  EXPECT_EQ(curve.y_high.size(), band ? n : 0) << where;
  EXPECT_TRUE(curve.y_error.empty() || curve.y_error.size() == n) << where;
  EXPECT_TRUE(curve.notes.empty() || curve.notes.size() == n) << where;
  for (const auto* values : {&curve.x, &curve.y, &curve.y_low, &curve.y_high}) expect_finite(*values, where);
}

inline void expect_sound_particles(const ParticleGallery& gallery) {
  const std::string& id = gallery.id;
  EXPECT_FALSE(gallery.title.empty() || gallery.caption.empty() || gallery.pictures.empty()) << id;
  for (const SphereKind& kind : gallery.kinds) EXPECT_TRUE(kind.radius_nm > 0 && kind.color >= -2) << id;
  for (const ParticlePicture& picture : gallery.pictures) {
    EXPECT_FALSE(picture.kind.empty()) << id;
    EXPECT_EQ(picture.positions_nm.size(), 3 * picture.kind.size()) << id;
    expect_finite(picture.positions_nm, id);
    for (const std::uint8_t kind : picture.kind) EXPECT_LT(kind, gallery.kinds.size()) << id;
  }
}

inline void expect_sound_film(const Film& film) {
  const std::string& id = film.id;
  EXPECT_FALSE(film.title.empty() || film.caption.empty() || film.x.label.empty() ||
               film.slider.label.empty())
      << id;
  EXPECT_NO_THROW(check(film)) << id;
  for (const FilmFrame& frame : film.frames)
    for (const Curve& curve : frame.curves)
      expect_sound_curve(curve, id + " at " + std::to_string(frame.at) + ": " + curve.label);
}

inline void expect_sound_frame_map(const FrameMap& map) {
  const std::string& id = map.id;
  EXPECT_FALSE(map.title.empty() || map.caption.empty() || map.x.label.empty() || map.y.label.empty() ||
               map.slider.label.empty())
      << id;
  EXPECT_NO_THROW(check(map)) << id;
  EXPECT_LE(map.map_at.size(), 300u) << id;
  EXPECT_LE(map.map_x.size(), 400u) << id;
  EXPECT_LE(map.frames.size(), 400u) << id;
  for (const auto* frames : {&map.frames, &map.residuals})
    for (const FilmFrame& frame : *frames)
      for (const Curve& curve : frame.curves)
        expect_sound_curve(curve, id + " at " + std::to_string(frame.at) + ": " + curve.label);
}

inline void expect_sound(const Figure& figure) {
  const std::string id = figure_id(figure);
  EXPECT_TRUE(!id.empty() && id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == id.npos) << id;
  if (const auto* plot = std::get_if<Plot>(&figure)) {
    EXPECT_FALSE(plot->title.empty() || plot->caption.empty() || plot->x.label.empty()) << id;
    EXPECT_FALSE(plot->curves.empty()) << id;
    for (const Curve& curve : plot->curves) expect_sound_curve(curve, id + ": " + curve.label);
  } else if (const auto* map = std::get_if<CorrelationMap>(&figure)) {
    EXPECT_EQ(map->values.size(), map->names.size() * map->names.size()) << id;
    for (const double value : map->values) EXPECT_LE(std::abs(value), 1 + 1e-12) << id;
  } else if (const auto* film = std::get_if<Film>(&figure)) {
    expect_sound_film(*film);
  } else if (const auto* frames = std::get_if<FrameMap>(&figure)) {
    expect_sound_frame_map(*frames);
  } else if (const auto* particles = std::get_if<ParticleGallery>(&figure)) {
    expect_sound_particles(*particles);
  } else {
    for (const LatticePicture& picture : std::get<Gallery>(figure).pictures)
      EXPECT_EQ(picture.is_a.size(), static_cast<std::size_t>(picture.nx * picture.ny)) << id;
  }
}

inline void expect_sound(const std::vector<Figure>& figures) {
  std::set<std::string> ids;
  for (const Figure& figure : figures) {
    expect_sound(figure);
    EXPECT_TRUE(ids.insert(figure_id(figure)).second) << figure_id(figure) << " is there twice";
  }
}

}  // namespace nacre::study
