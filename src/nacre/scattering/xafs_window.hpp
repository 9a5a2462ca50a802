// Windows of the Fourier transforms of EXAFS.
#pragma once

#include <cstddef>
#include <vector>

namespace nacre::scattering {

enum class XafsWindow { hanning, kaiser, parzen, welch, sine, gaussian };

// A window on the grid 0, step, 2 step, ...: rises within width / 2 about `low`, falls within width / 2
// about `high`, its ends moved onto the grid. Kaiser-Bessel, sine and Gaussian span the range as a whole;
// `width` is then the parameter of the Bessel function, without meaning, or the standard deviation.
std::vector<double> xafs_window(XafsWindow kind, std::size_t points, double step, double low, double high,
                                double width);

}  // namespace nacre::scattering
