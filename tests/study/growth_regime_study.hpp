// Growth-regime studies for the tests.
#pragma once

#include <cmath>
#include <string>
#include <utility>

#include "nacre/core/units.hpp"
#include "nacre/study/growth_regime_output.hpp"
#include "temp_folder.hpp"

namespace nacre::study {

// A table without noise: second particles from 1.3 to 2.3 nm, first ones from 2.0 nm on.
inline std::string regime_table(double exponent, int rows = 9) {
  std::string csv = "time_s,r1_nm,r2_nm\n";
  for (int i = 0; i < rows; ++i) {
    const double r2_nm = 1.3 + i / (rows - 1.0);
    csv += format_number(60.0 * i) + "," +
           format_number(growth::predicted_r1_nm(r2_nm, exponent, {2.0, 1.3})) + "," + format_number(r2_nm) +
           "\n";
  }
  return csv;
}

inline Study regime_study(const TempFolder& folder, const std::string& table,
                          const std::string& data_keys = "error = 0.02", const std::string& more = "") {
  folder.write("radii.csv", table);
  return read_study(folder.write(
      "study.toml", "kind = \"growth-regime\"\n[data]\nfile = \"radii.csv\"\n" + data_keys + "\n" + more));
}

// The analysis refers to its study.
struct AnalysedRegime {
  AnalysedRegime(const std::string& table, const std::string& data_keys = "error = 0.02",
                 const std::string& more = "")
      : study(regime_study(folder, table, data_keys, more)) {}
  AnalysedRegime(const AnalysedRegime&) = delete;
  AnalysedRegime& operator=(const AnalysedRegime&) = delete;

  const TempFolder folder;
  const Study study;
  const RegimeAnalysis analysis = analyse_regime(study.cases.front(), {});

  const RegimeAnalysis* operator->() const { return &analysis; }
};

}  // namespace nacre::study
