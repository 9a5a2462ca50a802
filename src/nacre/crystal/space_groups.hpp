// The space groups of the International Tables by name and number.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "nacre/crystal/crystal.hpp"

namespace nacre::crystal {

struct SpaceGroup {
  std::string name{};                           // Hermann-Mauguin with the setting: "P 63 m c", "F d -3 m:2"
  int number = 0;                               // International Tables
  std::vector<SymmetryOperation> operations{};  // the identity first, centring included
  bool two_origins = false;  // the name says no origin though there are two; these are those of the first
};

// By name ("P 63 m c", "P63mc", "F d -3 m:2") or number ("186"); none if there is no such group. The cell
// tells rhombohedral from hexagonal axes.
std::optional<SpaceGroup> find_space_group(std::string_view name, const Lattice* cell = nullptr);

// The group that consists of these operations; none if no setting in the tables does.
std::optional<SpaceGroup> space_group_of(const std::vector<SymmetryOperation>& operations);

// "x-y, x, 1/2+z" and back. Throws std::invalid_argument for a text that is no operation of a lattice.
SymmetryOperation read_operation(const std::string& text);
std::string operation_text(const SymmetryOperation& operation);

}  // namespace nacre::crystal
