// What assembly studies say in words.
#include <algorithm>
#include <cmath>

#include "nacre/core/units.hpp"
#include "nacre/study/assembly_output.hpp"
#include "nacre/study/study.hpp"

namespace nacre::study {
namespace {

constexpr std::size_t most_cases = 6;

std::string percent(double share) { return format_rounded(100 * share, 2) + " %"; }

bool is_binary(const AssemblyCase& one) { return one.one->at("particles.species").texts.size() > 1; }

// "one grain", "3 grains".
std::string grains_of(const OrderRow& row) {
  if (row.grains == 0) return {};
  return row.grains == 1 ? ", one grain" : ", " + std::to_string(row.grains) + " grains";
}

std::string nucleation_of(const AssemblyCase& one) {
  const AssemblySnapshot* first = one.snapshot("first nucleus");
  if (first == nullptr) return {};
  std::string text = "; nucleated at packing " + format_rounded(first->packing);
  if (std::isfinite(one.first_nucleus_wall_distance))
    text += ", " + format_rounded(one.first_nucleus_wall_distance, 2) + " sigma from the wall";
  return text;
}

std::string verdict(const AssemblyCase& one) {
  if (!one.stopped.empty()) return "stopped at step " + std::to_string(one.steps) + ": " + one.stopped;
  const OrderRow& row = one.order.back();
  const auto largest = std::max_element(row.fractions.begin() + 1, row.fractions.end());
  const std::string& structure =
      one.environment_names[static_cast<std::size_t>(largest - row.fractions.begin())];
  const std::string whose = is_binary(one) ? " of the large particles" : " of the particles";
  const double share = row.crystalline;
  if (share < 0.05)
    return "no crystal at packing " + format_rounded(row.packing) + " (" + percent(share) + whose + ")";
  return structure + ": " + percent(share) + whose + grains_of(row) + nucleation_of(one);
}

}  // namespace

std::string assembly_headline(const std::vector<AssemblyCase>& cases) {
  std::string text;
  for (std::size_t i = 0; i < cases.size() && i < most_cases; ++i) {
    std::string one = verdict(cases[i]);
    if (!cases[i].label.empty())
      one = cases[i].label + ": " + one;
    else
      one[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(one[0])));
    text += (text.empty() ? "" : ". ") + one;
  }
  if (cases.size() > most_cases)
    text += ". " + std::to_string(cases.size() - most_cases) + " more in tables/scan.csv";
  return text + ".";
}

std::vector<std::string> assembly_warnings(const std::vector<AssemblyCase>& cases) {
  std::vector<std::string> warnings;
  for (const AssemblyCase& one : cases) {
    const std::string whose = one.label.empty() ? "" : one.label + ": ";
    if (!one.stopped.empty())
      warnings.push_back(whose + "the simulation stopped at step " + std::to_string(one.steps) + ": " +
                         one.stopped + "; the last good frame is kept");
    if (std::isfinite(one.msd_exponent) && (one.msd_exponent < 0.9 || one.msd_exponent > 1.1))
      warnings.push_back(whose + "displacements grow as time to the power " +
                         format_rounded(one.msd_exponent, 2) +
                         ": the motion is not diffusive, so that diffusion_coefficient is a slope only");
  }
  return warnings;
}

}  // namespace nacre::study
