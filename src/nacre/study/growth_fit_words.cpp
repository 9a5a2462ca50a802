// Headline, quantities and warnings of fits of a synthesis.
#include <algorithm>
#include <cmath>

#include "nacre/core/units.hpp"
#include "nacre/study/growth_fit_output.hpp"

namespace nacre::study {
namespace {

constexpr double large_solver_difference = 0.3;  // of a standard error
constexpr std::size_t told_ends = 4;
constexpr double hopeless_chi2 = 10;  // reduced

CaseLabel label_of(const GrowthFitAnalysis& analysis, std::size_t course) {
  CaseLabel label = analysis.one->label;
  if (analysis.data.courses.size() > 1) label.emplace_back("file", analysis.data.courses[course].name);
  return label;
}

void add_found(const GrowthFitAnalysis& analysis, std::vector<Quantity>& list) {
  const auto values = analysis.fit.values(), uncertainties = analysis.fit.uncertainties();
  const auto intervals = analysis.fit.intervals();
  for (std::size_t i = 0; i < values.size(); ++i) {
    const growth::CourseParameter& one = analysis.fit.plan.parameters[i];
    list.push_back({.name = one.name,
                    .value = values[i],
                    .uncertainty = uncertainties[i],
                    .interval = intervals[i],
                    .unit = one.unit,
                    .description = one.description,
                    .case_label = analysis.one->label});
  }
}

void add_derived(const GrowthFitAnalysis& analysis, std::size_t course, std::vector<Quantity>& list) {
  const GrowthSummary& summary = analysis.summaries[course];
  const auto add = [&](const char* name, double value, const char* unit, const char* description) {
    if (!std::isfinite(value)) return;
    list.push_back({.name = name,
                    .value = value,
                    .unit = unit,
                    .description = std::string(description) + ", of the best fit",
                    .case_label = label_of(analysis, course)});
  };
  add("t98_yield", summary.yield.time_s, "s", "time to 98 % of the final yield or its maximum");
  add("t98_concentration", summary.concentration.time_s, "s", "the same of the number of particles");
  add("nucleation_share", summary.nucleation_share, "", "t98_concentration / t98_yield");
  add("radius_final", summary.radius_nm, "nm", "mean radius at the end");
  add("dispersity_final", summary.dispersity, "", "sigma / mean radius at the end");
  add("concentration_final", summary.concentration_mol_m3, "mol/m3", "particles at the end");
  add("yield_final", summary.yield_final, "", "share in particles at the end");
}

std::string with_unit(const std::string& text, const std::string& unit) {
  return unit.empty() || unit == "1" ? text : text + " " + unit;
}

std::string value_text(const GrowthFitAnalysis& analysis, std::size_t i) {
  const growth::CourseParameter& one = analysis.fit.plan.parameters[i];
  const double value = analysis.fit.values()[i], error = analysis.fit.uncertainties()[i];
  if (analysis.fit.result.at_bound[i])
    return one.name + " = " + with_unit(format_rounded(value, 4), one.unit) + " (at its bound)";
  if (!std::isfinite(error)) return one.name + " undetermined";
  return one.name + " = " + with_unit(format_with_uncertainty(value, error), one.unit);
}

// Whatever was found is worth little where the best course misses the data by several errors throughout.
std::string verdict_of(const GrowthFitAnalysis& analysis) {
  const double chi2 = analysis.fit.result.chi2_reduced();
  if (!analysis.data.errors_known || !(chi2 > hopeless_chi2)) return {};
  return "The model does not describe these data (reduced chi2 " + format_rounded(chi2) + "). ";
}

std::string sentence_of(const GrowthFitAnalysis& analysis) {
  std::string line = analysis.name + ": ";
  for (std::size_t i = 0; i < analysis.fit.plan.parameters.size(); ++i)
    line += (i == 0 ? "" : ", ") + value_text(analysis, i);
  line += "; " + std::to_string(analysis.fit.result.n_data) + " data";
  if (analysis.data.errors_known)
    line += ", reduced chi2 " + format_rounded(analysis.fit.result.chi2_reduced());
  line += ".";
  if (!analysis.fit.ambiguities.empty())
    line += " These data do not determine every parameter: see the warnings.";
  return line;
}

const GrowthFitAnalysis& preferred(const std::vector<GrowthFitAnalysis>& analyses) {
  return *std::ranges::min_element(analyses, {}, [](const auto& one) { return one.fit.result.aic(); });
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i)
    text += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
  return text;
}

// "surface_energy +1 %" of a logarithm, "ln_prefactor +1.03" of anything else.
std::string change_text(const growth::CourseParameter& one, double change) {
  const std::string sign = change > 0 ? " +" : " ";
  if (!one.logarithmic) return one.name + sign + with_unit(format_rounded(change), one.unit);
  return one.name + sign + format_rounded(100 * std::expm1(change)) + " %";
}

std::string symbol(const growth::CourseParameter& one) {
  return one.logarithmic ? "ln(" + one.name + ")" : one.name;
}

// The combination of two that does not change along the direction: u_b - s u_a.
std::string determined_text(const growth::CourseFit& fit, const growth::Ambiguity& ambiguity) {
  const std::size_t a = ambiguity.members[0], b = ambiguity.members[1], n = fit.plan.parameters.size();
  const double slope = ambiguity.change[1] / ambiguity.change[0];
  const auto& c = fit.result.covariance;
  const double variance = c[b * n + b] - 2 * slope * c[a * n + b] + slope * slope * c[a * n + a];
  const double value = fit.result.values[b] - slope * fit.result.values[a];
  return symbol(fit.plan.parameters[b]) + (slope > 0 ? " - " : " + ") + format_rounded(std::abs(slope), 4) +
         " " + symbol(fit.plan.parameters[a]) + " = " +
         format_with_uncertainty(value, variance > 0 ? std::sqrt(variance) : no_value);
}

double correlation(const growth::CourseFit& fit, std::size_t a, std::size_t b) {
  const std::size_t n = fit.plan.parameters.size();
  const auto& c = fit.result.covariance;
  return c[a * n + b] / std::sqrt(c[a * n + a] * c[b * n + b]);
}

std::string strength_text(const growth::CourseFit& fit, const growth::Ambiguity& ambiguity) {
  const double c =
      ambiguity.members.size() == 2 ? correlation(fit, ambiguity.members[0], ambiguity.members[1]) : no_value;
  if (std::isfinite(c)) return " (correlation " + format_rounded(c, 4) + ")";
  if (std::isinf(ambiguity.stretch)) return "";
  return " (errors " + format_rounded(ambiguity.stretch, 2) +
         " times what they were if the others were known)";
}

// Starts that ended elsewhere, the most telling first.
std::string other_ends(const growth::CourseFit& fit) {
  std::vector<double> ends;
  std::size_t failed = 0;
  for (const growth::CourseStart& one : fit.starts) {
    if (one.reached_best) continue;
    if (std::isfinite(one.chi2))
      ends.push_back(one.chi2);
    else
      ++failed;
  }
  std::ranges::sort(ends);
  std::string text;
  for (std::size_t i = 0; i < std::min(ends.size(), told_ends); ++i)
    text += (i == 0 ? "ended at chi2 = " : ", ") + format_rounded(ends[i]);
  if (ends.size() > told_ends) text += " and higher";
  if (failed > 0) text += (text.empty() ? "" : "; ") + std::to_string(failed) + " made no particles";
  return text;
}

void warn_of_starts(const GrowthFitAnalysis& analysis, std::vector<std::string>& list) {
  const auto& starts = analysis.fit.starts;
  const auto best = std::ranges::count_if(starts, &growth::CourseStart::reached_best);
  if (starts.size() == 1 || 2 * best >= static_cast<std::ptrdiff_t>(starts.size())) return;
  list.push_back("only " + std::to_string(best) + " of " + std::to_string(starts.size()) +
                 " starts reached the best minimum, the others " + other_ends(analysis.fit) +
                 ": a lower one may have been missed; try more starts or narrower bounds");
}

void warn_of_solver(const GrowthFitAnalysis& analysis, std::vector<std::string>& list) {
  if (!(analysis.solver_difference > large_solver_difference)) return;
  list.push_back("the solver of the fit differs from that of [solver] by up to " +
                 format_rounded(analysis.solver_difference, 2) +
                 " standard errors at the data: lower [fit] tolerance and raise its resolution");
}

}  // namespace

