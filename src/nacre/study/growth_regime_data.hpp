// The table of a growth-regime study.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "nacre/growth/regime_fit.hpp"
#include "nacre/study/study.hpp"

namespace nacre::study {

struct RegimeData {
  growth::Bimodal bimodal{};
  std::vector<double> time_s{};  // empty where the table has none
  std::size_t reference = 0;     // the row that the predictions of the paper start from
  std::string error_statement{};
  std::vector<std::string> warnings{};

  growth::RadiusPair reference_pair() const;
};

// Reads [data] file of this case: r1_nm and r2_nm, with time_s, r1_err_nm and r2_err_nm where they are there,
// else the relative error of [data] error. Throws Error (data), and Error (usage) for a reference that is not
// among the rows.
RegimeData read_regime_data(const Case& one, const std::string& name);

}  // namespace nacre::study
