#include "nacre/study/growth_synthesis.hpp"

#include <cmath>

#include "growth_study.hpp"

namespace nacre::study {
namespace {

growth::Synthesis made(const std::vector<std::string>& overrides, const char* text = hot_injection) {
  const TempFolder folder;
  return synthesis_of(growth_study(folder, overrides, text).cases.front());
}

growth::Options options(const std::vector<std::string>& overrides) {
  const TempFolder folder;
  return growth_options(growth_study(folder, overrides).cases.front());
}

std::string table_refusal(const std::string& rows, ExitCode code) {
  const TempFolder folder;
  const auto path = folder.write("rates.csv", rows);
  const Study study = growth_study(folder, {"adsorption.law=table", "adsorption.file=" + path.string()});
  return message_of([&] { synthesis_of(study.cases.front()); }, code);
}

TEST(GrowthSynthesis, ReadsEveryNumberInItsUnit) {
  const growth::Synthesis s = made({});
  EXPECT_EQ(s.duration_s, 2500);
  EXPECT_EQ(s.reference_temperature_K, 523);
  EXPECT_EQ(s.temperature.temperature_K, (std::vector<double>{523}));
  EXPECT_EQ(s.material.surface_energy_J_m2, 0.2937);
  EXPECT_EQ(s.material.solubility_mol_m3.value, 3.164e-4);
  EXPECT_EQ(s.material.diffusion_m2_s.value, 1e-10);
  EXPECT_EQ(s.precursor.order, 1);
  EXPECT_EQ(s.precursor.rate.value, 5e-3);
  EXPECT_EQ(s.precursor.concentration_mol_m3, 20);
  EXPECT_EQ(s.nucleation.ln_prefactor, 89.358);
  EXPECT_EQ(s.adsorption.law, growth::AdsorptionLaw::superfocusing);
  EXPECT_EQ(s.adsorption.exponent, 4);
  EXPECT_EQ(s.adsorption.reference_radius_nm, 0.6315);
  EXPECT_EQ(s.monomer_mol_m3, 0);
}

TEST(GrowthSynthesis, ActivationEnergiesGoWithTheReferenceTemperature) {
  const growth::Synthesis s = made(
      {"precursor.activation=80", "conditions.reference_temperature=500", "material.solubility_enthalpy=20"});
  EXPECT_EQ(s.precursor.rate.activation_kJ_mol, 80);
  EXPECT_EQ(s.reference_temperature_K, 500);
  EXPECT_EQ(s.material.solubility_mol_m3.activation_kJ_mol, 20);
}

TEST(GrowthSynthesis, OrderTwoTakesItsOwnRateAndAPartner) {
  const TempFolder folder;
  std::string text = hot_injection;
  text.replace(text.find("rate = \"5e-3 1/s\""), 17, "order = 2\nsecond_order_rate = 1e-3\npartner = 200");
  const growth::Synthesis s = synthesis_of(growth_study(folder, {}, text.c_str()).cases.front());
  EXPECT_EQ(s.precursor.order, 2);
  EXPECT_EQ(s.precursor.rate.value, 1e-3);
  EXPECT_EQ(s.precursor.partner_mol_m3.value(), 200);
}

TEST(GrowthSynthesis, SeedsComeWithTheMonomerTheyAreInEquilibriumWith) {
  const growth::Synthesis s = made({}, ripening);
  // [M]_0 exp(2 gamma V_m / (r R T)) at the mean radius
  const double capillary_nm = 1e9 * 2 * 0.1 * 3.3e-5 / (gas_constant_J_molK * 523);
  EXPECT_NEAR(s.monomer_mol_m3, 0.01 * std::exp(capillary_nm / 50), 1e-9);
  const growth::Synthesis reaction = made({"seeds.profile=ripening-reaction"}, ripening);
  EXPECT_NEAR(reaction.monomer_mol_m3, 0.01 * std::exp(capillary_nm / (50 * 9 / 8.0)), 1e-9);
  EXPECT_EQ(made({"conditions.monomer=0.5"}, ripening).monomer_mol_m3, 0.5);
}

TEST(GrowthSynthesis, SeedsOfOneSizeOrNormal) {
  const growth::Synthesis one = made({"seeds.profile=normal"}, ripening);
  EXPECT_EQ(one.seeds.radius_nm, (std::vector<double>{50}));
  EXPECT_NEAR(one.seeds.number_per_m3[0], 2e-5 * avogadro_per_mol, 1e6);
  const growth::Synthesis normal = made({"seeds.profile=normal", "seeds.sigma=5"}, ripening);
  EXPECT_GT(normal.seeds.radius_nm.size(), 100u);
  EXPECT_EQ(refusal({"seeds.profile=normal", "seeds.sigma=60"}, ripening),
            "the seeds are broader than their mean radius");
  EXPECT_EQ(refusal({"seeds.profile=normal"}), "seeds need a radius");
  EXPECT_EQ(refusal({"seeds.profile=normal", "seeds.radius=2"}), "seeds need a concentration");
}

// 4/3 pi (50 nm)^3 N_A c is 0.74 at 2.347e-3 mol/m3.
TEST(GrowthSynthesis, SeedsFitIntoTheFlask) {
  EXPECT_EQ(refusal({"seeds.concentration=2.34e-3", "seeds.profile=normal"}, ripening), "no error");
  EXPECT_EQ(refusal({"seeds.concentration=2.36e-3", "seeds.profile=normal"}, ripening),
            "there are more seeds than fit into the flask");
}

TEST(GrowthSynthesis, RefusesNumbersOutOfRange) {
  EXPECT_EQ(refusal({"material.surface_energy=-0.3"}),
            "[material] surface_energy is below the smallest allowed value 1e-04 J/m2");
  EXPECT_EQ(refusal({"material.solubility=-1e-3"}),
            "[material] solubility is below the smallest allowed value 1e-30 mol/m3");
  EXPECT_EQ(refusal({"precursor.concentration=-20"}),
            "[precursor] concentration is below the smallest allowed value 0 mol/m3");
  EXPECT_EQ(refusal({"conditions.duration=0"}),
            "[conditions] duration is below the smallest allowed value 1e-06 s");
  EXPECT_EQ(refusal({"precursor.order=3"}), "[precursor] order is above the largest allowed value 2");
}

TEST(GrowthSynthesis, RefusesWhatNeverBecomesSupersaturated) {
  EXPECT_EQ(refusal({"material.solubility=25"}),
            "the solution never becomes supersaturated: S stays below 1");
  EXPECT_EQ(refusal({"precursor.concentration=0"}), "there is nothing that could become particles");
  EXPECT_EQ(refusal({"material.solubility=25", "injection.time=[\"100 s\"]", "injection.volume=1",
                     "injection.concentration=200"}),
            "no error");
}

TEST(GrowthSynthesis, RefusesARateOfAnotherOrder) {
  EXPECT_EQ(refusal({"precursor.order=2"}), "[precursor] rate is not of order 2");
  EXPECT_EQ(refusal({"precursor.constant_rate=0.1"}), "[precursor] constant_rate is not of order 1");
  EXPECT_EQ(refusal({"precursor.partner=200"}), "a partner belongs to order 2");
  std::string text = hot_injection;
  text.replace(text.find("rate = \"5e-3 1/s\""), 17, "");
  EXPECT_EQ(refusal({}, text.c_str()), "the precursor has no rate of order 1");
}

TEST(GrowthSynthesis, RefusesAProgramWithAGap) {
  const auto program = [](const char* time, const char* temperature) {
    return std::vector<std::string>{std::string("program.time=") + time,
                                    std::string("program.temperature=") + temperature};
  };
  EXPECT_EQ(refusal(program("[0, 600]", "[373, 523]")), "the temperature program has a gap");
  EXPECT_EQ(refusal(program("[100, 2500]", "[373, 523]")), "the temperature program has a gap");
  EXPECT_EQ(refusal(program("[0, 600, 600, 2500]", "[373, 373, 523, 523]")),
            "the times of the program do not ascend");
  EXPECT_EQ(refusal(program("[0, 600, 2500]", "[373, 523]")),
            "the program has not one temperature for every time");
  EXPECT_EQ(refusal({"program.time=[0, 2500]"}), "a temperature program has temperatures");
  EXPECT_EQ(refusal({"program.temperature=[300, 500]"}), "a temperature program has times");
  const growth::Synthesis s = made(program("[0, 600, 3000]", "[373, 523, 523]"));
  EXPECT_EQ(s.temperature.time_s, (std::vector<double>{0, 600, 3000}));
}

TEST(GrowthSynthesis, RefusesALawWithoutItsNumbers) {
  std::string text = hot_injection;
  text.replace(text.find("reference_radius = \"0.6315 nm\"\n"), 31, "");
  EXPECT_EQ(refusal({}, text.c_str()), "the law \"superfocusing\" needs r_c0 of eq 6");
  text = hot_injection;
  text.replace(text.find("rate = \"8.918e-7 m/s\"\n"), 22, "");
  EXPECT_EQ(refusal({}, text.c_str()), "the law \"superfocusing\" needs a rate constant");
  EXPECT_EQ(refusal({"adsorption.floor=1e-6"}),
            "the floor of k_a is not below its rate at the reference radius");
  EXPECT_EQ(refusal({"adsorption.law=table"}), "the law \"table\" needs its table");
  text = hot_injection;
  text.replace(text.find("ln_prefactor = 89.358"), 21, "");
  EXPECT_EQ(refusal({}, text.c_str()), "nucleation needs its prefactor");
}

TEST(GrowthSynthesis, RefusesABadTableOfRates) {
  EXPECT_EQ(table_refusal("radius_nm,rate_m_s\n1,1e-6\n2,nan\n", ExitCode::data),
            "the cell of rate_m_s is not a finite number");
  EXPECT_EQ(table_refusal("radius_nm,rate_m_s\n1,1e-6\n1,1e-7\n", ExitCode::data), "the radii do not ascend");
  EXPECT_EQ(table_refusal("radius_nm,rate_m_s\n1,1e-6\n2,0\n", ExitCode::data), "rate_m_s is not above 0");
  EXPECT_EQ(table_refusal("radius_nm,rate_m_s\n1,1e-6\n", ExitCode::data),
            "a table of rate constants has two rows or more");
  EXPECT_EQ(table_refusal("radius_nm,rate_m_s\n1,1e-6\n3,1e-7\n", ExitCode::data), "no error");
}

TEST(GrowthSynthesis, RefusesImpossibleOptions) {
  EXPECT_EQ(refusal({"output.snapshots=[\"10 s\", \"2501 s\"]"}), "a snapshot lies after the end");
  EXPECT_EQ(refusal({"solver.method=finite-volume", "solver.window_low=3", "solver.window_high=2"}),
            "the window of radii ends before it begins");
  EXPECT_EQ(refusal({"solver.method=finite-volume", "solver.shot_noise=true"}),
            "shot noise is an option of the cohorts");
}

TEST(GrowthSynthesis, SnapshotsAreAscendingOrEvenInTheLogarithm) {
  EXPECT_EQ(options({"output.snapshots=[\"100 s\", \"10 s\"]"}).snapshots_s, (std::vector<double>{10, 100}));
  const auto times = options({}).snapshots_s;
  ASSERT_EQ(times.size(), 8u);
  EXPECT_NEAR(times.front(), 2500 / 800.0, 1e-9);
  EXPECT_EQ(times.back(), 2500);
  EXPECT_NEAR(times[1] / times[0], times[7] / times[6], 1e-9);
  EXPECT_EQ(options({}).resolution, 100);
  EXPECT_EQ(options({"solver.method=finite-volume"}).resolution, 500);
}

TEST(GrowthSynthesis, EveryParameterIsFoundByItsKeyAndWritesIntoItsOwnPlace) {
  growth::Synthesis synthesis;
  for (const GrowthParameter& parameter : growth_parameters()) {
    EXPECT_EQ(find_growth_parameter(parameter.key), &parameter);
    parameter.in(synthesis) = 7;
    EXPECT_EQ(parameter.in(synthesis), 7) << parameter.key;
    parameter.in(synthesis) = 0;
  }
  EXPECT_EQ(find_growth_parameter("output.frames"), nullptr);
}

}  // namespace
}  // namespace nacre::study
