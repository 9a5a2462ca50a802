// Compositions as people write them: "CdSe", "Cd1 S0.9", "Ni".
#pragma once

#include <string>
#include <vector>

namespace nacre::study {

struct Formula {
  std::vector<std::string> species{};  // each once
  std::vector<double> amounts{};
};

// Throws std::invalid_argument with the reason.
Formula parse_formula(const std::string& text);

}  // namespace nacre::study
