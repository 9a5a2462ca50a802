#include "nacre/assembly/mean_square_displacement.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "nacre/core/parallel.hpp"

namespace nacre::assembly {
namespace {

constexpr std::size_t most_groups = 16;
constexpr double lag_growth = 1.1;

// 0, 1, 2, 3 ... while they are few, then each a tenth longer.
std::vector<std::size_t> lags_of(std::size_t frames) {
  std::vector<std::size_t> lags{0};
  while (true) {
    const std::size_t next =
        std::max(lags.back() + 1, static_cast<std::size_t>(lag_growth * static_cast<double>(lags.back())));
    if (next >= frames) return lags;
    lags.push_back(next);
  }
}

bool same(const Container& a, const Container& b) {
  return a.box.lengths == b.box.lengths && a.box.periodic == b.box.periodic &&
         a.droplet_radius == b.droplet_radius;
}

std::vector<std::uint8_t> species_by_tag(const State& state, std::size_t species) {
  std::vector<std::uint8_t> result(state.size());
  for (std::size_t i = 0; i < state.size(); ++i) {
    if (state.species[i] >= species)
      throw std::invalid_argument("a particle is of a species that is not known");
    result.at(state.tag[i]) = state.species[i];
  }
  return result;
}

void remove_drift(std::vector<double>& frame, const crystal::PeriodicBox& box) {
  const auto n = static_cast<double>(frame.size() / 3);
  for (std::size_t axis = 0; axis < 3; ++axis) {
    if (!box.periodic[axis]) continue;
    double sum = 0;
    for (std::size_t i = axis; i < frame.size(); i += 3) sum += frame[i];
    for (std::size_t i = axis; i < frame.size(); i += 3) frame[i] -= sum / n;
  }
}

double mean_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

double error_of(const std::vector<double>& values) {
  if (values.size() < 2) return std::numeric_limits<double>::quiet_NaN();
  const double mean = mean_of(values);
  double sum = 0;
  for (const double value : values) sum += (value - mean) * (value - mean);
  const auto n = static_cast<double>(values.size());
  return std::sqrt(sum / (n * (n - 1)));
}

// Least squares: all points alike.
double slope_of(const std::vector<double>& x, const std::vector<double>& y) {
  if (x.size() < 2) return std::numeric_limits<double>::quiet_NaN();
  const double middle_x = mean_of(x), middle_y = mean_of(y);
  double xy = 0, xx = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    xy += (x[i] - middle_x) * (y[i] - middle_y);
    xx += (x[i] - middle_x) * (x[i] - middle_x);
  }
  return xy / xx;
}

double squared_between(const double* a, const double* b) {
  const double x = a[0] - b[0], y = a[1] - b[1], z = a[2] - b[2];
  return x * x + y * y + z * z;
}

// Particles of one species, and how they are dealt.
struct Groups {
  std::vector<std::size_t> who{};
  std::size_t count = 0;

  // Mean square displacement of each group, over all starting moments.
  std::vector<double> at(std::size_t lag, const std::vector<std::vector<double>>& frames) const {
    std::vector<double> sums(count);
    for (std::size_t from = 0; from + lag < frames.size(); ++from)
      for (std::size_t i = 0; i < who.size(); ++i)
        sums[i % count] += squared_between(&frames[from + lag][3 * who[i]], &frames[from][3 * who[i]]);
    for (std::size_t g = 0; g < count; ++g) {
      const std::size_t members = (who.size() - g + count - 1) / count;
      sums[g] /= static_cast<double>(members * (frames.size() - lag));
    }
    return sums;
  }

