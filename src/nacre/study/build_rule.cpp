#include "nacre/study/build_rule.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>
#include <stdexcept>

#include "nacre/core/units.hpp"
#include "nacre/crystal/elements.hpp"
#include "nacre/crystal/symmetry.hpp"
#include "nacre/io/structure_files.hpp"

namespace nacre::study {
namespace {

using crystal::Centre;
using crystal::Form;

constexpr double nm_of_A = 0.1;

// "Cd, S" or "Cd S".
std::vector<std::string> words_of(const std::string& text) {
  std::string plain = text;
  std::ranges::replace(plain, ',', ' ');
  std::istringstream stream(plain);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

std::vector<std::string> read_elements(const Case& one, std::string_view key) {
  const auto words = words_of(one.text(key));
  for (const std::string& word : words) {
    if (crystal::find_element(crystal::element_of(word)) != nullptr) continue;
    std::vector<std::string> symbols;
    for (const crystal::Element& element : crystal::elements()) symbols.emplace_back(element.symbol);
    throw one.error(key, "there is no element of this symbol", word, "symbols such as \"Cd, S\"",
                    did_you_mean(word, symbols));
  }
  return words;
}

Form form_named(const std::string& name) {
  constexpr const char* names[] = {"sphere",
                                   "ellipsoid",
                                   "cube",
                                   "tetrahedron",
                                   "truncated-tetrahedron",
                                   "octahedron",
                                   "truncated-octahedron",
                                   "platelet",
                                   "rod",
                                   "facets"};
  return static_cast<Form>(std::ranges::find(names, name) - std::begin(names));
}

Centre centre_named(const std::string& name) {
  constexpr const char* names[] = {"cation", "anion", "bond", "octahedral-hole", "tetrahedral-hole"};
  return static_cast<Centre>(std::ranges::find(names, name) - std::begin(names));
}

double length_nm(const Case& one, std::string_view key) {
  return one.has(key) ? nm_of_A * one.number(key) : 0;
}

crystal::Vector three_numbers(const Case& one, std::string_view key, double factor) {
  const auto& numbers = one.at(key).numbers;
  if (numbers.size() != 3)
    throw one.error(key, "this takes three numbers", std::to_string(numbers.size()), "a list of three");
  return {factor * numbers[0], factor * numbers[1], factor * numbers[2]};
}

// "1 1 1 1.0, 1 0 0 1.1"
std::vector<crystal::Facet> read_facets(const Case& one) {
  std::vector<crystal::Facet> facets;
  std::istringstream families(one.text("cluster.facets"));
  for (std::string family; std::getline(families, family, ',');) {
    std::istringstream numbers(family);
    crystal::Facet facet;
    std::string rest;
    const bool read =
        bool(numbers >> facet.hkl[0] >> facet.hkl[1] >> facet.hkl[2] >> facet.distance) && !(numbers >> rest);
    const auto large = [](int index) { return std::abs(index) > 20; };
    if (!read || std::ranges::any_of(facet.hkl, large) || !(facet.distance > 0))
      throw one.error("cluster.facets", "a family of faces cannot be read", family,
                      "h, k, l and a positive distance, as in \"1 1 1 1.0, 1 0 0 1.1\"");
    facets.push_back(facet);
  }
  return facets;
}

std::array<int, 3> read_axis(const Case& one) {
  const crystal::Vector numbers = three_numbers(one, "cluster.axis", 1);
  std::array<int, 3> axis{};
  for (std::size_t k = 0; k < 3; ++k) {
    if (numbers[k] != std::round(numbers[k]) || std::abs(numbers[k]) > 20)
      throw one.error("cluster.axis", "a direction is made of small whole numbers", format_number(numbers[k]),
                      "as in [1, 1, 1]");
    axis[k] = static_cast<int>(numbers[k]);
  }
  return axis;
}

crystal::PrototypeCell read_prototype(const Case& one) {
  const std::string& structure = one.text("crystal.structure");
  if (!one.has("crystal.elements"))
    throw Error({.message = "[crystal] elements is missing",
                 .expected = "elements such as \"Cd, S\", or [crystal] file, or [cluster] file"});
  if (!one.has("crystal.a"))
    throw one.error("crystal.elements", "[crystal] a is missing", {},
                    "the lattice parameter, such as \"5.82 A\" for zinc-blende CdS");
  const auto elements = read_elements(one, "crystal.elements");
  const std::size_t needed = crystal::find_prototype(structure)->elements;
  if (elements.size() != needed)
    throw one.error("crystal.elements", structure + " has another number of elements",
                    std::to_string(elements.size()), std::to_string(needed));
  return {elements, length_nm(one, "crystal.a"), length_nm(one, "crystal.c"), one.number("crystal.u")};
}

void read_crystal(const Case& one, crystal::ClusterRule& rule) {
  rule.structure = one.text("crystal.structure");
  if (one.has("crystal.file")) {
    rule.crystal = io::read_crystal(one.text("crystal.file"));
    rule.lattice.species = rule.crystal->species;
  } else {
    rule.lattice = read_prototype(one);
  }
  if (one.has("crystal.stacking")) rule.stacking = one.text("crystal.stacking");
  rule.fault_probability = one.number("crystal.fault_probability");
}

void read_size(const Case& one, crystal::ClusterRule& rule) {
  rule.form = form_named(one.text("cluster.shape"));
  rule.diameter_nm = length_nm(one, "cluster.diameter");
  rule.edge_nm = length_nm(one, "cluster.edge");
  rule.edge_atoms = one.has("cluster.edge_atoms") ? static_cast<int>(one.integer("cluster.edge_atoms")) : 0;
  rule.thickness_nm = length_nm(one, "cluster.thickness");
  rule.width_nm = length_nm(one, "cluster.width");
  rule.length_nm = length_nm(one, "cluster.length");
  if (one.has("cluster.facet_ratio")) rule.facet_ratio = one.number("cluster.facet_ratio");
  if (one.has("cluster.diameters")) rule.diameters_nm = three_numbers(one, "cluster.diameters", nm_of_A);
  if (one.has("cluster.facets")) rule.facets = read_facets(one);
  rule.axis = read_axis(one);
  rule.centre = centre_named(one.text("cluster.centre"));
  if (one.has("cluster.centre_at")) rule.centre_fractional = three_numbers(one, "cluster.centre_at", 1);
}

void read_shell(const Case& one, crystal::ClusterRule& rule) {
  if (!one.has("shell.thickness") && !one.has("shell.elements") && !one.has("shell.a")) return;
  if (!one.has("shell.thickness") || !one.has("shell.elements"))
    throw one.error(one.has("shell.elements") ? "shell.elements" : "shell.thickness",
                    "the shell is incomplete", {}, "[shell] thickness and elements");
  rule.shell = crystal::ShellRule{.thickness_nm = length_nm(one, "shell.thickness"),
                                  .species = read_elements(one, "shell.elements")};
  if (rule.shell->species.size() != rule.lattice.species.size())
    throw one.error("shell.elements", "the shell has another number of elements than the core",
                    one.text("shell.elements"), std::to_string(rule.lattice.species.size()));
  if (!one.has("shell.a")) return;
  if (rule.crystal || !rule.stacking.empty() || rule.fault_probability > 0)
    throw one.error("shell.a", "a shell of its own lattice goes around a plain prototype only", {},
                    "no [crystal] file, stacking or fault_probability");
  const double ratio = length_nm(one, "shell.a") / rule.lattice.a_nm;
  rule.shell->cell = crystal::prototype_cell(rule.structure, {rule.shell->species, length_nm(one, "shell.a"),
                                                              ratio * rule.lattice.c_nm, rule.lattice.u});
}

bool is_nonmetal(const std::string& species) {
  constexpr std::string_view symbols[] = {"N", "P", "As", "O", "S", "Se", "Te", "F", "Cl", "Br", "I", "C"};
  return std::ranges::find(symbols, crystal::element_of(species)) != std::end(symbols);
}

// In a file the elements come in any order: nonmetals are the anions, unless there is nothing else.
void name_roles_in_file(const std::vector<std::string>& species, BuildPlan& plan) {
  const bool only = std::ranges::all_of(species, is_nonmetal);
  for (const std::string& name : species)
    (is_nonmetal(name) && !only ? plan.anions : plan.cations).push_back(name);
}

// The last element of a prototype is its anion; metals have cations only.
void name_roles(const std::vector<std::string>& species, BuildPlan& plan) {
  for (std::size_t i = 0; i < species.size(); ++i)
    (i > 0 && i + 1 == species.size() ? plan.anions : plan.cations).push_back(species[i]);
}

void read_dangling(const Case& one, BuildPlan& plan) {
  const std::string& which = one.text("cluster.remove_dangling");
  if (which == "cations" || which == "all")
    for (const std::string& name : plan.cations) plan.rule.least_bonds[name] = 2;
  if (which == "anions" || which == "all")
    for (const std::string& name : plan.anions) plan.rule.least_bonds[name] = 2;
}

void read_displacement(const Case& one, const std::vector<std::string>& core, BuildPlan& plan) {
  if (!one.has("displacement.rms")) return;
  const auto& rms_A = one.at("displacement.rms").numbers;
  if (rms_A.size() != 1 && rms_A.size() != core.size())
    throw one.error("displacement.rms", "this takes one length, or one for each element",
                    std::to_string(rms_A.size()), std::to_string(core.size()));
  for (const auto* names : {&plan.cations, &plan.anions})
    for (const std::string& name : *names) plan.rule.displacement_nm[name] = nm_of_A * rms_A[0];
  for (std::size_t i = 0; i < core.size() && rms_A.size() > 1; ++i)
    plan.rule.displacement_nm[core[i]] = nm_of_A * rms_A[i];
}

// The key that a reason of the builder is about.
std::string_view key_of(const std::string& reason) {
  const auto says = [&](const char* word) { return reason.find(word) != reason.npos; };
  if (says("stacking") || says("layer") || says("sequence")) return "crystal.stacking";
  if (says("shell")) return "shell.thickness";
  if (says("facets") || says("face")) return "cluster.facets";
  if (says("hole") || says("centre") || says("species")) return "cluster.centre";
  if (says("occupied")) return "crystal.file";
  return "cluster.shape";
}

// A large number in two digits, written out: "3800000".
std::string in_full(double number) {
  const double step = std::pow(10, std::floor(std::log10(number)) - 1);
  return std::to_string(std::llround(std::round(number / step) * step));
}

void refuse_size(const Case& one, const crystal::ClusterRule& rule) {
  const double atoms = crystal::expected_atoms(rule);
  if (atoms <= most_built_atoms) return;
  const auto given = [&](const char* key) { return one.has(key); };
  constexpr const char* sizes[] = {"cluster.diameter", "cluster.edge",   "cluster.edge_atoms",
                                   "cluster.width",    "cluster.length", "cluster.diameters"};
  const auto* key = std::ranges::find_if(sizes, given);
  throw one.error(key != std::end(sizes) ? *key : "cluster.shape", "the cluster is too large",
                  "about " + in_full(atoms) + " atoms", "at most " + in_full(most_built_atoms) + " atoms");
}

crystal::Cluster built(const BuildPlan& plan) {
  try {
    refuse_size(*plan.one, plan.rule);
    return crystal::build(plan.rule);
  } catch (const std::invalid_argument& reason) {
    throw plan.one->error(key_of(reason.what()), reason.what());
  }
}

double shortest_distance_nm(const crystal::Nanocrystal& atoms) {
  for (double reach_nm = 0.15; reach_nm < 2; reach_nm *= 1.5) {
    const auto near = crystal::neighbors_within(atoms.positions_nm, reach_nm);
    double shortest = INFINITY;
    for (std::size_t i = 0; i < near.size(); ++i)
      for (const std::int32_t j : near.of(i)) {
        const auto& a = atoms.positions_nm[i];
        const auto& b = atoms.positions_nm[static_cast<std::size_t>(j)];
        shortest = std::min(shortest, std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]));
      }
    if (std::isfinite(shortest)) return shortest;
  }
  return 0.3;
}

// What a rule does to the atoms of a file: its dangling ones go, the rest is displaced.
crystal::Cluster from_file(const BuildPlan& plan) {
  crystal::Cluster cluster{.atoms = *plan.read, .bond_nm = shortest_distance_nm(*plan.read)};
  std::vector<int> least;
  for (const std::string& name : cluster.atoms.species) {
    const auto found = plan.rule.least_bonds.find(name);
    least.push_back(found == plan.rule.least_bonds.end() ? 0 : found->second);
  }
  cluster.atoms = crystal::without_dangling(cluster.atoms, crystal::bonded(cluster.atoms, cluster.bond_nm),
                                            {.least_bonds = least, .repeat = true});
  cluster.dangling = plan.read->size() - cluster.atoms.size();
  crystal::displace(plan.rule.displacement_nm, plan.rule.seed, plan.rule.replica, cluster.atoms);
  return cluster;
}

}  // namespace

