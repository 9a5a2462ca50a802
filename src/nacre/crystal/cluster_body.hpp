// The bodies and cells that a rule of the builder asks for.
#pragma once

#include <string>

#include "nacre/crystal/builder.hpp"

namespace nacre::crystal {

// The crystal of a rule, laid so that polyhedra can be cut from it.
struct CutCell {
  UnitCell cell{};
  Tetrahedral directions{};
  bool hexagonal = false;
  std::string stacking{};  // if it was chosen
};

// `reach_nm`: the particle lies within this distance of its middle; random layers go as far.
CutCell cut_cell(const ClusterRule& rule, double reach_nm);

// Of the size that the rule says. The cell is that of the plain crystal.
Body cluster_body(const ClusterRule& rule, const CutCell& cell);

// The middle of the cut in fractional coordinates of the cell.
Vector cluster_centre(const ClusterRule& rule, const CutCell& cell);

}  // namespace nacre::crystal
