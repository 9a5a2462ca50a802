// Spectra in text tables: a column of wavelengths or energies and one column for each spectrum.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "nacre/core/error.hpp"
#include "nacre/io/number_rows.hpp"

namespace nacre::io {

struct SpectrumColumn {
  std::string name{};            // from the header; empty: the table has none
  std::vector<double> values{};  // one a row
  std::optional<Error> error{};  // the first cell that is no finite number
};

struct SpectraTable {
  std::string x_name{};  // of the first column; empty: no header
  std::vector<double> x{};
  std::vector<int> lines{};  // of each row, from 1
  std::vector<SpectrumColumn> spectra{};
  CellLayout layout{};
  std::string text{};  // of the whole file, for places
};

// The header is the last line of words before the numbers. Rows without any value are passed over. Throws
// Error (data): no rows of numbers, rows longer than the header, an x that is no number, words between the
// rows.
SpectraTable read_spectra_table(const std::filesystem::path& file);

}  // namespace nacre::io
