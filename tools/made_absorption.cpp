// Makes the absorption spectra that shipped studies start from, with known truth and a fixed seed:
//   made_absorption SUPERFOCUSING_FOLDER MAGIC_SIZE_CLUSTER_FOLDER
//
// absorption.csv, absorption-truth.csv: aliquots of a synthesis like that of Figure 2 of the superfocusing
// paper dilution-311-*.csv, dilution-322-*.csv: dilution series like those of Supplementary Figure 17 of the
// magic-size cluster paper
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <numbers>
#include <string>
#include <vector>

#include "nacre/core/random.hpp"
#include "nacre/core/units.hpp"
#include "nacre/io/files.hpp"
#include "nacre/spectra/photon_energy.hpp"
#include "nacre/spectra/sizing.hpp"
#include "nacre/spectra/yield_kinetics.hpp"

namespace {

using namespace nacre;

constexpr std::uint64_t seed = 20;

std::string fixed(double value, int decimals) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", decimals, value);
  return text;
}

struct Table {
  std::string comment{};
  std::vector<std::string> names{};
  std::vector<double> x{};
  std::vector<std::vector<double>> columns{};
};

void write_table(const std::filesystem::path& file, const Table& table, int decimals) {
  std::string text = table.comment + "wavelength_nm";
  for (const std::string& name : table.names) text += "," + name;
  text += "\n";
  for (std::size_t i = 0; i < table.x.size(); ++i) {
    text += fixed(table.x[i], 0);
    for (const auto& column : table.columns) text += "," + fixed(column[i], decimals);
    text += "\n";
  }
  io::write_file_atomically(file, text);
}

double gaussian(double energy_eV, double middle_eV, double sigma_eV) {
  const double z = (energy_eV - middle_eV) / sigma_eV;
  return std::exp(-0.5 * z * z);
}

// --- a synthesis
// ----------------------------------------------------------------------------------------------

constexpr double times_s[] = {5, 10, 15, 20, 30, 40, 50, 65, 80, 100, 130, 170, 220, 280, 350, 450};
constexpr double rate_per_s = 0.015, buildup_s = 20;
constexpr double precursor_M = 23.4e-3, molar_volume_L = 32.9e-3, end_M = 25e-6;
constexpr double dilution = 50, dilution_error = 0.02, noise = 3e-4;
constexpr double read_nm = 320, intrinsic_per_cm = 1.6e5;

struct Truth {
  double time_s = 0, yield = 0, concentration_M = 0, diameter_nm = 0, dispersity = 0;
};

Truth truth_at(double time_s) {
  Truth truth{.time_s = time_s,
              .yield = spectra::conversion(time_s, rate_per_s, 2),
              .concentration_M = end_M * -std::expm1(-time_s / buildup_s)};
  const double fraction = truth.yield * precursor_M * molar_volume_L;
  const double volume_nm3 = fraction / (truth.concentration_M * avogadro_per_mol) * 1e24;
  truth.diameter_nm = std::cbrt(6 / std::numbers::pi * volume_nm3);
  truth.dispersity = 0.06 + 0.04 * std::exp(-time_s / 60);
  return truth;
}

// First exciton and next transition as Gaussians in energy, and the bulk-like rise above them.
double shape(const spectra::Sizing& sizing, const Truth& truth, double wavelength_nm) {
  const double peak_nm = sizing.wavelength_nm(truth.diameter_nm);
  const double middle = spectra::energy_eV(peak_nm), energy = spectra::energy_eV(wavelength_nm);
  const double spread = middle / peak_nm / sizing.slope(peak_nm) * truth.dispersity * truth.diameter_nm;
  const double sigma = std::hypot(0.035, spread);
  return 0.16 * gaussian(energy, middle, sigma) + 0.30 * gaussian(energy, middle + 3.2 * sigma, 1.5 * sigma) +
         0.22 * std::erfc((middle + 0.45 - energy) / 0.14) + 2.0 * gaussian(energy, 4.6, 0.65);
}

std::vector<double> aliquot(const spectra::Sizing& sizing, const Truth& truth, const std::vector<double>& x,
                            RandomStream& random) {
  const double fraction = truth.yield * precursor_M * molar_volume_L;
  const double factor = dilution * (1 + dilution_error * random.normal());
  const double read = fraction * intrinsic_per_cm / std::numbers::ln10 / factor;
  const double scale = read / shape(sizing, truth, read_nm);
  const double offset = 0.004 + 0.002 * random.normal();
  std::vector<double> out;
  for (const double w : x) out.push_back(scale * shape(sizing, truth, w) + offset + noise * random.normal());
  return out;
}

