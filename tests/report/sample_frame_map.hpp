// Scattering of spheres that grow, one frame after another, with noise, fits and residuals.
#pragma once

#include <cmath>
#include <random>
#include <string>

#include "nacre/core/figure.hpp"

namespace nacre::test {

inline double sphere_intensity(double q_per_nm, double radius_nm, double scale) {
  const double qr = q_per_nm * radius_nm;
  const double amplitude = 3 * (std::sin(qr) - qr * std::cos(qr)) / (qr * qr * qr);
  return scale * std::pow(radius_nm, 6) * (amplitude * amplitude + 1e-4);
}

// Frame i of n: data, fit, residuals; at 30 s * i.
inline void add_sample_frame(FrameMap& map, int i, int n, int points, std::mt19937& random) {
  std::normal_distribution<double> noise;
  const double part = static_cast<double>(i) / std::max(1, n - 1);
  const double radius_nm = 1 + 1.4 * std::sqrt(part), scale = 0.2 + 0.8 * part;
  Curve data{.label = "data", .mark = Mark::points, .color = 0};
  Curve fit{.label = "fit", .mark = Mark::line, .color = 1};
  Curve residual{.label = "residuals", .mark = Mark::points, .color = 0};
  for (int k = 0; k < points; ++k) {
    const double q = 0.2 * std::pow(25.0, static_cast<double>(k) / (points - 1));
    const double y = sphere_intensity(q, radius_nm, scale), sigma = 0.03 * y + 0.002, z = noise(random);
    data.x.push_back(q);
    data.y.push_back(y + sigma * z);
    data.y_error.push_back(sigma);
    fit.y.push_back(y);
    residual.y.push_back(z);
  }
  fit.x = residual.x = data.x;
  map.frames.push_back({30.0 * i, {data, fit}});
  map.residuals.push_back({30.0 * i, {residual}});
  map.notes.push_back("frame-" + std::to_string(i) + ".dat: reduced chi2 " + std::to_string(1 + 0.01 * i));
}

// `rows` of the map lie among the frames; the one in the middle holds nothing.
inline void add_sample_map(FrameMap& map, int rows, int columns) {
  for (int k = 0; k < columns; ++k)
    map.map_x.push_back(0.2 * std::pow(25.0, static_cast<double>(k) / (columns - 1)));
  for (int row = 0; row < rows; ++row) {
    const double part = static_cast<double>(row) / std::max(1, rows - 1);
    map.map_at.push_back(part * map.frames.back().at);
    for (const double q : map.map_x)
      map.map_values.push_back(
          row == rows / 2 ? std::nan("")
                          : sphere_intensity(q, 1 + 1.4 * std::sqrt(part), 0.2 + 0.8 * part) + 0.001);
  }
}

inline FrameMap sample_frame_map(int frames = 12, int points = 60, int rows = 12, int columns = 60) {
  FrameMap map{.id = "saxs-series",
               .title = "Scattering as the particles grow",
               .caption = "Intensity on a logarithmic scale. Each frame is fitted with a sphere.",
               .x = {"q", "1/nm", true},
               .y = {"intensity", "1/cm", true},
               .slider = {"time", "s"}};
  std::mt19937 random(1);
  for (int i = 0; i < frames; ++i) add_sample_frame(map, i, frames, points, random);
  add_sample_map(map, rows, columns);
  return map;
}

}  // namespace nacre::test
