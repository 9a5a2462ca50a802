#include "nacre/spectra/first_exciton.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "nacre/spectra/exciton_model.hpp"
#include "nacre/spectra/photon_energy.hpp"

namespace nacre::spectra {
namespace {

// Half widths of the window, nm. Narrower ones would find ripples of the instrument in spectra with little
// noise: no ensemble has a first exciton much narrower than the first of them.
constexpr double tried_nm[] = {6, 8, 11, 15, 20};
constexpr double fewest_steps = 2.001;  // of the grid in a half width
constexpr double clear_depth = 15;      // of a minimum, in units of its noise: the window need not be wider
constexpr double shallow = 0.15;  // minima less deep than this share of the deepest are no first exciton
constexpr double next_sigmas[] = {3, 2};  // starts of the next transition
constexpr double other_ends[] = {0.8, 1.25};
constexpr int rounds = 3;
constexpr std::size_t spare_points = 4;  // beyond the parameters of a fit

double median_step(std::span<const double> x) {
  std::vector<double> steps;
  for (std::size_t i = 1; i < x.size(); ++i) steps.push_back(x[i] - x[i - 1]);
  std::ranges::nth_element(steps, steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2));
  return steps[steps.size() / 2];
}

std::shared_ptr<ExcitonWindow> window_between(std::span<const double> wavelength_nm,
                                              std::span<const double> absorbance, double sigma, double low_eV,
                                              double high_eV) {
  auto window = std::make_shared<ExcitonWindow>();
  window->sigma = sigma;
  for (std::size_t i = wavelength_nm.size(); i-- > 0;) {
    const double energy = energy_eV(wavelength_nm[i]);
    if (energy < low_eV || energy > high_eV) continue;
    window->energy_eV.push_back(energy);
    window->absorbance.push_back(absorbance[i]);
  }
  return window;
}

// The better of the fits from all starts.
void fit_best(const std::shared_ptr<const ExcitonWindow>& window, std::span<const ExcitonStart> starts,
              ExcitonFit& out) {
  for (const double above : next_sigmas) {
    fit::Problem problem = exciton_problem(window, starts, above);
    fit::Result result = fit::fit(problem);
    const bool first = out.result.values.empty();
    const bool better =
        result.converged != out.result.converged ? result.converged : result.chi2 < out.result.chi2;
    if (!first && !better) continue;
    out.problem = std::move(problem);
    out.result = std::move(result);
  }
}

// From what a fit has found, but no farther than its widths are off by half.
void move_starts(std::span<const double> values, std::span<ExcitonStart> starts) {
  for (std::size_t i = 0; i < starts.size(); ++i)
    starts[i] = {
        .energy_eV = values[3 * i + 1],
        .sigma_eV = std::clamp(values[3 * i + 2], 0.67 * starts[i].sigma_eV, 1.5 * starts[i].sigma_eV),
        .amplitude = values[3 * i]};
}

Exciton exciton_of(const fit::Result& result, std::size_t population) {
  const std::size_t k = 3 * population;
  const auto measured = [&](std::size_t i) { return Measured{result.values[i], result.uncertainties[i]}; };
  Exciton one{.energy_eV = measured(k + 1), .sigma_eV = measured(k + 2), .amplitude = measured(k)};
  one.peak_nm.value = energy_eV(one.energy_eV.value);
  one.peak_nm.error = one.peak_nm.value * one.energy_eV.error / one.energy_eV.value;
  return one;
}

std::string failure_of(const ExcitonFit& fit) {
  if (!fit.result.converged) return "the fit of the first exciton did not converge";
  for (std::size_t i = 0; i < fit.excitons.size(); ++i) {
    const Exciton& one = fit.excitons[i];
    const bool known = std::isfinite(one.energy_eV.error) && std::isfinite(one.amplitude.error);
    if (!known || !(one.amplitude.value > 3 * one.amplitude.error) || fit.result.at_bound[3 * i + 1])
      return "the spectrum does not determine the place of the first exciton";
  }
  return {};
}

// Where the curve turns from rising to falling with energy, within a standard deviation of the exciton:
// beyond, it is the maximum of the next transition.
double maximum_eV(std::span<const double> values) {
  const double low = values[1] - values[2], high = values[1] + values[2];
  constexpr int steps = 60;
  for (int i = 0; i < steps; ++i) {
    double a = low + (high - low) * i / steps, b = low + (high - low) * (i + 1) / steps;
    if (!(exciton_slope(values, a) > 0 && exciton_slope(values, b) <= 0)) continue;
    for (int round = 0; round < 60; ++round) {
      const double middle = 0.5 * (a + b);
      (exciton_slope(values, middle) > 0 ? a : b) = middle;
    }
    return 0.5 * (a + b);
  }
  return std::numeric_limits<double>::quiet_NaN();
}

// The maximum moves with a parameter p by -(d slope / d p) / (d slope / d E).
std::optional<Measured> maximum_of(const ExcitonFit& fit) {
  const double at_eV = maximum_eV(fit.result.values);
  if (std::isnan(at_eV)) return {};
  const double h = 1e-5;
  const double bend =
      (exciton_slope(fit.result.values, at_eV + h) - exciton_slope(fit.result.values, at_eV - h)) / (2 * h);
  const double slope_error = fit::propagate(
      fit.problem, fit.result, [&](std::span<const double> p) { return exciton_slope(p, at_eV); });
  const double peak_nm = energy_eV(at_eV);
  return Measured{peak_nm, peak_nm / at_eV * slope_error / std::abs(bend)};
}

// At a maximum the curve does not change with its place, so that a fixed one gives the error.
Measured height_of(const ExcitonFit& fit) {
  const auto height = [&](std::span<const double> p) {
    return exciton_curve(p, fit.maximum_nm ? energy_eV(fit.maximum_nm->value) : p[1]);
  };
  return {height(fit.result.values), fit::propagate(fit.problem, fit.result, height)};
}

}  // namespace

