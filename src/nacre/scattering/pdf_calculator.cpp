#include "nacre/scattering/pdf_calculator.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>

#include "nacre/scattering/pdf_cut.hpp"
#include "nacre/scattering/pdf_pairs.hpp"
#include "nacre/scattering/pdf_peaks.hpp"

namespace nacre::scattering {
namespace {

// What a direction does to one phase.
struct PhaseChange {
  CrystalChange crystal{};
  double scale = 0;
  double delta1 = 0;
  double delta2 = 0;
  double sratio = 0;
  double diameter = 0;
  double inner = 0;
  double spread = 0;
  double q_damp = 0;
  double q_broad = 0;

  bool moves_peaks() const {
    return !crystal.empty() || delta1 != 0 || delta2 != 0 || sratio != 0 || q_broad != 0;
  }
  bool moves_envelope() const { return diameter != 0 || inner != 0 || spread != 0; }
};

std::size_t component_of(const PdfTerm& term, int count) {
  if (term.component < 0 || term.component >= count)
    throw std::invalid_argument("a direction names a component that there is not");
  return static_cast<std::size_t>(term.component);
}

void check_site(const PdfTerm& term, const crystal::Crystal& crystal) {
  if (term.site < 0 || static_cast<std::size_t>(term.site) >= crystal.sites.size())
    throw std::invalid_argument("a direction names a site that there is not");
}

void add_to_crystal(const PdfTerm& term, const crystal::Crystal& crystal, CrystalChange& change) {
  if (term.quantity == PdfQuantity::lattice) {
    change.lattice[component_of(term, 6)] += term.factor;
    return;
  }
  check_site(term, crystal);
  if (term.quantity == PdfQuantity::coordinate) {
    crystal::Vector moved{};
    moved[component_of(term, 3)] = term.factor;
    change.coordinates.push_back({term.site, moved});
  } else if (term.quantity == PdfQuantity::displacement) {
    crystal::Displacement u{};
    u[component_of(term, 6)] = term.factor;
    change.displacements.push_back({term.site, u});
  } else {
    change.occupancies.push_back({term.site, term.factor});
  }
}

void add_term(const PdfTerm& term, const crystal::Crystal& crystal, PhaseChange& change) {
  switch (term.quantity) {
    case PdfQuantity::scale:
      change.scale += term.factor;
      break;
    case PdfQuantity::delta1:
      change.delta1 += term.factor;
      break;
    case PdfQuantity::delta2:
      change.delta2 += term.factor;
      break;
    case PdfQuantity::sratio:
      change.sratio += term.factor;
      break;
    case PdfQuantity::diameter:
      change.diameter += term.factor;
      break;
    case PdfQuantity::inner:
      change.inner += term.factor;
      break;
    case PdfQuantity::spread:
      change.spread += term.factor;
      break;
    case PdfQuantity::q_damp:
      change.q_damp += term.factor;
      break;
    case PdfQuantity::q_broad:
      change.q_broad += term.factor;
      break;
    default:
      add_to_crystal(term, crystal, change.crystal);
  }
}

bool of_instrument(PdfQuantity quantity) {
  return quantity == PdfQuantity::q_damp || quantity == PdfQuantity::q_broad;
}

PhaseChange change_of(const PdfDirection& direction, std::size_t phase, const crystal::Crystal& crystal) {
  PhaseChange change;
  for (const PdfTerm& term : direction)
    if (term.phase == phase || of_instrument(term.quantity)) add_term(term, crystal, change);
  return change;
}

// Square of a peak's width and its changes.
struct Width {
  double square = 0;
  double by_r = 0;
  double by_u = 0;
  double by_delta1 = 0;
  double by_delta2 = 0;
  double by_q_broad = 0;
  double by_sratio = 0;
};

Width width_of(const PdfPhase& phase, double q_broad, const PairShell& shell, double least) {
  const double r = shell.r_A;
  const bool is_near = r <= phase.r_cut_A;
  const double factor = is_near ? phase.sratio * phase.sratio : 1;
  const double motion = 1 - phase.delta1_A / r - phase.delta2_A2 / (r * r) + q_broad * q_broad * r * r;
  const double u = shell.u_A2 * factor, square = u * motion;
  if (square <= least) return {.square = least};
  return {
      .square = square,
      .by_r = u * (phase.delta1_A / (r * r) + 2 * phase.delta2_A2 / (r * r * r) + 2 * q_broad * q_broad * r),
      .by_u = factor * motion,
      .by_delta1 = -u / r,
      .by_delta2 = -u / (r * r),
      .by_q_broad = 2 * u * q_broad * r * r,
      .by_sratio = is_near ? 2 * phase.sratio * shell.u_A2 * motion : 0};
}

// The cached work of one phase.
struct PhaseWork {
  PdfPairs pairs;
  std::vector<std::size_t> moving;  // directions that change its peaks
  std::vector<Peak> peaks;
  std::vector<PeakChange> changes;
  std::vector<EnvelopeValue> envelope;  // at each point
  std::vector<double> bare;             // peaks and baseline, before scale, envelope and damping
};

}  // namespace

struct PdfCalculator::Parts {
  PdfGrid grid{};
  PeakConvention convention = PeakConvention::r;
  std::vector<PhaseWork> phases{};
  PdfInstrument prepared{};
  std::optional<PdfCut> cut{};
  SummationGrid sum{};
  std::vector<double> r_A{};  // of each point of the summation grid
  std::vector<double> damping{};
  std::vector<double> total{};                // on the summation grid
  std::vector<std::vector<double>> slopes{};  // of each direction

