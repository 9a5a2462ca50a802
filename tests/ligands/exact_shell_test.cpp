#include "nacre/ligands/exact_shell.hpp"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <cmath>
#include <stdexcept>
#include <string>
#include <thread>

#include "ligands/brute_force.hpp"
#include "nacre/core/error.hpp"
#include "nacre/io/files.hpp"

namespace nacre::ligands {
namespace {

std::shared_ptr<const ExactShell> eleven() { return exact_shell(11, 11, RunControl{}); }

double ln_binomial(int n, int k) { return std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1); }

double unlike_fraction(double chi_G_RT) { return eleven()->at(60, chi_G_RT / 4).mean / 242; }

TEST(ExactShell, KnowsTheUnlikePairsOfElevenByEleven) {
  EXPECT_NEAR(unlike_fraction(0), 0.50413, 1e-5);
  EXPECT_NEAR(unlike_fraction(3.4), 0.24936, 1e-5);
  EXPECT_NEAR(unlike_fraction(5.2), 0.14942, 1e-5);
  EXPECT_NEAR(unlike_fraction(-6), 0.89730, 1e-5);
}

TEST(ExactShell, EqualsASumOverEveryArrangement) {
  const Lattice lattice(LatticeType::square, 4, 4);
  const ExactShell shell(enumerate_square_lattice(4, 4, 1));
  for (const int n_a : {1, 5, 8, 13})
    for (const double w : {-1.5, -0.3, 0.0, 0.85, 2.0})
      EXPECT_NEAR(shell.at(n_a, w).mean, brute_force::mean_unlike_pairs(lattice, n_a, w), 1e-11);
}

TEST(ExactShell, WithoutInteractionsHasTheCombinatorialEntropy) {
  for (const int n_a : {0, 1, 17, 60, 61, 120, 121})
    EXPECT_NEAR(eleven()->at(n_a, 0).ln_z, ln_binomial(121, n_a), 1e-11);
}

TEST(ExactShell, ExchangingTheLigandsChangesNothing) {
  for (const int n_a : {0, 7, 60}) {
    EXPECT_EQ(eleven()->at(n_a, 0.85).ln_z, eleven()->at(121 - n_a, 0.85).ln_z);
    EXPECT_EQ(eleven()->at(n_a, 0.85).mean, eleven()->at(121 - n_a, 0.85).mean);
  }
}

TEST(ExactShell, FirstDerivativeOfLnZIsTheMean) {
  const double h = 1e-5;
  for (const double w : {-1.5, -0.2, 0.3, 0.85, 1.3}) {
    const double slope = (eleven()->at(60, w + h).ln_z - eleven()->at(60, w - h).ln_z) / (2 * h);
    EXPECT_NEAR(-slope / eleven()->at(60, w).mean, 1, 1e-8) << w;
  }
}

TEST(ExactShell, SecondDerivativeOfLnZIsTheVariance) {
  const double h = 1e-5;
  for (const double w : {-1.5, -0.2, 0.3, 0.85, 1.3}) {
    const double slope = (eleven()->at(60, w + h).mean - eleven()->at(60, w - h).mean) / (2 * h);
    EXPECT_NEAR(-slope / eleven()->at(60, w).variance, 1, 1e-7) << w;
  }
}

// Gauss-Legendre with five points: the way a simulation gets the free energy.
TEST(ExactShell, ThermodynamicIntegrationGivesTheFreeEnergy) {
  constexpr std::array<double, 3> node{0.0, 0.5384693101056831, 0.9061798459386640};
  constexpr std::array<double, 3> weight{0.5688888888888889, 0.4786286704993665, 0.2369268850561891};
  for (const double w : {-0.5, 0.85}) {
    double integral = 0;
    for (int i = -2; i <= 2; ++i) {
      const double lambda = 0.5 * (1 + (i < 0 ? -1 : 1) * node[std::abs(i)]);
      integral += 0.5 * weight[std::abs(i)] * w * eleven()->at(60, lambda * w).mean;
    }
    EXPECT_NEAR(integral / 121, (ln_binomial(121, 60) - eleven()->at(60, w).ln_z) / 121, 2e-8) << w;
  }
}

// Far below and above: the ground states alone. 60 of 121 as a stripe have 24 unlike pairs; 11 x 11 is odd.
TEST(ExactShell, StrongInteractionsNeitherOverflowNorVanish) {
  for (const double w : {50.0, -50.0})
    for (int n_a = 0; n_a <= 121; ++n_a) {
      const auto found = eleven()->at(n_a, w);
      EXPECT_TRUE(std::isfinite(found.ln_z)) << n_a;
      EXPECT_GE(found.variance, 0);
    }
  EXPECT_DOUBLE_EQ(eleven()->at(60, 50).mean, 24);
  EXPECT_DOUBLE_EQ(eleven()->at(60, -50).mean, 220);
  EXPECT_NEAR(eleven()->at(60, -50).ln_z, 50 * 220 + std::log(4695647.0), 1e-9);
  EXPECT_NEAR(eleven()->at(1, 50).ln_z, std::log(121.0) - 200, 1e-10);
}

TEST(ExactShell, AllEqualsOneByOne) {
  std::vector<PairStatistics> all;
  for (const double w : {-50.0, -1.5, 0.0, 0.85, 50.0}) {
    eleven()->all(w, all);
    ASSERT_EQ(all.size(), 61u);
    for (int n_a = 0; n_a <= 60; ++n_a) {
      const auto one = eleven()->at(n_a, w);
      EXPECT_EQ(all[n_a].ln_z, one.ln_z);
      EXPECT_EQ(all[n_a].mean, one.mean);
      EXPECT_EQ(all[n_a].variance, one.variance);
    }
  }
}

TEST(ExactShell, RefusesMoreLigandsThanSites) {
  try {
    eleven()->at(122, 0);
    FAIL() << "no exception";
  } catch (const std::out_of_range& error) {
    EXPECT_STREQ(error.what(), "a shell of 121 sites cannot hold 122 ligands A");
  }
  EXPECT_THROW(eleven()->at(-1, 0), std::out_of_range);
}

TEST(ExactShellOfSize, IsMadeOnceAndShared) {
  std::shared_ptr<const ExactShell> found[2];
  {
    std::jthread one([&] { found[0] = exact_shell(4, 5, RunControl{}); });
    std::jthread two([&] { found[1] = exact_shell(4, 5, RunControl{}); });
  }
  EXPECT_EQ(found[0], found[1]);
  EXPECT_EQ(found[0]->nx(), 4);
  EXPECT_EQ(found[0]->ny(), 5);
}

TEST(ExactShellOfSize, ShowsProgressOfAnEnumeration) {
  double last = 0;
  std::string stage_name;
  RunControl control;
  control.progress = [&](std::string_view stage, double share, double, std::string_view) {
    stage_name = stage;
    last = share;
  };
  exact_shell(5, 7, control);
  EXPECT_EQ(stage_name, "exact enumeration 5 x 7");
  EXPECT_NEAR(last, 1, 1e-12);
}

TEST(ExactShellOfSize, CanBeStoppedAndAskedForAgain) {
  std::atomic<bool> stop = true;
  RunControl control;
  control.stop = &stop;
  EXPECT_THROW(exact_shell(3, 7, control), Interrupted);
  stop = false;
  EXPECT_EQ(exact_shell(3, 7, control)->sites(), 21);
}

TEST(ExactShellOfSize, BeyondTheLimitIsAUsageError) {
  try {
    exact_shell(12, 12, RunControl{});
    FAIL() << "no exception";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ExitCode::usage);
    EXPECT_EQ(error.parts().message,
              "exact enumeration takes periodic square lattices of 3 to 11 sites on the short side and "
              "121 sites in all, not 12 x 12");
    EXPECT_EQ(error.parts().hint, "the plain engine samples lattices of any size");
  }
}

TEST(ShippedTable, NamesItsOwnChecksum) {
  const auto text = io::read_file(NACRE_SOURCE_DIR "/data/density_of_states/square-11x11.csv");
  const auto lines = text.substr(text.find("n_a,unlike_pairs,count"));
  const auto note = "SHA-256 of the lines below these notes: " + io::sha256_of_text(lines);
  EXPECT_NE(text.find(note), std::string::npos) << note;
}

}  // namespace
}  // namespace nacre::ligands
