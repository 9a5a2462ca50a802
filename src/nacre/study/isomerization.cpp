// Kind isomerization: two or three species that turn into one another, from spectra in time, rate constants,
// equilibria or the amount of an additive.
#include <algorithm>
#include <array>

#include "nacre/study/isomerization_keys.hpp"
#include "nacre/study/isomerization_lines.hpp"
#include "nacre/study/isomerization_output.hpp"
#include "nacre/study/isomerization_tables.hpp"
#include "nacre/study/registry.hpp"

namespace nacre::embedded {
extern const std::string_view spectra_52_5C_csv;
}

namespace nacre::study {
namespace {

constexpr Output quantities[] = {
    {"k, k_forward, k_backward, k1, k2", "1/min", "rate constants from whole spectra, one case a sample"},
    {"k_overlap", "1/min", "rate constant from the overlap correction (eqs 3-9)"},
    {"overlap_now, overlap_start", "", "factors of OD(t) and OD(0) in the concentration of A"},
    {"remainder", "", "corrected absorbance once all of A is gone"},
    {"isosbestic", "nm", "isosbestic point"},
    {"species", "", "singular values of the series above the noise"},
    {"shift_a, shift_b", "nm", "of the bands of A and B during the conversion, where they move"},
    {"noise", "", "of the absorbance, from the roughness of the spectra"},
    {"k_mean, k_scatter, p_replicates", "1/min",
     "of replicates: mean, standard deviation, probability of so much"},
    {"E_a", "kJ/mol", "activation energy"},
    {"E_a_with_rounding", "kJ/mol", "the same, error with the rounding of the printed numbers"},
    {"E_a_all_points", "kJ/mol", "the same from all points, those left out too"},
    {"E_a_bound", "kJ/mol", "the same, with the rates of all temperatures bound by Arrhenius' law"},
    {"ln_A", "", "ln(A s), A the prefactor"},
    {"activation_enthalpy", "kJ/mol", "of the Eyring equation"},
    {"activation_entropy", "J/(mol K)", "of the Eyring equation"},
    {"activation_free_energy", "kJ/mol", "at the middle of the temperatures"},
    {"dH, dH_rates", "kJ/mol",
     "enthalpy of B minus that of A, from fractions; from rates where both are there"},
    {"dS, dS_rates", "J/(mol K)", "entropy of B minus that of A"},
    {"T_c, T_c_rates", "K", "temperature at which both are equally stable"},
    {"p_agreement", "", "probability that both routes differ so much by chance"},
    {"order, order_with_rounding", "", "reaction order in the additive"},
    {"ln_k_unit", "", "ln(k min) at an amount of one"},
};

constexpr Output tables[] = {
    {"rate-constants", "", "of every sample, by both routes"},
    {"models", "", "rate laws compared"},
    {"isosbestic", "", "points and their tests"},
    {"rank", "", "singular values, thresholds, correlations: how many species"},
    {"frames", "", "one row a frame: concentrations by both routes, isosbestic absorbance"},
    {"species", "", "spectra of the species with errors"},
    {"rates", "", "rate constants and the line through them"},
    {"activation", "", "Arrhenius and Eyring parameters with all errors"},
    {"two-state", "", "dH, dS, T_c by every route, with correlations"},
};

const SampleFile samples[] = {{"spectra-52.5C.csv", embedded::spectra_52_5C_csv}};

constexpr std::array inputs = {"data.file", "rates.file", "equilibrium.file", "additive.file"};

// Which of the four the study is about.
std::string_view input_of(const Case& one) {
  std::string_view found;
  for (const char* key : inputs) {
    if (!one.has(key)) continue;
    if (!found.empty())
      throw one.error(key, "the study has two kinds of data", std::string(found) + " and " + key,
                      "one file key: spectra in [data], or a table in [rates], [equilibrium] or [additive]",
                      "write one study each");
    found = key;
  }
  if (found.empty())
    throw one.error("data.file", "the study has no data", {},
                    "[data] file with spectra, or a table in [rates], [equilibrium] or [additive] file");
  return found;
}

// Keys about spectra are none of a table's business.
void refuse_strangers(const Case& one, std::string_view input) {
  const std::string_view section = input.substr(0, input.find('.'));
  for (const auto& [name, value] : one.values) {
    if (value.place.line == 0) continue;  // a default
    const std::string_view there = std::string_view(name).substr(0, name.find('.'));
    const bool table = there == "rates" || there == "equilibrium" || there == "additive";
    const bool about_spectra = there == "data" || there == "errors" || there == "model" ||
                               there == "isosbestic" || there == "overlap";
    if ((table && there != section) || (about_spectra && section != "data"))
      throw one.error(name, "this key says nothing about [" + std::string(section) + "]", name,
                      section == "data" ? "keys of [data], [errors], [model], [isosbestic], [overlap]"
                                        : "keys of [" + std::string(section) + "]");
  }
}

std::vector<std::string> check(const Study& study) {
  std::vector<std::string> warnings;
  for (const Case& one : study.cases) {
    const std::string_view input = input_of(one);
    refuse_strangers(one, input);
    if (input == "data.file") warnings = read_isomerization(one).warnings;
    if (input == "rates.file") read_rates(one);
    if (input == "equilibrium.file") read_equilibrium(one);
    if (input == "additive.file") read_additive(one);
  }
  return warnings;
}

StudyResult run(const Study& study, Workspace& workspace) {
  const Case& one = study.cases.front();
  const std::string_view input = input_of(one);
  refuse_strangers(one, input);
  if (input == "rates.file") return run_rates(study);
  if (input == "equilibrium.file") return run_equilibrium(one);
  if (input == "additive.file") return run_additive(one);
  return run_spectra(one, workspace.control);
}

}  // namespace

extern const Kind isomerization;
const Kind isomerization{
    .name = "isomerization",
    .summary = "Spectra in time or rate constants to rates, barriers and the thermodynamics of two states",
    .keys = isomerization_keys,
    .quantities = quantities,
    .tables = tables,
    .samples = samples,
    .run = run,
    .check = check,
};

}  // namespace nacre::study
