#include "nacre/scattering/pdf_envelope.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace nacre::scattering {
namespace {

// Supplementary eq. 2 of Zhang et al., Nat. Commun. 9, 2499 (2018).
EnvelopeValue sphere(double diameter, double r) {
  if (r >= diameter) return {.value = 0};
  const double x = r / diameter;
  return {.value = 1 - 1.5 * x + 0.5 * x * x * x, .by_diameter = 1.5 * x * (1 - x * x) / diameter};
}

// Volume that two spheres of radii a and b share at a distance r of their centres, and its derivatives by the
// radii: the area of each sphere within the other.
struct Overlap {
  double volume = 0;
  double by_a = 0;
  double by_b = 0;
};

Overlap overlap(double a, double b, double r) {
  if (r >= a + b) return {};
  const double small = std::min(a, b);
  if (r <= std::abs(a - b)) {
    const double area = 4 * M_PI * small * small;
    return {area * small / 3, a < b ? area : 0, a < b ? 0 : area};
  }
  const double gap = a + b - r;
  Overlap both;
  both.volume = M_PI * gap * gap * (r * r + 2 * r * (a + b) - 3 * (a - b) * (a - b)) / (12 * r);
  both.by_a = M_PI * a * (b * b - (r - a) * (r - a)) / r;
  both.by_b = M_PI * b * (a * a - (r - b) * (r - b)) / r;
  return both;
}

// <(outer ball - inner ball)> with itself, over the volume of the shell.
EnvelopeValue shell(double diameter, double inner, double r) {
  const double a = diameter / 2, b = inner / 2;
  const Overlap aa = overlap(a, a, r), ab = overlap(a, b, r), bb = overlap(b, b, r);
  const double volume = 4 * M_PI / 3 * (a * a * a - b * b * b);
  const double value = (aa.volume - 2 * ab.volume + bb.volume) / volume;
  const double by_a = (aa.by_a + aa.by_b - 2 * ab.by_a - value * 4 * M_PI * a * a) / volume;
  const double by_b = (bb.by_a + bb.by_b - 2 * ab.by_b + value * 4 * M_PI * b * b) / volume;
  return {.value = value, .by_diameter = by_a / 2, .by_inner = by_b / 2};
}

double below(double x) { return 0.5 * std::erfc(-x * M_SQRT1_2); }  // of the normal distribution

// Mean of D^3 (1 - 3r/2D + (r/D)^3/2) over diameters above r, by the partial moments of the log-normal
// distribution: <D^k; D > r> = <D^k> P((mu + k s^2 - ln r)/s).
EnvelopeValue log_normal(double mean, double spread, double r) {
  if (r <= 0) return {};
  const double s2 = std::log1p(spread * spread), s = std::sqrt(s2), mu = std::log(mean) - s2 / 2;
  const auto order = [&](int k) { return (mu - std::log(r)) / s + k * s; };
  const double one = -1.5 * r * std::exp(-mu - 2.5 * s2);
  const double three = 0.5 * r * r * r * std::exp(-3 * mu - 4.5 * s2);
  EnvelopeValue result;
  result.value = below(order(3)) + one * below(order(2)) + three * below(order(0));
  // The distribution's end at D = r adds nothing to the derivatives: there the correlation is 0 and flat.
  const double by_mu = -one * below(order(2)) - 3 * three * below(order(0));
  const double density = std::exp(-order(3) * order(3) / 2) / std::sqrt(2 * M_PI);
  const double second = std::exp(-order(2) * order(2) / 2) / std::sqrt(2 * M_PI);
  const double by_s =
      -5 * s * one * below(order(2)) - 9 * s * three * below(order(0)) + 3 * density + 2 * one * second;
  const double total_by_mu = by_mu, s_by_spread = spread / (s * (1 + spread * spread));
  // The sum of the three densities times the change of (mu - ln r)/s vanishes for the same reason.
  result.by_diameter = total_by_mu / mean;
  result.by_spread = (by_s - s * total_by_mu) * s_by_spread;
  return result;
}

}  // namespace

void check_envelope(const PdfEnvelope& envelope) {
  if (envelope.shape == EnvelopeShape::none) return;
  if (!(envelope.diameter_A > 0)) throw std::invalid_argument("the diameter of a particle must be positive");
  if (envelope.shape == EnvelopeShape::shell &&
      !(envelope.inner_A >= 0 && envelope.inner_A < envelope.diameter_A))
    throw std::invalid_argument("a shell must be wider than its core");
  if (envelope.shape == EnvelopeShape::log_normal && !(envelope.spread > 0))
    throw std::invalid_argument("the spread of log-normal diameters must be positive");
}

EnvelopeValue envelope_at(const PdfEnvelope& envelope, double r_A) {
  switch (envelope.shape) {
    case EnvelopeShape::sphere:
      return sphere(envelope.diameter_A, r_A);
    case EnvelopeShape::shell:
      return shell(envelope.diameter_A, envelope.inner_A, r_A);
    case EnvelopeShape::log_normal:
      return log_normal(envelope.diameter_A, envelope.spread, r_A);
    case EnvelopeShape::none:
      break;
  }
  return {};
}

}  // namespace nacre::scattering
