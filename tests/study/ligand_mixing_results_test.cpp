// What one analysed system adds to the result of a study.
#include "figure_checks.hpp"
#include "mixing_study.hpp"
#include "nacre/study/ligand_mixing_output.hpp"

namespace nacre::study {
namespace {

TEST(MixingResults, ASystemOfPointsIsThatOfItsTable) {
  const Analysed table(published("c6-c10"));
  MixingInput input{.name = "points", .temperature_K = 303, .data = read_mixing_data(table.study.cases[0])};
  const auto points = analyse_mixing(table.study.cases[0], std::move(input), 1, {});
  EXPECT_EQ(points.name, "points");
  EXPECT_EQ(points.chosen().result.values, table->chosen().result.values);
  EXPECT_EQ(points.compensation.temperature_K, table->compensation.temperature_K);
}

TEST(MixingResults, EveryCaseAddsTablesFitsAndFigures) {
  const Analysed one(published("c6-c10"));
  StudyResult result;
  add_mixing_case(one.analysis, 0, true, result);
  EXPECT_EQ(result.fits.size(), 7u);
  EXPECT_EQ(result.fits.front().model, "lattice");
  EXPECT_EQ(result.tables.size(), 4u);
  EXPECT_FALSE(result.headline.empty());
  expect_sound(result.figures);
  add_mixing_case(one.analysis, 1, false, result);
  EXPECT_EQ(result.fits[1].model, "lattice") << "chosen models first, in the order of the cases";
}

TEST(MixingResults, GalleryShowsMeasuredCompositions) {
  const Analysed one(published("c6-c10"));
  const Gallery gallery = mixing_gallery(one.analysis, 1);
  ASSERT_EQ(gallery.pictures.size(), 4u);
  int n_a = 0;
  for (const auto is_a : gallery.pictures[0].is_a) n_a += is_a;
  EXPECT_EQ(n_a, 21) << "0.17 of 121";
}

}  // namespace
}  // namespace nacre::study
