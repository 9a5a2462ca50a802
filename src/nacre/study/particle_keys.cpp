#include "nacre/study/particle_keys.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "nacre/core/units.hpp"
#include "nacre/crystal/elements.hpp"

namespace nacre::study {
namespace {

using crystal::Centre;
using crystal::FaceFamily;
using crystal::PointGroup;

const crystal::Element& read_element(const Case& one, std::string_view key) {
  const std::string& symbol = one.text(key);
  if (const crystal::Element* element = crystal::find_element(symbol)) return *element;
  std::vector<std::string> symbols;
  for (const crystal::Element& element : crystal::elements()) symbols.emplace_back(element.symbol);
  throw one.error(key, "there is no element of this symbol", symbol,
                  "a symbol such as \"Cd\", \"Zn\" or \"Pb\"", did_you_mean(symbol, symbols));
}

void refuse_one_element(const Case& one) {
  if (one.text("particle.cation") == one.text("particle.anion"))
    throw one.error(is_default(one, "particle.anion") ? "particle.cation" : "particle.anion",
                    "cation and anion are the same element", one.text("particle.anion"),
                    "a compound of two elements");
}

// The lattice parameter of another crystal cannot be guessed.
double read_lattice_parameter(const Case& one) {
  const std::string crystal =
      one.text("particle.structure") + " " + one.text("particle.cation") + one.text("particle.anion");
  if (crystal != "zinc-blende CdSe" && is_default(one, "particle.a"))
    throw one.error(is_default(one, "particle.structure") ? "particle.cation" : "particle.structure",
                    "the lattice parameter of " + crystal + " is not known", {},
                    "[particle] a, since its default is that of zinc-blende CdSe");
  return one.number("particle.a");
}

crystal::UnitCell read_cell(const Case& one) {
  const std::string& structure = one.text("particle.structure");
  const double a_nm = read_lattice_parameter(one);
  if (structure == "zinc-blende")
    return crystal::zinc_blende(a_nm, one.text("particle.cation"), one.text("particle.anion"));
  if (structure == "rock-salt")
    return crystal::rock_salt(a_nm, one.text("particle.cation"), one.text("particle.anion"));
  const double c_nm = one.has("particle.c") ? one.number("particle.c") : std::sqrt(8.0 / 3) * a_nm;
  return crystal::wurtzite(a_nm, c_nm, one.number("particle.u"), one.text("particle.cation"),
                           one.text("particle.anion"));
}

std::vector<FaceFamily> face_families(const Case& one) {
  const std::string& shape = one.text("particle.shape");
  const double ratio = one.number("particle.facet_ratio");
  if (shape == "cube") return {{{1, 0, 0}, 1}};
  if (shape == "truncated-octahedron") return {{{1, 1, 1}, 1}, {{1, 0, 0}, ratio}};
  if (shape == "hexagonal-prism") return {{{1, 0, 0}, 1}, {{0, 0, 1}, ratio}};
  return {{{1, 1, 1}, 1}};
}

PointGroup point_group(const std::string& shape) {
  if (shape == "hexagonal-prism") return PointGroup::hexagonal;
  return shape == "tetrahedron" ? PointGroup::tetrahedral : PointGroup::cubic;
}

void refuse_shape(const Case& one) {
  const std::string& shape = one.text("particle.shape");
  const bool hexagonal = one.text("particle.structure") == "wurtzite";
  if (shape == "sphere" || hexagonal == (shape == "hexagonal-prism")) return;
  throw one.error("particle.shape", "this shape is not cut from " + one.text("particle.structure"), shape,
                  hexagonal ? "sphere or hexagonal-prism"
                            : "sphere, tetrahedron, octahedron, truncated-octahedron or cube");
}

// The volume of a sphere of diameter 1 nm.
crystal::Shape read_shape(const Case& one, const crystal::UnitCell& cell) {
  refuse_shape(one);
  const crystal::Shape unit = crystal::sphere(0.5);
  const std::string& name = one.text("particle.shape");
  if (name == "sphere") return unit;
  const auto body = crystal::polyhedron(cell, face_families(one), point_group(name));
  return crystal::enlarged(body, std::cbrt(crystal::volume_nm3(unit) / crystal::volume_nm3(body)));
}

Centre centre_named(const std::string& name) {
  if (name == "anion") return Centre::anion;
  if (name == "bond") return Centre::bond;
  if (name == "octahedral-hole") return Centre::octahedral_hole;
  return name == "tetrahedral-hole" ? Centre::tetrahedral_hole : Centre::cation;
}

crystal::Vector read_centre(const Case& one, const crystal::UnitCell& cell) {
  try {
    return crystal::centre_of(cell, centre_named(one.text("particle.centre")));
  } catch (const std::invalid_argument& reason) {
    throw one.error("particle.centre", reason.what(), one.text("particle.centre"), "another centre");
  }
}

crystal::DanglingRule read_dangling(const std::string& which) {
  const bool both = which == "both";
  return {.least_bonds = {both || which == "cations" ? 2 : 0, both || which == "anions" ? 2 : 0}};
}

// A large number in two digits, written out: "3800000".
std::string in_full(double number) {
  const double step = std::pow(10, std::floor(std::log10(number)) - 1);
  return std::to_string(std::llround(std::round(number / step) * step));
}

void refuse_size(const Case& one, const Particle& particle) {
  const double atoms = ligands::expected_atoms(particle.recipe, particle.diameter_nm);
  if (atoms > most_atoms)
    throw one.error("particle.diameter", "the particle is too large", "about " + in_full(atoms) + " atoms",
                    "at most " + in_full(most_atoms) + " atoms");
}

// Distance of the nearest point of the surface from the middle.
double inner_radius_nm(const crystal::Shape& shape) {
  double radius_nm = shape.radius_nm;
  for (const crystal::Face& face : shape.faces) radius_nm = std::min(radius_nm, face.distance_nm);
  return radius_nm;
}

// Every cation would be a site, those in the middle too.
void refuse_thick_shell(const Case& one, const Particle& particle) {
  const double inner_nm = particle.diameter_nm * inner_radius_nm(particle.recipe.unit_shape);
  if (particle.recipe.surface != ligands::SurfaceRule::shell || particle.recipe.shell_nm < inner_nm) return;
  throw one.error("particle.shell", "the shell reaches the middle of the particle",
                  format_rounded(particle.recipe.shell_nm) + " nm",
                  "less than " + format_rounded(inner_nm) + " nm, from the middle to the nearest surface");
}

}  // namespace

bool is_default(const Case& one, std::string_view key) {
  const Place& place = one.at(key).place;
  return place.line == 0 && !place.file.starts_with("--set");
}

Particle read_particle(const Case& one) {
  if (!one.has("particle.diameter"))
    throw Error(
        {.message = "[particle] diameter is missing", .expected = "a quantity in nm such as \"3.0 nm\""});
  Particle particle{.diameter_nm = one.number("particle.diameter"),
                    .cation = one.text("particle.cation"),
                    .anion = one.text("particle.anion")};
  particle.molar_mass_g_mol = read_element(one, "particle.cation").molar_mass_g_mol +
                              read_element(one, "particle.anion").molar_mass_g_mol;
  refuse_one_element(one);
  ligands::ParticleRecipe& recipe = particle.recipe;
  recipe.cell = read_cell(one);
  recipe.unit_shape = read_shape(one, recipe.cell);
  recipe.centre = read_centre(one, recipe.cell);
  recipe.dangling = read_dangling(one.text("particle.remove_dangling"));
  recipe.surface = one.text("particle.surface") == "shell" ? ligands::SurfaceRule::shell
                                                           : ligands::SurfaceRule::unsaturated;
  recipe.shell_nm = one.number("particle.shell");
  if (one.has("particle.neighbor_distance"))
    recipe.neighbor_distance_nm = one.number("particle.neighbor_distance");
  recipe.full_coordination = one.text("particle.structure") == "rock-salt" ? 6 : 4;
  refuse_size(one, particle);
  return particle;
}

ligands::SurfaceSites particle_surface(const Case& one, const Particle& particle) {
  auto surface = ligands::build_surface(particle.recipe, particle.diameter_nm);
  if (surface.particle.size() < 5 || surface.sites() == 0)
    throw one.error("particle.diameter", "there is not enough left of the particle",
                    "atoms: " + std::to_string(surface.particle.size()) +
                        ", surface cations: " + std::to_string(surface.sites()),
                    "at least 5 atoms and one surface cation: a larger diameter");
  refuse_thick_shell(one, particle);
  return surface;
}

std::string surface_warning(const ligands::SurfaceSites& surface) {
  if (surface.isolated() > 0)
    return std::to_string(surface.isolated()) + " of " + std::to_string(surface.sites()) +
           " sites have no neighbour: their ligands take no part in mixing";
  if (surface.parts() > 1)
    return "the sites fall into " + std::to_string(surface.parts()) +
           " parts that do not touch: ligands of different parts are not neighbours; a larger [particle] "
           "neighbor_distance joins them";
  return {};
}

}  // namespace nacre::study
