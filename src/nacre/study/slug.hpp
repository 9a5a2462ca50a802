// Names as identifiers of figures and as parts of file names.
#pragma once

#include <set>
#include <string>

namespace nacre::study {

// ASCII letters and digits in lower case, anything else as one hyphen: "Run 2, C6" is "run-2-c6".
std::string slug_of(const std::string& name);

// Names that read alike as slugs get a number: "run", "run-2", ... The result joins those taken.
std::string unique_slug(const std::string& slug, std::set<std::string>& taken);

}  // namespace nacre::study
