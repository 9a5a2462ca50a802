// Sums of spherical harmonics over bonds, by SIMD: the hot loop of steinhardt.cpp.
#pragma once

#include <complex>
#include <cstddef>

#include "nacre/crystal/unit_cell.hpp"

namespace nacre::assembly {

inline constexpr int highest_l = 12;

// For particles first to last - 1, whose bonds are apart[begin[i]] to apart[end[i] - 1], writes
// qlm[(i - first) (l + 1) + m] = sum over the bonds of Y_lm for m = 0 to l.
void sum_harmonics(const std::size_t* begin, const std::size_t* end, const crystal::Vector* apart,
                   std::size_t first, std::size_t last, int l, std::complex<double>* qlm);

// Factor of Y_lm before (sin theta e^(i phi))^m and the polynomial of cos theta that the kernel's recurrence
// gives.
double harmonic_factor(int l, int m);

}  // namespace nacre::assembly
