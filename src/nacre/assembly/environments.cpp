#include "nacre/assembly/environments.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "nacre/assembly/environment_recipes.hpp"
#include "nacre/assembly/fingerprint.hpp"
#include "nacre/core/parallel.hpp"

namespace nacre::assembly {
namespace {

constexpr std::size_t block_size = 512;  // particles that one thread takes at a time
constexpr std::size_t fewest_large = 16;
constexpr int nearest_of_all = 12;      // to tell crystals of large particles alone: of so many nearest
constexpr int large_among_nearest = 9;  // neighbours of any species, at least so many are large

constexpr std::string_view names[environment_count] = {"fluid", "FCC", "HCP", "BCC", "AlB2", "NaZn13"};

bool has_species(const crystal::Particles& particles, std::uint8_t species) {
  return std::ranges::find(particles.species, species) != particles.species.end();
}

bool wanted(const Recipe& recipe, const ClassifierOptions& options, bool small_present) {
  if (recipe.shells.small > 0 && !small_present) return false;
  return !options.sought || *options.sought == recipe.environment;
}

// Cosine of the q_l with those of the perfect crystal.
double likeness(const Recipe& recipe, std::span<const double> lengths) {
  const double product = std::inner_product(lengths.begin(), lengths.end(), recipe.perfect.begin(), 0.0);
  const auto square = [](std::span<const double> x) {
    return std::inner_product(x.begin(), x.end(), x.begin(), 0.0);
  };
  return product / std::sqrt(square(lengths) * square(recipe.perfect));
}

bool is_like(const Recipe& recipe, const Fingerprints& prints, std::size_t i, Fingerprints::Mean& mean) {
  if (prints.inverse_length[i] == 0) return false;
  const double ratio = prints.small_to_large[i];
  if (recipe.shells.small > 0 && (ratio < recipe.least_ratio || ratio > recipe.most_ratio)) return false;
  prints.average(i, recipe.coherence, mean);
  if (mean.connected < recipe.connected) return false;
  if (likeness(recipe, block_lengths(recipe.shells, mean.row)) < recipe.likeness) return false;
  const auto sign_is = [&](int sign, std::size_t block) {
    return sign == 0 || sign * block_third_order(recipe.shells, mean.row, block) > 0;
  };
  return sign_is(recipe.sign_w4, 0) && sign_is(recipe.sign_w6, 1);
}

class Classifier {
 public:
  Classifier(const crystal::Particles& particles, const ClassifierOptions& options, const RunControl& control)
      : particles_(particles), options_(options), control_(control) {}

  Environments run() {
    found_.of.assign(particles_.size(), Environment::fluid);
    found_.large = static_cast<std::size_t>(std::ranges::count(particles_.species, options_.large));
    if (found_.large >= fewest_large) classify();
    count();
    return std::move(found_);
  }

 private:
  void classify() {
    const bool small_present = has_species(particles_, options_.small) && options_.small != options_.large;
    int most_large = 0;
    int most_small = 0;
    for (const Recipe& recipe : recipes())
      if (wanted(recipe, options_, small_present)) {
        most_large = std::max(most_large, recipe.shells.large);
        most_small = std::max(most_small, recipe.shells.small);
      }
    const std::optional<std::uint8_t> small = small_present ? std::optional(options_.small) : std::nullopt;
    const NearestShells nearest =
        nearest_shells(particles_, options_.large, small, most_large, most_small, control_);
    find_among_large_alone();
    const Recipe* last = nullptr;
    Fingerprints prints;
    for (const Recipe& recipe : recipes()) {
      if (!wanted(recipe, options_, small_present)) continue;
      if (last == nullptr || !same_shells(last->shells, recipe.shells))
        prints = fingerprints(nearest, recipe.shells, control_);
      last = &recipe;
      mark(recipe, prints);
    }
  }

  // Where other species are there, which large particles have mostly large neighbours.
  void find_among_large_alone() {
    among_large_.assign(particles_.size(), 1);
    if (found_.large == particles_.size()) return;
    const auto nearest = nearest_of_any(particles_, options_.large, nearest_of_all, control_);
    for (std::size_t i = 0; i < particles_.size(); ++i) {
      const auto large = std::ranges::count_if(nearest.of(i), [&](std::int32_t j) {
        return particles_.species[static_cast<std::size_t>(j)] == options_.large;
      });
      among_large_[i] = large >= large_among_nearest ? 1 : 0;
    }
  }

  void mark(const Recipe& recipe, const Fingerprints& prints) {
    parallel_for((particles_.size() + block_size - 1) / block_size, control_, [&](std::size_t block) {
      Fingerprints::Mean mean;
      const std::size_t end = std::min(particles_.size(), (block + 1) * block_size);
      for (std::size_t i = block * block_size; i < end; ++i) {
        if (particles_.species[i] != options_.large || found_.of[i] != Environment::fluid) continue;
        if (recipe.shells.small == 0 && among_large_[i] == 0) continue;
        if (is_like(recipe, prints, i, mean)) found_.of[i] = recipe.environment;
      }
    });
  }

  void count() {
    if (found_.large == 0) return;
    for (std::size_t i = 0; i < particles_.size(); ++i)
      if (particles_.species[i] == options_.large) ++found_.fraction[static_cast<std::size_t>(found_.of[i])];
    for (double& fraction : found_.fraction) fraction /= static_cast<double>(found_.large);
    found_.crystalline = 1 - found_.fraction[0];
  }

  const crystal::Particles& particles_;
  const ClassifierOptions& options_;
  const RunControl& control_;
  Environments found_;
  std::vector<char> among_large_;
};

}  // namespace

std::string_view environment_name(Environment environment) {
  return names[static_cast<std::size_t>(environment)];
}

std::optional<Environment> environment_from_name(std::string_view name) {
  const auto found = std::ranges::find(names, name);
  if (found == std::end(names)) return std::nullopt;
  return static_cast<Environment>(found - std::begin(names));
}

Environments classify(const crystal::Particles& particles, const ClassifierOptions& options,
                      const RunControl& control) {
  return Classifier(particles, options, control).run();
}

}  // namespace nacre::assembly
