// Fourier transforms of EXAFS between k and R, with the conventions that are usual there (Newville 2014,
// doi:10.2138/rmg.2014.78.2): k in steps of 0.05 1/A, 2048 points, factor dk / sqrt(pi) forwards.
#pragma once

#include <complex>
#include <cstddef>
#include <span>
#include <vector>

#include "nacre/scattering/xafs_window.hpp"

namespace nacre::scattering {

// Energies in eV are k in 1/A above the edge: k^2 = (2 m / hbar^2) (E - E0), CODATA 2018.
inline constexpr double k2_per_eV = 0.262468426;

inline constexpr double xafs_k_step = 0.05;                  // 1/A
inline constexpr std::size_t xafs_points = 2048;             // of a transform, zeros included
inline constexpr double xafs_r_step = 0.030679615757712823;  // pi / (2048 * 0.05), A

struct TransformOptions {
  double k_min_per_A = 3, k_max_per_A = 12;
  double dk_per_A = 1;
  int k_weight = 2;
  XafsWindow window = XafsWindow::hanning;
};

using Complexes = std::vector<std::complex<double>>;

// The window of the options on the grid of chi; beyond the data there is nothing.
std::vector<double> k_window(const TransformOptions& options, std::size_t points);

// chi(R) = dk / sqrt(pi) sum over k of chi(k) k^w W(k) exp(-2ikR) at R = 0, xafs_r_step, ...; xafs_points / 2
// of them. Its unit is A^-(w+1).
Complexes to_r(std::span<const double> chi, const TransformOptions& options);

struct BackOptions {
  double r_min_A = 1, r_max_A = 3;
  double dr_A = 0.2;
  XafsWindow window = XafsWindow::hanning;
};

// The part of k^w W chi(k) whose distances lie in the window, on the grid of k, as -i A exp(i phase): its
// real part is A sin(phase).
Complexes to_k(std::span<const std::complex<double>> chi_r, const BackOptions& options, std::size_t points);

// Noise as chi(R) shows it where no atoms are seen any more, 15 to 30 A, and of chi(k) itself if it is white
// (Newville, Boyanov and Sayers 1999, doi:10.1107/S0909049598018305).
struct XafsNoise {
  double in_r = 0;  // one standard deviation of the real and of the imaginary part, A^-(w+1)
  double in_k = 0;  // of chi
};
XafsNoise noise_of(std::span<const std::complex<double>> chi_r, const TransformOptions& options);

// Fast transform of xafs_points values in place; sign -1 is that of to_r. Not scaled.
void fourier(Complexes& values, int sign);

}  // namespace nacre::scattering
