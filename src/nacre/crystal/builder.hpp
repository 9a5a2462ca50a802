// Clusters built from a rule: a crystal, what is cut out of it, and what is done to the atoms. Lengths in nm.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "nacre/crystal/body.hpp"
#include "nacre/crystal/crystal.hpp"
#include "nacre/crystal/nanocrystal.hpp"
#include "nacre/crystal/prototypes.hpp"

namespace nacre::crystal {

enum class Form {
  sphere,                 // diameter
  ellipsoid,              // diameters
  cube,                   // the polyhedra: diameter (of the sphere of the same volume) or edge
  tetrahedron,            // also edge_atoms
  truncated_tetrahedron,  // facet_ratio: distance of the cuts over that of the faces, 1 (octahedron) to 3
  octahedron,
  truncated_octahedron,  // facet_ratio: distance of {100} over that of {111}
  platelet,              // thickness along the axis, width across; hexagonal where the crystal is
  rod,                   // diameter, length along the axis
  facets,                // diameter, facets: the Wulff construction
};

// A family of faces and its distance from the middle, relative to the others: its surface energy.
struct Facet {
  std::array<int, 3> hkl{};
  double distance = 1;
};

// A shell of another material around the core.
struct ShellRule {
  double thickness_nm = 0;
  std::vector<std::string> species{};  // in the order of the core's
  std::optional<UnitCell> cell{};      // its own lattice, about the same centre; none: the core's goes on
};

struct ClusterRule {
  // The crystal: a prototype, or one of a file.
  std::string structure = "zinc-blende";
  PrototypeCell lattice{};
  std::optional<Crystal> crystal{};  // instead of the prototype
  // Close-packed prototypes: a sequence of layers that repeats ("ABC"), or random faults in that of the
  // prototype.
  std::string stacking{};
  double fault_probability = 0;

  Form form = Form::sphere;
  double diameter_nm = 0;
  Vector diameters_nm{};  // ellipsoid: twice across the axis, then along it
  double edge_nm = 0;     // polyhedra: instead of the diameter
  int edge_atoms = 0;     // tetrahedra of zinc blende: cations along an edge, the middle follows from it
  double thickness_nm = 0;
  double width_nm = 0;
  double length_nm = 0;
  double facet_ratio = 0;  // 0: 2 for tetrahedra, 2/sqrt3 (regular faces) for octahedra
  std::vector<Facet> facets{};
  std::array<int, 3> axis{0, 0, 1};  // [u v w] of ellipsoids, platelets and rods

  std::optional<Vector> centre_fractional{};  // instead of `centre`
  Centre centre = Centre::cation;

  std::optional<ShellRule> shell{};
  // By species: the least number of neighbours that its atoms keep, again until all do (left out: all stay),
  // and the standard deviation of the displacement along each axis, sqrt(Uiso).
  std::map<std::string, int> least_bonds{};
  std::map<std::string, double> displacement_nm{};

  std::uint64_t seed = 1;
  std::uint64_t replica = 0;  // tells apart clusters of one seed
};

struct Cluster {
  Nanocrystal atoms{};
  Body body{};               // what was cut
  double bond_nm = 0;        // the shortest of the crystal, or of the shell's
  std::string stacking{};    // the layers as built, from below; empty where they are those of the prototype
  std::size_t dangling = 0;  // atoms that were taken off
  std::size_t overlapping = 0;  // atoms of a shell of another lattice too near to the core's
};

// Throws std::invalid_argument with the reason: sizes that are missing or not positive, facets that do not
// close, a structure without such a centre or stacking, a shell that leaves no core.
Cluster build(const ClusterRule& rule);

// The number of atoms that a rule will give, before the cut: volume over the space of an atom.
double expected_atoms(const ClusterRule& rule);

// Moves every atom at random, normally distributed, by species (see ClusterRule::displacement_nm).
void displace(const std::map<std::string, double>& displacement_nm, std::uint64_t seed, std::uint64_t replica,
              Nanocrystal& atoms);

// Neighbours of every atom within 1.2 times the bond: the first shell in the binary prototypes.
NeighborList bonded(const Nanocrystal& atoms, double bond_nm);

// "Cd35S20", in the order of the species.
std::string formula(const Nanocrystal& atoms);

// The largest distance between two atoms, and their radius of gyration, all of the same weight.
double extent_nm(const Nanocrystal& atoms);
double radius_of_gyration_nm(const Nanocrystal& atoms);

// The cluster alone in a box that leaves so much space around: for programs that read only cells.
Crystal boxed(const Nanocrystal& atoms, double margin_nm);

}  // namespace nacre::crystal
