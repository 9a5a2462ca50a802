#include "nacre/spectra/isosbestic.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "nacre/core/median.hpp"
#include "nacre/fit/tails.hpp"

namespace nacre::spectra {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr int power_steps = 200;
constexpr double clear_crossing = 5;  // change over the half width, in errors, below which it is noise
constexpr double normal_mad = 1.4826;
constexpr double steps_either_side = 2.6;  // five points

// --- what all frames have in common -------------------------------------------------------------

struct Change {
  std::vector<double> mean{};    // of the frames that are used
  std::vector<double> vector{};  // unit length
  std::vector<double> share{};   // of every frame
  double length = 0;             // root of the summed squares of the shares of used frames
  double sigma = 0;              // mean noise of a frame
};

std::vector<double> mean_of(const SpectraSeries& series, const std::vector<bool>& used) {
  std::vector<double> mean(series.points(), 0.0);
  double n = 0;
  for (std::size_t i = 0; i < series.frames(); ++i) n += used[i];
  for (std::size_t i = 0; i < series.frames(); ++i)
    for (std::size_t j = 0; used[i] && j < mean.size(); ++j) mean[j] += series.at(i, j) / n;
  return mean;
}

std::vector<double> shares_of(const SpectraSeries& series, const Change& change) {
  std::vector<double> shares(series.frames(), 0.0);
  for (std::size_t i = 0; i < series.frames(); ++i)
    for (std::size_t j = 0; j < change.mean.size(); ++j)
      shares[i] += (series.at(i, j) - change.mean[j]) * change.vector[j];
  return shares;
}

void normalise(std::vector<double>& v) {
  double squares = 0;
  for (const double x : v) squares += x * x;
  if (squares > 0)
    for (double& x : v) x /= std::sqrt(squares);
}

// First singular vector of the used frames minus their mean, by the power method from first minus last.
Change common_change(const SpectraSeries& series, const std::vector<bool>& used) {
  Change change{.mean = mean_of(series, used), .vector = std::vector<double>(series.points())};
  const std::size_t last = series.frames() - 1;
  std::size_t first = 0;
  while (first < last && !used[first]) ++first;
  for (std::size_t j = 0; j < series.points(); ++j)
    change.vector[j] = series.at(last, j) - series.at(first, j);
  normalise(change.vector);
  for (int step = 0; step < power_steps; ++step) {
    const std::vector<double> shares = shares_of(series, change);
    std::vector<double> next(series.points(), 0.0);
    for (std::size_t i = 0; i < series.frames(); ++i)
      for (std::size_t j = 0; used[i] && j < next.size(); ++j)
        next[j] += shares[i] * (series.at(i, j) - change.mean[j]);
    normalise(next);
    double off = 0;
    for (std::size_t j = 0; j < next.size(); ++j) off = std::max(off, std::abs(next[j] - change.vector[j]));
    change.vector = std::move(next);
    if (off < 1e-13) break;
  }
  change.share = shares_of(series, change);
  double squares = 0, n = 0;
  for (std::size_t i = 0; i < series.frames(); ++i)
    if (used[i]) {
      squares += change.share[i] * change.share[i];
      change.sigma += series.sigma[i];
      n += 1;
    }
  change.length = std::sqrt(squares);
  change.sigma /= n;
  return change;
}

// --- values between the points of the grid ------------------------------------------------------

// Value and slope at one wavelength as sums over points of the grid: of the parabola through those nearby.
struct Local {
  std::size_t first = 0;
  std::vector<double> value{};
  std::vector<double> slope{};

