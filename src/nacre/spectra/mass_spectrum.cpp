#include "nacre/spectra/mass_spectrum.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "nacre/core/median.hpp"
#include "nacre/fit/fit.hpp"

namespace nacre::spectra {
namespace {

constexpr std::size_t fewest_points = 5;  // of a peak that is fitted
const double width_per_sigma = 2 * std::sqrt(2 * std::numbers::ln2);

struct Maximum {
  std::size_t at = 0;
  double prominence = 0;
};

// Maxima in order of height; each one's prominence is how far one must go down before going up to a higher
// one. Points are joined to their neighbours from the top down (a union-find of the merge tree).
class MergeTree {
 public:
  explicit MergeTree(const std::vector<double>& y) : y_(y), part_(y.size(), none), top_(y.size()) {}

  std::vector<Maximum> maxima(double least) {
    std::vector<std::size_t> order(y_.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return y_[a] > y_[b]; });
    for (const std::size_t i : order) join(i, least);
    if (!order.empty()) found_.push_back({order.front(), y_[order.front()] - y_[order.back()]});
    for (Maximum& one : found_) one.prominence = std::min(one.prominence, above_both_sides(one.at));
    std::ranges::sort(found_, {}, &Maximum::at);
    std::erase_if(found_, [least](const Maximum& one) { return one.prominence < least; });
    return found_;
  }

 private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  std::size_t root(std::size_t i) {
    while (part_[i] != i) i = part_[i] = part_[part_[i]];
    return i;
  }

  void join(std::size_t i, double least) {
    part_[i] = i;
    top_[i] = i;
    if (i > 0 && part_[i - 1] != none) merge(i, i - 1, least);
    if (i + 1 < y_.size() && part_[i + 1] != none) merge(i, i + 1, least);
  }

  // The lower of the two tops ends here.
  void merge(std::size_t i, std::size_t neighbour, double least) {
    std::size_t a = root(i), b = root(neighbour);
    if (a == b) return;
    if (y_[top_[a]] > y_[top_[b]] || (y_[top_[a]] == y_[top_[b]] && top_[a] < top_[b])) std::swap(a, b);
    const double prominence = y_[top_[a]] - y_[i];
    if (prominence >= least && top_[a] != i) found_.push_back({top_[a], prominence});
    part_[a] = b;
  }

  // Over the lowest points on either side before it gets higher or ends: what falls from the edge of a
  // spectrum is no peak.
  double above_both_sides(std::size_t at) const {
    double left = y_[at], right = y_[at];
    for (std::size_t i = at; i-- > 0 && y_[i] <= y_[at];) left = std::min(left, y_[i]);
    for (std::size_t i = at + 1; i < y_.size() && y_[i] <= y_[at]; ++i) right = std::min(right, y_[i]);
    return y_[at] - std::max(left, right);
  }

