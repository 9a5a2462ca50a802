// Where a result comes from: everything that is needed to make it again.
#pragma once

#include <string>
#include <vector>

#include "nacre/study/study.hpp"

namespace nacre::study {

// provenance.json: version, command, SHA-256 of study and inputs, seed, threads, CPU, compiler and library
// versions, start time, wall time.
std::string provenance_json(const Study& study, const std::vector<std::string>& command, int threads,
                            double wall_seconds);

}  // namespace nacre::study
