// Two runs side by side.
#include <algorithm>
#include <cmath>

#include "nacre/report/numbers.hpp"
#include "nacre/report/terminal.hpp"
#include "nacre/report/text_table.hpp"

namespace nacre::report {
namespace {

const Quantity* same_quantity(const std::vector<Quantity>& list, const Quantity& as) {
  const auto matches = [&](const Quantity& one) {
    return one.name == as.name && one.case_label == as.case_label;
  };
  const auto at = std::find_if(list.begin(), list.end(), matches);
  return at == list.end() ? nullptr : &*at;
}

double square_or_zero(double uncertainty) {
  return std::isfinite(uncertainty) ? uncertainty * uncertainty : 0.0;
}

// Of the difference of two independent values; NaN if neither has one.
double combined_uncertainty(const Quantity& a, const Quantity& b) {
  const double sum = square_or_zero(a.uncertainty) + square_or_zero(b.uncertainty);
  return sum > 0 ? std::sqrt(sum) : no_value;
}

std::vector<std::string> row(const Quantity& a, const Quantity& b) {
  std::vector<std::string> cells{a.name, case_text(a.case_label), value_with_error(a.value, a.uncertainty),
                                 value_with_error(b.value, b.uncertainty)};
  if (a.unit != b.unit) {
    cells.insert(cells.end(), {"", "", a.unit + " and " + b.unit});
    return cells;
  }
  const double difference = b.value - a.value;
  const double sigma = combined_uncertainty(a, b);
  cells.insert(cells.end(),
               {value_text(difference, sigma).value, short_number(difference / sigma, 2), a.unit});
  return cells;
}

std::string only_in(const io::Summary& one, const io::Summary& other, const std::string& name) {
  std::string list;
  for (const Quantity& quantity : one.result.quantities) {
    if (same_quantity(other.result.quantities, quantity)) continue;
    const std::string label = case_text(quantity.case_label);
    list += (list.empty() ? "" : ", ") + quantity.name + (label.empty() ? "" : " (" + label + ")");
  }
  return list.empty() ? "" : "Only in " + name + ": " + list + "\n";
}

}  // namespace

std::string compare_summaries(const io::Summary& a, const io::Summary& b,
                              const std::array<std::string, 2>& names, int width) {
  TextTable table({{"name"},
                   {"case"},
                   {names[0]},
                   {names[1]},
                   {"difference", Align::right},
                   {"sigmas", Align::right},
                   {"unit"}});
  for (const Quantity& quantity : a.result.quantities) {
    const Quantity* other = same_quantity(b.result.quantities, quantity);
    if (other) table.add(row(quantity, *other));
  }
  const std::string shared =
      table.empty() ? "The runs have no quantity in common.\n" : table.to_string(width, "");
  return shared + only_in(a, b, names[0]) + only_in(b, a, names[1]);
}

}  // namespace nacre::report
