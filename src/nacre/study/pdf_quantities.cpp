#include "nacre/study/pdf_quantities.hpp"

#include <algorithm>
#include <cmath>

#include "nacre/core/units.hpp"

namespace nacre::study {
namespace {

using scattering::PdfParameters;

bool is_displacement(const std::string& name) {
  return name.starts_with("U") && name.find('_') != std::string::npos;
}

std::string rw_words(const PdfAnalysis& analysis) {
  const bool weighted = !analysis.refinement().data.front().sigma_per_A2.empty();
  return std::string("sqrt(sum w (G - fit)^2 / sum w G^2), ") +
         (weighted ? "w = 1/error^2" : "all points alike") + ", peaks divided by " + pdf_convention(analysis);
}

std::string strongest_partner(const PdfAnalysis& analysis, const std::string& name, double& correlation) {
  const FitSummary& summary = analysis.summary;
  const std::size_t n = summary.free_names.size();
  const auto at =
      static_cast<std::size_t>(std::ranges::find(summary.free_names, name) - summary.free_names.begin());
  std::string partner;
  correlation = 0;
  for (std::size_t k = 0; at < n && k < n; ++k) {
    const double c = summary.correlations[at * n + k];
    if (k == at || !(std::abs(c) > std::abs(correlation))) continue;
    correlation = c;
    partner = summary.free_names[k];
  }
  return partner;
}

// "a 4.30141, c 7.01165": the free lengths and the diameter at the minimum.
std::string pdffit2_words(const PdfAnalysis& analysis) {
  const std::vector<double>& minimum = analysis.refined.minimum;
  std::string text = "it ends where PDFfit2 stops, Rw " + format_rounded(analysis.rw, 4) +
                     ", which is not the minimum: Rw " +
                     format_rounded(scattering::weighted_residual(analysis.refinement(), minimum), 4);
  for (const int i : analysis.refined.result.free_index) {
    const fit::Parameter& one = analysis.refined.problem.parameters[static_cast<std::size_t>(i)];
    if (one.unit == "A" || is_displacement(one.name))
      text += ", " + one.name + " " +
              format_rounded(minimum[static_cast<std::size_t>(i)], one.unit == "A" ? 6 : 3);
  }
  return text;
}

// A displacement along an axis is undetermined where two of its errors reach to zero, or at a bound.
void add_displacement_warnings(const PdfAnalysis& analysis, std::vector<std::string>& warnings) {
  constexpr int told_one_by_one = 3;
  const fit::Result& result = analysis.refined.result;
  std::vector<std::string> list;
  for (const int i : result.free_index) {
    const auto k = static_cast<std::size_t>(i);
    const fit::Parameter& parameter = analysis.refined.problem.parameters[k];
    const double value = result.values[k], error = result.uncertainties[k];
    if (!is_displacement(parameter.name) || parameter.lower < 0) continue;
    if (!result.at_bound[k] && 2 * error < std::abs(value)) continue;
    double correlation = 0;
    const std::string partner = strongest_partner(analysis, parameter.name, correlation);
    list.push_back(
        parameter.name + " (" + format_with_uncertainty(value, error) + " A2" +
        (result.at_bound[k] ? ", at its bound" : "") +
        (partner.empty() ? "" : ", correlation " + format_rounded(correlation, 2) + " with " + partner) +
        ")");
  }
  std::string text;
  for (std::size_t i = 0; i < list.size() && i < told_one_by_one; ++i) text += (i > 0 ? ", " : "") + list[i];
  if (list.size() > told_one_by_one)
    text += " and " + std::to_string(list.size() - told_one_by_one) + " more";
  if (!list.empty())
    warnings.push_back("undetermined: " + text + ": hold them, or choose a tensor with fewer parameters");
  if (!analysis.refined.exchanged_rw) return;
  warnings.push_back("the displacements of the sites are undetermined one by one: with " +
                     analysis.refined.exchanged_values + " Rw is " +
                     format_rounded(*analysis.refined.exchanged_rw, 4) + ", beside " +
                     format_rounded(analysis.rw, 4) + ", and the curves can hardly be told apart");
}

}  // namespace

std::vector<Quantity> pdf_quantities(const PdfAnalysis& analysis) {
  std::vector<Quantity> list;
  const auto add = [&](std::string name, double value, double error, std::string unit,
                       std::string description) {
    list.push_back({.name = std::move(name),
                    .value = value,
                    .uncertainty = error,
                    .unit = std::move(unit),
                    .description = std::move(description),
                    .case_label = analysis.one->label});
  };
  const PdfParameters& parameters = analysis.refinement().parameters;
  for (std::size_t i = 0; analysis.fitted && i < parameters.list.size(); ++i) {
    const fit::Parameter& one = parameters.list[i];
    if (!one.fixed)
      add(one.name, analysis.values[i], analysis.refined.result.uncertainties[i], one.unit, one.description);
  }
  for (std::size_t p = 0; p < analysis.shares.size(); ++p) {
    const scattering::PhaseShare& share = analysis.shares[p];
    const std::string& name = parameters.phases[p].name;
    add("atom_share_" + name, share.atoms, share.atoms_error, "", "share of the atoms in this phase");
    add("mass_share_" + name, share.mass, share.mass_error, "", "share of the mass in this phase");
  }
  if (analysis.setup.has_data) add("Rw", analysis.rw, no_value, "", rw_words(analysis));
  if (analysis.curves.size() > 1)
    for (std::size_t d = 0; d < analysis.curves.size(); ++d)
      add("Rw_" + std::to_string(d + 1), analysis.curves[d].rw, no_value, "",
          "of " + analysis.refinement().data[d].name);
  if (!analysis.refined.starts.empty())
    add("good_starts", analysis.good_starts(), no_value, "",
        "of " + std::to_string(analysis.refined.starts.size()) +
            " random starts, within 0.002 of the lowest Rw");
  for (const PdfPartial& one : analysis.partials) {
    std::string name = "r_" + one.name;
    std::ranges::replace(name, '-', '_');
    if (std::isfinite(one.first_maximum_A))
      add(name, one.first_maximum_A, no_value, "A", "highest maximum of the partial below 8 A");
  }
  if (analysis.setup.temperature_K)
    add("temperature", *analysis.setup.temperature_K, no_value, "K", "of the measurement");
  return list;
}

std::vector<std::string> pdf_warnings(const PdfAnalysis& analysis) {
  std::vector<std::string> warnings = analysis.setup.warnings;
  if (!analysis.fitted) return warnings;
  const std::string name = pdf_case_name(analysis);
  std::vector<std::string> own = analysis.summary.warnings;
  if (!analysis.refined.minimum.empty()) own.push_back(pdffit2_words(analysis));
  add_displacement_warnings(analysis, own);
  for (const std::string& warning : own) warnings.push_back(name.empty() ? warning : name + ": " + warning);
  return warnings;
}

namespace {

std::string value_text(const PdfAnalysis& analysis, const std::string& name) {
  const int i = analysis.refinement().parameters.find(name);
  if (i < 0) return {};
  const auto k = static_cast<std::size_t>(i);
  const fit::Parameter& one = analysis.refinement().parameters.list[k];
  if (one.fixed) return {};
  return ", " + name + " " +
         format_with_uncertainty(analysis.values[k], analysis.refined.result.uncertainties[k]) +
         (one.unit.empty() ? "" : " " + one.unit);
}

std::string case_words(const PdfAnalysis& analysis) {
  std::string text =
      "Rw " + format_rounded(analysis.rw, 4) + " (peaks divided by " + pdf_convention(analysis) + ")";
  int shown = 0;
  for (const fit::Parameter& one : analysis.refinement().parameters.list)
    if (one.unit == "A" && !one.name.starts_with("delta") && shown++ < 4)
      text += value_text(analysis, one.name);
  for (std::size_t p = 0; p < analysis.shares.size(); ++p)
    text += ", " +
            format_with_uncertainty(100 * analysis.shares[p].atoms, 100 * analysis.shares[p].atoms_error) +
            " % of the atoms in " + analysis.refinement().parameters.phases[p].name;
  if (!analysis.refined.starts.empty())
    text += "; " + std::to_string(analysis.good_starts()) + " of " +
            std::to_string(analysis.refined.starts.size()) + " random starts end there";
  return text;
}

std::string model_words(const PdfAnalysis& analysis) {
  std::string text = "G(r) of the model, peaks divided by " + pdf_convention(analysis);
  for (const PdfPartial& one : analysis.partials)
    if (std::isfinite(one.first_maximum_A))
      text += "; " + one.name + " highest at " + format_rounded(one.first_maximum_A) + " A";
  return text;
}

}  // namespace

std::string pdf_headline(const std::vector<PdfAnalysis>& analyses) {
  std::string text;
  for (std::size_t i = 0; i < analyses.size() && i < 6; ++i) {
    const PdfAnalysis& one = analyses[i];
    const std::string name = pdf_case_name(one);
    text += (i > 0 ? "; " : "") + (name.empty() ? "" : name + ": ") +
            (one.setup.has_data ? case_words(one) : model_words(one));
  }
  return text + (analyses.size() > 6 ? "; ... (tables/scan.csv has all)." : ".");
}

}  // namespace nacre::study
