// Kind assembly: particles that attract one another, from fluid to superlattice.
#include <algorithm>
#include <cmath>

#include "nacre/assembly/interactions_check.hpp"
#include "nacre/assembly/overlaps.hpp"
#include "nacre/assembly/simulation_failure.hpp"
#include "nacre/assembly/time_step.hpp"
#include "nacre/core/parallel.hpp"
#include "nacre/core/units.hpp"
#include "nacre/study/assembly_keys.hpp"
#include "nacre/study/assembly_output.hpp"
#include "nacre/study/assembly_run.hpp"
#include "nacre/study/assembly_run_keys.hpp"
#include "nacre/study/registry.hpp"

namespace nacre::study {
namespace {

constexpr auto keys = join_keys(assembly_particle_keys, assembly_potential_keys, assembly_start_keys,
                                assembly_container_keys, assembly_simulation_keys, assembly_output_keys);

constexpr Output quantities[] = {
    {"crystalline_fraction_initial, crystalline_fraction_final", "",
     "of the large particles: at the start, and over the last twentieth of the steps"},
    {"largest_nucleus, nuclei, grains", "", "crystalline clusters at the end and their orientations"},
    {"locally_dense_final", "", "share of the large particles above the local density of dense_above"},
    {"nucleation_packing, nucleation_time", ", tau", "when the first nucleus that lasted was seen"},
    {"nucleation_time_real", "s", "where [units] gives a diffusion coefficient"},
    {"first_nucleus_wall_distance", "sigma", "of its centre, where there are walls; _real in nm"},
    {"packing_final, packing_final_sigma", "", "by packing_by, and counted with sigma"},
    {"pressure, energy, temperature, packing_mean", "eps/sigma3, eps, eps, ",
     "means over the last stage (its last tenth where it changes volume or temperature) with errors by "
     "blocks; "
     "pressure_real in kPa"},
    {"pressure_tail, energy_tail", "eps/sigma3, eps",
     "what the potential beyond its cut-off would add; of Mie potentials cut without a shift"},
    {"diffusion_coefficient", "sigma2/tau", "of the large particles, where the last stage holds"},
    {"energy_drift", "eps", "of nve: of a particle in 1e4 steps"},
    {"steps", "", "that were done"},
};

constexpr Output tables[] = {
    {"thermo", "", "energies, temperature, pressure, packing along the run"},
    {"order", "", "crystalline fraction by structure, nuclei and grains along the run"},
    {"gr, sq, msd", "", "pair distributions, structure factors, displacements of the last stage"},
    {"scan", "", "one row per case, where there are several"},
};

std::vector<AssemblyPlan> read_plans(const Study& study) {
  std::vector<AssemblyPlan> plans;
  for (std::size_t i = 0; i < study.cases.size(); ++i)
    plans.push_back(read_assembly_plan(study.cases[i], study.seed, i, study.cases.size()));
  return plans;
}

// A start from a file may overlap; those that are made here cannot.
void refuse_overlapping_file(const AssemblyPlan& plan, const crystal::Particles& particles) {
  if (plan.state != "run") return;
  try {
    assembly::refuse_overlaps(particles, plan.interactions, plan.kT);
  } catch (const assembly::SimulationFailure& failure) {
    throw Error({.code = ExitCode::data,
                 .place = {plan.one->text("start.file"), 0, 0, {}, 1},
                 .message = failure.what(),
                 .expected = "a start without overlaps for the diameters and potential of the study",
                 .hint = failure.advice});
  }
}

void check_plan(const AssemblyPlan& plan) {
  const crystal::Particles particles = assembly_particles_in_container(plan);
  at_key(*plan.one, "potential.cutoff", [&] {
    assembly::check_box(plan.interactions, particles);
    return 0;
  });
  const assembly::State state = assembly::make_state(particles);
  at_key(*plan.one, "schedule.stages", [&] {
    const auto setup = assembly_setup(plan, particles, 1);
    assembly::check(setup.schedule, state, plan.kT, plan.dynamics.time_step);
    return 0;
  });
  refuse_overlapping_file(plan, particles);
}

std::vector<std::string> step_warnings(const AssemblyPlan& plan) {
  if (!plan.one->has("simulation.time_step")) return {};
  const assembly::TimeStepAdvice& advice = plan.step_advice;
  if (plan.dynamics.time_step <= advice.largest) return {};
  return {"[simulation] time_step " + format_number(plan.dynamics.time_step) + " is above " +
          format_rounded(advice.largest, 2) + " tau, which the stiffest pair bears; " +
          format_rounded(advice.advised, 2) + " would be safe"};
}

std::vector<std::string> check(const Study& study) {
  std::vector<std::string> warnings;
  for (const AssemblyPlan& plan : read_plans(study)) {
    check_plan(plan);
    for (std::string& text : step_warnings(plan))
      if (std::ranges::find(warnings, text) == warnings.end()) warnings.push_back(std::move(text));
  }
  return warnings;
}

// Cases side by side as far as there are threads; each of them on what is left.
std::vector<AssemblyCase> run_cases(const std::vector<AssemblyPlan>& plans, Workspace& workspace) {
  std::vector<AssemblyCase> cases(plans.size());
  const int side_by_side = std::min<int>(workspace.control.threads, static_cast<int>(plans.size()));
  const int threads = std::max(1, workspace.control.threads / side_by_side);
  parallel_for(plans.size(), workspace.control, [&](std::size_t i) {
    const auto engine = plans[i].lammps ? run_by_lammps : run_native;
    cases[i] = engine(plans[i], workspace, threads);
  });
  return cases;
}

StudyResult run(const Study& study, Workspace& workspace) {
  const auto plans = read_plans(study);
  const auto cases = run_cases(plans, workspace);
  StudyResult result;
  result.headline = assembly_headline(cases);
  result.converged = std::ranges::all_of(cases, [](const AssemblyCase& one) { return one.stopped.empty(); });
  result.quantities = assembly_quantities(cases);
  result.figures = assembly_figures(cases);
  result.tables = assembly_tables(cases);
  result.arrays = assembly_arrays(cases);
  result.warnings = assembly_warnings(cases);
  for (const AssemblyPlan& plan : plans)
    for (std::string& text : step_warnings(plan)) result.warnings.push_back(std::move(text));
  return result;
}

}  // namespace

extern const Kind assembly_kind;
const Kind assembly_kind{
    .name = "assembly",
    .summary = "Molecular dynamics of particles of one or two sizes: from fluid to superlattice",
    .keys = keys,
    .quantities = quantities,
    .tables = tables,
    .samples = {},
    .run = run,
    .check = check,
};

}  // namespace nacre::study
