#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "figure_checks.hpp"
#include "nacre/core/random.hpp"
#include "nacre/core/units.hpp"
#include "nacre/scattering/peak_fit.hpp"
#include "nacre/study/diffraction_analysis.hpp"
#include "nacre/study/diffraction_figures.hpp"
#include "nacre/study/diffraction_measured.hpp"
#include "nacre/study/diffraction_tables.hpp"
#include "nacre/study/registry.hpp"
#include "nacre/study/run.hpp"
#include "temp_folder.hpp"

namespace nacre::study {
namespace {

const std::string zinc_blende = "[structure]\nprototype = \"zinc-blende\"\na_cubic = \"5.818 A\"\n";

Study diffraction_study(const TempFolder& folder, const std::string& text) {
  return read_study(folder.write("study.toml", "kind = \"diffraction\"\n" + text));
}

StudyResult run(const TempFolder& folder, const std::string& text) {
  std::filesystem::remove_all(folder.path() / "run");
  return run_study(diffraction_study(folder, text), {.folder = folder.path() / "run", .command = {}}, {});
}

const Quantity& find(const StudyResult& result, const std::string& name) {
  const auto found = std::ranges::find(result.quantities, name, &Quantity::name);
  if (found == result.quantities.end()) throw std::out_of_range(name);
  return *found;
}

const Table& table_of(const StudyResult& result, const std::string& name) {
  const auto found = std::ranges::find(result.tables, name, &Table::name);
  if (found == result.tables.end()) throw std::out_of_range(name);
  return *found;
}

// Lines of zinc-blende CdS of 60 A over 2-theta, on a slope, with 1 % noise.
std::string made_pattern() {
  RandomStream random(8, StreamName::synthetic_data);
  std::string text;
  for (double angle = 20; angle < 60; angle += 0.05) {
    double y = 200 - angle;
    for (const auto& [center, area] :
         {std::pair{26.5354, 1000.0}, {30.7345, 230.0}, {44.0207, 560.0}, {52.139, 440.0}}) {
      const double width =
          0.9 * 1.5418 / (60 * std::cos(center * std::numbers::pi / 360)) * 180 / std::numbers::pi;
      y += scattering::line_value({area, center, width}, 0.5, angle);
    }
    text += format_number(angle) + " " + format_number(y + 0.01 * y * random.normal()) + " " +
            format_number(0.01 * y) + "\n";
  }
  return text;
}

TEST(Diffraction, SticksAndClusters) {
  const TempFolder folder;
  const StudyResult result = run(
      folder,
      "[structure]\nprototype = [\"zinc-blende\", \"wurtzite\"]\na_cubic = \"5.818 A\"\na = \"4.137 A\"\nc = "
      "\"6.714 A\"\n[cluster]\ndiameter = [\"15 A\", \"20 A\"]\n[pattern]\npoints = 141\n");
  EXPECT_TRUE(result.converged && result.warnings.empty());
  EXPECT_EQ(table_of(result, "comparison").rows.size(), 6u);
  EXPECT_EQ(table_of(result, "patterns").rows.size(), 141u);
  EXPECT_EQ(table_of(result, "patterns").columns.size(), 9u);
  EXPECT_EQ(std::get<std::string>(table_of(result, "reflections").rows[0][1]), "(111)");
  EXPECT_NEAR(find(result, "strongest_place").value, 26.5354, 1e-3);
  EXPECT_GT(find(result, "atoms").value, 50);
  EXPECT_NE(result.headline.find("the structures most alike are"), std::string::npos) << result.headline;
  for (const Table& table : result.tables)
    for (const auto& row : table.rows) EXPECT_EQ(row.size(), table.columns.size()) << table.name;
  expect_sound(result.figures);
  EXPECT_EQ(figure_of<ParticleGallery>(result.figures, "clusters").pictures.size(), 4u);
}

// The exact sum and the binned one are the same pattern; a cluster from a file is the cluster that was cut.
TEST(Diffraction, MethodsAndSourcesOfClustersAgree) {
  const TempFolder folder;
  const auto pattern = [&](const std::string& text) {
    const Study study = diffraction_study(folder, text);
    DiffractionAnalysis analysis = read_diffraction(study.cases[0], 1, {});
    analyse_diffraction(analysis, {});
    return *analysis.pattern();
  };
  const std::string cut = zinc_blende + "[cluster]\ndiameter = \"20 A\"\nremove_dangling = false\nmethod = ";
  const auto exact = pattern(cut + "\"exact\"\n"), binned = pattern(cut + "\"binned\"\n"),
             counted = pattern(cut + "\"counted\"\n");
  const Study study = diffraction_study(folder, cut + "\"exact\"\n");
  const DiffractionAnalysis analysis = read_diffraction(study.cases[0], 1, {});
  const auto& atoms = analysis.cluster->atoms;
  std::string xyz = std::to_string(atoms.size()) + "\ncluster\n";
  for (std::size_t i = 0; i < atoms.size(); ++i) {
    xyz += atoms.species[static_cast<std::size_t>(atoms.kind[i])];
    for (const double x : atoms.positions_nm[i]) xyz += " " + format_number(10 * x);
    xyz += "\n";
  }
  folder.write("cluster.xyz", xyz);
  const auto read = pattern("[cluster]\nfile = \"cluster.xyz\"\n");
  for (std::size_t i = 0; i < exact.size(); ++i) {
    EXPECT_NEAR(binned[i], exact[i], 1e-5 * exact[0] + 1e-5 * exact[i]);
    EXPECT_NEAR(counted[i], exact[i], 1e-8 * exact[i] + 1e-8);
    EXPECT_NEAR(read[i], exact[i], 1e-6 * exact[i] + 1e-6);
  }
}

TEST(Diffraction, MeasuredPeaksToSpacingsAndSizes) {
  const TempFolder folder;
  folder.write("made.xy", made_pattern());
  const StudyResult result = run(
      folder, zinc_blende + "[data]\nfile = \"made.xy\"\n[peaks]\nbackground = \"polynomial\"\ndegree = 1\n");
  EXPECT_TRUE(result.converged);
  ASSERT_EQ(find(result, "peaks").value, 4);
  const double spacings[] = {3.3590, 2.9090, 2.0570, 1.7542};
  for (int k = 1; k <= 4; ++k) {
    const Quantity &d = find(result, "d_" + std::to_string(k)),
                   &size = find(result, "size_" + std::to_string(k));
    EXPECT_NEAR(d.value, spacings[k - 1], 5 * d.uncertainty + 1e-4);
    EXPECT_NEAR(size.value, 60, 5 * size.uncertainty);
    EXPECT_LT(size.uncertainty, 6);
  }
  EXPECT_EQ(std::get<std::string>(table_of(result, "peaks").rows[2][13]), "(220)");
  EXPECT_EQ(result.fits.size(), 1u);
  expect_sound(result.figures);
}

// The same lines over q, without errors, and an instrument as broad as the lines.
TEST(Diffraction, OverQAndBeyondTheInstrument) {
  const TempFolder folder;
  RandomStream random(8, StreamName::synthetic_data);
  std::string text = "q (1/A),I\n";
  for (double q = 1.2; q < 2.8; q += 0.004)
    text += format_number(q) + "," +
            format_number((5 + scattering::line_value({1, 1.9, 0.1}, 0, q)) * (1 + 0.002 * random.normal())) +
            "\n";
  folder.write("made.csv", text);
  const std::string study =
      "[data]\nfile = \"made.csv\"\n[pattern]\naxis = \"q\"\n[peaks]\nshape = \"gaussian\"\n"
      "background = \"constant\"\n";
  const StudyResult result = run(folder, study);
  EXPECT_NEAR(find(result, "size_1").value, 2 * std::numbers::pi * 0.9 / 0.1, 3);
  EXPECT_NE(result.warnings.at(0).find("has no errors"), std::string::npos);
  const StudyResult broad = run(folder, study + "[profile]\ninstrument = \"5 deg\"\n");
  EXPECT_NE(broad.warnings.at(1).find("not broader than the instrument"), std::string::npos);
  EXPECT_THROW(find(broad, "size_1"), std::out_of_range);
}

// Zinc blende stacked as AB is ideal wurtzite; the same seed gives the same faults.
TEST(Diffraction, StackingAndFaults) {
  const TempFolder folder;
  const auto pattern = [&](const std::string& text, std::uint64_t seed) {
    const Study study = diffraction_study(folder, text + "[pattern]\npoints = 101\n");
    DiffractionAnalysis analysis = read_diffraction(study.cases[0], seed, {});
    analyse_diffraction(analysis, {});
    return *analysis.pattern();
  };
  const std::string cut = "[cluster]\ndiameter = \"30 A\"\n";
  const auto stacked = pattern(zinc_blende + cut + "stacking = \"AB\"\n", 1);
  const auto wurtzite = pattern("[structure]\nprototype = \"wurtzite\"\na = \"4.1139473 A\"\n" + cut, 1);
  for (std::size_t i = 0; i < stacked.size(); ++i)
    EXPECT_NEAR(stacked[i], wurtzite[i], 1e-4 * wurtzite[i] + 0.1);
  const auto a = pattern(zinc_blende + cut + "faults = 0.5\n", 1),
             b = pattern(zinc_blende + cut + "faults = 0.5\n", 1),
             c = pattern(zinc_blende + cut + "faults = 0.5\n", 2);
  EXPECT_EQ(a, b);
  EXPECT_NE(a, c);
}

TEST(Diffraction, Labels) {
  EXPECT_EQ(hkl_label({1, 0, 2}), "(102)");
  EXPECT_EQ(hkl_label({10, 0, -2}), "(10 0 -2)");
}

}  // namespace
}  // namespace nacre::study
