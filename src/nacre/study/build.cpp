// Kind build: clusters of atoms, cut from a crystal or read, as numbers, pictures and files.
#include "nacre/core/parallel.hpp"
#include "nacre/core/units.hpp"
#include "nacre/crystal/builder.hpp"
#include "nacre/study/build_keys.hpp"
#include "nacre/study/build_output.hpp"
#include "nacre/study/registry.hpp"

namespace nacre::study {
namespace {

constexpr auto keys = join_keys(build_crystal_keys, build_size_keys, build_cluster_keys);

constexpr Output quantities[] = {
    {"atoms, atoms_Cd (of each element)", "", "atoms of the cluster"},
    {"cation_anion_ratio", "", "cations over anions"},
    {"molar_mass", "g/mol", "of the atoms, without ligands"},
    {"volume, diameter", "A3, A", "of the body that was cut, and of the sphere of that volume"},
    {"extent", "A", "largest distance between two atoms"},
    {"radius_of_gyration", "A", "of the atoms, all alike"},
    {"bond", "A", "shortest distance in the crystal"},
    {"mean_neighbors, surface_share", "",
     "neighbours of an atom within 1.2 bonds; share of atoms that miss some"},
    {"hexagonality", "",
     "share of hexagonal layers, where layers were chosen: 0 in zinc blende, 1 in wurtzite"},
};

constexpr Output tables[] = {
    {"scan", "", "every cluster: formula, atoms, sizes, stacking"},
    {"coordination", "", "atoms by element and number of neighbours"},
};

std::vector<BuildPlan> read_plans(const Study& study) {
  std::vector<BuildPlan> plans;
  for (std::size_t i = 0; i < study.cases.size(); ++i)
    plans.push_back(read_build_plan(study.cases[i], study.seed, i));
  return plans;
}

std::string headline(const std::vector<BuiltCase>& built) {
  constexpr std::size_t most = 6;
  std::string text = built.size() == 1 ? "Built " : "Built " + std::to_string(built.size()) + " clusters: ";
  for (std::size_t i = 0; i < built.size() && i < most; ++i)
    text += (i > 0 ? ", " : "") + crystal::formula(built[i].cluster.atoms) + " (" +
            format_rounded(10 * crystal::extent_nm(built[i].cluster.atoms)) + " A)";
  if (built.size() > most) text += " and " + std::to_string(built.size() - most) + " more in tables/scan.csv";
  return text + ".";
}

std::vector<std::string> check(const Study& study) {
  read_plans(study);
  return {};
}

StudyResult run(const Study& study, Workspace& workspace) {
  const auto plans = read_plans(study);
  std::vector<BuiltCase> built(plans.size());
  parallel_for(plans.size(), workspace.control, [&](std::size_t i) {
    const std::string name = plans.size() > 1 ? "cluster-" + std::to_string(i + 1) : "cluster";
    built[i] = count_built(plans[i], build_planned(plans[i]), name);
  });
  return {.headline = headline(built),
          .quantities = built_quantities(built),
          .tables = {built_table(built), coordination_table(built)},
          .figures = built_figures(built),
          .files = built_files(built),
          .warnings = built_warnings(built)};
}

}  // namespace

extern const Kind build_kind;
const Kind build_kind{
    .name = "build",
    .summary = "Clusters of atoms cut from a crystal: shapes, stacking, shells, displacements; XYZ and CIF",
    .keys = keys,
    .quantities = quantities,
    .tables = tables,
    .samples = {},
    .run = run,
    .check = check,
};

}  // namespace nacre::study
