#include "nacre/io/trial.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <stdexcept>

namespace nacre::io {
namespace {

TEST(Trial, WorkAndItsExceptionsSurvive) {
  EXPECT_TRUE(survives([](TrialTime& time) { time.allow(1); }, 10));
  EXPECT_TRUE(survives([](TrialTime&) { throw std::runtime_error("met again by the caller"); }, 10));
}

TEST(Trial, WhatEndsTheProgramEndsTheChildAlone) {
  EXPECT_FALSE(survives([](TrialTime&) { std::abort(); }, 10));
  EXPECT_FALSE(survives([](TrialTime&) { std::raise(SIGSEGV); }, 10));
  EXPECT_FALSE(survives([](TrialTime&) { std::_Exit(3); }, 10));
}

TEST(Trial, ProcessorTimeIsLimited) {
  volatile bool forever = true;
  EXPECT_FALSE(survives(
      [&](TrialTime&) {
        while (forever) continue;
      },
      1));
}

}  // namespace
}  // namespace nacre::io
