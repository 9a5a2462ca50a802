#include "nacre/assembly/initial_sizes.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <utility>

#include "nacre/core/random.hpp"
#include "nacre/core/units.hpp"

namespace nacre::assembly {
namespace {

constexpr double bin_reach = 3;   // standard deviations
constexpr double draw_reach = 4;  // further out is drawn again: one in 16,000

[[noreturn]] void refuse(const SpeciesSizes& species, const std::string& what) {
  throw std::invalid_argument("sizes of species " + species.name + ": " + what);
}

// How far the sizes reach below the mean, in standard deviations.
double reach_below(const Composition& composition, const SpeciesSizes& species) {
  if (composition.draw == SizeDraw::continuous) return draw_reach;
  return species.dispersity > 0
             ? (1 - gaussian_bins(1, species.dispersity, composition.bins).diameters.front()) /
                   species.dispersity
             : 0;
}

void check_gaussian(const Composition& composition, const SpeciesSizes& species) {
  if (!(species.mean > 0 && std::isfinite(species.mean)))
    refuse(species, "found a mean diameter of " + format_number(species.mean) + ", expected one above 0");
  if (!(species.dispersity >= 0 && std::isfinite(species.dispersity)))
    refuse(species, "found a dispersity of " + format_number(species.dispersity) + ", expected 0 or more");
  if (composition.draw == SizeDraw::bins && (composition.bins < 3 || composition.bins % 2 == 0))
    refuse(species, "found " + std::to_string(composition.bins) + " bins, expected an odd number from 3 on");
  const double reach = reach_below(composition, species);
  if (species.dispersity * reach >= 1)
    refuse(species, "a dispersity of " + format_number(species.dispersity) +
                        " makes negative sizes, as they reach to " + format_rounded(reach) +
                        " standard deviations below the mean; expected less than " +
                        format_rounded(1 / reach));
}

void check_given(const SpeciesSizes& species) {
  if (species.weights.size() != species.diameters.size())
    refuse(species, "found " + std::to_string(species.diameters.size()) + " diameters and " +
                        std::to_string(species.weights.size()) + " weights, expected one weight a diameter");
  for (const double diameter : species.diameters)
    if (!(diameter > 0 && std::isfinite(diameter)))
      refuse(species, "found a diameter of " + format_number(diameter) + ", expected all above 0");
  double sum = 0;
  for (const double weight : species.weights) {
    if (!(weight >= 0 && std::isfinite(weight)))
      refuse(species, "found a weight of " + format_number(weight) + ", expected none below 0");
    sum += weight;
  }
  if (!(sum > 0)) refuse(species, "found no weight above 0");
}

void check(const Composition& composition) {
  if (composition.species.empty()) throw std::invalid_argument("particles are of one species at least");
  if (composition.species.size() > 255)
    throw std::invalid_argument("found " + std::to_string(composition.species.size()) +
                                " species, expected 255 at most");
  for (const SpeciesSizes& species : composition.species) {
    if (species.diameters.empty())
      check_gaussian(composition, species);
    else
      check_given(species);
  }
}

void shuffle(std::vector<double>& values, RandomStream& random) {
  for (std::size_t i = values.size(); i > 1; --i)
    std::swap(values[i - 1], values[random.below(static_cast<std::uint32_t>(i))]);
}

// As many of each diameter as its share, rounded so that the numbers add up, in random order.
std::vector<double> by_shares(const SizeBins& bins, std::size_t number, RandomStream& random) {
  const std::vector<std::size_t> counts = shares(number, bins.weights);
  std::vector<double> sizes;
  for (std::size_t k = 0; k < counts.size(); ++k) sizes.insert(sizes.end(), counts[k], bins.diameters[k]);
  shuffle(sizes, random);
  return sizes;
}

std::vector<double> drawn(const SpeciesSizes& species, std::size_t number, RandomStream& random) {
  std::vector<double> sizes(number, species.mean);
  if (species.dispersity == 0) return sizes;
  for (double& size : sizes) {
    double deviation = random.normal();
    while (std::abs(deviation) > draw_reach) deviation = random.normal();
    size = species.mean * (1 + species.dispersity * deviation);
  }
  return sizes;
}

// Of the given diameters, each with its weight, independently.
std::vector<double> drawn(const SizeBins& given, std::size_t number, RandomStream& random) {
  std::vector<double> cumulative(given.weights.size());
  std::partial_sum(given.weights.begin(), given.weights.end(), cumulative.begin());
  std::vector<double> sizes(number);
  for (double& size : sizes) {
    const double at = random.uniform() * cumulative.back();
    const auto place = std::upper_bound(cumulative.begin(), cumulative.end(), at) - cumulative.begin();
    size = given.diameters[std::min(static_cast<std::size_t>(place), given.diameters.size() - 1)];
  }
  return sizes;
}

std::vector<double> sizes_of(const Composition& composition, std::size_t which, std::size_t number,
                             std::uint64_t seed) {
  const SpeciesSizes& species = composition.species[which];
  RandomStream random(seed, StreamName::particle_sizes, which);
  const bool bins = composition.draw == SizeDraw::bins;
  if (!species.diameters.empty()) {
    const SizeBins given{species.diameters, species.weights};
    return bins ? by_shares(given, number, random) : drawn(given, number, random);
  }
  if (!bins || species.dispersity == 0) return drawn(species, number, random);
  return by_shares(gaussian_bins(species.mean, species.dispersity, composition.bins), number, random);
}

std::string listed(std::span<const double> ratio) {
  std::string text;
  for (const double part : ratio) text += (text.empty() ? "" : ":") + format_number(part);
  return text;
}

bool divides(std::size_t number, std::span<const double> ratio, double sum) {
  return std::all_of(ratio.begin(), ratio.end(), [&](double part) {
    const double count = static_cast<double>(number) * part / sum;
    return std::abs(count - std::round(count)) < 1e-6 && (part == 0 || count > 0.5);
  });
}

[[noreturn]] void refuse_ratio(std::size_t number, std::span<const double> ratio, double sum) {
  constexpr std::size_t farthest = 100000;
  std::string nearest;
  for (std::size_t below = number; below-- > 1 && number - below < farthest && nearest.empty();)
    if (divides(below, ratio, sum)) nearest = std::to_string(below);
  for (std::size_t above = number + 1; above - number < farthest; ++above) {
    if (!divides(above, ratio, sum)) continue;
    nearest += (nearest.empty() ? "" : " or ") + std::to_string(above);
    break;
  }
  throw std::invalid_argument(std::to_string(number) + " particles cannot be divided " + listed(ratio) +
                              (nearest.empty() ? "; take whole numbers as the ratio" : "; take " + nearest));
}

}  // namespace

SizeBins gaussian_bins(double mean, double dispersity, int bins) {
  SizeBins made;
  double sum = 0, variance = 0;
  std::vector<double> steps;
  for (int k = 0; k < bins; ++k) {
    const double at = bin_reach * (2.0 * k / (bins - 1) - 1);
    steps.push_back(at);
    made.weights.push_back(std::exp(-at * at / 2));
    sum += made.weights.back();
    variance += made.weights.back() * at * at;
  }
  const double stretch = 1 / std::sqrt(variance / sum);
  for (int k = 0; k < bins; ++k) {
    made.weights[k] /= sum;
    made.diameters.push_back(mean * (1 + dispersity * stretch * steps[k]));
  }
  return made;
}

std::vector<std::size_t> shares(std::size_t number, std::span<const double> weights) {
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<std::size_t> counts(weights.size());
  std::vector<std::size_t> order(weights.size());
  std::vector<double> rest(weights.size());
  std::size_t given = 0;
  for (std::size_t k = 0; k < weights.size(); ++k) {
    const double share = static_cast<double>(number) * weights[k] / sum;
    counts[k] = static_cast<std::size_t>(share);
    rest[k] = share - std::floor(share);
    order[k] = k;
    given += counts[k];
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return rest[a] > rest[b]; });
  for (std::size_t k = 0; given < number; ++k, ++given) ++counts[order[k % order.size()]];
  return counts;
}

