// The infinite square lattice, exactly.
#pragma once

namespace nacre::ligands {

// Unlike-pair fraction of the infinite equimolar square lattice (Onsager, Phys. Rev. 65 (1944) 117): with the
// Ising coupling K = chi_G / 8, nearest-neighbour correlation coth(2K) [1 + (2/pi)(2 tanh^2 2K - 1) K1(k)] /
// 2, k = 2 sinh 2K / cosh^2 2K. Critical at chi_G = 4 ln(1 + sqrt 2) = 3.5255 RT.
double infinite_unlike_fraction(double chi_G_RT);

}  // namespace nacre::ligands