void make_synthesis(const std::filesystem::path& folder) {
  const spectra::Sizing sizing(*spectra::find_sizing_curve("yu-2003-cdse"));
  Table table{
      .comment =
          "# Made absorption spectra of aliquots of a CdSe synthesis, diluted 50 times (2 % error each), 1 "
          "cm.\n"
          "# Yield k t / (1 + k t) of 23.4 mmol/L CdSe with k = 0.015 1/s; 25 umol/L particles, built up as\n"
          "# 1 - exp(-t / 20 s); sizes from both, first exciton (its middle) by the curve of Yu et al. 2003; "
          "dispersion "
          "from\n"
          "# 10 to 6 %; absorption coefficient at 320 nm 1.6e5 1/cm; noise 3e-4, offset 0.004 +- 0.002.\n"
          "# Philox stream synthetic_data, seed 20, replica 0: dilution, offset, noise of each spectrum in "
          "turn.\n"};
  for (double w = 300; w <= 750; ++w) table.x.push_back(w);
  RandomStream random(seed, StreamName::synthetic_data, 0);
  std::string truths =
      "# The truth behind absorption.csv\n"
      "time_s,peak_nm,radius_nm,dispersity,concentration_uM,yield\n";
  for (const double time_s : times_s) {
    const Truth truth = truth_at(time_s);
    table.names.push_back(fixed(time_s, 0) + " s");
    table.columns.push_back(aliquot(sizing, truth, table.x, random));
    truths += fixed(time_s, 0) + "," + fixed(sizing.wavelength_nm(truth.diameter_nm), 3) + "," +
              fixed(0.5 * truth.diameter_nm, 5) + "," + fixed(truth.dispersity, 5) + "," +
              fixed(1e6 * truth.concentration_M, 4) + "," + fixed(truth.yield, 5) + "\n";
  }
  write_table(folder / "absorption.csv", table, 5);
  io::write_file_atomically(folder / "absorption-truth.csv", truths);
}

// --- dilution series
// ------------------------------------------------------------------------------------------

constexpr double degrees[] = {1, 0.875, 0.75, 0.625, 0.5, 0.375, 0.25, 0.125};

struct Stock {
  const char* name;
  double peak_nm;
  double slope;  // absorbance of the undiluted stock at its peak
};
constexpr Stock stocks[] = {{"dilution-311-cyclohexane", 311, 1.02},
                            {"dilution-311-toluene", 311, 1.16},
                            {"dilution-322-cyclohexane", 322, 0.84},
                            {"dilution-322-toluene", 322, 0.93}};

void make_dilution(const std::filesystem::path& folder, const Stock& stock, std::uint64_t replica) {
  Table table{
      .comment =
          "# Made absorption spectra of a dilution series: a peak at " + fixed(stock.peak_nm, 0) +
          " nm, absorbance " + fixed(stock.slope, 2) +
          " there times the degree of dilution,\n# which carries an error of 0.4 %; noise 5e-4. Philox "
          "stream synthetic_data, seed 20, replica " +
          std::to_string(replica) + ".\n"};
  for (double w = 290; w <= 370; ++w) table.x.push_back(w);
  RandomStream random(seed, StreamName::synthetic_data, replica);
  const double middle = spectra::energy_eV(stock.peak_nm);
  for (const double degree : degrees) {
    const double actual = degree * (1 + 0.004 * random.normal());
    std::vector<double> column;
    for (const double w : table.x) {
      const double energy = spectra::energy_eV(w);
      const double line = 0.8 * gaussian(energy, middle, 0.055) +
                          0.2 * gaussian(energy, middle + 0.35, 0.35) / gaussian(middle, middle + 0.35, 0.35);
      column.push_back(stock.slope * actual * line + 5e-4 * random.normal());
    }
    table.names.push_back(fixed(degree, 3));
    table.columns.push_back(std::move(column));
  }
  write_table(folder / (std::string(stock.name) + ".csv"), table, 5);
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) {
    std::fputs("usage: made_absorption SUPERFOCUSING_FOLDER MAGIC_SIZE_CLUSTER_FOLDER\n", stderr);
    return 2;
  }
  make_synthesis(arguments[1]);
  std::uint64_t replica = 0;
  for (const Stock& stock : stocks) make_dilution(arguments[2], stock, ++replica);
  return 0;
}
