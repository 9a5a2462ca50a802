#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "figure_checks.hpp"
#include "nacre/core/random.hpp"
#include "nacre/core/units.hpp"
#include "nacre/scattering/peak_fit.hpp"
#include "nacre/study/bragg_analysis.hpp"
#include "nacre/study/bragg_figures.hpp"
#include "nacre/study/bragg_quantities.hpp"
#include "nacre/study/bragg_tables.hpp"
#include "nacre/study/peak_requests.hpp"
#include "nacre/study/registry.hpp"
#include "nacre/study/run.hpp"
#include "temp_folder.hpp"

namespace nacre::study {
namespace {

// Peaks at these ratios of 2 pi / d, on a power law, with 1 % noise.
std::string made_curve(double d_A, const std::vector<double>& ratios, std::uint64_t replica,
                       bool errors = true) {
  RandomStream random(5, StreamName::synthetic_data, replica);
  std::string text = errors ? "q (1/A),I,dI\n" : "q (1/A),I\n";
  for (double q = 0.1; q < 0.8; q += 0.003) {
    double y = 1.2 + 0.02 * std::pow(q, -2.6);
    for (std::size_t k = 0; k < ratios.size(); ++k)
      y += scattering::line_value(
          {0.9 / (1 + 6.0 * static_cast<double>(k)), 2 * std::numbers::pi * ratios[k] / d_A, 0.04}, 0.5, q);
    text += format_number(q) + "," + format_number(y * (1 + 0.01 * random.normal())) +
            (errors ? "," + format_number(0.01 * y) : "") + "\n";
  }
  return text;
}

const std::vector<double> hexagonal{1, std::numbers::sqrt3, 2};

Study bragg_study(const TempFolder& folder, const std::string& file, const std::string& more = {}) {
  return read_study(folder.write("study.toml", "kind = \"bragg\"\n[data]\nfile = " + file + "\n" + more));
}

StudyResult run(const TempFolder& folder, const Study& study) {
  std::filesystem::remove_all(folder.path() / "run");
  return run_study(study, {.folder = folder.path() / "run", .command = {}}, {});
}

double value(const StudyResult& result, const std::string& name) {
  const auto found = std::ranges::find(result.quantities, name, &Quantity::name);
  return found == result.quantities.end() ? no_value : found->value;
}

bool says(const std::vector<std::string>& warnings, const std::string& text) {
  return std::ranges::any_of(warnings, [&](const std::string& one) { return one.find(text) != one.npos; });
}

void expect_promised(const StudyResult& result) {
  std::string tables;
  for (const Output& output : find_kind("bragg")->tables) tables += std::string(output.name) + ", ";
  for (const Table& table : result.tables) {
    EXPECT_NE(tables.find(table.name + ","), std::string::npos) << table.name;
    for (const auto& row : table.rows) EXPECT_EQ(row.size(), table.columns.size()) << table.name;
  }
  std::string quantities;
  for (const Output& output : find_kind("bragg")->quantities) quantities += std::string(output.name) + ", ";
  for (const Quantity& one : result.quantities)
    EXPECT_TRUE(quantities.find(one.name + ",") != std::string::npos || one.name.starts_with("q_") ||
                one.name.starts_with("d_"))
        << one.name;
}

TEST(Bragg, ACurveToItsLattice) {
  const TempFolder folder;
  folder.write("a.csv", made_curve(20.5, hexagonal, 1));
  const StudyResult result =
      run(folder, bragg_study(folder, "\"a.csv\"", "[lattice]\nligand_gap = \"3 A\"\n"));
  EXPECT_TRUE(result.converged && !result.partial && result.warnings.empty());
  EXPECT_EQ(value(result, "peaks"), 3);
  EXPECT_NEAR(value(result, "d_1"), 20.5, 0.02);
  EXPECT_NEAR(value(result, "centre_to_centre"), 20.5 * 2 / std::numbers::sqrt3, 0.15);
  EXPECT_NEAR(value(result, "size"), value(result, "centre_to_centre") - 3, 1e-12);
  EXPECT_NEAR(value(result, "size_from_spacing"), 17.5, 0.02);
  EXPECT_EQ(value(result, "lattices_possible"), 1);
  EXPECT_NE(result.headline.find("hexagonal, a = "), std::string::npos) << result.headline;
  ASSERT_EQ(result.tables.size(), 3u);
  EXPECT_EQ(std::get<std::string>(result.tables[1].rows[0][3]), "hexagonal");
  EXPECT_EQ(result.tables[1].rows.size(), 7u);
  expect_promised(result);
  expect_sound(result.figures);
  EXPECT_NO_THROW(curve_of(figure_of(result.figures, "curve"), "places of hexagonal"));
}

// The unit of q changes nothing, nor does leaving the errors out but for their size.
TEST(Bragg, UnitsAndUnknownErrors) {
  const TempFolder folder;
  folder.write("a.csv", made_curve(20.5, hexagonal, 1, false));
  const StudyResult result = run(folder, bragg_study(folder, "\"a.csv\""));
  EXPECT_EQ(value(result, "peaks"), 3);
  EXPECT_NEAR(value(result, "d_1"), 20.5, 0.02);
  EXPECT_TRUE(says(result.warnings, "the files have no errors"));
  EXPECT_TRUE(std::isnan(value(result, "size")));
  // The same numbers in 1/nm: spacings ten times as large.
  const std::string text = made_curve(20.5, hexagonal, 1, false);
  folder.write("b.csv", "q (1/nm)" + text.substr(text.find(',')));
  EXPECT_NEAR(value(run(folder, bragg_study(folder, "\"b.csv\"")), "d_1"), 10 * value(result, "d_1"), 1e-3);
}

TEST(Bragg, SaysWhatTooFewPeaksLeaveOpen) {
  const TempFolder folder;
  folder.write("one.csv", made_curve(25, {1}, 2));
  folder.write("none.csv", made_curve(25, {}, 2));
  folder.write("odd.csv", made_curve(25, {1, 1.29}, 2));
  StudyResult result = run(folder, bragg_study(folder, "[\"one.csv\", \"none.csv\", \"odd.csv\"]"));
  EXPECT_TRUE(says(result.warnings, "one: one peak alone tells no lattice"));
  EXPECT_TRUE(says(result.warnings, "none: no peak stands out"));
  EXPECT_TRUE(says(result.warnings, "odd: no lattice of the table fits"));
  EXPECT_EQ(result.quantities[0].case_label.size(), 1u);
  expect_promised(result);
  expect_sound(result.figures);
}

TEST(Bragg, ASeriesWithABadFrame) {
  const TempFolder folder;
  std::filesystem::create_directories(folder.path() / "series");
  for (int i = 1; i < 5; ++i)
    folder.write("series/frame-" + std::to_string(i) + ".csv",
                 made_curve(20 + i, hexagonal, static_cast<std::uint64_t>(i)));
  folder.write("series/frame-5.csv", "q (1/A),I,dI\n0.1,1,0.1\n0.2,nan,0.1\n0.3,1,0.1\n");
  const Study study = bragg_study(folder, "\"series\"");
  const StudyResult result = run(folder, study);
  EXPECT_TRUE(result.partial);
  EXPECT_EQ(value(result, "frames_with_lattice"), 4);
  EXPECT_NEAR(value(result, "lattice_a_first"), 21 * 2 / std::numbers::sqrt3, 0.2);
  EXPECT_NEAR(value(result, "lattice_a_last"), 24 * 2 / std::numbers::sqrt3, 0.2);
  ASSERT_EQ(result.tables.back().rows.size(), 5u);
  EXPECT_EQ(std::get<std::string>(result.tables.back().rows[4][3]), "unusable");
  expect_promised(result);
  expect_sound(result.figures);
}

TEST(Bragg, WidthsFromTheStudyOrTheCurve) {
  const TempFolder folder;
  folder.write("a.csv", made_curve(20.5, hexagonal, 1));
  const scattering::LineCurve curve{
      {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}, {}, {}, "1/A"};
  const Study free = bragg_study(folder, "\"a.csv\"");
  EXPECT_EQ(line_model_of(free.cases[0], curve).min_fwhm, 3);
  EXPECT_THROW(line_model_of(free.cases[0], {{0, 1, 2, 3}, {}, {}, "1/A"}), Error);
  const Study given =
      bragg_study(folder, "\"a.csv\"", "[peaks]\nnarrowest = \"1 1/nm\"\nwidest = \"2 1/nm\"\nmost = 3\n");
  EXPECT_NEAR(line_model_of(given.cases[0], curve).max_fwhm, 0.2, 1e-12);
  EXPECT_EQ(peak_search_of(given.cases[0]).most, 3);
  EXPECT_EQ(sticks({}, {1, 2}, {5, 6}, 0).y, (std::vector<double>{0, 5, 0, 0, 6, 0}));
}

}  // namespace
}  // namespace nacre::study
