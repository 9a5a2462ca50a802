// Where the ticks of an axis stand and what they say.
#pragma once

#include <string>
#include <vector>

namespace nacre::report {

struct Range {
  double low = 0;
  double high = 1;
};

struct Tick {
  double value;
  std::string label;
};

// Multiples of 1, 2 or 5 times a power of ten, `count` of at least 3: at most count + 1 of them, at least
// count/2.5.
std::vector<Tick> linear_ticks(Range range, int count);

// Powers of ten; over less than two decades also 2 and 5 times them, or linear ticks where even these
// are fewer than two. Needs range.low > 0.
std::vector<Tick> logarithmic_ticks(Range range, int count);

}  // namespace nacre::report
