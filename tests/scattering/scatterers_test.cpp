// What atoms scatter against other tables.
#include "nacre/scattering/scatterers.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

#include "nacre/crystal/elements.hpp"
#include "nacre/scattering/scatterer_tables.hpp"

namespace nacre::scattering {
namespace {

TEST(Scatterers, namesOfSpecies) {
  EXPECT_EQ(parse_species("Cd").number, 48);
  EXPECT_EQ(parse_species("Cd").charge, 0);
  EXPECT_EQ(parse_species("Se2-").charge, -2);
  EXPECT_EQ(parse_species("Se2-").element, "Se");
  EXPECT_EQ(parse_species("Na+").charge, 1);
  EXPECT_EQ(parse_species("D").number, 1);
  for (const char* wrong : {"", "Xx", "cd", "Cd2", "Cd+-", "Cd12+", "2+", "CdSe"})
    EXPECT_THROW(parse_species(wrong), std::invalid_argument) << wrong;
}

// At q = 0 as many electrons as the atom or ion has: the fits of the table are within 0.04.
TEST(Scatterers, electronsAtZero) {
  for (const crystal::Element& element : crystal::elements())
    EXPECT_NEAR(xray_form_factor(element.symbol)(0), element.number, 0.04) << element.symbol;
  for (const auto& [ion, electrons] :
       {std::pair{"Cd2+", 46}, {"O2-", 10}, {"O1-", 9}, {"In3+", 46}, {"Na+", 10}})
    EXPECT_NEAR(xray_form_factor(ion)(0), electrons, 0.02) << ion;
}

// The four Gaussians of International Tables C (1992), table 6.1.1.4, hold up to s = 2 1/A.
TEST(Scatterers, agreesWithInternationalTables) {
  struct Four {
    const char* element;
    double a[4], b[4], c;
  };
  const Four tables[] = {
      {"O", {3.0485, 2.2868, 1.5463, 0.867}, {13.2771, 5.7011, 0.3239, 32.9089}, 0.2508},
      {"S", {6.9053, 5.2034, 1.4379, 1.5863}, {1.4679, 22.2151, 0.2536, 56.172}, 0.8669},
      {"Ni", {12.8376, 7.292, 4.4438, 2.38}, {3.8785, 0.2565, 12.1763, 66.3421}, 1.0341},
      {"Se", {17.0006, 5.8196, 3.9731, 4.3543}, {2.4098, 0.2726, 15.2372, 43.8163}, 2.8409},
      {"Cd", {19.2214, 17.6444, 4.461, 1.6029}, {0.5946, 6.9089, 24.7008, 87.4825}, 5.0694},
      {"Au", {16.8819, 18.5913, 25.5582, 5.86}, {0.4611, 8.6216, 1.4826, 36.3956}, 12.0658}};
  for (const Four& four : tables)
    for (double s = 0; s <= 2; s += 0.05) {
      double sum = four.c;
      for (int i = 0; i < 4; ++i) sum += four.a[i] * std::exp(-four.b[i] * s * s);
      EXPECT_NEAR(xray_form_factor(four.element)(4 * M_PI * s), sum,
                  0.002 * xray_form_factor(four.element)(0))
          << four.element << " s " << s;
    }
}

TEST(Scatterers, ionsThatTheTableLacks) {
  const XrayFormFactor ion = xray_form_factor("Se2-"), atom = xray_form_factor("Se");
  EXPECT_TRUE(ion.neutral);
  EXPECT_FALSE(atom.neutral);
  EXPECT_EQ(ion(3.0), atom(3.0));
  EXPECT_FALSE(xray_form_factor("Cd2+").neutral);
  EXPECT_EQ(xray_form_factor("D")(1.0), xray_form_factor("H")(1.0));
}

// Chantler's tables (J. Phys. Chem. Ref. Data 24, 71 (1995) and later), interpolated.
TEST(Scatterers, anomalousTerms) {
  struct Known {
    const char* species;
    double energy_keV, real, imaginary, tolerance;
  };
  for (const Known& known :
       {Known{"Cd2+", 8.0478, 0.037, 4.630, 0.12}, Known{"Se", 8.0478, -0.807, 1.132, 0.12},
        Known{"S", 17.479, 0.118, 0.1215, 0.02}, Known{"Cd", 58.5, 0.099, 0.936, 0.05},
        Known{"Au", 17.479, -2.239, 8.711, 0.4}}) {
    const auto found = anomalous_terms(known.species, known.energy_keV);
    EXPECT_NEAR(found.real(), known.real, known.tolerance) << known.species;
    EXPECT_NEAR(found.imag(), known.imaginary, known.tolerance) << known.species;
  }
  EXPECT_EQ(tables::cromer_liberman(1, 10), std::complex<double>{});
  EXPECT_THROW(anomalous_terms("Cd", 0), std::invalid_argument);
}

TEST(Scatterers, neutronLengths) {
  EXPECT_DOUBLE_EQ(neutron_length_fm("Cd"), 4.87);
  EXPECT_DOUBLE_EQ(neutron_length_fm("H"), -3.739);
  EXPECT_DOUBLE_EQ(neutron_length_fm("D"), 6.671);
  EXPECT_DOUBLE_EQ(neutron_length_fm("Se2-"), 7.97);
  EXPECT_FALSE(tables::neutron_length_fm("Po"));
}

TEST(Scatterers, averagesOverAtoms) {
  const std::vector<std::string> species{"Cd", "Se"};
  const std::vector<double> q{0, 5}, shares{30, 10};
  const auto f = scattering_amplitudes({Radiation::xray, 20.0}, species, q);
  const auto shift = anomalous_terms("Cd", 20);
  EXPECT_NEAR(std::abs(f[0][1] - xray_form_factor("Cd")(5) - shift), 0, 1e-14);
  const MeanScattering mean = mean_scattering(f, shares);
  for (int i = 0; i < 2; ++i) {
    EXPECT_NEAR(mean.square_of_mean[i], std::norm(0.75 * f[0][i] + 0.25 * f[1][i]), 1e-9);
    EXPECT_NEAR(mean.mean_of_square[i], 0.75 * std::norm(f[0][i]) + 0.25 * std::norm(f[1][i]), 1e-9);
  }
  const auto b = scattering_amplitudes({Radiation::neutron}, species, q);
  EXPECT_EQ(b[1][0], 7.97);
  EXPECT_THROW(mean_scattering(f, std::vector<double>{1}), std::invalid_argument);
  EXPECT_THROW(mean_scattering(f, std::vector<double>{0, 0}), std::invalid_argument);
  EXPECT_THROW(mean_scattering(f, std::vector<double>{2, -1}), std::invalid_argument);
}

}  // namespace
}  // namespace nacre::scattering
