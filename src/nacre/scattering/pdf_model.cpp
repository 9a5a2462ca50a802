#include "nacre/scattering/pdf_model.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>

#include "nacre/crystal/lattice.hpp"
#include "nacre/crystal/symmetry.hpp"
#include "nacre/crystal/vectors.hpp"
#include "nacre/scattering/pdf_cut.hpp"
#include "nacre/scattering/pdf_grid.hpp"

namespace nacre::scattering {
namespace {

using crystal::Vector;

// A phase in cartesian axes, its pairs weighted as G(r) counts them.
struct PlainPhase {
  crystal::Matrix cell_A{};
  std::vector<Vector> position_A{};
  std::vector<crystal::Matrix> u_A2{};
  std::vector<double> amplitude{};  // occupancy b / <b>
  std::vector<int> species{};
  double atoms = 0;  // in the cell, by occupancy
  double volume_A3 = 0;
};

PlainPhase plain(const PdfPhase& phase, Radiation radiation) {
  const crystal::Lattice& lattice = phase.crystal.lattice;
  const std::vector<double> lengths =
      phase.lengths.empty() ? pdf_lengths(phase.crystal.species, radiation) : phase.lengths;
  PlainPhase result{.cell_A = crystal::vectors_A(lattice), .volume_A3 = crystal::volume_A3(lattice)};
  double total = 0;
  for (const crystal::CellAtom& atom : crystal::expanded(phase.crystal)) {
    const double b = lengths[static_cast<std::size_t>(atom.species)];
    result.position_A.push_back(crystal::position_A(lattice, atom.fractional));
    result.u_A2.push_back(crystal::cartesian_A2(lattice, atom.u_A2));
    result.species.push_back(atom.species);
    result.amplitude.push_back(atom.occupancy * b);
    result.atoms += atom.occupancy;
    total += atom.occupancy * b;
  }
  for (double& b : result.amplitude) b *= result.atoms / total;
  return result;
}

double along(const crystal::Matrix& u, const Vector& n) {
  double sum = 0;
  for (std::size_t k = 0; k < 3; ++k) sum += n[k] * crystal::dot(u[k], n);
  return sum;
}

double square_width(const PdfPhase& phase, double q_broad, double u_A2, double r) {
  const double motion = 1 - phase.delta1_A / r - phase.delta2_A2 / (r * r) + q_broad * q_broad * r * r;
  const double near = r <= phase.r_cut_A ? phase.sratio : 1;
  return u_A2 * motion * near * near;
}

struct Sum {
  const PdfPhase& phase;
  const PlainPhase& atoms;
  const PdfInstrument& instrument;
  const SummationGrid& grid;
  PeakConvention convention;
  int species = -1;  // pairs of these alone; -1: all
  int other = -1;

  bool counts(std::size_t i, std::size_t j) const {
    const int a = atoms.species[i], b = atoms.species[j];
    return species < 0 || (a == species && b == other) || (a == other && b == species);
  }

  // Adds one pair's peak, out to where it is below 1e-17 of its height.
  void add_peak(double weight, double r_ij, double square, std::vector<double>& g) const {
    const double width = std::sqrt(std::max(square, least_square_width_A2(grid.step_A)));
    const double height = weight / (std::sqrt(2 * M_PI) * width);
    const double low = (r_ij - 9 * width - grid.first_A) / grid.step_A;
    const double high = (r_ij + 9 * width - grid.first_A) / grid.step_A;
    if (high < 0) return;
    for (auto k = static_cast<std::size_t>(std::max(0.0, std::ceil(low))); k < g.size() && k <= high; ++k) {
      const double r = grid.r_A(k), x = (r - r_ij) / width;
      const double divisor = convention == PeakConvention::r ? r : r_ij;
      if (r > 0) g[k] += height * std::exp(-x * x / 2) / divisor;
    }
  }

