// Every formula of a cluster that agrees with its mass, element ratios and share of ligands.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace nacre::crystal {

// What clusters are made of: an element of the core, or a ligand.
struct Component {
  std::string name{};
  double mass_Da = 0;
  int charge = 0;
  bool ligand = false;
};

// A measured value, or the span of several, with the standard error of its ends.
struct Span {
  double low = 0;
  double high = 0;
  double error = 1;

  double deviation(double value) const;  // in standard errors from the nearer end; 0 within the span
};

// What the measured mass is that of.
enum class Reading {
  core,     // without any ligand
  whole,    // with all ligands
  partial,  // with some of them
  any,
};

struct RatioSpan {
  std::size_t numerator = 0;  // indices into the components
  std::size_t denominator = 1;
  Span span{};
};

// Share of these ligands of the mass of the whole cluster, 0 to 1.
struct ShareSpan {
  std::vector<std::size_t> ligands{};  // empty: all
  Span span{};
};

struct CompositionSearch {
  std::vector<Component> components{};  // the core's elements first
  Span mass_Da{};                       // of the ion without the adduct
  Reading reading = Reading::any;
  std::vector<RatioSpan> ratios{};
  std::vector<ShareSpan> shares{};
  std::optional<int> charge{};  // of the whole cluster; none: any
  double limit = 2;             // the largest deviation of each measured value
};

struct Composition {
  std::vector<int> counts{};  // of each component in the whole cluster
  std::vector<int> kept{};    // of each component in the ion whose mass was measured
  double mass_Da = 0;         // of the whole cluster
  double ion_Da = 0;          // of the ion
  double ligand_share = 0;    // by mass, of all ligands
  int charge = 0;
  double mass_deviation = 0;
  std::vector<double> ratio_deviations{};
  std::vector<double> share_deviations{};
  double chi2 = 0;    // sum of the squares of all deviations
  double weight = 0;  // exp(-chi2 / 2) over that of all that were found
};

// What a composition is worth against the measured values; its weight is left out.
Composition weighed(const CompositionSearch& search, std::vector<int> counts, std::vector<int> kept);

// All within the limit, each core element at least once, by ascending chi2 and then by the size of the
// charge. Nothing is left out: the search is pruned only by bounds that follow from the measured values.
// Throws std::invalid_argument where neither a share, the reading nor the charge bounds the number of
// ligands, where there are more than `most`, or more combinations than can be gone through in seconds.
std::vector<Composition> find_compositions(const CompositionSearch& search, std::size_t most = 1000000);

// "Cd37S20L34"; ligands in brackets where their name is more than one letter and digits.
std::string formula_text(const std::vector<Component>& components, const std::vector<int>& counts);

}  // namespace nacre::crystal
