// How many ligands a nanocrystal binds, and which binding sites are neighbours: one ligand per surface
// cation. Equations S1 to S9 and Table S1 of Elimelech et al., "Spontaneous Patterning of Binary Ligand
// Mixtures on CdSe Nanocrystals".
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "nacre/crystal/nanocrystal.hpp"
#include "nacre/ligands/lattice.hpp"

namespace nacre::ligands {

// Cations per volume of a compound with one cation per formula unit (S2).
double cations_per_nm3(double density_g_cm3, double molar_mass_g_mol);

// S1 to S3: cations of a sphere without those of the sphere inside a shell (half a lattice parameter thick).
double spherical_cations(double diameter_nm, double cations_per_nm3);
double spherical_sites(double diameter_nm, double shell_nm, double cations_per_nm3);

// S4 to S9: cations on the four (111) faces of a tetrahedron whose height is the diameter. N = 1 + edge /
// spacing cations lie along an edge, edge = sqrt(3/2) height, and the faces hold 4 * (N - 2)(N - 1) / 2 =
// 2 N^2 - 6 N + 4. None below N = 2.
double pyramid_edge_cations(double height_nm, double cation_spacing_nm);
double pyramidal_sites(double height_nm, double cation_spacing_nm);

// The nearest neighbours among the cations alone: nearer than half way between the first and the second shell
// of a close packing, whose distances are as 1 to sqrt(2).
double site_cutoff_nm(const crystal::UnitCell& cell);

// How a nanocrystal is cut and what counts as its surface. Species 0 of the cell binds the ligands.
enum class SurfaceRule { shell, unsaturated };  // all within a shell of the shape's surface | bonds missing
struct ParticleRecipe {
  crystal::UnitCell cell{};
  crystal::Shape unit_shape{};  // of diameter 1 nm; a polyhedron: with the volume of that sphere
  crystal::Vector centre{};     // fractional
  crystal::DanglingRule dangling{};
  SurfaceRule surface = SurfaceRule::shell;
  double shell_nm = 0.3;
  double neighbor_distance_nm = 0;  // sites nearer than this are neighbours; 0: site_cutoff_nm
  int full_coordination = 4;        // bonds of an atom within the crystal
};

// A nanocrystal with its binding sites.
struct SurfaceSites {
  crystal::Nanocrystal particle{};
  crystal::NeighborList bonds{};               // of its atoms
  std::vector<std::int32_t> site_atom{};       // the cation of each site, index into the atoms
  std::vector<std::int32_t> surface_anions{};  // atoms
  crystal::NeighborList neighbors{};           // of the sites; a site may have none

  std::size_t sites() const { return site_atom.size(); }
  std::vector<crystal::Vector> site_positions_nm() const;
  std::size_t isolated() const;      // sites without a neighbour
  int parts() const;                 // connected parts of the graph of sites
  double mean_coordination() const;  // neighbours per site; 0 without sites
  int missing_bonds(std::size_t site, int full_coordination) const;
};

SurfaceSites build_surface(const ParticleRecipe& recipe, double diameter_nm);

// The sites as a lattice is made of them.
SiteGraph site_graph(const SurfaceSites& surface);

// What the volume promises, before anything is cut.
double expected_atoms(const ParticleRecipe& recipe, double diameter_nm);

struct SurfaceCounts {
  double cations = 0;
  double anions = 0;
  double surface_cations = 0;
  double surface_anions = 0;

  double cation_anion_ratio() const { return cations / anions; }
};
SurfaceCounts count_surface(const ParticleRecipe& recipe, double diameter_nm);

// Diameters with mean and standard deviation, as a normal or a lognormal distribution.
struct DiameterDistribution {
  double mean_nm = 0;
  double sigma_nm = 0;
  bool lognormal = false;
};
struct WeightedDiameter {
  double diameter_nm = 0;
  double weight = 0;  // they add up to 1
};
// Evenly spaced over four standard deviations on either side (lognormal: of the logarithm); diameters that
// are not positive are left out.
std::vector<WeightedDiameter> weighted_diameters(const DiameterDistribution& distribution, int points);

struct Spread {
  double mean = 0;
  double standard_deviation = 0;
};
Spread spread(const std::vector<WeightedDiameter>& diameters, const std::vector<double>& values);

}  // namespace nacre::ligands
