// Shares of the phases of a refined model.
#pragma once

#include <vector>

#include "nacre/scattering/pdf_refinement.hpp"

namespace nacre::scattering {

// From the scales: G = sum of n_p <b>_p^2 G_p / <b>^2 with n_p the share of the atoms, so that n_p goes with
// scale_p / <b>_p^2 (Farrow et al. 2007, eq 10, and the phase fractions of PDFgui). Radiation is that of the
// first data set.
struct PhaseShare {
  double atoms = 0;
  double atoms_error = 0;
  double mass = 0;
  double mass_error = 0;
};
std::vector<PhaseShare> phase_shares(const PdfRefinement& refinement, const Refined& refined);

}  // namespace nacre::scattering
