#include "nacre/spectra/emission_tracks.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace nacre::spectra {
namespace {

int population_count(std::span<const LineEnergies> frames, double share) {
  std::size_t with_lines = 0, most = 0;
  for (const LineEnergies& lines : frames) {
    with_lines += lines.empty() ? 0 : 1;
    most = std::max(most, lines.size());
  }
  const double needed = std::max(share * static_cast<double>(with_lines), with_lines > 3 ? 2.0 : 1.0);
  for (std::size_t n = most; n > 1; --n) {
    const auto there =
        std::ranges::count_if(frames, [n](const LineEnergies& lines) { return lines.size() >= n; });
    if (static_cast<double>(there) >= needed) return static_cast<int>(n);
  }
  return most > 0 ? 1 : 0;
}

// Where the populations are expected in frame i: between the nearest complete frames on either side.
LineEnergies expected(std::span<const LineEnergies> frames, std::size_t i, std::size_t n) {
  std::optional<std::size_t> before, after;
  for (std::size_t k = 0; k < frames.size(); ++k) {
    if (frames[k].size() != n) continue;
    if (k < i) before = k;
    if (k > i && !after) after = k;
  }
  if (!before && !after) return {};
  if (!before || !after) return frames[before ? *before : *after];
  const double w = static_cast<double>(i - *before) / static_cast<double>(*after - *before);
  LineEnergies out;
  for (std::size_t k = 0; k < n; ++k) out.push_back((1 - w) * frames[*before][k] + w * frames[*after][k]);
  return out;
}

// The ordered choice of `fewer.size()` of `more` with the least sum of squared distances: indices into
// `more`.
std::vector<int> nearest_choice(const LineEnergies& fewer, const LineEnergies& more) {
  std::vector<int> best, trial;
  double least = std::numeric_limits<double>::infinity();
  for (unsigned mask = 0; mask < (1u << more.size()); ++mask) {
    trial.clear();
    for (std::size_t k = 0; k < more.size(); ++k)
      if ((mask >> k) & 1u) trial.push_back(static_cast<int>(k));
    if (trial.size() != fewer.size()) continue;
    double sum = 0;
    for (std::size_t k = 0; k < fewer.size(); ++k)
      sum += std::pow(fewer[k] - more[static_cast<std::size_t>(trial[k])], 2);
    if (sum < least) {
      least = sum;
      best = trial;
    }
  }
  return best;
}

std::vector<int> count_up(std::size_t n) {
  std::vector<int> out;
  for (std::size_t k = 0; k < n; ++k) out.push_back(static_cast<int>(k));
  return out;
}

std::vector<int> assign(const LineEnergies& lines, const LineEnergies& places) {
  if (places.empty() || lines.size() == places.size()) return count_up(lines.size());
  if (lines.size() < places.size()) return nearest_choice(lines, places);
  std::vector<int> out(lines.size(), -1);
  const std::vector<int> kept = nearest_choice(places, lines);
  for (std::size_t k = 0; k < kept.size(); ++k) out[static_cast<std::size_t>(kept[k])] = static_cast<int>(k);
  return out;
}

}  // namespace

Tracks track_lines(std::span<const LineEnergies> frames, double share) {
  Tracks tracks{.populations = population_count(frames, share)};
  const auto n = static_cast<std::size_t>(tracks.populations);
  for (std::size_t i = 0; i < frames.size(); ++i) {
    const bool complete = frames[i].size() == n;
    tracks.population.push_back(complete ? count_up(n) : assign(frames[i], expected(frames, i, n)));
  }
  return tracks;
}

}  // namespace nacre::spectra