  double mean(const std::vector<double>& of_groups) const {
    double sum = 0;
    for (std::size_t g = 0; g < count; ++g)
      sum += of_groups[g] * static_cast<double>((who.size() - g + count - 1) / count);
    return sum / static_cast<double>(who.size());
  }
};

Groups groups_of(const std::vector<std::uint8_t>& species, std::size_t which) {
  Groups groups;
  for (std::size_t i = 0; i < species.size(); ++i)
    if (species[i] == which) groups.who.push_back(i);
  groups.count = std::min(most_groups, groups.who.size());
  return groups;
}

// The lags between which the slope is taken.
std::vector<std::size_t> in_range(const std::vector<double>& lag, double whole,
                                  const DisplacementOptions& options) {
  std::vector<std::size_t> places;
  for (std::size_t i = 1; i < lag.size(); ++i)
    if (lag[i] >= options.fit_from * whole * (1 - 1e-9) && lag[i] <= options.fit_to * whole * (1 + 1e-9))
      places.push_back(i);
  return places;
}

void add_diffusion(DisplacementCurve& curve, const std::vector<double>& lag,
                   const std::vector<std::size_t>& places,
                   const std::vector<std::vector<double>>& of_groups) {
  std::vector<double> x, y, log_x, log_y, slopes;
  for (const std::size_t i : places) {
    x.push_back(lag[i]);
    y.push_back(curve.squared[i]);
    log_x.push_back(std::log(lag[i]));
    log_y.push_back(std::log(std::max(curve.squared[i], 1e-300)));
  }
  for (std::size_t g = 0; g < of_groups[0].size(); ++g) {
    std::vector<double> one;
    for (const std::size_t i : places) one.push_back(of_groups[i][g]);
    slopes.push_back(slope_of(x, one) / 6);
  }
  curve.diffusion = slope_of(x, y) / 6;
  curve.diffusion_error = error_of(slopes);
  curve.exponent = slope_of(log_x, log_y);
}

}  // namespace

MeanSquareDisplacement::MeanSquareDisplacement(std::size_t species, const DisplacementOptions& options)
    : species_count_(species), options_(options) {
  if (!(options.interval > 0))
    throw std::invalid_argument("the time between frames of displacements must be above 0");
  if (!(options.fit_from < options.fit_to) || options.fit_from < 0 || options.fit_to > 1)
    throw std::invalid_argument("the slope of displacements is taken between two shares of the time, 0 to 1");
}

void MeanSquareDisplacement::add(const State& state) {
  std::vector<std::uint8_t> species = species_by_tag(state, species_count_);
  if (container_ && !same(*container_, state.container))
    throw std::invalid_argument("displacements are of a container that does not change");
  if (container_ && species != species_)
    throw std::invalid_argument("displacements are of particles that stay the same");
  container_ = state.container;
  species_ = std::move(species);
  const auto& length = state.container.box.lengths;
  std::vector<double> frame(3 * state.size());
  for (std::size_t i = 0; i < state.size(); ++i) {
    double* at = &frame[3 * state.tag[i]];
    at[0] = state.x[i] + state.image_x[i] * length[0];
    at[1] = state.y[i] + state.image_y[i] * length[1];
    at[2] = state.z[i] + state.image_z[i] * length[2];
  }
  if (options_.without_drift && state.size() > 1) remove_drift(frame, state.container.box);
  frames_.push_back(std::move(frame));
}

std::optional<DisplacementResult> MeanSquareDisplacement::result(const RunControl& control) const {
  if (frames_.size() < 2) return {};
  const std::vector<std::size_t> lags = lags_of(frames_.size());
  DisplacementResult result;
  for (const std::size_t lag : lags) result.lag.push_back(static_cast<double>(lag) * options_.interval);
  const auto places =
      in_range(result.lag, static_cast<double>(frames_.size() - 1) * options_.interval, options_);
  for (std::size_t s = 0; s < species_count_; ++s) {
    const Groups groups = groups_of(species_, s);
    if (groups.who.empty()) continue;
    std::vector<std::vector<double>> of_groups(lags.size());
    parallel_for(lags.size(), control, [&](std::size_t i) { of_groups[i] = groups.at(lags[i], frames_); });
    DisplacementCurve curve{.species = s, .particles = groups.who.size()};
    for (const auto& values : of_groups) {
      curve.squared.push_back(groups.mean(values));
      curve.error.push_back(error_of(values));
    }
    add_diffusion(curve, result.lag, places, of_groups);
    result.curves.push_back(std::move(curve));
  }
  return result;
}

}  // namespace nacre::assembly
