#include "nacre/study/titration_plan_search.hpp"

#include <algorithm>
#include <cmath>

#include "nacre/core/parallel.hpp"
#include "nacre/core/units.hpp"
#include "nacre/study/titration_checks.hpp"
#include "nacre/study/titration_data.hpp"

namespace nacre::study {
namespace {

constexpr std::size_t max_designs = 20000;

ligands::TitrationFitPlan plan_of(const Case& one) {
  ligands::TitrationFitPlan plan;
  plan.model = &ligands::titration_model(one.text("guess.model"));
  plan.dilution =
      one.text("plan.dilution") == "constant" ? ligands::DilutionHeat::constant : ligands::DilutionHeat::none;
  plan.reference_temperature_K = one.number("cell.temperature");
  plan.cell_relative_error = one.number("errors.cell_concentration");
  plan.syringe_relative_error = one.number("errors.syringe_concentration");
  return plan;
}

ligands::Titration conditions_of(const Case& one, double cell_mM, double syringe_mM, double volume_uL,
                                 int count) {
  ligands::Titration titration;
  titration.name = "design";
  titration.temperature_K = one.number("cell.temperature");
  titration.cell_volume_uL = one.number("cell.volume");
  titration.cell_mM = cell_mM;
  titration.syringe_mM = syringe_mM;
  titration.displacement = displacement_of(one.text("plan.displacement"));
  titration.volumes_uL.assign(static_cast<std::size_t>(count), volume_uL);
  return titration;
}

std::vector<ligands::Titration> all_conditions(const Case& one, std::size_t& refused) {
  std::vector<ligands::Titration> list;
  const double capacity = one.number("syringe.capacity");
  for (const double cell_mM : one.at("cell.concentration").numbers)
    for (const double syringe_mM : one.at("syringe.concentration").numbers)
      for (const double volume : one.at("plan.injection_volume").numbers)
        for (const double count : one.at("plan.injections").numbers) {
          if (volume * count > capacity || volume >= one.number("cell.volume"))
            ++refused;
          else
            list.push_back(conditions_of(one, cell_mM, syringe_mM, volume, static_cast<int>(count)));
        }
  return list;
}

void refuse_empty(const Case& one, const std::vector<ligands::Titration>& list) {
  if (list.size() > max_designs)
    throw one.error("cell.concentration", "the lists of [cell], [syringe] and [plan] make too many designs",
                    std::to_string(list.size()), std::to_string(max_designs) + " at most");
  if (list.empty())
    throw one.error("plan.injections", "no design is left: each needs more than the syringe holds", {},
                    "injections times injection_volume up to [syringe] capacity");
}

}  // namespace

double score(const Design& design, const std::string& best_for) {
  if (best_for == "dG") return design.precision.dG_error_kJ_mol;
  if (best_for == "dH") return design.precision.dH_error_kJ_mol;
  return std::sqrt(design.precision.dG_error_kJ_mol * design.precision.dH_error_kJ_mol);
}

Design evaluate_design(const ligands::Titration& conditions, const ligands::TitrationFitPlan& plan,
                       const std::vector<double>& guess, const Case& one) {
  Design design{.titration = conditions, .precision = {}};
  ligands::Titration& titration = design.titration;
  titration.heats_uJ = ligands::injection_heats_uJ(titration, *plan.model, guess);
  titration.errors_uJ.clear();
  for (const double heat : titration.heats_uJ)
    titration.errors_uJ.push_back(
        std::max(one.number("noise.heat_error"), one.number("noise.heat_error_relative") * std::abs(heat)));
  design.precision = ligands::planned_precision(titration, plan, guess);
  design.last_ratio = molar_ratios(titration).back();
  design.c = ligands::c_value(titration, *plan.model,
                              ligands::equilibrium_constant(guess[1], titration.temperature_K), guess[2]);
  return design;
}

DesignSearch search_designs(const Case& one, const RunControl& control) {
  DesignSearch search{.plan = plan_of(one),
                      .guess = {one.number("guess.dH"), one.number("guess.dG"), one.number("guess.n")},
                      .designs = {}};
  const auto list = all_conditions(one, search.refused);
  refuse_empty(one, list);
  search.designs.resize(list.size());
  parallel_for(list.size(), control, [&](std::size_t i) {
    search.designs[i] = evaluate_design(list[i], search.plan, search.guess, one);
  });
  const std::string& best_for = one.text("plan.best_for");
  std::ranges::stable_sort(search.designs, [&](const Design& a, const Design& b) {
    if (a.precision.determined != b.precision.determined) return a.precision.determined;
    return a.precision.determined && score(a, best_for) < score(b, best_for);
  });
  return search;
}

}  // namespace nacre::study
