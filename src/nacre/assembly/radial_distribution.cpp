#include "nacre/assembly/radial_distribution.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include "nacre/assembly/block_average.hpp"
#include "nacre/assembly/pair_counts.hpp"
#include "nacre/assembly/reachable_space.hpp"

namespace nacre::assembly {
namespace {

void check(const State& state, std::size_t species, double longest) {
  for (const std::uint8_t one : state.species)
    if (one >= species) throw std::invalid_argument("a particle is of a species that is not known");
  const auto& box = state.container.box;
  for (std::size_t k = 0; k < 3; ++k)
    if (box.periodic[k] && longest > box.lengths[k] / 2 * (1 + 1e-12))
      throw std::invalid_argument("distances of g(r) reach " + std::to_string(longest) +
                                  ", above half of the box's edge of " + std::to_string(box.lengths[k]));
}

std::vector<double> mean_diameters(const State& state, const std::vector<std::size_t>& numbers) {
  std::vector<double> sum(numbers.size());
  for (std::size_t i = 0; i < state.size(); ++i) sum[state.species[i]] += state.diameter[i];
  for (std::size_t s = 0; s < sum.size(); ++s) sum[s] /= std::max<std::size_t>(1, numbers[s]);
  return sum;
}

double pairs_of(std::size_t a, std::size_t b, const std::vector<std::size_t>& numbers) {
  const auto n = static_cast<double>(numbers[a]), m = static_cast<double>(numbers[b]);
  return a == b ? n * (n - 1) / 2 : n * m;
}

}  // namespace

RadialDistribution::RadialDistribution(std::size_t species, const RadialOptions& options)
    : species_(species), options_(options) {
  if (options.bins == 0 || !(options.longest > 0))
    throw std::invalid_argument("g(r) needs bins and a longest distance above 0");
}

void RadialDistribution::add(const State& state, const RunControl& control) {
  check(state, species_, options_.longest);
  numbers_.assign(species_, 0);
  for (const std::uint8_t one : state.species) ++numbers_[one];
  const std::vector<double> diameters = mean_diameters(state, numbers_);
  Frame frame{pair_counts(state, species_, options_.longest, options_.bins, control), {}};
  frame.expected.resize(frame.counts.size());
  const double width = options_.longest / static_cast<double>(options_.bins);
  for (std::size_t a = 0; a < species_; ++a)
    for (std::size_t b = a; b < species_; ++b) {
      const ReachableSpace space(state.container, diameters[a], diameters[b]);
      const std::size_t row = species_pair(a, b, species_) * options_.bins;
      for (std::size_t i = 0; i < options_.bins; ++i) {
        const auto at = static_cast<double>(i);
        frame.expected[row + i] = pairs_of(a, b, numbers_) * space.share(at * width, (at + 1) * width);
      }
    }
  frames_.push_back(std::move(frame));
}

// Sums over the pairs of species that the curve is made of, frame by frame.
RadialCurve RadialDistribution::curve(const std::vector<std::size_t>& pairs, double per_particle) const {
  RadialCurve curve;
  double so_far = 0;
  for (std::size_t bin = 0; bin < options_.bins; ++bin) {
    double counted = 0, expected = 0;
    std::vector<double> of_frames;
    for (const Frame& frame : frames_) {
      double here = 0, ideal = 0;
      for (const std::size_t pair : pairs) {
        here += static_cast<double>(frame.counts[pair * options_.bins + bin]);
        ideal += frame.expected[pair * options_.bins + bin];
      }
      counted += here;
      expected += ideal;
      of_frames.push_back(ideal > 0 ? here / ideal : 0);
    }
    so_far += counted;
    curve.g.push_back(expected > 0 ? counted / expected : 0);
    curve.error.push_back(block_average(of_frames).error);
    curve.within.push_back(so_far * per_particle / static_cast<double>(frames_.size()));
  }
  return curve;
}

RadialResult RadialDistribution::result() const {
  RadialResult result;
  result.frames = frames_.size();
  const double width = options_.longest / static_cast<double>(options_.bins);
  for (std::size_t i = 0; i < options_.bins; ++i) result.r.push_back((static_cast<double>(i) + 0.5) * width);
  if (frames_.empty()) return result;
  std::vector<std::size_t> all;
  double particles = 0;
  for (const std::size_t n : numbers_) particles += static_cast<double>(n);
  for (std::size_t pair = 0; pair < species_pairs(species_); ++pair) all.push_back(pair);
  result.curves.push_back(curve(all, 2 / std::max(1.0, particles)));
  result.curves.back().a = result.curves.back().b = RadialCurve::npos;
  for (std::size_t a = 0; a < species_; ++a)
    for (std::size_t b = a; b < species_; ++b) {
      if (pairs_of(a, b, numbers_) == 0) continue;
      result.curves.push_back(
          curve({species_pair(a, b, species_)}, (a == b ? 2.0 : 1.0) / static_cast<double>(numbers_[a])));
      result.curves.back().a = a;
      result.curves.back().b = b;
    }
  return result;
}

}  // namespace nacre::assembly
