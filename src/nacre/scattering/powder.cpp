#include "nacre/scattering/powder.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>
#include <tuple>

#include "nacre/core/units.hpp"
#include "nacre/crystal/lattice.hpp"
#include "nacre/scattering/peak_fit.hpp"

namespace nacre::scattering {
namespace {

using Indices = std::array<int, 3>;
using Amplitudes = std::vector<std::vector<std::complex<double>>>;

constexpr double pi = std::numbers::pi;
constexpr double same_q = 1e-7;         // relative: spacings that symmetry makes equal
constexpr double same_square = 1e-6;    // of the largest at that spacing
constexpr double extinguished = 1e-16;  // of the square of the sum of all amplitudes

struct Direction {
  Indices hkl{};
  double q_per_A = 0;
  double square = 0;
};

bool is_better_label(const Indices& a, const Indices& b) {
  const auto key = [](const Indices& i) {
    return std::tuple(std::ranges::none_of(i, [](int one) { return one < 0; }), i);
  };
  return key(a) > key(b);
}

std::vector<Direction> directions_of(const crystal::Lattice& lattice, const ReflectionRange& range) {
  const double reach = range.q_max_per_A / (2 * pi);
  Indices most{};
  double count = 1;
  const std::array<double, 3> edges{lattice.a_A, lattice.b_A, lattice.c_A};
  for (std::size_t i = 0; i < 3; ++i) {
    const double largest = std::floor(reach * edges[i] * (1 + 1e-9));
    count *= 2 * largest + 1;
    most[i] = static_cast<int>(std::min(largest, 1e6));
  }
  if (!(count <= most_directions))
    throw std::invalid_argument("the cell has " + format_rounded(count, 2) +
                                " directions up to the largest q, more than " +
                                format_rounded(most_directions, 2));
  std::vector<Direction> list;
  for (int h = -most[0]; h <= most[0]; ++h)
    for (int k = -most[1]; k <= most[1]; ++k)
      for (int l = -most[2]; l <= most[2]; ++l) {
        const double q = 2 * pi * crystal::inverse_spacing_per_A(lattice, {h, k, l});
        if (q > 1e-9 && q >= range.q_min_per_A && q <= range.q_max_per_A) list.push_back({{h, k, l}, q});
      }
  std::ranges::sort(list, {}, [](const Direction& one) { return std::tuple(one.q_per_A, one.hkl); });
  return list;
}

// First direction of each spacing, and the end.
std::vector<std::size_t> spacings_of(const std::vector<Direction>& list) {
  std::vector<std::size_t> starts;
  for (std::size_t i = 0; i < list.size(); ++i)
    if (i == 0 || list[i].q_per_A > list[starts.back()].q_per_A * (1 + same_q)) starts.push_back(i);
  starts.push_back(list.size());
  return starts;
}

class StructureFactor {
 public:
  explicit StructureFactor(const PowderCell& cell) : cell_(cell) {
    const crystal::Matrix rows = crystal::reciprocal_per_A(cell.lattice);
    for (std::size_t i = 0; i < 3; ++i) lengths_[i] = std::hypot(rows[i][0], rows[i][1], rows[i][2]);
  }

  // Of (hkl) and (-h-k-l), which differ where amplitudes are complex. `spacing`: index into the amplitudes.
  double mean_square(const Indices& hkl, const Amplitudes& amplitudes, std::size_t spacing) const {
    const Indices opposite{-hkl[0], -hkl[1], -hkl[2]};
    return 0.5 *
           (std::norm((*this)(hkl, amplitudes, spacing)) + std::norm((*this)(opposite, amplitudes, spacing)));
  }

  std::complex<double> operator()(const Indices& hkl, const Amplitudes& amplitudes,
                                  std::size_t spacing) const {
    std::complex<double> sum = 0;
    for (const crystal::CellAtom& atom : cell_.atoms) {
      double turns = 0;
      for (std::size_t i = 0; i < 3; ++i) turns += hkl[i] * atom.fractional[i];
      sum += atom.occupancy * thermal(hkl, atom.u_A2) *
             amplitudes[static_cast<std::size_t>(atom.species)][spacing] * std::polar(1.0, 2 * pi * turns);
    }
    return sum;
  }

 private:
  double thermal(const Indices& hkl, const crystal::Displacement& u) const {
    std::array<double, 3> g;
    for (std::size_t i = 0; i < 3; ++i) g[i] = hkl[i] * lengths_[i];
    const double sum = u[0] * g[0] * g[0] + u[1] * g[1] * g[1] + u[2] * g[2] * g[2] +
                       2 * (u[3] * g[0] * g[1] + u[4] * g[0] * g[2] + u[5] * g[1] * g[2]);
    return std::exp(-2 * pi * pi * sum);
  }

