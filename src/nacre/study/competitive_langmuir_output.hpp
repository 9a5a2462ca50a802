// One case of a competitive-langmuir study: the composition of the shell, and the interaction fitted to it
// and to the composition of the solution.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "nacre/core/result.hpp"
#include "nacre/core/run_control.hpp"
#include "nacre/ligands/competitive_langmuir.hpp"
#include "nacre/ligands/mixing_fit.hpp"
#include "nacre/study/ligand_mixing_data.hpp"
#include "nacre/study/study.hpp"

namespace nacre::study {

// The constant lattice model fitted to titrations at one assignment of compositions.
struct LangmuirFit {
  std::vector<ligands::ExchangePoint> points{};
  fit::Problem problem{};
  fit::Result result{};

  // chi_G in RT, chi_H in kJ/mol, chi_S in J/(mol K), and their standard errors.
  std::array<double, 3> chi(double temperature_K) const;
  std::array<double, 3> chi_error(double temperature_K) const;
};

struct LangmuirAnalysis {
  const Case* one = nullptr;
  std::string name{};  // of the case, or of the data file
  std::string slug{};  // the same in [a-z0-9-]
  std::string ligand_a{};
  std::string ligand_b{};
  MixingData data{};
  ligands::PureExchange pure{};
  ligands::MixingContext context{};
  LangmuirFit solution{};
  LangmuirFit surface{};
  // What the standard error of ln(K_A / K_B) makes of chi_G, chi_H, chi_S at the composition of the shell:
  // half the distance of the fits one error up and down. Both fits take the same heats, so this is the
  // error of their difference.
  std::array<double, 3> composition_error{};

  std::array<double, 3> shift() const;  // surface minus solution
};

inline constexpr std::array<const char*, 3> chi_names{"chi_G", "chi_H", "chi_S"};
inline constexpr std::array<const char*, 3> chi_units{"RT", "kJ/mol", "J/(mol K)"};

LangmuirAnalysis analyse_langmuir(const Case& one, const RunControl& control);

Table langmuir_composition_table(const std::vector<LangmuirAnalysis>& analyses);
Table langmuir_interaction_table(const std::vector<LangmuirAnalysis>& analyses);
std::vector<Quantity> langmuir_quantities(const LangmuirAnalysis& analysis);
std::vector<Figure> langmuir_figures(const LangmuirAnalysis& analysis, bool several);

}  // namespace nacre::study
