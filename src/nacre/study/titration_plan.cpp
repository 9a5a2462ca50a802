// Kind titration-plan: which concentrations and injections would determine dH and dG best.
#include <algorithm>
#include <cmath>

#include "nacre/core/units.hpp"
#include "nacre/study/registry.hpp"
#include "nacre/study/titration_checks.hpp"
#include "nacre/study/titration_keys.hpp"
#include "nacre/study/titration_plan_search.hpp"

namespace nacre::study {
namespace {

constexpr Key plan_keys[] = {
    {.section = "guess",
     .name = "model",
     .type = KeyType::choice,
     .description = "what happens in the cell",
     .choices = "exchange | independent",
     .default_value = "\"exchange\""},
    {.section = "guess",
     .name = "dH",
     .type = KeyType::quantity,
     .description = "expected enthalpy per mole of sites",
     .unit = "kJ/mol",
     .required = true,
     .example = "\"-20 kJ/mol\"",
     .lower = -1000,
     .upper = 1000},
    {.section = "guess",
     .name = "dG",
     .type = KeyType::quantity,
     .description = "expected free energy, -RT ln K",
     .unit = "kJ/mol",
     .required = true,
     .example = "\"-8.5 kJ/mol\"",
     .lower = -150,
     .upper = 40},
    {.section = "guess",
     .name = "n",
     .type = KeyType::number,
     .description = "expected sites that take part, per mole in the cell",
     .default_value = "1.0",
     .example = "0.6",
     .lower = 0.001,
     .upper = 1000},
    {.section = "cell",
     .name = "volume",
     .type = KeyType::quantity,
     .description = "volume of the cell",
     .unit = "uL",
     .required = true,
     .example = "\"1 mL\"",
     .lower = 1e-3,
     .upper = 1e8},
    {.section = "cell",
     .name = "temperature",
     .type = KeyType::quantity,
     .description = "temperature of the titration",
     .unit = "K",
     .default_value = "\"298.15 K\"",
     .lower = 1,
     .upper = 5000},
    {.section = "cell",
     .name = "concentration",
     .type = KeyType::quantities,
     .description = "concentrations in the cell that could be made",
     .unit = "mM",
     .required = true,
     .example = "[\"1 mM\", \"2 mM\", \"4 mM\", \"6 mM\", \"10 mM\"]",
     .lower = 1e-9,
     .upper = 1e6},
    {.section = "syringe",
     .name = "concentration",
     .type = KeyType::quantities,
     .description = "concentrations in the syringe that could be made",
     .unit = "mM",
     .required = true,
     .example = "[\"10 mM\", \"20 mM\", \"30 mM\", \"60 mM\"]",
     .lower = 1e-9,
     .upper = 1e6},
    {.section = "syringe",
     .name = "capacity",
     .type = KeyType::quantity,
     .description = "what the syringe can deliver in one titration",
     .unit = "uL",
     .default_value = "\"250 uL\"",
     .lower = 1e-3,
     .upper = 1e8},
    {.section = "plan",
     .name = "injections",
     .type = KeyType::numbers,
     .description = "numbers of injections to try",
     .default_value = "[15, 20, 25]",
     .lower = 4,
     .upper = 1000},
    {.section = "plan",
     .name = "injection_volume",
     .type = KeyType::quantities,
     .description = "volumes to try",
     .unit = "uL",
     .default_value = "[\"5 uL\", \"10 uL\"]",
     .lower = 1e-6,
     .upper = 1e6},
    {.section = "plan",
     .name = "best_for",
     .type = KeyType::choice,
     .description = "what is to be known best; both: the geometric mean of the two errors",
     .choices = "both | dG | dH",
     .default_value = "\"both\""},
    {.section = "plan",
     .name = "displacement",
     .type = KeyType::choice,
     .description = "what becomes of the liquid that an injection pushes out of the cell",
     .choices = "none | overflow | origin | growing",
     .default_value = "\"overflow\""},
    {.section = "plan",
     .name = "dilution",
     .type = KeyType::choice,
     .description = "heat of dilution that the fit will have to find as well",
     .choices = "none | constant",
     .default_value = "\"none\""},
    {.section = "noise",
     .name = "heat_error",
     .type = KeyType::quantity,
     .description = "standard error of one heat",
     .unit = "uJ",
     .default_value = "\"20 uJ\"",
     .lower = 1e-9},
    {.section = "noise",
     .name = "heat_error_relative",
     .type = KeyType::number,
     .description = "the same as a share of the heat; the larger of both counts",
     .default_value = "0.01",
     .lower = 0,
     .upper = 1},
};

constexpr auto keys = join_keys(plan_keys, titration_error_keys);

constexpr Output quantities[] = {
    {"cell_concentration, syringe_concentration", "mM", "of the best design"},
    {"injections, injection_volume", "1, uL", "of the best design"},
    {"dH_error, dG_error, n_error", "kJ/mol, kJ/mol, 1", "expected standard errors of the best design"},
    {"c_value", "", "sharpness of its curve"},
    {"molar_ratio", "", "that it reaches"},
};
constexpr Output tables[] = {{"plan", "", "every design, best first"}};

double determined_count(const DesignSearch& search) {
  return static_cast<double>(
      std::ranges::count_if(search.designs, [](const Design& one) { return one.precision.determined; }));
}

std::vector<Quantity> plan_quantities(const Design& best) {
  const ligands::Titration& t = best.titration;
  const auto value = [](const char* name, double number, const char* unit, const char* description) {
    return Quantity{.name = name, .value = number, .unit = unit, .description = description};
  };
  return {value("cell_concentration", t.cell_mM, "mM", "in the cell, of the best design"),
          value("syringe_concentration", t.syringe_mM, "mM", "in the syringe, of the best design"),
          value("injections", static_cast<double>(t.volumes_uL.size()), "", "number of injections"),
          value("injection_volume", t.volumes_uL[0], "uL", "volume of each"),
          value("dH_error", best.precision.dH_error_kJ_mol, "kJ/mol", "expected standard error of dH"),
          value("dG_error", best.precision.dG_error_kJ_mol, "kJ/mol", "expected standard error of dG"),
          value("n_error", best.precision.n_error, "", "expected standard error of n"),
          value("c_value", best.c, "", "sharpness of the curve"),
          value("molar_ratio", best.last_ratio, "", "reached by the last injection")};
}

Table plan_table(const DesignSearch& search, const std::string& best_for) {
  Table table{
      .name = "plan",
      .title = "Every design, best first",
      .notes = {"expected standard errors at the guess, from the Fisher information; empty where the design "
                "does not determine them"},
      .columns = {{"rank", ""},
                  {"cell_mM", "concentration in the cell"},
                  {"syringe_mM", "concentration in the syringe"},
                  {"injections", "number"},
                  {"volume_uL", "of each"},
                  {"molar_ratio", "after the last injection"},
                  {"c", "sharpness of the curve"},
                  {"dH_err", "expected standard error of dH / kJ/mol"},
                  {"dG_err", "expected standard error of dG / kJ/mol"},
                  {"n_err", "expected standard error of n"},
                  {"correlation", "of dH and dG"},
                  {"score", "what the rank goes by / kJ/mol"}},
      .rows = {}};
  for (std::size_t i = 0; i < search.designs.size(); ++i) {
    const Design& one = search.designs[i];
    const auto cell = [&](double v) {
      return one.precision.determined && std::isfinite(v) ? Cell(v) : Cell();
    };
    table.rows.push_back(
        {static_cast<std::int64_t>(i + 1), one.titration.cell_mM, one.titration.syringe_mM,
         static_cast<std::int64_t>(one.titration.volumes_uL.size()), one.titration.volumes_uL[0],
         one.last_ratio, one.c, cell(one.precision.dH_error_kJ_mol), cell(one.precision.dG_error_kJ_mol),
         cell(one.precision.n_error), cell(one.precision.correlation_dH_dG), cell(score(one, best_for))});
  }
  return table;
}

struct ErrorCurves {
  Curve dH{.label = "ΔH", .mark = Mark::line, .color = 0};
  Curve dG{.label = "ΔG", .mark = Mark::line, .color = 1};

