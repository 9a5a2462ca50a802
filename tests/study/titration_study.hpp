// Made titrations and their studies for the tests.
#pragma once

#include <string>
#include <vector>

#include "nacre/core/units.hpp"
#include "nacre/io/hdf5.hpp"
#include "nacre/ligands/titration.hpp"
#include "nacre/study/registry.hpp"
#include "nacre/study/titration_analysis.hpp"
#include "nacre/study/titration_data.hpp"
#include "temp_folder.hpp"

namespace nacre::study {

// An exchange without noise: 30 mM into 6 mM of sites, 20 x 10 uL into 1 mL at 300 K.
struct MadeTitration {
  double dH = -20, dG = -8, n = 0.6;
  double syringe_mM = 30, cell_mM = 6, temperature_K = 300;
  std::size_t injections = 20;
  ligands::Displacement displacement = ligands::Displacement::overflow;
  std::string model = "exchange";

  ligands::Titration titration() const {
    ligands::Titration t;
    t.name = "made";
    t.temperature_K = temperature_K;
    t.cell_volume_uL = 1000;
    t.cell_mM = cell_mM;
    t.syringe_mM = syringe_mM;
    t.displacement = displacement;
    t.volumes_uL.assign(injections, 10);
    t.heats_uJ =
        ligands::injection_heats_uJ(t, ligands::titration_model(model), std::vector<double>{dH, dG, n});
    return t;
  }
  std::string csv(double scale = 1) const {
    std::string text = "volume,heat\n";
    for (const double heat : titration().heats_uJ) text += "10," + format_number(scale * heat) + "\n";
    return text;
  }
};

inline const char* const made_conditions =
    "[cell]\nvolume = \"1 mL\"\nconcentration = 6\ntemperature = 300\n[syringe]\nconcentration = 30\n"
    "[model]\nmodel = \"exchange\"\n[fit]\nintervals = \"covariance\"\n";

// The study of made.csv, with errors of 5 uJ; the folder must outlive its use.
inline Study made_titration_study(const TempFolder& folder, const std::vector<std::string>& overrides = {},
                                  const MadeTitration& made = {}) {
  folder.write("made.csv", made.csv());
  return read_study(
      folder.write("study.toml", std::string("kind = \"titration\"\n[data]\nfile = \"made.csv\"\n"
                                             "volume_column = \"volume\"\nheat_error = 5\n") +
                                     made_conditions),
      overrides);
}

inline TitrationAnalysis analysed(const Study& study, const TitrationFitOptions& options = {}) {
  const Case& one = study.cases.front();
  return analyse_titrations(one, read_titration_data(one), options, study.seed, {});
}

// The message of the Error that reading a study and its data throws.
template <typename Action>
std::string message_of(const Action& action, ExitCode code = ExitCode::usage) {
  try {
    action();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), code);
    return error.parts().message;
  }
  return "no error";
}

// The result without a run folder.
inline StudyResult run_kind(const Study& study) {
  const TempFolder folder;
  io::Checkpoint checkpoint(folder.path() / "checkpoint.h5", "test", false);
  Workspace workspace{{}, checkpoint};
  return study.kind->run(study, workspace);
}

inline std::filesystem::path shipped(const std::string& study) {
  return std::filesystem::path(NACRE_SOURCE_DIR) / "studies/ligand-patterning" / (study + ".toml");
}

}  // namespace nacre::study
