// Tables of rate constants and equilibria, as isomerization studies read them.
#pragma once

#include <string>
#include <vector>

#include "nacre/io/csv.hpp"
#include "nacre/spectra/arrhenius.hpp"
#include "nacre/spectra/reaction_order.hpp"
#include "nacre/spectra/two_state.hpp"
#include "nacre/study/study.hpp"

namespace nacre::study {

struct RatePoints {
  std::vector<spectra::RatePoint> fitted{};
  std::vector<spectra::RatePoint> left_out{};
};

struct OrderPoints {
  std::vector<spectra::OrderPoint> points{};  // ln k in 1/min
  std::string amount{};                       // "methanol"
  std::string unit{};                         // "uL"
};

struct EquilibriumPoints {
  std::vector<spectra::FractionPoint> fractions{};
  std::vector<spectra::TwoWayRate> rates{};  // ln k in 1/s
};

// Throw Error (data) with the place in the table.
RatePoints read_rates(const Case& one);
OrderPoints read_additive(const Case& one);
EquilibriumPoints read_equilibrium(const Case& one);

}  // namespace nacre::study
