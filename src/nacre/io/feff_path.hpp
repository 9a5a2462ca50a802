// Scattering paths as FEFF writes them (feffNNNN.dat).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace nacre::io {

struct FeffPath {
  std::string name{};  // "Cu-Cu"
  int legs = 2;
  double degeneracy = 1;
  double r_A = 0;  // half of the path's length
  // k, real[2*phc], mag[feff], phase[feff], reduction factor, lambda, real[p]; in 1/A, radians and A
  std::vector<double> k_per_A{}, central_phase{}, magnitude{}, phase{}, reduction{}, mean_free_path_A{},
      p_per_A{};
};

// Throws Error (data) with the place: another file, a row that is not seven numbers, a path of no length.
FeffPath read_feff_path(const std::filesystem::path& file);

}  // namespace nacre::io
