// Tables of a design of a synthesis.
#include <cmath>

#include "nacre/core/units.hpp"
#include "nacre/study/cells.hpp"
#include "nacre/study/growth_design_output.hpp"

namespace nacre::study {
namespace {

using growth::Outcome;
using growth::Variable;

// Nobody weighs in more digits.
double rounded(double value) { return std::isfinite(value) ? std::stod(format_rounded(value, 5)) : value; }

std::vector<Cell> row(std::string item, double value, std::string unit) {
  return {std::move(item), finite_cell(rounded(value)), std::move(unit)};
}

// What `nacre run` takes to simulate the recipe with a study that has no [design].
std::string settings(const GrowthDesign& design, const growth::Recipe& recipe) {
  const auto set = [](const std::string& key, double value, const std::string& unit) {
    return " --set '" + key + "=\"" + format_rounded(value, 6) + " " + unit + "\"'";
  };
  const int order = design.base.precursor.order;
  const double volume_mL = design.one->number("conditions.volume");
  std::string text =
      set(std::string("precursor.") + rate_key_of_order(order), recipe.rate,
          words_of(Variable::rate, order).unit) +
      set("precursor.concentration", recipe.concentration_mol_m3 * (1 - recipe.feed_share), "mol/m3");
  if (!recipe.fed()) return text;
  return text + set("injection.time", recipe.feed_start_s, "s") +
         set("injection.duration", recipe.feed_duration_s, "s") +
         set("injection.volume", growth::feed_volume_ratio(design.space, recipe) * volume_mL, "mL") +
         set("injection.concentration", design.space.stock_mol_m3, "mol/m3");
}

void add_feed(const GrowthDesign& design, const growth::Recipe& recipe, Table& table) {
  const double volume_mL = design.one->number("conditions.volume");
  const double feed_mL = growth::feed_volume_ratio(design.space, recipe) * volume_mL;
  table.rows.push_back(row("feed: precursor", 1e-3 * feed_mL * design.space.stock_mol_m3, "mmol"));
  table.rows.push_back(row("feed: concentration of its solution", design.space.stock_mol_m3, "mol/m3"));
  table.rows.push_back(row("feed: volume", feed_mL, "mL"));
  table.rows.push_back(row("feed: start", recipe.feed_start_s, "s"));
  table.rows.push_back(row("feed: duration", recipe.feed_duration_s, "s"));
  if (recipe.feed_duration_s > 0)
    table.rows.push_back(row("feed: speed", 60 * feed_mL / recipe.feed_duration_s, "mL/min"));
}

void add_result(const Outcome& outcome, Table& table) {
  table.rows.push_back(row("98 % of the final yield", outcome.done_s, "s"));
  table.rows.push_back(row("mean radius", outcome.radius_nm, "nm"));
  table.rows.push_back(row("sigma / mean radius", outcome.dispersity, ""));
  table.rows.push_back(row("yield", outcome.yield, ""));
}

void add_tradeoff_row(double target_nm, const char* schedule, const Outcome& one, Table& table) {
  const growth::Recipe& recipe = one.recipe;
  const auto fed = [&](double value) { return recipe.fed() ? Cell(value) : Cell(); };
  table.rows.push_back({target_nm, std::string(schedule), finite_cell(one.radius_nm),
                        finite_cell(one.dispersity), finite_cell(one.nucleation_share),
                        finite_cell(one.yield), finite_cell(one.done_s), recipe.rate,
                        recipe.concentration_mol_m3, recipe.feed_share, fed(recipe.feed_start_s),
                        fed(recipe.feed_duration_s)});
}

}  // namespace

Table design_recipe_table(const DesignResult& result) {
  const GrowthDesign& design = result.design;
  const growth::Recipe& recipe = result.shown.recipe;
  const VariableWords rate = words_of(Variable::rate, design.base.precursor.order);
  const double volume_mL = design.one->number("conditions.volume");
  const double at_start = recipe.concentration_mol_m3 * (1 - recipe.feed_share);
  Table table{.name = "recipe",
              .title = result.reached ? "The recipe" : "Out of reach: what comes nearest",
              .notes = {"run it with this study without [design]:" + settings(design, recipe)},
              .columns = {{"item", "what"}, {"value", "how much"}, {"unit", "of it"}},
              .rows = {}};
  table.rows = {row(std::string("precursor: ") + rate.words, recipe.rate, rate.unit),
                row("flask at time 0: volume", volume_mL, "mL"),
                row("flask at time 0: precursor", at_start, "mol/m3"),
                row("flask at time 0: precursor", 1e-3 * volume_mL * at_start, "mmol")};
  if (recipe.fed()) add_feed(design, recipe, table);
  add_result(result.shown, table);
  return table;
}

Table design_tradeoff_table(const DesignResult& result) {
  const VariableWords rate = words_of(Variable::rate, result.design.base.precursor.order);
  Table table{
      .name = "tradeoff",
      .title = "The smallest dispersity at every radius",
      .notes = {"of each schedule the recipe with the smallest dispersity between the bounds of [design]"},
      .columns = {{"target_nm", "radius that was looked for"},
                  {"schedule", "injection or feed"},
                  {"radius_nm", "mean radius at the end"},
                  {"dispersity", "sigma / mean"},
                  {"nucleation_share", "time to 98 % of the particles over that to 98 % of the yield"},
                  {"yield", "at the end"},
                  {"t98_yield_s", "time to 98 % of the final yield"},
                  {"rate", std::string(rate.words) + " of the precursor / " + rate.unit},
                  {"concentration_mol_m3", "all precursor over the volume at time 0"},
                  {"feed_share", "of it that is fed"},
                  {"feed_start_s", "start of the feed"},
                  {"feed_duration_s", "duration of the feed"}},
      .rows = {}};
  for (const growth::TradeOff& point : result.found.curve) {
    if (point.injection) add_tradeoff_row(point.radius_nm, "injection", *point.injection, table);
    if (point.feed) add_tradeoff_row(point.radius_nm, "feed", *point.feed, table);
  }
  return table;
}

Table design_sensitivity_table(const DesignResult& result) {
  const std::string less = "with " + format_rounded(100 * weighing_error) + " % less of it";
  const std::string more = "with " + format_rounded(100 * weighing_error) + " % more of it";
  Table table{.name = "sensitivity",
              .title = "What an error in the recipe does",
              .notes = {"every variable alone, all others as in the recipe"},
              .columns = {{"variable", "of the recipe"},
                          {"radius_exponent", "d ln radius / d ln variable"},
                          {"radius_less_nm", less},
                          {"radius_more_nm", more},
                          {"dispersity_less", less},
                          {"dispersity_more", more},
                          {"yield_less", less},
                          {"yield_more", more}},
              .rows = {}};
  for (const growth::Sensitivity& one : result.sensitivities)
    table.rows.push_back({std::string(words_of(one.variable, result.design.base.precursor.order).words),
                          finite_cell(one.radius_exponent), finite_cell(one.low.radius_nm),
                          finite_cell(one.high.radius_nm), finite_cell(one.low.dispersity),
                          finite_cell(one.high.dispersity), finite_cell(one.low.yield),
                          finite_cell(one.high.yield)});
  return table;
}

}  // namespace nacre::study
