#include "nacre/study/build_output.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "nacre/core/units.hpp"
#include "nacre/crystal/elements.hpp"
#include "nacre/crystal/stacking.hpp"
#include "nacre/crystal/symmetry.hpp"
#include "nacre/io/cif.hpp"
#include "nacre/io/xyz.hpp"
#include "nacre/study/cells.hpp"

namespace nacre::study {
namespace {

constexpr std::size_t most_atoms_in_cif = 5000;

Cell whole(double value) { return static_cast<std::int64_t>(std::llround(value)); }
double count_of(const crystal::Nanocrystal& atoms, const std::vector<std::string>& names) {
  double count = 0;
  for (std::size_t s = 0; s < atoms.species.size(); ++s)
    if (std::ranges::find(names, atoms.species[s]) != names.end())
      count += static_cast<double>(atoms.count(static_cast<int>(s)));
  return count;
}

double ratio_of(const BuiltCase& one) { return one.anions() > 0 ? one.cations() / one.anions() : no_value; }

double mean_neighbors(const BuiltCase& one) {
  return static_cast<double>(one.bonds.neighbor.size()) / static_cast<double>(one.atoms());
}

// Of atoms with fewer neighbours than the most of their species.
double surface_share(const BuiltCase& one) {
  const auto& kind = one.cluster.atoms.kind;
  std::vector<int> most(one.cluster.atoms.species.size(), 0);
  for (std::size_t i = 0; i < one.atoms(); ++i) {
    int& largest = most[static_cast<std::size_t>(kind[i])];
    largest = std::max(largest, one.bonds.degree(i));
  }
  std::size_t count = 0;
  for (std::size_t i = 0; i < one.atoms(); ++i)
    count += one.bonds.degree(i) < most[static_cast<std::size_t>(kind[i])] ? 1 : 0;
  return static_cast<double>(count) / static_cast<double>(one.atoms());
}

// Elements of all cases, in the order in which they appear.
std::vector<std::string> all_species(const std::vector<BuiltCase>& built) {
  std::vector<std::string> names;
  for (const BuiltCase& one : built)
    for (const std::string& name : one.cluster.atoms.species)
      if (std::ranges::find(names, name) == names.end()) names.push_back(name);
  return names;
}

void add_quantities(const BuiltCase& built, std::vector<Quantity>& list) {
  const auto add = [&](std::string name, double value, std::string unit, std::string description) {
    if (std::isfinite(value))
      list.push_back({.name = std::move(name),
                      .value = value,
                      .unit = std::move(unit),
                      .description = std::move(description),
                      .case_label = built.one->label});
  };
  const crystal::Nanocrystal& atoms = built.cluster.atoms;
  add("atoms", static_cast<double>(built.atoms()), "", "atoms of the cluster");
  for (std::size_t s = 0; s < atoms.species.size(); ++s)
    add("atoms_" + atoms.species[s], static_cast<double>(atoms.count(static_cast<int>(s))), "",
        "atoms of " + atoms.species[s]);
  add("cation_anion_ratio", ratio_of(built), "", "cations over anions");
  add("molar_mass", built.mass_g_mol(), "g/mol", "of the atoms, without ligands");
  add("volume", built.volume_A3(), "A3", "of the body that was cut");
  add("diameter", built.diameter_A(), "A", "of the sphere of that volume");
  add("extent", 10 * crystal::extent_nm(atoms), "A", "largest distance between two atoms");
  add("radius_of_gyration", 10 * crystal::radius_of_gyration_nm(atoms), "A", "of the atoms, all alike");
  add("bond", 10 * built.cluster.bond_nm, "A", "shortest distance in the crystal");
  add("mean_neighbors", mean_neighbors(built), "", "neighbours of an atom within 1.2 bonds");
  add("surface_share", surface_share(built), "", "atoms with fewer neighbours than most of their element");
  if (!built.cluster.stacking.empty())
    add("hexagonality", crystal::hexagonality(built.cluster.stacking), "",
        "share of hexagonal layers: 0 in zinc blende, 1 in wurtzite");
}

std::vector<Cell> table_row(const BuiltCase& one, const std::vector<std::string>& species) {
  std::vector<Cell> row{one.name};
  for (const auto& [key, value] : one.one->label)
    row.push_back(std::visit([](const auto& v) { return Cell(v); }, value));
  row.insert(row.end(), {crystal::formula(one.cluster.atoms), whole(static_cast<double>(one.atoms()))});
  for (const std::string& name : species) row.push_back(whole(count_of(one.cluster.atoms, {name})));
  row.insert(row.end(),
             {finite_cell(ratio_of(one)), one.mass_g_mol(), finite_cell(one.volume_A3()),
              finite_cell(one.diameter_A()), 10 * crystal::extent_nm(one.cluster.atoms),
              10 * crystal::radius_of_gyration_nm(one.cluster.atoms), mean_neighbors(one), surface_share(one),
              whole(static_cast<double>(one.cluster.dangling)), one.cluster.stacking});
  return row;
}

// The first cation is grey; every element has a color of its own as long as there are any.
std::vector<SphereKind> sphere_kinds(const std::vector<std::string>& species,
                                     const std::vector<std::string>& cations) {
  constexpr int cation_colors[] = {-1, 1, 4, 6};
  constexpr int anion_colors[] = {0, 2, 3, 5};
  std::size_t cation_count = 0;
  std::size_t anion_count = 0;
  std::vector<SphereKind> kinds;
  for (const std::string& name : species) {
    const bool cation = std::ranges::find(cations, name) != cations.end();
    kinds.push_back({name, cation ? cation_colors[cation_count++ % 4] : anion_colors[anion_count++ % 4],
                     cation ? 0.11 : 0.13});
  }
  return kinds;
}

ParticleGallery gallery(const std::vector<BuiltCase>& built) {
  constexpr std::size_t most_pictures = 6;
  constexpr std::size_t most_drawn = 8000;
  ParticleGallery result{.id = "clusters",
                         .title = "The clusters",
                         .caption =
                             "Atoms as they lie in files/*.xyz; drag to turn. Of large clusters those with "
                             "their full number of neighbours are left out."};
  const auto species = all_species(built);
  result.kinds = sphere_kinds(species, built.front().plan.cations);
  for (const BuiltCase& one : built) {
    if (result.pictures.size() == most_pictures) break;
    const crystal::Nanocrystal& atoms = one.cluster.atoms;
    const std::string label = label_of(*one.one);
    ParticlePicture picture{.title = crystal::formula(atoms) + (label.empty() ? "" : ": " + label)};
    int most = 0;
    for (std::size_t i = 0; i < one.atoms(); ++i) most = std::max(most, one.bonds.degree(i));
    for (std::size_t i = 0; i < one.atoms(); ++i) {
      if (one.atoms() > most_drawn && one.bonds.degree(i) == most) continue;
      const auto& name = atoms.species[static_cast<std::size_t>(atoms.kind[i])];
      picture.positions_nm.insert(picture.positions_nm.end(), atoms.positions_nm[i].begin(),
                                  atoms.positions_nm[i].end());
      picture.kind.push_back(static_cast<std::uint8_t>(std::ranges::find(species, name) - species.begin()));
    }
    if (picture.kind.size() <= 4 * most_drawn) result.pictures.push_back(std::move(picture));
  }
  return result;
}

// Composition against size, where there are sizes to compare.
void add_composition_plot(const std::vector<BuiltCase>& built, std::vector<Figure>& figures) {
  Curve points{.label = "clusters", .mark = Mark::points, .color = 0};
  for (const BuiltCase& one : built) {
    if (!std::isfinite(ratio_of(one))) continue;
    points.x.push_back(10 * crystal::extent_nm(one.cluster.atoms));
    points.y.push_back(ratio_of(one));
    points.notes.push_back(crystal::formula(one.cluster.atoms));
  }
  if (points.x.size() < 3 || *std::ranges::max_element(points.x) < 1.1 * *std::ranges::min_element(points.x))
    return;
  figures.emplace_back(Plot{
      .id = "composition",
      .title = "Composition against size",
      .caption = "Cations over anions of every cluster: the element of the outermost layer is in excess.",
      .x = {"largest distance between two atoms", "A"},
      .y = {"cations / anions", ""},
      .curves = {std::move(points)}});
}

}  // namespace

double BuiltCase::volume_A3() const { return plan.read ? no_value : 1e3 * crystal::volume_nm3(cluster.body); }

double BuiltCase::diameter_A() const { return std::cbrt(6 * volume_A3() / std::numbers::pi); }

double BuiltCase::mass_g_mol() const {
  double mass = 0;
  for (std::size_t s = 0; s < cluster.atoms.species.size(); ++s)
    if (const auto* element = crystal::find_element(crystal::element_of(cluster.atoms.species[s])))
      mass += element->molar_mass_g_mol * static_cast<double>(cluster.atoms.count(static_cast<int>(s)));
  return mass;
}

double BuiltCase::cations() const { return count_of(cluster.atoms, plan.cations); }
double BuiltCase::anions() const { return count_of(cluster.atoms, plan.anions); }

std::size_t BuiltCase::dangling_left() const {
  std::size_t count = 0;
  for (std::size_t i = 0; i < bonds.size(); ++i) count += bonds.degree(i) < 2 ? 1 : 0;
  return count;
}

BuiltCase count_built(const BuildPlan& plan, crystal::Cluster cluster, std::string name) {
  BuiltCase built{.one = plan.one, .plan = plan, .cluster = std::move(cluster), .name = std::move(name)};
  built.bonds = crystal::bonded(built.cluster.atoms, built.cluster.bond_nm);
  return built;
}

std::vector<Quantity> built_quantities(const std::vector<BuiltCase>& built) {
  std::vector<Quantity> list;
  for (const BuiltCase& one : built) add_quantities(one, list);
  return list;
}

Table built_table(const std::vector<BuiltCase>& built) {
  const auto species = all_species(built);
  Table table{.name = "scan", .title = "Every cluster", .columns = {{"cluster", "name of its files"}}};
  for (const auto& [key, value] : built.front().one->label) table.columns.push_back({key, "scanned key"});
  table.columns.insert(table.columns.end(), {{"formula", ""}, {"atoms", ""}});
  for (const std::string& name : species) table.columns.push_back({"atoms_" + name, ""});
  for (const Column& column : std::initializer_list<Column>{
           {"cation_anion_ratio", ""},
           {"molar_mass_g_mol", "without ligands"},
           {"volume_A3", "of the body that was cut"},
           {"diameter_A", "of the sphere of that volume"},
           {"extent_A", "largest distance between two atoms"},
           {"radius_of_gyration_A", ""},
           {"mean_neighbors", "within 1.2 bonds"},
           {"surface_share", "atoms with fewer neighbours than most of their element"},
           {"removed", "dangling atoms that were taken off"},
           {"stacking", "layers from below, where they were chosen"}})
    table.columns.push_back(column);
  for (const BuiltCase& one : built) table.rows.push_back(table_row(one, species));
  return table;
}

Table coordination_table(const std::vector<BuiltCase>& built) {
  Table table{
      .name = "coordination",
      .title = "Atoms by their neighbours",
      .columns = {{"cluster", ""}, {"element", ""}, {"neighbors", "within 1.2 bonds"}, {"atoms", ""}}};
  for (const BuiltCase& one : built) {
    std::map<std::pair<int, int>, std::size_t> counts;
    for (std::size_t i = 0; i < one.atoms(); ++i) ++counts[{one.cluster.atoms.kind[i], one.bonds.degree(i)}];
    for (const auto& [key, count] : counts)
      table.rows.push_back({one.name, one.cluster.atoms.species[static_cast<std::size_t>(key.first)],
                            whole(key.second), whole(static_cast<double>(count))});
  }
  return table;
}

std::vector<Figure> built_figures(const std::vector<BuiltCase>& built) {
  std::vector<Figure> figures;
  auto pictures = gallery(built);
  if (!pictures.pictures.empty()) figures.emplace_back(std::move(pictures));
  add_composition_plot(built, figures);
  return figures;
}

std::vector<ResultFile> built_files(const std::vector<BuiltCase>& built) {
  constexpr double margin_nm = 1;
  std::vector<ResultFile> files;
  for (const BuiltCase& one : built) {
    const std::string label = label_of(*one.one);
    const std::string title = crystal::formula(one.cluster.atoms) + (label.empty() ? "" : ", " + label);
    files.push_back({one.name + ".xyz", io::xyz_text(one.cluster.atoms, title)});
    if (one.atoms() <= most_atoms_in_cif)
      files.push_back(
          {one.name + ".cif", io::cif_text(crystal::boxed(one.cluster.atoms, margin_nm), one.name)});
  }
  return files;
}

std::vector<std::string> built_warnings(const std::vector<BuiltCase>& built) {
  std::vector<std::string> warnings;
  for (const BuiltCase& one : built) {
    const std::string name = built.size() > 1 ? one.name + ": " : "";
    const auto parts = crystal::connected_parts(one.bonds);
    const int last = parts.empty() ? 0 : *std::ranges::max_element(parts);
    if (last > 0)
      warnings.push_back(name + "the atoms fall into " + std::to_string(last + 1) +
                         " parts that no bond joins; remove_dangling = \"all\" may clean them up");
    const std::size_t dangling = one.dangling_left();
    // The corners of a tetrahedron that is counted in atoms are part of it.
    if (dangling > 0 && one.plan.rule.edge_atoms == 0)
      warnings.push_back(name + std::to_string(dangling) +
                         " atoms have a single bond or none; [cluster] remove_dangling takes them off");
    if (one.cluster.overlapping > 0)
      warnings.push_back(name + std::to_string(one.cluster.overlapping) +
                         " atoms of the shell lay too near to the core and were left out");
  }
  return warnings;
}

std::string label_of(const Case& one) {
  std::string text;
  for (const auto& [key, value] : one.label) {
    const auto* word = std::get_if<std::string>(&value);
    text += (text.empty() ? "" : ", ") + key + " " +
            (word != nullptr ? *word : format_number(std::get<double>(value)));
  }
  return text;
}

}  // namespace nacre::study
