// Refinement of crystals against measured pair distribution functions. Lengths in angstrom, G(r) in 1/A2.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "nacre/core/run_control.hpp"
#include "nacre/fit/fit.hpp"
#include "nacre/scattering/pdf_calculator.hpp"
#include "nacre/scattering/pdf_parameters.hpp"

namespace nacre::scattering {

struct PdfData {
  std::string name{};
  Radiation radiation = Radiation::xray;
  double q_max_per_A = 0;   // 0: not cut
  double zero_below_A = 0;  // as PdfInstrument
  PdfGrid grid{};
  std::vector<double> g_per_A2{};
  std::vector<double> sigma_per_A2{};  // empty: every point counts the same
};

struct PdfRefinement {
  PdfParameters parameters;
  std::vector<PdfData> data{};
  PeakConvention convention = PeakConvention::r;
  double r_cut_A = 0;  // of sratio
  // End where PDFfit2 does rather than at the minimum: its derivative by a displacement U_ij takes the bond's
  // components along the axes where the model has those of the reciprocal axes, so that in an oblique cell
  // its refinements stop where that, times the residuals, vanishes.
  bool ends_like_pdffit2 = false;
};

// A phase of the model at these values, scale included.
PdfPhase phase_at(const PdfRefinement& refinement, std::size_t phase, std::size_t data,
                  std::span<const double> values);
PdfInstrument instrument_at(const PdfRefinement& refinement, std::size_t data,
                            std::span<const double> values);

// G of one phase, or of all together, at the points of one data set.
std::vector<double> phase_curve(const PdfRefinement& refinement, std::size_t phase, std::size_t data,
                                std::span<const double> values);
std::vector<double> model_curve(const PdfRefinement& refinement, std::size_t data,
                                std::span<const double> values);

// sqrt(sum w (G - model)^2 / sum w G^2) with the weights 1/sigma^2 of the fit: the Rw of PDFgui.
double weighted_residual(const PdfData& data, std::span<const double> model);
double weighted_residual(const PdfRefinement& refinement, std::span<const double> values);  // over all data

// Independent points of a data set: its range over pi / q_max, the Nyquist spacing (Farrow et al., Phys. Rev.
// B 84, 134105, 2011), never more than it has.
double independent_points(const PdfData& data);

struct RandomStart {
  double rw = 0;  // where the refinement ended
  bool converged = false;
};

struct Refined {
  fit::Problem problem{};
  fit::Result result{};
  std::vector<double>
      minimum{};            // where it ended like PDFfit2: the values at the minimum; errors are of there
  double error_factor = 1;  // by which the errors were raised, since neighbouring points are not independent
  std::vector<RandomStart> starts{};  // of the random ones

  // Where the displacements of the sites, started the other way round, end elsewhere with nearly the same Rw.
  std::optional<double> exchanged_rw{};
  std::string exchanged_values{};  // "U_Cd 0.052, U_Se 0.015"
};

// The least-squares problem with its data; refers to the refinement, which must outlive it.
fit::Problem pdf_problem(const PdfRefinement& refinement, std::vector<fit::Parameter> parameters);

// Where PDFfit2 would stop, from the minimum: false if that is not found.
bool go_where_pdffit2_ends(const PdfRefinement& refinement, const fit::Problem& problem, fit::Result& result);

// 1. Scales that are free by linear least squares at the starting values;
// 2. scales, lattice and diameter with displacements and coordinates held; 3. everything;
// 4. the same from `random_starts` values drawn at random, and the best once more with the displacements of
// the sites exchanged; the lowest counts.
// `given`: parameters whose starting values are not to be improved before the fit (scales), of all
// parameters.
Refined refine(const PdfRefinement& refinement, const std::vector<bool>& given, int random_starts,
               std::uint64_t seed, const RunControl& control);

}  // namespace nacre::scattering
