#include <gtest/gtest.h>

#include "shell_study.hpp"

namespace nacre::study {
namespace {

using ligands::ShellSample;

TEST(PackSample, RoundTripsExactly) {
  const ShellSample sample = made_sample(25);
  const ShellSample back = unpack_sample(pack_sample(sample), 25);
  const auto expect_average = [](const ligands::Average& a, const ligands::Average& b) {
    EXPECT_EQ(a.mean, b.mean);
    EXPECT_EQ(a.error, b.error);
  };
  expect_average(back.unlike_pair_fraction, sample.unlike_pair_fraction);
  expect_average(back.mean_cluster_fraction, sample.mean_cluster_fraction);
  expect_average(back.largest_cluster_fraction, sample.largest_cluster_fraction);
  expect_average(back.mean_cluster_area, sample.mean_cluster_area);
  expect_average(back.clusters, sample.clusters);
  EXPECT_EQ(back.cluster_area_histogram, sample.cluster_area_histogram);
  EXPECT_EQ(back.autocorrelation_sweeps, sample.autocorrelation_sweeps);
  EXPECT_EQ(back.effective_samples, sample.effective_samples);
  EXPECT_EQ(back.start_difference_sigmas, sample.start_difference_sigmas);
  EXPECT_EQ(back.acceptance, sample.acceptance);
  EXPECT_EQ(back.chains, sample.chains);
  EXPECT_EQ(back.equilibration_sweeps, sample.equilibration_sweeps);
  EXPECT_EQ(back.sampling_sweeps, sample.sampling_sweeps);
  EXPECT_EQ(back.trace_sweeps, sample.trace_sweeps);
  EXPECT_EQ(back.trace_from_random, sample.trace_from_random);
  EXPECT_EQ(back.trace_from_separated, sample.trace_from_separated);
  EXPECT_EQ(back.snapshot, sample.snapshot);
}

TEST(PackSample, ATruncatedOneIsNotRead) {
  auto packed = pack_sample(made_sample(25));
  packed.pop_back();
  EXPECT_THROW(unpack_sample(packed, 25), std::out_of_range);
}

TEST(ShellScanTable, BeginsWithTheColumnsThatScriptsRead) {
  const Table table = shell_scan_table({});
  const char* const first[] = {"lattice",
                               "nx",
                               "ny",
                               "engine",
                               "n_a",
                               "chi_G_RT",
                               "unlike_pair_fraction",
                               "unlike_pair_fraction_err",
                               "mean_cluster_fraction"};
  for (std::size_t i = 0; i < std::size(first); ++i) EXPECT_EQ(table.columns.at(i).name, first[i]);
}

Cell cell(const Table& table, std::size_t row, const std::string& column) {
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    if (table.columns[i].name == column) return table.rows.at(row).at(i);
  throw std::out_of_range(column);
}

TEST(ShellScanTable, ExactRowsLeaveEmptyWhatTheyCannotGive) {
  const Study study = shell_study({"shell.n_a=12", "shell.size=[5, 5]", "shell.chi_G=1.5"});
  const Table table = shell_scan_table(made_rows(study));
  ASSERT_EQ(table.rows.size(), 2u);
  for (const auto& row : table.rows) EXPECT_EQ(row.size(), table.columns.size());
  for (const char* sampled :
       {"mean_cluster_fraction", "mean_cluster_fraction_err", "largest_cluster_fraction",
        "largest_cluster_fraction_err", "mean_cluster_area", "mean_cluster_area_err", "pattern",
        "autocorrelation_sweeps", "effective_samples", "start_difference_sigmas", "acceptance",
        "equilibration_sweeps", "sampling_sweeps", "chains"}) {
    EXPECT_TRUE(std::holds_alternative<std::monostate>(cell(table, 0, sampled))) << sampled;
    EXPECT_FALSE(std::holds_alternative<std::monostate>(cell(table, 1, sampled))) << sampled;
  }
  EXPECT_EQ(cell(table, 0, "dG_mix_RT"), Cell(-0.5));
  EXPECT_EQ(cell(table, 1, "dG_mix_RT"), Cell()) << "sampling has no free energy";
}

TEST(ShellScanTable, EveryCellIsThatOfItsColumn) {
  const Study study = shell_study({"shell.n_a=12", "shell.size=[5, 6]", "shell.chi_G=1.5"});
  const Table table = shell_scan_table(made_rows(study));
  const std::pair<const char*, Cell> expected[] = {{"lattice", "square"},
                                                   {"nx", std::int64_t{5}},
                                                   {"ny", std::int64_t{6}},
                                                   {"engine", "multi-spin"},
                                                   {"n_a", std::int64_t{12}},
                                                   {"chi_G_RT", 1.5},
                                                   {"unlike_pair_fraction", 0.26},
                                                   {"unlike_pair_fraction_err", 0.002},
                                                   {"mean_cluster_fraction", 0.2},
                                                   {"mean_cluster_fraction_err", 0.012},
                                                   {"largest_cluster_fraction", 0.3},
                                                   {"largest_cluster_fraction_err", 0.013},
                                                   {"mean_cluster_area", 0.4},
                                                   {"mean_cluster_area_err", 0.014},
                                                   {"pattern", "clustered"},
                                                   {"random_unlike_fraction", 2.0 * 12 * 18 / (30 * 29)},
                                                   {"autocorrelation_sweeps", 2.0},
                                                   {"effective_samples", 2.2},
                                                   {"start_difference_sigmas", 2.3},
                                                   {"acceptance", 2.4},
                                                   {"equilibration_sweeps", 12345678901.0},
                                                   {"sampling_sweeps", 98765432109.0},
                                                   {"chains", 34.0},
                                                   {"sites", std::int64_t{30}},
                                                   {"coordination", 4.0}};
  for (const auto& [column, value] : expected) EXPECT_EQ(cell(table, 1, column), value) << column;
}

TEST(ShellScanTable, SurfacesHaveSitesAndNoSides) {
  const Study study = surface_study();
  const auto rows = made_rows(study);
  const Table table = shell_scan_table(rows);
  EXPECT_EQ(cell(table, 0, "lattice"), Cell("surface"));
  EXPECT_EQ(cell(table, 0, "nx"), Cell());
  EXPECT_EQ(cell(table, 0, "ny"), Cell());
  EXPECT_EQ(cell(table, 0, "sites"), Cell(std::int64_t{rows[0].sites()}));
  EXPECT_EQ(cell(table, 0, "coordination"), Cell(rows[0].surface->lattice.mean_coordination()));
}

// Where both engines ran, the exact fraction and the sampled clusters are the result.
TEST(ShellQuantities, TakeTheBetterEngineOfEachCase) {
  const Study study = shell_study({"shell.n_a=12", "shell.size=[[5, 5], [20, 20]]"});
  const auto list = shell_quantities(made_rows(study));
  ASSERT_EQ(list.size(), 6u);
  for (const std::size_t i : {0, 3}) {
    EXPECT_EQ(list[i].name, "unlike_pair_fraction");
    EXPECT_EQ(list[i + 1].name, "mean_cluster_fraction");
    EXPECT_EQ(list[i + 2].name, "largest_cluster_fraction");
  }
  EXPECT_EQ(list[0].value, 0.25);
  EXPECT_EQ(list[0].uncertainty, 0) << "exact";
  EXPECT_EQ(list[3].value, 0.27);
  EXPECT_EQ(list[3].uncertainty, 0.002) << "sampled";
  EXPECT_EQ(list[1].uncertainty, 0.012);
  EXPECT_EQ(list[5].case_label, study.cases[1].label);
}

TEST(ShellArrays, OfSurfacesSayWhereTheSitesAre) {
  const Study study = surface_study();
  const auto rows = made_rows(study);
  const auto arrays = shell_arrays(rows);
  ASSERT_EQ(arrays.size(), 6u);
  EXPECT_EQ(arrays[1].name, "sites/row-1");
  EXPECT_EQ(arrays[1].unit, "nm");
  EXPECT_EQ(arrays[1].shape, (std::vector<std::size_t>{static_cast<std::size_t>(rows[0].sites()), 3}));
  EXPECT_EQ(arrays[1].values.at(4), rows[0].surface->lattice.positions_nm().at(1)[1]);
}

TEST(ShellArrays, HoldSnapshotsRowByRow) {
  const Study study = shell_study({"shell.n_a=12", "shell.size=[5, 6]"});
  const auto arrays = shell_arrays(made_rows(study));
  ASSERT_EQ(arrays.size(), 2u);
  EXPECT_EQ(arrays[0].name, "snapshots/row-2") << "numbered as in the scan table";
  EXPECT_EQ(arrays[0].shape, (std::vector<std::size_t>{6, 5}));
  EXPECT_EQ(arrays[0].values.size(), 30u);
  EXPECT_EQ(arrays[0].values[3], 1);
  EXPECT_EQ(arrays[1].name, "cluster_areas/row-2");
  EXPECT_EQ(arrays[1].values, (std::vector<double>{1.1, 0, 1.3}));
}

}  // namespace
}  // namespace nacre::study
