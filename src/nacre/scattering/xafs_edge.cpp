#include "nacre/scattering/xafs_edge.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <stdexcept>

#include "nacre/core/units.hpp"
#include "nacre/scattering/normal_equations.hpp"

namespace nacre::scattering {
namespace {

constexpr std::size_t fewest_points = 20;

// Second order differences of both columns: on equal steps the derivative, on others what larch takes.
std::vector<double> slopes(const XafsSpectrum& s) {
  const std::size_t n = s.energy_eV.size();
  std::vector<double> slope(n, -1);
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t a = i == 0 ? 0 : i - 1, b = std::min(i + 1, n - 1);
    const double rise = (s.mu[b] - s.mu[a]) / (s.energy_eV[b] - s.energy_eV[a]);
    if (std::isfinite(rise)) slope[i] = rise;
  }
  return slope;
}

std::size_t nearest(const std::vector<double>& x, double value) {
  const auto above = std::ranges::lower_bound(x, value);
  if (above == x.begin()) return 0;
  if (above == x.end()) return x.size() - 1;
  const auto i = static_cast<std::size_t>(above - x.begin());
  return x[i] - value < value - x[i - 1] ? i : i - 1;
}

std::size_t at_or_below(const std::vector<double>& x, double value) {
  const auto above = std::ranges::upper_bound(x, value);
  return above == x.begin() ? 0 : static_cast<std::size_t>(above - x.begin()) - 1;
}

// A polynomial in (E - E0) / 1000 eV by least squares, with the variance of its value at E0.
struct Polynomial {
  std::vector<double> coefficients{};
  double variance_at_e0 = 0;

  double at(double t) const {
    double value = 0;
    for (std::size_t i = coefficients.size(); i-- > 0;) value = value * t + coefficients[i];
    return value;
  }
};

Polynomial fit_polynomial(std::span<const double> t, std::span<const double> y, int order) {
  const auto n = static_cast<std::size_t>(order) + 1;
  std::vector<double> matrix(n * n), right(n), powers(n);
  for (std::size_t i = 0; i < t.size(); ++i) {
    for (std::size_t k = 0; k < n; ++k) powers[k] = k == 0 ? 1 : powers[k - 1] * t[i];
    for (std::size_t k = 0; k < n; ++k) {
      right[k] += powers[k] * y[i];
      for (std::size_t l = 0; l < n; ++l) matrix[k * n + l] += powers[k] * powers[l];
    }
  }
  const Factorized factorized(matrix, n);
  factorized.solve(right);
  Polynomial result{.coefficients = right};
  double chi2 = 0;
  for (std::size_t i = 0; i < t.size(); ++i) chi2 += std::pow(y[i] - result.at(t[i]), 2);
  if (t.size() > n)
    result.variance_at_e0 = factorized.inverse()[0] * chi2 / static_cast<double>(t.size() - n);
  return result;
}

struct Range {
  std::size_t first = 0, last = 0;  // the last is not in it
};

Range range_of(const std::vector<double>& energy, double from, double to) {
  Range range{at_or_below(energy, from), nearest(energy, to)};
  if (range.last < range.first + 2) range.last = std::min(energy.size(), range.first + 2);
  return range;
}

[[noreturn]] void fail(const std::string& why) { throw std::invalid_argument(why); }

void settle_ranges(const XafsSpectrum& s, const EdgeOptions& o, Edge& edge) {
  const double first = s.energy_eV.front() - edge.e0_eV, last = s.energy_eV.back() - edge.e0_eV;
  const auto rounded = [](double energy_eV) { return 5 * std::round(energy_eV / 5); };
  edge.pre1_eV = o.pre1_eV.value_or(rounded(s.energy_eV[1] - edge.e0_eV));
  edge.pre2_eV = o.pre2_eV.value_or(rounded(edge.pre1_eV / 3));
  edge.norm2_eV = std::min(o.norm2_eV.value_or(rounded(last)), last);
  edge.norm1_eV = o.norm1_eV.value_or(std::min(150.0, rounded(edge.norm2_eV / 3)));
  const double width = edge.norm2_eV - edge.norm1_eV;
  edge.order = o.order.value_or(width > 350 ? 2 : width > 50 ? 1 : 0);
  const std::string at = "the edge at " + format_rounded(edge.e0_eV, 7) + " eV";
  if (!(edge.pre1_eV < edge.pre2_eV && first < edge.pre2_eV && edge.pre2_eV < 0))
    fail(at + " has nothing before it: the data begin " + format_rounded(-first) +
         " eV below E0, and the line before the edge is from " + format_rounded(edge.pre1_eV) + " to " +
         format_rounded(edge.pre2_eV) + " eV (pre1, pre2)");
  if (!(edge.norm1_eV < edge.norm2_eV && edge.norm1_eV > 0))
    fail(at + " has nothing after it: the data end " + format_rounded(last) +
         " eV above E0, and the curve after the edge is from " + format_rounded(edge.norm1_eV) + " to " +
         format_rounded(edge.norm2_eV) + " eV (norm1, norm2)");
}

std::vector<double> flattened(const Edge& edge, std::span<const double> t, const Polynomial& post) {
  std::vector<double> flat = edge.normalized;
  for (std::size_t i = edge.index; i < flat.size(); ++i)
    flat[i] -= (post.at(t[i]) - post.at(t[edge.index])) / edge.step;
  return flat;
}

}  // namespace

