// A powder pattern over 2-theta as text: two or three columns, angle in degrees, intensity and its error.
#pragma once

#include <filesystem>

#include "nacre/io/frames.hpp"

namespace nacre::io {

// .xy, .dat, .csv and the like, with or without a header. Throws Error (data): see number_rows.hpp; more
// columns than three, an angle of 180 degrees or more, angles that neither rise nor fall, a header that says
// q.
Frame read_powder_text(const std::filesystem::path& file);

}  // namespace nacre::io
