// Rate laws of a few species: concentrations against time, over the total, with their derivatives.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace nacre::spectra {

enum class RateLaw { one_way, two_way, consecutive };

inline constexpr std::size_t most_species = 3;
inline constexpr std::size_t most_rates = 2;

struct LawCard {
  RateLaw law;
  std::string_view name;     // in study files
  std::string_view formula;  // for people
  std::size_t species;
  std::size_t rates;
  std::string_view rate_names[most_rates];
};

inline constexpr LawCard law_cards[] = {
    {RateLaw::one_way, "a-to-b", "A -> B", 2, 1, {"k", ""}},
    {RateLaw::two_way, "a-b-equilibrium", "A <=> B", 2, 2, {"k_forward", "k_backward"}},
    {RateLaw::consecutive, "a-b-c", "A -> B -> C", 3, 2, {"k1", "k2"}},
};

const LawCard& card_of(RateLaw law);

struct Concentrations {
  double c[most_species] = {};
  double dc[most_species][most_rates] = {};  // by ln of each rate constant
};

// At time t after a start with A alone (`starts_as_b`, of A <=> B: with B alone). Rates and time in matching
// units. A -> B -> C is exact where both rates are equal, too.
Concentrations concentrations(RateLaw law, std::span<const double> rates, double t, bool starts_as_b = false);

}  // namespace nacre::spectra
