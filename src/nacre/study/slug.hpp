// Names as identifiers of figures and as parts of file names.
#pragma once

#include <string>

namespace nacre::study {

// ASCII letters and digits in lower case, anything else as one hyphen: "Run 2, C6" is "run-2-c6".
std::string slug_of(const std::string& name);

}  // namespace nacre::study
