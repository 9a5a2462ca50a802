#include <gtest/gtest.h>

#include <algorithm>

#include "figure_checks.hpp"
#include "shell_study.hpp"

namespace nacre::study {
namespace {

TEST(ShellParticles, EverySiteHasTheColorOfItsLigandAndTheCoreIsGrey) {
  const Study study = surface_study();
  const auto rows = made_rows(study);
  const auto list = shell_figures(rows);
  const auto& gallery = figure_of<ParticleGallery>(list, "patterns-1");
  EXPECT_EQ(gallery.title, "Patterns, 2 nm particle, n_a = 20");
  ASSERT_EQ(gallery.pictures.size(), 2u);
  EXPECT_EQ(gallery.pictures[1].title, "χ_G = 4 RT: clustered");
  const auto& sites = rows[0].surface->sites;
  const auto& picture = gallery.pictures[0];
  ASSERT_EQ(picture.kind.size(), sites.particle.size());
  ASSERT_EQ(picture.positions_nm.size(), 3 * sites.particle.size());
  std::size_t ligands = 0;
  for (std::size_t site = 0; site < sites.sites(); ++site) {
    const auto kind = picture.kind[static_cast<std::size_t>(sites.site_atom[site])];
    EXPECT_EQ(gallery.kinds.at(kind).label, rows[0].sample->snapshot[site] == 1 ? "ligand A" : "ligand B");
  }
  for (std::size_t atom = 0; atom < picture.kind.size(); ++atom) {
    const auto& kind = gallery.kinds.at(picture.kind[atom]);
    ligands += kind.label.empty() ? 0 : 1;
    if (kind.label.empty()) {
      EXPECT_EQ(kind.color, sites.particle.kind[atom] == 0 ? -1 : -2);
    }
    for (int axis = 0; axis < 3; ++axis)
      EXPECT_EQ(picture.positions_nm[3 * atom + static_cast<std::size_t>(axis)],
                sites.particle.positions_nm[atom][static_cast<std::size_t>(axis)]);
  }
  EXPECT_EQ(ligands, sites.sites()) << "one ligand a site";
}

// Cations of zinc-blende CdSe are a / sqrt(2) apart.
TEST(ShellParticles, LigandsAreAsLargeAsTheirSitesAreApart) {
  const Study study = surface_study();
  const auto rows = plan_shell_rows(study);
  EXPECT_NEAR(rows[0].surface->nearest_sites_nm(), 0.621 / std::sqrt(2.0), 1e-9);
}

TEST(ShellParticles, AreThinnedToSix) {
  const Study study = surface_study({"shell.chi_G=[0, 1, 2, 3, 4, 5, 6, 7, 8]"});
  const auto list = shell_figures(made_rows(study));
  const auto& pictures = figure_of<ParticleGallery>(list, "patterns-1").pictures;
  ASSERT_EQ(pictures.size(), 6u);
  EXPECT_EQ(pictures.back().title, "χ_G = 8 RT: clustered");
}

}  // namespace
}  // namespace nacre::study
