#include "nacre/ligands/thermogram.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "nacre/core/median.hpp"
#include "nacre/core/units.hpp"
#include "nacre/ligands/baseline_windows.hpp"
#include "nacre/ligands/find_injections.hpp"

namespace nacre::ligands {
namespace {

constexpr std::size_t least_samples = 20;
constexpr double gap_steps = 5;       // of the usual time between samples
constexpr double window_share = 0.2;  // of the time between injections
constexpr double longest_window_s = 60;
constexpr double tail_sigmas = 4;
constexpr double tail_share = 1e-3;  // of the largest heat, below which nobody minds
constexpr double memories_per_window = 4;
constexpr double noise_share = 1e-3;  // of the largest heat: less noise than that is none
constexpr double stray_share = 0.1;   // of the time between injections
constexpr std::size_t least_strays = 2;

[[noreturn]] void reject(const std::string& reason) { throw std::invalid_argument(reason); }

std::string at_time(double time_s) { return " at " + format_number(time_s) + " s"; }

void check_samples(const Thermogram& thermogram) {
  const std::vector<double>& time = thermogram.time_s;
  if (time.size() != thermogram.power_uW.size()) {
    reject("the thermogram has " + std::to_string(time.size()) + " times and " +
           std::to_string(thermogram.power_uW.size()) + " powers");
  }
  if (time.size() < least_samples) {
    reject("the thermogram has " + std::to_string(time.size()) + " points, it needs at least " +
           std::to_string(least_samples));
  }
  for (std::size_t i = 0; i < time.size(); ++i) {
    const std::string point = "point " + std::to_string(i + 1) + " of the thermogram";
    if (!std::isfinite(time[i])) reject("the time of " + point + " is not a number");
    if (!std::isfinite(thermogram.power_uW[i]))
      reject("the power of " + point + at_time(time[i]) + " is not a number");
    if (i > 0 && !(time[i] > time[i - 1])) {
      reject("the times must ascend: " + format_number(time[i]) + " s follows " + format_number(time[i - 1]) +
             " s (" + point + ")");
    }
  }
}

void check_injections(const Thermogram& thermogram, const std::vector<double>& injections) {
  for (std::size_t k = 0; k < injections.size(); ++k) {
    const std::string which = "injection " + std::to_string(k + 1) + at_time(injections[k]);
    if (!(injections[k] > thermogram.time_s.front() && injections[k] < thermogram.time_s.back())) {
      reject(which + " is outside the thermogram, which runs from " +
             format_number(thermogram.time_s.front()) + " to " + format_number(thermogram.time_s.back()) +
             " s");
    }
    if (k > 0 && !(injections[k] > injections[k - 1])) {
      reject(which + " does not follow the one before it" + at_time(injections[k - 1]));
    }
  }
}

double usual_step_s(const Thermogram& thermogram) {
  std::vector<double> steps;
  for (std::size_t i = 1; i < thermogram.time_s.size(); ++i) {
    steps.push_back(thermogram.time_s[i] - thermogram.time_s[i - 1]);
  }
  return median(std::move(steps));
}

// The first sample at or after a time.
std::size_t index_from(const Thermogram& thermogram, double time_s) {
  return static_cast<std::size_t>(std::ranges::lower_bound(thermogram.time_s, time_s) -
                                  thermogram.time_s.begin());
}

// The last sample at or before a time.
std::size_t index_upto(const Thermogram& thermogram, double time_s) {
  const auto after = std::ranges::upper_bound(thermogram.time_s, time_s) - thermogram.time_s.begin();
  return static_cast<std::size_t>(std::max<std::ptrdiff_t>(after - 1, 0));
}

class Integration {
 public:
  Integration(const Thermogram& thermogram, const IntegrationPlan& plan)
      : thermogram_(thermogram), injections_(plan.injection_times_s), step_s_(usual_step_s(thermogram)) {
    if (injections_.empty()) injections_ = find_injections(thermogram);
    if (injections_.empty())
      reject("no injection was found in the thermogram: give the times of the injections");
    check_injections(thermogram, injections_);
    choose_end();
    window_s_ = plan.baseline_window_s > 0 ? plan.baseline_window_s : chosen_window_s();
    duration_s_ = plan.peak_duration_s;
  }

