#include "nacre/scattering/pdf_cut.hpp"

#include <fftw3.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <mutex>
#include <vector>

namespace nacre::scattering {
namespace {

std::mutex planning;  // FFTW plans one at a time

// The next length whose only factors are 2, 3 and 5.
std::size_t good_length(std::size_t least) {
  for (std::size_t n = least;; ++n) {
    std::size_t rest = n;
    for (const std::size_t factor : {2, 3, 5})
      while (rest % factor == 0) rest /= factor;
    if (rest == 1) return n;
  }
}

}  // namespace

// In a ring of `length` points the curve and its mirror image, -(count - 1) to count - 1, are folded with the
// kernel at those distances that wanted points have from them; where the ring wraps is among the others.
struct PdfCut::Parts {
  SummationGrid from;
  std::size_t wanted = 0;
  std::size_t skipped = 0;  // points of the curve that are taken as zero
  bool odd = true;
  std::size_t first = 0;  // point of `from` below the first wanted one
  std::size_t length = 0;
  double* real = nullptr;
  fftw_complex* spectrum = nullptr;
  fftw_plan forward = nullptr;
  fftw_plan back = nullptr;
  std::vector<std::complex<double>> kernel;

  Parts() = default;
  Parts(const Parts&) = delete;
  Parts& operator=(const Parts&) = delete;
  ~Parts() {
    const std::lock_guard lock(planning);
    if (forward) fftw_destroy_plan(forward);
    if (back) fftw_destroy_plan(back);
    fftw_free(real);
    fftw_free(spectrum);
  }

  // Place of a distance of k points in the ring.
  std::size_t place(std::ptrdiff_t k) const {
    const auto n = static_cast<std::ptrdiff_t>(length);
    return static_cast<std::size_t>(((k % n) + n) % n);
  }

  void plan() {
    const std::lock_guard lock(planning);
    real = fftw_alloc_real(length);
    spectrum = fftw_alloc_complex(length / 2 + 1);
    const int n = static_cast<int>(length);
    forward = fftw_plan_dft_r2c_1d(n, real, spectrum, FFTW_ESTIMATE);
    back = fftw_plan_dft_c2r_1d(n, spectrum, real, FFTW_ESTIMATE);
  }

  // Of cut_kernel(), with a sine that is turned from point to point and made anew every 32.
  void add_kernel(double q, double sign, std::ptrdiff_t low, std::ptrdiff_t high, double offset) {
    const std::complex<double> turn = std::polar(1.0, q * from.step_A);
    std::complex<double> wave;
    std::size_t at = place(low);
    for (std::ptrdiff_t k = low; k <= high; ++k) {
      const double x = static_cast<double>(k) * from.step_A + offset;
      if ((k - low) % 32 == 0) wave = std::polar(1.0, q * x);
      const double sine = wave.imag(), cosine = wave.real();
      const double value = std::abs(x) < 1e-9 ? q : sine / x;
      real[at] += sign * from.step_A / M_PI * value;
      wave = {cosine * turn.real() - sine * turn.imag(), cosine * turn.imag() + sine * turn.real()};
      if (++at == length) at = 0;
    }
  }

  void set_kernel(double q_min, double q_max, double offset) {
    std::fill_n(real, length, 0.0);
    const auto last = static_cast<std::ptrdiff_t>(from.count) - 1;
    const auto low = static_cast<std::ptrdiff_t>(first) - last;
    const auto high = static_cast<std::ptrdiff_t>(first + (wanted - 1) * from.refinement) + (odd ? last : 0);
    add_kernel(q_max, 1, low, high, offset);
    if (q_min > 0) add_kernel(q_min, -1, low, high, offset);
    fftw_execute(forward);
    kernel.resize(length / 2 + 1);
    for (std::size_t k = 0; k < kernel.size(); ++k)
      kernel[k] = std::complex<double>(spectrum[k][0], spectrum[k][1]) / static_cast<double>(length);
  }
};

PdfCut::PdfCut(const PdfInstrument& instrument, const SummationGrid& from, const PdfGrid& grid,
               double q_min_per_A)
    : parts_(std::make_unique<Parts>()) {
  Parts& p = *parts_;
  p.from = from;
  p.wanted = grid.count;
  p.odd = instrument.zero_below_A <= 0;
  p.skipped = first_kept(instrument, from);
  p.first = static_cast<std::size_t>(grid.r_min_A / from.step_A + 1e-9);
  const std::size_t span = (grid.count - 1) * from.refinement + 1;
  p.length = good_length((p.odd ? 2 * from.count - 1 : from.count) + span);
  p.plan();
  p.set_kernel(q_min_per_A, instrument.q_max_per_A,
               grid.r_min_A - static_cast<double>(p.first) * from.step_A);
}

PdfCut::~PdfCut() = default;
PdfCut::PdfCut(PdfCut&&) noexcept = default;
PdfCut& PdfCut::operator=(PdfCut&&) noexcept = default;

void PdfCut::apply(const double* curve, double* cut) {
  Parts& p = *parts_;
  std::fill_n(p.real, p.length, 0.0);
  for (std::size_t k = p.skipped; k < p.from.count; ++k) p.real[k] = curve[k];
  if (p.odd)
    for (std::size_t k = 1; k < p.from.count; ++k) p.real[p.length - k] = -curve[k];
  fftw_execute(p.forward);
  for (std::size_t k = 0; k < p.kernel.size(); ++k) {
    const double re = p.spectrum[k][0], im = p.spectrum[k][1];
    p.spectrum[k][0] = re * p.kernel[k].real() - im * p.kernel[k].imag();
    p.spectrum[k][1] = re * p.kernel[k].imag() + im * p.kernel[k].real();
  }
  fftw_execute(p.back);
  for (std::size_t i = 0; i < p.wanted; ++i)
    cut[i] = p.real[p.place(static_cast<std::ptrdiff_t>(p.first + i * p.from.refinement))];
}

}  // namespace nacre::scattering
