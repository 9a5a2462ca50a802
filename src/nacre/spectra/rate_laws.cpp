#include "nacre/spectra/rate_laws.hpp"

#include <cmath>
#include <stdexcept>

namespace nacre::spectra {
namespace {

// (1 - exp(-x)) / x and its derivative.
struct Relative {
  double value;
  double slope;
};
Relative relative_loss(double x) {
  if (std::abs(x) < 1e-4) return {1 - x / 2 + x * x / 6, -0.5 + x / 3 - x * x / 8};
  const double loss = -std::expm1(-x);
  return {loss / x, (std::exp(-x) - loss / x) / x};
}

Concentrations one_way(double k, double t) {
  const double e = std::exp(-k * t);
  Concentrations r{.c = {e, -std::expm1(-k * t)}};
  r.dc[0][0] = -k * t * e;
  r.dc[1][0] = k * t * e;
  return r;
}

// From A alone: [B] = f (1 - exp(-s t)), f = k_forward / s, s the sum of both.
Concentrations from_a(double kf, double kb, double t) {
  const double s = kf + kb, f = kf / s;
  const double e = std::exp(-s * t), gone = -std::expm1(-s * t);
  Concentrations r{.c = {1 - f * gone, f * gone}};
  r.dc[1][0] = f * (1 - f) * gone + f * t * e * kf;
  r.dc[1][1] = -f * (1 - f) * gone + f * t * e * kb;
  r.dc[0][0] = -r.dc[1][0];
  r.dc[0][1] = -r.dc[1][1];
  return r;
}

Concentrations two_way(double kf, double kb, double t, bool starts_as_b) {
  if (!starts_as_b) return from_a(kf, kb, t);
  const Concentrations other = from_a(kb, kf, t);
  Concentrations r;
  for (int i = 0; i < 2; ++i) {
    r.c[i] = other.c[1 - i];
    for (int j = 0; j < 2; ++j) r.dc[i][j] = other.dc[1 - i][1 - j];
  }
  return r;
}

// [B] = k1 (exp(-k1 t) - exp(-k2 t)) / (k2 - k1) = k1 t exp(-k1 t) g((k2 - k1) t), g(x) = (1 - exp(-x)) / x.
Concentrations consecutive(double k1, double k2, double t) {
  const double e1 = std::exp(-k1 * t);
  Concentrations r;
  double b = 0, by_k1 = 0, by_k2 = 0;
  if (k2 >= k1) {
    const Relative g = relative_loss((k2 - k1) * t);
    b = k1 * t * e1 * g.value;
    by_k1 = t * e1 * ((1 - k1 * t) * g.value - k1 * t * g.slope);
    by_k2 = k1 * t * t * e1 * g.slope;
  } else {  // from the slower exponential, so that nothing overflows
    const double e2 = std::exp(-k2 * t);
    const Relative g = relative_loss((k1 - k2) * t);
    b = k1 * t * e2 * g.value;
    by_k1 = t * e2 * (g.value + k1 * t * g.slope);
    by_k2 = -k1 * t * t * e2 * (g.value + g.slope);
  }
  r.c[0] = e1;
  r.c[1] = b;
  r.c[2] = -std::expm1(-k1 * t) - b;
  r.dc[0][0] = -k1 * t * e1;
  r.dc[1][0] = k1 * by_k1;
  r.dc[1][1] = k2 * by_k2;
  r.dc[2][0] = -r.dc[0][0] - r.dc[1][0];
  r.dc[2][1] = -r.dc[1][1];
  return r;
}

}  // namespace

const LawCard& card_of(RateLaw law) {
  for (const LawCard& card : law_cards)
    if (card.law == law) return card;
  throw std::logic_error("an unknown rate law");
}

Concentrations concentrations(RateLaw law, std::span<const double> rates, double t, bool starts_as_b) {
  switch (law) {
    case RateLaw::one_way:
      return one_way(rates[0], t);
    case RateLaw::two_way:
      return two_way(rates[0], rates[1], t, starts_as_b);
    case RateLaw::consecutive:
      break;
  }
  return consecutive(rates[0], rates[1], t);
}

}  // namespace nacre::spectra
