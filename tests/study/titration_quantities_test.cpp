#include <algorithm>
#include <cmath>

#include "nacre/study/titration_output.hpp"
#include "titration_study.hpp"

namespace nacre::study {
namespace {

const Quantity& quantity(const std::vector<Quantity>& list, const std::string& name,
                         const std::string& file = {}) {
  for (const Quantity& one : list)
    if (one.name == name && (file.empty() || one.case_label == CaseLabel{{"file", file}})) return one;
  throw std::out_of_range(name);
}

TEST(TitrationQuantities, OneTitration) {
  const TempFolder folder;
  const Study study = made_titration_study(folder);
  const TitrationAnalysis analysis = analysed(study, {.intervals = "profile"});
  const auto list = titration_quantities(analysis);
  EXPECT_NEAR(quantity(list, "dH").value, -20, 1e-4);
  EXPECT_EQ(quantity(list, "dH").unit, "kJ/mol");
  EXPECT_TRUE(quantity(list, "dH").interval.has_value());
  EXPECT_NEAR(quantity(list, "K").value, std::exp(8000 / (gas_constant_J_molK * 300)), 1e-3);
  EXPECT_EQ(quantity(list, "K").unit, "") << "an exchange has no concentration in K";
  EXPECT_NEAR(quantity(list, "c_value").value, quantity(list, "K").value, 1e-9);
  double total = 0;
  for (const double heat : analysis.titrations[0].heats_uJ) total += heat;
  EXPECT_NEAR(quantity(list, "total_heat").value, 1e-3 * total, 1e-9);
  EXPECT_TRUE(quantity(list, "n").case_label.empty());
}

TEST(TitrationQuantities, SeveralTitrationsAreCasesByFile) {
  const TempFolder folder;
  folder.write("b.csv", MadeTitration{.n = 0.5}.csv());
  const auto list =
      titration_quantities(analysed(made_titration_study(folder, {"data.file=[\"made.csv\", \"b.csv\"]"})));
  EXPECT_NEAR(quantity(list, "n", "made").value, 0.6, 1e-5);
  EXPECT_NEAR(quantity(list, "n", "b").value, 0.5, 1e-5);
}

TEST(TitrationQuantities, HeadlineHasNumbersAndWhatDisplacementDoes) {
  const TempFolder folder;
  const std::string line = titration_headline(analysed(made_titration_study(folder)));
  EXPECT_TRUE(line.starts_with("made at 300 K: dH = -20.0")) << line;
  EXPECT_NE(line.find("; c = 24.7"), std::string::npos) << line;
  EXPECT_NE(line.find("Without the correction for displaced liquid they would read dG = -8.31"),
            std::string::npos)
      << line;
}

TEST(TitrationQuantities, AdviceWhereTheTitrantEndsBelowN) {
  const TempFolder folder;
  const auto study =
      made_titration_study(folder, {"syringe.concentration=8", "model.n=0.6"}, {.syringe_mM = 8});
  const auto advice = titration_advice(analysed(study));
  ASSERT_FALSE(advice.empty());
  EXPECT_TRUE(advice.front().starts_with("made: the titration ends at a molar ratio of 0.29"))
      << advice.front();
}

TEST(TitrationQuantities, OneWarningAParameterForAllDilutionHeats) {
  const Study study = read_study(shipped("titration-temperatures"));
  const auto advice = titration_advice(analysed(study));
  const auto count = std::ranges::count_if(
      advice, [](const std::string& text) { return text.find("hardly told apart") != std::string::npos; });
  EXPECT_EQ(count, 2) << "dH and dCp, each once";
  for (const std::string& text : advice) EXPECT_EQ(text.find("dilution_1 and"), std::string::npos) << text;
}

}  // namespace
}  // namespace nacre::study
