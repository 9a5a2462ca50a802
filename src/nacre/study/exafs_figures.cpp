#include "nacre/study/exafs_figures.hpp"

#include <algorithm>
#include <cmath>

#include "nacre/core/units.hpp"

namespace nacre::study {
namespace {

using namespace scattering;

constexpr double farthest_A = 6;
constexpr double near_edge_below_eV = 30, near_edge_above_eV = 80;
constexpr std::size_t most_points = 800;
constexpr double background_from_k = 1;  // 1/A: below, a weight of k leaves the spline to itself
constexpr int background_color = 1, line_color = 3;

// What is drawn together: a spectrum, its label and its color.
struct Drawn {
  const ExafsSpectrum* spectrum = nullptr;
  const ExafsAnalysis* analysis = nullptr;
  std::string label{};
  int color = 0;
  double shade = 1;
};

// Every sample; of scans the mean, and they themselves paler.
std::vector<Drawn> drawn(const std::vector<ExafsAnalysis>& analyses) {
  std::vector<Drawn> all;
  int color = 0;
  for (const ExafsAnalysis& one : analyses) {
    if (one.mean)
      for (const ExafsSpectrum& scan : one.scans)
        all.push_back(
            {&scan, &one, scan.name, analyses.size() > 1 ? color : ++color, analyses.size() > 1 ? 0.5 : 1});
    all.push_back({&one.sample(), &one, one.name, analyses.size() > 1 ? color : 0, 1});
    ++color;
  }
  return all;
}

std::string weighted(int k_weight, const std::string& what) {
  if (k_weight == 0) return what;
  return (k_weight == 1 ? "k " : "k^" + std::to_string(k_weight) + " ") + what;
}

std::string unit_of_chi(int power) {
  return power == 0 ? "" : power == 1 ? "1/A" : "A^-" + std::to_string(power);
}

template <typename Value>
Curve curve_of(Curve curve, std::size_t from, std::size_t to, const std::vector<double>& x,
               const Value& value) {
  for (const std::size_t i : thinned(to - from, most_points)) {
    const double y = value(from + i);
    if (!std::isfinite(y)) continue;
    curve.x.push_back(x[from + i]);
    curve.y.push_back(y);
  }
  return curve;
}

Plot absorption_plot(const ExafsAnalysis& one, bool several) {
  const ExafsSpectrum& s = one.scans.front();
  const auto& x = s.spectrum.energy_eV;
  const std::size_t n = x.size();
  const bool scans = one.scans.size() > 1;
  Plot plot{
      .id = "absorption" + (several ? "-" + one.slug : ""),
      .title = "Absorption and its background" + (several || scans ? ", " + (scans ? s.name : one.name) : ""),
      .caption =
          "Line before the edge, polynomial after it (dashed), and the background: the spline that leaves "
          "nothing in the transform below " +
          format_rounded(one.settings.background.r_background_A) +
          " A (AUTOBK, Newville et al. 1993). Edge step " +
          format_with_uncertainty(s.edge.step, s.edge.step_error) +
          " at E0 = " + format_rounded(s.edge.e0_eV, 7) + " eV.",
      .x = {"energy", "eV"},
      .y = {"absorption mu", ""}};
  const double from_eV = s.edge.e0_eV + background_from_k * background_from_k / k2_per_eV;
  const auto background = [&](auto i) { return x[i] < from_eV ? no_value : s.background.mu0[i]; };
  plot.curves.push_back(
      curve_of({.label = "measured", .color = 0}, 0, n, x, [&](auto i) { return s.spectrum.mu[i]; }));
  plot.curves.push_back(curve_of({.label = "background", .color = background_color}, 0, n, x, background));
  plot.curves.push_back(curve_of({.label = "before the edge", .mark = Mark::dashed, .color = line_color}, 0,
                                 n, x, [&](auto i) { return s.edge.pre_edge[i]; }));
  plot.curves.push_back(curve_of({.label = "after the edge", .mark = Mark::dashed, .color = 2}, s.edge.index,
                                 n, x, [&](auto i) { return s.edge.post_edge[i]; }));
  return plot;
}

Plot edge_plot(const std::vector<Drawn>& all) {
  Plot plot{
      .id = "edge",
      .title = "Normalised near the edge",
      .caption =
          "(mu - line before the edge) / edge step, above E0 without the curvature of the line after it.",
      .x = {"energy", "eV"},
      .y = {"normalised absorption", ""}};
  for (const Drawn& one : all) {
    const ExafsSpectrum& s = *one.spectrum;
    const auto& x = s.spectrum.energy_eV;
    const auto from = std::ranges::lower_bound(x, s.edge.e0_eV - near_edge_below_eV) - x.begin();
    const auto to = std::ranges::upper_bound(x, s.edge.e0_eV + near_edge_above_eV) - x.begin();
    plot.curves.push_back(curve_of({.label = one.label, .color = one.color, .shade = one.shade},
                                   static_cast<std::size_t>(from), static_cast<std::size_t>(to), x,
                                   [&](auto i) { return s.edge.flattened[i]; }));
  }
  return plot;
}

Plot chi_plot(const std::vector<Drawn>& all) {
  const TransformOptions& transform = all.front().analysis->settings.transform;
  const int weight = transform.k_weight;
  Plot plot{
      .id = "chi",
      .title = "EXAFS, " + weighted(weight, "chi(k)"),
      .caption =
          "Oscillations above the background against k = sqrt(2 m (E - E0)) / hbar. The transform sees " +
          format_rounded(transform.k_min_per_A) + " to " + format_rounded(transform.k_max_per_A) + " 1/A.",
      .x = {"k", "1/A"},
      .y = {weighted(weight, "chi"), unit_of_chi(weight)}};
  for (const Drawn& one : all) {
    const Background& b = one.spectrum->background;
    const auto value = [&](auto i) { return std::pow(b.k_per_A[i], weight) * b.chi[i]; };
    plot.curves.push_back(curve_of({.label = one.label, .color = one.color, .shade = one.shade}, 0,
                                   b.chi.size(), b.k_per_A, value));
  }
  return plot;
}

std::vector<double> distances() {
  std::vector<double> r;
  for (std::size_t i = 0; static_cast<double>(i) * xafs_r_step <= farthest_A; ++i)
    r.push_back(static_cast<double>(i) * xafs_r_step);
  return r;
}

Plot magnitude_plot(const std::vector<Drawn>& all) {
  const TransformOptions& transform = all.front().analysis->settings.transform;
  Plot plot{
      .id = "magnitude",
      .title = "|chi(R)|",
      .caption = "Magnitude of the transform of " + weighted(transform.k_weight, "chi(k)") +
                 ". Maxima lie 0.2 to 0.5 A before the distances, which the phase of the scattering shifts.",
      .x = {"R, not corrected for phase", "A"},
      .y = {"|chi(R)|", unit_of_chi(transform.k_weight + 1)}};
  const std::vector<double> r = distances();
  for (const Drawn& one : all) {
    plot.curves.push_back(curve_of({.label = one.label, .color = one.color, .shade = one.shade}, 0, r.size(),
                                   r, [&](auto i) { return std::abs(one.spectrum->chi_r[i]); }));
    const auto& shell = one.analysis->shell;
    if (!shell || one.spectrum != &one.analysis->sample()) continue;
    const Complexes fit = to_r(shell->chi, one.analysis->settings.transform);
    plot.curves.push_back(curve_of({.label = one.label + ", shell", .mark = Mark::dashed, .color = one.color},
                                   0, r.size(), r, [&](auto i) { return std::abs(fit[i]); }));
  }
  return plot;
}

Plot shell_plot(const ExafsAnalysis& one, bool several) {
  const Complexes& data = one.sample().chi_r;
  const Complexes fit = to_r(one.shell->chi, one.settings.transform);
  const std::vector<double> r = distances();
  const double low = one.one->number("shell.r_min"), high = one.one->number("shell.r_max");
  Plot plot{.id = "shell" + (several ? "-" + one.slug : ""),
            .title = "First shell" + (several ? ", " + one.name : ""),
            .caption = "Real part of chi(R) and its magnitude as envelope; fitted over " +
                       format_rounded(low) + " to " + format_rounded(high) +
                       " A in the real and the imaginary part, with amplitude and phase of " +
                       one.shell->problem.model.substr(std::string("one shell, ").size()) + ". R-factor " +
                       format_rounded(one.shell->r_factor) + ".",
            .x = {"R, not corrected for phase", "A"},
            .y = {"chi(R)", unit_of_chi(one.settings.transform.k_weight + 1)}};
  const auto add = [&](Curve curve, const auto& value) {
    plot.curves.push_back(curve_of(std::move(curve), 0, r.size(), r, value));
  };
  add({.label = "real part", .mark = Mark::points, .color = 0}, [&](auto i) { return data[i].real(); });
  add({.label = "fit", .color = background_color}, [&](auto i) { return fit[i].real(); });
  add({.label = "magnitude", .mark = Mark::dashed, .color = 0}, [&](auto i) { return std::abs(data[i]); });
  add({.label = "of the fit", .mark = Mark::dashed, .color = background_color},
      [&](auto i) { return std::abs(fit[i]); });
  return plot;
}

CorrelationMap correlation_map(const ExafsAnalysis& one, bool several) {
  return {.id = "correlations" + (several ? "-" + one.slug : ""),
          .title = "Correlations of the shell" + (several ? ", " + one.name : ""),
          .caption = "Number and disorder go together, as do distance and zero of k.",
          .names = one.summary.free_names,
          .values = one.summary.correlations};
}

}  // namespace

std::vector<Figure> exafs_figures(const std::vector<ExafsAnalysis>& analyses) {
  const bool several = analyses.size() > 1;
  const std::vector<Drawn> all = drawn(analyses);
  std::vector<Figure> figures;
  figures.emplace_back(magnitude_plot(all));
  for (const ExafsAnalysis& one : analyses)
    if (one.shell) figures.emplace_back(shell_plot(one, several));
  figures.emplace_back(chi_plot(all));
  figures.emplace_back(edge_plot(all));
  for (const ExafsAnalysis& one : analyses) figures.emplace_back(absorption_plot(one, several));
  for (const ExafsAnalysis& one : analyses)
    if (one.shell && one.summary.free_names.size() > 1) figures.emplace_back(correlation_map(one, several));
  return figures;
}

}  // namespace nacre::study
