// Mutations of a file: what disks, editors and people do to it.
#pragma once

#include <random>
#include <string>
#include <vector>

namespace nacre::fuzz {

using Random = std::mt19937_64;

// One to eight mutations of a seed: bits, bytes and stretches changed, lines doubled, dropped, swapped or
// cut, extreme numbers in the place of numbers, stretches of another seed.
std::string mutate(const std::vector<std::string>& seeds, Random& random);

}  // namespace nacre::fuzz
