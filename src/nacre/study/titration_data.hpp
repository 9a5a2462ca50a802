// The data of a titration study: files of any format, conditions, blank, errors.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "nacre/ligands/thermogram.hpp"
#include "nacre/ligands/titration.hpp"
#include "nacre/study/study.hpp"

namespace nacre::study {

// A thermogram and what came of it, for figure and table.
struct ThermogramRun {
  ligands::Thermogram raw;
  ligands::IntegratedThermogram integrated;
};

struct TitrationRun {
  ligands::Titration titration;  // heats without the blank's
  std::string file;
  std::string declared_unit{};   // of its heats, by the study; empty: the format fixes it
  std::vector<double> blank_uJ;  // subtracted from each heat; empty: no blank
  std::optional<ThermogramRun> thermogram;
};

struct TitrationData {
  std::vector<TitrationRun> runs;     // one a file, in the order of the study
  std::vector<std::string> warnings;  // of the integration, and of numbers that cannot be right
  std::string error_statement;        // which errors the fit uses

  std::vector<ligands::Titration> titrations() const;
};

// Reads every file of [data] file with its conditions: [cell] and [syringe] come before what a file says.
// Throws Error: usage where the study lacks or contradicts something, data where a file cannot be read.
TitrationData read_titration_data(const Case& one);

// The entry of a list for one of several files; a single value is for all of them. Throws Error (usage) for a
// list of another length.
double entry_of(const Case& one, std::string_view key, std::size_t file, std::size_t files);

// [model] displacement as the model knows it.
ligands::Displacement displacement_of(std::string_view name);

}  // namespace nacre::study
