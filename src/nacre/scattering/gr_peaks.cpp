#include "nacre/scattering/gr_peaks.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "nacre/scattering/dense.hpp"

namespace nacre::scattering {
namespace {

using Index = std::size_t;

// Height above the higher of the two lowest points that separate a maximum from higher ground.
double prominence_at(std::span<const double> g, Index i) {
  const auto valley = [&](int step) {
    double lowest = g[i];
    for (auto k = static_cast<std::ptrdiff_t>(i) + step; k >= 0 && k < static_cast<std::ptrdiff_t>(g.size());
         k += step) {
      const double here = g[static_cast<Index>(k)];
      if (here > g[i]) break;
      lowest = std::min(lowest, here);
    }
    return lowest;
  };
  return g[i] - std::max(valley(-1), valley(1));
}

// Where G has fallen to `level` on one side of a maximum; NaN: nowhere before higher ground.
double crossing(std::span<const double> r, std::span<const double> g, Index i, int step, double level) {
  for (auto k = static_cast<std::ptrdiff_t>(i) + step; k >= 0 && k < static_cast<std::ptrdiff_t>(g.size());
       k += step) {
    const auto at = static_cast<Index>(k), before = static_cast<Index>(k - step);
    if (g[at] > g[i]) break;
    if (g[at] <= level) return r[before] + (r[at] - r[before]) * (g[before] - level) / (g[before] - g[at]);
  }
  return std::numeric_limits<double>::quiet_NaN();
}

// Sums over the points around a maximum that give a, b, c of the parabola a + b x + c x^2 of least squares;
// errors go through them.
struct Parabola {
  std::vector<Index> points;
  std::array<std::vector<double>, 3> weights;
};

std::vector<Index> points_around(std::span<const double> r, Index i, double half_window_A) {
  std::vector<Index> points;
  for (Index k = 0; k < r.size(); ++k)
    if (std::abs(r[k] - r[i]) <= half_window_A) points.push_back(k);
  if (points.size() >= 5) return points;
  points.clear();  // a coarse grid: two neighbours on either side
  const Index first = std::min(i >= 2 ? i - 2 : 0, r.size() - 5);
  for (Index k = first; k < first + 5; ++k) points.push_back(k);
  return points;
}

Parabola parabola_around(std::span<const double> r, Index i, double half_window_A) {
  Parabola fit{.points = points_around(r, i, half_window_A), .weights = {}};
  const Index n = fit.points.size();
  std::vector<double> normal(9);
  for (const Index k : fit.points) {
    const double x = r[k] - r[i];
    const double powers[] = {1, x, x * x};
    for (Index a = 0; a < 3; ++a)
      for (Index b = 0; b < 3; ++b) normal[3 * a + b] += powers[a] * powers[b];
  }
  const std::vector<double> inverse = Cholesky(normal).inverse();
  for (Index a = 0; a < 3; ++a)
    for (Index k = 0; k < n; ++k) {
      const double x = r[fit.points[k]] - r[i];
      fit.weights[a].push_back(inverse[3 * a] + inverse[3 * a + 1] * x + inverse[3 * a + 2] * x * x);
    }
  return fit;
}

struct Noise {
  std::span<const double> error;  // empty: `level` everywhere
  double level;
  std::optional<double> q_max_per_A;

