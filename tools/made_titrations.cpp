// Makes the titrations that the shipped studies start from, with known thermodynamics and a fixed seed:
//   made_titrations FOLDER
//
// titration-c6.csv       C6SH on 3 nm CdSe (ligand-patterning paper, Table S3) as integrated heats
// series-c6-c10-*.csv    C6SH:C10SH at five compositions as raw thermograms, from chi_G = 3.4 RT and
//                        chi_H = 15.4 kJ/mol between the pure ligands of Table S3; exothermic upwards
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "nacre/core/random.hpp"
#include "nacre/io/files.hpp"
#include "nacre/ligands/mixing_fit.hpp"
#include "nacre/ligands/titration.hpp"

namespace {

using namespace nacre;

constexpr std::uint64_t seed = 20;
constexpr double temperature_K = 303;

std::string fixed(double value, int decimals) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", decimals, value);
  return text;
}

ligands::Titration conditions(double syringe_mM, double cell_mM, std::size_t injections) {
  ligands::Titration titration;
  titration.name = "made";
  titration.temperature_K = temperature_K;
  titration.cell_volume_uL = 1000;
  titration.cell_mM = cell_mM;
  titration.syringe_mM = syringe_mM;
  titration.volumes_uL.assign(injections, 10);
  titration.heats_uJ.assign(injections, 0);
  return titration;
}

std::vector<double> exchange_heats_uJ(const ligands::Titration& titration, double dH, double dG, double n) {
  return ligands::injection_heats_uJ(titration, ligands::titration_model("exchange"),
                                     std::vector<double>{dH, dG, n});
}

// Noise of 20 uJ or 1 %, whichever is larger.
void make_heats(const std::filesystem::path& folder) {
  const auto titration = conditions(31, 5.9, 25);
  RandomStream random(seed, StreamName::synthetic_data);
  std::string text =
      "# Made titration: C6SH into oleate-coated CdSe at 303 K, 31 mM into 5.9 mM of sites, 25 x 10 uL, cell "
      "1 mL.\n"
      "# From dH = -20.2 kJ/mol, dG = -8.5 kJ/mol, n = 0.58 (ligand-patterning paper, Table S3), injections\n"
      "# displacing well-mixed liquid, noise of 20 uJ or 1 %, whichever is larger. Negative is exothermic.\n"
      "volume_uL,heat_uJ,error_uJ\n";
  for (const double heat : exchange_heats_uJ(titration, -20.2, -8.5, 0.58)) {
    const double error = std::max(20.0, 0.01 * std::abs(heat));
    text += "10," + fixed(heat + error * random.normal(), 1) + "," + fixed(error, 1) + "\n";
  }
  io::write_file_atomically(folder / "titration-c6.csv", text);
}

// A peak of area 1 that starts smoothly, so that samples seconds apart hold its area.
double peak(double since_s, double time_constant_s) {
  const double x = since_s / time_constant_s;
  return 0.5 * x * x * std::exp(-x) / time_constant_s;
}

// Peaks of a calorimeter on a drifting baseline, and noise with a memory.
std::string thermogram(const std::vector<double>& heats_uJ, std::uint64_t number) {
  constexpr double first_s = 240, interval_s = 240, step_s = 4, time_constant_s = 12;
  constexpr double noise_uW = 0.4, memory = 0.5;
  RandomStream random(seed, StreamName::synthetic_data, number);
  const double end_s = first_s + interval_s * static_cast<double>(heats_uJ.size());
  double noise = noise_uW * random.normal();
  std::string text = "time_s,power_uW\n";
  for (double t = 0; t < end_s; t += step_s) {
    double power = 12 + 6e-4 * t + 1.5 * std::sin(t / 2100);
    for (std::size_t i = 0; i < heats_uJ.size(); ++i) {
      const double since = t - first_s - interval_s * static_cast<double>(i);
      if (since > 0) power += -heats_uJ[i] * peak(since, time_constant_s);
    }
    noise = memory * noise + std::sqrt(1 - memory * memory) * noise_uW * random.normal();
    text += fixed(t, 0) + "," + fixed(power + noise, 2) + "\n";
  }
  return text;
}

void make_series(const std::filesystem::path& folder) {
  const ligands::MixingContext context{temperature_K, ligands::exact_shell(11, 11, {})};
  const ligands::MixingModel& lattice = ligands::mixing_model("lattice");
  const double truth[] = {-20.2, -8.5, -24.3, -7.5, 3.4, 15.4};  // dH_a, dG_a, dH_b, dG_b, chi_G, chi_H
  for (int quarter = 0; quarter <= 4; ++quarter) {
    const double x_a = quarter / 4.0;
    const auto exchange = ligands::exchange_at(x_a, truth, lattice, context);
    const auto heats =
        exchange_heats_uJ(conditions(30, 5.9, 24), exchange.dH_kJ_mol, exchange.dG_kJ_mol, 0.6);
    const std::string text =
        "# Made thermogram: a mixture of C6SH and C10SH, x(C6SH) = " + fixed(x_a, 2) +
        ", into oleate-coated CdSe at 303 K, 30 mM into 5.9 mM of sites,\n"
        "# 24 x 10 uL every 240 s from 240 s on, cell 1 mL, n = 0.6. Positive is exothermic. dH = " +
        fixed(exchange.dH_kJ_mol, 3) + ", dG = " + fixed(exchange.dG_kJ_mol, 3) +
        " kJ/mol: chi_G = 3.4 RT, chi_H = 15.4 kJ/mol.\n";
    io::write_file_atomically(folder / ("series-c6-c10-" + fixed(100 * x_a, 0) + ".csv"),
                              text + thermogram(heats, 1 + static_cast<std::uint64_t>(quarter)));
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::fputs("usage: made_titrations FOLDER\n", stderr);
    return 2;
  }
  make_heats(arguments[1]);
  make_series(arguments[1]);
  return 0;
}
