// A number with its standard error.
#pragma once

namespace nacre::spectra {

struct Measured {
  double value = 0;
  double error = 0;  // one standard deviation
};

}  // namespace nacre::spectra