ExcitonFinder::ExcitonFinder(std::span<const double> wavelength_nm, const ExcitonOptions& options)
    : wavelength_nm_(wavelength_nm.begin(), wavelength_nm.end()), options_(options) {
  if (options.populations < 1 || options.populations > most_populations)
    throw std::invalid_argument("one or two populations have a first exciton");
  if (wavelength_nm_.size() < 12 || !(wavelength_nm_.front() > 0))
    throw std::invalid_argument("a spectrum needs twelve positive wavelengths");
  if (options.half_width_nm > 0) {
    windows_.emplace_back(wavelength_nm, options.half_width_nm);
    return;
  }
  const double step = median_step(wavelength_nm);
  for (const double tried : tried_nm) {
    const double half_width = std::max(tried, fewest_steps * step);
    if (windows_.empty() || half_width > windows_.back().half_width())
      windows_.emplace_back(wavelength_nm, half_width);
  }
}

std::vector<ExcitonFinder::Minimum> ExcitonFinder::minima(const SecondDerivative& window,
                                                          std::span<const double> derivative,
                                                          double sigma) const {
  std::vector<Minimum> list;
  const std::size_t n = derivative.size();
  double deepest = 0;
  for (std::size_t i = n - 1; i-- > 1;) {
    if (wavelength_nm_[i] < options_.from_nm || wavelength_nm_[i] > options_.to_nm) continue;
    if (derivative[i] > derivative[i - 1] || derivative[i] >= derivative[i + 1]) continue;
    if (!(-derivative[i] > options_.least_depth * sigma * window.gain(i))) continue;
    std::size_t low = i, high = i;
    while (low > 0 && derivative[low] < 0) --low;
    while (high + 1 < n && derivative[high] < 0) ++high;
    list.push_back({i, 0.5 * (wavelength_nm_[high] - wavelength_nm_[low]), -derivative[i]});
    deepest = std::max(deepest, list.back().depth);
  }
  std::erase_if(list, [&](const Minimum& one) { return one.depth < shallow * deepest; });
  return list;
}

