// Titrations as SEDPHAT keeps them: an experiment (.xp) with its table, or a configuration (.sedphat) of one.
#pragma once

#include "nacre/io/titration_file.hpp"

namespace nacre::io {

// An experiment file holds "value (name)" lines, of which Temperature (degC), ITCInicellconc and
// ITCsyringconc (uM) and ITCcellvolume (uL) are read, and names its table in quotes; the table is in the
// folder _NAME.xp or beside the experiment, as NITPIC lays it (nitpic.hpp). What the experiment says comes
// before what the table implies. An .xp that is a table itself (NITPIC's copy) is read as one.
// Throws Error (data): no calorimetry, several experiments, a table that is not there.
TitrationFile read_sedphat(const std::filesystem::path& path);

}  // namespace nacre::io