double steepest_energy(const XafsSpectrum& spectrum) {
  const std::size_t n = spectrum.energy_eV.size();
  if (n < fewest_points)
    fail("there are too few points for a spectrum: " + std::to_string(n) + ", at least " +
         std::to_string(fewest_points) + " are needed");
  const std::vector<double> slope = slopes(spectrum);
  const std::size_t margin = std::max<std::size_t>(3, n / 20);
  const double steepest = *std::max_element(slope.begin() + static_cast<std::ptrdiff_t>(margin),
                                            slope.end() - static_cast<std::ptrdiff_t>(margin));
  const auto steep = [&](std::size_t i) { return slope[i] > 0.1 * steepest; };
  std::size_t best = 0;
  for (std::size_t i = margin; i + margin <= n - 1 && steepest > 0; ++i)
    if (steep(i) && steep(i - 1) && steep(i + 1) && (best == 0 || slope[i] > slope[best])) best = i;
  if (best == 0) fail("no edge: absorption rises nowhere over three points");
  return spectrum.energy_eV[best];
}

Edge normalize(const XafsSpectrum& spectrum, const EdgeOptions& options) {
  const auto& energy = spectrum.energy_eV;
  Edge edge{.e0_eV = options.e0_eV.value_or(0)};
  if (!options.e0_eV) edge.e0_eV = steepest_energy(spectrum);
  if (edge.e0_eV <= energy.front() || edge.e0_eV >= energy.back())
    fail("E0 = " + format_number(edge.e0_eV) + " eV is outside of the data, " +
         format_number(energy.front()) + " to " + format_number(energy.back()) + " eV");
  settle_ranges(spectrum, options, edge);
  edge.index = nearest(energy, edge.e0_eV);
  const double e0 = energy[edge.index];
  std::vector<double> t(energy.size());
  for (std::size_t i = 0; i < t.size(); ++i) t[i] = 1e-3 * (energy[i] - e0);

  const Range before = range_of(energy, e0 + edge.pre1_eV, e0 + edge.pre2_eV);
  const std::span all_t(t);
  const std::span mu(spectrum.mu);
  const Polynomial pre = fit_polynomial(all_t.subspan(before.first, before.last - before.first),
                                        mu.subspan(before.first, before.last - before.first), 1);
  for (const double x : t) edge.pre_edge.push_back(pre.at(x));
  const Range after = range_of(energy, e0 + edge.norm1_eV, e0 + edge.norm2_eV);
  std::vector<double> above;
  for (std::size_t i = after.first; i < after.last; ++i) above.push_back(spectrum.mu[i] - edge.pre_edge[i]);
  if (above.size() <= static_cast<std::size_t>(edge.order) + 1)
    fail("there are too few points after the edge for a polynomial of order " + std::to_string(edge.order));
  const Polynomial post = fit_polynomial(all_t.subspan(after.first, above.size()), above, edge.order);
  edge.step = post.at(t[edge.index]);
  edge.step_error = std::sqrt(pre.variance_at_e0 + post.variance_at_e0);
  if (!(edge.step > 3 * edge.step_error))
    fail("no edge: the step at " + format_rounded(edge.e0_eV, 7) + " eV is " +
         format_with_uncertainty(edge.step, edge.step_error));
  for (std::size_t i = 0; i < t.size(); ++i) {
    edge.post_edge.push_back(edge.pre_edge[i] + post.at(t[i]));
    edge.normalized.push_back((spectrum.mu[i] - edge.pre_edge[i]) / edge.step);
  }
  edge.flattened = flattened(edge, t, post);
  return edge;
}

}  // namespace nacre::scattering
