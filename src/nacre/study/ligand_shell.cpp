// Kind ligand-shell: equilibrium patterns of two ligands on a lattice of sites.
#include <algorithm>
#include <cmath>

#include "nacre/core/parallel.hpp"
#include "nacre/core/units.hpp"
#include "nacre/io/hdf5.hpp"
#include "nacre/ligands/clusters.hpp"
#include "nacre/ligands/exact_shell.hpp"
#include "nacre/study/ligand_shell_rows.hpp"
#include "nacre/study/registry.hpp"

namespace nacre::study {
namespace {

constexpr Key keys[] = {
    {.section = "shell",
     .name = "lattice",
     .type = KeyType::choice,
     .description = "lattice of binding sites",
     .choices = "square | triangular | surface",
     .default_value = "\"square\"",
     .scannable = true},
    {.section = "shell",
     .name = "size",
     .type = KeyType::sides,
     .description = "sites along both sides, periodic",
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
     .description = "free energy of unlike neighbours, z times that of one pair; negative: they attract",
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
     .description = "auto: exact where it can, and plain for clusters and pictures",
     .choices = "auto | exact | multi-spin | plain",
     .default_value = "\"auto\"",
     .scannable = true},
    {.section = "sampling",
     .name = "equilibration_sweeps",
     .type = KeyType::integer,
     .description = "of each of the two chains before averages are taken; left out: by size",
     .lower = 1,
     .upper = 1e12},
    {.section = "sampling",
     .name = "sampling_sweeps",
     .type = KeyType::integer,
     .description = "of each of the two chains; left out: by size",
     .lower = 100,
     .upper = 1e12},
};

constexpr Output quantities[] = {
    {"unlike_pair_fraction", "",
     "unlike share of all neighbour pairs (exact where the engine takes the lattice)"},
    {"mean_cluster_fraction", "", "clusters of like ligands, 1 when each ligand forms a single one"},
    {"largest_cluster_fraction", "", "largest cluster over the sites of the majority ligand"},
};

constexpr Output tables[] = {{"scan", "", "one row per case and engine"}};

ligands::SamplingPlan sampling_plan(const ShellRow& row, std::uint64_t seed) {
  const Case& one = *row.one;
  ligands::SamplingPlan plan{.seed = seed, .replica = row.index};
  // At 111 x 111 both starts meet within 3000 sweeps up to 4 RT and within about 20000 above.
  plan.equilibration_sweeps = std::max<std::uint64_t>(2000, 8 * static_cast<std::uint64_t>(row.sites()) / 5);
  plan.sampling_sweeps = row.sites() > 1000 ? 5000 : 50000;
  if (one.has("sampling.equilibration_sweeps"))
    plan.equilibration_sweeps = static_cast<std::uint64_t>(one.integer("sampling.equilibration_sweeps"));
  if (one.has("sampling.sampling_sweeps"))
    plan.sampling_sweeps = static_cast<std::uint64_t>(one.integer("sampling.sampling_sweeps"));
  plan.sweeps_per_sample = row.sites() > 1000 ? 20 : 10;  // cluster analysis costs about a sweep
  return plan;
}

double trials(const ShellRow& row, std::uint64_t seed) {
  if (row.engine == "exact") return 0;
  const auto plan = sampling_plan(row, seed);
  return 2.0 * static_cast<double>(plan.equilibration_sweeps + plan.sampling_sweeps) * row.sites();
}

void run_exact(ShellRow& row, const RunControl& control) {
  const auto shell = ligands::exact_shell(row.nx, row.ny, control);
  const auto pairs = shell->at(row.n_a, row.w_RT());
  row.unlike_fraction = {pairs.mean / (2.0 * row.sites()), 0};
  row.dG_mix_RT = -pairs.ln_z / row.sites();
}

void run_plain(ShellRow& row, std::uint64_t seed, Workspace& workspace, Stage& stage) {
  const std::string key = "row-" + std::to_string(row.index);
  if (const auto packed = workspace.checkpoint.find(key)) {
    row.sample = unpack_sample(*packed, row.sites());
    stage.advance(trials(row, seed));
  } else {
    const ligands::Lattice lattice(row.lattice, row.nx, row.ny);
    row.sample = ligands::sample_shell(lattice, row.n_a, row.w_RT(), sampling_plan(row, seed),
                                       [&stage](double done) { stage.advance(done); });
    workspace.checkpoint.store(key, pack_sample(*row.sample));
  }
  row.unlike_fraction = row.sample->unlike_pair_fraction;
  row.pattern =
      ligands::pattern_name(row.unlike_fraction.mean, ligands::random_unlike_fraction(row.n_a, row.sites()),
                            row.sample->mean_cluster_fraction.mean);
}

void run_rows(const Study& study, std::vector<ShellRow>& rows, Workspace& workspace) {
  double total = 0;
  for (ShellRow& row : rows) {
    if (row.engine == "exact") run_exact(row, workspace.control);
    total += trials(row, study.seed);
  }
  Stage stage(workspace.control, "Monte Carlo", total, "swaps");
  parallel_for(rows.size(), workspace.control, [&](std::size_t i) {
    if (rows[i].engine == "plain") run_plain(rows[i], study.seed, workspace, stage);
  });
}

std::string row_name(const ShellRow& row) {
  return std::to_string(row.nx) + " x " + std::to_string(row.ny) +
         ", chi_G = " + format_number(row.chi_G_RT) + " RT";
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

// Two chains from opposite starts that disagree have not been equilibrated, or sit in different states.
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
    const std::string size = std::to_string(row.nx) + " x " + std::to_string(row.ny);
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
