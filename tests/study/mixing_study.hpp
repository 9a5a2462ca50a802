// Ligand-mixing studies for the tests: published data, made data, and their analysis.
#pragma once

#include <string>
#include <vector>

#include "nacre/core/units.hpp"
#include "nacre/ligands/mixing_models.hpp"
#include "nacre/study/ligand_mixing_analysis.hpp"
#include "temp_folder.hpp"

namespace nacre::study {

inline Study study_of(const std::string& text, const std::vector<std::string>& overrides = {}) {
  const TempFolder folder;
  return read_study(folder.write("study.toml", text), overrides);
}

// A study of one of the files in studies/ligand-patterning.
inline Study published(const std::string& system, const std::vector<std::string>& overrides = {}) {
  return study_of("kind = \"ligand-mixing\"\n[data]\nfile = \"" NACRE_SOURCE_DIR
                  "/studies/ligand-patterning/" +
                      system + ".csv\"\n[fit]\nintervals = \"covariance\"\n",
                  overrides);
}

inline Study forward(const std::vector<std::string>& overrides = {}) {
  return study_of("kind = \"ligand-mixing\"\n[model]\nchi_G = 3\nchi_H = 8\n", overrides);
}

// The first case of a study, analysed.
struct Analysed {
  explicit Analysed(Study read) : study(std::move(read)) {}
  Analysed(const Analysed&) = delete;
  Analysed& operator=(const Analysed&) = delete;

  const Study study;
  const MixingAnalysis analysis = analyse_mixing(study.cases.front(), study.seed, {});

  const MixingAnalysis* operator->() const { return &analysis; }
};

// Titrations without noise that the constant lattice model gives, at every second composition of a 5 x 5
// shell.
struct Truth {
  double chi_G_RT = 3;
  double chi_H_kJ_mol = 8;
  double dH_a = -20, dG_a = -8.5, dH_b = -24, dG_b = -7.5;
};

inline std::string made_table(const Truth& truth, double temperature_K) {
  const auto shell = ligands::exact_shell(5, 5, {});
  std::string csv = "x_a,dH_kJ_mol,dH_err,dG_kJ_mol,dG_err\n";
  for (const int n : {0, 2, 4, 6, 8, 10, 12, 13, 15, 17, 19, 21, 23, 25}) {
    const double x = n / 25.0;
    const auto mixing = ligands::lattice_mixing(*shell, n, truth.chi_G_RT, truth.chi_H_kJ_mol, temperature_K);
    csv += format_number(x) + "," + format_number(x * truth.dH_a + (1 - x) * truth.dH_b + mixing.dH_kJ_mol) +
           ",0.05," + format_number(x * truth.dG_a + (1 - x) * truth.dG_b + mixing.dG_kJ_mol) + ",0.03\n";
  }
  return csv;
}

// The study of such a table; its file must be there until the analysis has read it.
inline Study made_study(const TempFolder& folder, const std::vector<std::string>& overrides = {}) {
  folder.write("made.csv", made_table({}, 310));
  return read_study(folder.write("study.toml",
                                 "kind = \"ligand-mixing\"\n[data]\nfile = \"made.csv\"\ntemperature = 310\n"
                                 "[model]\nsize = [5, 5]\n[fit]\nintervals = \"covariance\"\n"),
                    overrides);
}

}  // namespace nacre::study
