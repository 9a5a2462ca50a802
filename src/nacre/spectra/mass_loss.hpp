// Thermogravimetry: what a sample loses between temperatures.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "nacre/spectra/measured.hpp"

namespace nacre::spectra {

struct MassLossCurve {
  std::vector<double> temperature_C{};  // ascending
  std::vector<double> mass{};           // in mg, per cent or any unit; positive
};

struct MassLossOptions {
  std::vector<double> edges_C{};                   // of the windows, ascending, two at least
  std::optional<std::array<double, 2>> plateau{};  // where nothing is lost: its slope is the balance's drift
};

struct MassLoss {
  double noise = 0;              // of single points
  Measured drift{};              // in mass per kelvin; no plateau: 0, exactly
  std::vector<Measured> mass{};  // at each edge, before the drift is taken off
  std::vector<double> edges_C{};

  // The dry sample is what is there at the first edge: before it goes solvent.
  double loss(std::size_t window) const;  // share of the dry sample
  double total() const;                   // from the first to the last edge
  double dry_share() const { return mass.front().value / start; }
  double start = 0;  // mass of the first point

  // A function of the corrected masses at the edges, over the dry mass, with its error: noise and drift are
  // propagated through it together, so that windows that share an edge are correlated as they are.
  Measured derived(const std::function<double(std::span<const double> shares)>& function) const;
};

// Throws std::invalid_argument with the reason: edges out of order, or outside the curve, a plateau with
// fewer than five points, a mass that is not positive.
MassLoss measure_mass_loss(const MassLossCurve& curve, const MassLossOptions& options);

// Ligands on one particle, from the shares that were lost: n = (loss / ligand mass) / (rest / core mass).
double ligands_per_particle(double loss, double rest, double ligand_Da, double core_Da);

}  // namespace nacre::spectra
