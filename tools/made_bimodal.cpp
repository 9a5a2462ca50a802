// Makes the bimodal series that the shipped studies of the growth regime start from, with a known exponent
// and a fixed seed:
//   made_bimodal FOLDER
//
// regime.csv, regime-diffusion.csv, regime-reaction.csv: growth as 1/r^4, as 1/r and at one rate
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <string>

#include "nacre/core/random.hpp"
#include "nacre/growth/regime.hpp"
#include "nacre/io/files.hpp"

namespace {

using namespace nacre;

constexpr std::uint64_t seed = 20;
constexpr double noise = 0.02;
constexpr double start_1_nm = 2.0, start_2_nm = 1.3, end_2_nm = 2.3;
constexpr double supply_s = 900;  // time constant of the growth that is left
constexpr double times_s[] = {0, 15, 30, 60, 120, 180, 300, 420, 600, 900, 1200, 1800, 2700, 3600};

std::string fixed(double value, int decimals) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", decimals, value);
  return text;
}

// d r / d t = a(t) / r^m where a(t) falls exponentially.
double radius_nm(double start_nm, double time_s, double exponent) {
  const double p = exponent + 1;
  const double whole = growth::power_coordinate(end_2_nm, p) - growth::power_coordinate(start_2_nm, p);
  const double done = whole * -std::expm1(-time_s / supply_s);
  return growth::power_radius(growth::power_coordinate(start_nm, p) + done, p);
}

std::string header(double exponent) {
  const std::string m = fixed(exponent, 0);
  return "# Made bimodal series: particles of 2.0 nm and, from a second injection, of 1.3 nm grow in one pot "
         "by\n"
         "# dr/dt = a(t) / r^m with m = " +
         m +
         " and a(t) as exp(-t / 900 s), until the second reach 2.3 nm. Every radius\n"
         "# carries Gaussian noise of 2 % of it: Philox stream synthetic_data, seed 20, replica " +
         m + ", r1 then r2 in each row.\n";
}

void make_series(const std::filesystem::path& file, double exponent) {
  RandomStream random(seed, StreamName::synthetic_data, static_cast<std::uint64_t>(exponent));
  std::string text = header(exponent) + "time_s,r1_nm,r2_nm\n";
  for (const double time_s : times_s) {
    text += fixed(time_s, 0);
    for (const double start_nm : {start_1_nm, start_2_nm})
      text += "," + fixed(radius_nm(start_nm, time_s, exponent) * (1 + noise * random.normal()), 3);
    text += "\n";
  }
  io::write_file_atomically(file, text);
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::fputs("usage: made_bimodal FOLDER\n", stderr);
    return 2;
  }
  const std::filesystem::path folder = arguments[1];
  make_series(folder / "regime.csv", growth::paper_exponent);
  make_series(folder / "regime-diffusion.csv", growth::diffusion_exponent);
  make_series(folder / "regime-reaction.csv", growth::reaction_exponent);
  return 0;
}