  const std::vector<double>& y_;
  std::vector<std::size_t> part_;
  std::vector<std::size_t> top_;
  std::vector<Maximum> found_;
};

// Points of one peak: those next to the top at which the mean of three exceeds a part of its prominence.
struct Flanks {
  std::size_t first = 0;
  std::size_t last = 0;
};

Flanks flanks_of(const std::vector<double>& y, const Maximum& top, double share) {
  const double level = y[top.at] - (1 - share) * top.prominence;
  const auto mean = [&](std::size_t i) {
    const std::size_t a = i > 0 ? i - 1 : i;
    const std::size_t b = std::min(i + 1, y.size() - 1);
    return (y[a] + y[i] + y[b]) / 3;
  };
  Flanks flanks{top.at, top.at};
  while (flanks.first > 0 && mean(flanks.first - 1) > level) --flanks.first;
  while (flanks.last + 1 < y.size() && mean(flanks.last + 1) > level) ++flanks.last;
  return flanks;
}

// Height, place, sigma and level of a Gaussian with exact derivatives.
fit::Problem gaussian_problem(const MassSpectrum& spectrum, const Flanks& range, const Maximum& top,
                              double sigma, double noise) {
  const double x0 = spectrum.mz[top.at];
  fit::Problem problem{.name = "peak", .model = "Gaussian on a level", .scale_sigmas = true};
  problem.parameters = {{.name = "height", .start = top.prominence, .lower = 0},
                        {.name = "place", .start = 0, .lower = -4 * sigma, .upper = 4 * sigma},
                        {.name = "sigma", .start = sigma, .lower = 0.1 * sigma, .upper = 10 * sigma},
                        {.name = "level", .start = spectrum.intensity[top.at] - top.prominence}};
  std::vector<double> x, y;
  for (std::size_t i = range.first; i <= range.last; ++i) {
    x.push_back(spectrum.mz[i] - x0);
    y.push_back(spectrum.intensity[i]);
  }
  fit::DataSet data{.name = "peak", .n_residuals = static_cast<int>(x.size()), .residuals = {}};
  data.residuals = [x, y, noise](std::span<const double> p, std::span<double> out) {
    for (std::size_t i = 0; i < x.size(); ++i) {
      const double t = (x[i] - p[1]) / p[2];
      out[i] = (p[0] * std::exp(-0.5 * t * t) + p[3] - y[i]) / noise;
    }
  };
  data.derivatives = [x, noise](std::span<const double> p, std::span<double> out) {
    for (std::size_t i = 0; i < x.size(); ++i) {
      const double t = (x[i] - p[1]) / p[2];
      const double bell = std::exp(-0.5 * t * t) / noise;
      out[4 * i] = bell;
      out[4 * i + 1] = p[0] * bell * t / p[2];
      out[4 * i + 2] = p[0] * bell * t * t / p[2];
      out[4 * i + 3] = 1 / noise;
    }
  };
  problem.data.push_back(std::move(data));
  return problem;
}

// A stick: half of the way to its nearer neighbour.
MassPeak stick(const MassSpectrum& spectrum, const Maximum& top, double noise) {
  const auto& mz = spectrum.mz;
  double gap = 1e300;
  if (top.at > 0) gap = std::min(gap, mz[top.at] - mz[top.at - 1]);
  if (top.at + 1 < mz.size()) gap = std::min(gap, mz[top.at + 1] - mz[top.at]);
  return {.mz = {mz[top.at], 0.5 * gap},
          .height = {top.prominence, noise},
          .width = gap,
          .signal_to_noise = top.prominence / noise};
}

MassPeak fitted(const MassSpectrum& spectrum, const Maximum& top, const Flanks& between, double noise) {
  const Flanks half = flanks_of(spectrum.intensity, top, 0.5);
  if (half.last - half.first + 1 < fewest_points) return stick(spectrum, top, noise);
  const std::size_t reach = half.last - half.first;
  const Flanks range{std::max(between.first, half.first > reach ? half.first - reach : 0),
                     std::min(between.last, half.last + reach)};
  const double sigma = (spectrum.mz[half.last] - spectrum.mz[half.first]) / width_per_sigma;
  const fit::Result result = fit::fit(gaussian_problem(spectrum, range, top, sigma, noise));
  if (!result.converged || result.singular || !std::isfinite(result.uncertainties[1]))
    return stick(spectrum, top, noise);
  return {.mz = {spectrum.mz[top.at] + result.values[1], result.uncertainties[1]},
          .height = {result.values[0], result.uncertainties[0]},
          .width = width_per_sigma * result.values[2],
          .signal_to_noise = result.values[0] / noise};
}

MassSpectrum window(const MassSpectrum& spectrum, double from, double to) {
  MassSpectrum part;
  for (std::size_t i = 0; i < spectrum.mz.size(); ++i) {
    if (spectrum.mz[i] < from || spectrum.mz[i] > to) continue;
    part.mz.push_back(spectrum.mz[i]);
    part.intensity.push_back(spectrum.intensity[i]);
  }
  return part;
}

// --- combs ------------------------------------------------------------------------------------

double reach_of(const MassPeak& a, const MassPeak& b, double tolerance) {
  return 3 * std::hypot(a.mz.error, b.mz.error) + tolerance;
}

// The comb through two peaks with so many gaps between them.
MassComb comb_through(const std::vector<MassPeak>& peaks, std::size_t a, double spacing, double tolerance) {
  MassComb comb{.spacing = {spacing, 0}, .offset = peaks[a].mz.value};
  comb.teeth.resize(peaks.size());
  for (std::size_t k = 0; k < peaks.size(); ++k) {
    const double steps = (peaks[k].mz.value - peaks[a].mz.value) / spacing;
    const double reach = reach_of(peaks[k], peaks[a], tolerance);
    if (std::abs(steps - std::round(steps)) * spacing <= reach) {
      comb.teeth[k] = static_cast<int>(std::round(steps));
      ++comb.matched;
    }
    if (k != a) comb.by_chance += std::min(1.0, 2 * reach / spacing);
  }
  return comb;
}

// Weighted line through the teeth; the tolerance counts as a third of an error, as it stands for three.
void refine(const std::vector<MassPeak>& peaks, double tolerance, MassComb& comb) {
  double s = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
  int lowest = 1 << 30;
  for (const auto& tooth : comb.teeth)
    if (tooth) lowest = std::min(lowest, *tooth);
  for (std::size_t k = 0; k < peaks.size(); ++k) {
    if (!comb.teeth[k]) continue;
    comb.teeth[k] = *comb.teeth[k] - lowest;
    const double weight = 1 / (std::pow(peaks[k].mz.error, 2) + std::pow(tolerance / 3, 2));
    const double n = *comb.teeth[k], y = peaks[k].mz.value;
    s += weight, sx += weight * n, sy += weight * y, sxx += weight * n * n, sxy += weight * n * y;
  }
  const double determinant = s * sxx - sx * sx;
  comb.spacing = {(s * sxy - sx * sy) / determinant, std::sqrt(s / determinant)};
  comb.offset = (sxx * sy - sx * sxy) / determinant;
}

// Two different teeth at least, one peak on each.
bool has_gaps(const MassComb& comb) {
  std::vector<int> teeth;
  for (const auto& tooth : comb.teeth)
    if (tooth) teeth.push_back(*tooth);
  std::ranges::sort(teeth);
  return teeth.size() > 1 && std::ranges::adjacent_find(teeth) == teeth.end();
}

}  // namespace

