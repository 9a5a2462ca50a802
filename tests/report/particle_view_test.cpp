#include "nacre/report/particle_view.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "report/sample_particles.hpp"

namespace nacre::report {
namespace {

double dot(const Vector& a, const Vector& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }

ParticleGallery gallery(std::vector<SphereKind> kinds, std::vector<ParticlePicture> pictures) {
  return {"g", "G", "", std::move(kinds), std::move(pictures)};
}

ParticleGallery janus(const Vector& towards_a) {
  const auto is_a = [&](double x, double y, double z) { return dot({x, y, z}, towards_a) > 0; };
  return gallery(test::sample_particles().kinds, {test::fcc_particle("", 1.3, is_a)});
}

TEST(ParticleView, AxesAreARightHandedFrameWithZUp) {
  for (const Vector& towards_a : {Vector{0, 0, 1}, Vector{1, 0, 0}, Vector{0, 1, 0}}) {
    const auto [right, up, front] = particle_view(janus(towards_a)).axes;
    for (const Vector& axis : {right, up, front}) EXPECT_NEAR(dot(axis, axis), 1, 1e-15);
    EXPECT_NEAR(dot(right, up), 0, 1e-15);
    EXPECT_NEAR(right[1] * up[2] - right[2] * up[1], front[0], 1e-15);
    EXPECT_NEAR(right[2] * up[0] - right[0] * up[2], front[1], 1e-15);
    EXPECT_NEAR(right[0] * up[1] - right[1] * up[0], front[2], 1e-15);
    EXPECT_DOUBLE_EQ(right[2], 0);
    EXPECT_NEAR(up[2], std::cos(20 * std::acos(-1) / 180), 1e-15);
  }
}

// From where only one face of a Janus particle is seen, the reader cannot tell what it is.
TEST(ParticleView, ShowsBothFacesOfAJanusParticle) {
  for (const Vector& towards_a : {Vector{0, 0, 1}, Vector{1, 0, 0}, Vector{0, 1, 0}, Vector{-1, 0, 0},
                                  Vector{0, -1, 0}, Vector{0.7, 0.7, 0}, Vector{0.6, 0.6, 0.6}}) {
    const ParticleGallery one = janus(towards_a);
    double n_a = 0, n_b = 0;
    for (const SeenSphere& sphere : seen_spheres(one, one.pictures[0], particle_view(one))) {
      n_a += sphere.depth_nm > 0 && sphere.kind == 1;
      n_b += sphere.depth_nm > 0 && sphere.kind == 2;
    }
    EXPECT_GT(std::min(n_a, n_b) / (n_a + n_b), 0.25) << towards_a[0] << towards_a[1] << towards_a[2];
  }
}

TEST(ParticleView, ReachHoldsTheFarthestSphere) {
  const ParticleGallery one =
      gallery({{"", -1, 0.5}, {"", 0, 0.1}}, {{"", {0, 0, 0}, {0}}, {"", {1, 2, 2, 1, 2, 8}, {0, 1}}});
  EXPECT_DOUBLE_EQ(particle_view(one).reach_nm, 3.5);  // 6 nm apart: 3 from the middle, and the larger radius
  EXPECT_EQ(particle_middle(one.pictures[1]), (Vector{1, 2, 5}));
  EXPECT_DOUBLE_EQ(particle_view(gallery({}, {{"", {}, {}}})).reach_nm, 1);
}

ParticleGallery from_the_front(const std::vector<SphereKind>& kinds, const std::vector<double>& depths,
                               const std::vector<std::uint8_t>& kind) {
  const Vector front = particle_view(gallery({}, {})).axes[2];
  ParticlePicture picture{"", {}, kind};
  for (const double depth : depths)
    for (const double part : front) picture.positions_nm.push_back(depth * part);
  return gallery(kinds, {picture});
}

TEST(SeenSpheres, OneBehindALargerOneIsHidden) {
  const ParticleGallery one =
      from_the_front({{"", -1, 1.0}, {"", -1, 0.5}, {"", -1, 1.2}}, {0, 2, 4, 6}, {2, 1, 0, 1});
  const auto seen = seen_spheres(one, one.pictures[0], particle_view(one));
  ASSERT_EQ(seen.size(), 3u);  // the second stands behind the third
  EXPECT_EQ(seen[0].kind, 2u);
  EXPECT_EQ(seen[1].kind, 0u);
  EXPECT_EQ(seen[2].kind, 1u);
  EXPECT_NEAR(seen[0].depth_nm, -3, 1e-12);
  EXPECT_NEAR(seen[2].depth_nm, 3, 1e-12);
}

// Points all over the discs of the spheres left out: each must lie within the disc of a nearer sphere.
TEST(SeenSpheres, LeavesOutOnlyWhatIsHidden) {
  std::mt19937 random(3);
  std::uniform_real_distribution<double> place(-1, 1);
  ParticlePicture cloud;
  for (int i = 0; i < 300; ++i) {
    for (int axis = 0; axis < 3; ++axis) cloud.positions_nm.push_back(place(random));
    cloud.kind.push_back(static_cast<std::uint8_t>(i % 2));
  }
  const ParticleGallery one = gallery({{"", -1, 0.15}, {"", -1, 0.35}}, {cloud});
  const ParticleView view = particle_view(one);
  const auto seen = seen_spheres(one, cloud, view);
  EXPECT_LT(seen.size(), 150u);
  const Vector middle = particle_middle(cloud);
  int hidden = 0;
  for (std::size_t i = 0; i < cloud.kind.size(); ++i) {
    const Vector at{cloud.positions_nm[3 * i] - middle[0], cloud.positions_nm[3 * i + 1] - middle[1],
                    cloud.positions_nm[3 * i + 2] - middle[2]};
    const double x = dot(at, view.axes[0]), y = dot(at, view.axes[1]), depth = dot(at, view.axes[2]);
    const auto is_this = [&](const SeenSphere& s) { return s.depth_nm == depth; };
    if (std::any_of(seen.begin(), seen.end(), is_this)) continue;
    ++hidden;
    for (int step = 0; step < 200; ++step) {
      const double r = one.kinds[cloud.kind[i]].radius_nm * std::sqrt((step + 0.5) / 200);
      const double px = x + r * std::cos(2.4 * step), py = y + r * std::sin(2.4 * step);
      const auto hides = [&](const SeenSphere& s) {
        return s.depth_nm > depth && std::hypot(px - s.x_nm, py - s.y_nm) <= one.kinds[s.kind].radius_nm;
      };
      EXPECT_TRUE(std::any_of(seen.begin(), seen.end(), hides)) << "sphere " << i << " is seen";
    }
  }
  EXPECT_EQ(hidden + seen.size(), 300u);
}

TEST(SeenSpheres, ThoseBeforeThePlaneOfACutAreNotThere) {
  ParticleGallery one = from_the_front({{"", -1, 0.3}, {"", -1, 0.5}, {"", -1, 0.8}, {"", -1, 1.0}},
                                       {-3, -1, 0.5, 3}, {0, 1, 2, 3});
  EXPECT_EQ(seen_spheres(one, one.pictures[0], particle_view(one)).size(),
            1u);  // the front one hides the rest
  one.pictures[0].kept = 0.5;
  const auto rear = seen_spheres(one, one.pictures[0], particle_view(one));
  ASSERT_EQ(rear.size(), 1u);
  EXPECT_NEAR(rear[0].depth_nm, -1, 1e-12);
  one.pictures[0].kept = 0.7;  // reach 4: the plane stands 1.6 before the middle
  EXPECT_NEAR(seen_spheres(one, one.pictures[0], particle_view(one))[0].depth_nm, 0.5, 1e-12);
}

TEST(ParticleOutline, OfABoxHasTwelveEdgesAboutTheOrigin) {
  const ParticlePicture picture{.positions_nm = {0, 0, 0, 1, 0, 0}, .kind = {0, 0}, .box_nm = {4, 6, 8}};
  const Outline outline = particle_outline(picture);
  ASSERT_EQ(outline.edges.size(), 12u);
  double lengths = 0;
  for (const auto& [a, b] : outline.edges) lengths += std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
  EXPECT_NEAR(lengths, 4 * (4 + 6 + 8), 1e-12);
  EXPECT_EQ(outline.edges[0].first, (Vector{-2.5, -3, -4}));  // the particles' middle is at x = 0.5
  EXPECT_EQ(particle_outline({.positions_nm = {0, 0, 0}, .kind = {0}}).edges.size(), 0u);
}

TEST(SeenSpheres, ComeFromBackToFront) {
  const ParticleGallery one = test::sample_particles();
  const auto seen = seen_spheres(one, one.pictures[0], particle_view(one));
  EXPECT_GT(seen.size(), 100u);
  EXPECT_LT(seen.size(), one.pictures[0].kind.size() / 2);
  for (std::size_t i = 1; i < seen.size(); ++i) EXPECT_GE(seen[i].depth_nm, seen[i - 1].depth_nm);
}

}  // namespace
}  // namespace nacre::report
