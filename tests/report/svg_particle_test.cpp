#include "nacre/report/svg_particle.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "nacre/report/particle_view.hpp"
#include "report/sample_particles.hpp"
#include "report/xml_reader.hpp"

namespace nacre::report {
namespace {

test::Element read(const ParticleGallery& gallery) {
  return test::XmlReader::read("<body>" + particle_gallery_svg(gallery) + "</body>");
}

double number(const test::Element& element, const std::string& name) {
  return std::stod(element.attributes.at(name));
}

ParticleGallery small(const std::string& title = "") {
  return {"g", "Gallery", "", {{"core", -1, 0.5}, {"A", 2, 0.25}}, {{title, {0, 0, 0, 0, 0, 2}, {0, 1}}}};
}

TEST(ParticleSvg, UsesOnlyShapesOfTheFirstElement) {
  const auto root = read(test::sample_particles());
  std::set<std::string> shapes, used;
  const auto pictures = root.find("div", "particle");
  ASSERT_EQ(pictures.size(), 2u);
  for (const auto* defs : pictures[0]->find("defs"))
    for (const auto* shape : defs->find("g"))
      EXPECT_TRUE(shapes.insert("#" + shape->attributes.at("id")).second);
  for (const auto* use : root.find("use")) used.insert(use->attributes.at("href"));
  EXPECT_EQ(used, shapes);
  EXPECT_EQ(root.find("defs").size(), 1u);
}

// Rules of the style sheet reach a copied shape only if its root has the class that they begin with.
TEST(ParticleSvg, ShapesCarryTheClassOfFigures) {
  const auto root = read(small());
  for (const auto* shape : root.find("defs")[0]->find("g"))
    EXPECT_EQ(shape->attributes.at("class"), "nacre-figure");
}

TEST(ParticleSvg, DrawsToScaleAroundTheMiddle) {
  const auto root = read(small());
  const auto uses = root.find("use");
  ASSERT_EQ(uses.size(), 2u);
  const double per_nm = 199 / 1.5;  // a picture of 400 pixels; the core reaches 1 + 0.5 nm from the middle
  const double up = std::cos(20 * std::acos(-1) / 180);
  EXPECT_EQ(uses[0]->attributes.at("href"), "#g-0" + std::string(1, 'a' + 7)) << "depth -0.34 of 1.5 nm";
  EXPECT_NEAR(number(*uses[0], "y"), up * per_nm, 0.006);
  EXPECT_NEAR(number(*uses[1], "y"), -up * per_nm, 0.006);
  EXPECT_EQ(number(*uses[1], "x"), 0);
  std::map<std::string, double> radii;
  for (const auto* circle : root.find("defs")[0]->find("circle"))
    radii.emplace(circle->attributes.at("class"), number(*circle, "r"));
  EXPECT_NEAR(radii.at("sphere dark-grey"), 0.5 * per_nm, 0.005);
  EXPECT_NEAR(radii.at("sphere c2"), 0.25 * per_nm, 0.005);
}

TEST(ParticleSvg, FartherSpheresArePaler) {
  ParticleGallery row{"g", "", "", {{"", 0, 0.1}}, {{"", {}, {}}}};
  const auto [right, up, front] = particle_view(row).axes;
  for (const double at : {0.5, -1.5, 1.5, -0.5})
    for (std::size_t i = 0; i < 3; ++i) row.pictures[0].positions_nm.push_back(at * (right[i] + front[i]));
  row.pictures[0].kind.assign(4, 0);
  const auto root = read(row);
  std::map<std::string, double> fog;
  for (const auto* shape : root.find("defs")[0]->find("g"))
    for (const auto* circle : shape->find("circle", "fog"))
      fog["#" + shape->attributes.at("id")] = number(*circle, "fill-opacity");
  std::vector<double> seen;
  for (const auto* use : root.find("use")) seen.push_back(fog.at(use->attributes.at("href")));
  EXPECT_EQ(seen, (std::vector<double>{0.5, 0.35, 0.25, 0.1}));
}

// The bar of "1 nm" must be as long as 1 nm is on the picture.
TEST(ParticleSvg, LengthBarIsToScale) {
  const auto root = read(small());
  ASSERT_EQ(root.find("g", "scale").size(), 1u);
  EXPECT_EQ(root.find("g", "scale")[0]->find("text")[0]->text, "0.5 nm");
  EXPECT_EQ(root.find("path", "bar")[0]->attributes.at("d"), "M1 398h66.33");  // 0.5 * 199 / 1.5
  ParticleGallery wide = small();
  for (double& x : wide.pictures[0].positions_nm) x *= 20;
  EXPECT_EQ(read(wide).find("g", "scale")[0]->find("text")[0]->text, "5 nm");
}

TEST(ParticleSvg, LengthBarNamesTheUnitOfTheGallery) {
  ParticleGallery gallery = small();
  gallery.unit = "σ";
  EXPECT_EQ(read(gallery).find("g", "scale")[0]->find("text")[0]->text, "0.5 σ");
}

TEST(ParticleSvg, DrawsTheContainer) {
  ParticleGallery gallery = small();
  EXPECT_TRUE(read(gallery).find("path", "outline").empty());
  gallery.pictures[0].box_nm = {2, 2, 4};
  EXPECT_EQ(read(gallery).find("path", "outline").size(), 2u);  // edges behind the spheres, and before them
  gallery.pictures[0].box_nm = {};
  gallery.pictures[0].droplet_radius_nm = 2;
  const auto root = read(gallery);
  ASSERT_EQ(root.find("circle", "outline").size(), 1u);
  // The droplet is about the origin, 1 nm below the middle of the spheres: it reaches 3 nm.
  EXPECT_NEAR(number(*root.find("circle", "outline")[0], "r"), 2 * 199 / 3.0, 0.05);
}

// A simulation in a picture: 27,000 spheres, most of them tiny.
TEST(ParticleSvg, TinySpheresOfManyAreDots) {
  ParticleGallery gallery{.id = "g", .kinds = {{"crystal", 1, 0.5}, {"fluid", -2, 0.1}}};
  ParticlePicture picture;
  for (int i = 0; i < 27'000; ++i) {
    picture.positions_nm.insert(picture.positions_nm.end(),
                                {double(i % 30), double(i / 30 % 30), double(i / 900)});
    picture.kind.push_back(i % 50 == 0 ? 0 : 1);
  }
  gallery.pictures = {picture, picture, picture};
  const std::string text = particle_gallery_svg(gallery);
  EXPECT_LT(text.size(), 600'000u);
  const auto root = test::XmlReader::read("<body>" + text + "</body>");
  EXPECT_FALSE(root.find("path", "dots light-grey").empty());
  EXPECT_TRUE(root.find("path", "dots c1").empty());
  std::size_t dots = 0;
  for (const auto* path : root.find("path", "dots light-grey"))
    for (const char c : path->attributes.at("d")) dots += c == 'M';
  EXPECT_GT(dots, 3u * 3000);
  EXPECT_LE(dots, 3u * 6000);
}

TEST(ParticleSvg, NamesPicturesAndKinds) {
  ParticleGallery gallery = small("a <b> & c");
  gallery.kinds.push_back({"", 1, 0.1});
  const auto root = read(gallery);
  const auto svgs = root.find("svg");
  ASSERT_EQ(svgs.size(), 3u);  // the particle and two kinds with a label
  EXPECT_EQ(svgs[0]->attributes.at("aria-label"), "a <b> & c");
  EXPECT_EQ(svgs[0]->find("text")[0]->text, "a <b> & c");
  EXPECT_EQ(svgs[1]->find("text")[0]->text, "core");
  EXPECT_EQ(svgs[2]->find("circle", "sphere c2").size(), 1u);
  EXPECT_EQ(read(small()).find("svg")[0]->attributes.at("aria-label"), "Gallery");
}

TEST(ParticleSvg, SquareStandsBelowALongTitle) {
  const auto short_one = read(small("short")),
             long_one = read(small("a title that is so long that it certainly needs more than the one line "
                                   "which the picture is wide"));
  const auto* svg = long_one.find("svg")[0];
  EXPECT_EQ(number(*svg, "width"), 400);
  EXPECT_EQ(number(*svg, "height"), number(*short_one.find("svg")[0], "height") + 17);
  EXPECT_EQ(svg->find("g", "spheres")[0]->attributes.at("transform"), "translate(200 238)");
}

TEST(ParticleSvg, WidthsFitTheNumberOfPictures) {
  for (const auto& [pictures, width] : {std::pair{1, 400}, {2, 320}, {3, 208}, {4, 320}, {9, 208}}) {
    ParticleGallery gallery = small();
    gallery.pictures.resize(static_cast<std::size_t>(pictures), gallery.pictures[0]);
    EXPECT_EQ(number(*read(gallery).find("svg")[0], "width"), width) << pictures;
  }
}

TEST(ParticleSvg, SixHundredSpheresStaySmall) {
  ParticleGallery gallery = test::sample_particles();
  gallery.pictures.resize(1);
  ASSERT_GT(gallery.pictures[0].kind.size(), 600u);
  EXPECT_LT(particle_gallery_svg(gallery).size(), 30'000u);
}

TEST(ParticleSvg, GreysAndManyColorsHaveClasses) {
  ParticleGallery gallery = small();
  gallery.kinds = {{"dark", -1, 0.1}, {"light", -2, 0.1}};
  EXPECT_FALSE(read(gallery).find("circle", "sphere dark-grey").empty());
  EXPECT_FALSE(read(gallery).find("circle", "sphere light-grey").empty());
  gallery.kinds[0].color = 9;
  EXPECT_FALSE(read(gallery).find("circle", "sphere c1").empty());
}

TEST(ParticleSvg, SurvivesEmptyGalleriesAndPictures) {
  EXPECT_EQ(particle_gallery_svg({"g", "", "", {{"A", 0, 1}}, {}}), "");
  EXPECT_NO_THROW(read({"g", "", "", {}, {{"nothing", {}, {}}}}));
}

}  // namespace
}  // namespace nacre::report
