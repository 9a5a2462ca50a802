// Close-packed crystals layer by layer: zinc blende and wurtzite, FCC and HCP, and what lies between.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "nacre/crystal/unit_cell.hpp"

namespace nacre::crystal {

// One layer of the triangular lattice and, in binary crystals, the anions on top of it.
struct CloseLayers {
  double spacing_nm = 0;  // in the plane
  double height_nm = 0;   // from layer to layer
  double anion_nm = 0;    // height of the anions above the cations of their layer
  std::vector<std::string> species{};
};

// Those of a prototype: "zinc-blende", "fcc" (cubic a) or "wurtzite", "hcp" (a, c, u). Throws
// std::invalid_argument for a prototype that has no such layers.
struct PrototypeCell;
CloseLayers close_layers(std::string_view prototype, const PrototypeCell& cell);

// A sequence such as "ABC" (cubic) or "AB" (hexagonal) as a cell of so many layers along z, which repeats.
// The first sites are those of the middle layer. Throws std::invalid_argument: other letters, a letter beside
// itself, also over the end.
UnitCell stacked(const CloseLayers& layers, std::string_view sequence);

// A sequence of so many layers whose stacking leaves that of the prototype with this probability at every
// layer: a hexagonal layer (neighbours of the same letter) in a cubic crystal, a cubic one in a hexagonal. It
// need not repeat.
std::string faulted_sequence(bool hexagonal, double probability, std::size_t layers, std::uint64_t seed,
                             std::uint64_t replica = 0);

// The share of hexagonal layers among the inner ones of a sequence: 1 for ABAB, 0 for ABCABC.
double hexagonality(std::string_view sequence);

}  // namespace nacre::crystal
