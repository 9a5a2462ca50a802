// The thermo rows in a log of LAMMPS.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace nacre::io {

struct LammpsLog {
  std::vector<std::string> names{};         // of the columns: "Step", "KinEng", ...
  std::vector<std::vector<double>> rows{};  // of all runs one after another
};

// Rows are those between a line that begins with "Step" and "Loop time" or the end; a last row that is cut
// off is left out. Throws Error (data): missing or unreadable, no rows, runs with different columns, a row of
// another length or with what is no number. Numbers may be NaN.
LammpsLog read_lammps_log(const std::filesystem::path& file);

}  // namespace nacre::io
