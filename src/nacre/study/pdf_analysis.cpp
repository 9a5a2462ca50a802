#include "nacre/study/pdf_analysis.hpp"

#include <algorithm>
#include <cmath>

#include "nacre/core/units.hpp"
#include "nacre/crystal/symmetry.hpp"
#include "nacre/study/pdf_figures.hpp"
#include "nacre/study/pdf_modes.hpp"
#include "nacre/study/pdf_quantities.hpp"
#include "nacre/study/pdf_tables.hpp"

namespace nacre::study {
namespace {

constexpr double same_rw = 0.002;

bool any_free(const scattering::PdfParameters& parameters) {
  return std::ranges::any_of(parameters.list, [](const fit::Parameter& one) { return !one.fixed; });
}

std::string element(const crystal::Crystal& crystal, int species) {
  return crystal::element_of(crystal.species[static_cast<std::size_t>(species)]);
}

// The highest point below 8 A.
double first_maximum_A(const scattering::PdfGrid& grid, const std::vector<double>& g) {
  std::size_t best = 0;
  for (std::size_t i = 0; i < g.size() && grid.r_A(i) < 8; ++i)
    if (g[i] > g[best]) best = i;
  if (best == 0 || best + 1 >= g.size()) return no_value;
  const double left = g[best - 1], right = g[best + 1], curvature = left - 2 * g[best] + right;
  return grid.r_A(best) + (curvature < 0 ? 0.5 * (left - right) / curvature : 0) * grid.step_A;
}

void add_partials(PdfAnalysis& analysis) {
  const scattering::PdfRefinement& refinement = analysis.refinement();
  const scattering::PdfInstrument instrument = scattering::instrument_at(refinement, 0, analysis.values);
  const scattering::PdfGrid& grid = refinement.data.front().grid;
  for (std::size_t p = 0; p < refinement.parameters.layout.size(); ++p) {
    const scattering::PdfPhase phase = scattering::phase_at(refinement, p, 0, analysis.values);
    for (const scattering::PartialPdf& one :
         scattering::partial_pdfs(phase, instrument, grid, refinement.convention)) {
      const std::string name = element(phase.crystal, one.species) + "-" + element(phase.crystal, one.other);
      auto found = std::ranges::find(analysis.partials, name, &PdfPartial::name);
      if (found == analysis.partials.end()) {
        analysis.partials.push_back({name, std::vector<double>(grid.count)});
        found = analysis.partials.end() - 1;
      }
      for (std::size_t i = 0; i < grid.count; ++i) found->g_per_A2[i] += one.g_per_A2[i];
    }
  }
  for (PdfPartial& one : analysis.partials) one.first_maximum_A = first_maximum_A(grid, one.g_per_A2);
}

void add_curves(PdfAnalysis& analysis) {
  const scattering::PdfRefinement& refinement = analysis.refinement();
  const std::size_t phases = refinement.parameters.layout.size();
  for (std::size_t d = 0; d < refinement.data.size(); ++d) {
    PdfCurves curves{.model = scattering::model_curve(refinement, d, analysis.values)};
    if (phases > 1)
      for (std::size_t p = 0; p < phases; ++p)
        curves.phases.push_back(scattering::phase_curve(refinement, p, d, analysis.values));
    if (analysis.setup.has_data) curves.rw = scattering::weighted_residual(refinement.data[d], curves.model);
    analysis.curves.push_back(std::move(curves));
  }
  if (analysis.setup.has_data) analysis.rw = scattering::weighted_residual(refinement, analysis.values);
}

std::string error_words(const PdfAnalysis& analysis) {
  if (!std::isfinite(analysis.refined.error_factor))
    return "the range holds fewer independent points (Nyquist, pi / q_max) than parameters: no errors";
  return "points lie closer than the Nyquist spacing pi / q_max and are not independent: errors are times " +
         format_rounded(analysis.refined.error_factor) +
         ", as of the independent points; what the model misses is taken as noise";
}

// Fixed where it does nothing.
bool is_neutral(const FitParameterRow& row) {
  const bool is_one = row.name.starts_with("occupancy") || row.name.starts_with("sratio");
  return row.fixed && row.value == (is_one ? 1 : 0);
}

void fit_case(PdfAnalysis& analysis, std::uint64_t seed, const RunControl& control) {
  const scattering::PdfRefinement& refinement = analysis.refinement();
  const Case& one = *analysis.one;
  analysis.refined = scattering::refine(refinement, analysis.setup.given,
                                        static_cast<int>(one.integer("fit.random_starts")), seed, control);
  analysis.fitted = true;
  analysis.values = analysis.refined.result.values;
  analysis.summary = fit::summarize(analysis.refined.problem, analysis.refined.result);
  if (!pdf_case_name(analysis).empty()) analysis.summary.name += ", " + pdf_case_name(analysis);
  std::erase_if(analysis.summary.parameters, is_neutral);
  analysis.summary.scaling += "; " + error_words(analysis);
  if (refinement.parameters.layout.size() > 1)
    analysis.shares = scattering::phase_shares(refinement, analysis.refined);
}

}  // namespace

int PdfAnalysis::good_starts() const {
  return static_cast<int>(std::ranges::count_if(
      refined.starts, [&](const scattering::RandomStart& start) { return start.rw < rw + same_rw; }));
}

std::string pdf_convention(const PdfAnalysis& analysis) {
  return analysis.refinement().convention == scattering::PeakConvention::r ? "r" : "r_ij";
}

std::string pdf_case_name(const PdfAnalysis& analysis) {
  std::string name;
  for (const auto& [key, value] : analysis.one->label) {
    const bool text = std::holds_alternative<std::string>(value);
    name += (name.empty() ? "" : ", ") +
            (text ? std::get<std::string>(value) : key + " " + format_number(std::get<double>(value)));
  }
  return name;
}

PdfAnalysis analyse_pdf(const Study& study, std::size_t case_index, const RunControl& control) {
  PdfAnalysis analysis{.one = &study.cases[case_index], .setup = set_up_pdf(study, case_index)};
  const scattering::PdfParameters& parameters = analysis.refinement().parameters;
  if (analysis.setup.has_data && any_free(parameters)) fit_case(analysis, study.seed, control);
  if (!analysis.fitted)
    for (const fit::Parameter& one : parameters.list) analysis.values.push_back(one.start);
  add_curves(analysis);
  if (!analysis.setup.has_data) add_partials(analysis);
  return analysis;
}

std::vector<std::string> check_pdf_model(const Study& study) {
  std::vector<std::string> warnings;
  for (std::size_t i = 0; i < study.cases.size(); ++i)
    for (const std::string& warning : set_up_pdf(study, i).warnings)
      if (std::ranges::find(warnings, warning) == warnings.end()) warnings.push_back(warning);
  return warnings;
}

StudyResult run_pdf_model(const Study& study, Workspace& workspace) {
  StudyResult result;
  std::vector<PdfAnalysis> analyses;
  for (std::size_t i = 0; i < study.cases.size(); ++i) {
    workspace.control.throw_if_stopped();
    analyses.push_back(analyse_pdf(study, i, workspace.control));
    const PdfAnalysis& analysis = analyses.back();
    for (Quantity& quantity : pdf_quantities(analysis)) result.quantities.push_back(std::move(quantity));
    for (std::string& warning : pdf_warnings(analysis))
      if (std::ranges::find(result.warnings, warning) == result.warnings.end())
        result.warnings.push_back(std::move(warning));
    if (!analysis.fitted) continue;
    result.fits.push_back(analysis.summary);
    result.converged = result.converged && analysis.refined.result.converged;
  }
  result.headline = pdf_headline(analyses);
  result.tables = pdf_tables(analyses);
  result.figures = pdf_figures(analyses);
  return result;
}

}  // namespace nacre::study
