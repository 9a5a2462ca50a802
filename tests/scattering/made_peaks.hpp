// Curves with known peaks.
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "nacre/core/random.hpp"
#include "nacre/scattering/peak_fit.hpp"

namespace nacre::scattering {

struct MadePeaks {
  std::vector<Line> lines{{0.9, 0.3065, 0.045}, {0.12, 0.5309, 0.045}, {0.07, 0.613, 0.045}};
  double share = 0.5;
  double noise = 0.01;  // of the intensity, and as much again as a constant
  double constant = 1.2, power = 0.02, exponent = 2.6;
};

inline LineCurve made_peaks(const MadePeaks& made, std::uint64_t replica) {
  LineCurve curve{.x_unit = "1/A"};
  RandomStream random(3, StreamName::synthetic_data, replica);
  for (int i = 0; i < 400; ++i) {
    const double q = 0.05 + 0.002 * i;
    double y = made.constant + made.power * std::pow(q, -made.exponent);
    for (const Line& line : made.lines) y += line_value(line, made.share, q);
    const double sigma = made.noise * (y + 1);
    curve.x.push_back(q);
    curve.y.push_back(y + sigma * random.normal());
    curve.sigma.push_back(sigma);
  }
  return curve;
}

}  // namespace nacre::scattering
