#include "nacre/scattering/pdf_shares.hpp"

#include <cmath>

#include "nacre/crystal/elements.hpp"
#include "nacre/crystal/symmetry.hpp"

namespace nacre::scattering {
namespace {

struct PhaseMeans {
  double length = 0;
  double mass = 0;
};

PhaseMeans means_of(const crystal::Crystal& crystal, Radiation radiation) {
  const std::vector<double> lengths = pdf_lengths(crystal.species, radiation);
  PhaseMeans means;
  double atoms = 0;
  for (const crystal::CellAtom& atom : crystal::expanded(crystal)) {
    const auto species = static_cast<std::size_t>(atom.species);
    const crystal::Element* element = crystal::find_element(crystal::element_of(crystal.species[species]));
    atoms += atom.occupancy;
    means.length += atom.occupancy * lengths[species];
    means.mass += element == nullptr ? 0 : atom.occupancy * element->molar_mass_g_mol;
  }
  return {means.length / atoms, means.mass / atoms};
}

// Shares by atoms, then by mass.
void shares_at(const PdfRefinement& refinement, std::span<const double> values, std::span<double> out) {
  const std::size_t n = refinement.parameters.layout.size();
  double atoms = 0, mass = 0;
  for (std::size_t p = 0; p < n; ++p) {
    const PhaseMeans means =
        means_of(refinement.parameters.crystal_at(p, values), refinement.data.front().radiation);
    const double scale = values[static_cast<std::size_t>(refinement.parameters.layout[p].scale)];
    out[p] = scale / (means.length * means.length);
    out[n + p] = out[p] * means.mass;
    atoms += out[p];
    mass += out[n + p];
  }
  for (std::size_t p = 0; p < n; ++p) {
    out[p] /= atoms;
    out[n + p] /= mass;
  }
}

}  // namespace

std::vector<PhaseShare> phase_shares(const PdfRefinement& refinement, const Refined& refined) {
  const std::size_t n = refinement.parameters.layout.size();
  std::vector<double> shares(2 * n);
  shares_at(refinement, refined.result.values, shares);
  const auto functions = [&](std::span<const double> values, std::span<double> out) {
    shares_at(refinement, values, out);
  };
  const std::vector<double> covariance =
      fit::propagate_covariance(refined.problem, refined.result, 2 * n, functions);
  const auto error = [&](std::size_t i) { return std::sqrt(covariance[i * 2 * n + i]); };
  std::vector<PhaseShare> list;
  for (std::size_t p = 0; p < n; ++p) list.push_back({shares[p], error(p), shares[n + p], error(n + p)});
  return list;
}

}  // namespace nacre::scattering
