// G(r) as PDFgetX3 writes it, for PDFgui, diffpy and read_gr().
#pragma once

#include <string>

#include "nacre/io/gr_file.hpp"

namespace nacre::io {

// The facts, "#### start data", then r, G and, where there are errors, 0 (of r) and the error of G. `remarks`
// are lines of comment.
std::string gr_text(const PdfCurve& curve, const std::vector<std::string>& remarks);

}  // namespace nacre::io
