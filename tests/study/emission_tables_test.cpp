#include <gtest/gtest.h>

#include <algorithm>

#include "emission_study.hpp"
#include "nacre/study/emission_output.hpp"

namespace nacre::study {
namespace {

void expect_whole(const Table& table) {
  EXPECT_FALSE(table.rows.empty()) << table.name;
  for (const auto& row : table.rows) EXPECT_EQ(row.size(), table.columns.size()) << table.name;
}

TEST(EmissionTables, EveryRowHasEveryColumn) {
  std::vector<MadeFrame> frames = made_frames(5);
  frames[0].r2_nm = 0;
  const AnalysedEmission made(made_spectra(frames), "", fitted_stokes, made_absorption(made_frames(5)));
  const EmissionAnalyses analyses{made.analysis};
  for (const Table& table :
       {emission_frame_table(analyses), emission_count_table(analyses), emission_parameter_table(analyses),
        emission_correlation_table(analyses), emission_stokes_table(analyses)})
    expect_whole(table);
  EXPECT_EQ(emission_frame_table(analyses).rows.size(), 5u);
  EXPECT_EQ(emission_count_table(analyses).rows.size(), 10u);
  EXPECT_EQ(emission_parameter_table(analyses).rows.size(), 4u + 4 * 7);
}

TEST(EmissionTables, PopulationsAreWhatGrowthRegimeReads) {
  const AnalysedEmission made(made_spectra(made_frames(5)));
  const auto tables = emission_population_tables({made.analysis});
  ASSERT_EQ(tables.size(), 1u);
  EXPECT_EQ(tables[0].name, "populations");
  std::vector<std::string> names;
  for (const Column& column : tables[0].columns) names.push_back(column.name);
  EXPECT_EQ(names, (std::vector<std::string>{"time_s", "r1_nm", "r2_nm", "r1_err_nm", "r2_err_nm"}));
  EXPECT_EQ(tables[0].rows.size(), 5u);
  const auto two = emission_population_tables({made.analysis, made.analysis});
  EXPECT_EQ(two[0].name, "populations-spectra");
}

TEST(EmissionTables, OnePopulationMakesNoSuchTable) {
  const AnalysedEmission made(made_spectra({{"0 s", 2.0, 0}, {"60 s", 2.1, 0}}));
  EXPECT_TRUE(emission_population_tables({made.analysis}).empty());
}

}  // namespace
}  // namespace nacre::study
