// Pair distribution functions of crystals: what a model is made of, and the plain sum over all pairs, which
// is the oracle of PdfCalculator (pdf_calculator.hpp). Lengths in angstrom, G(r) in 1/A2.
//
//   G(r) = cut at q_max of  exp(-(r q_damp)^2/2) sum over phases of
//            scale E(r) [ sum_ij w_ij g(r - r_ij, s_ij)/r - 4 pi rho0 r ],   w_ij = o_i o_j b_i b_j/(N <b>^2)
//
// with Gaussians g of unit area and width s_ij^2 = (u_i + u_j) (1 - delta1/r_ij - delta2/r_ij^2 + (q_broad
// r_ij)^2), u the mean-square displacements along the pair, N the atoms of a cell by occupancy, E the
// envelope of a finite crystal. Farrow et al., J. Phys.: Condens. Matter 19, 335219 (2007), eqs 1 to 7; Jeong
// et al., Phys. Rev. B 67, 104301 (2003).
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "nacre/crystal/crystal.hpp"
#include "nacre/scattering/pdf_envelope.hpp"
#include "nacre/scattering/scatterers.hpp"

namespace nacre::scattering {

struct PdfPhase {
  crystal::Crystal crystal{};
  std::vector<double> lengths{};  // b of each species, in any unit; empty: those of the radiation
  double scale = 1;
  double delta1_A = 0;   // correlated motion, in proportion to 1/r: high temperature
  double delta2_A2 = 0;  // in proportion to 1/r^2: low temperature
  double sratio = 1;     // factor of s_ij up to r_cut
  double r_cut_A = 0;
  PdfEnvelope envelope{};
};

struct PdfInstrument {
  Radiation radiation = Radiation::xray;
  double q_max_per_A = 0;  // 0: not cut
  double q_damp_per_A = 0;
  double q_broad_per_A = 0;
  // PDFfit2 takes G as zero below the first point of its data before it cuts at q_max, which leaves ripples
  // there: that point gives its numbers. 0: no such step.
  double zero_below_A = 0;
};

// r_min + i step. Where step is coarser than peaks or q_max allow, the cut is computed on a finer grid.
struct PdfGrid {
  double r_min_A = 0;
  double step_A = 0.01;
  std::size_t count = 0;

  double r_A(std::size_t i) const { return r_min_A + static_cast<double>(i) * step_A; }
  double r_max_A() const { return count ? r_A(count - 1) : r_min_A; }
};

// By what a pair's Gaussian is divided: the r of the point (PDFfit2, PDFgui) or the distance of the pair
// (libdiffpy, diffpy-cmi). It shifts lattice parameters by some 0.05 % between the two.
enum class PeakConvention { r, r_ij };
const char* name_of(PeakConvention convention);  // "1/r", "1/r_ij"

// b of each species: f0 at q = 0, the number of electrons (PDFfit2 and libdiffpy do so too), or neutron
// lengths in fm.
std::vector<double> pdf_lengths(std::span<const std::string> species, Radiation radiation);

// Throws std::invalid_argument, which says what is wrong, for a grid without points, with a step that is not
// positive or r_min below zero, for a phase without atoms or with a cell that is none, with other lengths
// than species or with a mean length of zero, and for an instrument below zero.
void check_pdf(std::span<const PdfPhase> phases, const PdfInstrument& instrument, const PdfGrid& grid);

// G at every point of the grid, by plain double sums.
std::vector<double> pdf(std::span<const PdfPhase> phases, const PdfInstrument& instrument,
                        const PdfGrid& grid, PeakConvention convention);

// G of the pairs of two species of a phase, each with its share of the baseline: the partials add up to
// G of the phase.
struct PartialPdf {
  int species = 0;  // indices into Crystal::species, species <= other
  int other = 0;
  std::vector<double> g_per_A2{};
};
std::vector<PartialPdf> partial_pdfs(const PdfPhase& phase, const PdfInstrument& instrument,
                                     const PdfGrid& grid, PeakConvention convention);

}  // namespace nacre::scattering