  const PowderCell& cell_;
  std::array<double, 3> lengths_{};  // a*, b*, c*
};

double all_in_phase(const PowderCell& cell, const Amplitudes& amplitudes, std::size_t spacing) {
  double sum = 0;
  for (const crystal::CellAtom& atom : cell.atoms)
    sum += atom.occupancy * std::abs(amplitudes[static_cast<std::size_t>(atom.species)][spacing]);
  return sum * sum;
}

// Directions of one spacing, those of equal |F|^2 together.
void gather(std::span<Direction> same, double none, bool with_absent, std::vector<PowderReflection>& list) {
  std::ranges::sort(same, [](const Direction& a, const Direction& b) {
    return std::tuple(-a.square, a.hkl) < std::tuple(-b.square, b.hkl);
  });
  const double margin = std::max(same_square * same.front().square, none);
  for (std::size_t i = 0; i < same.size();) {
    PowderReflection one{.hkl = same[i].hkl, .q_per_A = same[i].q_per_A};
    const double first = same[i].square;
    double sum = 0;
    for (; i < same.size() && same[i].square >= first - margin; ++i) {
      sum += same[i].square;
      ++one.multiplicity;
      if (is_better_label(same[i].hkl, one.hkl)) one.hkl = same[i].hkl;
    }
    one.square = sum / one.multiplicity;
    if (one.square < none) one.square = 0;
    if (one.square > 0 || with_absent) list.push_back(one);
  }
}

// Between squares (Gaussian) and sums (Lorentzian): the power of widths that add.
double power_of(double lorentz_share) { return 2 - std::clamp(lorentz_share, 0.0, 1.0); }

}  // namespace

double PowderCell::atoms_per_cell() const {
  double sum = 0;
  for (const crystal::CellAtom& atom : atoms) sum += atom.occupancy;
  return sum;
}

double PowderReflection::d_A() const { return 2 * pi / q_per_A; }

std::vector<PowderReflection> powder_reflections(const PowderCell& cell, const Beam& beam,
                                                 const ReflectionRange& range) {
  if (cell.atoms.empty()) throw std::invalid_argument("the cell has no atoms");
  std::vector<Direction> directions = directions_of(cell.lattice, range);
  const std::vector<std::size_t> starts = spacings_of(directions);
  std::vector<double> q;
  for (std::size_t s = 0; s + 1 < starts.size(); ++s) q.push_back(directions[starts[s]].q_per_A);
  const Amplitudes amplitudes = scattering_amplitudes(beam, cell.species, q);
  const StructureFactor factor(cell);
  std::vector<PowderReflection> list;
  for (std::size_t s = 0; s + 1 < starts.size(); ++s) {
    const auto same = std::span(directions).subspan(starts[s], starts[s + 1] - starts[s]);
    for (Direction& one : same) one.square = factor.mean_square(one.hkl, amplitudes, s);
    gather(same, extinguished * all_in_phase(cell, amplitudes, s), range.with_absent, list);
  }
  return list;
}

double two_theta_deg(double q_per_A, double wavelength_A) {
  return 360 / pi * std::asin(q_per_A * wavelength_A / (4 * pi));
}

double q_of_two_theta(double two_theta_deg, double wavelength_A) {
  return 4 * pi / wavelength_A * std::sin(two_theta_deg * pi / 360);
}

double q_per_degree(double q_per_A, double wavelength_A) {
  const double sine = q_per_A * wavelength_A / (4 * pi);
  return 2 * pi / wavelength_A * std::sqrt(1 - sine * sine) * pi / 180;
}

double PowderProfile::instrument_at(double q_per_A) const {
  return instrument_per_A + (instrument_deg > 0 ? instrument_deg * q_per_degree(q_per_A, wavelength_A) : 0);
}

double polarisation_factor(const Polarisation& polarisation, double two_theta_deg) {
  if (!polarisation.applies) return 1;
  const double cosine = std::cos(two_theta_deg * pi / 180);
  const double crystal = std::cos(polarisation.monochromator_deg.value_or(0) * pi / 180);
  return (1 + crystal * crystal * cosine * cosine) / (1 + crystal * crystal);
}

double stick_intensity(const PowderReflection& reflection, double wavelength_A,
                       const Polarisation& polarisation) {
  const double angle = two_theta_deg(reflection.q_per_A, wavelength_A), theta = angle * pi / 360;
  return reflection.multiplicity * reflection.square * polarisation_factor(polarisation, angle) /
         (std::pow(std::sin(theta), 2) * std::cos(theta));
}

double profile_width_per_A(const PowderProfile& profile, double q_per_A) {
  const double power = power_of(profile.lorentz_share);
  const double size = profile.size_A > 0 ? 2 * pi * profile.scherrer / profile.size_A : 0;
  return std::pow(std::pow(size, power) + std::pow(2 * profile.strain * q_per_A, power) +
                      std::pow(profile.instrument_at(q_per_A), power),
                  1 / power);
}

std::vector<double> powder_pattern(const PowderCell& cell, std::span<const PowderReflection> reflections,
                                   const PowderProfile& profile, std::span<const double> q_per_A) {
  const double scale = 2 * pi * pi / (crystal::volume_A3(cell.lattice) * cell.atoms_per_cell());
  std::vector<double> pattern(q_per_A.size(), 0.0);
  for (const PowderReflection& one : reflections) {
    const double width = profile_width_per_A(profile, one.q_per_A);
    if (!(width > 0))
      throw std::invalid_argument("a pattern needs a size, a strain or a width of the instrument");
    const Line line{scale * one.multiplicity * one.square / (one.q_per_A * one.q_per_A), one.q_per_A, width};
    for (std::size_t i = 0; i < pattern.size(); ++i)
      pattern[i] += line_value(line, profile.lorentz_share, q_per_A[i]);
  }
  return pattern;
}

ScherrerSize scherrer_size(double q_per_A, double fwhm_per_A, double fwhm_error,
                           const PowderProfile& profile) {
  const double power = power_of(profile.lorentz_share);
  const double rest = std::pow(fwhm_per_A, power) - std::pow(profile.instrument_at(q_per_A), power);
  if (!(rest > 0))
    return {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};
  const double width = std::pow(rest, 1 / power);
  const double size = 2 * pi * profile.scherrer / width;
  return {size, size * std::pow(fwhm_per_A / width, power) * fwhm_error / fwhm_per_A};
}

}  // namespace nacre::scattering
