// The scattering of particles in dilute or dense solution: form factor, size distribution, structure factor.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "nacre/core/parameter_card.hpp"

namespace nacre::scattering {

// Names as in study files; find them all in form_factor.hpp, size_distribution.hpp and structure_factor.hpp.
struct ModelChoice {
  std::string form = "sphere";
  std::string distribution = "gaussian";  // of the number of particles over the first size of the form
  std::string structure = "none";
  int populations = 1;  // 2: a second size, distribution and concentration, whose parameters end in _2
  // <F^2> + <F>^2 (S - 1) in place of <F^2> S: sizes and orientations do not depend on places (Kotlarchyk and
  // Chen 1983, doi:10.1063/1.446055).
  bool decoupling = false;
};

// I(q) = c N_A <F^2>(q) S(q) + background in 1/cm, with lengths in nm, q in 1/nm, scattering length contrasts
// in 1e10 1/cm2 and the concentration c of particles in umol/L: 6.022e-8 c (contrast V)^2 P. Averages are
// over the number of particles and over orientations; a distribution is over the first size of a form, its
// other lengths stay. A normal distribution of spheres is not cut off and in closed form, others are cut at
// zero. Several threads may call one model at once.
class Model {
 public:
  // Throws std::invalid_argument that names what there is, for an unknown name.
  explicit Model(const ModelChoice& choice);
  ~Model();
  Model(Model&&) noexcept;
  Model& operator=(Model&&) noexcept;

  // Parameters in the order of `values`: of the form (first its size, "radius" or "edge"; last its
  // contrasts), of the distribution ("sigma", in nm), of the structure, of a second population (its size,
  // sigma and concentration), then "concentration" and "background".
  std::span<const ParameterCard> parameters() const;

  // q in 1/nm, ascending. `out` has the size of q. Throws std::invalid_argument for sizes that do not match;
  // values outside their bounds give what the equations give, or NaN.
  void intensity(std::span<const double> q_per_nm, std::span<const double> values,
                 std::span<double> out) const;

  // d intensity / d value, row-major, q.size() rows, and the intensity itself in the same pass.
  void derivatives(std::span<const double> q_per_nm, std::span<const double> values,
                   std::span<double> intensity, std::span<double> jacobian) const;

  // Mean volume of the part of a particle that is its material (the core of core and shell), of all
  // populations by number: what yields are made of.
  double mean_volume_nm3(std::span<const double> values) const;

  // Mean and standard deviation of the first size by number, of one population (0 or 1).
  double mean_size_nm(std::span<const double> values, int population = 0) const;
  double deviation_nm(std::span<const double> values, int population = 0) const;

  // Relative error of the integrals over sizes and orientations, of the intensity between its minima. The
  // rules have as many points as q asks for.
  double integration_tolerance() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace nacre::scattering
