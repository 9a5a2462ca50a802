// What a study of clusters tells: numbers, tables, pictures and files.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "nacre/core/result.hpp"
#include "nacre/study/build_rule.hpp"

namespace nacre::study {

// A cluster that was built and what is counted in it. Lengths in angstrom.
struct BuiltCase {
  const Case* one = nullptr;
  BuildPlan plan{};
  crystal::Cluster cluster{};
  crystal::NeighborList bonds{};
  std::string name{};  // of its files

  std::size_t atoms() const { return cluster.atoms.size(); }
  double volume_A3() const;   // of the body; NaN for clusters of files
  double diameter_A() const;  // of the sphere of that volume
  double mass_g_mol() const;
  double cations() const;
  double anions() const;
  std::size_t dangling_left() const;  // atoms with one bond or none
};

BuiltCase count_built(const BuildPlan& plan, crystal::Cluster cluster, std::string name);

std::vector<Quantity> built_quantities(const std::vector<BuiltCase>& built);
Table built_table(const std::vector<BuiltCase>& built);         // "scan"
Table coordination_table(const std::vector<BuiltCase>& built);  // "coordination"
std::vector<Figure> built_figures(const std::vector<BuiltCase>& built);
std::vector<ResultFile> built_files(const std::vector<BuiltCase>& built);
std::vector<std::string> built_warnings(const std::vector<BuiltCase>& built);

// "diameter 22 A, shape tetrahedron" of what is scanned; empty where nothing is.
std::string label_of(const Case& one);

}  // namespace nacre::study
