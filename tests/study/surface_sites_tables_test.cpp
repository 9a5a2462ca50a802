#include <gtest/gtest.h>

#include <set>

#include "site_study.hpp"

namespace nacre::study {
namespace {

TEST(SurfaceSitesTables, ScanHoldsTableS1) {
  const PlannedSites planned(published_diameters);
  const Table table = site_scan_table(planned.rows);
  const double expected[3][5] = {
      {2.8, 201, 1.14, 114, 96}, {3.0, 225, 0.94, 90, 100}, {3.2, 321, 1.16, 180, 124}};
  ASSERT_EQ(table.rows.size(), 3u);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(cell_number(table, i, "diameter_nm"), expected[i][0]);
    EXPECT_EQ(cell_number(table, i, "cations"), expected[i][1]);
    EXPECT_NEAR(cell_number(table, i, "cation_anion_ratio"), expected[i][2], 0.005);
    EXPECT_EQ(cell_number(table, i, "surface_cations"), expected[i][3]);
    EXPECT_EQ(cell_number(table, i, "surface_anions"), expected[i][4]);
    EXPECT_EQ(table.rows[i].size(), table.columns.size());
  }
  EXPECT_EQ(cell_number(table, 1, "surface_parts"), 9);
  EXPECT_EQ(cell_number(table, 1, "isolated_sites"), 0);
  EXPECT_NEAR(cell_number(table, 1, "sites_spherical"), 127.1, 0.05);
}

TEST(SurfaceSitesTables, OtherListsHaveColumnsOfTheirOwn) {
  const PlannedSites planned(
      "[particle]\ndiameter = 3\ncentre = [\"cation\", \"bond\"]\n[distribution]\nsigma = 0.01\n");
  for (const Table& table : {site_scan_table(planned.rows), site_coordination_table(planned.rows)}) {
    EXPECT_EQ(std::get<std::string>(table.rows.back().at(column(table, "centre"))), "bond") << table.name;
    for (const auto& row : table.rows) EXPECT_EQ(row.size(), table.columns.size()) << table.name;
  }
  const Table scan = site_scan_table(planned.rows);
  EXPECT_EQ(cell_number(scan, 0, "sites_atomistic_mean"), planned.rows[0].spread->atomistic_spread.mean);
  EXPECT_EQ(cell_number(scan, 0, "sites_pyramidal_sd"),
            planned.rows[0].spread->pyramidal_spread.standard_deviation);
}

TEST(SurfaceSitesTables, CoordinationCountsEverySiteOnce) {
  const PlannedSites planned(published_diameters);
  const Table table = site_coordination_table(planned.rows);
  double sites = 0;
  double neighbors = 0;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    if (cell_number(table, i, "diameter_nm") != 2.8) continue;
    sites += cell_number(table, i, "sites");
    neighbors += cell_number(table, i, "sites") * cell_number(table, i, "neighbors");
    EXPECT_LE(cell_number(table, i, "missing_bonds"), 2) << "at 2.8 nm every cation keeps two bonds";
  }
  EXPECT_EQ(sites, 114);
  EXPECT_EQ(neighbors, static_cast<double>(planned.rows[0].surface.neighbors.neighbor.size()));
}

TEST(SurfaceSitesTables, QuantitiesCarryTheirCase) {
  const PlannedSites planned(published_diameters);
  const auto list = site_quantities(planned.rows);
  int found = 0;
  for (const Quantity& quantity : list) {
    if (quantity.name == "sites_atomistic") {
      const double expected[] = {114, 90, 180};
      EXPECT_EQ(quantity.value, expected[found]);
      EXPECT_EQ(quantity.case_label, planned.study.cases[static_cast<std::size_t>(found)].label);
      ++found;
    }
    EXPECT_FALSE(quantity.description.empty()) << quantity.name;
  }
  EXPECT_EQ(found, 3);
  EXPECT_EQ(list.back().name, "cation_anion_ratio_over_diameters");
  EXPECT_TRUE(list.back().case_label.empty());
}

TEST(SurfaceSitesTables, ArraysHoldTheParticle) {
  const PlannedSites planned("[particle]\ndiameter = 2.8\n");
  const auto arrays = site_arrays(planned.rows);
  ASSERT_EQ(arrays.size(), 3u);
  EXPECT_EQ(arrays[0].name, "atoms");
  EXPECT_EQ(arrays[0].shape, (std::vector<std::size_t>{377, 4}));
  EXPECT_EQ(arrays[0].values.size(), 377u * 4);
  EXPECT_EQ(arrays[1].shape, std::vector<std::size_t>{114});
  for (const double atom : arrays[1].values)
    EXPECT_EQ(arrays[0].values[static_cast<std::size_t>(atom) * 4 + 3], 0);
  EXPECT_EQ(arrays[2].values.size(), planned.rows[0].surface.neighbors.neighbor.size());
  std::set<std::string> names;
  for (const Array& array : site_arrays(PlannedSites(published_diameters).rows)) names.insert(array.name);
  EXPECT_EQ(names.size(), 9u);
  EXPECT_TRUE(names.contains("particle-3/atoms"));
}

}  // namespace
}  // namespace nacre::study
