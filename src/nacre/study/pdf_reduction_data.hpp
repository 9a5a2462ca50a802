// Files and keys of [reduction].
#pragma once

#include <string>
#include <vector>

#include "nacre/scattering/pdf_reduction.hpp"
#include "nacre/study/study.hpp"

namespace nacre::study {

struct ReductionRequest {
  std::string name{};        // "sample.iq, window lorch"
  std::string slug{};        // empty for a single case
  std::string short_name{};  // what is scanned: "lorch, 18 1/A"
  scattering::ReductionInput input{};
  scattering::ReductionOptions options{};
  std::string composition{};
  std::string error_statement{};
  std::string background{};  // file name; empty: none
  std::vector<std::string> warnings{};
};

// Reads the files of this case. Throws Error.
ReductionRequest read_reduction(const Case& one, bool several);

}  // namespace nacre::study
