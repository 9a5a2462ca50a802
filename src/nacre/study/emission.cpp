// Kind emission: series of emission spectra to the radii of up to three populations, and the law of their
// growth.
#include <set>

#include "nacre/core/units.hpp"
#include "nacre/study/emission_keys.hpp"
#include "nacre/study/emission_output.hpp"
#include "nacre/study/emission_sizes.hpp"
#include "nacre/study/registry.hpp"
#include "nacre/study/slug.hpp"

namespace nacre::embedded {
extern const std::string_view emission_250_csv;
}

namespace nacre::study {
namespace {

constexpr Output quantities[] = {
    {"populations", "", "that were told apart"},
    {"spectra_used", "", "spectra that were fitted"},
    {"radius_1_first, radius_1_last", "nm",
     "of the largest population in the first and last spectrum that shows it"},
    {"radius_2_first, radius_2_last, radius_3_first, radius_3_last", "nm", "the same of smaller ones"},
    {"stokes_mean", "meV", "absorption minus emission, mean of the pairs"},
    {"stokes_shift, stokes_slope, stokes_curvature", "", "coefficients of the Stokes shift, where fitted"},
    {"p_absorption", "", "probability of so large a chi2, if absorption is where emission says"},
    {"exponent", "", "m of dr/dt = a(t) / r^m, where there are two populations"},
    {"exponent_sys", "", "what one error of the Stokes shift does to it"},
    {"p_reaction, p_diffusion, p_steady, p_fit, monomer_exponent", "", "as of the kind growth-regime"},
};

constexpr Output tables[] = {
    {"frames", "",
     "one row per spectrum: every population with energy, width, area and radius, chi2, status"},
    {"populations", "",
     "radii of two populations, as growth-regime reads them; populations-CASE where there are cases"},
    {"counts", "", "one, two, three lines: chi2, AIC, BIC, and which was chosen"},
    {"parameters", "", "every parameter of every fit with start and error"},
    {"correlations", "", "those above 0.1"},
    {"stokes", "", "emission against absorption, where there is [absorption] file"},
    {"verdicts, hypotheses, predictions", "",
     "as of the kind growth-regime, where there are two populations"},
    {"scan", "", "one row per case when file or axis is a list"},
};

const SampleFile samples[] = {{"emission.csv", embedded::emission_250_csv}};

std::vector<std::string> check(const Study& study) {
  std::vector<std::string> warnings;
  for (const Case& one : study.cases) {
    const spectra::Sizing sizing = read_emission_sizing(one);
    check_stokes_keys(one);
    const EmissionData data = read_emission_data(one);
    for (const std::string& warning : data.warnings) warnings.push_back(warning);
    for (const EmissionFrame& frame : data.frames)
      if (!frame.defect.empty())
        warnings.push_back(emission_case_name(one) + ": \"" + frame.name + "\" " + frame.defect);
    if (one.has("absorption.file"))
      read_absorption_points(one.text("absorption.file"),
                             data.at_unit.empty() ? "at" : data.at_name + "_" + data.at_unit,
                             one.number("absorption.error"), sizing);
  }
  return warnings;
}

void add_case(const EmissionAnalysis& analysis, StudyResult& result) {
  for (Quantity& quantity : emission_quantities(analysis)) result.quantities.push_back(std::move(quantity));
  for (FitSummary& fit : emission_summaries(analysis)) result.fits.push_back(std::move(fit));
  for (std::string& warning : emission_warnings(analysis)) result.warnings.push_back(std::move(warning));
  result.converged =
      result.converged && analysis.converged() && (!analysis.regime || analysis.regime->test.best.converged);
  result.partial = result.partial || analysis.used() < analysis.rows.size();
}

std::vector<Table> all_tables(const EmissionAnalyses& analyses) {
  std::vector<Table> list{emission_frame_table(analyses), emission_count_table(analyses)};
  for (Table& table : emission_population_tables(analyses)) list.push_back(std::move(table));
  for (Table table : {emission_stokes_table(analyses), emission_parameter_table(analyses),
                      emission_correlation_table(analyses)})
    if (!table.rows.empty()) list.push_back(std::move(table));
  const std::vector<RegimeAnalysis> regimes = regimes_of(analyses);
  if (regimes.empty()) return list;
  list.push_back(regime_verdict_table(regimes));
  list.push_back(regime_hypothesis_table(regimes));
  list.push_back(regime_prediction_table(regimes));
  return list;
}

StudyResult run(const Study& study, Workspace& workspace) {
  StudyResult result;
  EmissionAnalyses analyses;
  std::set<std::string> slugs;
  for (const Case& one : study.cases) {
    workspace.control.throw_if_stopped();
    analyses.push_back(analyse_emission(one, workspace.control));
    EmissionAnalysis& analysis = analyses.back();
    analysis.slug = unique_slug(analysis.slug, slugs);
    if (analysis.regime) analysis.regime->slug = analysis.slug;
  }
  for (const EmissionAnalysis& analysis : analyses) {
    workspace.control.say(analysis.name + ": " + count_sentence(analysis));
    workspace.control.say(analysis.name + ": " + analysis.data.error_statement + "; " +
                          analysis.data.density_statement);
    add_case(analysis, result);
  }
  result.headline = emission_headline(analyses);
  result.tables = all_tables(analyses);
  result.figures = emission_figures(analyses);
  return result;
}

}  // namespace

extern const Kind emission;
const Kind emission{
    .name = "emission",
    .summary =
        "Series of emission spectra to the radii of one to three populations, and the law of their growth",
    .keys = emission_keys,
    .quantities = quantities,
    .tables = tables,
    .samples = samples,
    .run = run,
    .check = check,
};

}  // namespace nacre::study
