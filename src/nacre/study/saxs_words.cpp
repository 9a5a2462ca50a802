// Quantities, headline and warnings of saxs studies.
#include <algorithm>
#include <cmath>

#include "nacre/core/units.hpp"
#include "nacre/study/saxs_output.hpp"

namespace nacre::study {
namespace {

using scattering::CourseValue;

// Reduced chi2 above which the model, or the errors, are in doubt.
constexpr double doubtful_chi2 = 1.5;

class List {
 public:
  List(const SaxsAnalysis& analysis, std::vector<Quantity>& list) : analysis_(analysis), list_(list) {}

  void add(const std::string& name, double value, double error, const std::string& unit,
           const std::string& description) {
    if (!std::isfinite(value)) return;
    list_.push_back({.name = name,
                     .value = value,
                     .uncertainty = error > 0 ? error : no_value,
                     .unit = unit,
                     .description = description,
                     .case_label = analysis_.one->label});
  }

 private:
  const SaxsAnalysis& analysis_;
  std::vector<Quantity>& list_;
};

void add_single(const SaxsAnalysis& analysis, List& list) {
  const FrameRecord& record = analysis.record(0);
  if (!record.has_values()) return;
  const auto& names = analysis.derived.names();
  for (std::size_t k = 0; k < names.size(); ++k)
    list.add(names[k].name, record.derived[k], record.derived_errors[k], names[k].unit, names[k].description);
  const auto& parameters = analysis.saxs.settings.parameters;
  for (std::size_t i = 0; i < parameters.size(); ++i)
    if (!parameters[i].fixed && !analysis.derived.find(parameters[i].name))
      list.add(parameters[i].name, record.values[i], record.errors[i], parameters[i].unit,
               parameters[i].description);
  list.add("chi2_reduced", record.chi2_reduced, no_value, "",
           analysis.data.errors_known ? "of the fit"
                                      : "of the fit, with the weights as errors: says nothing by itself");
}

// "time at which the concentration reaches 98 % of its maximum, which falls afterwards".
std::string reaches(const SaxsKinetics& kinetics, const SaxsCourse& course, const std::string& what) {
  return "time at which the " + what + " reaches " + format_rounded(100 * kinetics.share) + " % of its " +
         (course.complete->of_maximum ? "maximum, from which it falls later" : "value at the end");
}

std::string percent_name(const SaxsKinetics& kinetics) {
  std::string digits = format_number(std::round(kinetics.share * 1e4) / 100);
  std::ranges::replace(digits, '.', '_');
  return "t" + digits + "_";
}

void add_times(const SaxsAnalysis& analysis, List& list) {
  const SaxsKinetics& kinetics = analysis.kinetics;
  const SaxsCourse *number = kinetics.find("concentration"), *solid = kinetics.solid();
  if (number == nullptr || !number->complete || solid == nullptr || !solid->complete) return;
  const CourseValue t_number = number->complete->arrival, t_solid = solid->complete->arrival;
  const std::string name = percent_name(kinetics);
  list.add(name + "yield", t_solid.value, t_solid.error, "s",
           reaches(kinetics, *solid, solid->name == "yield" ? "yield" : "volume of particles"));
  list.add(name + "concentration", t_number.value, t_number.error, "s",
           reaches(kinetics, *number, "concentration"));
  const double share = t_number.value / t_solid.value;
  list.add("nucleation_share", share,
           std::abs(share) * std::hypot(t_number.error / t_number.value, t_solid.error / t_solid.value), "",
           name + "concentration / " + name + "yield");
  const CourseValue onset = number->complete->onset;
  list.add("ripening_onset", onset.value, onset.error, "s",
           "time from which the concentration stays below " + format_rounded(100 * kinetics.share) +
               " % of its maximum; only where it falls by more than three standard deviations");
  if (number->complete->of_maximum)
    list.add("concentration_max", number->complete->reference.value, number->complete->reference.error,
             "umol/L", "highest concentration");
}

void add_final(const SaxsAnalysis& analysis, List& list) {
  for (const SaxsCourse& course : analysis.kinetics.courses) {
    if (!course.curve) continue;
    const DerivedQuantity& derived = analysis.derived.names()[*analysis.derived.find(course.name)];
    const double end = course.curve->last_s();
    list.add(course.name + "_final", course.curve->at(end), course.curve->error_at(end), derived.unit,
             derived.description + ", at the end of the smooth curve through the series");
  }
}

void add_shared(const SaxsAnalysis& analysis, List& list) {
  if (!analysis.series.global) return;
  const scattering::GlobalFit& global = *analysis.series.global;
  for (std::size_t k = 0; k < global.shared.size(); ++k) {
    const fit::Parameter& parameter =
        analysis.saxs.settings.parameters[static_cast<std::size_t>(global.shared[k])];
    list.add(parameter.name, global.values[k], std::sqrt(global.covariance[k * global.shared.size() + k]),
             parameter.unit, parameter.description + ", shared by all frames");
  }
}

double median_chi2(const SaxsAnalysis& analysis) {
  std::vector<double> all;
  for (const FrameRecord& record : analysis.series.records)
    if (record.has_values() && std::isfinite(record.chi2_reduced)) all.push_back(record.chi2_reduced);
  if (all.empty()) return no_value;
  const auto middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
  std::nth_element(all.begin(), middle, all.end());
  return *middle;
}

std::string value_text(const Quantity& quantity) {
  return format_with_uncertainty(quantity.value, quantity.uncertainty) +
         (quantity.unit.empty() ? "" : " " + quantity.unit);
}

const Quantity* find(const std::vector<Quantity>& quantities, std::string_view name) {
  const auto found = std::ranges::find(quantities, name, &Quantity::name);
  return found == quantities.end() ? nullptr : &*found;
}

// "radius 2.20 nm, concentration 25 umol/L".
std::string list_of(const std::vector<Quantity>& quantities,
                    const std::vector<std::pair<std::string, std::string>>& what) {
  std::string text;
  for (const auto& [name, words] : what)
    if (const Quantity* quantity = find(quantities, name))
      text += (text.empty() ? "" : ", ") + words + " " + value_text(*quantity);
  return text;
}

std::string frames_sentence(const SaxsAnalysis& analysis) {
  const std::size_t all = analysis.series.records.size(), bad = analysis.count(FrameStatus::unusable),
                    lost = analysis.count(FrameStatus::not_converged);
  std::string text = std::to_string(all - bad - lost) + " of " + std::to_string(all) + " frames fitted";
  if (bad > 0) text += ", " + std::to_string(bad) + " unusable";
  if (lost > 0) text += ", " + std::to_string(lost) + " not converged";
  return text;
}

std::string case_text(const SaxsAnalysis& analysis) {
  std::string text;
  for (const auto& [name, value] : analysis.one->label)
    text += (text.empty() ? "" : ", ") + (std::holds_alternative<std::string>(value)
                                              ? std::get<std::string>(value)
                                              : name + " " + format_number(std::get<double>(value)));
  return text;
}

std::string sentence_of(const SaxsAnalysis& analysis) {
  const std::vector<Quantity> all = saxs_quantities(analysis);
  const std::string size(analysis.saxs.model->parameters()[0].name);
  if (!analysis.data.is_series())
    return list_of(all, {{size, size},
                         {"dispersity", "dispersity"},
                         {"concentration", "concentration"},
                         {"yield", "yield"},
                         {size + "_2", "second " + size}}) +
           "; reduced chi2 " + format_rounded(analysis.record(0).chi2_reduced);
  const std::string times = percent_name(analysis.kinetics);
  const std::string found = list_of(all, {{size + "_final", "at the end " + size},
                                          {"dispersity_final", "dispersity"},
                                          {times + "yield", "full yield after"},
                                          {"nucleation_share", "nucleation share"},
                                          {"ripening_onset", "ripening from"}});
  return frames_sentence(analysis) + (found.empty() ? "" : "; " + found) + "; median reduced chi2 " +
         format_rounded(median_chi2(analysis));
}

void add_frame_warnings(const SaxsAnalysis& analysis, std::vector<std::string>& warnings) {
  constexpr std::size_t most = 5;
  for (const FrameStatus status : {FrameStatus::unusable, FrameStatus::not_converged,
                                   FrameStatus::not_determined, FrameStatus::at_bound}) {
    const std::size_t n = analysis.count(status);
    if (n == 0) continue;
    std::size_t said = 0;
    for (const FrameRecord& record : analysis.series.records) {
      if (record.status != status || said++ == most) continue;
      if (said > most) break;
      warnings.push_back((analysis.data.is_series() ? record.name + ", " + to_string(status) + ": " : "") +
                         record.message);
    }
    if (n > most)
      warnings.push_back(std::to_string(n - most) + " more frames are " + to_string(status) +
                         ": tables/frames.csv says why");
  }
}

void add_chi2_warning(const SaxsAnalysis& analysis, std::vector<std::string>& warnings) {
  const double chi2 = median_chi2(analysis);
  if (!analysis.data.errors_known || !(chi2 > doubtful_chi2)) return;
  warnings.push_back(
      (analysis.data.is_series() ? "the median reduced chi2 is " : "the reduced chi2 is ") +
      format_rounded(chi2) +
      ": the model misses something or the errors are too small, so that uncertainties are too small "
      "by a factor of " +
      format_rounded(std::sqrt(chi2), 2) + " at least");
}

// A normal distribution this wide has one part in a hundred at radii below zero.
void add_width_warning(const SaxsAnalysis& analysis, std::vector<std::string>& warnings) {
  constexpr double widest = 0.43;
  const auto k = analysis.derived.find("dispersity");
  if (!k || analysis.one->text("model.distribution") != "gaussian") return;
  const auto wide = std::ranges::count_if(analysis.series.records, [&](const FrameRecord& record) {
    return record.is_fit() && record.derived[*k] > widest;
  });
  if (2 * wide > static_cast<std::ptrdiff_t>(analysis.series.records.size()))
    warnings.push_back(
        "the normal distribution is so wide that part of it lies below a size of zero: its mean and width "
        "mean "
        "little; distribution = \"log-normal\" or \"schulz\" stay above zero");
}

}  // namespace

std::vector<Quantity> saxs_quantities(const SaxsAnalysis& analysis) {
  std::vector<Quantity> quantities;
  List list(analysis, quantities);
  if (!analysis.data.is_series()) {
    add_single(analysis, list);
    return quantities;
  }
  add_final(analysis, list);
  add_times(analysis, list);
  add_shared(analysis, list);
  list.add("chi2_reduced", median_chi2(analysis), no_value, "", "median over the frames");
  return quantities;
}

std::string saxs_headline(const std::vector<SaxsAnalysis>& analyses) {
  std::string text;
  for (std::size_t i = 0; i < analyses.size() && i < 4; ++i) {
    const std::string label = analyses.size() > 1 ? case_text(analyses[i]) + ": " : "";
    text += (i > 0 ? " | " : "") + label + sentence_of(analyses[i]);
  }
  if (analyses.size() > 4) text += " | ... (tables/scan.csv has all)";
  text += ".";
  if (analyses.size() == 1) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text;
}

std::vector<std::string> saxs_warnings(const SaxsAnalysis& analysis) {
  std::vector<std::string> warnings = analysis.data.warnings;
  add_frame_warnings(analysis, warnings);
  add_chi2_warning(analysis, warnings);
  add_width_warning(analysis, warnings);
  if (analysis.series.global && !analysis.series.global->converged)
    warnings.push_back("the global fit did not converge in " +
                       std::to_string(analysis.series.global->passes) + " passes");
  if (!analysis.data.is_series()) {
    for (const FitSummary& fit : analysis.fits)
      for (const std::string& warning : fit.warnings)
        if (warning.starts_with("residuals keep")) warnings.push_back(warning);
  } else if (analysis.data.at_unit.empty()) {
    warnings.push_back(
        "the files do not say when frames were taken, so that there are no times of kinetics "
        "([series] frame_time says)");
  }
  return warnings;
}

}  // namespace nacre::study