  IntegratedThermogram run() {
    find_windows();
    noise_ = noise_of(windows_);
    result_.noise_uW = noise_.sigma_uW;
    set_baseline();
    for (std::size_t k = 0; k < injections_.size(); ++k) integrate(k);
    add_tails();
    warn_of_strays();
    warn_of_memory();
    return std::move(result_);
  }

 private:
  double shortest_spacing_s() const {
    double shortest = end_s_ - injections_.back();
    for (std::size_t k = 1; k < injections_.size(); ++k) {
      shortest = std::min(shortest, injections_[k] - injections_[k - 1]);
    }
    return shortest;
  }

  // The last peak is given as long as the one before it, when the record is that long.
  void choose_end() {
    end_s_ = thermogram_.time_s.back();
    const std::size_t n = injections_.size();
    if (n > 1) end_s_ = std::min(end_s_, 2 * injections_[n - 1] - injections_[n - 2]);
  }

  double chosen_window_s() const {
    const double before = injections_.front() - thermogram_.time_s.front();
    return std::min({window_share * shortest_spacing_s(), longest_window_s, std::max(before, 5 * step_s_)});
  }

  void add_window(std::string where, double end_s) {
    BaselineWindow window{.where = std::move(where)};
    window.begin = index_from(thermogram_, end_s - window_s_);
    window.end = std::max(index_upto(thermogram_, end_s) + 1, window.begin);
    fit_window(thermogram_, window);
    windows_.push_back(std::move(window));
  }

  void find_windows() {
    for (std::size_t k = 0; k < injections_.size(); ++k) {
      add_window("before injection " + std::to_string(k + 1) + at_time(injections_[k]), injections_[k]);
    }
    add_window("after the last injection", end_s_);
  }

  void set_baseline() {
    std::vector<double> x, y;
    for (const BaselineWindow& window : windows_) {
      x.push_back(window.center_s);
      y.push_back(window.mean_uW);
    }
    const NaturalSpline spline(x, y);
    for (const double t : thermogram_.time_s) result_.baseline_uW.push_back(spline(t));
    for (std::size_t w = 0; w < windows_.size(); ++w) {
      std::vector<double> unit(windows_.size(), 0.0);
      unit[w] = 1;
      effects_.emplace_back(x, std::move(unit));
    }
  }

  struct Peak {
    std::size_t begin, end;  // samples, both taken
  };

  Peak peak_of(std::size_t k) const {
    const double next = k + 1 < injections_.size() ? injections_[k + 1] : end_s_;
    double end = next - window_s_;
    if (duration_s_ > 0) end = std::min(injections_[k] + duration_s_, next);
    const Peak peak{index_upto(thermogram_, injections_[k]), index_upto(thermogram_, end)};
    if (peak.end <= peak.begin) {
      reject("injection " + std::to_string(k + 1) + at_time(injections_[k]) +
             " leaves no time for its peak before the next baseline");
    }
    return peak;
  }

  void check_gaps(std::size_t k, const Peak& peak) const {
    for (std::size_t i = peak.begin + 1; i <= peak.end; ++i) {
      const double gap = thermogram_.time_s[i] - thermogram_.time_s[i - 1];
      if (gap <= gap_steps * step_s_) continue;
      reject("the peak of injection " + std::to_string(k + 1) + " has a gap of " + format_rounded(gap) +
             " s" + at_time(thermogram_.time_s[i - 1]) + ", where samples are " + format_rounded(step_s_) +
             " s apart");
    }
  }

  // Trapezoids, also of the share that every window has in the baseline.
  void integrate(std::size_t k) {
    const Peak peak = peak_of(k);
    check_gaps(k, peak);
    const auto integral = [&](auto&& height) {
      double sum = 0;
      for (std::size_t i = peak.begin + 1; i <= peak.end; ++i) {
        sum += 0.5 * (thermogram_.time_s[i] - thermogram_.time_s[i - 1]) * (height(i) + height(i - 1));
      }
      return sum;
    };
    const double heat =
        integral([&](std::size_t i) { return thermogram_.power_uW[i] - result_.baseline_uW[i]; });
    double variance = step_s_ * step_s_ * noise_.variance_of_sum(peak.end - peak.begin);
    for (std::size_t w = 0; w < windows_.size(); ++w) {
      const double effect = integral([&](std::size_t i) { return effects_[w](thermogram_.time_s[i]); });
      variance += effect * effect * noise_.variance_of_mean(windows_[w].residuals.size());
    }
    result_.injections.push_back({injections_[k], heat, std::sqrt(variance)});
  }

