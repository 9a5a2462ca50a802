// Makes the courses of syntheses that the shipped fits start from, with known parameters and a fixed seed:
//   made_courses FOLDER
//
// fit-saxs.csv              one synthesis that ends like that of the superfocusing paper's Figure 1: 25
// umol/L of
//                           2.22 nm with 6 % dispersion, 98 % of the particles after 60 s and of the yield
//                           after about 410 s
// fit-503.csv, -523, -543   the same recipe at three temperatures, with activation energies
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "nacre/core/random.hpp"
#include "nacre/growth/course_fit.hpp"
#include "nacre/io/files.hpp"

namespace {

using namespace nacre;
using growth::Observable;

constexpr std::uint64_t seed = 20;

// A quantity with its noise and how it is written.
struct Made {
  Observable observable;
  double error;
  int decimals;
};
constexpr Made made[] = {{Observable::radius, 0.02, 3},
                         {Observable::sigma, 0.01, 3},
                         {Observable::concentration, 5e-4, 5},
                         {Observable::yield, 0.01, 4}};
constexpr const char* header =
    "time_s,radius_nm,radius_err_nm,sigma_nm,sigma_err_nm,concentration_mol_m3,concentration_err_mol_m3,"
    "yield,"
    "yield_err\n";
constexpr const char* noise_words =
    "# Gaussian noise of 0.02 nm (radius), 0.01 nm (sigma), 0.5 umol/L (concentration) and 0.01 (yield): "
    "Philox\n"
    "# stream synthetic_data, seed 20, replica ";

std::string fixed(double value, int decimals) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", decimals, value);
  return text;
}

growth::Synthesis recipe(double duration_s, double temperature_K) {
  growth::Synthesis one;
  one.duration_s = duration_s;
  one.reference_temperature_K = 523;
  one.temperature = {{0.0}, {temperature_K}};
  one.material.molar_volume_m3_mol = 3.3e-5;
  one.material.surface_energy_J_m2 = 0.2937;
  one.material.solubility_mol_m3 = {3.164e-4, 40};
  one.material.diffusion_m2_s = {1e-10, 0};
  one.precursor.rate = {9.8e-3, 80};
  one.precursor.concentration_mol_m3 = 21.1;
  one.nucleation.ln_prefactor = 83.2;
  one.adsorption = {.law = growth::AdsorptionLaw::superfocusing,
                    .rate_m_s = 7.7e-7,
                    .activation_kJ_mol = 60,
                    .reference_radius_nm = 0.6315,
                    .offset_nm = 0.2671,
                    .exponent = 4,
                    .floor_m_s = 7.7e-8};
  return one;
}

// From `first_s` to the end, evenly in ln t, to whole seconds.
growth::Course course(double first_s, int points, const growth::Synthesis& synthesis) {
  growth::Course one{.name = "made", .synthesis = synthesis};
  for (int i = 0; i < points; ++i)
    one.time_s.push_back(std::round(first_s * std::pow(synthesis.duration_s / first_s, i / (points - 1.0))));
  for (const Made& each : made) one.series.push_back({.observable = each.observable});
  return one;
}

std::string table(const growth::Course& one, std::uint64_t replica) {
  const auto values = growth::course_values(one, {.tolerance = 1e-6, .resolution = 200});
  const std::size_t n = one.time_s.size();
  RandomStream random(seed, StreamName::synthetic_data, replica);
  std::string text = header;
  for (std::size_t i = 0; i < n; ++i) {
    text += fixed(one.time_s[i], 0);
    for (std::size_t k = 0; k < std::size(made); ++k)
      text += "," + fixed(values[k * n + i] + made[k].error * random.normal(), made[k].decimals) + "," +
              fixed(made[k].error, made[k].decimals);
    text += "\n";
  }
  return text;
}

void make_saxs(const std::filesystem::path& folder) {
  const std::string text =
      "# Made course of a CdSe synthesis at 523 K that ends like that of the superfocusing paper's Figure "
      "1:\n"
      "# 25 umol/L of 2.22 nm with 6 % dispersion, 98 % of the particles after 60 s, of the yield after 410 "
      "s.\n"
      "# From precursor rate 9.8e-3 1/s, adsorption rate 7.7e-7 m/s, exponent 4, ln_prefactor 83.2; the rest "
      "as\n"
      "# in fit-saxs.toml. Not measured.\n" +
      std::string(noise_words) + "11, radius to yield in each row.\n";
  io::write_file_atomically(folder / "fit-saxs.csv", text + table(course(20, 25, recipe(600, 523)), 11));
}

void make_temperatures(const std::filesystem::path& folder) {
  const double temperatures_K[] = {503, 523, 543};
  const double first_s[] = {50, 25, 12};
  for (std::size_t i = 0; i < 3; ++i) {
    const std::string text =
        "# Made course of a CdSe synthesis at " + fixed(temperatures_K[i], 0) +
        " K. From, at 523 K, precursor rate 9.8e-3 1/s, adsorption\n"
        "# rate 7.7e-7 m/s, ln_prefactor 83.2; activation energies 80 kJ/mol (precursor) and 60 kJ/mol\n"
        "# (adsorption); the rest as in fit-temperatures.toml. Not measured.\n" +
        std::string(noise_words) + std::to_string(6 + i) + ", radius to yield in each row.\n";
    io::write_file_atomically(folder / ("fit-" + fixed(temperatures_K[i], 0) + ".csv"),
                              text + table(course(first_s[i], 15, recipe(900, temperatures_K[i])), 6 + i));
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::fputs("usage: made_courses FOLDER\n", stderr);
    return 2;
  }
  make_saxs(arguments[1]);
  make_temperatures(arguments[1]);
  return 0;
}
