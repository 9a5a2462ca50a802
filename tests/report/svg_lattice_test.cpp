#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <sstream>

#include "nacre/report/svg.hpp"
#include "report/sample_run.hpp"
#include "report/xml_reader.hpp"

namespace nacre::report {
namespace {

using Site = std::pair<int, int>;  // row, column in halves of a cell

// Follows the pen of "M x y", "m dx 0" and "h dx"; fails on anything drawn twice.
std::set<Site> covered(const std::string& path) {
  std::set<Site> cells;
  std::istringstream in(path);
  double x = 0, y = 0;
  for (char command; in >> command;) {
    double a = 0, b = 0;
    in >> a;
    if (command == 'M') in >> y, x = a;
    if (command == 'm') in >> b, x += a;
    if (command != 'h') continue;
    EXPECT_GT(a, 0);
    for (int i = 0; i < a; ++i) {
      EXPECT_TRUE(cells.emplace(static_cast<int>(y), static_cast<int>(std::lround(2 * (x + i)))).second)
          << path;
    }
    x += a;
  }
  return cells;
}

std::set<Site> a_sites(const LatticePicture& picture) {
  std::set<Site> cells;
  for (int y = 0; y < picture.ny; ++y) {
    for (int x = 0; x < picture.nx; ++x) {
      if (picture.is_a[y * picture.nx + x])
        cells.emplace(y, static_cast<int>(2 * shown_column(picture, x, y)));
    }
  }
  return cells;
}

TEST(RunLengthPath, IsShortForAKnownPicture) {
  const LatticePicture picture{"", "square", 4, 3, {1, 1, 0, 1, 0, 0, 0, 0, 0, 1, 1, 1}};
  EXPECT_EQ(run_length_path(picture), "M0 0h2m1 0h1M1 2h3");
}

TEST(RunLengthPath, CoversExactlyTheASites) {
  for (const char* lattice : {"square", "triangular"}) {
    for (unsigned seed = 1; seed <= 30; ++seed) {
      const auto picture = test::random_picture("", lattice, 3 + seed % 11, 3 + seed % 7, 0.03 * seed, seed);
      EXPECT_EQ(covered(run_length_path(picture)), a_sites(picture)) << lattice << " " << seed;
    }
  }
}

TEST(RunLengthPath, HandlesFullAndEmptyPictures) {
  EXPECT_EQ(run_length_path({"", "square", 2, 2, {0, 0, 0, 0}}), "");
  EXPECT_EQ(run_length_path({"", "square", 2, 2, {1, 1, 1, 1}}), "M0 0h2M0 1h2");
}

// On the triangular lattice (x, y) has the neighbours (x + 1, y), (x, y + 1) and (x - 1, y + 1): each must be
// shown at a distance of one cell, at most moved by the period.
TEST(ShownColumn, KeepsTriangularNeighboursTogether) {
  const LatticePicture picture{"", "triangular", 7, 6, std::vector<std::uint8_t>(42, 1)};
  const auto distance = [&](double from, double to) {
    const double d = std::fmod(std::abs(to - from), 7.0);
    return std::min(d, 7.0 - d);
  };
  for (int y = 0; y + 1 < 6; ++y) {
    for (int x = 0; x < 7; ++x) {
      const double here = shown_column(picture, x, y);
      EXPECT_DOUBLE_EQ(distance(here, shown_column(picture, (x + 1) % 7, y)), 1);
      EXPECT_DOUBLE_EQ(distance(here, shown_column(picture, x, y + 1)), 0.5);
      EXPECT_DOUBLE_EQ(distance(here, shown_column(picture, (x + 6) % 7, y + 1)), 0.5);
    }
  }
}

Gallery gallery(std::vector<LatticePicture> pictures) {
  return {"g", "Gallery", "", "C6SH", "C10SH", std::move(pictures)};
}

TEST(GallerySvg, ARandomLargeLatticeStaysSmall) {
  const std::string svg = gallery_svg(gallery({test::random_picture("", "square", 111, 111, 0.5, 3)}));
  EXPECT_LT(svg.size(), 60'000u);
  EXPECT_LT(gallery_svg(gallery({test::random_picture("", "triangular", 111, 111, 0.5, 3)})).size(), 60'000u);
}

TEST(GallerySvg, WrapsRowsAndStaysInside) {
  std::vector<LatticePicture> pictures;
  for (unsigned i = 0; i < 9; ++i)
    pictures.push_back(test::random_picture("picture " + std::to_string(i), "square", 11, 11, 0.5, i + 1));
  const auto root = test::XmlReader::read(gallery_svg(gallery(pictures)));
  std::set<std::string> rows;
  for (const auto* text : root.find("text")) {
    if (text->text.starts_with("picture")) rows.insert(text->attributes.at("y"));
    EXPECT_LT(std::stod(text->attributes.at("x")), 720);
    EXPECT_LT(std::stod(text->attributes.at("y")), std::stod(root.attributes.at("height")));
  }
  EXPECT_EQ(rows.size(), 3u);
  EXPECT_EQ(root.find("path", "runs").size(), 9u);
  EXPECT_EQ(root.find("rect", "ligand-a").size(), 1u);  // the legend
}

TEST(GallerySvg, DrawsOneHexagonASiteOnSmallTriangularLattices) {
  const auto picture = test::random_picture("", "triangular", 5, 4, 0.4, 9);
  const auto root = test::XmlReader::read(gallery_svg(gallery({picture})));
  const auto hexagons = root.find("path", "ligand-a");
  ASSERT_EQ(hexagons.size(), 1u);
  const std::string path = hexagons[0]->attributes.at("d");
  EXPECT_EQ(std::count(path.begin(), path.end(), 'M'),
            std::count(picture.is_a.begin(), picture.is_a.end(), 1));
}

TEST(GallerySvg, SurvivesEmptyAndShortPictures) {
  EXPECT_NO_THROW(test::XmlReader::read(gallery_svg(gallery({}))));
  EXPECT_NO_THROW(test::XmlReader::read(
      gallery_svg(gallery({{"none", "square", 0, 0, {}}, {"short", "square", 5, 5, {1}}}))));
}

}  // namespace
}  // namespace nacre::report
