#include <gtest/gtest.h>

#include <algorithm>

#include "figure_checks.hpp"
#include "site_study.hpp"

namespace nacre::study {
namespace {

std::vector<Figure> figures_of(const PlannedSites& planned) { return site_figures(planned.rows, {}); }

void expect_sound_but_particles(const std::vector<Figure>& figures) {
  std::vector<Figure> rest;
  for (const Figure& figure : figures)
    if (!std::holds_alternative<ParticleGallery>(figure)) rest.push_back(figure);
  expect_sound(rest);
}

TEST(SurfaceSitesFigures, SitesAgainstDiameterByThreeModels) {
  const PlannedSites planned(published_diameters);
  const auto figures = figures_of(planned);
  expect_sound_but_particles(figures);
  const Plot& plot = figure_of(figures, "sites-against-diameter");
  const Curve& points = curve_of(plot, "cases of the study");
  EXPECT_EQ(points.x, (std::vector<double>{2.8, 3.0, 3.2}));
  EXPECT_EQ(points.y, (std::vector<double>{114, 90, 180}));
  EXPECT_EQ(points.notes.at(1), "225 cations, 240 anions");
  const Curve& sphere = curve_of(plot, "spherical model");
  EXPECT_NEAR(sphere.x.front(), 0.7 * 2.8, 1e-12);
  EXPECT_NEAR(sphere.x.back(), 1.15 * 3.2, 1e-12);
  EXPECT_NEAR(sphere.y.back(), planned.rows[0].models.spherical(sphere.x.back()), 1e-12);
  const Curve& steps = curve_of(plot, "atomistic model");
  const auto heights = std::set<double>(steps.y.begin(), steps.y.end());
  EXPECT_EQ(steps.x.size(), 400u);
  EXPECT_LT(heights.size(), 40u) << "it grows in steps";
  EXPECT_FALSE(std::ranges::is_sorted(steps.y)) << "and falls where the inner sphere takes a shell";
  curve_of(plot, "pyramidal model");
}

TEST(SurfaceSitesFigures, CompositionAgainstDiameter) {
  const auto figures = figures_of(PlannedSites(published_diameters));
  const Plot& plot = figure_of(figures, "ratio-against-diameter");
  EXPECT_NEAR(curve_of(plot, "cases of the study").y.at(1), 0.9375, 1e-12);
  EXPECT_GT(*std::ranges::max_element(curve_of(plot, "atomistic model").y), 1.1);
}

TEST(SurfaceSitesFigures, PicturesTellSurfaceCationsApart) {
  const PlannedSites planned(published_diameters);
  const auto figures = figures_of(planned);
  const auto& gallery = figure_of<ParticleGallery>(figures, "particles");
  ASSERT_EQ(gallery.pictures.size(), 3u);
  ASSERT_EQ(gallery.kinds.size(), 3u);
  const auto& picture = gallery.pictures[0];
  EXPECT_EQ(picture.title, "2.8 nm: 114 of 201 Cd");
  EXPECT_EQ(picture.positions_nm.size(), 3 * picture.kind.size());
  EXPECT_EQ(std::ranges::count(picture.kind, 0), 114);
  EXPECT_EQ(std::ranges::count(picture.kind, 1), 201 - 114);
  EXPECT_EQ(std::ranges::count(picture.kind, 2), 176);
  EXPECT_NE(gallery.kinds[0].color, gallery.kinds[1].color);
  EXPECT_NE(gallery.kinds[0].color, gallery.kinds[2].color);
}

TEST(SurfaceSitesFigures, OfALargeParticleOnlyTheSurfaceIsDrawn) {
  const PlannedSites planned("[particle]\ndiameter = 7.9\n");
  const auto figures = figures_of(planned);
  const auto& picture = figure_of<ParticleGallery>(figures, "particles").pictures.at(0);
  const auto& surface = planned.rows[0].surface;
  ASSERT_GT(surface.particle.size(), 8000u);
  EXPECT_EQ(picture.kind.size(), surface.sites() + surface.surface_anions.size());
  EXPECT_EQ(std::ranges::count(picture.kind, 1), 0);
}

TEST(SurfaceSitesFigures, SystemsHaveCurvesAndColorsOfTheirOwn) {
  const auto figures =
      figures_of(PlannedSites("[particle]\ndiameter = [2.0, 2.5]\ncentre = [\"cation\", \"anion\"]\n"));
  expect_sound_but_particles(figures);
  const Plot& plot = figure_of(figures, "sites-against-diameter");
  const int cation = curve_of(plot, "atomistic model, cation").color;
  const int anion = curve_of(plot, "atomistic model, anion").color;
  EXPECT_NE(cation, anion);
  EXPECT_EQ(curve_of(plot, "cases of the study, anion").color, anion);
  for (const char* smooth : {"spherical model", "pyramidal model"}) {
    EXPECT_NE(curve_of(plot, smooth).color, cation);
    EXPECT_NE(curve_of(plot, smooth).color, anion);
  }
}

TEST(SurfaceSitesFigures, SpreadRisesToOne) {
  const auto figures = figures_of(PlannedSites("[particle]\ndiameter = 3\n[distribution]\nsigma = 0.2\n"));
  expect_sound_but_particles(figures);
  const Plot& plot = figure_of(figures, "spread-1");
  for (const char* model : {"atomistic model", "spherical model", "pyramidal model"}) {
    const Curve& curve = curve_of(plot, model);
    EXPECT_TRUE(std::ranges::is_sorted(curve.x)) << model;
    EXPECT_TRUE(std::ranges::is_sorted(curve.y)) << model;
    EXPECT_EQ(curve.y.front(), 0) << model;
    EXPECT_NEAR(curve.y.back(), 1, 1e-9) << model;
  }
}

}  // namespace
}  // namespace nacre::study
