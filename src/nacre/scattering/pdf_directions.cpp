#include "nacre/scattering/pdf_directions.hpp"

#include <cmath>
#include <map>

#include "nacre/crystal/lattice.hpp"
#include "nacre/crystal/vectors.hpp"

namespace nacre::scattering {
namespace {

class Directions {
 public:
  explicit Directions(std::size_t n) : list(n) {}

  void add(int parameter, const PdfTerm& term) {
    if (parameter >= 0 && term.factor != 0) list[static_cast<std::size_t>(parameter)].push_back(term);
  }

  std::vector<PdfDirection> list;
};

// R times a step in fractional coordinates.
crystal::Vector turned(const crystal::SymmetryOperation& operation, const std::array<double, 6>& step) {
  crystal::Vector image{};
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) image[i] += operation.rotation[i][j] * step[j];
  return image;
}

void add_site(const PdfParameters& parameters, std::size_t phase, std::size_t site, Directions& to) {
  const PhaseLayout& of = parameters.layout[phase];
  for (const PdfParameters::Copy& copy : parameters.copies(phase, site)) {
    for (const Lever& lever : of.positions[site]) {
      const crystal::Vector step = turned(copy.operation, lever.direction);
      for (int i = 0; i < 3; ++i)
        to.add(lever.parameter,
               {PdfQuantity::coordinate, phase, copy.site, i, step[static_cast<std::size_t>(i)]});
    }
    for (const Lever& lever : of.displacements[site])
      for (int i = 0; i < 6; ++i)
        to.add(lever.parameter, {PdfQuantity::displacement, phase, copy.site, i,
                                 lever.direction[static_cast<std::size_t>(i)]});
    to.add(of.occupancies[site], {PdfQuantity::occupancy, phase, copy.site});
  }
}

}  // namespace

std::vector<PdfDirection> pdf_directions(const PdfRefinement& refinement, std::size_t data) {
  const PdfParameters& parameters = refinement.parameters;
  const DataLayout& of_data = parameters.data[data];
  Directions to(parameters.list.size());
  for (std::size_t p = 0; p < parameters.layout.size(); ++p) {
    const PhaseLayout& of = parameters.layout[p];
    for (const Lever& lever : of.lattice)
      for (int i = 0; i < 6; ++i)
        to.add(lever.parameter,
               {PdfQuantity::lattice, p, 0, i, lever.direction[static_cast<std::size_t>(i)]});
    for (std::size_t s = 0; s < of.base.sites.size(); ++s) add_site(parameters, p, s, to);
    to.add(of.scale, {PdfQuantity::scale, p});
    to.add(of_data.factor, {PdfQuantity::scale, p});
    to.add(of.delta1, {PdfQuantity::delta1, p});
    to.add(of.delta2, {PdfQuantity::delta2, p});
    to.add(of.sratio, {PdfQuantity::sratio, p});
    to.add(of.spdiameter, {PdfQuantity::diameter, p});
    to.add(of.hollow, {PdfQuantity::inner, p});
    to.add(of.spread, {PdfQuantity::spread, p});
  }
  to.add(of_data.q_damp, {PdfQuantity::q_damp});
  to.add(of_data.q_broad, {PdfQuantity::q_broad});
  return std::move(to.list);
}

namespace {

constexpr std::size_t tensor_row[] = {0, 1, 2, 0, 0, 1}, tensor_column[] = {0, 1, 2, 1, 2, 2};

// The mean-square displacement along n is sum of U_ij w_i w_j with w_i = a*_i (a_i . n). PDFfit2's
// derivatives have v_i = a_i x_i in place of w_i, x the fractional components of n: v = T w with T_ij = a_i
// G*_ij / a*_j.
crystal::Matrix along_the_axes(const crystal::Lattice& lattice) {
  const crystal::Matrix star = crystal::reciprocal_per_A(lattice);
  const double edges[] = {lattice.a_A, lattice.b_A, lattice.c_A};
  crystal::Matrix t{};
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j)
      t[i][j] = edges[i] * crystal::dot(star[i], star[j]) / crystal::length(star[j]);
  return t;
}

// T^T U T.
crystal::Displacement as_pdffit2_has_it(const crystal::Displacement& u, const crystal::Matrix& t) {
  crystal::Matrix full{};
  for (std::size_t m = 0; m < 6; ++m)
    full[tensor_row[m]][tensor_column[m]] = full[tensor_column[m]][tensor_row[m]] = u[m];
  crystal::Displacement result{};
  for (std::size_t m = 0; m < 6; ++m)
    for (std::size_t i = 0; i < 3; ++i)
      for (std::size_t j = 0; j < 3; ++j)
        result[m] += t[i][tensor_row[m]] * full[i][j] * t[j][tensor_column[m]];
  return result;
}

}  // namespace

std::vector<PdfDirection> pdffit2_directions(const PdfRefinement& refinement, std::size_t data,
                                             std::span<const double> values) {
  std::vector<PdfDirection> directions = pdf_directions(refinement, data);
  for (PdfDirection& direction : directions) {
    std::map<std::pair<std::size_t, int>, crystal::Displacement> tensors;  // of phase and site
    PdfDirection others;
    for (const PdfTerm& term : direction) {
      if (term.quantity == PdfQuantity::displacement)
        tensors[{term.phase, term.site}][static_cast<std::size_t>(term.component)] += term.factor;
      else
        others.push_back(term);
    }
    for (const auto& [place, tensor] : tensors) {
      const crystal::Lattice lattice = refinement.parameters.crystal_at(place.first, values).lattice;
      const crystal::Displacement turned = as_pdffit2_has_it(tensor, along_the_axes(lattice));
      for (int i = 0; i < 6; ++i)
        others.push_back(
            {PdfQuantity::displacement, place.first, place.second, i, turned[static_cast<std::size_t>(i)]});
    }
    direction = std::move(others);
  }
  return directions;
}

}  // namespace nacre::scattering
