// Snapshots of an assembly as pictures: crystalline particles in color at full size, fluid ones small and
// grey.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "nacre/study/assembly_output.hpp"

namespace nacre::study {

// The environment each particle is shown in. Large ones have that of the snapshot; those of other species
// take that of the large particles they touch (closer than 1.3 mean diameters) if more than half of these are
// in it, else they are disordered.
std::vector<std::uint8_t> shown_environments(const AssemblySnapshot& snapshot, std::size_t large);

// Of one case: all its snapshots, and the last cut in half. Of several: their last ones, at most six. None
// where there are no snapshots.
std::vector<ParticleGallery> assembly_snapshots(const std::vector<AssemblyCase>& cases);

}  // namespace nacre::study
