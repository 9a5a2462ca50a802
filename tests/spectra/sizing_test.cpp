#include "nacre/spectra/sizing.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>

#include "nacre/core/random.hpp"
#include "nacre/spectra/photon_energy.hpp"

namespace nacre::spectra {
namespace {

const SizingCurve& card(const char* name) {
  const SizingCurve* curve = find_sizing_curve(name);
  if (curve == nullptr) throw std::logic_error(name);
  return *curve;
}

struct Published {
  const char* curve;
  double wavelength_nm;
  double diameter_nm;
  double tolerance_nm;
};

// Where a source prints an equation alone, diameters are what it gives by hand (half of the last digit
// shown). Of the sources, only that of InP shows sizes of single samples that can be read: volumes of
// 0.45(10), 1.13(54) and 4.1(1.5) nm3 at 460, 480 and 580 nm, here as diameters of the sphere of the same
// volume.
constexpr Published published[] = {
    {"yu-2003-cdte", 500, 2.3437, 1e-4},        {"yu-2003-cdte", 550, 3.2420, 1e-4},
    {"yu-2003-cdte", 650, 4.3405, 1e-4},        {"yu-2003-cdse", 480, 2.1737, 1e-4},
    {"yu-2003-cdse", 530, 2.6965, 1e-4},        {"yu-2003-cdse", 630, 6.2333, 1e-4},
    {"yu-2003-cds", 350, 2.0720, 1e-4},         {"yu-2003-cds", 380, 2.7864, 1e-4},
    {"yu-2003-cds", 440, 4.8509, 1e-4},         {"jasieniak-2009-cdse", 475, 2.1627, 1e-4},
    {"jasieniak-2009-cdse", 550, 3.1949, 1e-4}, {"jasieniak-2009-cdse", 650, 7.4055, 1e-4},
    {"moreels-2009-pbs", 850, 2.713853, 1e-6},  {"moreels-2009-pbs", 1300, 4.608027, 1e-6},
    {"moreels-2009-pbs", 2000, 9.236342, 1e-5}, {"almeida-2023-inp", 460, 0.949, 0.15},
    {"almeida-2023-inp", 480, 1.291, 0.20},     {"almeida-2023-inp", 580, 1.985, 0.24},
    {"almeida-2023-inp", 620, 2.598, 0.28},
};

TEST(Sizing, ReproducesPublishedValues) {
  for (const Published& one : published) {
    const Sizing sizing(card(one.curve));
    EXPECT_NEAR(sizing.diameter_nm(one.wavelength_nm), one.diameter_nm, one.tolerance_nm)
        << one.curve << " at " << one.wavelength_nm << " nm";
  }
}

// PbSe: E = 0.278 + 1 / (0.016 d^2 + 0.209 d + 0.45) at 4, 5 and 6 nm by hand: 1 / 1.542, 1 / 1.895, 1
// / 2.28.
TEST(Sizing, ReproducesTheEnergiesOfPbSe) {
  const Sizing sizing(card("moreels-2007-pbse"));
  EXPECT_NEAR(sizing.energy_eV(4), 0.926508, 1e-6);
  EXPECT_NEAR(sizing.energy_eV(5), 0.805704, 1e-6);
  EXPECT_NEAR(sizing.energy_eV(6), 0.716596, 1e-6);
}

// The same source fits E = 1.33 + 9.128 L^-0.684 to the edge L in angstroms; its two fits of the same
// particles agree within 0.1 eV, most apart at the smallest.
TEST(Sizing, InPAgreesWithTheFitOfEdgeLengths) {
  const Sizing sizing(card("almeida-2023-inp"));
  for (const double edge_nm : {1.6, 2.5, 4.0}) {
    const double volume_nm3 = edge_nm * edge_nm * edge_nm / (6 * std::sqrt(2.0));
    const double diameter_nm = std::cbrt(6 * volume_nm3 / M_PI);
    EXPECT_NEAR(sizing.energy_eV(diameter_nm), 1.33 + 9.128 * std::pow(10 * edge_nm, -0.684), 0.1);
  }
}

TEST(Sizing, GoesBothWaysAndRises) {
  for (const SizingCurve& curve : sizing_curves()) {
    const Sizing sizing(curve);
    double before = 0;
    for (int i = 0; i <= 200; ++i) {
      const double d = curve.lower_nm + (curve.upper_nm - curve.lower_nm) * i / 200;
      const double w = sizing.wavelength_nm(d);
      EXPECT_GT(w, before) << curve.name << " at " << d << " nm";
      EXPECT_NEAR(sizing.diameter_nm(w), d, 1e-9) << curve.name;
      EXPECT_NEAR(sizing.diameter_of_energy_nm(sizing.energy_eV(d)), d, 1e-9) << curve.name;
      const double h = 1e-3;
      const double difference = (sizing.diameter_nm(w + h) - sizing.diameter_nm(w - h)) / (2 * h);
      EXPECT_NEAR(sizing.slope(w), difference, 1e-6) << curve.name;
      before = w;
    }
  }
}

TEST(Sizing, EveryCardSaysWhereItIsFrom) {
  std::set<std::string_view> names, materials;
  for (const SizingCurve& curve : sizing_curves()) {
    EXPECT_TRUE(names.insert(curve.name).second) << curve.name;
    materials.insert(curve.material);
    for (const std::string_view text : {curve.equation, curve.source, curve.doi, curve.range})
      EXPECT_FALSE(text.empty()) << curve.name;
  }
  for (const char* material : {"CdSe", "CdS", "CdTe", "PbS", "PbSe", "InP"})
    EXPECT_TRUE(materials.contains(material)) << material;
}

TEST(Sizing, KnowsItsRangeAndItsBranch) {
  const Sizing sizing(card("yu-2003-cdse"));
  EXPECT_TRUE(sizing.in_range(sizing.diameter_nm(550)));
  EXPECT_FALSE(sizing.in_range(sizing.diameter_nm(680)));  // the quartic turns up: 10.9 nm
  EXPECT_FALSE(sizing.in_range(sizing.diameter_nm(330)));
  EXPECT_TRUE(std::isnan(sizing.diameter_nm(250)));  // beyond the minimum of the quartic, at 286 nm
  EXPECT_TRUE(std::isnan(sizing.wavelength_nm(0.5)));
  EXPECT_TRUE(std::isnan(sizing.slope(250)));
  EXPECT_NEAR(sizing.shortest_wavelength_nm(), 286, 1.5);
}

TEST(Sizing, RefusesACurveThatDoesNotRise) {
  SizingCurve curve = card("jasieniak-2009-cdse");
  curve.lower_nm = 1;  // its minimum is 1.14 nm, at 335 nm
  EXPECT_THROW(Sizing{curve}, std::invalid_argument);
  curve.lower_nm = 9;
  EXPECT_THROW(Sizing{curve}, std::invalid_argument);
  SizingCurve rising = card("moreels-2009-pbs");
  rising.c[1] = -0.0252;
  EXPECT_THROW(Sizing{rising}, std::invalid_argument);
}

// A Gaussian ensemble of sizes makes a peak whose width is the slope times the deviation.
TEST(Sizing, DeviationOfSizesFromTheWidthOfAPeak) {
  const Sizing sizing(card("yu-2003-cdse"));
  const double peak = sizing.wavelength_nm(3.0);
  const double wide = 0.5 * (sizing.wavelength_nm(3.1) - sizing.wavelength_nm(2.9));
  EXPECT_NEAR(size_deviation_nm(sizing, peak, wide), 0.1, 0.002);
  EXPECT_NEAR(size_deviation_nm(sizing, peak, std::hypot(wide, 4), 4), 0.1, 0.002);
  EXPECT_EQ(size_deviation_nm(sizing, peak, 3, 4), 0);
}

// Its error by simulation; where the width leaves no spread, how much there could be.
TEST(Sizing, DispersityHasTheErrorOfASimulation) {
  const Sizing sizing(card("yu-2003-cdse"));
  const Measured peak{550, 0.8}, sigma{13, 0.3};
  const Measured found = size_dispersity(sizing, peak, sigma, 6);
  EXPECT_NEAR(found.value, size_deviation_nm(sizing, 550, 13, 6) / sizing.diameter_nm(550), 1e-12);
  RandomStream random(1, StreamName::synthetic_data);
  double squares = 0;
  const int n = 20000;
  for (int i = 0; i < n; ++i) {
    const double at = peak.value + peak.error * random.normal();
    const double width = sigma.value + sigma.error * random.normal();
    squares +=
        std::pow(size_deviation_nm(sizing, at, width, 6) / sizing.diameter_nm(at) - found.value, 2) / n;
  }
  EXPECT_NEAR(std::sqrt(squares) / found.error, 1, 0.03);
  const Measured none = size_dispersity(sizing, peak, {5.9, 0.3}, 6);
  EXPECT_EQ(none.value, 0);
  EXPECT_GT(none.error, 0);
}

}  // namespace
}  // namespace nacre::spectra
