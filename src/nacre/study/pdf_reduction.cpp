#include "nacre/study/pdf_reduction.hpp"

#include <algorithm>
#include <cmath>

#include "nacre/core/units.hpp"
#include "nacre/study/pdf_modes.hpp"
#include "nacre/study/pdf_reduction_figures.hpp"
#include "nacre/study/pdf_reduction_tables.hpp"

namespace nacre::study {
namespace {

constexpr double large_ripples = 5;  // times the median error of G

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2));
  return values[values.size() / 2];
}

void add_comparison(const ReductionAnalysis& analysis, std::vector<Quantity>& quantities) {
  const GrReference& other = *analysis.reference;
  const auto add = [&](const char* name, double value, const char* unit, const std::string& description) {
    quantities.push_back({.name = name,
                          .value = value,
                          .unit = unit,
                          .description = description,
                          .case_label = analysis.label});
  };
  add("compared_correlation", other.shape_as_is.correlation, "", "of G(r) with " + other.name + " as it is");
  add("compared_correlation_same_cut", other.shape_same_cut.correlation, "",
      "with its F cut at the same Qmax");
  add("compared_peaks", static_cast<double>(other.peaks_same_cut.size()), "",
      "peaks of both, at the same cut");
  add("compared_miss", median_miss_A(other.peaks_as_is), "A", "median distance of these peaks, as they are");
  add("compared_miss_max", largest_miss_A(other.peaks_as_is), "A", "largest distance, as they are");
  add("compared_miss_same_cut", largest_miss_A(other.peaks_same_cut), "A",
      "largest distance at the same cut");
  add("compared_q_max", other.q_content_per_A, "1/A", "up to where the other G(r) has an F(Q)");
  add("compared_scale", other.shape_same_cut.scale, "", "factor from this G(r) to the other at the same cut");
}

std::vector<ReductionAnalysis> analyses_of(const Study& study, const RunControl& control) {
  std::vector<ReductionAnalysis> analyses;
  for (const Case& one : study.cases)
    analyses.push_back(analyse_reduction(one, study.cases.size() > 1, control));
  return analyses;
}

// Of all cases at once: it concerns each.
void add_ripple_warning(const std::vector<ReductionAnalysis>& analyses, std::vector<std::string>& warnings) {
  std::vector<double> ratios;
  for (const ReductionAnalysis& one : analyses) {
    const double error = median(one.reduction.g_error_per_A2);
    if (error > 0 && one.ripples_per_A2 > large_ripples * error) ratios.push_back(one.ripples_per_A2 / error);
  }
  if (ratios.empty()) return;
  const auto [low, high] = std::ranges::minmax(ratios);
  const std::string range = std::to_string(std::lround(low)) +
                            (ratios.size() > 1 ? " to " + std::to_string(std::lround(high)) : std::string());
  warnings.push_back((analyses.size() > 1 ? "In " + std::to_string(ratios.size()) + " of " +
                                                std::to_string(analyses.size()) + " cases the"
                                          : std::string("The")) +
                     " ripples of G(r) below the first peak are " + range +
                     " times its standard error: the end of F and the corrections weigh more than counting.");
}

void add_words(const std::vector<ReductionAnalysis>& analyses, StudyResult& result) {
  result.headline = reduction_headline(analyses);
  for (const ReductionAnalysis& one : analyses) {
    for (Quantity& quantity : reduction_quantities(one)) result.quantities.push_back(std::move(quantity));
    for (std::string& text : reduction_warnings(one)) result.warnings.push_back(std::move(text));
  }
  add_ripple_warning(analyses, result.warnings);
}

}  // namespace

