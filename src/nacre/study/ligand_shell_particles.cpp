// Pictures of shells on built nanocrystals.
#include <algorithm>
#include <cmath>

#include "nacre/core/units.hpp"
#include "nacre/study/ligand_shell_rows.hpp"

namespace nacre::study {
namespace {

enum SphereKinds : std::uint8_t { ligand_a, ligand_b, bare_cation, anion };

// Ligands as large as their sites are apart; the core as an idea of one.
std::vector<SphereKind> sphere_kinds(const ShellSurface& surface) {
  const double site_radius = 0.5 * surface.nearest_sites_nm();
  return {{"ligand A", 0, site_radius},
          {"ligand B", 1, site_radius},
          {"", -1, 0.5 * site_radius},
          {"", -2, 0.5 * site_radius}};
}

ParticlePicture picture(const ShellRow& row) {
  const auto& sites = row.surface->sites;
  const auto& atoms = sites.particle;
  ParticlePicture picture{.title = "χ_G = " + format_number(row.chi_G_RT) + " RT: " + row.pattern};
  for (const auto& position : atoms.positions_nm)
    picture.positions_nm.insert(picture.positions_nm.end(), position.begin(), position.end());
  for (const int species : atoms.kind) picture.kind.push_back(species == 0 ? bare_cation : anion);
  for (std::size_t site = 0; site < sites.sites(); ++site)
    picture.kind[static_cast<std::size_t>(sites.site_atom[site])] =
        row.sample->snapshot[site] == 1 ? ligand_a : ligand_b;
  return picture;
}

}  // namespace

double ShellSurface::nearest_sites_nm() const {
  const auto& positions = lattice.positions_nm();
  double nearest = 1e300;
  for (int site = 0; site < lattice.sites(); ++site)
    for (const std::int32_t other : lattice.neighbors(site)) {
      const auto& a = positions[static_cast<std::size_t>(site)];
      const auto& b = positions[static_cast<std::size_t>(other)];
      nearest = std::min(nearest, std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]));
    }
  return nearest;
}

ParticleGallery shell_particles(const std::string& name, const std::vector<const ShellRow*>& rows,
                                int number) {
  ParticleGallery gallery{.id = "patterns-" + std::to_string(number),
                          .title = "Patterns, " + name,
                          .caption =
                              "The last arrangement of a chain that started at random: each large sphere is "
                              "a surface cation in the "
                              "color of its ligand, small grey ones are the other atoms. All pictures are "
                              "seen from the same side.",
                          .kinds = sphere_kinds(*rows.front()->surface)};
  for (const ShellRow* row : rows) gallery.pictures.push_back(picture(*row));
  return gallery;
}

}  // namespace nacre::study
