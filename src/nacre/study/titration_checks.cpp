#include "nacre/study/titration_checks.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "nacre/core/units.hpp"
#include "nacre/io/data_error.hpp"

namespace nacre::study {
namespace {

using ligands::Titration;

// Heats per mole that calorimetry of binding and exchange meets; outside, a unit is wrong.
constexpr double largest_kJ_mol = 500;
constexpr double smallest_kJ_mol = 0.05;

bool is_used(const Titration& titration, std::size_t i) {
  return titration.used.empty() || titration.used[i];
}

double largest_molar_heat(const Titration& titration) {
  const auto heats = molar_heats_kJ_mol(titration, titration.heats_uJ);
  double largest = 0;
  for (std::size_t i = 0; i < heats.size(); ++i)
    if (is_used(titration, i)) largest = std::max(largest, std::abs(heats[i]));
  return largest;
}

bool is_power(const std::string& unit) { return unit.ends_with("W") || unit.ends_with("/s"); }

// The unit that would bring a heat read as `declared` to the usual size, and by what factor.
std::string likely_unit(double heat_kJ_mol, const std::string& declared, double& factor) {
  const std::array<const char*, 6> heats{"uJ", "ucal", "mJ", "mcal", "J", "cal"};
  const std::array<const char*, 6> powers{"uW", "ucal/s", "mW", "mcal/s", "W", "nW"};
  for (const char* unit : is_power(declared) ? powers : heats) {
    factor = convert_unit(1, declared, unit);
    const double corrected = heat_kJ_mol / factor;
    if (unit != declared && corrected > 1 && corrected < 200) return unit;
  }
  return {};
}

std::string doubt_about_unit(const Titration& titration, const std::string& declared) {
  const double heat = largest_molar_heat(titration);
  if (heat >= smallest_kJ_mol && heat <= largest_kJ_mol) return {};
  const std::string found =
      titration.name + ": the largest heat is " + format_rounded(heat, 2) + " kJ per mole injected: ";
  double factor = 1;
  const std::string unit = declared.empty() ? std::string() : likely_unit(heat, declared, factor);
  if (unit.empty()) return found + "is the concentration of the syringe right, and the unit of the heats?";
  return found + (is_power(declared) ? "powers" : "heats") + " look " +
         format_rounded(factor > 1 ? factor : 1 / factor, 4) + " times too " +
         (factor > 1 ? "large" : "small") + ": are they in " + unit + "?";
}

// Heats with errors that none of them exceeds.
std::string doubt_about_signal(const Titration& titration) {
  constexpr double least_sigmas = 5;
  for (std::size_t i = 0; i < titration.errors_uJ.size(); ++i)
    if (is_used(titration, i) && std::abs(titration.heats_uJ[i]) > least_sigmas * titration.errors_uJ[i])
      return {};
  if (titration.errors_uJ.empty()) return {};
  return titration.name + ": no heat is larger than " + format_number(least_sigmas) +
         " of its errors: there is hardly anything to fit";
}

std::string doubt_about_temperature(const Titration& titration) {
  if (titration.temperature_K >= 200 && titration.temperature_K <= 600) return {};
  return titration.name + ": a temperature of " + format_rounded(titration.temperature_K, 4) +
         " K is no liquid's: is it in degC?";
}

std::string doubt_about_titrant(const Titration& titration) {
  const double last = molar_ratios(titration).back();
  if (last >= 1) return {};
  return titration.name +
         ": the titrant is weaker than the cell: the last injection reaches a molar ratio of " +
         format_rounded(last, 2) + "; n is determined only if it is below that";
}

std::string doubt_about_first(const Titration& titration) {
  if (titration.volumes_uL.size() < 2 || !is_used(titration, 0)) return {};
  if (titration.volumes_uL[0] > 0.6 * titration.volumes_uL[1]) return {};
  return titration.name + ": the first injection (" + format_rounded(titration.volumes_uL[0]) +
         " uL) is smaller than the others (" + format_rounded(titration.volumes_uL[1]) +
         " uL), as one that clears the needle; [data] skip = 1 leaves it out";
}

std::string doubt_about_volume(const Titration& titration) {
  const double total = std::accumulate(titration.volumes_uL.begin(), titration.volumes_uL.end(), 0.0);
  if (total <= titration.cell_volume_uL) return {};
  return titration.name + ": " + format_rounded(total) + " uL are injected into a cell of " +
         format_rounded(titration.cell_volume_uL) + " uL: is the volume of the cell right?";
}

}  // namespace

void refuse_impossible(const Case& one, const TitrationRun& run) {
  if (std::ranges::all_of(run.titration.heats_uJ, [](double heat) { return heat == 0; }))
    throw one.error("data.file", run.titration.name + ": all heats are zero");
  const double largest = std::ranges::max(run.titration.volumes_uL);
  if (largest < run.titration.cell_volume_uL) return;
  const std::string found =
      format_rounded(largest) + " uL into a cell of " + format_rounded(run.titration.cell_volume_uL) + " uL";
  const std::string message = run.titration.name + ": an injection is larger than the cell";
  throw one.error(one.has("cell.volume") ? "cell.volume" : "data.file", message, found, "volumes in uL");
}

std::vector<std::string> doubts_about(const Titration& titration, const std::string& heat_unit) {
  std::vector<std::string> doubts{doubt_about_unit(titration, heat_unit)};
  for (const auto& doubt : {doubt_about_signal, doubt_about_temperature, doubt_about_titrant,
                            doubt_about_first, doubt_about_volume})
    doubts.push_back(doubt(titration));
  std::erase(doubts, std::string());
  return doubts;
}

std::vector<double> molar_ratios(const Titration& titration) {
  const ligands::CellContent content = ligands::cell_content(titration);
  std::vector<double> ratios;
  for (std::size_t i = 1; i < content.cell_mM.size(); ++i)
    ratios.push_back(content.titrant_mM[i] / content.cell_mM[i]);
  return ratios;
}

std::vector<double> molar_heats_kJ_mol(const Titration& titration, const std::vector<double>& heats_uJ) {
  std::vector<double> molar;
  for (std::size_t i = 0; i < heats_uJ.size(); ++i)
    molar.push_back(heats_uJ[i] / (titration.volumes_uL[i] * titration.syringe_mM));
  return molar;
}

}  // namespace nacre::study
