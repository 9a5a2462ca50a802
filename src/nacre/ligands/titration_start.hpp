// Where a fit of titrations starts.
#pragma once

#include <vector>

#include "nacre/ligands/titration_layout.hpp"

namespace nacre::ligands {

// Puts starts from the data into the parameters that the plan does not name: for every dG and n of a coarse
// grid the best dH (and constant dilution heat) is linear least squares; the best of all is taken.
void set_starts(const std::vector<Titration>& titrations, const TitrationFitPlan& plan,
                ProblemLayout& layout);

// The problem with its start moved to other places where a minimum may be.
std::vector<fit::Problem> other_starts(const fit::Problem& problem);

}  // namespace nacre::ligands
