#include "nacre/report/cases.hpp"

#include <algorithm>

#include "nacre/report/numbers.hpp"

namespace nacre::report {
namespace {

std::size_t column_of(CaseTable& table, const Quantity& quantity) {
  const auto same_name = [&](const Quantity* one) { return one->name == quantity.name; };
  const auto at = std::find_if(table.columns.begin(), table.columns.end(), same_name);
  if (at != table.columns.end()) return at - table.columns.begin();
  table.columns.push_back(&quantity);
  return table.columns.size() - 1;
}

CaseRow& row_of(CaseTable& table, const CaseLabel& label) {
  const auto same_case = [&](const CaseRow& row) { return row.label == label; };
  const auto at = std::find_if(table.rows.begin(), table.rows.end(), same_case);
  if (at != table.rows.end()) return *at;
  for (const auto& [key, value] : label) {
    if (std::find(table.keys.begin(), table.keys.end(), key) == table.keys.end()) table.keys.push_back(key);
  }
  table.rows.push_back({label, {}});
  return table.rows.back();
}

}  // namespace

CaseTable group_cases(const std::vector<Quantity>& quantities) {
  CaseTable table;
  for (const Quantity& quantity : quantities) {
    if (quantity.case_label.empty()) continue;
    const std::size_t column = column_of(table, quantity);
    CaseRow& row = row_of(table, quantity.case_label);
    row.quantities.resize(std::max(row.quantities.size(), column + 1), nullptr);
    row.quantities[column] = &quantity;
  }
  for (CaseRow& row : table.rows) row.quantities.resize(table.columns.size(), nullptr);
  return table;
}

std::string case_value(const CaseLabel& label, const std::string& key) {
  for (const auto& [name, value] : label) {
    if (name == key) return case_value_text(value);
  }
  return "";
}

}  // namespace nacre::report
