#include "nacre/scattering/global_fit.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "nacre/core/parallel.hpp"
#include "nacre/scattering/normal_equations.hpp"

namespace nacre::scattering {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr int most_passes = 60;
constexpr double first_damping = 1e-3, most_damping = 1e8;
constexpr double smallest_gain = 1e-6;  // of chi2 over chi2_reduced, for the whole series
constexpr std::size_t block = 256;      // frames whose blocks are added up at once

// Normal equations of one frame: own (l) and shared (s) parameters.
struct FrameBlocks {
  std::vector<double> own, cross, shared;       // l x l, l x s, s x s
  std::vector<double> own_slope, shared_slope;  // J^T r
  double cost = 0;                              // sum of squared residuals
  int n_data = 0;
};

// Which parameters are whose; values of all frames.
struct State {
  std::vector<double> shared;
  std::vector<std::vector<double>> frames;  // every parameter; the shared ones as in `shared`
};

class Series {
 public:
  Series(const FrameSettings& settings, std::span<const int> shared, const PatternReader& read,
         const RunControl& control)
      : settings_(settings), shared_(shared.begin(), shared.end()), read_(read), control_(control) {
    for (std::size_t i = 0; i < settings.parameters.size(); ++i)
      if (!settings.parameters[i].fixed && !is_shared(static_cast<int>(i)))
        own_.push_back(static_cast<int>(i));
    for (const int i : shared_)
      if (settings.parameters[static_cast<std::size_t>(i)].fixed)
        throw std::invalid_argument("the shared parameter " +
                                    settings.parameters[static_cast<std::size_t>(i)].name + " is not free");
    if (shared_.empty()) throw std::invalid_argument("no parameter is shared");
  }

  const std::vector<int>& own() const { return own_; }
  const std::vector<int>& shared() const { return shared_; }

  State start(std::span<const std::vector<double>> starts) const {
    State state{.shared = {}, .frames = {starts.begin(), starts.end()}};
    for (const int index : shared_) {
      double sum = 0;
      std::size_t n = 0;
      for (const auto& values : starts)
        if (!values.empty()) sum += values[static_cast<std::size_t>(index)], ++n;
      state.shared.push_back(clip(index, n > 0 ? sum / static_cast<double>(n) : 0));
    }
    for (auto& values : state.frames) set_shared(state.shared, values);
    return state;
  }

  // Blocks of frames first ... first + n - 1.
  std::vector<FrameBlocks> blocks(const State& state, std::size_t first, std::size_t n) const {
    std::vector<FrameBlocks> all(n);
    parallel_for(n, control_, [&](std::size_t i) {
      if (!state.frames[first + i].empty()) all[i] = blocks_of(state.frames[first + i], read_(first + i));
    });
    return all;
  }

  double clip(int index, double value) const {
    const fit::Parameter& parameter = settings_.parameters[static_cast<std::size_t>(index)];
    return std::clamp(value, parameter.lower, parameter.upper);
  }
  // At a bound that a step down this slope would cross.
  bool blocked(int index, double value, double slope) const {
    const fit::Parameter& parameter = settings_.parameters[static_cast<std::size_t>(index)];
    return (value <= parameter.lower && slope > 0) || (value >= parameter.upper && slope < 0);
  }
  void set_shared(std::span<const double> values, std::vector<double>& frame) const {
    for (std::size_t k = 0; k < shared_.size() && !frame.empty(); ++k)
      frame[static_cast<std::size_t>(shared_[k])] = values[k];
  }

 private:
  bool is_shared(int index) const { return std::ranges::find(shared_, index) != shared_.end(); }

