// Kind titration: heats or thermograms of titrations to enthalpy, free energy and stoichiometry.
#include "nacre/core/units.hpp"
#include "nacre/study/fit_keys.hpp"
#include "nacre/study/registry.hpp"
#include "nacre/study/titration_keys.hpp"
#include "nacre/study/titration_output.hpp"

namespace nacre::embedded {
extern const std::string_view titration_c6_csv;
}

namespace nacre::study {
namespace {

constexpr Key interval_key[] = {
    {.section = "fit",
     .name = "intervals",
     .type = KeyType::choice,
     .description = "how the 68 % intervals are found; both compares profile with bootstrap",
     .choices = "profile | bootstrap | both | covariance",
     .default_value = "\"profile\""},
};

constexpr auto all_keys = join_keys(titration_data_keys, titration_cell_keys, titration_syringe_keys,
                                    titration_thermogram_keys, titration_model_keys, titration_joint_keys,
                                    titration_error_keys, interval_key, bootstrap_key, fit_loss_key);
constexpr KeyExample examples[] = {{"data", "volume_column", "\"volume_uL\""},
                                   {"data", "error_column", "\"error_uJ\""}};
constexpr auto keys = with_examples(all_keys, examples);

constexpr Output quantities[] = {
    {"dH", "kJ/mol", "enthalpy per mole of sites, at the reference temperature"},
    {"dG", "kJ/mol", "free energy -RT ln K, at the reference temperature"},
    {"dS", "J/(mol K)", "entropy (dH - dG) / T"},
    {"K", "1 or L/mol", "equilibrium constant"},
    {"dCp", "kJ/(mol K)", "heat capacity, where it is a parameter"},
    {"dH_2, dG_2, n_2", "kJ/mol, kJ/mol, 1", "of the second kind of site"},
    {"dilution", "kJ/mol", "heat of dilution per mole injected, where one is fitted"},
    {"n", "", "sites that take part, per mole in the cell; one per file"},
    {"c_value", "", "sharpness of the curve: K of an exchange, n [M] K of a binding; one per file"},
    {"total_heat", "mJ", "of all injections; one per file"},
};

constexpr Output tables[] = {
    {"injections", "", "heat of every injection, fit and residual"},
    {"titrations", "", "one row per titration: conditions and thermodynamics at its temperature"},
    {"displacement", "", "what each convention of displaced liquid would give, where it matters"},
    {"intervals", "", "profile against bootstrap, where both were asked for"},
};

const SampleFile samples[] = {{"titration-c6.csv", embedded::titration_c6_csv}};

void refuse_keys(const Case& one) {
  const std::string& model = one.text("model.model");
  if (model == "competitive" && !(one.has("model.dH_c") && one.has("model.dG_c")))
    throw one.error("model.model", "the model \"competitive\" needs the weak ligand's dH_c and dG_c", {},
                    "[model] dH_c and dG_c, from a titration of the weak ligand alone");
  if (model == "competitive" && !one.has("cell.competitor"))
    throw one.error("model.model", "the model \"competitive\" needs a competitor in the cell", {},
                    "[cell] competitor, its concentration");
}

std::vector<std::string> check(const Study& study) {
  const Case& one = study.cases.front();
  refuse_keys(one);
  const TitrationData data = read_titration_data(one);
  titration_problem_of(one, data.titrations(), fit_plan_of(one, data.titrations()));
  return data.warnings;
}

void add_tables(const TitrationAnalysis& analysis, StudyResult& result) {
  result.tables.push_back(titration_table(analysis));
  if (!analysis.displacements.empty()) result.tables.push_back(displacement_table(analysis));
  if (analysis.one->text("fit.intervals") == "both") result.tables.push_back(interval_table(analysis));
  result.tables.push_back(injection_table(analysis));
}

void add_warnings(const TitrationAnalysis& analysis, StudyResult& result) {
  for (const std::string& warning : analysis.data.warnings) result.warnings.push_back(warning);
  for (const std::string& warning : titration_advice(analysis)) result.warnings.push_back(warning);
  for (const std::string& warning : analysis.warnings) result.warnings.push_back(warning);
}

StudyResult run(const Study& study, Workspace& workspace) {
  const Case& one = study.cases.front();
  const TitrationAnalysis analysis =
      analyse_titrations(one, read_titration_data(one),
                         {.intervals = one.text("fit.intervals"),
                          .replicas = static_cast<int>(one.number("fit.replicas")),
                          .loss = one.text("fit.loss")},
                         study.seed, workspace.control);
  StudyResult result;
  FitSummary summary = titration_summary(analysis);
  summary.scaling += "; " + analysis.data.error_statement;
  result.headline = titration_headline(analysis);
  result.converged = analysis.result.converged;
  result.quantities = titration_quantities(analysis);
  add_warnings(analysis, result);
  result.fits.push_back(std::move(summary));
  add_tables(analysis, result);
  result.figures = titration_figures(analysis);
  result.arrays = thermogram_arrays(analysis);
  return result;
}

}  // namespace

extern const Kind titration;
const Kind titration{
    .name = "titration",
    .summary = "Titration calorimetry to enthalpy, free energy and stoichiometry",
    .keys = keys,
    .quantities = quantities,
    .tables = tables,
    .samples = samples,
    .run = run,
    .check = check,
};

}  // namespace nacre::study