double spectrum_noise(const std::vector<double>& intensity) {
  std::vector<double> bends;
  for (std::size_t i = 1; i + 1 < intensity.size(); ++i)
    bends.push_back(std::abs(intensity[i - 1] - 2 * intensity[i] + intensity[i + 1]));
  if (bends.empty()) return 0;
  return 1.4826 * median(std::move(bends)) / std::sqrt(6.0);
}

std::vector<MassPeak> find_mass_peaks(const MassSpectrum& spectrum, const MassPeakSearch& search) {
  const MassSpectrum part = window(spectrum, search.from, search.to);
  if (part.mz.size() < 3) return {};
  const auto [low, high] = std::ranges::minmax(part.intensity);
  if (!(high > low)) return {};
  const double noise = std::max(spectrum_noise(part.intensity), 1e-6 * (high - low));
  const std::vector<Maximum> tops = MergeTree(part.intensity).maxima(search.threshold * noise);
  std::vector<MassPeak> peaks;
  for (std::size_t k = 0; k < tops.size(); ++k) {
    const Flanks between{k > 0 ? (tops[k - 1].at + tops[k].at + 1) / 2 : 0,
                         k + 1 < tops.size() ? (tops[k].at + tops[k + 1].at) / 2 : part.mz.size() - 1};
    peaks.push_back(fitted(part, tops[k], between, noise));
  }
  std::ranges::sort(peaks, {}, [](const MassPeak& peak) { return peak.mz.value; });
  return peaks;
}

std::optional<MassComb> find_mass_comb(const std::vector<MassPeak>& peaks, const MassCombSearch& search) {
  std::optional<MassComb> best;
  double best_score = 0;
  constexpr int most_gaps = 3;  // between two peaks: two teeth may be missing
  for (std::size_t a = 0; a < peaks.size(); ++a)
    for (std::size_t b = a + 1; b < peaks.size(); ++b)
      for (int gaps = 1; gaps <= most_gaps; ++gaps) {
        const double spacing = (peaks[b].mz.value - peaks[a].mz.value) / gaps;
        if (spacing < search.smallest) break;
        MassComb comb = comb_through(peaks, a, spacing, search.tolerance);
        const double score = comb.matched - comb.by_chance;
        if (comb.matched < search.least || score <= best_score + 1e-9 || !has_gaps(comb)) continue;
        best_score = score;
        best = std::move(comb);
      }
  if (best) refine(peaks, search.tolerance, *best);
  return best;
}

}  // namespace nacre::spectra
