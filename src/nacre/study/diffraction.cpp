// Kind diffraction: powder patterns of crystals and clusters, and peaks of measured ones.
#include <algorithm>

#include "nacre/study/diffraction_figures.hpp"
#include "nacre/study/diffraction_keys.hpp"
#include "nacre/study/diffraction_tables.hpp"
#include "nacre/study/peak_requests.hpp"
#include "nacre/study/registry.hpp"

namespace nacre::study {
namespace {

constexpr Output quantities[] = {
    {"strongest_d", "A", "spacing of the crystal's strongest reflection"},
    {"strongest_place", "deg", "where it is: 2-theta, or q in 1/A"},
    {"atoms", "", "of the cluster"},
    {"maximum", "deg", "where the cluster's pattern is highest"},
    {"peaks", "", "peaks of the measured pattern"},
    {"chi2_reduced", "", "of their fit"},
    {"place_1, place_2, ...", "deg", "their middles: 2-theta, or q in 1/A"},
    {"d_1, d_2, ...", "A", "their spacings"},
    {"size_1, size_2, ...", "A", "Scherrer sizes"},
};

constexpr Output tables[] = {
    {"reflections", "", "one row per reflection of each crystal: hkl, multiplicity, d, |F|2, intensity"},
    {"patterns", "", "calculated patterns, one column a case"},
    {"peaks", "", "peaks of measured patterns: place, d, width, Scherrer size, nearest reflection"},
    {"comparison", "",
     "pairs of cases: how far their patterns differ, and with which noise they are told apart"},
    {"scan", "", "one row per case when a key is a list"},
};

std::vector<std::string> check(const Study& study) {
  for (const Case& one : study.cases) read_diffraction(one, study.seed, {});
  return {};
}

StudyResult run(const Study& study, Workspace& workspace) {
  StudyResult result;
  DiffractionAnalyses analyses;
  Stage stage(workspace.control, "patterns", static_cast<double>(study.cases.size()), "cases");
  for (const Case& one : study.cases) {
    analyses.push_back(read_diffraction(one, study.seed, workspace.control));
    DiffractionAnalysis& analysis = analyses.back();
    analyse_diffraction(analysis, workspace.control);
    for (Quantity& quantity : diffraction_quantities(analysis))
      result.quantities.push_back(std::move(quantity));
    for (std::string& warning : diffraction_warnings(analysis)) result.warnings.push_back(std::move(warning));
    if (analysis.measured) {
      result.fits.push_back(peak_fit_summary(analysis.measured->found.fit, analysis.name));
      result.converged = result.converged && analysis.measured->found.fit.result.converged;
    }
    stage.advance(1);
  }
  result.headline = diffraction_headline(analyses);
  for (Table table : {diffraction_peak_table(analyses), diffraction_comparison_table(analyses),
                      diffraction_reflection_table(analyses), diffraction_pattern_table(analyses)})
    if (!table.rows.empty()) result.tables.push_back(std::move(table));
  result.figures = diffraction_figures(analyses);
  return result;
}

}  // namespace

extern const Kind diffraction;
const Kind diffraction{
    .name = "diffraction",
    .summary = "Powder patterns of crystals and clusters, and peaks, spacings and sizes from measured ones",
    .keys = diffraction_keys,
    .quantities = quantities,
    .tables = tables,
    .samples = {},
    .run = run,
    .check = check,
};

}  // namespace nacre::study
