// One population of particles: a form, and a distribution over its first size.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "nacre/scattering/form_factor.hpp"
#include "nacre/scattering/size_distribution.hpp"

namespace nacre::scattering {

// <F^2> in (1e10 1/cm2 nm3)^2 and, where wanted, <F>, at n values of q; then, column after column, their
// derivatives to parameter after parameter.
struct PopulationAverages {
  PopulationAverages(std::size_t n, std::size_t columns, bool amplitudes);
  AverageColumns columns();
  // Column 0 is the average, column 1 + j its derivative to parameter j.
  double square(std::size_t i, std::size_t column = 0) const { return squares[column * n + i]; }
  double amplitude(std::size_t i, std::size_t column = 0) const { return amplitudes[column * n + i]; }

  std::size_t n;
  std::vector<double> squares, amplitudes;
};

// Parameters p: those of the form in the order of its card, then sigma where there is a distribution.
class Population {
 public:
  Population(const FormFactor& form, const SizeDistribution& distribution);

  std::size_t parameter_count() const;
  // Relative error of the averages between minima.
  double tolerance() const { return in_closed_form() ? 1e-13 : 1e-9; }
  bool polydisperse() const { return distribution_->fill != nullptr; }

  PopulationAverages averages(std::span<const double> q_per_nm, std::span<const double> p,
                              bool amplitudes) const;
  // Derivatives to the mean size and to sigma, and to the only contrast, come from the same pass; those to
  // other lengths and to two contrasts from central differences, which are exact for contrasts and good to
  // 1e-6 for lengths.
  PopulationAverages derivatives(std::span<const double> q_per_nm, std::span<const double> p,
                                 bool amplitudes) const;

  double mean_volume_nm3(std::span<const double> p) const;
  double mean_outer_radius_nm(std::span<const double> p) const;
  double mean_size_nm(std::span<const double> p) const;
  double deviation_nm(std::span<const double> p) const;

 private:
  bool in_closed_form() const;
  double sigma(std::span<const double> p) const;
  SizeNodes nodes(std::span<const double> p, double q_per_nm, bool derivatives) const;
  void fill(std::span<const double> q, std::span<const double> p, const AverageColumns& out,
            bool derivatives) const;
  double mean_over_sizes(std::span<const double> p, double (*property)(const double*)) const;
  void difference(std::span<const double> q, std::span<const double> p, std::size_t parameter,
                  PopulationAverages& to) const;

  const FormFactor* form_;
  const SizeDistribution* distribution_;
};

}  // namespace nacre::scattering
