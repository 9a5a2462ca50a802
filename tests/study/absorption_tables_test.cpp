#include <gtest/gtest.h>

#include "absorption_study.hpp"

namespace nacre::study {
namespace {

std::size_t column(const Table& table, const std::string& name) {
  for (std::size_t k = 0; k < table.columns.size(); ++k)
    if (table.columns[k].name == name) return k;
  throw std::out_of_range(name);
}

const std::string all = std::string(sized_keys) + amount_keys +
                        "precursor = \"10 mM\"\nrelative_error = 0.1\n[material]\nmolar_volume = \"33 "
                        "cm3/mol\"\n[kinetics]\nfit = true\n"
                        "errors = \"scatter\"\n";

TEST(AbsorptionTables, OneRowASpectrumAndNoEmptyColumns) {
  const AnalysedAbsorption made(sized_keys);
  const Table table = absorption_frame_table(made.analyses);
  ASSERT_EQ(table.rows.size(), growing.size());
  EXPECT_EQ(std::get<double>(table.rows[2][column(table, "at_s")]), 40);
  EXPECT_EQ(std::get<std::string>(table.rows[2][column(table, "status")]), "ok");
  EXPECT_NEAR(std::get<double>(table.rows[2][column(table, "radius_nm")]),
              0.5 * made->frames[2].sizes.front().diameter_nm.value, 1e-12);
  EXPECT_THROW(column(table, "yield"), std::out_of_range);
  EXPECT_THROW(column(table, "peak_2_nm"), std::out_of_range);
}

TEST(AbsorptionTables, QuantitiesCarryTheCommonError) {
  const AnalysedAbsorption made(all);
  const Table table = absorption_frame_table(made.analyses);
  const double of_row = std::get<double>(table.rows.back()[column(table, "concentration_err_uM")]);
  bool found = false;
  for (const Quantity& one : absorption_quantities(*made)) {
    EXPECT_TRUE(one.name != "dispersity_final" || one.uncertainty > 0);
    if (one.name != "concentration_final") continue;
    found = true;
    EXPECT_NEAR(one.uncertainty, std::hypot(of_row, 0.1 * one.value), 1e-9);
  }
  EXPECT_TRUE(found);
  EXPECT_EQ(absorption_kinetics_table(made.analyses).rows.size(), 1u);
  EXPECT_TRUE(absorption_dilution_table(made.analyses).rows.empty());
}

TEST(AbsorptionTables, ArraysHoldTheSpectra) {
  const AnalysedAbsorption made(sized_keys);
  const std::vector<Array> arrays = absorption_arrays(made.analyses);
  ASSERT_EQ(arrays.size(), 3u);
  EXPECT_EQ(arrays[2].name, "spectra/absorbance");
  EXPECT_EQ(arrays[2].shape, (std::vector<std::size_t>{6, 206}));
  EXPECT_EQ(arrays[2].values[206 + 7], made->frames[1].absorbance[7]);
}

}  // namespace
}  // namespace nacre::study