  FrameBlocks blocks_of(const std::vector<double>& values, const Pattern& pattern) const {
    const std::size_t n = pattern.q_per_nm.size(), width = values.size(), l = own_.size(), s = shared_.size();
    FrameBlocks one{.own = std::vector<double>(l * l),
                    .cross = std::vector<double>(l * s),
                    .shared = std::vector<double>(s * s),
                    .own_slope = std::vector<double>(l),
                    .shared_slope = std::vector<double>(s),
                    .n_data = static_cast<int>(n)};
    if (n == 0) return one;
    const fit::Problem problem = frame_problem(settings_, pattern, {});
    std::vector<double> residuals(n), jacobian(n * width), row(l + s);
    problem.data[0].residuals(values, residuals);
    problem.data[0].derivatives(values, jacobian);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t k = 0; k < l; ++k) row[k] = jacobian[i * width + static_cast<std::size_t>(own_[k])];
      for (std::size_t k = 0; k < s; ++k)
        row[l + k] = jacobian[i * width + static_cast<std::size_t>(shared_[k])];
      add_row(row, residuals[i], one);
    }
    return one;
  }

  void add_row(const std::vector<double>& row, double residual, FrameBlocks& one) const {
    const std::size_t l = own_.size(), s = shared_.size();
    one.cost += residual * residual;
    for (std::size_t a = 0; a < l; ++a) {
      one.own_slope[a] += row[a] * residual;
      for (std::size_t b = 0; b < l; ++b) one.own[a * l + b] += row[a] * row[b];
      for (std::size_t b = 0; b < s; ++b) one.cross[a * s + b] += row[a] * row[l + b];
    }
    for (std::size_t a = 0; a < s; ++a) {
      one.shared_slope[a] += row[l + a] * residual;
      for (std::size_t b = 0; b < s; ++b) one.shared[a * s + b] += row[l + a] * row[l + b];
    }
  }

  const FrameSettings& settings_;
  std::vector<int> shared_, own_;
  const PatternReader& read_;
  const RunControl& control_;
};

void damp(std::vector<double>& matrix, std::size_t n, double damping) {
  for (std::size_t i = 0; i < n; ++i) matrix[i * n + i] *= 1 + damping;
}

// Takes one unknown out of a symmetric system.
void hold(std::vector<double>& matrix, std::size_t n, std::size_t k) {
  for (std::size_t i = 0; i < n; ++i) matrix[i * n + k] = matrix[k * n + i] = 0;
}

// Of one frame with its own parameters eliminated: what solving the rest needs, l x (s + 1) numbers.
struct Eliminated {
  std::vector<double> per_shared;  // A^-1 B, l x s
  std::vector<double> step;        // A^-1 g, l
};

Eliminated eliminate(const Series& series, const std::vector<double>& values, FrameBlocks& one,
                     double damping) {
  const std::size_t l = series.own().size(), s = series.shared().size();
  std::vector<double> own = one.own;
  damp(own, l, damping);
  for (std::size_t k = 0; k < l; ++k) {
    if (!series.blocked(series.own()[k], values[static_cast<std::size_t>(series.own()[k])], one.own_slope[k]))
      continue;
    hold(own, l, k);
    one.own_slope[k] = 0;
    for (std::size_t j = 0; j < s; ++j) one.cross[k * s + j] = 0;
  }
  const Factorized factor(std::move(own), l);
  Eliminated result{.per_shared = std::vector<double>(l * s), .step = one.own_slope};
  factor.solve(result.step);
  std::vector<double> column(l);
  for (std::size_t j = 0; j < s; ++j) {
    for (std::size_t k = 0; k < l; ++k) column[k] = one.cross[k * s + j];
    factor.solve(column);
    for (std::size_t k = 0; k < l; ++k) result.per_shared[k * s + j] = column[k];
  }
  return result;
}

// The system of the shared parameters.
struct Reduced {
  std::vector<double> matrix, slope, diagonal;
  double cost = 0, gain = 0;
  int n_data = 0;
  bool finite = true;
};

void add_frame(const FrameBlocks& one, const Eliminated& eliminated, std::size_t l, std::size_t s,
               Reduced& sum) {
  sum.cost += one.cost;
  sum.n_data += one.n_data;
  sum.finite = sum.finite && std::isfinite(one.cost);
  for (std::size_t k = 0; k < l; ++k) sum.gain += one.own_slope[k] * eliminated.step[k];
  for (std::size_t a = 0; a < s; ++a) {
    sum.diagonal[a] += one.shared[a * s + a];
    sum.slope[a] += one.shared_slope[a];
    for (std::size_t k = 0; k < l; ++k) sum.slope[a] -= one.cross[k * s + a] * eliminated.step[k];
    for (std::size_t b = 0; b < s; ++b) {
      sum.matrix[a * s + b] += one.shared[a * s + b];
      for (std::size_t k = 0; k < l; ++k)
        sum.matrix[a * s + b] -= one.cross[k * s + a] * eliminated.per_shared[k * s + b];
    }
  }
}

// One pass over the series at a state: the reduced system for a damping.
struct Pass {
  std::vector<FrameBlocks> frames;
  double cost = 0;
  int n_data = 0;
};

