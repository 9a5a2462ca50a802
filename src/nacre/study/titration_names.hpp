// What titrations are called in tables, legends, identifiers of figures and names of arrays.
#pragma once

#include <string>
#include <vector>

namespace nacre::study {

// One name a file, no two with the same slug: the stem of the file; where stems repeat with the folders in
// which the files differ, then with the ending, then with a number. None has a slash.
std::vector<std::string> titration_names(const std::vector<std::string>& files);

}  // namespace nacre::study
