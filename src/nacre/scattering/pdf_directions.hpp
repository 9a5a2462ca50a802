// What each parameter of a refinement moves in the model, as the derivatives of G(r) want it.
#pragma once

#include <span>
#include <vector>

#include "nacre/scattering/pdf_refinement.hpp"

namespace nacre::scattering {

// What each parameter moves in the model of a data set.
std::vector<PdfDirection> pdf_directions(const PdfRefinement& refinement, std::size_t data);
// The same with displacements as the derivatives of PDFfit2 take them.
std::vector<PdfDirection> pdffit2_directions(const PdfRefinement& refinement, std::size_t data,
                                             std::span<const double> values);

}  // namespace nacre::scattering
