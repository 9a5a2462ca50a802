// Numbers of a film as the viewer reads them: 4 bytes each, base64 for a page of text.
#pragma once

#include <string>
#include <vector>

namespace nacre::report {

// IEEE 754 single precision, low byte first: 7 digits. Beyond its range are its largest numbers; NaN stays.
std::string packed_numbers(const std::vector<double>& values);

}  // namespace nacre::report
