// Bond-orientational order of each particle (Steinhardt, Nelson and Ronchetti, Phys. Rev. B 28, 784 (1983)),
// with the definitions of freud:
//   q_lm(i) = 1/N_b sum over the neighbours j of Y_lm(r_ij)
//   q_l(i)  = sqrt(4 pi/(2l + 1) sum_m |q_lm(i)|^2)
//   w_l(i)  = sum over m1 + m2 + m3 = 0 of (l l l; m1 m2 m3) q_lm1 q_lm2 q_lm3, normalised: over
//             (sum_m |q_lm|^2)^(3/2)
// Averaged forms take the mean of q_lm over the particle and its neighbours, the sum divided by N_b + 1
// (Lechner and Dellago, J. Chem. Phys. 129, 114707 (2008)).
#pragma once

#include <complex>
#include <cstddef>
#include <span>
#include <vector>

#include "nacre/core/run_control.hpp"
#include "nacre/crystal/neighbors.hpp"

namespace nacre::assembly {

struct SteinhardtOptions {
  int l = 6;                 // 0 to 12
  bool average = false;      // over the particle and its neighbours
  bool w = false;            // w_l too
  bool normalized_w = true;  // freud's wl_normalize
};

// Numbers of a particle without neighbours are not a number (NaN), its q_lm zero.
struct Steinhardt {
  int l = 0;
  std::vector<double> q{};                  // q_l of each particle
  std::vector<double> w{};                  // w_l of each particle, if asked for
  std::vector<std::complex<double>> qlm{};  // l + 1 a particle, m = 0 to l; q_l,-m = (-1)^m conj(q_lm)

  std::span<const std::complex<double>> qlm_of(std::size_t i) const {
    const auto row = static_cast<std::size_t>(l + 1);
    return {qlm.data() + i * row, row};
  }
};

// Of the neighbours given, those of another species too. The same for any number of threads. Throws
// std::invalid_argument for an l that is out of range.
Steinhardt steinhardt(const crystal::ParticleNeighbors& neighbors, const SteinhardtOptions& options,
                      const RunControl& control = {});

// The oracle: the same by the textbook's Y_lm (std::sph_legendre), one thread.
Steinhardt plain_steinhardt(const crystal::ParticleNeighbors& neighbors, const SteinhardtOptions& options);

// Normalised w_l of one particle's q_lm, m = 0 to l; 0 where all of them vanish.
double third_order(int l, std::span<const std::complex<double>> qlm);

// Coherence of two environments: Re sum_m q_lm(i) conj(q_lm(j)) / (|q_l(i)| |q_l(j)|), from -1 to 1; 0 for a
// particle without neighbours.
double coherence(const Steinhardt& order, std::size_t i, std::size_t j);

// Bond order (ten Wolde, Ruiz-Montero and Frenkel, Phys. Rev. Lett. 75, 2714 (1995)): the number of
// neighbours of each particle whose coherence with it is above the threshold.
std::vector<int> connected_neighbors(const Steinhardt& order, const crystal::NeighborList& neighbors,
                                     double threshold = 0.7, const RunControl& control = {});

}  // namespace nacre::assembly
