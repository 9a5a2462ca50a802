// Kind competitive-langmuir: is the shell composed as the solution, and does it matter for the interaction?
#include <algorithm>
#include <cmath>

#include "nacre/core/units.hpp"
#include "nacre/study/competitive_langmuir_output.hpp"
#include "nacre/study/ligand_mixing_keys.hpp"
#include "nacre/study/ligand_mixing_output.hpp"
#include "nacre/study/registry.hpp"

namespace nacre::embedded {
extern const std::string_view c6_c10_csv;
}

namespace nacre::study {
namespace {

constexpr Key file_key[] = {
    {.section = "data",
     .name = "file",
     .type = KeyType::path,
     .description =
         "table of exchange thermodynamics: x_a and two or three of dH_kJ_mol, dS_J_molK, dG_kJ_mol",
     .required = true,
     .scannable = true,
     .example = "\"c6-c10.csv\""},
};

constexpr Key own_keys[] = {
    {.section = "model",
     .name = "size",
     .type = KeyType::sides,
     .description = "sites along both sides of the periodic square lattice that is fitted",
     .default_value = "[11, 11]"},
};

constexpr auto keys = join_keys(file_key, mixing_data_keys, own_keys);

constexpr Output quantities[] = {
    {"K_a, K_b, K_ratio", "", "equilibrium constants of the pure ligands"},
    {"x_a_surface_half", "", "mole fraction of A on the surface from an equimolar solution"},
    {"x_a_shift_max", "", "largest difference of the two compositions"},
    {"chi_G_solution, chi_G_surface, chi_G_shift", "RT", "the interaction at either composition"},
    {"chi_H_solution, chi_H_surface, chi_H_shift", "kJ/mol", "its enthalpy"},
    {"chi_S_solution, chi_S_surface, chi_S_shift", "J/(mol K)", "its non-configurational entropy"},
};

constexpr Output tables[] = {
    {"compositions", "", "composition and coverage of every titration"},
    {"interaction", "", "chi from either composition"},
    {"scan", "", "one row per case when file is a list"},
};

const SampleFile samples[] = {{"c6-c10.csv", embedded::c6_c10_csv}};

std::vector<std::string> check(const Study& study) {
  std::vector<std::string> warnings;
  for (const Case& one : study.cases) {
    refuse_inexact_size(one);
    for (const std::string& warning : read_mixing_data(one).warnings) warnings.push_back(warning);
  }
  return warnings;
}

std::string headline(const LangmuirAnalysis& analysis, const std::vector<Quantity>& list) {
  return "From an equimolar solution the shell takes a share of " + quantity_text(list, "x_a_surface_half") +
         " " + analysis.ligand_a +
         ". At the composition of the shell chi_G = " + quantity_text(list, "chi_G_surface") +
         " instead of " + quantity_text(list, "chi_G_solution") +
         " at that of the solution, chi_H = " + quantity_text(list, "chi_H_surface") + " instead of " +
         quantity_text(list, "chi_H_solution") + ".";
}

std::string headline_of_all(const std::vector<LangmuirAnalysis>& analyses) {
  std::string text =
      "chi_G / RT at the composition of the shell minus that at the composition of the solution: ";
  for (std::size_t i = 0; i < analyses.size() && i < 8; ++i)
    text += (i > 0 ? ", " : "") + analyses[i].name + " " +
            format_with_uncertainty(analyses[i].shift()[0], analyses[i].composition_error[0]);
  return text + ".";
}

void add_fit(const LangmuirFit& fitted, const std::string& error_statement, StudyResult& result) {
  FitSummary summary = fit::summarize(fitted.problem, fitted.result);
  summary.scaling += "; " + error_statement;
  result.converged = result.converged && fitted.result.converged;
  for (const std::string& warning : summary.warnings)
    result.warnings.push_back(summary.name + ": " + warning);
  result.fits.push_back(std::move(summary));
}

StudyResult run(const Study& study, Workspace& workspace) {
  StudyResult result;
  std::vector<LangmuirAnalysis> analyses;
  const bool several = study.cases.size() > 1;
  for (const Case& one : study.cases) {
    analyses.push_back(analyse_langmuir(one, workspace.control));
    const LangmuirAnalysis& analysis = analyses.back();
    const auto list = langmuir_quantities(analysis);
    result.quantities.insert(result.quantities.end(), list.begin(), list.end());
    add_fit(analysis.solution, analysis.data.error_statement, result);
    add_fit(analysis.surface, analysis.data.error_statement, result);
    std::ranges::move(langmuir_figures(analysis, several), std::back_inserter(result.figures));
    std::ranges::copy(analysis.data.warnings, std::back_inserter(result.warnings));
    if (!several) result.headline = headline(analysis, list);
  }
  if (several) result.headline = headline_of_all(analyses);
  result.tables = {langmuir_composition_table(analyses), langmuir_interaction_table(analyses)};
  return result;
}

}  // namespace

extern const Kind competitive_langmuir;
const Kind competitive_langmuir{
    .name = "competitive-langmuir",
    .summary = "Composition of the shell from that of the solution, and its effect on the interaction",
    .keys = keys,
    .quantities = quantities,
    .tables = tables,
    .samples = samples,
    .run = run,
    .check = check,
};

}  // namespace nacre::study
