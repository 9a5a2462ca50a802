// Pair forces of a window, eight or sixteen pairs at a time.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "nacre/assembly/native_list.hpp"

namespace nacre::assembly::native {

// Lanes of a block, whatever the vectors of the machine: those of AVX-512.
inline constexpr std::size_t lanes_single = 16;
inline constexpr std::size_t lanes_double = 8;

template <typename P>
struct KernelJob {
  const P* packed = nullptr;  // the far particle after the last
  Frame frame{};
  double* fx = nullptr;  // written, of the window's particles
  double* fy = nullptr;
  double* fz = nullptr;
};

struct PairSums {
  double energy = 0;
  double virial = 0;
};

// Forces on the window's particles; sums of their pairs if asked for, every pair counted half.
PairSums pair_forces(const KernelJob<PackedSingle>& job, const Window& window,
                     const std::vector<PairGroup>& groups, bool with_sums);
PairSums pair_forces(const KernelJob<PackedDouble>& job, const Window& window,
                     const std::vector<PairGroup>& groups, bool with_sums);

// "AVX3", "AVX2": what the kernels were compiled for.
std::string_view kernel_target();

}  // namespace nacre::assembly::native
