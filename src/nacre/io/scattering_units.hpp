// Units of scattering curves: q said by the file or declared, never guessed; intensities absolute or not.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "nacre/core/error.hpp"
#include "nacre/io/frame_units.hpp"

namespace nacre::io {

// The factor to 1/nm. `said` is what the file says, or empty; `where` is its place for the message. Throws
// UnitError: neither, or both and they differ.
double q_factor(const std::string& said, const std::string& declared, const Place& where);

// The last line of the header with letters, if it names columns: "q I dI", "<X> <Y>", "1/nm 1/cm"; or null.
const std::string* line_of_names(const std::vector<std::string>& header);

// What a header says: of the line of names, of a line of units below it, or of a line such as "q unit: 1/nm".
struct HeaderUnits {
  std::string q;                // "1/nm", "1/A"; empty: not said
  std::string intensity;        // "1/cm", "1/m"; empty: not said
  bool q_is_ambiguous = false;  // the line of names has two different ones
};
HeaderUnits units_in_header(const std::vector<std::string>& header);

// "1/cm", "1/m", or "" for counts and arbitrary units, from the text of an attribute; nothing for another
// unit.
std::optional<std::string> intensity_unit(const std::string& text);

// Turns 1/m into 1/cm; returns the unit of the values.
std::string settle_intensity_unit(const std::string& said, std::vector<double>& y,
                                  std::vector<double>& y_error);

}  // namespace nacre::io
