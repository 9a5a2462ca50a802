// Sums of exp(i (h x + k y + l z)) over particles, for many l at once.
#pragma once

#include <cstddef>

namespace nacre::assembly {

// Phases of one index along one axis, of a block of particles: cosines, then sines. Zeros where there is
// none.
constexpr std::size_t phase_block = 512;
struct PhaseBlock {
  alignas(64) float cosine[phase_block];
  alignas(64) float sine[phase_block];
};

// For each of `count` blocks z[l]: with e = x y (or x conj(y)), adds to out[4 l] ... out[4 l + 3] the real
// and the imaginary part of sum e z, and those of sum e conj(z): l and -l together. Sums of one block in
// single precision, relative error some 1e-6; out in double.
void add_phase_sums(const PhaseBlock& x, const PhaseBlock& y, bool conjugate_y, const PhaseBlock* z,
                    std::size_t count, double* out);

}  // namespace nacre::assembly
