#include "nacre/scattering/pdf_cluster.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "nacre/scattering/pdf_pairs.hpp"

namespace nacre::scattering {
namespace {

// Lengths of the curves that are cut are rounded up to these, so that few plans serve all clusters.
constexpr std::size_t ladder = 512;

void check_model(const PairHistogram& pairs, const ClusterModel& model) {
  const std::size_t species = pairs.species.size();
  if (!(pairs.atom_count() > 0)) throw std::invalid_argument("a cluster needs an atom");
  if (!model.lengths.empty() && model.lengths.size() != species)
    throw std::invalid_argument("a cluster needs one scattering length for each of its species");
  if (model.u_A2.size() != species)
    throw std::invalid_argument("a cluster needs one displacement for each of its species");
  if (!(model.stretch > 0)) throw std::invalid_argument("the stretch of a cluster must be positive");
  check_envelope(model.envelope);
}

// b of each species over their mean.
std::vector<double> amplitudes(const PairHistogram& pairs, const ClusterModel& model, Radiation radiation) {
  std::vector<double> b = model.lengths.empty() ? pdf_lengths(pairs.species, radiation) : model.lengths;
  double mean = 0;
  for (std::size_t a = 0; a < b.size(); ++a) mean += b[a] * pairs.atoms[a] / pairs.atom_count();
  if (mean == 0) throw std::invalid_argument("the mean scattering length of a cluster is zero");
  for (double& each : b) each /= mean;
  return b;
}

// Calls use(weight, r, s^2) for every bin: weight counts both orders of its pairs, s^2 holds the scatter of
// their distances.
template <class Use>
void for_each_bin(const PairHistogram& pairs, const ClusterModel& model, const PdfInstrument& instrument,
                  const std::vector<double>& b, const Use& use) {
  const double q_broad = instrument.q_broad_per_A;
  for (std::size_t a = 0; a < b.size(); ++a)
    for (std::size_t c = a; c < b.size(); ++c) {
      const PairDistances& bins = pairs.pairs[pair_index(a, c, b.size())];
      const double weight = 2 * b[a] * b[c] / pairs.atom_count(), u = model.u_A2[a] + model.u_A2[c];
      for (std::size_t k = 0; k < bins.size(); ++k) {
        const double r = bins.distance_A[k] * model.stretch, spread = bins.deviation_A[k] * model.stretch;
        const double motion = 1 - model.delta1_A / r - model.delta2_A2 / (r * r) + q_broad * q_broad * r * r;
        use(weight * bins.count[k], r, u * motion + spread * spread);
      }
    }
}

}  // namespace

ClusterPdf::ClusterPdf(const PdfInstrument& instrument, const PdfGrid& grid, PeakConvention convention,
                       double q_min_per_A)
    : instrument_(instrument), grid_(grid), convention_(convention), q_min_(q_min_per_A) {
  check_pdf({}, instrument, grid);
  instrument_.zero_below_A = 0;
  if (!(q_min_ >= 0)) throw std::invalid_argument("q_min must not be negative");
  if (q_min_ > 0 && !(instrument.q_max_per_A > q_min_))
    throw std::invalid_argument("q_min must lie below q_max");
}

// A cluster ends, so that nothing of its curve is left out.
SummationGrid ClusterPdf::grid_for(double farthest_A) const {
  SummationGrid sum = summation_grid(instrument_, grid_);
  if (instrument_.q_max_per_A > 0)
    sum.count = (static_cast<std::size_t>(farthest_A / sum.step_A) / ladder + 1) * ladder + 1;
  return sum;
}

PdfCut& ClusterPdf::cut_for(const SummationGrid& grid) {
  const auto found = cuts_.find(grid.count);
  if (found != cuts_.end()) return found->second;
  return cuts_.emplace(grid.count, PdfCut(instrument_, grid, grid_, q_min_)).first->second;
}

// Fills in the peaks; how far they reach.
double ClusterPdf::draw(const PairHistogram& pairs, const ClusterModel& model, double unit,
                        const std::vector<double>& b) {
  const double least = least_square_width_A2(summation_grid(instrument_, grid_).step_A);
  double farthest = model.rho0_per_A3 > 0 ? grid_.r_max_A() : 0;
  peaks_.clear();
  for_each_bin(pairs, model, instrument_, b, [&](double weight, double r, double square) {
    const double width = std::sqrt(std::max(square, least));
    const double height = unit * weight / (std::sqrt(2 * M_PI) * width);
    peaks_.push_back({r, width, convention_ == PeakConvention::r_ij ? height / r : height});
    farthest = std::max(farthest, r + peak_end * width);
  });
  return farthest;
}

std::vector<double> ClusterPdf::operator()(const PairHistogram& pairs, const ClusterModel& model) {
  check_model(pairs, model);
  const double farthest = draw(pairs, model, model.scale, amplitudes(pairs, model, instrument_.radiation));
  const SummationGrid sum = grid_for(farthest);
  PeakColumns columns(1, sum.count);
  add_peaks(peaks_, {}, sum.first_A, sum.step_A, peak_end, columns);
  double* const g = columns.column(0);
  const double slope = 4 * M_PI * model.rho0_per_A3 * model.scale;
  for (std::size_t k = 0; k < sum.count; ++k) {
    const double r = sum.r_A(k), damped = r * instrument_.q_damp_per_A;
    if (convention_ == PeakConvention::r) g[k] = r > 0 ? g[k] / r : 0;
    if (slope > 0) g[k] -= slope * r * envelope_at(model.envelope, r).value;
    if (damped > 0) g[k] *= std::exp(-damped * damped / 2);
  }
  std::vector<double> result(grid_.count);
  if (instrument_.q_max_per_A > 0)
    cut_for(sum).apply(g, result.data());
  else
    std::copy_n(g, grid_.count, result.begin());
  return result;
}

std::vector<double> pdf_of_cluster(const PairHistogram& pairs, const ClusterModel& model,
                                   const PdfInstrument& instrument, const PdfGrid& grid,
                                   PeakConvention convention, double q_min_per_A) {
  return ClusterPdf(instrument, grid, convention, q_min_per_A)(pairs, model);
}

std::vector<double> f_of_cluster(const PairHistogram& pairs, const ClusterModel& model,
                                 const PdfInstrument& instrument, const std::vector<double>& q_per_A) {
  check_model(pairs, model);
  const std::vector<double> b = amplitudes(pairs, model, instrument.radiation);
  std::vector<double> f(q_per_A.size(), 0.0);
  for_each_bin(pairs, model, instrument, b, [&](double weight, double r, double square) {
    for (std::size_t i = 0; i < f.size(); ++i) {
      const double q = q_per_A[i];
      f[i] += model.scale * weight * std::exp(-q * q * square / 2) * std::sin(q * r) / r;
    }
  });
  return f;
}

}  // namespace nacre::scattering
