// What a growth study does besides simulating: it has a section [data] or [design] then.
#pragma once

#include <string>
#include <vector>

#include "nacre/study/registry.hpp"

namespace nacre::study {

// With [data]: parameters that are "fit" are fitted to measured courses.
StudyResult run_growth_fit(const Study& study, Workspace& workspace);
std::vector<std::string> check_growth_fit(const Study& study);

// With [design]: the recipe for a radius and a dispersity.
StudyResult run_growth_design(const Study& study, Workspace& workspace);
std::vector<std::string> check_growth_design(const Study& study);

}  // namespace nacre::study
