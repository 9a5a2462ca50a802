// Positions of the first absorption against time, to be held against the emission of the same particles.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "nacre/spectra/sizing.hpp"

namespace nacre::study {

struct AbsorptionPoint {
  double at = 0;
  int population = 1;  // from 1, the largest
  double energy_eV = 0;
  double error_eV = 0;
};

struct AbsorptionPoints {
  std::vector<AbsorptionPoint> points{};
  std::string error_statement{};
};

// A table, also the frames.csv of an absorption study, with the column `at_column` (time_s, temperature_K) or
// `at` or at_s, at_K, and for the first, larger population peak_nm (or peak1_nm, peak_1_nm) or radius_nm
// (r1_nm, radius_1_nm), for the second the same with 2; empty cells where there is no peak. Standard errors
// from the same names with _err before _nm (or behind it), else `error_nm` of wavelength, and of radii what
// that makes there. Throws Error (data).
AbsorptionPoints read_absorption_points(const std::filesystem::path& file, const std::string& at_column,
                                        double error_nm, const spectra::Sizing& sizing);

}  // namespace nacre::study
