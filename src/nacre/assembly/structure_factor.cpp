#include "nacre/assembly/structure_factor.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <stdexcept>

#include "nacre/assembly/block_average.hpp"
#include "nacre/assembly/density_waves.hpp"
#include "nacre/assembly/pair_counts.hpp"

namespace nacre::assembly {
namespace {

constexpr std::size_t enough_frames = 4;  // for a spread between them

std::vector<std::size_t> numbers_of(const State& state, std::size_t species) {
  std::vector<std::size_t> numbers(species);
  for (const std::uint8_t one : state.species) {
    if (one >= species) throw std::invalid_argument("a particle is of a species that is not known");
    ++numbers[one];
  }
  return numbers;
}

double squared_weights(const std::vector<double>& weights, const std::vector<std::size_t>& numbers) {
  double sum = 0;
  for (std::size_t s = 0; s < weights.size(); ++s)
    sum += weights[s] * weights[s] * static_cast<double>(numbers[s]);
  return sum;
}

// The values of all curves at one wave vector: all, 00, 01, 11.
void values_at(std::size_t vector, const DensityWaves& waves, const std::vector<double>& weights,
               const std::vector<std::size_t>& numbers, std::vector<double>& values) {
  std::complex<double> all = 0;
  for (std::size_t a = 0; a < weights.size(); ++a) {
    const std::complex<double> rho_a = waves.rho[a][vector];
    all += weights[a] * rho_a;
    for (std::size_t b = a; b < weights.size(); ++b) {
      const double norm = std::sqrt(static_cast<double>(numbers[a]) * static_cast<double>(numbers[b]));
      const std::complex<double> rho_b = waves.rho[b][vector];
      values[1 + species_pair(a, b, weights.size())] =
          norm > 0 ? (rho_a.real() * rho_b.real() + rho_a.imag() * rho_b.imag()) / norm : 0;
    }
  }
  values[0] = std::norm(all) / std::max(1e-300, squared_weights(weights, numbers));
}

}  // namespace

StructureFactor::StructureFactor(std::size_t species, const StructureOptions& options)
    : species_(species), options_(options) {
  if (options.bins == 0 || !(options.largest_q > 0))
    throw std::invalid_argument("S(q) needs bins and a largest q above 0");
  if (options_.weights.empty()) options_.weights.assign(species, 1.0);
  const bool nothing = std::ranges::all_of(options_.weights, [](double w) { return w == 0; });
  if (options_.weights.size() != species || nothing)
    throw std::invalid_argument("S(q) needs one weight for each species, not all of them 0");
}

void StructureFactor::add(const State& state, const RunControl& control) {
  numbers_ = numbers_of(state, species_);
  const DensityWaves waves = density_waves(state, species_, options_.largest_q, control);
  const std::size_t curves = 1 + species_pairs(species_), bins = options_.bins;
  Frame frame{std::vector<double>(bins), std::vector<std::size_t>(bins), std::vector<double>(bins * curves),
              std::vector<double>(bins * curves)};
  std::vector<double> values(curves);
  for (std::size_t v = 0; v < waves.vectors.size(); ++v) {
    const double q = waves.vectors[v].q;
    const std::size_t bin =
        std::min(bins - 1, static_cast<std::size_t>(q / options_.largest_q * static_cast<double>(bins)));
    values_at(v, waves, options_.weights, numbers_, values);
    frame.q[bin] += q;
    ++frame.vectors[bin];
    for (std::size_t c = 0; c < curves; ++c) {
      frame.sums[c * bins + bin] += values[c];
      frame.squares[c * bins + bin] += values[c] * values[c];
    }
  }
  frames_.push_back(std::move(frame));
}

StructureCurve StructureFactor::curve(std::size_t index) const {
  StructureCurve curve;
  for (std::size_t bin = 0; bin < options_.bins; ++bin) {
    double sum = 0, squares = 0, n = 0;
    std::vector<double> of_frames;
    for (const Frame& frame : frames_) {
      if (frame.vectors[bin] == 0) continue;
      const double here = frame.sums[index * options_.bins + bin];
      sum += here;
      squares += frame.squares[index * options_.bins + bin];
      n += static_cast<double>(frame.vectors[bin]);
      of_frames.push_back(here / static_cast<double>(frame.vectors[bin]));
    }
    if (n == 0) continue;
    curve.s.push_back(sum / n);
    const double spread = std::sqrt(std::max(0.0, squares / n - sum / n * (sum / n)) / std::max(1.0, n - 1));
    curve.error.push_back(of_frames.size() >= enough_frames ? block_average(of_frames).error : spread);
  }
  return curve;
}

StructureResult StructureFactor::result() const {
  StructureResult result;
  result.frames = frames_.size();
  for (std::size_t bin = 0; bin < options_.bins; ++bin) {
    double q = 0;
    std::size_t vectors = 0;
    for (const Frame& frame : frames_) q += frame.q[bin], vectors += frame.vectors[bin];
    if (vectors == 0) continue;
    result.q.push_back(q / static_cast<double>(vectors));
    result.vectors.push_back((vectors + frames_.size() / 2) / frames_.size());
  }
  if (frames_.empty()) return result;
  result.curves.push_back(curve(0));
  result.curves.back().a = result.curves.back().b = StructureCurve::npos;
  for (std::size_t a = 0; a < species_; ++a)
    for (std::size_t b = a; b < species_; ++b) {
      if (numbers_[a] == 0 || numbers_[b] == 0) continue;
      result.curves.push_back(curve(1 + species_pair(a, b, species_)));
      result.curves.back().a = a;
      result.curves.back().b = b;
    }
  return result;
}

double structure_factor_cost(const State& state, double largest_q) {
  const double in_ball = 4 * std::numbers::pi / 3 * std::pow(largest_q / (2 * std::numbers::pi), 3) *
                         state.container.box.volume();
  return in_ball / 2 * static_cast<double>(state.size());
}

double structure_factor_at(const State& state, const std::array<double, 3>& q,
                           const std::vector<double>& weights) {
  std::complex<double> sum = 0;
  double squares = 0;
  for (std::size_t i = 0; i < state.size(); ++i) {
    const double w = weights.empty() ? 1 : weights.at(state.species[i]);
    sum += w * std::polar(1.0, q[0] * state.x[i] + q[1] * state.y[i] + q[2] * state.z[i]);
    squares += w * w;
  }
  return squares > 0 ? std::norm(sum) / squares : 0;
}

}  // namespace nacre::assembly
