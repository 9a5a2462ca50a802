// Makes the spectra and tables of the magic-size-cluster studies whose numbers are not in the paper: what was
// put in is written in each file. made_isomers FOLDER
#include <cmath>
#include <filesystem>
#include <iostream>

#include "nacre/core/random.hpp"
#include "nacre/core/units.hpp"
#include "nacre/io/csv.hpp"
#include "nacre/io/files.hpp"
#include "nacre/spectra/made_series.hpp"

namespace {

using namespace nacre;
using namespace nacre::spectra;

constexpr std::uint64_t seed = 52;
constexpr double E_a_kJ_mol = 276.9;
constexpr double k_52_5_per_s = 0.047 / 60;
constexpr double T_52_5_K = 325.65;

double rounded(double value, double step) { return std::round(value / step) * step; }

// The last digit is a fiftieth of the noise.
void write_series(const std::filesystem::path& file, const SpectraSeries& series,
                  std::vector<std::string> notes) {
  Table table{.notes = std::move(notes), .columns = {{"wavelength_nm", ""}}};
  for (const double time_s : series.time_s)
    table.columns.push_back({format_number(rounded(time_s / 60, 1e-6)) + " min", ""});
  for (std::size_t j = 0; j < series.points(); ++j) {
    table.rows.push_back({series.wavelength_nm[j]});
    for (std::size_t i = 0; i < series.frames(); ++i)
      table.rows.back().emplace_back(
          std::stod(format_rounded(series.at(i, j), std::abs(series.at(i, j)) < 0.1 ? 3 : 4)));
  }
  io::write_file_atomically(file, io::to_csv(table));
}

MadeSettings base() {
  return {.rates_per_s = {k_52_5_per_s},
          .species = clusters_311_322(),
          .wavelength_nm = steps(290, 390, 1),
          .time_s = steps(0, 7200, 240)};
}

const std::string bands =
    "made: Gaussian bands at 311 nm (sd 5 nm, height 1) and 322 nm (sd 6.606 nm, height 0.790), noise 0.004";

void spectra_52_5C(const std::filesystem::path& folder) {
  MadeSettings made = base();
  made.warm_up = {-0.8, 120};
  write_series(
      folder / "spectra-52.5C.csv", made_series(made, seed, 1),
      {bands,
       "A -> B, k = 0.047 1/min; the first frame is cooler: its bands lie 0.8 nm to the blue, and the "
       "conversion begins 2 min late"});
}

void shifting(const std::filesystem::path& folder) {
  MadeSettings made = base();
  made.species[0].shift_nm = 1;
  made.species[1].shift_nm = 0.6;
  write_series(
      folder / "peak-shift.csv", made_series(made, seed, 2),
      {bands,
       "A -> B, k = 0.047 1/min; the bands of A move by 1 nm and those of B by 0.6 nm to the red as the "
       "conversion goes from 0 to 1"});
}

void temperatures(const std::filesystem::path& folder) {
  std::uint64_t replica = 10;
  for (const double celsius : {42.5, 45.0, 47.5, 50.0, 52.5}) {
    MadeSettings made = base();
    const double T = celsius + 273.15;
    const double k = k_52_5_per_s * std::exp(E_a_kJ_mol / thermal_energy_kJ_mol(T_52_5_K) -
                                             E_a_kJ_mol / thermal_energy_kJ_mol(T));
    made.rates_per_s = {k};
    made.wavelength_nm = steps(290, 380, 1.5);
    const double step = celsius < 44 ? 1200 : celsius < 49 ? 600 : 240;
    made.time_s = steps(0, step * 24, step);
    std::string name = format_number(celsius);
    write_series(folder / ("temperatures-" + name + "C.csv"), made_series(made, seed, replica++),
                 {bands, "A -> B at " + name + " degC, E_a = 276.9 kJ/mol, k = 0.047 1/min at 52.5 degC"});
  }
}

void growth(const std::filesystem::path& folder) {
  MadeSettings made = base();
  made.law = RateLaw::consecutive;
  made.rates_per_s = {0.05 / 60, 0.012 / 60};
  made.species.insert(made.species.begin(), MadeSpecies{});
  made.time_s = steps(0, 12000, 300);
  write_series(
      folder / "growth-from-intermediate.csv", made_series(made, seed, 3),
      {bands, "A -> B -> C, k1 = 0.05 and k2 = 0.012 1/min; A, the intermediate, does not absorb here"});
}

void replicates(const std::filesystem::path& folder) {
  RandomStream random(seed, StreamName::synthetic_data, 21);
  for (int i = 1; i <= 3; ++i) {
    MadeSettings made = base();
    made.rates_per_s = {0.017 / 60 * (1 + 0.06 * random.normal())};
    made.wavelength_nm = steps(290, 380, 1.5);
    made.time_s = steps(0, 198 * 60, 360);
    write_series(folder / ("replicate-" + std::to_string(i) + ".csv"), made_series(made, seed, 40 + i),
                 {bands, "A -> B, k drawn about 0.017 1/min with a scatter of 6 % between the samples"});
  }
}

// Rates of both directions and fractions in equilibrium, from dH = 60 kJ/mol and T_c = 306 K.
void two_state(const std::filesystem::path& folder) {
  constexpr double dH = 60, T_c = 306;
  RandomStream random(seed, StreamName::synthetic_data, 30);
  Table table{
      .notes = {"made: dH = 60 kJ/mol, T_c = 306 K, E_a of A -> B 276.9 kJ/mol; errors are those put in"},
      .columns = {{"temperature_C", ""},
                  {"fraction_b", ""},
                  {"fraction_b_err", ""},
                  {"k_forward_per_min", ""},
                  {"k_forward_err_per_min", ""},
                  {"k_backward_per_min", ""},
                  {"k_backward_err_per_min", ""}}};
  for (const double celsius : {15.0, 20.0, 25.0, 30.0, 35.0, 40.0, 45.0, 50.0}) {
    const double T = celsius + 273.15;
    const double K = std::exp(dH / (1e-3 * gas_constant_J_molK) * (1 / T_c - 1 / T));
    const double forward = 0.047 * std::exp(E_a_kJ_mol / thermal_energy_kJ_mol(T_52_5_K) -
                                            E_a_kJ_mol / thermal_energy_kJ_mol(T));
    const auto noisy = [&](double k) {
      return std::stod(format_rounded(k * (1 + 0.05 * random.normal()), 4));
    };
    const double f = rounded(K / (1 + K) + 0.015 * random.normal(), 0.001), kf = noisy(forward),
                 kb = noisy(forward / K);
    table.rows.push_back({celsius, std::stod(format_rounded(f, 3)), 0.015, kf,
                          std::stod(format_rounded(0.05 * kf, 2)), kb,
                          std::stod(format_rounded(0.05 * kb, 2))});
  }
  io::write_file_atomically(folder / "two-state.csv", io::to_csv(table));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: made_isomers FOLDER\n";
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  spectra_52_5C(folder);
  shifting(folder);
  temperatures(folder);
  growth(folder);
  replicates(folder);
  two_state(folder);
  return 0;
}
