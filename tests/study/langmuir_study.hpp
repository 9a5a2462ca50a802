// Competitive-langmuir studies for the tests.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "nacre/core/units.hpp"
#include "nacre/ligands/mixing_models.hpp"
#include "nacre/study/competitive_langmuir_output.hpp"
#include "temp_folder.hpp"

namespace nacre::study {

inline const std::string langmuir_c6_c10 =
    "kind = \"competitive-langmuir\"\n[data]\nfile = \"" NACRE_SOURCE_DIR
    "/studies/ligand-patterning/c6-c10.csv\"\nligand_a = \"C6SH\"\nligand_b = \"C10SH\"\n";

struct AnalysedLangmuir {
  explicit AnalysedLangmuir(Study read) : study(std::move(read)) {}
  AnalysedLangmuir(const AnalysedLangmuir&) = delete;
  AnalysedLangmuir& operator=(const AnalysedLangmuir&) = delete;

  const Study study;
  const LangmuirAnalysis analysis = analyse_langmuir(study.cases.front(), {});

  const LangmuirAnalysis* operator->() const { return &analysis; }
};

inline Study langmuir_study(const std::string& text) {
  const TempFolder folder;
  return read_study(folder.write("study.toml", text));
}

// Titrations without noise of a 5 x 5 shell whose composition follows the Langmuir model: the solution that
// gives n of 25 sites is x = x_s / (x_s + (1 - x_s) K_A / K_B). dG of the pure ligands at 310 K.
struct LangmuirTruth {
  double chi_G_RT = 2;
  double chi_H_kJ_mol = 6;
  double dG_a = -9;
  double dG_b = -7;
};

inline std::string langmuir_table(const LangmuirTruth& truth) {
  constexpr double temperature_K = 310;
  const auto shell = ligands::exact_shell(5, 5, {});
  const double ratio = std::exp((truth.dG_b - truth.dG_a) / (1e-3 * gas_constant_J_molK * temperature_K));
  std::string csv = "x_a,dH_kJ_mol,dH_err,dG_kJ_mol,dG_err\n";
  for (const int n : {0, 2, 4, 7, 10, 13, 16, 19, 22, 25}) {
    const double x_s = n / 25.0;
    const auto mixing = ligands::lattice_mixing(*shell, n, truth.chi_G_RT, truth.chi_H_kJ_mol, temperature_K);
    csv += format_number(x_s / (x_s + (1 - x_s) * ratio)) + "," +
           format_number(-20 * x_s - 24 * (1 - x_s) + mixing.dH_kJ_mol) + ",0.05," +
           format_number(truth.dG_a * x_s + truth.dG_b * (1 - x_s) + mixing.dG_kJ_mol) + ",0.03\n";
  }
  return csv;
}

inline Study made_langmuir_study(const TempFolder& folder, const LangmuirTruth& truth) {
  folder.write("made.csv", langmuir_table(truth));
  return read_study(
      folder.write("study.toml",
                   "kind = \"competitive-langmuir\"\n[data]\nfile = \"made.csv\"\ntemperature = 310\n"
                   "[model]\nsize = [5, 5]\n"));
}

}  // namespace nacre::study