BuildPlan read_build_plan(const Case& one, std::uint64_t seed, std::size_t replica) {
  BuildPlan plan{.one = &one};
  plan.rule.seed = seed;
  plan.rule.replica = replica;
  if (one.has("cluster.file")) {
    for (const char* key : {"crystal.file", "crystal.elements", "crystal.stacking", "shell.thickness"})
      if (one.has(key)) throw one.error(key, "a cluster that is read from a file is not cut from a crystal");
    plan.read = io::read_cluster(one.text("cluster.file"));
    name_roles_in_file(plan.read->species, plan);
    read_dangling(one, plan);
    read_displacement(one, plan.read->species, plan);
    return plan;
  }
  read_crystal(one, plan.rule);
  read_size(one, plan.rule);
  read_shell(one, plan.rule);
  if (plan.rule.crystal)
    name_roles_in_file(plan.rule.lattice.species, plan);
  else
    name_roles(plan.rule.lattice.species, plan);
  if (plan.rule.shell) name_roles(plan.rule.shell->species, plan);
  read_dangling(one, plan);
  read_displacement(one, plan.rule.lattice.species, plan);
  return plan;
}

crystal::Cluster build_planned(const BuildPlan& plan) {
  crystal::Cluster cluster = plan.read ? from_file(plan) : built(plan);
  if (cluster.atoms.size() == 0)
    throw plan.one->error("cluster.shape", "no atom is left of the cluster", {}, "a larger size");
  return cluster;
}

}  // namespace nacre::study
