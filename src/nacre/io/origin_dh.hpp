// Integrated heats as MicroCal's Origin writes them (.DH).
#pragma once

#include "nacre/io/titration_file.hpp"

namespace nacre::io {

// The layout, comma separated:
//   10                        format
//   0,56,0,0,0                ... injections ...
//   25.0,0.1,1,1.4103,0       temperature (degC), cell (mM), syringe (mM), cell volume (mL), ...
//   0                         settings, one or more lines of one number
//   1,0.00628                 volume (uL), heat (ucal); one line an injection
// The header is known by its shape, not by its line numbers, since programs that imitate the format vary it.
// Throws Error (data): no header, a cut-off file, a volume that is not positive, numbers that are none.
TitrationFile read_origin_dh(const std::filesystem::path& path);

}  // namespace nacre::io
