// Kind ligand-shell: equilibrium patterns of two ligands on a lattice of sites.
#include <algorithm>
#include <array>
#include <cmath>

#include "nacre/core/parallel.hpp"
#include "nacre/core/units.hpp"
#include "nacre/io/hdf5.hpp"
#include "nacre/ligands/clusters.hpp"
#include "nacre/ligands/exact_shell.hpp"
#include "nacre/ligands/multi_spin_sample.hpp"
#include "nacre/study/ligand_shell_rows.hpp"
#include "nacre/study/particle_keys.hpp"
#include "nacre/study/registry.hpp"

namespace nacre::study {
namespace {

constexpr std::array<Key, 10> shell_keys{{
    {.section = "shell",
     .name = "lattice",
     .type = KeyType::choice,
     .description = "lattice of binding sites; surface: those of a built nanocrystal, see [particle]",
     .choices = "square | triangular | surface",
     .default_value = "\"square\"",
     .scannable = true},
    {.section = "shell",
     .name = "size",
     .type = KeyType::sides,
     .description = "sites along both sides, periodic; of square and triangular",
     .default_value = "[11, 11]",
     .scannable = true},
    {.section = "shell",
     .name = "n_a",
     .type = KeyType::integer,
     .description = "number of ligands A (or give x_a)",
     .scannable = true,
     .example = "60",
     .lower = 0,
     .upper = 1002001},
    {.section = "shell",
     .name = "x_a",
     .type = KeyType::number,
     .description = "their mole fraction, which a whole number of sites must meet",
     .scannable = true,
     .lower = 0,
     .upper = 1},
    {.section = "shell",
     .name = "rounding",
     .type = KeyType::choice,
     .description = "what to do with an x_a that no whole number of sites meets",
     .choices = "refuse | down | up",
     .default_value = "\"refuse\""},
    {.section = "shell",
     .name = "chi_G",
     .type = KeyType::quantity,
     .description = "free energy of unlike neighbours, z times that of one pair (on a surface z is the "
                    "mean number of neighbours); negative: they attract",
     .unit = "RT",
     .required = true,
     .scannable = true,
     .example = "[\"-6 RT\", \"0 RT\", \"3.4 RT\", \"5.2 RT\"]",
     .lower = -100,
     .upper = 100},
    {.section = "shell",
     .name = "temperature",
     .type = KeyType::quantity,
     .description = "turns kJ/mol into RT; nothing else depends on it",
     .unit = "K",
     .default_value = "\"303 K\"",
     .lower = 1,
     .upper = 5000},
    {.section = "shell",
     .name = "engine",
     .type = KeyType::choice,
     .description = "auto: exact where it can, and multi-spin for clusters and pictures; plain where one "
                    "ligand is rare",
     .choices = "auto | exact | multi-spin | plain",
     .default_value = "\"auto\"",
     .scannable = true},
    {.section = "sampling",
     .name = "equilibration_sweeps",
     .type = KeyType::integer,
     .description = "of each chain before averages are taken; left out: by size",
     .lower = 1,
     .upper = 1e12},
    {.section = "sampling",
     .name = "sampling_sweeps",
     .type = KeyType::integer,
     .description = "of each chain; left out: by size and engine",
     .lower = 100,
     .upper = 1e12},
}};
constexpr auto keys = join_keys(shell_keys, particle_keys(false));

constexpr Output quantities[] = {
    {"unlike_pair_fraction", "",
     "unlike share of all neighbour pairs (exact where the engine takes the lattice)"},
    {"mean_cluster_fraction", "", "clusters of like ligands, 1 when each ligand forms a single one"},
    {"largest_cluster_fraction", "", "largest cluster over the sites of the majority ligand"},
};

constexpr Output tables[] = {{"scan", "", "one row per case and engine"}};

ligands::SamplingPlan sampling_plan(const ShellRow& row, std::uint64_t seed) {
  const Case& one = *row.one;
  const bool large = row.sites() > 1000;
  const bool many_chains = row.engine == "multi-spin";
  ligands::SamplingPlan plan{.seed = seed, .replica = row.index};
  // At 111 x 111 both starts meet within 3000 sweeps up to 4 RT and within about 20000 above.
  plan.equilibration_sweeps = std::max<std::uint64_t>(2000, 8 * static_cast<std::uint64_t>(row.sites()) / 5);
  plan.sampling_sweeps = large ? 5000 : (many_chains ? 20000 : 50000);
  if (one.has("sampling.equilibration_sweeps"))
    plan.equilibration_sweeps = static_cast<std::uint64_t>(one.integer("sampling.equilibration_sweeps"));
  if (one.has("sampling.sampling_sweeps"))
    plan.sampling_sweeps = static_cast<std::uint64_t>(one.integer("sampling.sampling_sweeps"));
  plan.sweeps_per_sample = large ? 20 : 10;  // cluster analysis costs about a sweep
  // Clusters of 512 chains one by one cost as much as hundreds of their sweeps.
  plan.sweeps_per_cluster_sample =
      std::min<std::uint64_t>(250, std::max<std::uint64_t>(1, plan.sampling_sweeps / 4));
  return plan;
}

double sweeps(const ShellRow& row, std::uint64_t seed) {
  const auto plan = sampling_plan(row, seed);
  return static_cast<double>(plan.equilibration_sweeps + plan.sampling_sweeps);
}

std::vector<ligands::ShellPoint> points(const std::vector<ShellRow*>& rows) {
  std::vector<ligands::ShellPoint> points;
  for (const ShellRow* row : rows) points.push_back({row->n_a, row->w_RT()});
  return points;
}

void run_exact(ShellRow& row, const RunControl& control) {
  const auto shell = ligands::exact_shell(row.nx, row.ny, control);
  const auto pairs = shell->at(row.n_a, row.w_RT());
  row.unlike_fraction = {pairs.mean / (2.0 * row.sites()), 0};
  row.dG_mix_RT = -pairs.ln_z / row.sites();
}

// One thing to do: a block of rows for the multi-spin engine, or one row for the plain one.
struct Task {
  std::vector<ShellRow*> rows;
  double trials = 0;
};

double plain_trials(const ShellRow& row, std::uint64_t seed) { return 2 * sweeps(row, seed) * row.sites(); }

double block_trials(const std::vector<ShellRow*>& rows, std::uint64_t seed) {
  return sweeps(*rows.front(), seed) *
         ligands::multi_spin_trials_per_sweep(rows.front()->sites(), points(rows));
}

std::vector<Task> plan_tasks(std::vector<ShellRow>& rows, std::uint64_t seed) {
  std::vector<Task> tasks;
  for (const ShellBlock& block : shell_blocks(rows)) {
    Task& task = tasks.emplace_back();
    for (const std::size_t index : block) task.rows.push_back(&rows[index]);
    task.trials = block_trials(task.rows, seed);
  }
  for (ShellRow& row : rows)
    if (row.engine == "plain") tasks.push_back({{&row}, plain_trials(row, seed)});
  return tasks;
}

ligands::Lattice lattice_of(const ShellRow& row) {
  return row.surface ? row.surface->lattice : ligands::Lattice(row.lattice, row.nx, row.ny);
}

std::vector<ligands::ShellSample> sample(const Task& task, std::uint64_t seed, Stage& stage) {
  const ShellRow& first = *task.rows.front();
  const ligands::Lattice lattice = lattice_of(first);
  const auto plan = sampling_plan(first, seed);
  const auto advance = [&stage](double done) { stage.advance(done); };
  if (first.engine == "multi-spin")
    return ligands::sample_multi_spin(lattice, points(task.rows), plan, advance);
  return {ligands::sample_shell(lattice, first.n_a, first.w_RT(), plan, advance)};
}

std::string checkpoint_key(const ShellRow& row) { return "row-" + std::to_string(row.index); }

bool is_done(const Task& task, const io::Checkpoint& checkpoint) {
  return std::ranges::all_of(
      task.rows, [&](const ShellRow* row) { return checkpoint.find(checkpoint_key(*row)).has_value(); });
}

void run_task(const Task& task, std::uint64_t seed, Workspace& workspace, Stage& stage) {
  if (is_done(task, workspace.checkpoint)) {
    for (ShellRow* row : task.rows)
      row->sample = unpack_sample(*workspace.checkpoint.find(checkpoint_key(*row)), row->sites());
    stage.advance(task.trials);
    return;
  }
  auto samples = sample(task, seed, stage);
  for (std::size_t i = 0; i < samples.size(); ++i) {
    workspace.checkpoint.store(checkpoint_key(*task.rows[i]), pack_sample(samples[i]));
    task.rows[i]->sample = std::move(samples[i]);
  }
}

void name_pattern(ShellRow& row) {
  row.unlike_fraction = row.sample->unlike_pair_fraction;
  row.pattern =
      ligands::pattern_name(row.unlike_fraction.mean, ligands::random_unlike_fraction(row.n_a, row.sites()),
                            row.sample->mean_cluster_fraction.mean);
}

void run_rows(const Study& study, std::vector<ShellRow>& rows, Workspace& workspace) {
  for (ShellRow& row : rows)
    if (row.engine == "exact") run_exact(row, workspace.control);
  const auto tasks = plan_tasks(rows, study.seed);
  double total = 0;
  for (const Task& task : tasks) total += task.trials;
  Stage stage(workspace.control, "Monte Carlo", total, "swaps");
  parallel_for(tasks.size(), workspace.control,
               [&](std::size_t i) { run_task(tasks[i], study.seed, workspace, stage); });
  for (ShellRow& row : rows)
    if (row.sample) name_pattern(row);
}

std::string row_name(const ShellRow& row) {
  return row.system() + ", chi_G = " + format_number(row.chi_G_RT) + " RT";
}

std::string sampling_trouble(const ligands::ShellSample& sample) {
  if (sample.acceptance == 0) return "no swap was accepted, the arrangement is frozen";
  if (sample.start_difference_sigmas > 4)
    return "the chains from random and from separated starts differ by " +
           format_rounded(sample.start_difference_sigmas, 2) +
           " standard errors; raise [sampling] equilibration_sweeps";
  if (sample.effective_samples < 50)
    return "only " + format_rounded(sample.effective_samples, 2) +
           " independent samples; raise [sampling] sampling_sweeps";
  return {};
}

void add_surface_warnings(const std::vector<ShellRow>& rows, StudyResult& result) {
  const ShellSurface* last = nullptr;
  for (const ShellRow& row : rows) {
    if (row.surface && row.surface.get() != last && !row.surface->warning.empty())
      result.warnings.push_back(row.system() + ": " + row.surface->warning);
    last = row.surface.get();
  }
}

// Chains from opposite starts that disagree have not been equilibrated, or sit in different states.
void add_warnings(const std::vector<ShellRow>& rows, StudyResult& result) {
  for (const ShellRow& row : rows) {
    const bool mixed = row.sample && row.pattern != "pure";
    const std::string trouble = mixed ? sampling_trouble(*row.sample) : "";
    if (!trouble.empty()) result.warnings.push_back(row_name(row) + ": " + trouble);
  }
}

std::string headline(const std::vector<ShellRow>& rows) {
  std::string text;
  std::string last;
  for (const ShellRow& row : rows) {
    if (!row.sample) continue;
    const std::string size = row.system();
    if (size != last)
      text += (text.empty() ? "" : "; ") + size + ": ";
    else
      text += ", ";
    text += row.pattern + " at " + format_number(row.chi_G_RT) + " RT";
    last = size;
  }
  if (rows.size() > 12 || text.empty())
    return std::to_string(rows.size()) + " shells, unlike-pair fractions from " +
           format_rounded(rows.front().unlike_fraction.mean) + " (" + row_name(rows.front()) + ") to " +
           format_rounded(rows.back().unlike_fraction.mean) + " (" + row_name(rows.back()) + ").";
  return text + ".";
}

std::vector<std::string> check(const Study& study) {
  plan_shell_rows(study);
  return {};
}

StudyResult run(const Study& study, Workspace& workspace) {
  auto rows = plan_shell_rows(study);
  run_rows(study, rows, workspace);
  StudyResult result;
  result.quantities = shell_quantities(rows);
  result.tables = {shell_scan_table(rows)};
  result.figures = shell_figures(rows);
  result.arrays = shell_arrays(rows);
  result.headline = headline(rows);
  add_warnings(rows, result);
  add_surface_warnings(rows, result);
  return result;
}

}  // namespace

extern const Kind ligand_shell;
const Kind ligand_shell{
    .name = "ligand-shell",
    .summary = "Equilibrium patterns of two ligands: random, clustered, Janus or ordered",
    .keys = keys,
    .quantities = quantities,
    .tables = tables,
    .samples = {},
    .run = run,
    .check = check,
};

}  // namespace nacre::study
