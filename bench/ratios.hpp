// Runs all benchmarks of a program, then prints how many times faster nacre is than its peer.
#pragma once

#include <string>
#include <vector>

namespace nacre::bench {

struct Pair {
  std::string nacre;  // names of two benchmarks that count items
  std::string peer;
};

int run_and_compare(int argc, char** argv, const std::vector<Pair>& pairs);

}  // namespace nacre::bench