  void add_pairs(const Vector& shift, double reach, std::vector<double>& g) const {
    for (std::size_t i = 0; i < atoms.position_A.size(); ++i)
      for (std::size_t j = 0; j < atoms.position_A.size(); ++j) {
        if (!counts(i, j)) continue;
        Vector step = crystal::difference(atoms.position_A[j], atoms.position_A[i]);
        for (std::size_t k = 0; k < 3; ++k) step[k] += shift[k];
        const double r = crystal::length(step);
        if (r > reach || r < same_place_A) continue;
        const Vector n = crystal::scaled(step, 1 / r);
        const double u = along(atoms.u_A2[i], n) + along(atoms.u_A2[j], n);
        add_peak(atoms.amplitude[i] * atoms.amplitude[j] / atoms.atoms, r,
                 square_width(phase, instrument.q_broad_per_A, u, r), g);
      }
  }

  double widest(double reach) const {
    double u = 0;
    for (const crystal::Matrix& each : atoms.u_A2) u = std::max(u, each[0][0] + each[1][1] + each[2][2]);
    return std::sqrt(2 * u * (1 + std::pow(instrument.q_broad_per_A * reach, 2)));
  }

  std::vector<double> peaks() const {
    std::vector<double> g(grid.count, 0.0);
    const double reach = grid.r_max_A() + 9 * widest(grid.r_max_A() + 5);
    const crystal::Matrix star = crystal::reciprocal_per_A(phase.crystal.lattice);
    std::array<int, 3> most{};
    for (std::size_t k = 0; k < 3; ++k) most[k] = static_cast<int>(reach * crystal::length(star[k])) + 2;
    for (int a = -most[0]; a <= most[0]; ++a)
      for (int b = -most[1]; b <= most[1]; ++b)
        for (int c = -most[2]; c <= most[2]; ++c) {
          Vector shift{};
          for (std::size_t k = 0; k < 3; ++k)
            shift[k] = a * atoms.cell_A[0][k] + b * atoms.cell_A[1][k] + c * atoms.cell_A[2][k];
          add_pairs(shift, reach, g);
        }
    return g;
  }

  // The share of the pairs counted in <b>^2.
  double share() const {
    double sum = 0;
    for (std::size_t i = 0; i < atoms.amplitude.size(); ++i)
      for (std::size_t j = 0; j < atoms.amplitude.size(); ++j)
        if (counts(i, j)) sum += atoms.amplitude[i] * atoms.amplitude[j];
    return sum / (atoms.atoms * atoms.atoms);
  }

