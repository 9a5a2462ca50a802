// What an absorption study says: headline, warnings, fits.
#include <algorithm>
#include <cmath>

#include "nacre/core/units.hpp"
#include "nacre/study/absorption_analysis.hpp"

namespace nacre::study {
namespace {

using spectra::Measured;

constexpr std::size_t most_fits = 12;   // of single spectra that are told in full
constexpr double large_shift_nm = 0.5;  // of a peak with its window, worth a word
constexpr std::size_t most_named = 3;

std::string text(const Measured& value) { return format_with_uncertainty(value.value, value.error); }

std::string unit_behind(const std::string& unit) { return unit.empty() ? "" : " " + unit; }

std::string at_text(const AbsorptionAnalysis& analysis, const AbsorptionFrame& frame) {
  if (std::isnan(frame.raw->at) || frame.raw->name.find(' ') != std::string::npos)
    return "\"" + frame.raw->name + "\"";
  return "\"" + frame.raw->name + "\" (" + format_rounded(frame.raw->at, 6) +
         unit_behind(analysis.data.at_unit) + ")";
}

std::string size_text(const AbsorptionFrame& frame, const AbsorptionFinal& final) {
  const PopulationSize& size = frame.sizes.front();
  std::string words = "first exciton is at " + text(size.peak_nm) + " nm";
  if (std::isfinite(size.diameter_nm.value))
    words += ", radius " + text({0.5 * final.diameter_nm.value, 0.5 * final.diameter_nm.error}) + " nm";
  return words;
}

std::string amount_text(const AbsorptionFinal& final) {
  std::string words;
  if (final.concentration_uM) words += ", " + text(*final.concentration_uM) + " umol/L particles";
  if (final.yield) words += ", yield " + text({100 * final.yield->value, 100 * final.yield->error}) + " %";
  if (final.sites_mM) words += ", " + text(*final.sites_mM) + " mmol/L binding sites";
  return words;
}

std::string kinetics_text(const spectra::YieldKinetics& fit) {
  return "Concentration reaches 98 % after " + text(fit.t98_concentration_s) + " s, yield after " +
         text(fit.t98_yield_s) + " s: nucleation takes " +
         text({100 * fit.nucleation_share.value, 100 * fit.nucleation_share.error}) +
         " % of the reaction time.";
}

std::string p_text(double p) { return p < 1e-12 ? "p < 1e-12" : "p = " + format_rounded(p, 2); }

std::string dilution_text(const AbsorptionAnalysis& one) {
  const spectra::DilutionSeries& fit = *one.dilution;
  const bool curved = fit.p_curvature < one.plan.significance;
  return "absorbance at " + format_rounded(*one.plan.dilution_nm, 4) + " nm is " +
         (curved ? "not linear" : "linear") + " in the concentration (" + p_text(fit.p_curvature) +
         "), slope " + text(fit.slope);
}

std::string sentence_of(const AbsorptionAnalysis& one) {
  std::string words;
  const AbsorptionFrame& last = *one.last_ok();
  if (last.has_peak()) {
    const AbsorptionFinal final = with_common_errors(one, last);
    words = (one.frames.size() > 1 ? "at the end the " : "the ") + size_text(last, final);
    words += amount_text(final);
  }
  if (one.dilution) words += (words.empty() ? "" : "; ") + dilution_text(one);
  if (words.empty()) words = std::to_string(one.frames.size()) + " spectra, no peaks looked for";
  words += ".";
  if (one.kinetics) words += " " + kinetics_text(*one.kinetics);
  return words;
}

// --- warnings
// -------------------------------------------------------------------------------------------------

// "3 spectra, first "30 s": reason".
template <typename Pick>
void warn_of_frames(const AbsorptionAnalysis& analysis, const Pick& pick, const std::string& what,
                    std::vector<std::string>& list) {
  std::string named;
  std::size_t count = 0;
  for (const AbsorptionFrame& frame : analysis.frames) {
    if (!pick(frame)) continue;
    if (++count <= most_named) named += (count > 1 ? ", " : "") + at_text(analysis, frame);
  }
  if (count == 0) return;
  const std::string more = count > most_named ? " and " + std::to_string(count - most_named) + " more" : "";
  list.push_back(what + ": " + named + more);
}

void warn_of_defects(const AbsorptionAnalysis& analysis, std::vector<std::string>& list) {
  std::size_t count = 0;
  for (const AbsorptionFrame& frame : analysis.frames) {
    if (frame.ok()) continue;
    if (++count <= most_named) list.push_back(at_text(analysis, frame) + ": " + frame.status);
  }
  if (count > most_named)
    list.push_back(std::to_string(count - most_named) +
                   " more spectra could not be used (status in tables/frames.csv)");
}

void warn_of_windows(const AbsorptionAnalysis& analysis, std::vector<std::string>& list) {
  std::vector<double> shifts;
  for (const AbsorptionFrame& frame : analysis.frames)
    if (frame.ok() && frame.has_peak()) shifts.push_back(analysis.window_shift_nm(frame));
  if (shifts.empty() || analysis.position == PeakPosition::derivative) return;
  const auto middle = shifts.begin() + static_cast<std::ptrdiff_t>(shifts.size() / 2);
  std::ranges::nth_element(shifts, middle);
  if (*middle < large_shift_nm) return;
  list.push_back(
      "the place of the first exciton moves by " + format_rounded(*middle, 2) +
      " nm (median) with the window of its fit, more than its standard error says: two Gaussians are not "
      "all there is (peak_window_nm in tables/frames.csv)");
}

void warn_of_sizes(const AbsorptionAnalysis& analysis, std::vector<std::string>& list) {
  if (!analysis.plan.sizing) return;
  const spectra::SizingCurve& curve = analysis.plan.sizing->curve();
  const auto outside = [](const AbsorptionFrame& frame) {
    return std::ranges::any_of(frame.sizes, [](const PopulationSize& s) {
      return !s.in_range && std::isfinite(s.diameter_nm.value);
    });
  };
  warn_of_frames(analysis, outside,
                 "diameters beyond the range of the sizing curve " + std::string(curve.name) + ", " +
                     format_number(curve.lower_nm) + " to " + format_number(curve.upper_nm) + " nm",
                 list);
}

// Where the study has chosen the place, it knows.
void warn_of_shoulders(const AbsorptionAnalysis& analysis, std::vector<std::string>& list) {
  const bool chosen = analysis.plan.position != PeakPosition::automatic;
  if (chosen || !analysis.plan.sizing || analysis.shoulders == 0 || analysis.plan.peak.populations > 1)
    return;
  list.push_back(
      "the first exciton is a shoulder without a maximum in " + std::to_string(analysis.shoulders) + " of " +
      std::to_string(analysis.frames.size()) +
      " spectra: the sizing curve, made with maxima, gets the middle of the fitted Gaussian in all "
      "of them (position under [peak])");
}

void warn_of_populations(const AbsorptionAnalysis& analysis, std::vector<std::string>& list) {
  if (!analysis.plan.amount || analysis.plan.peak.populations < 2) return;
  list.push_back(
      "the absorbance far above is that of both populations: volume fraction and yield are of all of the "
      "material, and concentrations of particles and sites are not given");
}

void warn_of_yields(const AbsorptionAnalysis& analysis, std::vector<std::string>& list) {
  const auto above_one = [](const AbsorptionFrame& frame) {
    return frame.yield && frame.yield->value > 1 + 3 * frame.yield->error;
  };
  warn_of_frames(analysis, above_one,
                 "more material than the precursor can make (yield above 1): check dilution, path length and "
                 "coefficient",
                 list);
}

void warn_of_kinetics(const AbsorptionAnalysis& analysis, std::vector<std::string>& list) {
  if (!analysis.kinetics_failure.empty())
    list.push_back("yield and concentration were not fitted: " + analysis.kinetics_failure);
  if (!analysis.kinetics) return;
  const spectra::YieldKinetics& fit = *analysis.kinetics;
  for (const std::string& warning : fit.result.warnings) list.push_back("kinetics: " + warning);
  const double last_s = fit.points.back().time_s;
  if (fit.t98_yield_s.value > last_s - fit.model.start_s)
    list.push_back("98 % of the yield lie beyond the last spectrum (" + format_rounded(last_s, 4) +
                   " s): the time is an extrapolation of the law");
}

}  // namespace

std::string absorption_headline(const std::vector<AbsorptionAnalysis>& analyses) {
  if (analyses.size() == 1) {
    std::string words = sentence_of(analyses.front());
    words.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(words.front())));
    return words;
  }
  std::string words;
  for (std::size_t i = 0; i < analyses.size() && i < 6; ++i)
    words += (i > 0 ? " " : "") + analyses[i].name + ": " + sentence_of(analyses[i]);
  return words;
}

