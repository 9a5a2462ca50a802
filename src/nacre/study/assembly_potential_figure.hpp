// The pair potentials of a simulation as a figure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "nacre/assembly/interactions.hpp"
#include "nacre/core/figure.hpp"

namespace nacre::study {

// U/kT against r/sigma of each pair of species, as it is used: with its cut-off, r over the diameter of the
// first species. `diameters` are the mean ones in sigma, `kT` in the unit of the energies.
Plot potential_plot(const assembly::Interactions& interactions, const std::vector<double>& diameters,
                    const std::vector<std::string>& names, double kT);

}  // namespace nacre::study