Pass pass_over(const Series& series, const State& state) {
  Pass pass;
  for (std::size_t first = 0; first < state.frames.size(); first += block) {
    const std::size_t n = std::min(block, state.frames.size() - first);
    for (FrameBlocks& one : series.blocks(state, first, n)) {
      pass.cost += one.cost;
      pass.n_data += one.n_data;
      pass.frames.push_back(std::move(one));
    }
  }
  return pass;
}

struct Step {
  std::vector<double> shared;
  std::vector<Eliminated> frames;
  double gain = 0;  // of chi2, as the linear model has it
};

Step step_from(const Series& series, const State& state, const Pass& pass, double damping) {
  const std::size_t l = series.own().size(), s = series.shared().size();
  Reduced sum{.matrix = std::vector<double>(s * s),
              .slope = std::vector<double>(s),
              .diagonal = std::vector<double>(s)};
  Step step;
  for (std::size_t i = 0; i < pass.frames.size(); ++i) {
    step.frames.emplace_back();
    if (pass.frames[i].n_data == 0) continue;
    FrameBlocks one = pass.frames[i];
    step.frames.back() = eliminate(series, state.frames[i], one, damping);
    add_frame(one, step.frames.back(), l, s, sum);
  }
  for (std::size_t k = 0; k < s; ++k) {
    sum.matrix[k * s + k] += damping * sum.diagonal[k];
    if (series.blocked(series.shared()[k], state.shared[k], sum.slope[k])) hold(sum.matrix, s, k);
  }
  step.shared = sum.slope;
  Factorized(sum.matrix, s).solve(step.shared);
  step.gain = sum.gain;
  for (std::size_t k = 0; k < s; ++k) step.gain += sum.slope[k] * step.shared[k];
  return step;
}

State moved(const Series& series, const State& state, const Step& step) {
  const std::size_t l = series.own().size(), s = series.shared().size();
  State next = state;
  for (std::size_t k = 0; k < s; ++k)
    next.shared[k] = series.clip(series.shared()[k], state.shared[k] - step.shared[k]);
  for (std::size_t i = 0; i < next.frames.size(); ++i) {
    if (step.frames[i].step.empty()) continue;
    for (std::size_t k = 0; k < l; ++k) {
      double change = step.frames[i].step[k];
      for (std::size_t j = 0; j < s; ++j) change -= step.frames[i].per_shared[k * s + j] * step.shared[j];
      double& value = next.frames[i][static_cast<std::size_t>(series.own()[k])];
      value = series.clip(series.own()[k], value - change);
    }
    series.set_shared(next.shared, next.frames[i]);
  }
  return next;
}

// Covariance of own and shared parameters of one frame, from that of the shared ones.
std::vector<double> frame_covariance(const Factorized& own, const Eliminated& eliminated,
                                     const std::vector<double>& shared, std::size_t l, std::size_t s) {
  const std::size_t n = l + s;
  const std::vector<double> inverse = own.inverse();
  std::vector<double> all(n * n);
  for (std::size_t k = 0; k < l; ++k)
    for (std::size_t j = 0; j < s; ++j) {
      double sum = 0;
      for (std::size_t i = 0; i < s; ++i) sum -= eliminated.per_shared[k * s + i] * shared[i * s + j];
      all[k * n + l + j] = all[(l + j) * n + k] = sum;
    }
  for (std::size_t a = 0; a < l; ++a)
    for (std::size_t b = 0; b < l; ++b) {
      double sum = own.determined(a) && own.determined(b) ? inverse[a * l + b] : nan;
      for (std::size_t j = 0; j < s; ++j) sum -= all[a * n + l + j] * eliminated.per_shared[b * s + j];
      all[a * n + b] = sum;
    }
  for (std::size_t a = 0; a < s; ++a)
    for (std::size_t b = 0; b < s; ++b) all[(l + a) * n + l + b] = shared[a * s + b];
  return all;
}

}  // namespace

double GlobalFit::chi2_reduced() const { return n_data > n_free ? chi2 / (n_data - n_free) : nan; }

