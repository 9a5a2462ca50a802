// Makes the scattering of assembled clusters that the shipped study of Bragg peaks starts from, with a known
// lattice and a fixed seed:
//   made_bragg FOLDER
//
// hexagonal-311.csv, hexagonal-322.csv: peaks at 1 : sqrt 3 : 2 and 1 : sqrt 3
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <numbers>
#include <string>
#include <vector>

#include "nacre/core/random.hpp"
#include "nacre/io/files.hpp"
#include "nacre/scattering/peak_fit.hpp"

namespace {

using namespace nacre;

constexpr std::uint64_t seed = 11;
constexpr double lorentz_share = 0.5, fwhm_per_A = 0.045, constant = 1.2, power = 0.02, exponent = 2.6;

struct Sample {
  std::string name;
  double spacing_A;           // of the first peak, 2 pi / q
  std::vector<double> areas;  // of its reflections (10), (11), (20)
};

std::string fixed(double value, int decimals) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", decimals, value);
  return text;
}

std::string header(const Sample& sample) {
  std::string areas;
  for (const double area : sample.areas) areas += (areas.empty() ? "" : ", ") + fixed(area, 2);
  return "# Made curve like Supplementary Fig. 11: pseudo-Voigt peaks (half Lorentzian, full width 0.045 "
         "1/A) of a\n"
         "# two-dimensional hexagonal lattice whose first peak has the spacing 2 pi / q = " +
         fixed(sample.spacing_A, 1) + " A, at ratios\n# 1 : sqrt 3 : 2 with areas " + areas +
         ", on 1.2 + 0.02 q^-2.6. Gaussian noise of 1 % and 0.01: Philox stream\n"
         "# synthetic_data, seed 11.\n";
}

void make_curve(const std::filesystem::path& folder, const Sample& sample, std::uint64_t replica) {
  constexpr double ratios[] = {1, std::numbers::sqrt3, 2};
  RandomStream random(seed, StreamName::synthetic_data, replica);
  std::string text = header(sample) + "q (1/A),I,dI\n";
  for (double q = 0.05; q < 0.9; q += 0.002) {
    double intensity = constant + power * std::pow(q, -exponent);
    for (std::size_t k = 0; k < sample.areas.size(); ++k)
      intensity += scattering::line_value(
          {sample.areas[k], ratios[k] * 2 * std::numbers::pi / sample.spacing_A, fwhm_per_A}, lorentz_share,
          q);
    const double sigma = 0.01 * intensity + 0.01;
    text += fixed(q, 3) + "," + fixed(intensity + sigma * random.normal(), 4) + "," + fixed(sigma, 4) + "\n";
  }
  io::write_file_atomically(folder / (sample.name + ".csv"), text);
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::fputs("usage: made_bragg FOLDER\n", stderr);
    return 2;
  }
  make_curve(arguments[1], {"hexagonal-311", 20.5, {0.9, 0.12, 0.07}}, 0);
  make_curve(arguments[1], {"hexagonal-322", 22.5, {0.9, 0.12}}, 1);
  return 0;
}
