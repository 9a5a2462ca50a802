// G(r) of crystals and its derivatives, fast enough to refine with. It equals pdf() (pdf_model.hpp) to 1e-8
// of the highest peak.
//
// 1. Pairs are found once and kept in shells of equal distance and width (pdf_pairs.hpp).
// 2. Each shell is drawn as one Gaussian, with its changes along every direction (pdf_peaks.hpp).
// 3. Baseline, envelope, damping and scale are put on, and every curve is cut at q_max (pdf_cut.hpp).
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "nacre/scattering/pdf_model.hpp"

namespace nacre::scattering {

enum class PdfQuantity {
  scale,
  delta1,  // A
  delta2,  // A2
  sratio,
  diameter,  // of the envelope, A
  inner,     // its hollow, A
  spread,
  lattice,       // component 0 to 5: a, b, c (A), alpha, beta, gamma (degrees)
  coordinate,    // of a site, component 0 to 2: x, y, z (fractional)
  displacement,  // of a site, component 0 to 5: U11, U22, U33, U12, U13, U23 (A2)
  occupancy,     // of a site
  q_damp,        // 1/A; of the instrument, whatever the phase
  q_broad,
};

// One quantity of a model, and how much it changes per unit of a direction.
struct PdfTerm {
  PdfQuantity quantity = PdfQuantity::scale;
  std::size_t phase = 0;
  int site = 0;  // index into Crystal::sites
  int component = 0;
  double factor = 1;
};

// What one parameter of a refinement moves: in a hexagonal cell {lattice 0, lattice 1} for a. Changes of
// sites must be those that their symmetry allows (crystal::site_freedom).
using PdfDirection = std::vector<PdfTerm>;

struct PdfCurve {
  std::vector<double> g_per_A2;
  std::vector<std::vector<double>> derivatives;  // of each direction
};

// For one set of data, used by one thread at a time. Phases may change from call to call; where their atoms
// move little, pairs are not looked for again.
class PdfCalculator {
 public:
  PdfCalculator(const PdfGrid& grid, PeakConvention convention);
  ~PdfCalculator();
  PdfCalculator(PdfCalculator&&) noexcept;
  PdfCalculator& operator=(PdfCalculator&&) noexcept;

  // Throws std::invalid_argument as check_pdf() does, and for a direction that names no phase, site or
  // component.
  void evaluate(std::span<const PdfPhase> phases, const PdfInstrument& instrument,
                std::span<const PdfDirection> directions, PdfCurve& curve);
  std::vector<double> evaluate(std::span<const PdfPhase> phases, const PdfInstrument& instrument);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace nacre::scattering
