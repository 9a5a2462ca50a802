#include <gtest/gtest.h>

#include "assembly_made.hpp"

namespace nacre::study {
namespace {

const Table& table(const std::vector<Table>& all, const std::string& name) {
  for (const Table& one : all)
    if (one.name == name) return one;
  throw std::logic_error("no table " + name);
}

TEST(AssemblyTables, HaveARowForEverythingGathered) {
  const PlannedAssembly planned;
  const auto all = assembly_tables({made_assembly_case(planned.plan)});
  EXPECT_EQ(table(all, "thermo").rows.size(), 11u);
  EXPECT_EQ(table(all, "order").rows.size(), 11u);
  EXPECT_EQ(table(all, "gr").rows.size(), 2u);
  EXPECT_EQ(table(all, "sq").rows.size(), 0u);
  EXPECT_EQ(table(all, "msd").rows.size(), 2u);
  for (const Table& one : all)
    for (const auto& row : one.rows) EXPECT_EQ(row.size(), one.columns.size()) << one.name;
  EXPECT_EQ(std::get<std::string>(table(all, "gr").rows[0][0]), "LL");
  EXPECT_TRUE(std::holds_alternative<std::monostate>(table(all, "gr").rows[1][3])) << "no error";
}

TEST(AssemblyTables, CarryUnitsAndCases) {
  const PlannedAssembly planned({"simulation.seed=[4, 5]"});
  AssemblyCase one = made_assembly_case(planned.plan);
  one.scale = {.sigma_nm = 9.2, .temperature_K = 298, .tau_s = 2};
  const auto all = assembly_tables({one});
  const Table& thermo = table(all, "thermo");
  EXPECT_EQ(thermo.columns.front().name, "seed");
  EXPECT_EQ(thermo.columns.back().name, "length_nm");
  EXPECT_NEAR(std::get<double>(thermo.rows[0].back()), 14 * 9.2, 1e-12);
  EXPECT_EQ(std::get<double>(thermo.rows[3].front()), 4);
}

TEST(AssemblyArrays, HoldEverySnapshot) {
  const PlannedAssembly planned;
  const auto arrays = assembly_arrays({made_assembly_case(planned.plan)});
  ASSERT_EQ(arrays.size(), 10u);
  EXPECT_EQ(arrays[5].name, "first-nucleus/positions");
  EXPECT_EQ(arrays[5].shape, (std::vector<std::size_t>{2, 3}));
  EXPECT_EQ(arrays[5].values[4], 5);
  EXPECT_EQ(arrays[8].values, (std::vector<double>{4, 0}));
}

}  // namespace
}  // namespace nacre::study