  void add(double x, const Design& design) {
    if (!design.precision.determined) return;
    dH.x.push_back(x);
    dG.x.push_back(x);
    dH.y.push_back(design.precision.dH_error_kJ_mol);
    dG.y.push_back(design.precision.dG_error_kJ_mol);
  }
  std::vector<Curve> curves() && {
    if (dH.x.empty()) return {};
    return {std::move(dH), std::move(dG)};
  }
};

// The best design with another concentration in the cell, on a fine grid about it.
Plot concentration_plot(const DesignSearch& search, const Case& one) {
  const Design& best = search.designs.front();
  Plot plot{.id = "concentration",
            .title = "Expected errors against the concentration in the cell",
            .caption =
                "The best design with everything but the concentration in the cell kept. Too low: the heats "
                "are small; too high: the titrant never reaches the sites.",
            .x = {"concentration in the cell", "mM", true},
            .y = {"standard error", "kJ/mol", true}};
  ErrorCurves curves;
  for (int i = -20; i <= 20; ++i) {
    ligands::Titration titration = best.titration;
    titration.cell_mM *= std::pow(10, i / 20.0);
    curves.add(titration.cell_mM, evaluate_design(titration, search.plan, search.guess, one));
  }
  plot.curves = std::move(curves).curves();
  return plot;
}

// The best design where K is other than guessed.
Plot strength_plot(const DesignSearch& search, const Case& one) {
  const Design& best = search.designs.front();
  const double RT = thermal_energy_kJ_mol(best.titration.temperature_K);
  Plot plot{.id = "strength",
            .title = "Expected errors if the guess of ΔG is wrong",
            .caption =
                "The best design at other equilibrium constants; x is the sharpness c of the curve (K of an "
                "exchange, n [M] K of a binding), here " +
                format_rounded(best.c) + " at the guess. Flat curves do not determine ΔH, steep ones not ΔG.",
            .x = {"c", "", true},
            .y = {"standard error", "kJ/mol", true}};
  ErrorCurves curves;
  for (int i = -24; i <= 24; ++i) {
    auto guess = search.guess;
    guess[1] -= RT * std::log(10) * i / 8;
    const Design design = evaluate_design(best.titration, search.plan, guess, one);
    curves.add(design.c, design);
  }
  plot.curves = std::move(curves).curves();
  return plot;
}

Plot predicted_isotherm(const Design& best) {
  const ligands::Titration& t = best.titration;
  Plot plot{.id = "isotherm",
            .title = "Predicted isotherm of the best design",
            .caption = "Heat per mole of titrant at the guess, with the standard error of one heat.",
            .x = {"molar ratio", ""},
            .y = {"heat", "kJ/mol"}};
  Curve points{.label = "",
               .mark = Mark::points,
               .color = 0,
               .x = molar_ratios(t),
               .y = molar_heats_kJ_mol(t, t.heats_uJ)};
  points.y_error = molar_heats_kJ_mol(t, t.errors_uJ);
  Curve line{.label = "", .mark = Mark::line, .color = 0, .x = points.x, .y = points.y};
  plot.curves = {std::move(line), std::move(points)};
  return plot;
}

std::string best_design(const DesignSearch& search) {
  const Design& best = search.designs.front();
  const ligands::Titration& t = best.titration;
  return "Best of " + std::to_string(search.designs.size()) +
         " designs: " + std::to_string(t.volumes_uL.size()) + " injections of " +
         format_number(t.volumes_uL[0]) + " uL at " + format_number(t.syringe_mM) + " mM into " +
         format_number(t.cell_mM) + " mM would determine dH to " +
         format_rounded(best.precision.dH_error_kJ_mol, 2) + " kJ/mol, dG to " +
         format_rounded(best.precision.dG_error_kJ_mol, 2) + " kJ/mol and n to " +
         format_rounded(best.precision.n_error, 2) + ", if the guess is right.";
}

// A best design at the end of a list may have a better one beyond.
std::string beyond_the_list(const Case& one, const char* section, double chosen) {
  const auto& list = one.at(std::string(section) + ".concentration").numbers;
  const auto [low, high] = std::ranges::minmax(list);
  if (list.size() < 2 || (chosen != low && chosen != high)) return {};
  return std::string(" It has the ") + (chosen == low ? "smallest" : "largest") + " [" + section +
         "] concentration of the list.";
}

std::string plan_headline(const DesignSearch& search, const Case& one) {
  const ligands::Titration& best = search.designs.front().titration;
  return best_design(search) + beyond_the_list(one, "cell", best.cell_mM) +
         beyond_the_list(one, "syringe", best.syringe_mM);
}

std::vector<std::string> plan_notes(const DesignSearch& search) {
  std::vector<std::string> notes;
  if (search.refused > 0)
    notes.push_back(std::to_string(search.refused) +
                    " designs need more than the syringe holds, or than the cell, and are left out");
  const auto undetermined = static_cast<double>(search.designs.size()) - determined_count(search);
  if (undetermined > 0)
    notes.push_back(format_number(undetermined) + " designs do not determine dH, dG and n; they come last");
  return notes;
}

StudyResult run(const Study& study, Workspace& workspace) {
  const Case& one = study.cases.front();
  const DesignSearch search = search_designs(one, workspace.control);
  const Design& best = search.designs.front();
  if (!best.precision.determined)
    throw one.error(
        "cell.concentration", "no design determines dH, dG and n", {},
        "other concentrations: n times the concentration in the cell is to be reached by the titrant");
  StudyResult result;
  result.headline = plan_headline(search, one);
  result.quantities = plan_quantities(best);
  result.tables = {plan_table(search, one.text("plan.best_for"))};
  result.figures = {predicted_isotherm(best), concentration_plot(search, one), strength_plot(search, one)};
  std::ranges::move(plan_notes(search), std::back_inserter(result.tables.front().notes));
  const std::string advice = ligands::c_value_advice(*search.plan.model, best.c);
  if (!advice.empty()) result.warnings.push_back(advice);
  return result;
}

std::vector<std::string> check(const Study& study) {
  const Case& one = study.cases.front();
  for (const double count : one.at("plan.injections").numbers)
    if (count != std::floor(count))
      throw one.error("plan.injections", "a number of injections is not whole", format_number(count),
                      "whole numbers");
  return {};
}

}  // namespace

extern const Kind titration_plan;
const Kind titration_plan{
    .name = "titration-plan",
    .summary = "Which concentrations and injections would determine a titration's thermodynamics best",
    .keys = keys,
    .quantities = quantities,
    .tables = tables,
    .samples = {},
    .run = run,
    .check = check,
};

}  // namespace nacre::study