std::vector<Quantity> reduction_quantities(const ReductionAnalysis& analysis) {
  const scattering::Reduction& reduction = analysis.reduction;
  std::vector<Quantity> quantities{
      {.name = "scale",
       .value = reduction.scale,
       .uncertainty = reduction.scale_error > 0 ? reduction.scale_error : no_value,
       .description = "factor of I to the square of the mean amplitude",
       .case_label = analysis.label},
      {.name = "ripples",
       .value = analysis.ripples_per_A2,
       .unit = "1/A^2",
       .description = "root mean square of G around its line below empty_below: ends of F and corrections",
       .case_label = analysis.label},
      {.name = "g_error",
       .value = median(reduction.g_error_per_A2),
       .unit = "1/A^2",
       .description = "median standard error of G, " + analysis.request.error_statement,
       .case_label = analysis.label},
      {.name = "correlation_length",
       .value = reduction.correlation_length_A,
       .unit = "A",
       .description = "distance at which the errors of two points of G are correlated by 1/2",
       .case_label = analysis.label}};
  if (analysis.reference) add_comparison(analysis, quantities);
  if (analysis.peaks)
    for (Quantity& quantity : peak_quantities(*analysis.peaks)) quantities.push_back(std::move(quantity));
  return quantities;
}

std::string reduction_headline(const std::vector<ReductionAnalysis>& analyses) {
  const auto best = std::ranges::max_element(analyses, {}, [](const ReductionAnalysis& one) {
    return one.reference ? one.reference->shape_as_is.correlation : -2;
  });
  std::string text = analyses.size() == 1
                         ? "Reduced " + analyses[0].request.name + " to G(r) with Qmax " +
                               format_rounded(analyses[0].request.options.q_max_per_A, 4) + " 1/A."
                         : "Reduced " + std::to_string(analyses.size()) + " cases to G(r).";
  if (best->reference)
    text += (analyses.size() == 1
                 ? " Its"
                 : " Nearest to " + best->reference->name + " comes " + best->request.name + ": its") +
            " correlation with " + best->reference->name + " is " +
            format_rounded(best->reference->shape_as_is.correlation, 4) + ", with the same cut of F " +
            format_rounded(best->reference->shape_same_cut.correlation, 4) + ".";
  for (const ReductionAnalysis& one : analyses)
    if (one.peaks && analyses.size() == 1) text += " " + peak_headline(*one.peaks);
  return text;
}

std::vector<std::string> reduction_warnings(const ReductionAnalysis& analysis) {
  std::vector<std::string> warnings = analysis.request.warnings;
  const auto& reduction = analysis.reduction;
  const std::string name = analysis.request.name + ": ";
  if (reduction.r_limit_A < reduction.r_A.back())
    warnings.push_back(name + "the points in Q are too far apart for r beyond " +
                       format_rounded(reduction.r_limit_A) + " A; G there repeats what is below.");
  if (reduction.neutral_form_factors)
    warnings.push_back(name + "an ion has no form factor of its own; that of the atom is used.");
  if (analysis.peaks)
    for (std::string& text : peak_warnings(*analysis.peaks)) warnings.push_back(std::move(text));
  return warnings;
}

std::vector<std::string> check_pdf_reduction(const Study& study) {
  std::vector<std::string> warnings;
  for (const Case& one : study.cases)
    for (const std::string& text : read_reduction(one, study.cases.size() > 1).warnings)
      warnings.push_back(text);
  return warnings;
}

StudyResult run_pdf_reduction(const Study& study, Workspace& workspace) {
  const auto analyses = analyses_of(study, workspace.control);
  StudyResult result;
  add_words(analyses, result);
  result.tables = {reduced_r_table(analyses), reduced_q_table(analyses),
                   reduction_correlation_table(analyses[0])};
  if (std::ranges::any_of(analyses, [](const auto& one) { return one.reference.has_value(); }))
    result.tables.insert(result.tables.begin(), compared_peaks_table(analyses));
  std::vector<PeakList> lists;
  for (const ReductionAnalysis& one : analyses)
    if (one.peaks) lists.push_back(*one.peaks);
  if (!lists.empty()) result.tables.insert(result.tables.begin(), peak_table(lists));
  result.figures = reduction_figures(analyses);
  for (const ReductionAnalysis& one : analyses) {
    result.arrays.push_back(reduction_covariance(one));
    result.files.push_back(reduction_gr_file(one));
  }
  return result;
}

}  // namespace nacre::study
