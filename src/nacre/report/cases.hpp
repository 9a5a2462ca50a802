// Quantities that carry a case, arranged as a table: cases down, quantities across.
#pragma once

#include <string>
#include <vector>

#include "nacre/core/result.hpp"

namespace nacre::report {

struct CaseRow {
  CaseLabel label;
  std::vector<const Quantity*> quantities;  // one per column; null where the case lacks it
};

struct CaseTable {
  std::vector<std::string> keys;         // of the labels, in order of appearance
  std::vector<const Quantity*> columns;  // the first quantity of each name
  std::vector<CaseRow> rows;
};

// Points into `quantities`.
CaseTable group_cases(const std::vector<Quantity>& quantities);

// The text under `key`, empty if the label lacks it.
std::string case_value(const CaseLabel& label, const std::string& key);

}  // namespace nacre::report