  // How far the power still moves in a window, in the direction in which the peak before it returns: what the
  // baseline around it does not explain.
  double return_uW(std::size_t w) const {
    const double rise = (windows_[w].slope_uW_s - baseline_slope(windows_[w])) * window_s_;
    return result_.injections[w - 1].heat_uJ < 0 ? rise : -rise;
  }

  double largest_heat_uJ() const {
    double largest = 0;
    for (const IntegratedInjection& one : result_.injections)
      largest = std::max(largest, std::abs(one.heat_uJ));
    return largest;
  }

  // Peaks that have not ended when the baseline begins lower it under all of them: by about what the power
  // still moves, for the length of the peak. Told from noise by all windows together.
  void add_tails() {
    double sum = 0, variance = 0;
    for (std::size_t w = 1; w < windows_.size(); ++w) {
      sum += return_uW(w);
      variance += noise_.variance_of_rise(windows_[w].residuals.size());
    }
    const double mean_uJ = sum / static_cast<double>(injections_.size()) * shortest_spacing_s();
    if (sum <= tail_sigmas * std::sqrt(variance) || mean_uJ < tail_share * largest_heat_uJ()) return;
    double largest = 0;
    for (std::size_t k = 0; k < injections_.size(); ++k) {
      const Peak peak = peak_of(k);
      const double length_s = thermogram_.time_s[peak.end] - thermogram_.time_s[peak.begin];
      const double tail_uJ = std::max(return_uW(k + 1), 0.0) * length_s;
      IntegratedInjection& injection = result_.injections[k];
      largest = std::max(largest, tail_uJ / injection.error_uJ);
      injection.error_uJ = std::hypot(injection.error_uJ, tail_uJ);
    }
    if (largest > 0.5)
      result_.warnings.push_back(
          "the power still returns from the peaks in the windows of the baseline, by " +
          format_rounded(sum / static_cast<double>(injections_.size()), 2) +
          " uW on average: heats are too small by up to about " + format_rounded(largest, 2) +
          " of their errors, which now contain it; shorter windows or a longer spacing "
          "would help");
  }

  // Peaks that begin where no injection was said to be: its times or their number are wrong.
  void warn_of_strays() {
    const double near_s = stray_share * shortest_spacing_s();
    std::vector<double> strays;
    for (const double found : find_injections(thermogram_)) {
      const auto is_near = [&](double injection) { return std::abs(found - injection) < near_s; };
      if (std::ranges::none_of(injections_, is_near)) strays.push_back(found);
    }
    if (strays.size() < least_strays) return;
    result_.warnings.push_back(
        std::to_string(strays.size()) + " peaks begin where there is no injection, the first" +
        at_time(strays.front()) + ": are the times of the injections and their number right?");
  }

  void warn_of_memory() {
    const double window = static_cast<double>(windows_.front().residuals.size());
    const double memory = noise_.memory_samples();
    if (memory <= window / memories_per_window ||
        result_.injections.front().error_uJ < noise_share * largest_heat_uJ())
      return;
    result_.warnings.push_back("the noise keeps its direction for about " + format_rounded(memory, 2) +
                               " samples, and a window of the baseline has " + format_number(window) +
                               ": the errors of the heats may be too small; take longer windows");
  }

  double baseline_slope(const BaselineWindow& window) const {
    const std::size_t a = window.begin, b = window.end - 1;
    return (result_.baseline_uW[b] - result_.baseline_uW[a]) /
           (thermogram_.time_s[b] - thermogram_.time_s[a]);
  }

  const Thermogram& thermogram_;
  std::vector<double> injections_;
  double step_s_;
  double window_s_ = 0;
  double duration_s_ = 0;
  double end_s_ = 0;
  std::vector<BaselineWindow> windows_;
  std::vector<NaturalSpline> effects_;  // of every window on the baseline
  Noise noise_;
  IntegratedThermogram result_;
};

}  // namespace

IntegratedThermogram integrate_thermogram(const Thermogram& thermogram, const IntegrationPlan& plan) {
  check_samples(thermogram);
  return Integration(thermogram, plan).run();
}

}  // namespace nacre::ligands
