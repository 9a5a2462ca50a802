#include "nacre/io/particle_frame.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>

#include "io/sample_frame.hpp"

namespace nacre::io {
namespace {

std::string refusal(const ParticleFrame& frame) {
  try {
    check_frame(frame);
  } catch (const std::invalid_argument& reason) {
    return reason.what();
  }
  return "none";
}

TEST(ParticleFrame, OrderParametersMayBeUndefined) { EXPECT_EQ(refusal(sample_frame(0)), "none"); }

TEST(ParticleFrame, WordsAreLettersDigitsAndUnderscores) {
  for (const char* word : {"L", "large_1", "0"}) EXPECT_TRUE(is_word(word)) << word;
  for (const char* other : {"", "big one", "L,1", "\xc3\xa9"}) EXPECT_FALSE(is_word(other)) << other;
  EXPECT_FALSE(is_word(std::string(64, 'a')));
}

TEST(ParticleFrame, ArraysHaveOneEntryForEachParticle) {
  ParticleFrame frame = sample_frame(0);
  frame.particles.velocities.pop_back();
  EXPECT_EQ(refusal(frame), "a frame of 3 particles has 2 velocities");
  frame.particles.velocities.clear();
  EXPECT_EQ(refusal(frame), "none");
  frame.columns[1].values.push_back(0);
  EXPECT_EQ(refusal(frame), "a frame of 3 particles has 4 values of q6");
  EXPECT_EQ(refusal({}), "a frame without particles");
}

TEST(ParticleFrame, WhatIsNotFiniteIsNamedWithItsParticle) {
  ParticleFrame frame = sample_frame(0);
  frame.particles.positions[2][1] = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(refusal(frame), "the position of particle 2 is not finite");
  frame = sample_frame(0);
  frame.particles.velocities[1][0] = std::numeric_limits<double>::infinity();
  EXPECT_EQ(refusal(frame), "the velocity of particle 1 is not finite");
  frame = sample_frame(0);
  frame.particles.diameters[0] = 0;
  EXPECT_EQ(refusal(frame), "the diameter of particle 0 is not above zero");
}

TEST(ParticleFrame, ContainersHaveSizesAndNamesAreWords) {
  ParticleFrame frame = sample_frame(0);
  frame.particles.box.lengths[1] = 0;
  EXPECT_EQ(refusal(frame), "an edge of the box is not above zero");
  frame = sample_frame(0);
  frame.particles.droplet_radius = std::nan("");
  EXPECT_EQ(refusal(frame), "the radius of the droplet is negative or not finite");
  frame = sample_frame(0);
  frame.particles.species_names[0] = "";
  EXPECT_EQ(refusal(frame), "'' is no name: letters, digits and '_' are");
  frame = sample_frame(0);
  frame.numbers[0].name = "a b";
  EXPECT_EQ(refusal(frame), "'a b' is no name: letters, digits and '_' are");
}

}  // namespace
}  // namespace nacre::io