namespace {

fit::Result frame_result(const FrameSettings& settings, const Series& series, const State& state,
                         std::size_t i, const FrameBlocks& one, std::vector<double> covariance) {
  fit::Result result{.values = state.frames[i],
                     .uncertainties = std::vector<double>(state.frames[i].size(), nan),
                     .free_index = {},
                     .covariance = std::move(covariance),
                     .intervals = {},
                     .at_bound = std::vector<bool>(state.frames[i].size()),
                     .chi2 = one.cost,
                     .n_data = one.n_data,
                     .n_free = static_cast<int>(series.own().size()),
                     .converged = true,
                     .sigmas_scaled = settings.scale_sigmas,
                     .message = "fitted with the series",
                     .warnings = {}};
  result.free_index = series.own();
  result.free_index.insert(result.free_index.end(), series.shared().begin(), series.shared().end());
  result.intervals.resize(result.values.size());
  const std::size_t n = result.free_index.size();
  if (settings.scale_sigmas)
    for (double& c : result.covariance) c *= result.chi2_reduced();
  for (std::size_t k = 0; k < n; ++k) {
    const auto index = static_cast<std::size_t>(result.free_index[k]);
    const fit::Parameter& parameter = settings.parameters[index];
    result.uncertainties[index] = std::sqrt(result.covariance[k * n + k]);
    result.at_bound[index] =
        result.values[index] <= parameter.lower || result.values[index] >= parameter.upper;
    result.singular = result.singular || !std::isfinite(result.uncertainties[index]);
  }
  return result;
}

void fill_results(const FrameSettings& settings, const Series& series, const State& state, const Pass& pass,
                  GlobalFit& fitted) {
  const std::size_t l = series.own().size(), s = series.shared().size();
  Reduced sum{.matrix = std::vector<double>(s * s),
              .slope = std::vector<double>(s),
              .diagonal = std::vector<double>(s)};
  std::vector<Eliminated> eliminated(pass.frames.size());
  for (std::size_t i = 0; i < pass.frames.size(); ++i) {
    if (pass.frames[i].n_data == 0) continue;
    FrameBlocks one = pass.frames[i];
    eliminated[i] = eliminate(series, state.frames[i], one, 0);
    add_frame(one, eliminated[i], l, s, sum);
  }
  const Factorized shared(sum.matrix, s);
  fitted.covariance = shared.inverse();
  for (std::size_t k = 0; k < s; ++k)
    if (!shared.determined(k)) fitted.covariance[k * s + k] = nan;
  for (std::size_t i = 0; i < pass.frames.size(); ++i) {
    fitted.frames.emplace_back();
    if (pass.frames[i].n_data == 0) continue;
    const Factorized own(pass.frames[i].own, l);
    fitted.frames.back() = frame_result(settings, series, state, i, pass.frames[i],
                                        frame_covariance(own, eliminated[i], fitted.covariance, l, s));
    fitted.n_free += static_cast<int>(l);
  }
  fitted.n_free += static_cast<int>(s);
  fitted.n_data = pass.n_data;
  fitted.chi2 = pass.cost;
  if (settings.scale_sigmas)
    for (double& c : fitted.covariance) c *= fitted.chi2_reduced();
}

}  // namespace

GlobalFit fit_global(const FrameSettings& settings, std::span<const int> shared,
                     std::span<const std::vector<double>> starts, const PatternReader& read,
                     const RunControl& control) {
  const Series series(settings, shared, read, control);
  GlobalFit fitted{.shared = series.shared()};
  Stage stage(control, "fitting all frames together", most_passes, "passes");
  State state = series.start(starts);
  Pass pass = pass_over(series, state);
  fitted.passes = 1;
  double damping = first_damping;
  while (fitted.passes < most_passes && damping < most_damping) {
    const Step step = step_from(series, state, pass, damping);
    const double scale = settings.scale_sigmas ? pass.cost / std::max(pass.n_data, 1) : 1;
    fitted.converged =
        std::isfinite(pass.cost) && step.gain <= std::max(smallest_gain * scale, 1e-12 * pass.cost);
    if (fitted.converged) break;
    State next = moved(series, state, step);
    Pass trial = pass_over(series, next);
    ++fitted.passes;
    stage.advance(1);
    const bool better = trial.cost < pass.cost;
    damping *= better ? 0.1 : 8;
    if (!better) continue;
    state = std::move(next);
    pass = std::move(trial);
  }
  fitted.values = state.shared;
  for (std::size_t k = 0; k < fitted.shared.size(); ++k) {
    const fit::Parameter& parameter = settings.parameters[static_cast<std::size_t>(fitted.shared[k])];
    fitted.at_bound.push_back(state.shared[k] <= parameter.lower || state.shared[k] >= parameter.upper);
  }
  fill_results(settings, series, state, pass, fitted);
  return fitted;
}

}  // namespace nacre::scattering
