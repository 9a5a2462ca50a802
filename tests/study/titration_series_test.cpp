// The kind titration-series: from thermograms to the interaction in one study.
#include <algorithm>
#include <cmath>

#include "figure_checks.hpp"
#include "nacre/core/random.hpp"
#include "nacre/io/hdf5.hpp"
#include "nacre/study/registry.hpp"
#include "titration_study.hpp"

namespace nacre::study {
namespace {

double value(const StudyResult& result, const std::string& name,
             double Quantity::*member = &Quantity::value) {
  return (*std::ranges::find(result.quantities, name, &Quantity::name)).*member;
}

TEST(TitrationSeries, ThermogramsGiveBackTheInteraction) {
  const StudyResult result = run_kind(read_study(shipped("series-c6-c10"), {"fit.intervals=covariance"}));
  const std::pair<const char*, double> truth[] = {
      {"chi_G", 3.4},
      {"chi_H", 15.4},
      {"chi_S", 1e3 * (15.4 - 3.4 * 1e-3 * gas_constant_J_molK * 303) / 303}};
  for (const auto& [name, made_from] : truth) {
    const double error = value(result, name, &Quantity::uncertainty);
    EXPECT_LT(std::abs(value(result, name) - made_from), 2 * error) << name;
    EXPECT_LT(error, 0.1 * made_from) << name;
  }
  expect_sound(result.figures);
  EXPECT_TRUE(result.warnings.empty()) << result.warnings.front();
}

TEST(TitrationSeries, EveryTitrationIsInTableFitsAndFigures) {
  const StudyResult result = run_kind(read_study(shipped("series-c6-c10"), {"fit.intervals=covariance"}));
  const Table& series = *std::ranges::find(result.tables, std::string("series"), &Table::name);
  ASSERT_EQ(series.rows.size(), 5u);
  for (const auto& row : series.rows) EXPECT_EQ(row.size(), series.columns.size());
  EXPECT_EQ(result.fits.front().model, "lattice") << "the chosen model comes first";
  EXPECT_EQ(std::ranges::count(result.fits, std::string("ligand exchange"), &FitSummary::model), 5);
  EXPECT_EQ(figure_of(result.figures, "isotherm").curves.size(), 10u);
  EXPECT_FALSE(figure_of(result.figures, "thermogram-series-c6-c10-25").curves.empty());
  EXPECT_EQ(result.arrays.size(), 6u) << "mixing and five thermograms";
}

// The route over the raw power against integrated heats of the same titration.
TEST(TitrationSeries, ThermogramsAgreeWithIntegratedHeats) {
  const TempFolder folder;
  const MadeTitration made{.injections = 24};
  const auto heats = made.titration().heats_uJ;
  RandomStream random(5, StreamName::synthetic_data);
  std::string csv = "time,power\n";
  for (int t = 0; t < 200 * 25; t += 2) {
    double power = 8 + 5e-4 * t + 0.3 * random.normal();
    for (std::size_t i = 0; i < heats.size(); ++i) {
      const double since = t - 200.0 * static_cast<double>(i + 1);
      if (since > 0) power += heats[i] * since * since / 2000 * std::exp(-since / 10);
    }
    csv += std::to_string(t) + "," + format_number(power) + "\n";
  }
  folder.write("power.csv", csv);
  const Study raw = read_study(folder.write(
      "raw.toml",
      std::string("kind = \"titration\"\n[data]\nfile = \"power.csv\"\n[thermogram]\nfirst_injection = "
                  "200\ninterval = 200\ncount = 24\n[cell]\nvolume = 1000\nconcentration = 6\n"
                  "temperature = 300\n[syringe]\nconcentration = 30\ninjection_volume = 10\n"
                  "[model]\nmodel = \"exchange\"\n")));
  const TitrationAnalysis power = analysed(raw),
                          integrated = analysed(made_titration_study(folder, {}, made));
  EXPECT_LT(std::abs(power.thermodynamics.dH_kJ_mol - integrated.thermodynamics.dH_kJ_mol),
            2 * power.thermodynamics.dH_error);
  EXPECT_LT(std::abs(power.thermodynamics.dG_kJ_mol - integrated.thermodynamics.dG_kJ_mol),
            2 * power.thermodynamics.dG_error);
  EXPECT_LT(power.thermodynamics.dH_error, 0.1);
  EXPECT_LT(power.thermodynamics.dG_error, 0.1);
}

TEST(TitrationSeries, RefusesModelsOfSeveralEnthalpies) {
  const Study study = read_study(shipped("series-c6-c10"), {"model.model=two-sites"});
  EXPECT_EQ(message_of([&] { study.kind->check(study); }), "a series is made of one dH and dG a titration");
}

}  // namespace
}  // namespace nacre::study
