// Kind growth with [data]: parameters of a synthesis from measured courses.
#include "nacre/study/growth_fit_output.hpp"
#include "nacre/study/growth_modes.hpp"
#include "nacre/study/growth_synthesis.hpp"

namespace nacre::study {

std::vector<std::string> check_growth_fit(const Study& study) {
  for (const Case& one : study.cases) {
    growth_fit_plan(one, read_growth_courses(one));
    growth_options(one);
  }
  return {};
}

StudyResult run_growth_fit(const Study& study, Workspace& workspace) {
  check_growth_fit(study);
  StudyResult result;
  std::vector<GrowthFitAnalysis> analyses;
  for (const Case& one : study.cases) {
    analyses.push_back(analyse_growth_fit(one, study.seed, workspace.control));
    const GrowthFitAnalysis& analysis = analyses.back();
    result.converged = result.converged && analysis.fit.result.converged;
    result.fits.push_back(growth_fit_summary(analysis));
    for (Quantity& quantity : growth_fit_quantities(analysis))
      result.quantities.push_back(std::move(quantity));
    for (std::string& warning : growth_fit_warnings(analysis)) result.warnings.push_back(std::move(warning));
  }
  result.headline = growth_fit_headline(analyses);
  if (analyses.size() > 1) result.tables.push_back(growth_models_table(analyses));
  result.tables.push_back(growth_syntheses_table(analyses));
  result.tables.push_back(growth_starts_table(analyses));
  result.tables.push_back(growth_fit_table(analyses));
  result.figures = growth_fit_figures(analyses);
  return result;
}

}  // namespace nacre::study
