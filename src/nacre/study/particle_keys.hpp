// The section [particle] of studies about nanocrystals: its keys, and the nanocrystal that they describe.
#pragma once

#include <array>
#include <string>

#include "nacre/ligands/surface_sites.hpp"
#include "nacre/study/study.hpp"

namespace nacre::study {

inline constexpr std::array<Key, 14> particle_key_table{
    {{.section = "particle",
      .name = "diameter",
      .type = KeyType::quantity,
      .description = "diameter; of a polyhedron: of the sphere of the same volume",
      .unit = "nm",
      .scannable = true,
      .example = "\"3.0 nm\"",
      .lower = 0.1,
      .upper = 100},
     {.section = "particle",
      .name = "structure",
      .type = KeyType::choice,
      .description = "crystal structure",
      .choices = "zinc-blende | wurtzite | rock-salt",
      .default_value = "\"zinc-blende\"",
      .scannable = true},
     {.section = "particle",
      .name = "cation",
      .description = "element whose surface atoms bind the ligands, one each",
      .default_value = "\"Cd\""},
     {.section = "particle",
      .name = "anion",
      .description = "element of the other sublattice",
      .default_value = "\"Se\""},
     {.section = "particle",
      .name = "a",
      .type = KeyType::quantity,
      .description = "lattice parameter; the default is that of zinc-blende CdSe",
      .unit = "nm",
      .default_value = "\"6.21 A\"",
      .scannable = true,
      .lower = 0.1,
      .upper = 5},
     {.section = "particle",
      .name = "c",
      .type = KeyType::quantity,
      .description = "height of the wurtzite cell; left out: sqrt(8/3) a",
      .unit = "nm",
      .lower = 0.1,
      .upper = 5,
      .suggestion = "\"7.01 A\""},
     {.section = "particle",
      .name = "u",
      .type = KeyType::number,
      .description = "height of the anion above its cation in the wurtzite cell, as a share of c",
      .default_value = "0.375",
      .lower = 0.3,
      .upper = 0.45},
     {.section = "particle",
      .name = "shape",
      .type = KeyType::choice,
      .description = "what is cut out of the crystal; the prism from wurtzite, other polyhedra from "
                     "the cubic structures",
      .choices = "sphere | tetrahedron | octahedron | truncated-octahedron | cube | hexagonal-prism",
      .default_value = "\"sphere\"",
      .scannable = true},
     {.section = "particle",
      .name = "facet_ratio",
      .type = KeyType::number,
      .description = "truncated octahedron: distance of the {100} faces over that of the {111} faces; "
                     "prism: of its ends over that of its sides",
      .default_value = "1.1547",
      .scannable = true,
      .lower = 0.1,
      .upper = 10},
     {.section = "particle",
      .name = "centre",
      .type = KeyType::choice,
      .description = "what lies in the middle",
      .choices = "cation | anion | bond | octahedral-hole | tetrahedral-hole",
      .default_value = "\"cation\"",
      .scannable = true},
     {.section = "particle",
      .name = "remove_dangling",
      .type = KeyType::choice,
      .description = "takes off atoms with a single bond or none, again until none is left",
      .choices = "none | anions | cations | both",
      .default_value = "\"anions\"",
      .scannable = true},
     {.section = "particle",
      .name = "surface",
      .type = KeyType::choice,
      .description = "which atoms are the surface: all within the shell, or those with bonds missing",
      .choices = "shell | unsaturated",
      .default_value = "\"shell\"",
      .scannable = true},
     {.section = "particle",
      .name = "shell",
      .type = KeyType::quantity,
      .description = "thickness of the shell under the surface of the shape",
      .unit = "nm",
      .default_value = "\"3.0 A\"",
      .scannable = true,
      .lower = 0.001,
      .upper = 100},
     {.section = "particle",
      .name = "neighbor_distance",
      .type = KeyType::quantity,
      .description = "sites nearer than this are neighbours; left out: the nearest cations of the crystal",
      .unit = "nm",
      .scannable = true,
      .lower = 0.1,
      .upper = 5,
      .suggestion = "\"6.8 A\""}}};

// The keys of [particle]; `needed`: a study without a diameter is refused, else one without the section is
// not about a particle.
constexpr auto particle_keys(bool needed) {
  auto keys = particle_key_table;
  keys.front().required = needed;
  for (Key& key : keys) key.section_optional = !needed;
  return keys;
}

struct Particle {
  ligands::ParticleRecipe recipe{};
  double diameter_nm = 0;
  double molar_mass_g_mol = 0;  // of one cation and one anion
  std::string cation{};
  std::string anion{};

  std::string formula() const { return cation + anion; }
};

// The nanocrystal of a case. Throws Error (usage) for an unknown element, a lattice parameter that was left
// out though the crystal is not zinc-blende CdSe, equal elements, a shape that the structure has not, and for
// particles of more than most_atoms atoms.
inline constexpr double most_atoms = 500000;
Particle read_particle(const Case& one);

// Its atoms and binding sites. Throws Error (usage) where fewer than 5 atoms or no site are left, and where
// its shell reaches the middle.
ligands::SurfaceSites particle_surface(const Case& one, const Particle& particle);

// What a reader should know about the sites: isolated ones, or several parts; empty if there is nothing.
std::string surface_warning(const ligands::SurfaceSites& surface);

// True where neither the study nor --set says the value of this key.
bool is_default(const Case& one, std::string_view key);

}  // namespace nacre::study
