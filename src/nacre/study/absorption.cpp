// Kind absorption: spectra to sizes, concentrations, yields and how long nucleation lasts.
#include <algorithm>
#include <iterator>
#include <set>

#include "nacre/study/absorption_analysis.hpp"
#include "nacre/study/absorption_keys.hpp"
#include "nacre/study/registry.hpp"
#include "nacre/study/slug.hpp"

namespace nacre::embedded {
extern const std::string_view absorption_csv;
}

namespace nacre::study {
namespace {

constexpr Output quantities[] = {
    {"peak_final", "nm", "first exciton of the last spectrum"},
    {"radius_final, dispersity_final", "nm, 1",
     "by the sizing curve; spread of sizes from the width of the peak, an upper limit without `homogeneous`"},
    {"concentration_final, yield_final, sites_final", "umol/L, 1, mmol/L",
     "of particles, of the precursor in particles, of binding sites; with the errors of coefficient and "
     "curve"},
    {"t98_yield, t98_concentration", "s", "time to 98 % of the final values of the fits"},
    {"nucleation_share", "", "t98_concentration / t98_yield"},
    {"slope, intercept, curvature, p_curvature", "", "of a dilution series"},
    {"slope_ratio", "", "of the slope to that of the first series"},
};

constexpr Output tables[] = {
    {"frames", "", "one row a spectrum: peak, radius, concentration, yield, status"},
    {"kinetics", "", "one row a series: parameters of the fits and 98 % times"},
    {"dilution", "", "one row a series: slope, intercept, test of curvature"},
    {"scan", "", "one row per case when file is a list"},
};

const SampleFile samples[] = {{"absorption.csv", embedded::absorption_csv}};

std::vector<std::string> check(const Study& study) {
  std::vector<std::string> warnings;
  for (const Case& one : study.cases)
    std::ranges::move(read_absorption_data(one, read_absorption_plan(one)).warnings,
                      std::back_inserter(warnings));
  return warnings;
}

void add_tables(const std::vector<AbsorptionAnalysis>& analyses, StudyResult& result) {
  result.tables = {absorption_frame_table(analyses)};
  for (Table table : {absorption_kinetics_table(analyses), absorption_dilution_table(analyses)})
    if (!table.rows.empty()) result.tables.push_back(std::move(table));
}

StudyResult run(const Study& study, Workspace& workspace) {
  StudyResult result;
  std::vector<AbsorptionAnalysis> analyses;
  std::set<std::string> slugs;
  for (const Case& one : study.cases) {
    workspace.control.throw_if_stopped();
    analyses.push_back(analyse_absorption(one, workspace.control));
    analyses.back().slug = unique_slug(analyses.back().slug, slugs);
  }
  for (const AbsorptionAnalysis& one : analyses) {
    std::ranges::move(absorption_quantities(one), std::back_inserter(result.quantities));
    std::ranges::move(absorption_warnings(one), std::back_inserter(result.warnings));
    std::ranges::move(absorption_fits(one), std::back_inserter(result.fits));
    result.partial = result.partial || one.defects() > 0;
    result.converged = result.converged && (!one.kinetics || one.kinetics->result.converged);
  }
  std::ranges::move(slope_ratios(analyses), std::back_inserter(result.quantities));
  result.headline = absorption_headline(analyses);
  add_tables(analyses, result);
  result.figures = absorption_figures(analyses);
  result.arrays = absorption_arrays(analyses);
  return result;
}

}  // namespace

extern const Kind absorption;
const Kind absorption{
    .name = "absorption",
    .summary = "Absorption spectra to sizes, concentrations, yields and the time of nucleation",
    .keys = absorption_keys,
    .quantities = quantities,
    .tables = tables,
    .samples = samples,
    .run = run,
    .check = check,
};

}  // namespace nacre::study
