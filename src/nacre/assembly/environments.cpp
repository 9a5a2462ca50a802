#include "nacre/assembly/environments.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>

#include "nacre/assembly/environment_recipes.hpp"
#include "nacre/assembly/fingerprint.hpp"
#include "nacre/core/parallel.hpp"
#include "nacre/crystal/vectors.hpp"

namespace nacre::assembly {
namespace {

using crystal::Vector;

constexpr std::size_t block_size = 512;  // particles that one thread takes at a time
constexpr std::size_t fewest_large = 16;

// Crystals of large particles alone: of the 12 nearest neighbours at least 9 are large.
constexpr std::size_t ninth = 8;
constexpr std::size_t fourth = 3;

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

bool ratio_fits(const Recipe& recipe, const Fingerprints& prints, std::size_t i) {
  const double ratio = prints.small_to_large[i];
  return recipe.shells.small == 0 || (ratio >= recipe.least_ratio && ratio <= recipe.most_ratio);
}

bool is_like(const Recipe& recipe, const Fingerprints::Mean& mean) {
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
    most_small = std::max<int>(most_small, fourth + 1);
    const std::optional<std::uint8_t> small = small_present ? std::optional(options_.small) : std::nullopt;
    const NearestShells nearest =
        nearest_shells(particles_, options_.large, small, most_large, most_small, control_);
    find_among_large_alone(nearest);
    for (std::size_t first = 0; first < recipes().size();) {
      const std::span<const Recipe> alike = recipes_of_same_shells(first);
      first += alike.size();
      std::vector<Recipe> sought;
      std::ranges::copy_if(alike, std::back_inserter(sought),
                           [&](const Recipe& recipe) { return wanted(recipe, options_, small_present); });
      if (sought.empty() || !any_left(sought.front())) continue;
      const Fingerprints prints = fingerprints(nearest, sought.front().shells, control_);
      mark(sought, prints);
      mark_rim(sought, prints);
    }
  }

  // The ninth large neighbour is nearer than the fourth small one.
  void find_among_large_alone(const NearestShells& nearest) {
    among_large_.assign(particles_.size(), 0);
    for (std::size_t i = 0; i < particles_.size(); ++i) {
      const auto large = nearest.large.apart_of(i);
      if (large.size() <= ninth) continue;
      const bool small_near = nearest.small.size() > 0 && nearest.small.apart_of(i).size() > fourth;
      const Vector* const small = small_near ? &nearest.small.apart_of(i)[fourth] : nullptr;
      among_large_[i] = small == nullptr || crystal::length(large[ninth]) < crystal::length(*small) ? 1 : 0;
    }
  }

  bool any_left(const Recipe& recipe) const {
    for (std::size_t i = 0; i < particles_.size(); ++i)
      if (may_be(recipe, i)) return true;
    return false;
  }

  // `sought` have the same shells, the same coherence and the same number of connected neighbours.
  void mark(const std::vector<Recipe>& sought, const Fingerprints& prints) {
    parallel_for((particles_.size() + block_size - 1) / block_size, control_, [&](std::size_t block) {
      Fingerprints::Mean mean;
      const std::size_t end = std::min(particles_.size(), (block + 1) * block_size);
      for (std::size_t i = block * block_size; i < end; ++i)
        if (may_be(sought.front(), i) && prints.inverse_length[i] > 0 &&
            ratio_fits(sought.front(), prints, i) &&
            prints.average(i, sought.front().coherence, sought.front().connected, mean)) {
          const auto found =
              std::ranges::find_if(sought, [&](const Recipe& one) { return is_like(one, mean); });
          if (found != sought.end()) found_.of[i] = found->environment;
        }
    });
  }

  // The rim of a crystal: particles that are connected, if loosely, with some that were found. Fluids have
  // none to be connected with.
  void mark_rim(const std::vector<Recipe>& sought, const Fingerprints& prints) {
    const std::vector<Environment> core = found_.of;
    parallel_for((particles_.size() + block_size - 1) / block_size, control_, [&](std::size_t block) {
      const std::size_t end = std::min(particles_.size(), (block + 1) * block_size);
      for (std::size_t i = block * block_size; i < end; ++i)
        if (may_be(sought.front(), i) && prints.inverse_length[i] > 0)
          found_.of[i] = rim_of(sought, prints, core, i);
    });
  }

  static Environment rim_of(const std::vector<Recipe>& sought, const Fingerprints& prints,
                            const std::vector<Environment>& core, std::size_t i) {
    std::array<int, environment_count> connected{};
    for (const std::int32_t neighbor : prints.large_of(i)) {
      const auto j = static_cast<std::size_t>(neighbor);
      if (core[j] != Environment::fluid && prints.coherence(i, j) > sought.front().rim_coherence)
        ++connected[static_cast<std::size_t>(core[j])];
    }
    int all = 0;
    const Recipe* most = &sought.front();
    for (const Recipe& one : sought) {
      all += connected[static_cast<std::size_t>(one.environment)];
      if (connected[static_cast<std::size_t>(one.environment)] >
          connected[static_cast<std::size_t>(most->environment)])
        most = &one;
    }
    return all >= sought.front().rim_connected ? most->environment : Environment::fluid;
  }

  bool may_be(const Recipe& recipe, std::size_t i) const {
    return particles_.species[i] == options_.large && found_.of[i] == Environment::fluid &&
           (recipe.shells.small > 0 || among_large_[i] != 0);
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
