// The kind titration, and the shipped studies against their sources.
#include <algorithm>
#include <cmath>

#include "figure_checks.hpp"
#include "nacre/io/hdf5.hpp"
#include "nacre/study/registry.hpp"
#include "titration_study.hpp"

namespace nacre::study {
namespace {

const Quantity& quantity(const StudyResult& result, const std::string& name) {
  return *std::ranges::find(result.quantities, name, &Quantity::name);
}

const Table& table(const StudyResult& result, const std::string& name) {
  return *std::ranges::find(result.tables, name, &Table::name);
}

TEST(Titration, C6GivesBackWhatItWasMadeFrom) {
  const StudyResult result = run_kind(read_study(shipped("titration-c6"), {"fit.replicas=40"}));
  const std::pair<const char*, double> truth[] = {{"dH", -20.2}, {"dG", -8.5}, {"dS", -38.6}, {"n", 0.58}};
  for (const auto& [name, value] : truth) {
    const Quantity& found = quantity(result, name);
    EXPECT_LT(std::abs(found.value - value), 2 * found.uncertainty) << name;
    EXPECT_LT(found.uncertainty, 0.02 * std::abs(value)) << name;
  }
  expect_sound(result.figures);
}

TEST(Titration, C6WithoutTheCorrectionReadsOtherwise) {
  const StudyResult result = run_kind(read_study(shipped("titration-c6"), {"fit.intervals=covariance"}));
  const auto& row = table(result, "displacement").rows[0];
  EXPECT_EQ(std::get<std::string>(row[0]), "none");
  EXPECT_NEAR(std::get<double>(row[4]), -8.80, 0.05);
  EXPECT_NEAR(std::get<double>(row[6]), 0.547, 0.002);
}

// pytc's notebook 00_fit-single-site prints K 4.0548e7 1/M, dH -11566.9 cal/mol, fx_competent 0.97395.
TEST(Titration, Tris01AsItsAuthorsFittedIt) {
  const StudyResult result = run_kind(read_study(shipped("titration-tris-01")));
  EXPECT_NEAR(quantity(result, "K").value, 4.0548e7, 0.0005e7);
  EXPECT_NEAR(quantity(result, "dH").value / 4.184e-3, -11566.9, 0.5);
  EXPECT_NEAR(quantity(result, "n").value, 0.97395, 5e-6);
}

TEST(Titration, TrisTogetherLiesBetweenTheThree) {
  const StudyResult result = run_kind(read_study(shipped("titration-tris"), {"fit.intervals=covariance"}));
  EXPECT_EQ(table(result, "titrations").rows.size(), 3u);
  EXPECT_EQ(table(result, "injections").rows.size(), 3u * 56);
  EXPECT_EQ(std::ranges::count(result.quantities, std::string("n"), &Quantity::name), 3);
  EXPECT_NEAR(quantity(result, "dH").value, -48.8, 0.3);
  EXPECT_LT(quantity(result, "dH").uncertainty, 0.1);
}

// The same least squares written in NumPy and solved by SciPy. pytc's notebook 09 finds, from six
// temperatures of this series, dH -6231.27 cal/mol, K 9062.84 and n 1.4715.
TEST(Titration, ThreeTemperaturesWithoutHeatCapacity) {
  const Study study =
      read_study(shipped("titration-temperatures"), {"model.dCp=0", "fit.intervals=covariance"});
  const StudyResult result = run_kind(study);
  EXPECT_NEAR(quantity(result, "dH").value, -29.7278, 2e-3);
  EXPECT_NEAR(quantity(result, "dH").uncertainty, 7.083, 0.01);
  EXPECT_NEAR(quantity(result, "K").value, 7931.8, 1);
  EXPECT_NEAR(quantity(result, "n").value, 1.56201, 1e-4);
  EXPECT_LT(std::abs(quantity(result, "dH").value + 6231.27 * 4.184e-3), quantity(result, "dH").uncertainty);
  EXPECT_LT(std::abs(quantity(result, "K").value - 9062.84), quantity(result, "K").uncertainty);
  EXPECT_LT(std::abs(quantity(result, "n").value - 1.4715), quantity(result, "n").uncertainty);
}

TEST(Titration, ThreeTemperaturesLeaveTheHeatCapacityOpen) {
  const StudyResult result =
      run_kind(read_study(shipped("titration-temperatures"), {"fit.intervals=covariance"}));
  EXPECT_NEAR(quantity(result, "dCp").value, -0.1836, 2e-3);
  EXPECT_NEAR(quantity(result, "dCp").uncertainty, 0.792, 5e-3);
  EXPECT_EQ(quantity(result, "dCp").unit, "kJ/(mol K)");
}

TEST(Titration, NitpicAndSedphatFilesGiveTheTitrationOfTheirSource) {
  const TempFolder folder;
  const auto path = folder.write("study.toml", "kind = \"titration\"\n[data]\nfile = \"" NACRE_TEST_DATA
                                               "/calorimetry/ca-edta_tris-01.sedphat\"\nskip = 2\n[model]\n"
                                               "model = \"independent\"\ndilution = \"line\"\n"
                                               "[fit]\nintervals = \"covariance\"\n");
  const StudyResult result = run_kind(read_study(path));
  EXPECT_NEAR(quantity(result, "n").value, 0.974, 0.01) << "integrated by NITPIC instead of Origin";
  EXPECT_NEAR(quantity(result, "dH").value, -48.4, 1);
  EXPECT_EQ(result.fits[0].scaling.substr(0, 15), "sigmas as given");
}

TEST(Titration, AWeakLigandNeedsItsThermodynamics) {
  const TempFolder folder;
  const Study study = made_titration_study(folder, {"model.model=competitive"});
  EXPECT_EQ(message_of([&] { study.kind->check(study); }),
            "the model \"competitive\" needs the weak ligand's dH_c and dG_c");
  const Study half =
      made_titration_study(folder, {"model.model=competitive", "model.dH_c=-10", "model.dG_c=-20"});
  EXPECT_EQ(message_of([&] { half.kind->check(half); }),
            "the model \"competitive\" needs a competitor in the cell");
}

TEST(Titration, DoubtsAreWarningsOfCheckAndRun) {
  const TempFolder folder;
  const Study study = made_titration_study(folder, {"data.heat_unit=J", "data.heat_error=5e6"});
  ASSERT_EQ(study.kind->check(study).size(), 1u);
  EXPECT_NE(study.kind->check(study)[0].find("are they in uJ?"), std::string::npos);
}

}  // namespace
}  // namespace nacre::study
