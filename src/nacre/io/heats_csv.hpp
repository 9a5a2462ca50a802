// Integrated heats in a table with a line of column names: TA NanoAnalyze's exports, spreadsheets.
#pragma once

#include <string>

#include "nacre/io/titration_file.hpp"

namespace nacre::io {

struct HeatColumns {
  std::string volume{};  // empty: the table has none
  std::string volume_unit = "uL";
  std::string heat = "heat";
  std::string heat_unit = "uJ";  // of heat and error
  std::string error{};           // empty: the table has none
};

// Throws Error (data): a missing column, numbers that are none, volumes and errors that are not positive.
// Throws std::invalid_argument for units that are none of a volume or a heat.
TitrationFile read_heats_csv(const std::filesystem::path& path, const HeatColumns& columns);

// The heat as the table has it is exothermic where positive: turns it round.
void turn_sign(TitrationFile& file);

}  // namespace nacre::io
