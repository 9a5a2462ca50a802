// From the parameters of a kinetic model to the courses of its species in every series.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "nacre/spectra/projection.hpp"
#include "nacre/spectra/rate_laws.hpp"
#include "nacre/spectra/spectra_series.hpp"

namespace nacre::spectra {

struct KineticsModel {
  RateLaw law = RateLaw::one_way;
  std::array<bool, most_species> dark{};  // species that do not absorb here, as an intermediate of growth
  bool shared_spectra = false;            // one set of spectra for all series; false: one each
  bool arrhenius = false;                 // rates of all series from ln k at the middle temperature and E_a
  // Bands that move as the conversion proceeds, of laws with two species: to first order in the shift they
  // add the course [A][B] and one spectrum (see peak_shift.hpp).
  bool peak_shift = false;
};

// "A", "B", "C" of the species that absorb, and "shift" where bands move.
std::vector<std::string> course_names(const KineticsModel& model);

// ln of the rate constants (1/s) of one series from the parameters of the problem, and their derivatives.
class RateParameters {
 public:
  RateParameters(const KineticsModel& model, std::span<const SpectraSeries> series);

  std::size_t count() const;  // of parameters
  double ln_rate(std::span<const double> values, std::size_t series, std::size_t rate) const;
  double d_ln_rate(std::size_t series, std::size_t rate, std::size_t parameter) const;
  double middle_K() const { return middle_K_; }

 private:
  std::size_t rates_;
  std::size_t series_;
  bool arrhenius_;
  double middle_K_ = 0;
  std::vector<double> minus_beta_;  // -1/(R T) + 1/(R T_middle), mol/kJ
};

// Frames of these series one below the other, over their noise.
Matrix stacked_data(std::span<const SpectraSeries> series, std::span<const std::size_t> which);

// Courses of the absorbing species, over the noise of each frame, and their derivatives by every parameter.
struct Courses {
  Matrix values{};
  std::vector<Matrix> derivatives{};
};
Courses stacked_courses(const KineticsModel& model, const RateParameters& parameters,
                        std::span<const SpectraSeries> series, std::span<const std::size_t> which,
                        std::span<const double> values, bool with_derivatives);

}  // namespace nacre::spectra
