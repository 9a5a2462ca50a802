// Kind growth-regime: two populations in one pot, and by which law they grow.
#include <set>

#include "nacre/study/growth_regime_output.hpp"
#include "nacre/study/registry.hpp"
#include "nacre/study/slug.hpp"

namespace nacre::embedded {
extern const std::string_view regime_csv;
}

namespace nacre::study {
namespace {

constexpr Key keys[] = {
    {.section = "data",
     .name = "file",
     .type = KeyType::path,
     .description = "radii of two populations in one pot: r1_nm (the larger) and r2_nm, if known time_s, "
                    "r1_err_nm and r2_err_nm; a list is fitted file by file",
     .required = true,
     .scannable = true,
     .example = "\"regime.csv\""},
    {.section = "data",
     .name = "error",
     .type = KeyType::number,
     .description = "standard error of the radii as a share of them, where the file has none; without either "
                    "the scatter sets it",
     .example = "0.02",
     .lower = 1e-6,
     .upper = 0.5},
    {.section = "data",
     .name = "reference",
     .type = KeyType::quantity,
     .description = "time whose pair of radii the plain predictions start from; the nearest row counts",
     .unit = "s",
     .suggestion = "\"60 s\""},
    {.section = "data",
     .name = "reference_row",
     .type = KeyType::integer,
     .description = "the same as the number of a row; without either the first",
     .lower = 1,
     .upper = 1e9,
     .suggestion = "1"},
    {.section = "model",
     .name = "exponent",
     .type = KeyType::parameter,
     .description = "m of dr/dt = a(t) / r^m; a number is tested beside the fitted one",
     .unit = "1",
     .default_value = "\"fit\""},
    {.section = "fit",
     .name = "significance",
     .type = KeyType::number,
     .description = "probability below which an exponent is excluded",
     .default_value = "0.05",
     .lower = 1e-12,
     .upper = 0.5},
};

constexpr Output quantities[] = {
    {"exponent", "", "m of dr/dt = a(t) / r^m"},
    {"p_reaction, p_diffusion", "",
     "probability that a free exponent fits so much better, if m = 0, if m = 1"},
    {"p_steady", "", "the same if m = 2, where growth leaves the monomer concentration as it is"},
    {"p_fit", "", "probability that chi2 is so large, if growth follows the law; where errors are known"},
    {"monomer_exponent", "", "m - 2, of [M] against radius at a steady supply of monomer"},
};

constexpr Output tables[] = {
    {"verdicts", "", "one row per file: exponent, regime, why, what growth does to the supersaturation"},
    {"hypotheses", "", "m = -1, 0, 1, 2, 4 and fitted: chi2, p-values, AIC, miss of the plain prediction"},
    {"predictions", "", "radii as measured, as predicted by eqs 2, 3 and 1/r^4, and as fitted"},
    {"scan", "", "one row per case when file is a list"},
};

const SampleFile samples[] = {{"regime.csv", embedded::regime_csv}};

std::vector<std::string> check(const Study& study) {
  std::vector<std::string> warnings;
  for (const Case& one : study.cases)
    for (const std::string& warning : read_regime_data(one, regime_case_name(one)).warnings)
      warnings.push_back(warning);
  return warnings;
}

StudyResult run(const Study& study, Workspace& workspace) {
  StudyResult result;
  std::vector<RegimeAnalysis> analyses;
  std::set<std::string> slugs;
  for (const Case& one : study.cases) {
    workspace.control.throw_if_stopped();
    analyses.push_back(analyse_regime(one, workspace.control));
    analyses.back().slug = unique_slug(analyses.back().slug, slugs);
  }
  for (const RegimeAnalysis& analysis : analyses) {
    for (Quantity& quantity : regime_quantities(analysis)) result.quantities.push_back(std::move(quantity));
    for (std::string& warning : regime_warnings(analysis)) result.warnings.push_back(std::move(warning));
    result.fits.push_back(regime_summary(analysis));
    result.converged = result.converged && analysis.test.best.converged;
  }
  result.headline = regime_headline(analyses);
  result.tables = {regime_verdict_table(analyses), regime_hypothesis_table(analyses),
                   regime_prediction_table(analyses)};
  result.figures = regime_figures(analyses);
  return result;
}

}  // namespace

extern const Kind growth_regime;
const Kind growth_regime{
    .name = "growth-regime",
    .summary = "Two populations in one pot to the law by which they grow",
    .keys = keys,
    .quantities = quantities,
    .tables = tables,
    .samples = samples,
    .run = run,
    .check = check,
};

}  // namespace nacre::study
