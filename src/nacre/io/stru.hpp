// Crystals as PDFfit, PDFfit2 and PDFgui write them (.stru).
#pragma once

#include <filesystem>

#include "nacre/crystal/crystal.hpp"

namespace nacre::io {

// Keys (title, format pdffit, scale, sharp, spcgr, cell, dcell, ncell), "atoms", then six lines an atom:
// symbol, fractional position and occupancy; U11, U22, U33 on the third line, U12, U13, U23 on the fifth; the
// others are standard deviations, which are not read. The atoms are those of the whole cell: the crystal has
// no symmetry, whatever spcgr says. Several cells (ncell) become one. Throws Error (data) with the place:
// another format, no cell, another number of atoms than announced, cut files, and see structure_check.hpp.
crystal::Crystal read_stru(const std::filesystem::path& file);

}  // namespace nacre::io
