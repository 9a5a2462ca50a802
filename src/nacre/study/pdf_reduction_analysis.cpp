#include "nacre/study/pdf_reduction_analysis.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <stdexcept>

#include "nacre/io/gr_file.hpp"

namespace nacre::study {
namespace {

constexpr double pair_reach_A = 0.15;
constexpr double least_compared_height = 0.1;

// The key at whose value a refusal of reduce() points: its text begins with the key's name, or speaks of it.
std::string key_of(const Case& one, const std::string& message) {
  std::string key = "reduction." + message.substr(0, message.find(' '));
  if (message.find("number density") != message.npos) key = "reduction.number_density";
  if (message.find("background_scale") != message.npos) key = "reduction.background_scale";
  return one.values.contains(key) ? key : "reduction.file";
}

scattering::Reduction reduced(const Case& one, const ReductionRequest& request, const RunControl& control) {
  try {
    return scattering::reduce(request.input, request.options, control);
  } catch (const std::invalid_argument& refused) {
    const std::string message = refused.what();
    throw one.error(key_of(one, message), message);
  }
}

scattering::PeakOptions compared_peaks(const GrReference& reference, double q_max_per_A) {
  return {.r_min_A = reference.r_min_A,
          .r_max_A = reference.r_max_A,
          .least_height = least_compared_height,
          .q_max_per_A = q_max_per_A};
}

GrReference compared(const Case& one, const ReductionAnalysis& analysis) {
  const io::PdfCurve other = io::read_gr(one.text("reduction.compare"));
  const auto& reduction = analysis.reduction;
  const auto& options = analysis.request.options;
  const auto& range = one.at("reduction.compare_range").numbers;
  if (range.size() != 2 || !(range[0] < range[1]))
    throw one.error("reduction.compare_range", "a range is from and to", {}, "[\"1.5 A\", \"20 A\"]");
  GrReference reference{.name = other.name, .r_min_A = range[0]};
  reference.r_max_A = std::min({range[1], other.r_A.back(), reduction.r_A.back()});
  reference.as_is = scattering::on_grid(other.r_A, other.g_per_A2, reduction.r_A);
  reference.same_cut =
      scattering::band_limited(other.r_A, other.g_per_A2, options.q_max_per_A, options.window, reduction.r_A);
  reference.q_content_per_A = scattering::q_content_per_A(other.r_A, other.g_per_A2);
  const auto shape = [&](const std::vector<double>& g) {
    return scattering::compare_shapes(reduction.r_A, reduction.g_per_A2, g, reference.r_min_A,
                                      reference.r_max_A);
  };
  try {
    reference.shape_as_is = shape(reference.as_is);
    reference.shape_same_cut = shape(reference.same_cut);
  } catch (const std::invalid_argument& refused) {
    throw one.error("reduction.compare", refused.what());
  }
  const auto peaks = [&](const std::vector<double>& g) {
    return scattering::find_pdf_peaks(reduction.r_A, g, {}, analysis.ripples_per_A2,
                                      compared_peaks(reference, options.q_max_per_A));
  };
  const auto own = peaks(reduction.g_per_A2);
  reference.peaks_as_is = scattering::pair_peaks(own, peaks(reference.as_is), pair_reach_A);
  reference.peaks_same_cut = scattering::pair_peaks(own, peaks(reference.same_cut), pair_reach_A);
  return reference;
}

PeakList peaks_of(const Case& one, const ReductionAnalysis& analysis) {
  return list_peaks(one,
                    {.name = analysis.request.name,
                     .r_A = analysis.reduction.r_A,
                     .g_per_A2 = analysis.reduction.g_per_A2,
                     .error_per_A2 = analysis.reduction.g_error_per_A2,
                     .q_max_per_A = analysis.request.options.q_max_per_A,
                     .neutrons = analysis.request.input.beam.radiation == scattering::Radiation::neutron},
                    analysis.request.slug);
}

std::vector<double> misses(const std::vector<scattering::PeakPair>& pairs) {
  std::vector<double> all;
  for (const auto& pair : pairs) all.push_back(std::abs(pair.difference_A()));
  std::ranges::sort(all);
  return all;
}

}  // namespace

ReductionAnalysis analyse_reduction(const Case& one, bool several, const RunControl& control) {
  ReductionAnalysis analysis{.label = one.label, .request = read_reduction(one, several)};
  analysis.reduction = reduced(one, analysis.request, control);
  const auto& options = analysis.request.options;
  const double from =
      std::min(std::max(options.rpoly_A, 0.5 * options.empty_below_A), 0.9 * options.empty_below_A);
  analysis.ripples_per_A2 = scattering::ripples_between(analysis.reduction.r_A, analysis.reduction.g_per_A2,
                                                        from, options.empty_below_A);
  if (one.has("reduction.compare")) analysis.reference = compared(one, analysis);
  if (one.has("peaks.r_min")) analysis.peaks = peaks_of(one, analysis);
  return analysis;
}

double largest_miss_A(const std::vector<scattering::PeakPair>& pairs) {
  return pairs.empty() ? std::numeric_limits<double>::quiet_NaN() : misses(pairs).back();
}

double median_miss_A(const std::vector<scattering::PeakPair>& pairs) {
  return pairs.empty() ? std::numeric_limits<double>::quiet_NaN() : misses(pairs)[pairs.size() / 2];
}

}  // namespace nacre::study
