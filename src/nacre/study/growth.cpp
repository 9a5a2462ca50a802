// Kind growth: a synthesis from precursor to population, simulated, fitted or designed.
#include <algorithm>

#include "nacre/study/growth_design_keys.hpp"
#include "nacre/study/growth_fit_keys.hpp"
#include "nacre/study/growth_keys.hpp"
#include "nacre/study/growth_modes.hpp"
#include "nacre/study/growth_output.hpp"
#include "nacre/study/growth_populations.hpp"
#include "nacre/study/growth_synthesis.hpp"

namespace nacre::study {
namespace {

constexpr auto keys =
    join_keys(growth_condition_keys, growth_program_keys, growth_material_keys, growth_precursor_keys,
              growth_injection_keys, growth_nucleation_keys, growth_adsorption_keys, growth_seed_keys,
              growth_solver_keys, growth_output_keys, growth_data_keys, growth_fit_keys, growth_design_keys);

constexpr Output quantities[] = {
    {"t98_yield", "s",
     "time from injection to 98 % of the final yield, or of its maximum where it falls again"},
    {"t98_concentration", "s", "the same of the number of particles"},
    {"nucleation_share", "", "t98_concentration / t98_yield"},
    {"radius_final, sigma_final, dispersity_final, skewness_final", "nm, nm, 1, 1",
     "mean radius, standard deviation, sigma / mean and skewness of the radii at the end"},
    {"concentration_final", "mol/m3", "of particles at the end"},
    {"yield_final", "", "share of all precursor and monomer that is in particles at the end"},
    {"supersaturation_max", "", "highest monomer concentration over its solubility"},
    {"buildup_time, buildup_start, buildup_residual", "s, s, 1",
     "tau, t_0 and relative misfit of c_end (1 - exp(-(t - t_0) / tau)) fitted to the number of particles"},
    {"ripening_rate", "", "seeds of a ripening profile: growth of the mean radius over that of LSW theory"},
    {"precursor_rate, adsorption_rate, exponent, ...", "",
     "[data]: every fitted parameter, in the unit of its key"},
    {"recipe_rate, recipe_concentration", "1/s, mol/m3",
     "[design]: of the recipe; a rate in the unit of its order"},
    {"feed_share, feed_start, feed_duration", "1, s, s",
     "[design]: share of the precursor that is fed, and when"},
};

constexpr Output tables[] = {
    {"scan", "", "one row a simulation"},
    {"course", "", "supersaturation, rates, yield, concentration, radius and its spread over time"},
    {"distributions", "", "concentration per radius of every snapshot"},
    {"populations", "", "mean radii of two populations after a second nucleation, as growth-regime reads them"},
    {"recipe", "", "[design]: ready to weigh in"},
    {"sensitivity", "", "[design]: what an error of 5 % in each variable of the recipe does"},
    {"course_fit", "", "[data]: measured, fit and residual point by point"},
    {"syntheses", "", "[data]: one row a synthesis: constants at its temperature, times, final population"},
    {"starts", "", "[data]: where each start of the fit began and ended"},
    {"models", "", "[data]: cases side by side by AIC, where something is scanned"},
    {"tradeoff", "", "[design]: the smallest dispersity at every radius, and its recipe"},
};

enum class Mode { simulation, fit, design };

Mode mode_of(const Study& study) {
  const Case& one = study.cases.front();
  if (one.has("data.file") && one.has("design.radius"))
    throw one.error("design.radius", "a study fits [data] or designs a recipe, not both", {},
                    "[data] or [design]; first fit, then design with what was found");
  if (one.has("data.file")) return Mode::fit;
  return one.has("design.dispersity") ? Mode::design
                                      : Mode::simulation;  // its default is there with the section
}

// A simulation has nothing that could tell the value.
void refuse_fit_parameters(const Study& study) {
  for (const Case& one : study.cases)
    for (const GrowthParameter& parameter : growth_parameters())
      if (one.has(parameter.key) && one.at(parameter.key).parameter.fit)
        throw one.error(parameter.key,
                        std::string(parameter.key) + " is to be fitted, but there is no [data]", "\"fit\"",
                        "a value, or a section [data]");
}

std::vector<std::string> check(const Study& study) {
  const Mode mode = mode_of(study);
  if (mode == Mode::fit) return check_growth_fit(study);
  if (mode == Mode::design) return check_growth_design(study);
  refuse_fit_parameters(study);
  for (const Case& one : study.cases) {
    synthesis_of(one);
    growth_options(one);
  }
  return {};
}

StudyResult run(const Study& study, Workspace& workspace) {
  const Mode mode = mode_of(study);
  if (mode == Mode::fit) return run_growth_fit(study, workspace);
  if (mode == Mode::design) return run_growth_design(study, workspace);
  refuse_fit_parameters(study);
  const auto runs = run_growth_cases(study, workspace.control);
  StudyResult result;
  result.headline = growth_headline(runs);
  result.quantities = growth_quantities(runs);
  result.warnings = growth_warnings(runs);
  result.tables = {growth_scan_table(runs), growth_course_table(runs), growth_distribution_table(runs)};
  if (Table table = growth_population_table(runs); !table.rows.empty())
    result.tables.push_back(std::move(table));
  result.figures = growth_figures(runs);
  result.arrays = growth_arrays(runs);
  return result;
}

}  // namespace

extern const Kind growth_kind;
const Kind growth_kind{
    .name = "growth",
    .summary = "A synthesis of nanocrystals: simulated, fitted to measured courses, or designed",
    .keys = keys,
    .quantities = quantities,
    .tables = tables,
    .samples = {},
    .run = run,
    .check = check,
};

}  // namespace nacre::study
