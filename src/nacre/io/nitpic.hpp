// Integrated heats as NITPIC (.nitpic) and Origin (table exported as text) write them.
#pragma once

#include "nacre/io/titration_file.hpp"

namespace nacre::io {

// Columns in any order, with blanks or tabs between: DH (ucal), INJV or INVJ (uL), and, where they are there,
// Xt and Mt (titrant and sites in the cell before the injection, mM), XMt, NDH (cal per mole of injectant). A
// line without volume closes the table; what follows (NITPIC's corrected thermogram) is not read. A row with
// NDH "--" was left out by its author and is not used.
//
// The table holds its conditions implicitly. The cell's concentration is the first Mt; that of the syringe is
// DH / (volume NDH); the cell's volume follows from the last Mt, which Origin dilutes by
// (1 - dV / 2V) / (1 + dV / 2V). The temperature is not there.
//
// Errors: NITPIC lays NAME.error-dat beside NAME.nitpic, with NDH plus and minus one standard error in every
// line; it is read where it is there.
//
// Throws Error (data): a missing column, numbers that are none, a volume that is not positive, an error file
// of another length.
TitrationFile read_nitpic(const std::filesystem::path& path);

}  // namespace nacre::io
