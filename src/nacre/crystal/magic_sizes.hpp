// Sizes of II-VI and related clusters that are known to be especially stable.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace nacre::crystal {

// A core M_cations X_anions; chalcogens that belong to ligands (thiolates) are not counted.
struct MagicSize {
  int cations = 0;
  int anions = 0;
  std::string_view family;
  std::string_view source;
};

std::span<const MagicSize> magic_sizes();  // by the number of cations

std::vector<MagicSize> magic_sizes_of(int cations, int anions);

}  // namespace nacre::crystal
