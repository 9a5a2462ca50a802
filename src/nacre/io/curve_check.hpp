// What every curve must be, whatever its file: x ascending, errors positive, enough points.
#pragma once

#include <functional>
#include <string>

#include "nacre/io/frames.hpp"

namespace nacre::io {

enum class CurvePart { x, y, error, width };

// Where in the file point `point` (as read, from 0) of a column stands is what the reader knows: it throws.
using FailAtPoint =
    std::function<void(std::size_t point, CurvePart part, const std::string& message,
                       const std::string& found, const std::string& expected, const std::string& hint)>;

inline constexpr std::size_t fewest_points = 3;

// A curve that descends as a whole is turned round; leading points with x <= 0 (the beam stop) are dropped;
// widths that are all zero are no widths. Calls `fail` for x that neither rises nor falls, values that are
// not finite, errors that are not positive, and too few points. `x_name` is "q" or "the wavelength". Returns
// what was dropped, as a sentence, or nothing.
std::string settle_curve(Frame& frame, const std::string& x_name, const FailAtPoint& fail);

}  // namespace nacre::io