  void prepare(const PdfInstrument& instrument);
  void set_peaks(const PdfPhase& phase, double q_broad, std::span<const PhaseChange> changes,
                 PhaseWork& work) const;
  void add_phase(const PdfPhase& phase, const PdfInstrument& instrument, std::span<const PhaseChange> changes,
                 PhaseWork& work);
  void divide(double* peaks) const;
  void add_direction(const PdfPhase& phase, double q_damp, const PhaseChange& change, const double* peaks,
                     double slope_change, const PhaseWork& work, std::vector<double>& to) const;
  std::vector<double> finished(const std::vector<double>& curve);
};

void PdfCalculator::Parts::prepare(const PdfInstrument& instrument) {
  const bool same_cut = sum.count > 0 && prepared.q_max_per_A == instrument.q_max_per_A &&
                        prepared.zero_below_A == instrument.zero_below_A;
  if (!same_cut) {
    sum = summation_grid(instrument, grid);
    cut.reset();
    if (instrument.q_max_per_A > 0) cut.emplace(instrument, sum, grid);
    r_A.resize(sum.count);
    for (std::size_t k = 0; k < sum.count; ++k) r_A[k] = sum.r_A(k);
  }
  if (!same_cut || prepared.q_damp_per_A != instrument.q_damp_per_A) {
    damping.resize(sum.count);
    for (std::size_t k = 0; k < sum.count; ++k)
      damping[k] = std::exp(-0.5 * std::pow(r_A[k] * instrument.q_damp_per_A, 2));
  }
  prepared = instrument;
}

// A shell's peak A g(r - r_s, s)/r_s changes by g (dA/A + u dr/s + (u^2 - 1) d(s^2)/2s^2 - dr/r_s) A; without
// the last where peaks are divided by the r of the point, which is done when all are drawn.
void PdfCalculator::Parts::set_peaks(const PdfPhase& phase, double q_broad,
                                     std::span<const PhaseChange> changes, PhaseWork& work) const {
  const std::vector<PairShell>& shells = work.pairs.shells();
  work.peaks.clear();
  work.changes.clear();
  for (std::size_t s = 0; s < shells.size(); ++s) {
    const PairShell& shell = shells[s];
    const Width width = width_of(phase, q_broad, shell, least_square_width_A2(sum.step_A));
    const double sigma = std::sqrt(width.square);
    const bool by_pair = convention == PeakConvention::r_ij;
    const double unit = 1 / (std::sqrt(2 * M_PI) * sigma * (by_pair ? shell.r_A : 1));
    work.peaks.push_back({shell.r_A, sigma, unit * shell.weight});
    const ShellChange* moved = work.pairs.changes(s);
    for (std::size_t m = 0; m < work.moving.size(); ++m) {
      const PhaseChange& change = changes[work.moving[m]];
      const double square =
          width.by_u * moved[m].u_A2 + width.by_r * moved[m].r_A +
          shell.weight * (width.by_delta1 * change.delta1 + width.by_delta2 * change.delta2 +
                          width.by_q_broad * change.q_broad + width.by_sratio * change.sratio);
      const double half = square / (2 * width.square);
      const double falls = by_pair ? moved[m].r_A / shell.r_A : 0;
      work.changes.push_back(
          {unit * (moved[m].weight - half - falls), unit * moved[m].r_A / sigma, unit * half});
    }
  }
}

// Divides peaks by r where the convention says so.
void PdfCalculator::Parts::divide(double* peaks) const {
  if (convention == PeakConvention::r_ij) return;
  for (std::size_t k = 0; k < sum.count; ++k) peaks[k] = r_A[k] > 0 ? peaks[k] / r_A[k] : 0;
}

void PdfCalculator::Parts::add_direction(const PdfPhase& phase, double q_damp, const PhaseChange& change,
                                         const double* peaks, double slope_change, const PhaseWork& work,
                                         std::vector<double>& to) const {
  for (std::size_t k = 0; k < sum.count; ++k) {
    const double r = r_A[k];
    const EnvelopeValue& envelope = work.envelope[k];
    const double by_shape = envelope.by_diameter * change.diameter + envelope.by_inner * change.inner +
                            envelope.by_spread * change.spread;
    const double by_factor = phase.scale * (by_shape - envelope.value * r * r * q_damp * change.q_damp) +
                             change.scale * envelope.value;
    const double moved = (peaks ? peaks[k] : 0) - slope_change * r;
    to[k] += damping[k] * (phase.scale * envelope.value * moved + by_factor * work.bare[k]);
  }
}

namespace {

// Beyond its diameter a particle has no pairs.
double reach_A(const PdfEnvelope& envelope, double r_max_A) {
  const bool ends = envelope.shape == EnvelopeShape::sphere || envelope.shape == EnvelopeShape::shell;
  return ends ? std::min(envelope.diameter_A, r_max_A) : r_max_A;
}

}  // namespace

void PdfCalculator::Parts::add_phase(const PdfPhase& phase, const PdfInstrument& instrument,
                                     std::span<const PhaseChange> changes, PhaseWork& work) {
  std::vector<CrystalChange> moving;
  work.moving.clear();
  for (std::size_t k = 0; k < changes.size(); ++k)
    if (changes[k].moves_peaks()) {
      work.moving.push_back(k);
      moving.push_back(changes[k].crystal);
    }
  const std::vector<double> lengths =
      phase.lengths.empty() ? pdf_lengths(phase.crystal.species, instrument.radiation) : phase.lengths;
  work.pairs.update(phase.crystal, lengths, reach_A(phase.envelope, sum.r_max_A()), instrument.q_broad_per_A,
                    moving);
  set_peaks(phase, instrument.q_broad_per_A, changes, work);
  PeakColumns columns(1 + moving.size(), sum.count);
  add_peaks(work.peaks, work.changes, sum.first_A, sum.step_A, peak_end, columns);
  for (std::size_t k = 0; k < columns.columns(); ++k) divide(columns.column(k));
  work.bare.resize(sum.count);
  work.envelope.assign(sum.count, {});
  const Baseline& baseline = work.pairs.baseline();
  for (std::size_t k = 0; k < sum.count; ++k) {
    work.envelope[k] = envelope_at(phase.envelope, r_A[k]);
    work.bare[k] = columns.column(0)[k] - baseline.slope * r_A[k];
    total[k] += phase.scale * work.envelope[k].value * damping[k] * work.bare[k];
  }
  for (std::size_t k = 0, m = 0; k < changes.size(); ++k) {
    const bool moves = m < work.moving.size() && work.moving[m] == k;
    add_direction(phase, instrument.q_damp_per_A, changes[k], moves ? columns.column(1 + m) : nullptr,
                  moves ? baseline.changes[m] : 0, work, slopes[k]);
    if (moves) ++m;
  }
}

std::vector<double> PdfCalculator::Parts::finished(const std::vector<double>& curve) {
  if (!cut) return curve;
  std::vector<double> result(grid.count);
  cut->apply(curve.data(), result.data());
  return result;
}

PdfCalculator::PdfCalculator(const PdfGrid& grid, PeakConvention convention)
    : parts_(std::make_unique<Parts>(Parts{.grid = grid, .convention = convention})) {}
PdfCalculator::~PdfCalculator() = default;
PdfCalculator::PdfCalculator(PdfCalculator&&) noexcept = default;
PdfCalculator& PdfCalculator::operator=(PdfCalculator&&) noexcept = default;

void PdfCalculator::evaluate(std::span<const PdfPhase> phases, const PdfInstrument& instrument,
                             std::span<const PdfDirection> directions, PdfCurve& curve) {
  Parts& p = *parts_;
  check_pdf(phases, instrument, p.grid);
  for (const PdfDirection& direction : directions)
    for (const PdfTerm& term : direction)
      if (!of_instrument(term.quantity) && term.phase >= phases.size())
        throw std::invalid_argument("a direction names a phase that there is not");
  p.prepare(instrument);
  p.phases.resize(phases.size());
  p.total.assign(p.sum.count, 0.0);
  p.slopes.assign(directions.size(), std::vector<double>(p.sum.count, 0.0));
  for (std::size_t n = 0; n < phases.size(); ++n) {
    std::vector<PhaseChange> changes;
    for (const PdfDirection& direction : directions)
      changes.push_back(change_of(direction, n, phases[n].crystal));
    p.add_phase(phases[n], instrument, changes, p.phases[n]);
  }
  curve.g_per_A2 = p.finished(p.total);
  curve.derivatives.clear();
  for (const std::vector<double>& slope : p.slopes) curve.derivatives.push_back(p.finished(slope));
}

std::vector<double> PdfCalculator::evaluate(std::span<const PdfPhase> phases,
                                            const PdfInstrument& instrument) {
  PdfCurve curve;
  evaluate(phases, instrument, {}, curve);
  return std::move(curve.g_per_A2);
}

}  // namespace nacre::scattering
