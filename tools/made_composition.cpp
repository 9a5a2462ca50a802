// Makes the mass spectra and thermogravimetric curves of the shipped composition studies, whose truth is
// known: made_composition FOLDER.
#include <cmath>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "nacre/core/random.hpp"
#include "nacre/core/units.hpp"
#include "nacre/crystal/formula.hpp"

namespace {

using namespace nacre;

struct Line {
  double mz, height, sigma;
};

double mass(const char* formula) { return crystal::molar_mass_g_mol(crystal::parse_formula(formula)); }

std::string fixed(double value, int digits) {
  std::string text(32, ' ');
  text.resize(static_cast<std::size_t>(std::snprintf(text.data(), text.size(), "%.*f", digits, value)));
  return text;
}

void write_spectrum(const std::string& path, const std::string& notes, const std::vector<Line>& lines,
                    double from, double to, double step, std::uint64_t replica) {
  RandomStream random(1, StreamName::synthetic_data, replica);
  std::ofstream file(path);
  file << notes << "mz_Da,intensity\n";
  for (double mz = from; mz <= to; mz += step) {
    double y = 120 * std::exp(-(mz - from) / 1500);  // what a matrix leaves
    for (const Line& line : lines)
      y += line.height * std::exp(-0.5 * std::pow((mz - line.mz) / line.sigma, 2));
    y += 2.5 * random.normal() + std::sqrt(std::max(0.0, 0.2 * y)) * random.normal();
    file << fixed(mz, 1) << ',' << fixed(y, 1) << '\n';
  }
}

double step_at(double t, double middle, double width) { return 1 / (1 + std::exp(-(t - middle) / width)); }

struct Step {
  double share, middle_C, width_C;
};

// Shares are those of the dry sample; 1.5 % of solvent goes below 100 degC, the balance drifts by 0.6 ug/K.
void write_loss(const std::string& path, const std::string& notes, double dry_mg,
                const std::vector<Step>& steps, double to_C, std::uint64_t replica) {
  RandomStream random(1, StreamName::synthetic_data, replica);
  std::ofstream file(path);
  file << notes << "temperature_C,mass_mg\n";
  for (double t = 30; t <= to_C; t += 1) {
    double m = dry_mg * (1 + 0.015 * (1 - step_at(t, 65, 5)));
    for (const Step& step : steps) m -= dry_mg * step.share * step_at(t, step.middle_C, step.width_C);
    m += 6e-4 * (t - 110) + 0.004 * random.normal();
    file << fixed(t, 0) << ',' << fixed(m, 4) << '\n';
  }
}

// Cd35S20(PhAc)30: the ion has lost one ligand, and Cd(PhAc)2 units one after the other.
void make_cluster(const std::string& folder) {
  const double ligand = mass("C8H7O2"), unit = mass("Cd") + 2 * ligand;
  const double core = 35 * mass("Cd") + 20 * mass("S"), whole = core + 30 * ligand;
  std::vector<Line> lines;
  const double heights[] = {150, 90, 65, 55, 0, 50};
  for (int n = 0; n < 6; ++n) lines.push_back({whole - ligand - n * unit, heights[n], 9});
  lines.push_back({7210, 40, 9});
  const std::string truth = "# made: Cd35S20(C8H7O2)30 of " + fixed(whole, 1) +
                            " Da; the ion has lost one ligand (" + fixed(whole - ligand, 1) +
                            " Da) and up to five Cd(C8H7O2)2; a stranger at 7210 Da\n";
  write_spectrum(folder + "/maldi-made.csv", truth, lines, 6000, 9500, 2, 1);
  const double share = 30 * ligand / whole;
  write_loss(folder + "/tga-made.csv",
             "# made: " + fixed(100 * share, 2) + " % of ligands, drift of the balance 0.6 ug/K\n", 12,
             {{0.7 * share, 250, 9}, {0.3 * share, 330, 12}}, 600, 2);
}

// As the C6SH sample of Table S9 of the ligand-patterning paper: 80 % of the sites with thiolate, 16 % with
// oleate, on the particle of 2.8 nm of the study `sites`.
void make_exchanged(const std::string& folder, double core, double sites) {
  const double thiolate = 0.80 * sites * mass("C6H13S"), oleate = 0.16 * sites * mass("C18H33O2");
  const double whole = core + thiolate + oleate;
  write_loss(folder + "/tga-c6.csv",
             "# made: 0.80 hexanethiolates and 0.16 oleates on each of " + fixed(sites, 0) + " sites\n", 8,
             {{thiolate / whole, 235, 10}, {oleate / whole, 400, 10}}, 620, 3);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: made_composition MAGIC-SIZE-CLUSTER-FOLDER LIGAND-PATTERNING-FOLDER\n";
    return 2;
  }
  make_cluster(argv[1]);
  make_exchanged(argv[2], mass("Cd201Se176"), 114);
}