  double of(const std::vector<double>& weights, const double* y) const {
    double sum = 0;
    for (std::size_t k = 0; k < weights.size(); ++k) sum += weights[k] * y[first + k];
    return sum;
  }
  double noise() const {  // of the value, over that of a point
    double sum = 0;
    for (const double w : value) sum += w * w;
    return std::sqrt(sum);
  }
};

// First two rows of the inverse of the moments of a parabola.
std::array<std::array<double, 3>, 2> parabola_rows(const std::array<double, 5>& m) {
  const double c00 = m[2] * m[4] - m[3] * m[3], c01 = m[2] * m[3] - m[1] * m[4],
               c02 = m[1] * m[3] - m[2] * m[2];
  const double c11 = m[0] * m[4] - m[2] * m[2], c12 = m[1] * m[2] - m[0] * m[3];
  const double determinant = m[0] * c00 + m[1] * c01 + m[2] * c02;
  return {{{c00 / determinant, c01 / determinant, c02 / determinant},
           {c01 / determinant, c11 / determinant, c12 / determinant}}};
}

// Of the points about the centre, at a wavelength among them.
std::optional<Local> local_parabola(const std::vector<double>& x, double center, double half_width,
                                    double at) {
  Local local;
  std::array<double, 5> moments{};
  std::vector<double> offsets;
  for (std::size_t j = 0; j < x.size(); ++j) {
    if (std::abs(x[j] - center) > half_width) continue;
    const double d = (x[j] - at) / half_width;
    if (offsets.empty()) local.first = j;
    offsets.push_back(d);
    double power = 1;
    for (double& m : moments) m += std::exchange(power, power * d);
  }
  if (offsets.size() < 4) return {};
  const auto rows = parabola_rows(moments);
  for (const double d : offsets) {
    local.value.push_back(rows[0][0] + rows[0][1] * d + rows[0][2] * d * d);
    local.slope.push_back((rows[1][0] + rows[1][1] * d + rows[1][2] * d * d) / half_width);
  }
  return local;
}

// --- crossings ----------------------------------------------------------------------------------

struct Crossing {
  double at_nm = 0;
  Local local{};
};

std::optional<Crossing> refine(const SpectraSeries& series, const Change& change, double at,
                               double half_width) {
  const double begin = at;
  for (int step = 0; step < 30; ++step) {
    auto local = local_parabola(series.wavelength_nm, begin, half_width, at);
    if (!local) return {};
    const double move =
        -local->of(local->value, change.vector.data()) / local->of(local->slope, change.vector.data());
    if (!std::isfinite(move) || std::abs(at + move - begin) > half_width) return {};
    at += move;
    if (std::abs(move) < 1e-7) return Crossing{at, *local};
  }
  return {};
}

std::vector<Crossing> crossings(const SpectraSeries& series, const Change& change,
                                const IsosbesticSettings& settings) {
  const std::vector<double>& x = series.wavelength_nm;
  const double least = settings.least_absorbance * *std::ranges::max_element(change.mean);
  std::vector<Crossing> found;
  for (std::size_t j = 1; j < x.size(); ++j) {
    if (change.vector[j - 1] * change.vector[j] > 0 || change.mean[j] < least) continue;
    const double share = change.vector[j - 1] / (change.vector[j - 1] - change.vector[j]);
    const double start = x[j - 1] + share * (x[j] - x[j - 1]);
    if (!(start >= settings.from_nm && start <= settings.to_nm)) continue;
    const auto crossing = refine(series, change, start, settings.half_width_nm);
    if (!crossing) continue;
    const double slope = crossing->local.of(crossing->local.slope, change.vector.data());
    const double noise = change.sigma / change.length * crossing->local.noise();
    if (std::abs(slope) * settings.half_width_nm < clear_crossing * noise) continue;
    if (!found.empty() && std::abs(found.back().at_nm - crossing->at_nm) < 1e-3) continue;
    found.push_back(*crossing);
  }
  return found;
}

// --- the test of one point ----------------------------------------------------------------------

// Slope of y against time with its error, by weights.
Estimate slope_against_time(const SpectraSeries& series, const std::vector<IsosbesticFrame>& frames,
                            Estimate IsosbesticFrame::*what) {
  double w = 0, t = 0, y = 0, tt = 0, ty = 0;
  for (std::size_t i = 0; i < frames.size(); ++i) {
    const Estimate& one = frames[i].*what;
    if (!frames[i].used || !std::isfinite(one.error)) continue;
    const double weight = 1 / (one.error * one.error), hours = series.time_s[i] / 3600;
    w += weight;
    t += weight * hours;
    y += weight * one.value;
    tt += weight * hours * hours;
    ty += weight * hours * one.value;
  }
  const double spread = w * tt - t * t;
  if (!(spread > 1e-12 * w * tt)) return {0, infinity};
  return {(w * ty - t * y) / spread, std::sqrt(w / spread)};
}

void fill_deviations(IsosbesticPoint& point) {
  double w = 0, y = 0;
  for (const IsosbesticFrame& f : point.frames) {
    if (!f.used) continue;
    w += 1 / (f.absorbance.error * f.absorbance.error);
    y += f.absorbance.value / (f.absorbance.error * f.absorbance.error);
  }
  point.absorbance = {y / w, 1 / std::sqrt(w)};
  for (IsosbesticFrame& f : point.frames) {
    const double variance = f.absorbance.error * f.absorbance.error;
    const double off = f.absorbance.value - point.absorbance.value;
    // A used frame is part of the mean, which takes from the variance of its distance.
    f.sigmas = off / std::sqrt(f.used ? variance - 1 / w : variance + 1 / w);
    if (!f.used) continue;
    point.chi2 += off * off / variance;
    ++point.dof;
  }
  --point.dof;
  point.p = fit::chi2_tail(point.chi2, point.dof);
}

IsosbesticPoint point_of(const SpectraSeries& series, const std::vector<bool>& used, const Change& change,
                         const Crossing& crossing) {
  const Local& local = crossing.local;
  IsosbesticPoint point{.slope_per_nm = local.of(local.slope, change.vector.data()) * change.length};
  const double slope = local.of(local.slope, change.vector.data());
  point.wavelength_nm = {crossing.at_nm, change.sigma * local.noise() / (change.length * std::abs(slope))};
  const double mean = local.of(local.value, change.mean.data());
  for (std::size_t i = 0; i < series.frames(); ++i) {
    IsosbesticFrame frame{.conversion = change.share[i] / change.length, .used = used[i]};
    frame.absorbance = {local.of(local.value, series.frame(i).data()), series.sigma[i] * local.noise()};
    const double steepness = change.share[i] * slope;
    frame.crossing_nm = {crossing.at_nm - (frame.absorbance.value - mean) / steepness,
                         frame.absorbance.error / std::abs(steepness)};
    point.frames.push_back(frame);
  }
  fill_deviations(point);
  point.drift_per_h = slope_against_time(series, point.frames, &IsosbesticFrame::absorbance);
  point.drift_nm_per_h = slope_against_time(series, point.frames, &IsosbesticFrame::crossing_nm);
  return point;
}

std::vector<IsosbesticPoint> points_with(const SpectraSeries& series, const std::vector<bool>& used,
                                         const IsosbesticSettings& settings) {
  const Change change = common_change(series, used);
  std::vector<IsosbesticPoint> points;
  for (const Crossing& crossing : crossings(series, change, settings))
    points.push_back(point_of(series, used, change, crossing));
  std::ranges::sort(points, {}, [](const IsosbesticPoint& p) { return p.wavelength_nm.error; });
  return points;
}

// --- frames that miss it ------------------------------------------------------------------------

// The used frame that misses most by more than is allowed.
std::optional<std::size_t> worst_misfit(const IsosbesticPoint& point, double limit) {
  std::vector<double> values, sizes;
  for (const IsosbesticFrame& f : point.frames)
    if (f.used) values.push_back(f.absorbance.value);
  const double middle = median(values);
  for (const double value : values) sizes.push_back(std::abs(value - middle));
  const double scatter = normal_mad * median(sizes);
  std::optional<std::size_t> worst;
  double most = limit;
  for (std::size_t i = 0; i < point.frames.size(); ++i) {
    const IsosbesticFrame& f = point.frames[i];
    const double off = std::abs(f.absorbance.value - middle) / std::max(f.absorbance.error, scatter);
    if (!f.used || off <= most) continue;
    most = off;
    worst = i;
  }
  return worst;
}

}  // namespace

IsosbesticAnalysis find_isosbestic(const SpectraSeries& series, const IsosbesticSettings& wanted) {
  IsosbesticAnalysis analysis;
  if (series.frames() < 3 || series.points() < 5) return analysis;
  const double intervals = static_cast<double>(series.points()) - 1;
  const double step = (series.wavelength_nm.back() - series.wavelength_nm.front()) / intervals;
  IsosbesticSettings settings = wanted;
  settings.half_width_nm = std::max(settings.half_width_nm, steps_either_side * step);
  std::vector<bool> used(series.frames(), true);
  analysis.points = points_with(series, used, settings);
  while (!analysis.points.empty() && 2 * (analysis.misfits.size() + 1) <= series.frames()) {
    const auto worst = worst_misfit(analysis.points.front(), settings.misfit_sigmas);
    if (!worst) break;
    used[*worst] = false;
    analysis.misfits.push_back(*worst);
    analysis.points = points_with(series, used, settings);
  }
  std::ranges::sort(analysis.misfits);
  return analysis;
}

}  // namespace nacre::spectra