// The narrowest window in which the minima that are needed are clear, else that in which they are clearest.
bool ExcitonFinder::choose_window(std::span<const double> absorbance, double sigma, ExcitonFit& out,
                                  std::vector<Minimum>& found) const {
  const std::size_t needed = static_cast<std::size_t>(options_.populations);
  double best = 0;
  for (const SecondDerivative& window : windows_) {
    std::vector<double> derivative = window(absorbance);
    std::vector<Minimum> list = minima(window, derivative, sigma);
    const bool enough = list.size() >= needed;
    if (enough) list.resize(needed);
    double clearest = enough ? std::numeric_limits<double>::infinity() : 0;
    for (const Minimum& one : list)
      if (enough) clearest = std::min(clearest, one.depth / (sigma * window.gain(one.point)));
    if (!out.derivative.empty() && !(clearest > best)) continue;
    best = clearest;
    found = std::move(list);
    out.derivative = std::move(derivative);
    out.half_width_nm = window.half_width();
    out.derivative_noise = found.empty() ? 0 : sigma * window.gain(found.front().point);
    if (best >= clear_depth) break;
  }
  return found.size() == needed;
}

void ExcitonFinder::fit_window(std::span<const double> absorbance, double sigma,
                               const std::vector<Minimum>& found, ExcitonFit& out) const {
  std::vector<ExcitonStart> starts;
  for (const Minimum& one : found) {
    const double peak_nm = wavelength_nm_[one.point];
    starts.push_back({.energy_eV = energy_eV(peak_nm),
                      .sigma_eV = energy_eV(peak_nm) * one.sigma_nm / peak_nm,
                      .amplitude = one.depth * one.sigma_nm * one.sigma_nm});
  }
  double low_eV = 0;
  const auto window_up_to = [&](double share) {
    const double high_eV = starts.back().energy_eV + share * options_.above_sigmas * starts.back().sigma_eV;
    return window_between(wavelength_nm_, absorbance, sigma, low_eV, high_eV);
  };
  const std::size_t parameters = 3 * starts.size() + 4;
  std::shared_ptr<const ExcitonWindow> window;
  // The derivative says where to begin, and the fit where its own window and priors belong.
  for (int round = 0; round < rounds; ++round) {
    low_eV = starts.front().energy_eV - options_.below_sigmas * starts.front().sigma_eV;
    window = window_up_to(1);
    if (window->energy_eV.size() < parameters + spare_points) {
      out.failure = "there are too few points about the first exciton";
      return;
    }
    out.result = {};
    fit_best(window, starts, out);
    if (round + 1 < rounds && out.result.converged) move_starts(out.result.values, starts);
  }
  for (std::size_t i = 0; i < starts.size(); ++i) out.excitons.push_back(exciton_of(out.result, i));
  for (std::size_t i = window->energy_eV.size(); i-- > 0;) {
    out.wavelength_nm.push_back(energy_eV(window->energy_eV[i]));
    out.fitted.push_back(exciton_curve(out.result.values, window->energy_eV[i]));
    out.background.push_back(exciton_background(out.result.values, window->energy_eV[i]));
  }
  out.failure = failure_of(out);
  if (!out.found()) return;
  out.maximum_nm = maximum_of(out);
  out.height = height_of(out);
  for (const double share : other_ends) {
    const auto other = window_up_to(share);
    if (other->energy_eV.size() < parameters + spare_points) continue;
    ExcitonFit again;
    fit_best(other, starts, again);
    if (!again.result.converged) continue;
    const auto widen = [](double& shift, double a, double b) { shift = std::max(shift, std::abs(a - b)); };
    widen(out.window_shift_nm, energy_eV(again.result.values[1]), out.excitons.front().peak_nm.value);
    const double maximum = maximum_eV(again.result.values);
    if (out.maximum_nm && std::isfinite(maximum))
      widen(out.maximum_shift_nm, energy_eV(maximum), out.maximum_nm->value);
  }
}

ExcitonFit ExcitonFinder::operator()(std::span<const double> absorbance, double sigma) const {
  if (absorbance.size() != wavelength_nm_.size())
    throw std::invalid_argument("a spectrum has as many values as its grid");
  ExcitonFit out;
  std::vector<Minimum> found;
  if (!(sigma > 0)) sigma = 1e-9;
  if (!choose_window(absorbance, sigma, out, found)) {
    out.failure = options_.populations == 1
                      ? "no first exciton stands out from the noise"
                      : "the first excitons of two populations do not stand out from the noise";
    return out;
  }
  for (const Minimum& one : found) out.minima_nm.push_back(wavelength_nm_[one.point]);
  fit_window(absorbance, sigma, found, out);
  return out;
}

}  // namespace nacre::spectra
