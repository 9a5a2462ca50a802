#include "nacre/study/saxs_records.hpp"

#include "saxs_study.hpp"

namespace nacre::study {
namespace {

TEST(SaxsRecords, ComeBackFromTheCheckpointAsTheyWere) {
  const AnalysedSaxs analysed(3);
  std::vector<FrameRecord> records = analysed->series.records;
  records.push_back(unusable_record({.name = "µ.dat", .at = 7, .defect = "q runs back"}));
  const std::vector<FrameRecord> back = unpack(pack(records));
  ASSERT_EQ(back.size(), 4u);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(back[i].values, records[i].values);
    EXPECT_EQ(back[i].derived_errors, records[i].derived_errors);
    EXPECT_EQ(back[i].status, records[i].status);
    EXPECT_EQ(back[i].name, records[i].name);
    EXPECT_EQ(back[i].n_points, 60);
  }
  EXPECT_EQ(back[3].name, "µ.dat");
  EXPECT_EQ(back[3].message, "q runs back");
  EXPECT_EQ(to_string(back[3].status), "unusable");
}

// Errors of what follows from the parameters, against closed forms.
TEST(SaxsRecords, DerivedErrors) {
  const AnalysedSaxs analysed(1);
  const FrameRecord& record = analysed->record(0);
  const auto at = [&](const char* name) { return *analysed->derived.find(name); };
  EXPECT_EQ(record.derived[at("radius")], record.values[0]);
  EXPECT_NEAR(record.derived_errors[at("radius")], record.errors[0], 1e-6 * record.errors[0]);
  EXPECT_NEAR(record.derived_errors[at("concentration")], record.errors[3], 1e-6 * record.errors[3]);
  const double relative = record.errors[2] / record.values[2];  // sigma dominates sigma / radius
  EXPECT_NEAR(record.derived_errors[at("dispersity")] / record.derived[at("dispersity")], relative,
              0.1 * relative);
  EXPECT_FALSE(analysed->derived.find("yield"));
}

}  // namespace
}  // namespace nacre::study
