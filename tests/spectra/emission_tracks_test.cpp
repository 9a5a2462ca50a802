#include "nacre/spectra/emission_tracks.hpp"

#include <gtest/gtest.h>

namespace nacre::spectra {
namespace {

using Labels = std::vector<int>;

TEST(EmissionTracks, TheReddestIsAlwaysTheFirst) {
  const std::vector<LineEnergies> frames{{2.20, 2.50}, {2.19, 2.45}, {2.18, 2.40}};
  const Tracks tracks = track_lines(frames);
  EXPECT_EQ(tracks.populations, 2);
  for (const Labels& labels : tracks.population) EXPECT_EQ(labels, (Labels{0, 1}));
}

TEST(EmissionTracks, APopulationBornLaterIsTheSecond) {
  const std::vector<LineEnergies> frames{{2.20}, {2.20}, {2.19, 2.45}, {2.18, 2.40}};
  const Tracks tracks = track_lines(frames);
  EXPECT_EQ(tracks.population[0], Labels{0});
  EXPECT_EQ(tracks.population[1], Labels{0});
}

TEST(EmissionTracks, AMissingLineIsTheOneThatIsFar) {
  const std::vector<LineEnergies> frames{{2.20, 2.50}, {2.46}, {2.19}, {2.18, 2.40}};
  const Tracks tracks = track_lines(frames);
  EXPECT_EQ(tracks.population[1], Labels{1});
  EXPECT_EQ(tracks.population[2], Labels{0});
}

TEST(EmissionTracks, OneLineTooManyInOneFrameIsNoPopulation) {
  std::vector<LineEnergies> frames(8, LineEnergies{2.2, 2.4});
  frames[3] = {2.2, 2.3, 2.4};
  const Tracks tracks = track_lines(frames);
  EXPECT_EQ(tracks.populations, 2);
  EXPECT_EQ(tracks.population[3], (Labels{0, -1, 1}));
}

TEST(EmissionTracks, FramesWithoutLinesAreNoTrouble) {
  EXPECT_EQ(track_lines({}).populations, 0);
  const std::vector<LineEnergies> frames{{}, {2.2}, {}};
  const Tracks tracks = track_lines(frames);
  EXPECT_EQ(tracks.populations, 1);
  EXPECT_EQ(tracks.population[1], Labels{0});
  EXPECT_TRUE(tracks.population[0].empty());
}

TEST(EmissionTracks, ASingleFrameCounts) {
  const std::vector<LineEnergies> frames{{2.1, 2.2, 2.3}};
  EXPECT_EQ(track_lines(frames).populations, 3);
}

}  // namespace
}  // namespace nacre::spectra