std::vector<std::string> absorption_warnings(const AbsorptionAnalysis& analysis) {
  std::vector<std::string> list = analysis.data.warnings;
  warn_of_defects(analysis, list);
  warn_of_frames(
      analysis, [](const AbsorptionFrame& f) { return f.saturated; },
      "absorbance above " + format_number(analysis.plan.limit) +
          " where it is read, where detectors see too little light",
      list);
  warn_of_sizes(analysis, list);
  warn_of_windows(analysis, list);
  warn_of_shoulders(analysis, list);
  warn_of_populations(analysis, list);
  warn_of_yields(analysis, list);
  warn_of_kinetics(analysis, list);
  if (analysis.dilution && analysis.dilution->p_intercept < analysis.plan.significance)
    list.push_back("the line of the dilution series misses the origin (" +
                   p_text(analysis.dilution->p_intercept) + "): check the baseline");
  for (std::string& one : list) one = analysis.name + ": " + one;
  return list;
}

std::vector<FitSummary> absorption_fits(const AbsorptionAnalysis& analysis) {
  std::vector<FitSummary> list;
  if (analysis.kinetics)
    list.push_back(fit::summarize(analysis.kinetics->problem, analysis.kinetics->result));
  if (analysis.dilution)
    list.push_back(fit::summarize(analysis.dilution->problem, analysis.dilution->result));
  if (analysis.frames.size() <= most_fits)
    for (const AbsorptionFrame& frame : analysis.frames) {
      if (!frame.has_peak()) continue;
      list.push_back(fit::summarize(frame.peak.problem, frame.peak.result));
      list.back().name = frame.raw->name;
    }
  for (FitSummary& one : list) one.name = analysis.name + ", " + one.name;
  return list;
}

}  // namespace nacre::study
