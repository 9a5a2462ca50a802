// Sizes of particles handed over to a simulation.
#pragma once

#include <filesystem>

#include "nacre/assembly/initial_sizes.hpp"

namespace nacre::study {

// Diameters and weights of a species, scaled so that the mean is the species'. From distributions.csv of a
// growth run (columns time_s, radius_nm at even steps, density_mol_m3_nm): what is there at the end, of the
// last case; or from a table with columns diameter and weight. Throws Error (data): what CsvTable throws, a
// size that is not above zero, a weight below zero, weights that add up to zero.
void read_sizes(const std::filesystem::path& file, assembly::SpeciesSizes& sizes);

}  // namespace nacre::study
