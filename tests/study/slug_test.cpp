#include "nacre/study/slug.hpp"

#include <gtest/gtest.h>

namespace nacre::study {
namespace {

TEST(SlugOf, KeepsLettersAndDigits) {
  EXPECT_EQ(slug_of("Run 2, C6"), "run-2-c6");
  EXPECT_EQ(slug_of("--a"), "a");
  EXPECT_EQ(slug_of("µ"), "");
}

TEST(UniqueSlug, NumbersWhatIsTaken) {
  std::set<std::string> taken;
  EXPECT_EQ(unique_slug("run", taken), "run");
  EXPECT_EQ(unique_slug("run", taken), "run-2");
  EXPECT_EQ(unique_slug("run", taken), "run-3");
  EXPECT_EQ(unique_slug("run-2", taken), "run-2-2");
}

}  // namespace
}  // namespace nacre::study
