// A population of nanocrystals that grows: a distribution on a fixed grid, and cohorts that move.
#pragma once

#include <cmath>

#include "nacre/core/figure.hpp"

namespace nacre::test {

inline constexpr int film_frames = 13;

// Frames at 1, 1.78, ... 1000 s.
inline FilmFrame sample_frame(int i) {
  const double at = std::pow(10, 0.25 * i);
  const double mean = 1 + 2.5 * std::sqrt(at / 1000), width = 0.32 - 0.014 * i;
  Curve grid{.label = "simulated", .mark = Mark::line, .color = 0};
  Curve cohorts{.label = "cohorts", .mark = Mark::points, .color = 1};
  const auto number = [&](double radius) {
    const double z = (radius - mean) / width;
    return 0.01 * i * std::exp(-0.5 * z * z) / width;
  };
  for (int k = 0; k <= 200; ++k) {
    grid.x.push_back(0.025 * k);
    grid.y.push_back(number(grid.x.back()));
  }
  for (int k = -3; k <= 3; ++k) {
    cohorts.x.push_back(mean + 0.8 * k * width);
    cohorts.y.push_back(number(cohorts.x.back()));
  }
  return {at, {grid, cohorts}};
}

inline Film sample_film() {
  Film film{.id = "sizes",
            .title = "Size distribution as it grows",
            .caption = "Number of nanocrystals per radius, on a grid and in cohorts that move.",
            .x = {"radius", "nm"},
            .y = {"concentration per radius", "µmol/L/nm"},
            .slider = {"time", "s"}};
  for (int i = 0; i < film_frames; ++i) film.frames.push_back(sample_frame(i));
  return film;
}

}  // namespace nacre::test
