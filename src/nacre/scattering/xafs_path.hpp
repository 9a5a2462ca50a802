// Amplitudes and phases of scattering paths, from FEFF and from measured standards, and the EXAFS they make.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "nacre/scattering/xafs_spline.hpp"
#include "nacre/scattering/xafs_transform.hpp"

namespace nacre::scattering {

// chi(k) = Im{ N S02 a(q) / R^2 exp[i phase(q) + 2ip (R - R0 - 2 s2 / R0) - 2 p^2 s2] }, q^2 = k^2 -
// k2_per_eV dE0. a(q) has 1 / q and the mean free path at R0 in it, p = p_real + i p_imag is the wave number
// in the solid.
struct ScatteringPath {
  std::string name{};
  double n = 1;    // neighbours that come with the amplitude: the default of the fit
  double r_A = 0;  // R0, whose wave phase() describes
  std::vector<double> k_per_A{};
  std::vector<double> amplitude{};  // A^2
  std::vector<double> phase{};      // radians, with 2 q R0, unwrapped
  std::vector<double> p_real{}, p_imag{};
};

// What feffNNNN.dat lists, column by column.
struct FeffColumns {
  std::string name{};
  double degeneracy = 1, r_A = 0;
  std::vector<double> k_per_A{}, central_phase{}, magnitude{}, phase{}, reduction{}, mean_free_path_A{},
      p_per_A{};
};
ScatteringPath path_of_feff(const FeffColumns& columns);

// The shell of a standard by a Fourier filter: what the transform of its chi(k) has between the distances.
// sigma2 of a fit is then the difference from the standard. Throws std::invalid_argument where the shell is
// empty.
ScatteringPath path_of_standard(std::span<const double> chi, const TransformOptions& forward,
                                const BackOptions& back, double neighbours, double r_A);

enum ShellParameter { shell_n, shell_r, shell_sigma2, shell_e0, shell_s02, shell_parameters };

// chi(k) of the shell on the grid of k; `values` as ShellParameter. Zero where the path has no values.
class ShellModel {
 public:
  explicit ShellModel(const ScatteringPath& path);

  void chi(std::span<const double> values, std::span<double> out) const;
  // d chi / d value, one row of the grid for each parameter.
  void derivatives(std::span<const double> values, std::size_t points, std::span<double> out) const;

 private:
  struct Wave;
  Wave wave(std::span<const double> values, std::size_t i) const;

  double r0_A_, first_k_, last_k_;
  CubicInterpolation amplitude_, phase_, p_real_, p_imag_;
};

std::vector<double> shell_chi(const ScatteringPath& path, std::span<const double> values, std::size_t points);

}  // namespace nacre::scattering
