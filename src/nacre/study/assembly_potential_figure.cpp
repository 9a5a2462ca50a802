#include "nacre/study/assembly_potential_figure.hpp"

#include <algorithm>
#include <cmath>

#include "nacre/assembly/pair_evaluator.hpp"

namespace nacre::study {
namespace {

constexpr std::size_t points = 400;
constexpr double highest = 1.5;  // well depths above 0: what goes on to infinity is cut there

// Where the repulsion reaches the upper edge of the figure; r/s.
double start_of(const assembly::PairPotential& pair, double top) {
  const assembly::PairCut cut = assembly::pair_cut(pair);
  double low = 0.2, high = cut.cutoff;
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2;
    (pair.epsilon * assembly::pair_value(pair, cut, middle).energy > top ? low : high) = middle;
  }
  return high;
}

Curve curve_of(const assembly::PairPotential& pair, double mean_diameter, double top, double end, double kT) {
  Curve curve;
  const assembly::PairCut cut = assembly::pair_cut(pair);
  const double from = start_of(pair, top), to = std::max(from, end / mean_diameter);
  for (std::size_t i = 0; i <= points; ++i) {
    const double x = from + (to - from) * static_cast<double>(i) / points;
    curve.x.push_back(x * mean_diameter);
    curve.y.push_back(pair.epsilon * assembly::pair_value(pair, cut, x).energy / kT);
  }
  return curve;
}

}  // namespace

Plot potential_plot(const assembly::Interactions& interactions, const std::vector<double>& diameters,
                    const std::vector<std::string>& names, double kT) {
  Plot plot{.id = "potential",
            .title = "Pair potentials",
            .caption =
                "Energy of two particles of mean size against the distance of their middles, as the "
                "simulation cuts it off, with the well depth of the start.",
            .x = {"distance r", "σ"},
            .y = {"energy U", "kT"}};
  double deepest = 0, end = 0;
  for (std::size_t a = 0; a < interactions.species; ++a)
    for (std::size_t b = a; b < interactions.species; ++b) {
      const auto& pair = interactions.pair(a, b);
      deepest = std::max(deepest, pair.epsilon);
      end = std::max(end, assembly::pair_cut(pair).cutoff * (diameters[a] + diameters[b]) / 2);
    }
  for (std::size_t a = 0; a < interactions.species; ++a)
    for (std::size_t b = a; b < interactions.species; ++b) {
      const auto& pair = interactions.pair(a, b);
      if (pair.epsilon == 0) continue;
      Curve curve = curve_of(pair, (diameters[a] + diameters[b]) / 2, highest * deepest, end, kT);
      curve.label = names[a] + names[b];
      curve.color = static_cast<int>(plot.curves.size());
      plot.curves.push_back(std::move(curve));
    }
  return plot;
}

}  // namespace nacre::study
