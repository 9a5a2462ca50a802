// Kind composition: masses, ratios and shares of ligands to the formulas of clusters.
#include "nacre/study/composition_keys.hpp"
#include "nacre/study/composition_output.hpp"
#include "nacre/study/registry.hpp"

namespace nacre::study {
namespace {

constexpr Output quantities[] = {
    {"formulas, formulas_neutral", "",
     "formulas within the limit of everything measured, and those without a charge"},
    {"weight_neutral", "", "share of the neutral ones of the likelihood of all"},
    {"mass", "Da", "of the ion, without the adduct"},
    {"comb_spacing, comb_peaks", "Da", "regular spacing of peaks, and how many lie on it"},
    {"ratio_measured, ratio_corrected", "",
     "of two elements, before and after the correction with a standard"},
    {"ratio_if_neutral", "", "that a neutral cluster with the measured share of ligands has"},
    {"ligand_share", "%", "ligands by mass"},
    {"loss_1, loss_2, ...", "%", "lost in each window"},
    {"ligands_per_particle_1, ..., ligands_per_site_1, ..., ligands_per_site", "",
     "ligands of each window, and of all, where the particle is given"},
    {"drift", "%/K", "of the balance"},
};

constexpr Output tables[] = {
    {"formulas", "", "every formula that agrees, its ion, charge, deviations and known family"},
    {"known", "", "known sizes, neutral, against the data, with their sources"},
    {"peaks", "", "peaks of the mass spectrum and their place on the comb"},
    {"losses", "", "loss of mass and ligands by window"},
};

std::vector<std::string> check(const Study& study) {
  std::vector<std::string> warnings;
  for (const Case& one : study.cases)
    for (std::string& warning : read_composition_data(one).warnings) warnings.push_back(std::move(warning));
  return warnings;
}

StudyResult run(const Study& study, Workspace& workspace) {
  StudyResult result;
  std::vector<CompositionAnalysis> analyses;
  for (const Case& one : study.cases) {
    workspace.control.throw_if_stopped();
    analyses.push_back(analyse_composition(one));
  }
  for (std::size_t i = 0; i < analyses.size(); ++i) {
    for (Quantity& quantity : composition_quantities(analyses[i]))
      result.quantities.push_back(std::move(quantity));
    for (std::string& warning : composition_warnings(analyses[i]))
      if (i == 0 || warning != result.warnings.back()) result.warnings.push_back(std::move(warning));
    const std::string suffix = analyses.size() > 1 ? "-" + std::to_string(i + 1) : "";
    for (Figure& figure : composition_figures(analyses[i], suffix))
      result.figures.push_back(std::move(figure));
  }
  result.headline = composition_headline(analyses);
  result.tables = composition_tables(analyses);
  return result;
}

}  // namespace

extern const Kind composition;
const Kind composition{
    .name = "composition",
    .summary = "Masses, element ratios and mass losses to the formulas of clusters",
    .keys = composition_keys,
    .quantities = quantities,
    .tables = tables,
    .samples = {},
    .run = run,
    .check = check,
};

}  // namespace nacre::study
