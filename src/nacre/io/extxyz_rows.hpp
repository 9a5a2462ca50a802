// One frame of extended XYZ from its text.
#pragma once

#include <filesystem>
#include <string_view>

#include "nacre/io/particle_frame.hpp"

namespace nacre::io {

// `line` is that of the first line in the file. Throws Error (data) with the place.
ParticleFrame extxyz_frame(std::string_view text, const std::filesystem::path& file, int line);

}  // namespace nacre::io
