// Where a result comes from: everything that is needed to make it again.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "nacre/study/study.hpp"

namespace nacre::study {

// Path and SHA-256 of every input file of a study, as they are when the run starts.
using InputHashes = std::vector<std::pair<std::string, std::string>>;
InputHashes hash_inputs(const Study& study);

// provenance.json: version, command, SHA-256 of study and inputs, seed, threads, CPU, compiler and library
// versions, time it finished, wall time.
std::string provenance_json(const Study& study, const InputHashes& inputs,
                            const std::vector<std::string>& command, int threads, double wall_seconds);

}  // namespace nacre::study
