#include "nacre/study/slug.hpp"

#include <gtest/gtest.h>

namespace nacre::study {
namespace {

TEST(SlugOf, KeepsLettersAndDigits) {
  EXPECT_EQ(slug_of("Run 2, C6"), "run-2-c6");
  EXPECT_EQ(slug_of("--a"), "a");
  EXPECT_EQ(slug_of("µ"), "");
}

}  // namespace
}  // namespace nacre::study
