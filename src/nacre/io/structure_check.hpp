// What every reader of a structure refuses: cells and atoms that cannot be, or are in another unit.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "nacre/core/error.hpp"
#include "nacre/crystal/crystal.hpp"
#include "nacre/crystal/nanocrystal.hpp"

namespace nacre::io {

using PlaceOfAtom = std::function<Place(std::size_t atom)>;

// The index of a species in the list, which grows if it is new. "CD" is read as "Cd", "Se2-" stays. Throws
// std::invalid_argument with the reason where there is no such element.
int species_index(std::string_view text, std::vector<std::string>& species);

// Throws Error (data): no cell has these edges and angles, or they do not fit the symmetry; the space for an
// atom is that of another unit; occupancies outside 0 to 1; two atoms nearer than 0.5 A, named, unless they
// share a site by their occupancies.
void check_crystal(const crystal::Crystal& crystal, const Place& cell, const PlaceOfAtom& site);

// Throws Error (data): distances as in another unit, two atoms nearer than 0.5 A, named.
void check_cluster(const crystal::Nanocrystal& cluster, const std::filesystem::path& file,
                   const PlaceOfAtom& atom);

}  // namespace nacre::io