  // With baseline, envelope and damping.
  std::vector<double> finished() const {
    std::vector<double> g = peaks();
    const double slope = 4 * M_PI * share() * atoms.atoms / atoms.volume_A3;
    for (std::size_t k = 0; k < g.size(); ++k) {
      const double r = grid.r_A(k), damped = r * instrument.q_damp_per_A;
      const double envelope = envelope_at(phase.envelope, r).value;
      g[k] = phase.scale * envelope * std::exp(-damped * damped / 2) * (g[k] - slope * r);
    }
    return g;
  }
};

// G is odd in r: the integral over r > 0 of G (K(r - r') - K(r + r')). PDFfit2's has only the first part.
std::vector<double> plain_cut(const std::vector<double>& sum, const SummationGrid& from,
                              const PdfInstrument& instrument, const PdfGrid& grid) {
  const double q_max = instrument.q_max_per_A;
  if (q_max <= 0) return sum;
  const bool odd = instrument.zero_below_A <= 0;
  std::vector<double> g(grid.count, 0.0);
  for (std::size_t i = 0; i < g.size(); ++i)
    for (std::size_t k = first_kept(instrument, from); k < sum.size(); ++k) {
      g[i] += sum[k] * cut_kernel(q_max, from.step_A, grid.r_A(i) - from.r_A(k));
      if (odd) g[i] -= sum[k] * cut_kernel(q_max, from.step_A, grid.r_A(i) + from.r_A(k));
    }
  return g;
}

void check_phase(const PdfPhase& phase, Radiation radiation) {
  if (phase.crystal.sites.empty()) throw std::invalid_argument("a phase needs an atom");
  if (!phase.lengths.empty() && phase.lengths.size() != phase.crystal.species.size())
    throw std::invalid_argument("a phase needs one scattering length for each of its species");
  crystal::check(phase.crystal.lattice);
  check_envelope(phase.envelope);
  const std::vector<double> lengths =
      phase.lengths.empty() ? pdf_lengths(phase.crystal.species, radiation) : phase.lengths;
  double mean = 0, atoms = 0;
  for (const crystal::Site& site : phase.crystal.sites) {
    mean += site.occupancy * lengths[static_cast<std::size_t>(site.species)];
    atoms += site.occupancy;
  }
  if (!(atoms > 0)) throw std::invalid_argument("all sites of a phase are empty");
  if (mean == 0) throw std::invalid_argument("the mean scattering length of a phase is zero");
}

}  // namespace

const char* name_of(PeakConvention convention) { return convention == PeakConvention::r ? "1/r" : "1/r_ij"; }

std::vector<double> pdf_lengths(std::span<const std::string> species, Radiation radiation) {
  std::vector<double> lengths;
  for (const std::string& name : species) {
    const SpeciesName parsed = parse_species(name);
    lengths.push_back(radiation == Radiation::neutron ? neutron_length_fm(name)
                                                      : parsed.number - parsed.charge);
  }
  return lengths;
}

void check_pdf(std::span<const PdfPhase> phases, const PdfInstrument& instrument, const PdfGrid& grid) {
  if (grid.count == 0 || !(grid.step_A > 0) || !(grid.r_min_A >= 0))
    throw std::invalid_argument("a grid of r needs points, a positive step and no r below zero");
  if (!(instrument.q_max_per_A >= 0 && instrument.q_damp_per_A >= 0 && instrument.q_broad_per_A >= 0))
    throw std::invalid_argument("q_max, q_damp and q_broad must not be negative");
  if (!(instrument.zero_below_A <= grid.r_min_A))
    throw std::invalid_argument("G cannot be taken as zero where it is asked for");
  for (const PdfPhase& phase : phases) check_phase(phase, instrument.radiation);
}

std::vector<double> pdf(std::span<const PdfPhase> phases, const PdfInstrument& instrument,
                        const PdfGrid& grid, PeakConvention convention) {
  check_pdf(phases, instrument, grid);
  const SummationGrid sum_grid = summation_grid(instrument, grid);
  std::vector<double> sum(sum_grid.count, 0.0);
  for (const PdfPhase& phase : phases) {
    const PlainPhase atoms = plain(phase, instrument.radiation);
    const std::vector<double> g = Sum{phase, atoms, instrument, sum_grid, convention}.finished();
    for (std::size_t k = 0; k < g.size(); ++k) sum[k] += g[k];
  }
  return plain_cut(sum, sum_grid, instrument, grid);
}

std::vector<PartialPdf> partial_pdfs(const PdfPhase& phase, const PdfInstrument& instrument,
                                     const PdfGrid& grid, PeakConvention convention) {
  check_pdf({&phase, 1}, instrument, grid);
  const SummationGrid sum_grid = summation_grid(instrument, grid);
  const PlainPhase atoms = plain(phase, instrument.radiation);
  std::vector<PartialPdf> partials;
  std::optional<PdfCut> cut;
  if (instrument.q_max_per_A > 0) cut.emplace(instrument, sum_grid, grid);
  const int species = static_cast<int>(phase.crystal.species.size());
  for (int a = 0; a < species; ++a)
    for (int b = a; b < species; ++b) {
      std::vector<double> g = Sum{phase, atoms, instrument, sum_grid, convention, a, b}.finished();
      partials.push_back({a, b, std::vector<double>(grid.count)});
      if (cut)
        cut->apply(g.data(), partials.back().g_per_A2.data());
      else
        partials.back().g_per_A2 = std::move(g);
    }
  return partials;
}

}  // namespace nacre::scattering
