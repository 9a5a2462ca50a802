// The kind isomerization, from its files to what it returns.
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "figure_checks.hpp"
#include "nacre/spectra/made_series.hpp"
#include "nacre/study/isomerization_arrhenius.hpp"
#include "nacre/study/isomerization_data.hpp"
#include "nacre/study/isomerization_keys.hpp"
#include "nacre/study/isomerization_lines.hpp"
#include "nacre/study/isomerization_output.hpp"
#include "nacre/study/isomerization_spectra.hpp"
#include "nacre/study/isomerization_spectra_figures.hpp"
#include "nacre/study/isomerization_spectra_tables.hpp"
#include "nacre/study/isomerization_tables.hpp"
#include "nacre/study/registry.hpp"
#include "nacre/study/run.hpp"
#include "temp_folder.hpp"

namespace nacre::study {
namespace {

const std::string shipped = NACRE_SOURCE_DIR "/studies/magic-size-cluster/";

Study study_of(const std::string& name, const std::vector<std::string>& overrides = {}) {
  return read_study(shipped + name + ".toml", overrides);
}

StudyResult run(const TempFolder& folder, const Study& study) {
  return run_study(study, {.folder = folder.path() / "run", .command = {}}, {});
}

const Quantity& quantity(const StudyResult& result, const std::string& name) {
  for (const Quantity& q : result.quantities)
    if (q.name == name) return q;
  throw std::out_of_range("no quantity " + name);
}

const Table& table(const StudyResult& result, const std::string& name) {
  for (const Table& t : result.tables)
    if (t.name == name) return t;
  throw std::out_of_range("no table " + name);
}

void expect_sound(const StudyResult& result) {
  std::set<std::string> ids;
  for (const Figure& figure : result.figures)
    EXPECT_TRUE(ids.insert(figure_id(figure)).second) << figure_id(figure);
  for (const Table& t : result.tables)
    for (const auto& row : t.rows) EXPECT_EQ(row.size(), t.columns.size()) << t.name;
}

TEST(Isomerization, TolueneAsInThePaper) {
  const StudyResult result = run_rates(study_of("arrhenius-toluene"));
  EXPECT_NEAR(quantity(result, "E_a").value, 276.9, 0.05);
  EXPECT_NEAR(quantity(result, "E_a").uncertainty, 5.0, 0.05);
  EXPECT_NEAR(quantity(result, "E_a_with_rounding").uncertainty, 5.8, 0.05);
  EXPECT_NEAR(quantity(result, "E_a_all_points").value, 262, 0.5);
  EXPECT_NEAR(quantity(result, "E_a_all_points").uncertainty, 9, 0.5);
  EXPECT_NEAR(quantity(result, "activation_enthalpy").value, 274, 0.5);
  EXPECT_NEAR(quantity(result, "activation_entropy").value, 538, 0.5);
  EXPECT_EQ(table(result, "rates").rows.size(), 6u);
  expect_sound(result);
  EXPECT_EQ(curve_of(figure_of(result.figures, "arrhenius"), "toluene, left out").x.size(), 1u);
}

TEST(Isomerization, BothSolventsInOneStudy) {
  const StudyResult result =
      run_rates(study_of("arrhenius-cyclohexane", {"rates.solvent=[\"toluene\", \"cyclohexane\"]"}));
  EXPECT_NEAR(result.quantities.front().value, 262.0, 0.05);
  EXPECT_EQ(result.fits.size(), 4u);
  expect_sound(result);
}

TEST(Isomerization, SpectraByBothRoutes) {
  const TempFolder folder;
  const StudyResult result = run(folder, study_of("spectra-52.5C"));
  for (const char* name : {"k", "k_overlap"})
    EXPECT_LT(std::abs(quantity(result, name).value - 0.047), 3 * quantity(result, name).uncertainty) << name;
  EXPECT_NEAR(quantity(result, "overlap_now").value, 1.2461, 5e-5);
  EXPECT_NEAR(quantity(result, "overlap_start").value, -0.2461, 5e-5);
  EXPECT_NEAR(quantity(result, "isosbestic").value, 316.42, 0.1);
  EXPECT_EQ(quantity(result, "species").value, 2);
  EXPECT_NE(result.warnings.front().find("0 min misses the isosbestic point"), std::string::npos);
  EXPECT_EQ(std::get<std::string>(table(result, "frames").rows[0][3]), "misses the isosbestic point");
  EXPECT_NE(figure_id(result.figures.front()).find("series"), std::string::npos);
  expect_sound(result);
}

TEST(Isomerization, KeptFrameSpoilsTheFit) {
  const Study study = study_of("spectra-52.5C", {"data.misfits=\"keep\"", "model.law=\"a-to-b\""});
  const SpectraAnalysis analysis = analyse_spectra(study.cases.front(), {});
  EXPECT_EQ(analysis.samples[0].series.frames(), 31u);
  EXPECT_GT(analysis.fit().chi2_reduced(), 1.5);
  EXPECT_EQ(analysis.samples[0].isosbestic.misfits, std::vector<std::size_t>{0});
  const Study without = study_of("spectra-52.5C", {"data.leave_out=[\"0 min\", \"8 min\"]"});
  EXPECT_EQ(analyse_spectra(without.cases.front(), {}).samples[0].series.frames(), 29u);
}

TEST(Isomerization, MovingBandsAreRecognised) {
  const Study warned = study_of("peak-shift", {"model.peak_shift=\"warn\""});
  const SpectraAnalysis fixed = analyse_spectra(warned.cases.front(), {});
  EXPECT_TRUE(fixed.shift_recognised);
  EXPECT_FALSE(fixed.fit().model.peak_shift);
  EXPECT_NE(fixed.warnings.back().find("biased"), std::string::npos);
  const StudyResult result = run_spectra(study_of("peak-shift").cases.front(), {});
  EXPECT_LT(std::abs(quantity(result, "k").value - 0.047), 3 * quantity(result, "k").uncertainty);
  EXPECT_LT(std::abs(quantity(result, "shift_a").value - 1), 3 * quantity(result, "shift_a").uncertainty);
  expect_sound(result);
  // A third species is not taken for a shift, nor is noise.
  EXPECT_FALSE(analyse_spectra(study_of("spectra-52.5C").cases.front(), {}).shift_recognised);
}

TEST(Isomerization, TemperaturesGiveTheBarrier) {
  const StudyResult result = run_spectra(study_of("temperatures").cases.front(), {});
  for (const char* name : {"E_a", "E_a_bound"})
    EXPECT_LT(std::abs(quantity(result, name).value - 276.9), 3 * quantity(result, name).uncertainty) << name;
  EXPECT_EQ(table(result, "rate-constants").rows.size(), 5u);
  expect_sound(result);
}

TEST(Isomerization, GrowthAndReplicates) {
  const StudyResult growth = run_spectra(study_of("growth-from-intermediate").cases.front(), {});
  EXPECT_LT(std::abs(quantity(growth, "k1").value - 0.05), 3 * quantity(growth, "k1").uncertainty);
  EXPECT_LT(std::abs(quantity(growth, "k2").value - 0.012), 3 * quantity(growth, "k2").uncertainty);
  expect_sound(growth);
  const StudyResult replicates = run_spectra(study_of("replicates").cases.front(), {});
  EXPECT_LT(quantity(replicates, "p_replicates").value, 1e-3);
  EXPECT_NEAR(quantity(replicates, "k_scatter").value / quantity(replicates, "k_mean").value, 0.06, 0.04);
  expect_sound(replicates);
}

void write_csv(const TempFolder& folder, const std::string& name, const spectra::SpectraSeries& series) {
  std::string csv = "wavelength_nm";
  for (const double t : series.time_s) csv += "," + std::to_string(t) + " s";
  for (std::size_t j = 0; j < series.points(); ++j) {
    csv += "\n" + std::to_string(series.wavelength_nm[j]);
    for (std::size_t i = 0; i < series.frames(); ++i) csv += "," + std::to_string(series.at(i, j));
  }
  folder.write(name, csv + "\n");
}

TEST(Isomerization, EquilibriumFromBothSides) {
  const TempFolder folder;
  for (const bool from_b : {false, true})
    write_csv(folder, from_b ? "b.csv" : "a.csv",
              spectra::made_series({.law = spectra::RateLaw::two_way,
                                    .rates_per_s = {0.03 / 60, 0.015 / 60},
                                    .species = spectra::clusters_311_322(),
                                    .wavelength_nm = spectra::steps(290, 370, 1),
                                    .time_s = spectra::steps(0, 7200, 240),
                                    .starts_as_b = from_b},
                                   71, from_b));
  const std::string model = "[model]\nlaw = \"a-b-equilibrium\"\npeak_shift = \"ignore\"\n";
  const StudyResult both =
      run_spectra(read_study(folder.write("both.toml",
                                          "kind = \"isomerization\"\n[data]\nfile = [\"a.csv\", \"b.csv\"]\n"
                                          "temperature = \"37 degC\"\nfrom_b = [2]\n" +
                                              model + "spectra = \"shared\"\n"))
                      .cases.front(),
                  {});
  for (const Quantity& q : both.quantities) {
    if (q.name == "k_forward") {
      EXPECT_LT(std::abs(q.value - 0.03), 4 * q.uncertainty);
    }
    if (q.name == "k_backward") {
      EXPECT_LT(std::abs(q.value - 0.015), 4 * q.uncertainty);
    }
  }
  expect_sound(both);
  const StudyResult alone = run_spectra(
      read_study(folder.write("alone.toml", "kind = \"isomerization\"\n[data]\nfile = \"a.csv\"\n" + model))
          .cases.front(),
      {});
  EXPECT_NE(alone.warnings.back().find("from one side alone"), std::string::npos);
}

TEST(Isomerization, TwoStatesAndMethanol) {
  const StudyResult two = run_equilibrium(study_of("two-state").cases.front());
  for (const auto& [name, made] : {std::pair("dH", 60.0),
                                   {"dH_rates", 60.0},
                                   {"T_c", 306.0},
                                   {"T_c_rates", 306.0},
                                   {"dS", 6e4 / 306},
                                   {"dS_rates", 6e4 / 306}})
    EXPECT_LT(std::abs(quantity(two, name).value - made), 3 * quantity(two, name).uncertainty) << name;
  EXPECT_GT(quantity(two, "p_agreement").value, 0.01);
  expect_sound(two);
  const StudyResult methanol = run_additive(study_of("methanol").cases.front());
  EXPECT_NEAR(quantity(methanol, "order").value, 1.21, 0.01);
  expect_sound(methanol);
}

TEST(Isomerization, PromisesItsQuantitiesAndTables) {
  std::string promised;
  for (const Output& output : find_kind("isomerization")->quantities)
    promised += std::string(output.name) + ", ";
  for (const Output& output : find_kind("isomerization")->tables) promised += std::string(output.name) + ", ";
  for (const char* name : {"arrhenius-toluene"}) {
    const StudyResult result = run_rates(study_of(name));
    for (const Quantity& q : result.quantities)
      EXPECT_NE(promised.find(q.name + ","), std::string::npos) << q.name;
    for (const Table& t : result.tables) EXPECT_NE(promised.find(t.name + ","), std::string::npos) << t.name;
  }
  const StudyResult spectra = run_spectra(study_of("spectra-52.5C").cases.front(), {});
  for (const Quantity& q : spectra.quantities)
    EXPECT_NE(promised.find(q.name + ","), std::string::npos) << q.name;
  for (const Table& t : spectra.tables) EXPECT_NE(promised.find(t.name + ","), std::string::npos) << t.name;
}

TEST(Isomerization, DefaultsAreThoseOfTheKeys) {
  const Study study = study_of("arrhenius-toluene");
  EXPECT_EQ(choice_or_default(study.cases.front(), "model.law"), "auto");
  EXPECT_EQ(choice_or_default(study.cases.front(), "data.misfits"), "leave-out");
}

TEST(Isomerization, SpectraPerEnergyAndInColumnsOfSeconds) {
  const TempFolder folder;
  const auto clusters = spectra::clusters_311_322();
  std::string csv = "energy_eV";
  for (int i = 0; i < 12; ++i) csv += "," + std::to_string(i * 300) + " s";
  for (double eV = 3.3; eV < 4.25; eV += 0.02) {
    csv += "\n" + std::to_string(eV);
    for (int i = 0; i < 12; ++i) {
      const double a = std::exp(-i * 0.2), nm = 1239.841984 / eV;
      csv += "," + std::to_string(a * band_sum(clusters[0], nm) + (1 - a) * band_sum(clusters[1], nm) +
                                  0.004 * std::sin(1e4 * eV + 37.0 * i));
    }
  }
  folder.write("s.csv", csv + "\n");
  const Study study = read_study(folder.write("study.toml",
                                              "kind = \"isomerization\"\n[data]\nfile = \"s.csv\"\n"
                                              "window = [\"295 nm\", \"370 nm\"]\n"));
  const IsomerizationData data = read_isomerization(study.cases.front());
  EXPECT_LT(data.samples[0].wavelength_nm.front(), data.samples[0].wavelength_nm.back());
  EXPECT_GE(data.samples[0].wavelength_nm.front(), 295);
  const SpectraAnalysis analysis = analyse_spectra(study.cases.front(), {});
  EXPECT_NEAR(std::exp(analysis.fit().ln_k[0][0].value) * 300, 0.2, 0.01);
}

}  // namespace
}  // namespace nacre::study
