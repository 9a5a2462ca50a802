#include <cmath>

#include "nacre/core/units.hpp"
#include "nacre/ligands/titration.hpp"
#include "nacre/study/competitive_langmuir_output.hpp"

namespace nacre::study {
namespace {

void add_points(const LangmuirAnalysis& analysis, Table& table) {
  const auto& pure = analysis.pure;
  for (const ligands::ExchangePoint& point : analysis.data.points) {
    const ligands::Coverage coverage = pure.coverage(point.x_a);
    table.rows.push_back({analysis.name, point.x_a, ligands::surface_fraction(point.x_a, pure.ln_ratio()),
                          ligands::surface_fraction_error(point.x_a, pure.ln_ratio(), pure.ln_ratio_error()),
                          coverage.a, coverage.b, coverage.total(), point.dH_kJ_mol,
                          point.dS_J_molK(pure.temperature_K), point.dG_kJ_mol});
  }
}

// A row of the interaction table: value and error of every chi.
std::vector<Cell> interaction_row(const LangmuirAnalysis& analysis, const std::string& what,
                                  const std::array<double, 3>& chi, const std::array<double, 3>& error,
                                  const LangmuirFit* fitted) {
  std::vector<Cell> cells{analysis.name, what};
  for (std::size_t i = 0; i < 3; ++i) {
    cells.emplace_back(chi[i]);
    cells.emplace_back(error[i]);
  }
  cells.push_back(fitted != nullptr ? Cell(fitted->result.chi2) : Cell());
  cells.push_back(fitted != nullptr ? Cell(fitted->result.aic()) : Cell());
  return cells;
}

Quantity quantity(const LangmuirAnalysis& analysis, std::string name, double value, double error,
                  std::string unit, std::string what) {
  return {.name = std::move(name),
          .value = value,
          .uncertainty = error,
          .unit = std::move(unit),
          .description = std::move(what),
          .case_label = analysis.one->label};
}

// The error of K is K times that of dG / RT.
void add_constants(const LangmuirAnalysis& analysis, std::vector<Quantity>& list) {
  const auto& pure = analysis.pure;
  const double thermal_kJ_mol = thermal_energy_kJ_mol(pure.temperature_K);
  const double K_a = ligands::equilibrium_constant(pure.dG_a_kJ_mol, pure.temperature_K);
  const double K_b = ligands::equilibrium_constant(pure.dG_b_kJ_mol, pure.temperature_K);
  const double ratio = std::exp(pure.ln_ratio());
  list.push_back(quantity(analysis, "K_a", K_a, K_a * pure.dG_a_error_kJ_mol / thermal_kJ_mol, "",
                          "equilibrium constant of exchange with " + analysis.ligand_a));
  list.push_back(quantity(analysis, "K_b", K_b, K_b * pure.dG_b_error_kJ_mol / thermal_kJ_mol, "",
                          "equilibrium constant of exchange with " + analysis.ligand_b));
  list.push_back(quantity(analysis, "K_ratio", ratio, ratio * pure.ln_ratio_error(), "", "K_a over K_b"));
}

double largest_shift(const LangmuirAnalysis& analysis) {
  double largest = 0;
  for (const auto& point : analysis.data.points) {
    const double shift = ligands::surface_fraction(point.x_a, analysis.pure.ln_ratio()) - point.x_a;
    if (std::abs(shift) > std::abs(largest)) largest = shift;
  }
  return largest;
}

}  // namespace

Table langmuir_composition_table(const std::vector<LangmuirAnalysis>& analyses) {
  Table table{
      .name = "compositions",
      .title = "Composition of the solution and of the shell",
      .notes = {"S25: theta = K x / (1 + K_a x_a + K_b x_b); x_a_surface = theta_a / (theta_a + theta_b)"},
      .columns = {{"system", ""},
                  {"x_a_solution", "mole fraction of A among the added ligands"},
                  {"x_a_surface", "mole fraction of A among the bound ligands"},
                  {"x_a_surface_err", "from the errors of dG of the pure ligands"},
                  {"theta_a", "share of the sites with A"},
                  {"theta_b", "share of the sites with B"},
                  {"coverage", "their sum"},
                  {"dH_kJ_mol", "as measured"},
                  {"dS_J_molK", "(dH - dG) / T"},
                  {"dG_kJ_mol", ""}}};
  for (const LangmuirAnalysis& analysis : analyses) add_points(analysis, table);
  return table;
}

Table langmuir_interaction_table(const std::vector<LangmuirAnalysis>& analyses) {
  Table table{
      .name = "interaction",
      .title = "The interaction from either composition",
      .notes = {"lattice model with constant interaction; errors of the difference: those of the composition "
                "of the shell alone, since both fits take the same heats"},
      .columns = {{"system", ""}, {"composition", "of which x_a is"}}};
  for (const char* name : {"chi_G_RT", "chi_H_kJ_mol", "chi_S_J_molK"}) {
    table.columns.push_back({name, ""});
    table.columns.push_back({std::string(name) + "_err", "its standard error"});
  }
  table.columns.push_back({"chi2", "of the fit"});
  table.columns.push_back({"aic", ""});
  for (const LangmuirAnalysis& analysis : analyses) {
    const double T = analysis.pure.temperature_K;
    const LangmuirFit& solution = analysis.solution;
    const LangmuirFit& surface = analysis.surface;
    table.rows.push_back(
        interaction_row(analysis, "solution", solution.chi(T), solution.chi_error(T), &solution));
    table.rows.push_back(
        interaction_row(analysis, "surface", surface.chi(T), surface.chi_error(T), &surface));
    table.rows.push_back(
        interaction_row(analysis, "difference", analysis.shift(), analysis.composition_error, nullptr));
  }
  return table;
}

std::vector<Quantity> langmuir_quantities(const LangmuirAnalysis& analysis) {
  std::vector<Quantity> list;
  add_constants(analysis, list);
  const auto& pure = analysis.pure;
  list.push_back(quantity(analysis, "x_a_surface_half", ligands::surface_fraction(0.5, pure.ln_ratio()),
                          ligands::surface_fraction_error(0.5, pure.ln_ratio(), pure.ln_ratio_error()), "",
                          "mole fraction of A on the surface from an equimolar solution"));
  list.push_back(quantity(analysis, "x_a_shift_max", largest_shift(analysis), no_value, "",
                          "largest difference of the two compositions among the titrations"));
  const double T = pure.temperature_K;
  const auto in_solution = analysis.solution.chi(T);
  const auto in_solution_error = analysis.solution.chi_error(T);
  const auto on_surface = analysis.surface.chi(T);
  const auto on_surface_error = analysis.surface.chi_error(T);
  const auto shift = analysis.shift();
  for (std::size_t i = 0; i < 3; ++i) {
    const std::string name = chi_names[i];
    list.push_back(quantity(analysis, name + "_solution", in_solution[i], in_solution_error[i], chi_units[i],
                            "fitted at the composition of the solution"));
    list.push_back(quantity(analysis, name + "_surface", on_surface[i],
                            std::hypot(on_surface_error[i], analysis.composition_error[i]), chi_units[i],
                            "fitted at the composition of the shell"));
    list.push_back(quantity(analysis, name + "_shift", shift[i], analysis.composition_error[i], chi_units[i],
                            "surface minus solution; error: of the composition alone"));
  }
  return list;
}

}  // namespace nacre::study
