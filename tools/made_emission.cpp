// Makes the emission spectra that the shipped studies of two populations start from, with known radii, growth
// exponent and noise and a fixed seed:
//   made_emission FOLDER
//
// emission-230.csv, emission-250.csv, emission-270.csv: spectra of aliquots after a second injection, one
// file a temperature; absorption-250.csv: first absorptions of some aliquots of the second
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "nacre/core/random.hpp"
#include "nacre/growth/regime.hpp"
#include "nacre/io/files.hpp"
#include "nacre/spectra/emission_peaks.hpp"
#include "nacre/spectra/photon_energy.hpp"
#include "nacre/spectra/sizing.hpp"

namespace {

using namespace nacre;

constexpr std::uint64_t seed = 25;
constexpr double exponent = growth::paper_exponent;
constexpr double start_1_nm = 2.0, start_2_nm = 1.3;
constexpr double stokes_eV = 0.020, jitter_eV = 0.003;
constexpr double offset = 12, noise = 4;  // of the signal, in counts
constexpr double absorption_error_nm = 1;
constexpr double times_s[] = {0, 15, 30, 60, 120, 180, 300, 420, 600, 900, 1200, 1800, 2700, 3600};

struct Pot {
  int temperature_degC;
  double supply_s;  // time constant of the growth that is left
  double end_2_nm;
};
constexpr Pot pots[] = {{230, 1500, 1.95}, {250, 900, 2.05}, {270, 450, 2.15}};

std::string fixed(double value, int decimals) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", decimals, value);
  return text;
}

// Growth as dr/dt = a(t) / r^m where a(t) falls exponentially.
double radius_nm(const Pot& pot, double start_nm, double time_s) {
  const double p = exponent + 1;
  const double whole = growth::power_coordinate(pot.end_2_nm, p) - growth::power_coordinate(start_2_nm, p);
  const double done = whole * -std::expm1(-time_s / pot.supply_s);
  return growth::power_radius(growth::power_coordinate(start_nm, p) + done, p);
}

// A line of this height per nm.
spectra::Peak line(double height, double energy_eV, double fwhm_eV) {
  const double nm_per_eV = spectra::hc_eV_nm / (energy_eV * energy_eV);
  return {height * nm_per_eV * fwhm_eV * 1.0645, energy_eV, fwhm_eV};
}

// The first spectrum is taken before the second injection. The second population brightens and narrows as it
// grows, and the first one fades.
std::vector<spectra::Peak> lines_at(const Pot& pot, const spectra::Sizing& sizing, double time_s,
                                    RandomStream& random) {
  const double done = -std::expm1(-time_s / pot.supply_s);
  const auto energy = [&](double start_nm) {
    return sizing.energy_eV(2 * radius_nm(pot, start_nm, time_s)) - stokes_eV + jitter_eV * random.normal();
  };
  std::vector<spectra::Peak> lines{line(1000 - 400 * done, energy(start_1_nm), 0.095)};
  const double energy_2 = energy(start_2_nm);
  if (time_s > 0) lines.push_back(line(250 + 750 * done, energy_2, 0.150 - 0.045 * done));
  return lines;
}

std::string header(const Pot& pot) {
  std::string text =
      "# Made emission spectra, in counts, of aliquots at " + std::to_string(pot.temperature_degC) +
      " degC: CdSe of 2.0 nm (radius) and, from a second injection after the\n"
      "# first of them, of 1.3 nm grow in one pot by dr/dt = a(t) / r^4 with a(t) as exp(-t / " +
      fixed(pot.supply_s, 0) + " s), until the second\n# reach " + fixed(pot.end_2_nm, 2) +
      " nm. Lines are Gaussians in energy, 20 meV below the first absorption of the sizing curve\n"
      "# jasieniak-2009-cdse, displaced by a normal 3 meV from aliquot to aliquot; noise 4 and offset 12 "
      "counts.\n"
      "# Philox stream synthetic_data, seed 25, replica " +
      std::to_string(pot.temperature_degC) + ". True radii in nm:\n# time";
  for (const double time_s : times_s) text += " " + fixed(time_s, 0);
  for (const double start_nm : {start_1_nm, start_2_nm}) {
    text += start_nm == start_1_nm ? "\n# r1  " : "\n# r2  ";
    for (const double time_s : times_s) text += " " + fixed(radius_nm(pot, start_nm, time_s), 4);
  }
  text += "\nwavelength_nm";
  for (const double time_s : times_s) text += "," + fixed(time_s, 0) + " s";
  return text + "\n";
}

void make_spectra(const std::filesystem::path& file, const Pot& pot, const spectra::Sizing& sizing) {
  RandomStream random(seed, StreamName::synthetic_data, static_cast<std::uint64_t>(pot.temperature_degC));
  std::vector<std::vector<spectra::Peak>> series;
  for (const double time_s : times_s) series.push_back(lines_at(pot, sizing, time_s, random));
  std::string text = header(pot);
  for (double wavelength_nm = 450; wavelength_nm <= 660; wavelength_nm += 1) {
    text += fixed(wavelength_nm, 0);
    for (const auto& lines : series) {
      double per_eV = 0;
      for (const spectra::Peak& one : lines)
        per_eV += spectra::gaussian(one, spectra::energy_eV(wavelength_nm));
      const double per_nm = per_eV * spectra::hc_eV_nm / (wavelength_nm * wavelength_nm);
      text += "," + fixed(per_nm + offset + noise * random.normal(), 1);
    }
    text += "\n";
  }
  io::write_file_atomically(file, text);
}

void make_absorption(const std::filesystem::path& file, const Pot& pot, const spectra::Sizing& sizing) {
  RandomStream random(seed, StreamName::synthetic_data,
                      1000 + static_cast<std::uint64_t>(pot.temperature_degC));
  std::string text =
      "# Made first absorptions of aliquots of emission-250.csv, with an error of 1 nm: Philox stream\n"
      "# synthetic_data, seed 25, replica 1250. The smaller particles show where they are well apart.\n"
      "time_s,peak1_nm,peak1_err_nm,peak2_nm,peak2_err_nm\n";
  for (const double time_s : times_s) {
    const auto peak = [&](double start_nm) {
      return spectra::energy_eV(sizing.energy_eV(2 * radius_nm(pot, start_nm, time_s))) +
             absorption_error_nm * random.normal();
    };
    const std::string first = fixed(peak(start_1_nm), 1), second = fixed(peak(start_2_nm), 1);
    const bool seen = time_s >= 60 && time_s <= 600;
    text += fixed(time_s, 0) + "," + first + ",1," + (seen ? second + ",1" : ",") + "\n";
  }
  io::write_file_atomically(file, text);
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::fputs("usage: made_emission FOLDER\n", stderr);
    return 2;
  }
  const std::filesystem::path folder = arguments[1];
  const spectra::Sizing sizing(*spectra::find_sizing_curve("jasieniak-2009-cdse"));
  for (const Pot& pot : pots)
    make_spectra(folder / ("emission-" + std::to_string(pot.temperature_degC) + ".csv"), pot, sizing);
  make_absorption(folder / "absorption-250.csv", pots[1], sizing);
  return 0;
}
