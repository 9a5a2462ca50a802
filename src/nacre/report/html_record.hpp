// How a run came about: its provenance as HTML.
#pragma once

#include <string>

namespace nacre::report {

// One row per entry; the entries of objects and lists are named by their path: "inputs 1 sha256".
// Text that is no JSON object is shown as it stands.
std::string provenance_html(const std::string& json);

}  // namespace nacre::report
