#include "nacre/study/saxs_series.hpp"

#include "saxs_study.hpp"

namespace nacre::study {
namespace {

// Differences between modes, in errors of the single fits.
double largest_difference(const SaxsAnalysis& one, const SaxsAnalysis& other, std::size_t parameter) {
  double largest = 0;
  for (std::size_t i = 0; i < one.series.records.size(); ++i)
    largest =
        std::max(largest, std::abs(one.record(i).values[parameter] - other.record(i).values[parameter]) /
                              one.record(i).errors[parameter]);
  return largest;
}

TEST(SaxsSeries, ModesAgree) {
  const AnalysedSaxs all(24, "",
                         "mode = [\"independent\", \"sequential\", \"sequential-backward\", \"global\"]\n"
                         "shared = \"background\"\n");
  ASSERT_EQ(all.list.size(), 4u);
  for (const std::size_t k : {0u, 2u, 3u, 4u}) {
    EXPECT_LT(largest_difference(all.list[0], all.list[1], k), 1e-3);
    EXPECT_LT(largest_difference(all.list[0], all.list[2], k), 1e-3);
    EXPECT_LT(largest_difference(all.list[0], all.list[3], k), 3.5);
  }
  const scattering::GlobalFit& global = *all.list[3].series.global;
  EXPECT_TRUE(global.converged);
  EXPECT_NEAR(global.values[0], 0.01, 4 * std::sqrt(global.covariance[0]));
}

TEST(SaxsSeries, FinishedPiecesAreNotFittedAgain) {
  AnalysedSaxs analysed(5);
  const auto piece = analysed.checkpoint.find("case 0 frames from 0");
  ASSERT_TRUE(piece);
  std::vector<FrameRecord> records = unpack(*piece);
  records[2].name = "from the checkpoint";
  analysed.checkpoint.store("case 0 frames from 0", pack(records));
  EXPECT_EQ(analysed.analyse().front().record(2).name, "from the checkpoint");
}

}  // namespace
}  // namespace nacre::study
