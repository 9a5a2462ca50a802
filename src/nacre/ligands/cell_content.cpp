#include "nacre/ligands/cell_content.hpp"

#include <cmath>
#include <stdexcept>

#include "nacre/core/units.hpp"

namespace nacre::ligands {
namespace {

[[noreturn]] void reject(const Titration& titration, const std::string& reason) {
  throw std::invalid_argument(titration.name.empty() ? reason : titration.name + ": " + reason);
}

void need_positive(const Titration& titration, const char* what, double value, const char* unit) {
  if (value > 0 && std::isfinite(value)) return;
  reject(titration, std::string(what) + " is " + format_number(value) + " " + unit + ", it must be positive");
}

void check_volume(const Titration& titration, std::size_t i) {
  const double volume = titration.volumes_uL[i];
  const std::string which = "injection " + std::to_string(i + 1) + " is " + format_number(volume) + " uL";
  if (!(volume > 0) || !std::isfinite(volume)) reject(titration, which + ", it must be positive");
  if (volume < titration.cell_volume_uL) return;
  reject(titration,
         which + ", more than the cell of " + format_number(titration.cell_volume_uL) + " uL holds");
}

// Share of what was in the cell at first, and of the syringe's liquid, in the cell.
struct Shares {
  double first = 1;
  double syringe = 0;
};

// Origin: M V + (M + M_0) dV / 2 = M_0 V and X V + X dV / 2 = X_syringe dV, dV all that was injected
// (MicroCal, ITC Data Analysis in Origin, Tutorial Guide, version 7 (2004), appendix).
Shares shares_origin(double injected) {
  return {(1 - injected / 2) / (1 + injected / 2), injected / (1 + injected / 2)};
}

Shares shares_after(Displacement displacement, const Shares& before, double injection, double injected) {
  switch (displacement) {
    case Displacement::none:
      return {1, injected};
    case Displacement::overflow:
      return {before.first * (1 - injection), before.syringe * (1 - injection) + injection};
    case Displacement::origin:
      return shares_origin(injected);
    case Displacement::growing:
      break;
  }
  return {1 / (1 + injected), injected / (1 + injected)};
}

}  // namespace

std::string_view name(Displacement displacement) {
  switch (displacement) {
    case Displacement::none:
      return "none";
    case Displacement::overflow:
      return "overflow";
    case Displacement::origin:
      return "origin";
    case Displacement::growing:
      break;
  }
  return "growing";
}

void check_titration(const Titration& titration) {
  need_positive(titration, "the temperature", titration.temperature_K, "K");
  need_positive(titration, "the cell volume", titration.cell_volume_uL, "uL");
  need_positive(titration, "the concentration in the cell", titration.cell_mM, "mM");
  need_positive(titration, "the concentration in the syringe", titration.syringe_mM, "mM");
  if (!(titration.competitor_mM >= 0) || !std::isfinite(titration.competitor_mM)) {
    reject(titration, "the competitor's concentration is " + format_number(titration.competitor_mM) +
                          " mM, it must not be negative");
  }
  if (titration.volumes_uL.empty()) reject(titration, "there are no injections");
  for (std::size_t i = 0; i < titration.volumes_uL.size(); ++i) check_volume(titration, i);
}

CellContent cell_content(const Titration& titration) {
  check_titration(titration);
  CellContent content{{titration.cell_mM}, {0.0}, {titration.competitor_mM}};
  Shares shares;
  double injected = 0;
  for (const double volume : titration.volumes_uL) {
    const double injection = volume / titration.cell_volume_uL;
    injected += injection;
    shares = shares_after(titration.displacement, shares, injection, injected);
    content.cell_mM.push_back(titration.cell_mM * shares.first);
    content.titrant_mM.push_back(titration.syringe_mM * shares.syringe);
    content.competitor_mM.push_back(titration.competitor_mM * shares.first);
  }
  return content;
}

HeatWeights heat_weights(const Titration& titration) {
  HeatWeights weights;
  double injected = 0;
  for (const double volume : titration.volumes_uL) {
    const double injection = volume / titration.cell_volume_uL;
    switch (titration.displacement) {
      case Displacement::none:
        weights.gain.push_back(1);
        weights.kept.push_back(1);
        break;
      case Displacement::overflow:  // what left took its reacted share along
        weights.gain.push_back(1);
        weights.kept.push_back(1 - injection);
        break;
      case Displacement::origin:  // Q_i - Q_{i-1} + dV_i / V (Q_i + Q_{i-1}) / 2
        weights.gain.push_back(1 + injection / 2);
        weights.kept.push_back(1 - injection / 2);
        break;
      case Displacement::growing:
        weights.gain.push_back(1 + injected + injection);
        weights.kept.push_back(1 + injected);
        break;
    }
    injected += injection;
  }
  return weights;
}

}  // namespace nacre::ligands
