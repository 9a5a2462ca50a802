// Which line belongs to which population, along a series in which lines appear, vanish and change places in
// brightness.
#pragma once

#include <span>
#include <vector>

namespace nacre::spectra {

// The energies of the lines of one frame, the reddest first.
using LineEnergies = std::vector<double>;

struct Tracks {
  int populations = 0;
  // Of every line of every frame: its population from 0, population 0 being the reddest and so the largest;
  // -1: one line more than there are populations.
  std::vector<std::vector<int>> population{};
};

// Sizes of populations in one pot draw level but do not cross, so lines keep their order in energy, and a
// frame with all lines needs no further thought. There are as many populations as lines in at least `share`
// of the frames that have lines (and in two frames where there are more than three). A frame with fewer lines
// gets the choice, in order, that is nearest to where the populations are in the frames before and after that
// have them all; one with more, likewise.
Tracks track_lines(std::span<const LineEnergies> frames, double share = 0.1);

}  // namespace nacre::spectra
