#include "nacre/scattering/powder.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>

#include "nacre/crystal/lattice.hpp"
#include "nacre/crystal/nanocrystal.hpp"
#include "nacre/crystal/symmetry.hpp"
#include "nacre/scattering/debye.hpp"
#include "nacre/scattering/pair_binning.hpp"
#include "nacre/scattering/peak_fit.hpp"

namespace nacre::scattering {
namespace {

constexpr double pi = std::numbers::pi;
constexpr double cu_k_alpha_A = 1.5418;
using Hkl = std::array<int, 3>;

PowderCell cell_of(const crystal::UnitCell& unit) {
  const crystal::Crystal crystal = crystal::from_unit_cell(unit);
  return {crystal.lattice, crystal.species, crystal::expanded(crystal)};
}

PowderCell cubic(double a_A, const std::vector<crystal::Vector>& at) {
  PowderCell cell{{a_A, a_A, a_A}, {"Si"}, {}};
  for (const crystal::Vector& x : at) cell.atoms.push_back({.fractional = x});
  return cell;
}

const std::vector<crystal::Vector> body{{0, 0, 0}, {0.5, 0.5, 0.5}};
const std::vector<crystal::Vector> face{{0, 0, 0}, {0.5, 0.5, 0}, {0.5, 0, 0.5}, {0, 0.5, 0.5}};

std::vector<crystal::Vector> diamond() {
  std::vector<crystal::Vector> sites = face;
  for (const crystal::Vector& x : face) sites.push_back({x[0] + 0.25, x[1] + 0.25, x[2] + 0.25});
  return sites;
}

bool all_odd(const Hkl& i) {
  return std::ranges::all_of(i, [](int one) { return one % 2 != 0; });
}
bool all_even(const Hkl& i) {
  return std::ranges::all_of(i, [](int one) { return one % 2 == 0; });
}

TEST(Powder, ExtinctionRulesAreExact) {
  using Rule = std::function<bool(const Hkl&)>;
  const std::tuple<const char*, PowderCell, Rule> cases[] = {
      {"primitive", cubic(4, {{0, 0, 0}}), [](const Hkl&) { return true; }},
      {"bcc", cubic(4, body), [](const Hkl& i) { return (i[0] + i[1] + i[2]) % 2 == 0; }},
      {"fcc", cubic(4, face), [](const Hkl& i) { return all_odd(i) || all_even(i); }},
      {"diamond", cubic(5.43, diamond()),
       [](const Hkl& i) { return all_odd(i) || (all_even(i) && (i[0] + i[1] + i[2]) % 4 == 0); }},
      {"wurtzite", cell_of(crystal::wurtzite(0.4137, 0.6714, 0.376, "Cd", "S")),
       [](const Hkl& i) { return (i[0] - i[1]) % 3 != 0 || i[2] % 2 == 0; }},
  };
  for (const auto& [name, cell, rule] : cases) {
    int seen = 0, absent = 0;
    for (const PowderReflection& one : powder_reflections(cell, {}, {0, 12, true})) {
      EXPECT_EQ(one.square > 0, rule(one.hkl)) << name << " " << one.hkl[0] << one.hkl[1] << one.hkl[2];
      (one.square > 0 ? seen : absent) += one.multiplicity;
    }
    EXPECT_GT(seen, 100) << name;
    EXPECT_EQ(absent == 0, std::string(name) == "primitive");
  }
}

TEST(Powder, MultiplicitiesAndSquares) {
  const PowderCell cell = cubic(4, face);
  const auto list = powder_reflections(cell, {}, {0, 9});
  const std::pair<Hkl, int> expected[] = {{{1, 1, 1}, 8},  {{2, 0, 0}, 6}, {{2, 2, 0}, 12}, {{3, 1, 1}, 24},
                                          {{2, 2, 2}, 8},  {{4, 0, 0}, 6}, {{3, 3, 1}, 24}, {{4, 2, 0}, 24},
                                          {{4, 2, 2}, 24}, {{5, 1, 1}, 32}};  // 333 with it
  ASSERT_GE(list.size(), std::size(expected));
  for (std::size_t i = 0; i < std::size(expected); ++i) {
    EXPECT_EQ(list[i].hkl, expected[i].first);
    EXPECT_EQ(list[i].multiplicity, expected[i].second);
    const double f = scattering_amplitudes({}, cell.species, std::vector{list[i].q_per_A})[0][0].real();
    EXPECT_NEAR(list[i].square, 16 * f * f, 1e-9 * f * f);
  }
  EXPECT_THROW(powder_reflections({}, {}, {0, 9}), std::invalid_argument);
  EXPECT_THROW(powder_reflections(cubic(4000, body), {}, {0, 9}), std::invalid_argument);
}

// Isotropic in a hexagonal cell is U12 = U11 / 2; occupancies scale amplitudes.
TEST(Powder, DisplacementsAndOccupancies) {
  const PowderCell still = cell_of(crystal::wurtzite(0.4137, 0.6714, 0.375, "Cd", "S"));
  PowderCell shaken = still, half = still, uniaxial = still;
  for (auto& atom : shaken.atoms) atom.u_A2 = crystal::isotropic(still.lattice, 0.02);
  for (auto& atom : half.atoms) atom.occupancy = 0.5;
  for (auto& atom : uniaxial.atoms) atom.u_A2 = {0, 0, 0.02, 0, 0, 0};
  EXPECT_NEAR(shaken.atoms[0].u_A2[3], 0.01, 1e-12);
  const auto a = powder_reflections(still, {}, {0, 8}), b = powder_reflections(shaken, {}, {0, 8}),
             c = powder_reflections(half, {}, {0, 8}), d = powder_reflections(uniaxial, {}, {0, 8});
  ASSERT_TRUE(a.size() == b.size() && a.size() == c.size() && a.size() == d.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double q = a[i].q_per_A, along = 2 * pi * a[i].hkl[2] / 6.714;
    EXPECT_NEAR(b[i].square, a[i].square * std::exp(-0.02 * q * q), 1e-9 * a[i].square);
    EXPECT_NEAR(c[i].square, a[i].square / 4, 1e-9 * a[i].square);
    EXPECT_NEAR(d[i].square, a[i].square * std::exp(-0.02 * along * along), 1e-9 * a[i].square);
  }
}

struct Stick {
  Hkl hkl;
  double d_A, published, computed;  // relative intensities
};

double relative(const std::vector<PowderReflection>& list, const Hkl& hkl) {
  double most = 0, value = -1;
  for (const PowderReflection& one : list) {
    const double stick = stick_intensity(one, cu_k_alpha_A, {.applies = true});
    most = std::max(most, stick);
    if (one.hkl == hkl) value = stick;
  }
  return 100 * value / most;
}

// d and intensities (by eye and film) of powder diffraction files 6-314 and 10-454; intensities computed by
// xrayutilities 1.8.0 for the same cells without displacements, 1.5418 A.
TEST(Powder, CadmiumSulfideAsPublished) {
  const std::pair<PowderCell, std::vector<Stick>> cases[] = {
      {cell_of(crystal::wurtzite(0.4137, 0.6714, 0.375, "Cd", "S")),
       {{{1, 0, 0}, 3.583, 75, 59.27},
        {{0, 0, 2}, 3.357, 60, 42.78},
        {{1, 0, 1}, 3.160, 100, 100},
        {{1, 0, 2}, 2.450, 25, 26.99},
        {{1, 1, 0}, 2.068, 55, 49.30},
        {{1, 0, 3}, 1.898, 40, 50.45},
        {{2, 0, 0}, 1.791, 18, 7.71},
        {{1, 1, 2}, 1.761, 45, 38.44},
        {{2, 0, 1}, 1.731, 18, 17.27},
        {{0, 0, 4}, 1.679, 4, 2.64},
        {{2, 0, 2}, 1.581, 8, 6.65},
        {{2, 0, 3}, 1.398, 16, 17.84}}},
      {cell_of(crystal::zinc_blende(0.5818, "Cd", "S")),
       {{{1, 1, 1}, 3.36, 100, 100},
        {{2, 0, 0}, 2.90, 40, 23.15},
        {{2, 2, 0}, 2.058, 80, 56.52},
        {{3, 1, 1}, 1.753, 60, 44.28},
        {{2, 2, 2}, 1.680, 10, 6.17},
        {{4, 0, 0}, 1.453, 20, 8.83},
        {{3, 3, 1}, 1.337, 30, 17.32},
        {{4, 2, 0}, 1.298, 10, 7.62},
        {{4, 2, 2}, 1.186, 30, 18.14}}},
  };
  const Beam beam{.energy_keV = energy_times_wavelength_keV_A / cu_k_alpha_A};
  for (const auto& [cell, sticks] : cases) {
    const auto list = powder_reflections(cell, beam, {1, 5.5});
    for (const Stick& stick : sticks) {
      const auto one = std::ranges::find(list, stick.hkl, &PowderReflection::hkl);
      ASSERT_NE(one, list.end());
      EXPECT_NEAR(one->d_A(), stick.d_A, 0.01);  // 10-454 prints two decimals
      const double found = relative(list, stick.hkl);
      EXPECT_NEAR(found, stick.published, 24);
      EXPECT_NEAR(found / stick.computed, 1, 0.04) << stick.hkl[0] << stick.hkl[1] << stick.hkl[2];
    }
  }
}

TEST(Powder, AnglesAndFactors) {
  EXPECT_NEAR(two_theta_deg(2 * pi / 3.36, cu_k_alpha_A), 26.527, 1e-3);
  EXPECT_NEAR(q_of_two_theta(two_theta_deg(2.5, cu_k_alpha_A), cu_k_alpha_A), 2.5, 1e-12);
  EXPECT_TRUE(std::isnan(two_theta_deg(9, cu_k_alpha_A)));
  const double step = 1e-4,
               slope = (q_of_two_theta(40 + step, 1) - q_of_two_theta(40 - step, 1)) / (2 * step);
  EXPECT_NEAR(q_per_degree(q_of_two_theta(40, 1), 1), slope, 1e-8);
  EXPECT_EQ(polarisation_factor({}, 90), 1);
  EXPECT_NEAR(polarisation_factor({.applies = true}, 90), 0.5, 1e-12);
  EXPECT_NEAR(polarisation_factor({true, 60}, 60), (1 + 1.0 / 16) / (1 + 0.25), 1e-12);
}

TEST(Powder, WidthsAddAndGiveTheSizeBack) {
  for (const double share : {0.0, 0.4, 1.0}) {
    const PowderProfile profile{
        .size_A = 80, .instrument_deg = 0.2, .wavelength_A = cu_k_alpha_A, .lorentz_share = share};
    const double width = profile_width_per_A(profile, 3);
    const auto [size, error] = scherrer_size(3, width, 0.001, profile);
    EXPECT_NEAR(size, 80, 1e-9);
    EXPECT_NEAR(error,
                (scherrer_size(3, width - 5e-4, 0, profile).size_A -
                 scherrer_size(3, width + 5e-4, 0, profile).size_A),
                1e-3 * error);
    // K lambda / (B cos theta)
    const PowderProfile pure{.size_A = 80, .lorentz_share = share};
    const double angle = profile_width_per_A(pure, 3) / q_per_degree(3, cu_k_alpha_A) * pi / 180;
    EXPECT_NEAR(0.9 * cu_k_alpha_A / (angle * std::cos(two_theta_deg(3, cu_k_alpha_A) * pi / 360)), 80, 1e-9);
    EXPECT_NEAR(profile_width_per_A({.strain = 0.01, .lorentz_share = share}, 3), 0.06, 1e-12);
    EXPECT_TRUE(std::isnan(scherrer_size(3, 0.001, 0.001, profile).size_A));
  }
  EXPECT_THROW(
      powder_pattern(cubic(4, body), powder_reflections(cubic(4, body), {}, {0, 4}), {}, std::vector{1.0}),
      std::invalid_argument);
}

double integral(const std::vector<double>& q, const std::vector<double>& y, double from, double to) {
  double sum = 0;
  for (std::size_t i = 1; i < q.size(); ++i)
    if (q[i] > from && q[i] <= to) sum += 0.5 * (y[i] + y[i - 1]) * (q[i] - q[i - 1]);
  return sum;
}

// The absolute scale: a large sphere by Debye's equation has the area of the powder in its peaks, and their
// widths are those of a sphere, 2 pi 1.107 / diameter.
TEST(Powder, ALargeSphereScattersAsThePowder) {
  constexpr double diameter_A = 60;
  const crystal::UnitCell unit = crystal::zinc_blende(0.5818, "Cd", "S");
  const crystal::Nanocrystal sphere = crystal::cut(unit, crystal::sphere(diameter_A / 20), {0, 0, 0});
  std::vector<double> q;
  for (double one = 1.2; one < 4.2; one += 0.004) q.push_back(one);
  const auto amplitudes = scattering_amplitudes({}, sphere.species, q);
  const DebyePattern debye =
      debye_pattern(binned_pairs(sphere, pair_bin_A(q.back())), {.amplitudes = amplitudes}, q);
  const PowderCell cell = cell_of(unit);
  const auto reflections = powder_reflections(cell, {}, {0.5, 6});
  const auto powder =
      powder_pattern(cell, reflections, {.size_A = diameter_A, .scherrer = 1.107, .lorentz_share = 0.1}, q);
  for (const auto& [from, to] : {std::pair{1.4, 2.6}, {2.6, 3.35}, {3.35, 4.05}})
    EXPECT_NEAR(integral(q, debye.total, from, to) / integral(q, powder, from, to), 1, 0.03) << from;
  LineCurve curve{q, debye.total, std::vector<double>(q.size(), 1), "1/A"};
  std::erase_if(curve.x, [](double one) { return one < 2.8 || one > 3.3; });
  const auto first = static_cast<std::ptrdiff_t>(std::ranges::lower_bound(q, curve.x.front()) - q.begin());
  curve.y.assign(debye.total.begin() + first,
                 debye.total.begin() + first + static_cast<std::ptrdiff_t>(curve.x.size()));
  curve.sigma.resize(curve.x.size());
  const LineFit fit = fit_lines(std::make_shared<const LineCurve>(curve), std::vector<Line>{{100, 3.05, 0.1}},
                                {LineShape::gaussian, LineBackground::constant, 0, 0.01, 0.5, true});
  EXPECT_NEAR(fit.lines[0].center, reflections[2].q_per_A, 0.01);
  EXPECT_NEAR(fit.lines[0].fwhm, 2 * pi * 1.107 / diameter_A, 0.05 * fit.lines[0].fwhm);
}

}  // namespace
}  // namespace nacre::scattering
