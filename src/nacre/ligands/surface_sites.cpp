#include "nacre/ligands/surface_sites.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "nacre/crystal/vectors.hpp"

namespace nacre::ligands {
namespace {

constexpr double avogadro_per_mol = 6.02214076e23;  // CODATA 2018, exact
constexpr double cubic_cm_per_nm3 = 1e-21;

double sphere_volume_nm3(double radius_nm) { return 4 * std::numbers::pi / 3 * std::pow(radius_nm, 3); }

crystal::Nanocrystal trimmed(const ParticleRecipe& recipe, const crystal::Shape& shape) {
  const auto particle = crystal::cut(recipe.cell, shape, recipe.centre);
  if (std::ranges::all_of(recipe.dangling.least_bonds, [](int least) { return least == 0; })) return particle;
  const double bond_nm = crystal::nearest_distance_nm(recipe.cell, 0, 1);
  return crystal::without_dangling(particle, crystal::bonds(particle, bond_nm), recipe.dangling);
}

// Atoms farther from the middle than the shape less its shell, or with bonds missing.
void find_surface(const ParticleRecipe& recipe, const crystal::Shape& shape, SurfaceSites& surface) {
  const crystal::Shape inside = crystal::without_layer(shape, recipe.shell_nm);
  for (std::size_t i = 0; i < surface.particle.size(); ++i) {
    const bool in_surface = recipe.surface == SurfaceRule::shell
                                ? !inside.contains(surface.particle.positions_nm[i])
                                : surface.bonds.degree(i) < recipe.full_coordination;
    if (!in_surface) continue;
    auto& list = surface.particle.kind[i] == 0 ? surface.site_atom : surface.surface_anions;
    list.push_back(static_cast<std::int32_t>(i));
  }
}

SurfaceSites surface_without_graph(const ParticleRecipe& recipe, double diameter_nm) {
  const crystal::Shape shape = crystal::enlarged(recipe.unit_shape, diameter_nm);
  SurfaceSites surface;
  surface.particle = trimmed(recipe, shape);
  surface.bonds = crystal::bonds(surface.particle, crystal::nearest_distance_nm(recipe.cell, 0, 1));
  find_surface(recipe, shape, surface);
  return surface;
}

}  // namespace

double cations_per_nm3(double density_g_cm3, double molar_mass_g_mol) {
  return density_g_cm3 / molar_mass_g_mol * avogadro_per_mol * cubic_cm_per_nm3;
}

double spherical_cations(double diameter_nm, double cations_per_nm3) {
  return sphere_volume_nm3(diameter_nm / 2) * cations_per_nm3;
}

double spherical_sites(double diameter_nm, double shell_nm, double cations_per_nm3) {
  const double core_diameter_nm = std::max(0.0, diameter_nm - 2 * shell_nm);
  return spherical_cations(diameter_nm, cations_per_nm3) -
         spherical_cations(core_diameter_nm, cations_per_nm3);
}

double pyramid_edge_cations(double height_nm, double cation_spacing_nm) {
  return std::sqrt(1.5) * height_nm / cation_spacing_nm + 1;
}

double pyramidal_sites(double height_nm, double cation_spacing_nm) {
  const double n = pyramid_edge_cations(height_nm, cation_spacing_nm);
  return n < 2 ? 0 : 2 * n * n - 6 * n + 4;
}

double site_cutoff_nm(const crystal::UnitCell& cell) {
  return 0.5 * (1 + std::numbers::sqrt2) * crystal::nearest_distance_nm(cell, 0, 0);
}

std::vector<crystal::Vector> SurfaceSites::site_positions_nm() const {
  std::vector<crystal::Vector> positions;
  for (const std::int32_t atom : site_atom)
    positions.push_back(particle.positions_nm[static_cast<std::size_t>(atom)]);
  return positions;
}

std::size_t SurfaceSites::isolated() const {
  std::size_t count = 0;
  for (std::size_t i = 0; i < neighbors.size(); ++i) count += neighbors.degree(i) == 0;
  return count;
}

int SurfaceSites::parts() const {
  const auto part = crystal::connected_parts(neighbors);
  return part.empty() ? 0 : *std::ranges::max_element(part) + 1;
}

double SurfaceSites::mean_coordination() const {
  if (site_atom.empty()) return 0;
  return static_cast<double>(neighbors.neighbor.size()) / static_cast<double>(site_atom.size());
}

int SurfaceSites::missing_bonds(std::size_t site, int full_coordination) const {
  return full_coordination - bonds.degree(static_cast<std::size_t>(site_atom[site]));
}

SurfaceSites build_surface(const ParticleRecipe& recipe, double diameter_nm) {
  SurfaceSites surface = surface_without_graph(recipe, diameter_nm);
  const double reach_nm =
      recipe.neighbor_distance_nm > 0 ? recipe.neighbor_distance_nm : site_cutoff_nm(recipe.cell);
  surface.neighbors = crystal::neighbors_within(surface.site_positions_nm(), reach_nm);
  return surface;
}

SiteGraph site_graph(const SurfaceSites& surface) {
  const auto& offset = surface.neighbors.offset;
  return {surface.site_positions_nm(), {offset.begin(), offset.end()}, surface.neighbors.neighbor};
}

double expected_atoms(const ParticleRecipe& recipe, double diameter_nm) {
  return sphere_volume_nm3(diameter_nm / 2) * static_cast<double>(recipe.cell.sites.size()) /
         recipe.cell.volume_nm3();
}

SurfaceCounts count_surface(const ParticleRecipe& recipe, double diameter_nm) {
  const SurfaceSites surface = surface_without_graph(recipe, diameter_nm);
  return {static_cast<double>(surface.particle.count(0)), static_cast<double>(surface.particle.count(1)),
          static_cast<double>(surface.sites()), static_cast<double>(surface.surface_anions.size())};
}

std::vector<WeightedDiameter> weighted_diameters(const DiameterDistribution& distribution, int points) {
  const double relative = distribution.sigma_nm / distribution.mean_nm;
  const double log_variance = std::log1p(relative * relative);
  const double log_mean = std::log(distribution.mean_nm) - log_variance / 2;
  std::vector<WeightedDiameter> diameters;
  double total = 0;
  for (int i = 0; i < points; ++i) {
    const double z = 8 * (i + 0.5) / points - 4;
    const double diameter = distribution.lognormal ? std::exp(log_mean + std::sqrt(log_variance) * z)
                                                   : distribution.mean_nm + distribution.sigma_nm * z;
    if (diameter <= 0) continue;
    diameters.push_back({diameter, std::exp(-z * z / 2)});
    total += diameters.back().weight;
  }
  for (WeightedDiameter& diameter : diameters) diameter.weight /= total;
  return diameters;
}

Spread spread(const std::vector<WeightedDiameter>& diameters, const std::vector<double>& values) {
  Spread result;
  for (std::size_t i = 0; i < values.size(); ++i) result.mean += diameters[i].weight * values[i];
  double variance = 0;
  for (std::size_t i = 0; i < values.size(); ++i)
    variance += diameters[i].weight * (values[i] - result.mean) * (values[i] - result.mean);
  result.standard_deviation = std::sqrt(variance);
  return result;
}

}  // namespace nacre::ligands
