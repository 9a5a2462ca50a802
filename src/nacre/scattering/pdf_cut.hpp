// The cut of curves at q_max by fast Fourier transform: the same sums as plain folding, see pdf_grid.hpp.
#pragma once

#include <memory>

#include "nacre/scattering/pdf_grid.hpp"

namespace nacre::scattering {

class PdfCut {
 public:
  // For curves on `from`, wanted on `grid`. q_min: what lies below is cut too.
  PdfCut(const PdfInstrument& instrument, const SummationGrid& from, const PdfGrid& grid,
         double q_min_per_A = 0);
  ~PdfCut();
  PdfCut(PdfCut&&) noexcept;
  PdfCut& operator=(PdfCut&&) noexcept;

  void apply(const double* curve, double* cut);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace nacre::scattering
