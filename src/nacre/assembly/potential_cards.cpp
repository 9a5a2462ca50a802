#include "nacre/assembly/potential_cards.hpp"

#include <algorithm>
#include <iterator>

namespace nacre::assembly {
namespace {

constexpr ParameterCard epsilon{"epsilon", "kT", 1, 0, 1e3, "well depth"};
constexpr ParameterCard strength{"epsilon", "kT", 1, 0, 1e3, "energy at contact, r = s"};
constexpr ParameterCard cutoff{"cutoff", "s", 1.4, 0.5, 100, "distance from which on there is no force"};

constexpr ParameterCard mie[] = {
    epsilon,
    {"n", "", 50, 1, 200, "exponent of the repulsion"},
    {"m", "", 25, 1, 199, "exponent of the attraction, below n"},
    cutoff,
};
constexpr ParameterCard lennard_jones[] = {epsilon, {"cutoff", "s", 2.5, 0.5, 100, cutoff.description}};
constexpr ParameterCard inverse_power[] = {strength, {"n", "", 50, 1, 200, "exponent"}, cutoff};
constexpr ParameterCard wca[] = {
    strength,
    {"n", "", 12, 1, 200, "exponent of the repulsion"},
    {"m", "", 6, 1, 199, "exponent of the attraction, below n; the cut-off is the minimum"},
};
constexpr ParameterCard table[] = {{"epsilon", "kT", 1, 0, 1e3, "factor of the energies and forces"}, cutoff};

constexpr PotentialCard cards[] = {
    {"mie", PairForm::mie, "eps C ((s/r)^n - (s/r)^m), C = n/(n-m) (n/m)^(m/(n-m))",
     "Mie, Annalen der Physik 316, 657 (1903)", mie},
    {"lennard-jones", PairForm::mie, "4 eps ((s/r)^12 - (s/r)^6)", "Jones, Proc. R. Soc. A 106, 463 (1924)",
     lennard_jones},
    {"inverse-power", PairForm::inverse_power, "eps (s/r)^n", "Hoover et al., J. Chem. Phys. 52, 4931 (1970)",
     inverse_power},
    {"wca", PairForm::wca, "eps C ((s/r)^n - (s/r)^m) + eps up to r = s (n/m)^(1/(n-m))",
     "Weeks, Chandler and Andersen, J. Chem. Phys. 54, 5237 (1971)", wca},
    {"table", PairForm::table, "energy and force against r/s, cubic Hermite between the rows", "", table},
};

constexpr PotentialPreset presets[] = {
    {"narrow", "mie", 50, 25, 1.4, "narrow well of short ligands in good solvent"},
    {"wide", "mie", 50, 6, 2.5, "wide well: the attraction of Lennard-Jones behind the same repulsion"},
    {"lennard-jones", "lennard-jones", 12, 6, 2.5, "12-6"},
};

template <class Cards>
auto find(const Cards& all, std::string_view name) -> decltype(std::data(all)) {
  const auto* found =
      std::find_if(std::begin(all), std::end(all), [&](const auto& one) { return one.name == name; });
  return found == std::end(all) ? nullptr : found;
}

}  // namespace

std::span<const PotentialCard> potential_cards() { return cards; }

const PotentialCard* find_potential(std::string_view name) { return find(cards, name); }

std::span<const PotentialPreset> potential_presets() { return presets; }

const PotentialPreset* find_preset(std::string_view name) { return find(presets, name); }

PairPotential pair_potential(const PotentialPreset& preset) {
  return {.form = PairForm::mie, .n = preset.n, .m = preset.m, .cutoff = preset.cutoff};
}

}  // namespace nacre::assembly
