// What makes a large particle one of a crystal, a row a crystal. docs/order.md has the reasons.
#pragma once

#include <array>
#include <span>

#include "nacre/assembly/environments.hpp"
#include "nacre/assembly/fingerprint.hpp"

namespace nacre::assembly {

struct Recipe {
  Environment environment{};
  Shells shells{};
  double coherence = 0;             // above which two neighbours are connected
  int connected = 0;                // least number of connected neighbours
  double rim_coherence = 0;         // the same for particles beside those that were found so
  int rim_connected = 0;            // least number of these
  std::array<double, 5> perfect{};  // q_l of the perfect crystal, block after block
  double likeness = 0;  // least cosine between these and the q_l averaged over the connected neighbours
  int sign_w4 = 0;      // of the averaged w_l about large neighbours; 0: any
  int sign_w6 = 0;
  double least_ratio = 0;  // of the mean distances of small and of large neighbours
  double most_ratio = 0;
};

namespace recipe_parts {
inline constexpr int even[] = {4, 6, 8};
inline constexpr int of_prism[] = {4, 8};   // q6 of the 12 corners of a hexagonal prism nearly vanishes
inline constexpr int of_snub_cube[] = {8};  // of the 24 corners of a snub cube q4 and q6 do
inline constexpr Shells twelve{.large = 12, .l_large = even};
inline constexpr Shells fourteen{.large = 14, .l_large = even};
inline constexpr Shells diboride{.large = 8, .small = 12, .l_large = even, .l_small = of_prism};
inline constexpr Shells thirteen{.large = 6, .small = 24, .l_large = even, .l_small = of_snub_cube};
}  // namespace recipe_parts

// In the order in which they are tried; those of the same shells follow one another.
inline std::span<const Recipe> recipes() {
  using namespace recipe_parts;
  static constexpr Recipe all[] = {
      {.environment = Environment::alb2,
       .shells = diboride,
       .coherence = 0.6,
       .connected = 3,
       .rim_coherence = 0.5,
       .rim_connected = 2,
       .perfect = {0.5312, 0.5040, 0.5700, 0.4269, 0.5426},
       .likeness = 0.95,
       .sign_w4 = 1,
       .least_ratio = 0.68,
       .most_ratio = 0.86},
      {.environment = Environment::nazn13,
       .shells = thirteen,
       .coherence = 0.6,
       .connected = 3,
       .rim_coherence = 0.5,
       .rim_connected = 2,
       .perfect = {0.7638, 0.3536, 0.7181, 0.2970},
       .likeness = 0.95,
       .sign_w4 = 1,
       .least_ratio = 0.51,
       .most_ratio = 0.66},
      {.environment = Environment::fcc,
       .shells = twelve,
       .coherence = 0.7,
       .connected = 5,
       .rim_coherence = 0.6,
       .rim_connected = 3,
       .perfect = {0.1909, 0.5745, 0.4039},
       .likeness = 0.95,
       .sign_w4 = -1,
       .sign_w6 = -1},
      {.environment = Environment::hcp,
       .shells = twelve,
       .coherence = 0.7,
       .connected = 5,
       .rim_coherence = 0.6,
       .rim_connected = 3,
       .perfect = {0.0972, 0.4848, 0.3170},
       .likeness = 0.95,
       .sign_w4 = 1,
       .sign_w6 = -1},
      {.environment = Environment::bcc,
       .shells = fourteen,
       .coherence = 0.7,
       .connected = 6,
       .rim_coherence = 0.6,
       .rim_connected = 3,
       .perfect = {0.0364, 0.5107, 0.4293},
       .likeness = 0.95,
       .sign_w6 = 1},
  };
  return all;
}

inline bool same_shells(const Shells& a, const Shells& b) { return a.large == b.large && a.small == b.small; }

// Those that follow one another from this one on and share their fingerprints.
inline std::span<const Recipe> recipes_of_same_shells(std::size_t first) {
  const auto all = recipes();
  std::size_t end = first;
  while (end < all.size() && same_shells(all[first].shells, all[end].shells)) ++end;
  return all.subspan(first, end - first);
}

}  // namespace nacre::assembly