std::vector<std::size_t> species_counts(std::size_t number, std::span<const double> ratio) {
  if (ratio.empty()) throw std::invalid_argument("a number ratio has one part a species, found none");
  double sum = 0;
  for (const double part : ratio) {
    if (!(part >= 0 && std::isfinite(part)))
      throw std::invalid_argument("a number ratio has no part below 0, found " + listed(ratio));
    sum += part;
  }
  if (!(sum > 0)) throw std::invalid_argument("a number ratio has a part above 0, found " + listed(ratio));
  if (number == 0) throw std::invalid_argument("found no particles, expected 1 or more");
  if (!divides(number, ratio, sum)) refuse_ratio(number, ratio, sum);
  std::vector<std::size_t> counts;
  for (const double part : ratio)
    counts.push_back(static_cast<std::size_t>(std::llround(static_cast<double>(number) * part / sum)));
  return counts;
}

crystal::Particles make_particles(const Composition& composition, std::span<const std::size_t> counts,
                                  std::uint64_t seed) {
  check(composition);
  if (counts.size() != composition.species.size())
    throw std::invalid_argument("found numbers of " + std::to_string(counts.size()) + " species, expected " +
                                std::to_string(composition.species.size()));
  crystal::Particles particles;
  for (std::size_t k = 0; k < counts.size(); ++k) {
    const std::vector<double> sizes = sizes_of(composition, k, counts[k], seed);
    particles.species_names.push_back(composition.species[k].name);
    particles.diameters.insert(particles.diameters.end(), sizes.begin(), sizes.end());
    particles.species.insert(particles.species.end(), counts[k], static_cast<std::uint8_t>(k));
  }
  particles.positions.resize(particles.diameters.size());
  return particles;
}

crystal::Particles make_particles(const Composition& composition, std::uint64_t seed) {
  if (composition.ratio.size() != composition.species.size())
    throw std::invalid_argument("the number ratio has " + std::to_string(composition.ratio.size()) +
                                " parts, expected one for each of " +
                                std::to_string(composition.species.size()) + " species");
  return make_particles(composition, species_counts(composition.number, composition.ratio), seed);
}

}  // namespace nacre::assembly