  double at(Index k) const { return error.empty() ? level : error[k]; }
  double correlation(double distance_A) const {
    const double x = q_max_per_A.value_or(0) * distance_A;
    if (distance_A == 0) return 1;
    return q_max_per_A ? std::sin(x) / x : 0;
  }
};

// Standard deviation of a sum over the points.
double error_of(const std::vector<double>& weights, const std::vector<Index>& points,
                std::span<const double> r, const Noise& noise) {
  double variance = 0;
  for (Index a = 0; a < points.size(); ++a)
    for (Index b = 0; b < points.size(); ++b)
      variance += weights[a] * weights[b] * noise.at(points[a]) * noise.at(points[b]) *
                  noise.correlation(r[points[a]] - r[points[b]]);
  return std::sqrt(std::max(variance, 0.0));
}

// a, b, c of the parabola around point i.
std::array<double, 3> coefficients(const Parabola& fit, std::span<const double> g) {
  std::array<double, 3> sum{};
  for (Index a = 0; a < 3; ++a)
    for (Index k = 0; k < fit.points.size(); ++k) sum[a] += fit.weights[a][k] * g[fit.points[k]];
  return sum;
}

// Noise moves the highest point about: the parabola is moved to the point next to its own top, until it
// stays.
Index settled_top(std::span<const double> r, std::span<const double> g, Index i, double half_window_A) {
  constexpr int most_moves = 8;
  for (int move = 0; move < most_moves; ++move) {
    const auto [a, b, c] = coefficients(parabola_around(r, i, half_window_A), g);
    if (!(c < 0) || std::abs(b / (2 * c)) > half_window_A) break;
    const double top = r[i] - b / (2 * c);
    const auto above = static_cast<Index>(std::ranges::lower_bound(r, top) - r.begin());
    const Index right = std::min(above, r.size() - 1), left = right > 0 ? right - 1 : 0;
    const Index nearest = std::abs(r[left] - top) < std::abs(r[right] - top) ? left : right;
    if (nearest == i) break;
    i = nearest;
  }
  return i;
}

void place_top(std::span<const double> r, std::span<const double> g, Index highest, double half_window_A,
               const Noise& noise, PdfPeak& peak) {
  const Index i = settled_top(r, g, highest, half_window_A);
  const Parabola fit = parabola_around(r, i, half_window_A);
  const auto [a, b, c] = coefficients(fit, g);
  const double shift = c < 0 ? -b / (2 * c) : 0;
  std::vector<double> of_place, of_height;
  for (Index k = 0; k < fit.points.size(); ++k) {
    of_place.push_back(-(fit.weights[1][k] + 2 * shift * fit.weights[2][k]) / (2 * c));
    of_height.push_back(fit.weights[0][k] + shift * fit.weights[1][k] + shift * shift * fit.weights[2][k]);
  }
  peak.r_A = r[i] + shift;
  peak.height_per_A2 = a + shift * b + shift * shift * c;
  peak.r_error_A = error_of(of_place, fit.points, r, noise);
  peak.height_error_per_A2 = error_of(of_height, fit.points, r, noise);
}

// sin(x)/x has its maxima at 7.725 and 14.066 with 0.128 and 0.071.
bool is_like_ripple(const PdfPeak& low, const PdfPeak& high, double q_max_per_A) {
  const double x = std::abs(low.r_A - high.r_A) * q_max_per_A;
  const double share = low.prominence_per_A2 / high.prominence_per_A2;
  return (std::abs(x - 7.725) < 1.2 && share < 0.3) || (std::abs(x - 14.066) < 1.2 && share < 0.2);
}

void mark_ripples(double q_max_per_A, std::vector<PdfPeak>& peaks) {
  for (PdfPeak& low : peaks)
    for (const PdfPeak& high : peaks) low.may_be_ripple |= is_like_ripple(low, high, q_max_per_A);
}

}  // namespace

std::vector<PdfPeak> find_pdf_peaks(std::span<const double> r_A, std::span<const double> g,
                                    std::span<const double> error, double noise_per_A2,
                                    const PeakOptions& options) {
  std::vector<PdfPeak> peaks;
  if (r_A.size() < 5) return peaks;
  const Noise noise{error, noise_per_A2, options.q_max_per_A};
  double highest = 0;
  for (Index i = 1; i + 1 < r_A.size(); ++i) {
    if (r_A[i] < options.r_min_A || r_A[i] > options.r_max_A || !(g[i] > g[i - 1] && g[i] >= g[i + 1]))
      continue;
    PdfPeak peak{.prominence_per_A2 = prominence_at(g, i)};
    place_top(r_A, g, i, options.half_window_A, noise, peak);
    const double half = g[i] - 0.5 * peak.prominence_per_A2;
    const double left = crossing(r_A, g, i, -1, half), right = crossing(r_A, g, i, 1, half);
    if (std::isfinite(left) && std::isfinite(right)) peak.fwhm_A = right - left;
    highest = std::max(highest, peak.prominence_per_A2);
    peaks.push_back(peak);
  }
  std::erase_if(peaks,
                [&](const PdfPeak& one) { return one.prominence_per_A2 < options.least_height * highest; });
  if (options.q_max_per_A) mark_ripples(*options.q_max_per_A, peaks);
  return peaks;
}

double ripples_between(std::span<const double> r_A, std::span<const double> g, double r_low_A,
                       double r_high_A) {
  double rr = 0, rg = 0, gg = 0;
  int n = 0;
  for (Index i = 0; i < r_A.size(); ++i)
    if (r_A[i] >= r_low_A && r_A[i] <= r_high_A) {
      rr += r_A[i] * r_A[i], rg += r_A[i] * g[i], gg += g[i] * g[i];
      ++n;
    }
  if (n < 5) return std::numeric_limits<double>::quiet_NaN();
  return std::sqrt(std::max(gg - rg * rg / rr, 0.0) / n);
}

}  // namespace nacre::scattering
