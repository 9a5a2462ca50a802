// Titrations of one study fitted, with intervals and with every convention of displacement.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "nacre/core/run_control.hpp"
#include "nacre/ligands/titration_fit.hpp"
#include "nacre/study/titration_data.hpp"

namespace nacre::study {

// The same data under another convention of what the injections displace.
struct DisplacementFit {
  ligands::Displacement displacement{};
  ligands::Thermodynamics thermodynamics{};
  double n = no_value;
  double n_error = no_value;
  double chi2_reduced = no_value;
};

struct TitrationAnalysis {
  const Case* one = nullptr;
  TitrationData data{};
  std::vector<ligands::Titration> titrations{};  // those of `data`
  ligands::TitrationFitPlan plan{};
  fit::Problem problem{};
  fit::Result result{};
  ligands::Thermodynamics thermodynamics{};      // at the reference temperature
  std::vector<std::vector<double>> samples{};    // of the bootstrap, every parameter each
  std::vector<DisplacementFit> displacements{};  // empty where the injections hardly dilute
  std::vector<std::string> warnings{};           // of the intervals

  // Index of the parameter of one titration: "n" is n_2 of the second where each has its own; -1: none.
  int parameter(const std::string& name, std::size_t titration) const;
  double n(std::size_t titration) const;
};

struct TitrationFitOptions {
  std::string intervals = "covariance";  // profile | bootstrap | both | covariance
  int replicas = 200;
  std::string loss = "squares";
};

// Titrated volume over cell volume beyond which the convention of displacement is worth a table.
inline constexpr double little_displacement = 0.02;

// What [model] and [errors] ask for.
ligands::TitrationFitPlan fit_plan_of(const Case& one, const std::vector<ligands::Titration>& titrations);

// Throws Error (usage) for titrations that cannot be fitted, or where nothing is left to fit.
fit::Problem titration_problem_of(const Case& one, const std::vector<ligands::Titration>& titrations,
                                  const ligands::TitrationFitPlan& plan);

// Throws as titration_problem_of.
TitrationAnalysis analyse_titrations(const Case& one, TitrationData data, const TitrationFitOptions& options,
                                     std::uint64_t seed, const RunControl& control);

}  // namespace nacre::study
