// One case of a ligand-mixing study: every mixing model fitted, and what follows from the one that the study
// chose.
#pragma once

#include <string>
#include <vector>

#include "nacre/core/run_control.hpp"
#include "nacre/ligands/mixing_fit.hpp"
#include "nacre/study/ligand_mixing_data.hpp"
#include "nacre/study/study.hpp"

namespace nacre::study {

struct FittedModel {
  const ligands::MixingModel* model = nullptr;
  fit::Problem problem;
  fit::Result result;
};

// A number that follows from fitted parameters.
struct Derived {
  double value = no_value;
  double error = no_value;
};

struct MixingAnalysis {
  const Case* one = nullptr;
  std::string name;  // of the data file or "forward", or of the case
  std::string slug;  // the same in [a-z0-9-], for files and figures
  std::string ligand_a;
  std::string ligand_b;
  double temperature_K = 303;
  ligands::MixingContext context;
  MixingData data;                     // no points in a forward study
  std::vector<FittedModel> models;     // in the order of mixing_models(); one in a forward study
  ligands::Compensation compensation;  // not determined in a forward study
  std::size_t owner = 0;               // the model that [model] interaction chose

  bool forward() const { return data.points.empty(); }
  const FittedModel& chosen() const { return models[owner]; }
  const FittedModel* find(std::string_view model) const;  // null if it was not fitted

  // Any function of the chosen model's parameters, with the error that the covariance gives (none where
  // nothing was fitted).
  using Function = std::function<double(std::span<const double>)>;
  Derived derive(const FittedModel& fitted, const Function& function) const;
};

// Stem of the data file of a case.
std::string file_stem(const Case& one);

// What a scanned key is in one case, as text.
std::string label_text(const CaseValue& value);

// What is analysed: the points of a table, or of titrations fitted by the same study. None: a forward study.
struct MixingInput {
  std::string name;
  double temperature_K = 303;
  MixingData data;
};

// Keys of [model] and [fit], ligand_a and ligand_b are read from the case.
MixingAnalysis analyse_mixing(const Case& one, MixingInput input, std::uint64_t seed,
                              const RunControl& control);
MixingAnalysis analyse_mixing(const Case& one, std::uint64_t seed, const RunControl& control);

// Mixing of the chosen model at n_a of N sites for given parameters (pure ones first).
ligands::Mixing mixing_at(const MixingAnalysis& analysis, const FittedModel& fitted, double x_a,
                          std::span<const double> parameters);

}  // namespace nacre::study
