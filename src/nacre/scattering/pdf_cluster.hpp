// G(r) of a cluster of atoms by its pairs, as Debye's equation counts them: exact for any shape and any
// faults, and fast enough to rank thousands of candidates. Angstrom.
//
//   G(r) = scale [ sum over pairs of 2 b_i b_j g(r - r_ij, s_ij)/(N <b>^2 r) - 4 pi rho0 r E(r) ],
//
// damped and cut as that of crystals (pdf_model.hpp). Without a baseline it is the sine transform of all of
// F(q) = q [S(q) - 1]; measured curves lack the small-angle part, which either a baseline rho0 E(r) or a
// q_min takes off.
#pragma once

#include <map>
#include <vector>

#include "nacre/scattering/pair_histogram.hpp"
#include "nacre/scattering/pdf_cut.hpp"
#include "nacre/scattering/pdf_model.hpp"
#include "nacre/scattering/pdf_peaks.hpp"

namespace nacre::scattering {

struct ClusterModel {
  std::vector<double> lengths{};  // b of each species; empty: those of the radiation
  std::vector<double> u_A2{};     // mean-square displacement of each species along one direction
  double scale = 1;
  double stretch = 1;  // of all distances
  double delta1_A = 0;
  double delta2_A2 = 0;
  double rho0_per_A3 = 0;  // atoms per volume of the crystal; 0: no baseline
  PdfEnvelope envelope{};
};

// For one set of data, used by one thread at a time; the order of clusters does not change their numbers.
class ClusterPdf {
 public:
  // q_min: what lies below is cut too. Throws std::invalid_argument as check_pdf() does, and for q_min
  // without a q_max above it.
  ClusterPdf(const PdfInstrument& instrument, const PdfGrid& grid, PeakConvention convention,
             double q_min_per_A = 0);

  // Throws std::invalid_argument for no atoms, for other lengths or displacements than species, and for a
  // mean length of zero.
  std::vector<double> operator()(const PairHistogram& pairs, const ClusterModel& model);

 private:
  double draw(const PairHistogram& pairs, const ClusterModel& model, double unit,
              const std::vector<double>& b);
  PdfCut& cut_for(const SummationGrid& grid);
  SummationGrid grid_for(double farthest_A) const;

  PdfInstrument instrument_;
  PdfGrid grid_;
  PeakConvention convention_;
  double q_min_;
  std::map<std::size_t, PdfCut> cuts_;  // by the points of their curves
  std::vector<Peak> peaks_;
};

// One cluster, once.
std::vector<double> pdf_of_cluster(const PairHistogram& pairs, const ClusterModel& model,
                                   const PdfInstrument& instrument, const PdfGrid& grid,
                                   PeakConvention convention, double q_min_per_A = 0);

// F(q) = q [S(q) - 1] = sum over pairs of 2 b_i b_j exp(-q^2 s_ij^2/2) sin(q r_ij)/(N <b>^2 r_ij), times
// scale: what a 1/r_ij G(r) without damping is the sine transform of. In 1/A.
std::vector<double> f_of_cluster(const PairHistogram& pairs, const ClusterModel& model,
                                 const PdfInstrument& instrument, const std::vector<double>& q_per_A);

}  // namespace nacre::scattering
