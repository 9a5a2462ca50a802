// Titrations that several tests use.
#pragma once

#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "nacre/ligands/titration_fit.hpp"

namespace titrations {

using namespace nacre::ligands;

// Hexanethiol into 5.9 mM sites at 303 K (ligand-patterning paper): 50 injections of 5 uL into 1 mL.
inline Titration c6sh() {
  return {.name = "C6SH",
          .temperature_K = 303,
          .cell_volume_uL = 1000,
          .cell_mM = 5.9,
          .syringe_mM = 31,
          .volumes_uL = std::vector<double>(50, 5.0)};
}
inline constexpr double c6sh_values[] = {-20.2, -8.5, 0.58};  // dH, dG, n

// Thirty injections with c of about 40.
inline Titration binding(double temperature_K = 298.15) {
  return {.name = "binding",
          .temperature_K = temperature_K,
          .cell_volume_uL = 1400,
          .cell_mM = 0.1,
          .syringe_mM = 1.5,
          .volumes_uL = std::vector<double>(30, 8.0)};
}
inline constexpr double binding_values[] = {-40, -32, 0.9};

// With exact heats and these errors.
inline Titration with_heats(Titration titration, const char* model, std::span<const double> values,
                            double error_uJ) {
  titration.heats_uJ = injection_heats_uJ(titration, titration_model(model), values);
  if (error_uJ > 0) titration.errors_uJ.assign(titration.heats_uJ.size(), error_uJ);
  return titration;
}

inline TitrationFitPlan plan_of(const char* model, double reference_K = 298.15) {
  return {.model = &titration_model(model), .reference_temperature_K = reference_K};
}

inline double value(const nacre::fit::Problem& problem, const nacre::fit::Result& result,
                    const std::string& name) {
  for (std::size_t i = 0; i < problem.parameters.size(); ++i) {
    if (problem.parameters[i].name == name) return result.values[i];
  }
  return std::nan("");
}

inline double error(const nacre::fit::Problem& problem, const nacre::fit::Result& result,
                    const std::string& name) {
  for (std::size_t i = 0; i < problem.parameters.size(); ++i) {
    if (problem.parameters[i].name == name) return result.uncertainties[i];
  }
  return std::nan("");
}

// Integrated heats of the calcium-EDTA titrations, where the reference data are beside the sources.
inline std::filesystem::path measured(const std::string& file) {
  return std::filesystem::path(NACRE_SOURCE_DIR).parent_path() / "shared/data/itc" / file;
}

inline Titration read_measured(const std::string& file) {
  std::ifstream in(measured(file));
  std::string line;
  Titration titration{.name = file};
  for (int number = 1; std::getline(in, line); ++number) {
    for (char& c : line) c = c == ',' ? ' ' : c;
    std::istringstream words(line);
    double a = 0, b = 0;
    if (number == 3) {
      words >> a >> titration.cell_mM >> titration.syringe_mM >> b;
      titration.temperature_K = a + 273.15;
      titration.cell_volume_uL = 1e3 * b;
    }
    if (number <= 5 || !(words >> a >> b)) continue;
    titration.volumes_uL.push_back(a);
    titration.heats_uJ.push_back(4.184 * b);
  }
  return titration;
}

}  // namespace titrations
