#include "nacre/scattering/pdf_comparison.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

namespace nacre::scattering {
namespace {

using std::numbers::pi;

constexpr double least_share = 0.003;  // of the largest F
constexpr double highest_q_per_A = 60;

}  // namespace

std::vector<double> f_of_g(std::span<const double> r_A, std::span<const double> g,
                           std::span<const double> q_per_A) {
  // The same sum with the roles changed; the factor of the forward transform is taken out.
  const SineTransform transform({r_A.begin(), r_A.end()}, Window::none, LowQ::linear);
  std::vector<double> f = transform.apply(g, q_per_A);
  for (double& value : f) value *= pi / 2;
  return f;
}

std::vector<double> band_limited(std::span<const double> r_A, std::span<const double> g, double q_max_per_A,
                                 Window window, std::span<const double> r_out_A) {
  // Steps small enough for the longest r, so that the sum over Q is the integral.
  const double longest = std::max(r_A.back(), r_out_A.back());
  const auto steps = static_cast<int>(std::ceil(2 * q_max_per_A * longest / pi));
  std::vector<double> q;
  for (int k = 0; k <= steps; ++k) q.push_back(q_max_per_A * k / steps);
  return SineTransform(q, window, LowQ::zero).apply(f_of_g(r_A, g, q), r_out_A);
}

double q_content_per_A(std::span<const double> r_A, std::span<const double> g) {
  const double step = pi / (2 * r_A.back());
  const double nyquist = pi / (r_A[1] - r_A[0]);
  std::vector<double> q;
  for (int k = 1; k * step < std::min(highest_q_per_A, nyquist); ++k) q.push_back(k * step);
  const std::vector<double> f = f_of_g(r_A, g, q);
  double largest = 0;
  for (const double value : f) largest = std::max(largest, std::abs(value));
  double last = 0;
  for (std::size_t k = 0; k < q.size(); ++k)
    if (std::abs(f[k]) > least_share * largest) last = q[k];
  return last;
}

std::vector<double> on_grid(std::span<const double> r_A, std::span<const double> g,
                            std::span<const double> r_out_A) {
  std::vector<double> out;
  for (const double r : r_out_A) {
    const auto above = static_cast<std::size_t>(std::ranges::lower_bound(r_A, r) - r_A.begin());
    if (above == 0 || above == r_A.size()) {
      out.push_back(above == 0 ? g.front() : g.back());
      continue;
    }
    const double t = (r - r_A[above - 1]) / (r_A[above] - r_A[above - 1]);
    out.push_back((1 - t) * g[above - 1] + t * g[above]);
  }
  return out;
}

ShapeComparison compare_shapes(std::span<const double> r_A, std::span<const double> a,
                               std::span<const double> b, double r_min_A, double r_max_A) {
  double n = 0, sa = 0, sb = 0, aa = 0, bb = 0, ab = 0;
  for (std::size_t i = 0; i < r_A.size(); ++i) {
    if (r_A[i] < r_min_A || r_A[i] > r_max_A) continue;
    n += 1, sa += a[i], sb += b[i], aa += a[i] * a[i], bb += b[i] * b[i], ab += a[i] * b[i];
  }
  if (n < 10) throw std::invalid_argument("there are fewer than ten points to compare");
  const double scale = ab / aa;
  return {.correlation = (ab - sa * sb / n) / std::sqrt((aa - sa * sa / n) * (bb - sb * sb / n)),
          .scale = scale,
          .rw = std::sqrt(std::max(scale * scale * aa - 2 * scale * ab + bb, 0.0) / bb)};
}

std::vector<PeakPair> pair_peaks(std::span<const PdfPeak> first, std::span<const PdfPeak> second,
                                 double reach_A) {
  std::vector<PeakPair> pairs;
  for (const PdfPeak& peak : second) {
    const auto nearest = std::ranges::min_element(
        first, {}, [&](const PdfPeak& other) { return std::abs(other.r_A - peak.r_A); });
    if (nearest != first.end() && std::abs(nearest->r_A - peak.r_A) <= reach_A)
      pairs.push_back({*nearest, peak});
  }
  return pairs;
}

}  // namespace nacre::scattering