std::string ambiguity_sentence(const growth::CourseFit& fit, const growth::Ambiguity& ambiguity) {
  std::vector<std::string> names, changes;
  for (std::size_t i = 0; i < ambiguity.members.size(); ++i) {
    const growth::CourseParameter& one = fit.plan.parameters[ambiguity.members[i]];
    names.push_back(one.name);
    changes.push_back(change_text(one, ambiguity.change[i]));
  }
  if (names.size() == 1)
    return "these data say nothing of " + names[0] + ": chi2 does not change with it; fix it";
  std::string text = listed(names) + " cannot be told apart by these data" + strength_text(fit, ambiguity) +
                     ": " + listed(changes) + " together leave the courses as they are";
  if (names.size() == 2) text += ", only " + determined_text(fit, ambiguity) + " is determined";
  return text + "; fix one of them, or add data that tell";
}

std::string growth_fit_headline(const std::vector<GrowthFitAnalysis>& analyses) {
  const GrowthFitAnalysis& best = preferred(analyses);
  if (analyses.size() == 1) return verdict_of(best) + sentence_of(best);
  return verdict_of(best) + "Of " + std::to_string(analyses.size()) + " cases the data prefer " +
         sentence_of(best);
}

std::vector<Quantity> growth_fit_quantities(const GrowthFitAnalysis& analysis) {
  std::vector<Quantity> list;
  add_found(analysis, list);
  for (std::size_t i = 0; i < analysis.summaries.size(); ++i) add_derived(analysis, i, list);
  return list;
}

std::vector<std::string> growth_fit_warnings(const GrowthFitAnalysis& analysis) {
  std::vector<std::string> list;
  for (const growth::Ambiguity& one : analysis.fit.ambiguities)
    list.push_back(ambiguity_sentence(analysis.fit, one));
  warn_of_starts(analysis, list);
  warn_of_solver(analysis, list);
  for (const std::string& warning : growth::summarize(analysis.fit).warnings) list.push_back(warning);
  for (const growth::Trajectory& trajectory : analysis.trajectories)
    for (const std::string& warning : trajectory.warnings) list.push_back(warning);
  if (!analysis.slug.empty())
    for (std::string& warning : list) warning.insert(0, analysis.name + ": ");
  return list;
}

FitSummary growth_fit_summary(const GrowthFitAnalysis& analysis) {
  FitSummary summary = growth::summarize(analysis.fit);
  if (!analysis.slug.empty()) summary.name += ", " + analysis.name;
  summary.scaling += "; " + analysis.data.error_statement;
  return summary;
}

}  // namespace nacre::study
