#include "nacre/study/titration_checks.hpp"

#include "titration_study.hpp"

namespace nacre::study {
namespace {

std::string doubt(const ligands::Titration& titration, const std::string& unit = "uJ") {
  const auto doubts = doubts_about(titration, unit);
  return doubts.empty() ? "" : doubts.front();
}

ligands::Titration scaled(double factor) {
  ligands::Titration t = MadeTitration().titration();
  for (double& heat : t.heats_uJ) heat *= factor;
  return t;
}

TEST(TitrationChecks, AGoodTitrationRaisesNone) { EXPECT_EQ(doubt(MadeTitration().titration()), ""); }

TEST(TitrationChecks, MolarNumbersAreExact) {
  ligands::Titration t = MadeTitration().titration();
  t.displacement = ligands::Displacement::none;
  EXPECT_NEAR(molar_ratios(t)[3], 4 * 10 * 30.0 / (1000 * 6), 1e-12);
  EXPECT_NEAR(molar_heats_kJ_mol(t, t.heats_uJ)[0], t.heats_uJ[0] / 300, 1e-12) << "uJ / nmol is kJ/mol";
}

TEST(TitrationChecks, HeatsInAnotherUnitAreNamedWithTheFactor) {
  EXPECT_NE(doubt(scaled(1000), "mJ").find("heats look 1000 times too large: are they in uJ?"),
            std::string::npos)
      << doubt(scaled(1000), "mJ");
  EXPECT_NE(doubt(scaled(4184), "mcal").find("heats look 4184 times too large: are they in uJ?"),
            std::string::npos);
  EXPECT_NE(doubt(scaled(1e-3)).find("heats look 1000 times too small: are they in mJ?"), std::string::npos);
  EXPECT_NE(doubt(scaled(1000), "").find("is the concentration of the syringe right"), std::string::npos)
      << "a format that fixes its unit";
}

TEST(TitrationChecks, PowersInAnotherUnitAreNamedWithTheFactor) {
  EXPECT_NE(doubt(scaled(1000), "mW").find("powers look 1000 times too large: are they in uW?"),
            std::string::npos)
      << doubt(scaled(1000), "mW");
  EXPECT_NE(doubt(scaled(1e-3), "nW").find("powers look 1000 times too small: are they in uW?"),
            std::string::npos);
}

TEST(TitrationChecks, NothingToFit) {
  const TempFolder folder;
  ligands::Titration t = scaled(1);
  t.errors_uJ.assign(t.heats_uJ.size(), 1e5);
  EXPECT_EQ(doubt(t), "made: no heat is larger than 5 of its errors: there is hardly anything to fit");
  const Study study = made_titration_study(folder, {}, {.dH = 0});
  EXPECT_EQ(message_of([&] { read_titration_data(study.cases[0]); }), "made: all heats are zero");
}

TEST(TitrationChecks, TemperaturesInCelsiusAreDoubted) {
  ligands::Titration t = MadeTitration().titration();
  t.temperature_K = 30;
  EXPECT_EQ(doubt(t), "made: a temperature of 30 K is no liquid's: is it in degC?");
}

TEST(TitrationChecks, AWeakTitrantIsDoubted) {
  const MadeTitration made{.syringe_mM = 10};
  EXPECT_TRUE(
      doubt(made.titration())
          .starts_with(
              "made: the titrant is weaker than the cell: the last injection reaches a molar ratio of 0.37"))
      << doubt(made.titration());
}

TEST(TitrationChecks, ASmallFirstInjectionIsDoubtedUnlessSkipped) {
  ligands::Titration t = MadeTitration().titration();
  t.volumes_uL[0] = 2;
  EXPECT_NE(doubt(t).find("the first injection (2 uL) is smaller than the others (10 uL)"),
            std::string::npos);
  t.used.assign(20, true);
  t.used[0] = false;
  EXPECT_EQ(doubt(t), "");
}

TEST(TitrationChecks, VolumesBeyondTheCell) {
  ligands::Titration t = MadeTitration().titration();
  t.cell_volume_uL = 150;
  EXPECT_EQ(doubts_about(t, "uJ").back(),
            "made: 200 uL are injected into a cell of 150 uL: is the volume of the cell right?");
  const TempFolder folder;
  EXPECT_EQ(message_of([&] {
              read_titration_data(made_titration_study(folder, {"cell.volume=\"9 uL\""}).cases[0]);
            }),
            "made: an injection is larger than the cell");
}

}  // namespace
}  // namespace nacre::study
