#include "nacre/study/exafs_analysis.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "nacre/core/units.hpp"
#include "nacre/io/data_error.hpp"
#include "nacre/study/slug.hpp"

namespace nacre::study {
namespace {

using namespace scattering;

constexpr double shift_worth_saying_eV = 0.5;
constexpr double farthest_peak_A = 6;
constexpr double strange_over_noise = 5;
constexpr double worst_r_factor = 0.05;  // above it a fit describes little, by common experience

void complete(ExafsSpectrum& spectrum, const ExafsSettings& settings, const EdgeOptions& edge) {
  spectrum.edge = normalize(spectrum.spectrum, edge);
  spectrum.background = subtract_background(spectrum.spectrum, spectrum.edge, settings.background);
  spectrum.chi_r = to_r(spectrum.background.chi, settings.transform);
  spectrum.noise = noise_of(spectrum.chi_r, settings.transform);
}

// The shift of each scan against the first by what is given: their references or they themselves.
std::vector<EdgeShift> shifts_of(const std::vector<XafsSpectrum>& spectra, const EdgeOptions& options) {
  std::vector<EdgeShift> shifts;
  const Edge first = normalize(spectra.front(), options);
  for (const XafsSpectrum& one : spectra)
    shifts.push_back(shifts.empty() ? EdgeShift()
                                    : edge_shift(spectra.front(), first, one, normalize(one, options)));
  return shifts;
}

std::vector<XafsSpectrum> spectra_of(const std::vector<io::XafsScan>& scans, bool reference) {
  std::vector<XafsSpectrum> spectra;
  for (const io::XafsScan& scan : scans)
    spectra.push_back({scan.name, scan.energy_eV, reference ? scan.reference_mu : scan.mu});
  return spectra;
}

std::vector<EdgeShift> align(const Case& one, const std::vector<io::XafsScan>& scans,
                             ExafsAnalysis& analysis) {
  const std::string& how = one.text("data.align");
  std::vector<EdgeShift> shifts(1);
  if (scans.size() < 2 || how == "none") return std::vector<EdgeShift>(scans.size());
  const bool all = std::ranges::none_of(scans, [](const auto& scan) { return scan.reference_mu.empty(); });
  if (how == "reference" && !all)
    throw one.error("data.align", "not every scan has a reference foil", how,
                    "edge, none, or files with irefer or murefer");
  if (all && how != "edge") {
    try {
      analysis.aligned_by = "the reference foil";
      return shifts_of(spectra_of(scans, true), {});
    } catch (const std::invalid_argument& error) {
      if (how == "reference")
        throw one.error("data.align", std::string("the reference foils: ") + error.what());
      analysis.warnings.push_back(std::string("the reference foils could not be used: ") + error.what());
    }
  }
  analysis.aligned_by = "the edge";
  for (std::size_t i = 1; i < scans.size(); ++i) {  // the first that cannot be brought onto the first one
    const std::vector<io::XafsScan> two{scans[0], scans[i]};
    try {
      shifts.push_back(shifts_of(spectra_of(two, false), analysis.settings.edge).back());
    } catch (const std::invalid_argument& error) {
      io::fail_with_file(scans[i].file, "cannot be aligned with " + scans[0].name + ": " + error.what());
    }
  }
  return shifts;
}

void analyse_scans(const Case& one, ExafsAnalysis& analysis) {
  const std::vector<io::XafsScan> scans = read_exafs_scans(one);
  const std::vector<EdgeShift> shifts = align(one, scans, analysis);
  EdgeOptions edge = analysis.settings.edge;
  for (std::size_t i = 0; i < scans.size(); ++i) {
    ExafsSpectrum spectrum{.name = scans[i].name,
                           .file = scans[i].file,
                           .source = scans[i].source,
                           .spectrum = {scans[i].name, scans[i].energy_eV, scans[i].mu},
                           .shift_eV = shifts[i].shift_eV,
                           .shift_error_eV = shifts[i].error_eV};
    for (double& energy : spectrum.spectrum.energy_eV) energy += shifts[i].shift_eV;
    try {
      complete(spectrum, analysis.settings, edge);
    } catch (const std::invalid_argument& error) {
      io::fail_with_file(scans[i].file, error.what());
    }
    if (!analysis.aligned_by.empty()) edge.e0_eV = spectrum.edge.e0_eV;  // one zero of k for aligned scans
    for (const std::string& note : scans[i].notes) analysis.warnings.push_back(scans[i].name + ": " + note);
    if (std::abs(spectrum.shift_eV) > shift_worth_saying_eV)
      analysis.warnings.push_back(scans[i].name + ": its energies are shifted by " +
                                  format_with_uncertainty(spectrum.shift_eV, spectrum.shift_error_eV) +
                                  " eV, by " + analysis.aligned_by);
    analysis.scans.push_back(std::move(spectrum));
  }
}

void average(ExafsAnalysis& analysis) {
  std::vector<XafsSpectrum> spectra;
  std::vector<Edge> edges;
  for (const ExafsSpectrum& scan : analysis.scans) {
    spectra.push_back(scan.spectrum);
    edges.push_back(scan.edge);
  }
  MergedSpectrum merged = merge(spectra, edges);
  ExafsSpectrum mean{.name = analysis.name,
                     .source = "mean of " + std::to_string(spectra.size()) + " normalised scans",
                     .spectrum = std::move(merged.spectrum),
                     .error = std::move(merged.error)};
  EdgeOptions edge = analysis.settings.edge;
  edge.e0_eV = analysis.scans.front().edge.e0_eV;
  complete(mean, analysis.settings, edge);
  analysis.mean = std::move(mean);
  for (std::size_t i = 1; i < analysis.scans.size(); ++i) {
    analysis.agreements.push_back(agreement(analysis.scans[0].background.chi,
                                            analysis.scans[i].background.chi, analysis.settings.transform));
    if (const Agreement& found = analysis.agreements.back(); found.over_noise > strange_over_noise)
      analysis.warnings.push_back(analysis.scans[i].name + ": it differs from " + analysis.scans[0].name +
                                  " by " + format_rounded(100 * found.relative, 2) + " % of k^w chi(k), " +
                                  format_rounded(found.over_noise, 2) +
                                  " times what the noise of both makes: they may be of different samples");
  }
}

// The data end where they end: a window that goes on is cut there, and said.
void settle_window(ExafsAnalysis& analysis) {
  TransformOptions& transform = analysis.settings.transform;
  double end = 1e9;
  for (const ExafsSpectrum& scan : analysis.scans) end = std::min(end, scan.background.k_per_A.back());
  if (transform.k_max_per_A <= end) return;
  if (transform.k_min_per_A + 2 > end)
    throw analysis.one->error(
        "transform.k_min", "the data end before the window in k, or soon after its beginning",
        format_number(transform.k_min_per_A) + " 1/A",
        "at most " + format_rounded(end - 2) + " 1/A: the data end at " + format_rounded(end));
  analysis.warnings.push_back(analysis.name + ": the window in k ends with the data, at " +
                              format_rounded(end) + " 1/A in place of " +
                              format_rounded(transform.k_max_per_A));
  transform.k_max_per_A = end;
  for (ExafsSpectrum& scan : analysis.scans) {
    scan.chi_r = to_r(scan.background.chi, transform);
    scan.noise = noise_of(scan.chi_r, transform);
  }
}

// The fit counts independent points, which the solver knows nothing of.
FitSummary summary_of(const ShellFit& shell) {
  FitSummary summary = fit::summarize(shell.problem, shell.result);
  std::erase_if(summary.warnings, [](const std::string& text) { return text.starts_with("chi2_reduced"); });
  summary.chi2 = shell.chi2;
  summary.chi2_reduced = shell.chi2_reduced;
  summary.n_data = static_cast<int>(shell.independent);
  summary.aic = shell.chi2 + 2 * shell.result.n_free;
  summary.bic = shell.chi2 + shell.result.n_free * std::log(shell.independent);
  summary.scaling =
      "uncertainties for " + format_rounded(shell.independent) +
      " independent points, 2 dk dR / pi, and noise of " + format_rounded(shell.noise.in_r) +
      " in chi(R) as from 15 to 30 A" +
      (shell.chi2_reduced > 1 ? "; multiplied by sqrt(chi2_reduced), since the fit is worse than that" : "");
  if (shell.r_factor > worst_r_factor)
    summary.warnings.push_back("R-factor is " + format_rounded(shell.r_factor) +
                               ": one shell does not describe chi(R) between the distances of the fit");
  return summary;
}

void add_shell(ExafsAnalysis& analysis) {
  const Case& one = *analysis.one;
  const ScatteringPath path = read_shell_path(one, analysis.settings);
  const ShellRequest request = shell_request(one, analysis.settings, path);
  try {
    analysis.shell = fit_shell(analysis.sample().background.chi, path, request);
  } catch (const std::invalid_argument& error) {
    throw one.error("shell.r_max", error.what(), {}, "a wider range of k or R, or fewer free parameters");
  }
  analysis.summary = summary_of(*analysis.shell);
}

// Root mean square of k - center, as the transform weighs noise.
double spread_of_k(const TransformOptions& transform, double center) {
  const std::vector<double> window = k_window(transform, xafs_points / 2);
  double sum = 0, squares = 0;
  for (std::size_t i = 1; i < window.size(); ++i) {
    const double k = static_cast<double>(i) * xafs_k_step;
    const double weight = std::pow(window[i] * std::pow(k, transform.k_weight), 2);
    sum += weight, squares += weight * (k - center) * (k - center);
  }
  return std::sqrt(squares / sum);
}

}  // namespace

// chi(R) turns with R as exp(-2i k R) at the mean k of the signal. Against that the noise of d|chi|/dR is
// 2 (k - mean k) times that of |chi|; over the curvature it is the error of the maximum.
ExafsPeak first_peak(const Complexes& chi_r, double from_A, const XafsNoise& noise,
                     const TransformOptions& transform) {
  const auto first = static_cast<std::size_t>(from_A / xafs_r_step) + 1;
  const auto last = std::min(chi_r.size() - 1, static_cast<std::size_t>(farthest_peak_A / xafs_r_step));
  double highest = 0;
  for (std::size_t i = first; i < last; ++i) highest = std::max(highest, std::abs(chi_r[i]));
  for (std::size_t i = first; i < last; ++i) {
    const double a = std::abs(chi_r[i - 1]), b = std::abs(chi_r[i]), c = std::abs(chi_r[i + 1]);
    if (!(b >= a && b > c && b >= highest / 2)) continue;
    const double mean_k = -std::arg(chi_r[i + 1] / chi_r[i - 1]) / (4 * xafs_r_step);
    const double curvature = a - 2 * b + c, offset = (a - c) / (2 * curvature);
    return {
        .r_A = (static_cast<double>(i) + offset) * xafs_r_step,
        .error_A = 2 * noise.in_r * spread_of_k(transform, mean_k) * xafs_r_step * xafs_r_step / -curvature,
        .height = b - (a - c) * offset / 4};
  }
  return {};
}

ExafsAnalysis analyse_exafs(const Case& one) {
  ExafsAnalysis analysis{.one = &one, .name = exafs_name(one), .settings = exafs_settings(one)};
  analyse_scans(one, analysis);
  if (one.label.empty() && analysis.scans.size() == 1) analysis.name = analysis.scans.front().name;
  analysis.slug = slug_of(analysis.name);
  if (analysis.slug.empty()) analysis.slug = "sample";
  settle_window(analysis);
  if (analysis.scans.size() > 1) {
    try {
      average(analysis);
    } catch (const std::invalid_argument& error) {
      io::fail_with_file(analysis.scans.back().file, error.what());
    }
  }
  analysis.peak = first_peak(analysis.sample().chi_r, analysis.settings.background.r_background_A,
                             analysis.sample().noise, analysis.settings.transform);
  if (has_shell(one)) add_shell(analysis);
  return analysis;
}

}  // namespace nacre::study
