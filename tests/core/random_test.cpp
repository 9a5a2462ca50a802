#include "nacre/core/random.hpp"

#include <Random123/philox.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <set>
#include <vector>

namespace nacre {
namespace {

using Words = std::array<std::uint32_t, 4>;

// Philox4x32-10 written from the paper (Salmon et al. 2011, section 3.3 and table 2): the oracle.
Words plain_philox(Words counter, std::array<std::uint32_t, 2> key) {
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t first = std::uint64_t{0xD2511F53} * counter[0];
    const std::uint64_t second = std::uint64_t{0xCD9E8D57} * counter[2];
    counter = {
        static_cast<std::uint32_t>(second >> 32) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(second),
        static_cast<std::uint32_t>(first >> 32) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(first)};
    key[0] += 0x9E3779B9;
    key[1] += 0xBB67AE85;
  }
  return counter;
}

struct KnownAnswer {
  Words counter;
  std::array<std::uint32_t, 2> key;
  Words words;
};

// The vectors "philox4x32 10" published with Random123 (kat_vectors): zeros, ones, digits of pi.
const std::vector<KnownAnswer> known_answers = {
    {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
    {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
     {0xffffffff, 0xffffffff},
     {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
    {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
     {0xa4093822, 0x299f31d0},
     {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
};

TEST(Philox, GivesThePublishedAnswers) {
  for (const KnownAnswer& known : known_answers) {
    const Words& c = known.counter;
    const auto words = r123::Philox4x32()({{c[0], c[1], c[2], c[3]}}, {{known.key[0], known.key[1]}});
    EXPECT_TRUE(std::equal(words.begin(), words.end(), known.words.begin()));
    EXPECT_EQ(plain_philox(known.counter, known.key), known.words);
  }
}

TEST(RandomStream, OfZerosGivesThePublishedAnswer) {
  RandomStream stream(0, StreamName{0}, 0);
  for (const std::uint32_t expected : known_answers[0].words) EXPECT_EQ(stream.word(), expected);
}

// Guards the documented layout: changing it would change every stored result.
TEST(RandomStream, LaysOutKeyAndCounterAsDocumented) {
  const std::uint64_t seed = 0x0123456789abcdef, replica = 0xfedcba9876543210;
  RandomStream stream(seed, StreamName::bootstrap, replica);
  for (std::uint32_t block = 0; block < 3; ++block) {
    const Words words = plain_philox({block, 3u << 8, 0x76543210, 0xfedcba98}, {0x89abcdef, 0x01234567});
    for (const std::uint32_t expected : words) EXPECT_EQ(stream.word(), expected);
  }
}

TEST(RandomStream, FillIsTheSameAsWordByWord) {
  RandomStream filled(7, StreamName::shell_swaps, 2), single(7, StreamName::shell_swaps, 2);
  for (const std::size_t size : {1u, 0u, 3u, 4u, 5u, 17u, 256u}) {
    std::vector<std::uint32_t> words(size);
    filled.fill(words);
    for (const std::uint32_t word : words) EXPECT_EQ(word, single.word());
  }
}

TEST(RandomStream, DiffersInEveryCoordinate) {
  std::set<std::uint64_t> firsts;
  int streams = 0;
  const auto add = [&](RandomStream stream) {
    const std::uint64_t high = stream.word();
    firsts.insert(high << 32 | stream.word());
    ++streams;
  };
  for (const std::uint64_t seed : {0ull, 1ull, 1ull << 32, ~0ull})
    for (std::uint32_t name = 1; name <= 5; ++name)
      for (const std::uint64_t replica : {0ull, 1ull, 2ull, 1ull << 32})
        add({seed, StreamName{name}, replica});
  EXPECT_EQ(firsts.size(), static_cast<std::size_t>(streams));
}

double mean(const std::vector<double>& x) {
  return std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(x.size());
}

// Mean of (x - mean)^power.
double central_moment(const std::vector<double>& x, int power) {
  const double m = mean(x);
  double sum = 0;
  for (const double v : x) sum += std::pow(v - m, power);
  return sum / static_cast<double>(x.size());
}

constexpr int n = 200'000;

// Bounds are five standard errors of the estimate.
TEST(RandomStream, UniformHasItsMomentsAndRange) {
  RandomStream stream(1, StreamName::synthetic_data);
  std::vector<double> x(n);
  for (double& v : x) v = stream.uniform();
  EXPECT_NEAR(mean(x), 0.5, 5 / std::sqrt(12.0 * n));
  EXPECT_NEAR(central_moment(x, 2), 1.0 / 12, 5 * std::sqrt(1.0 / 180 / n));
  EXPECT_GE(*std::min_element(x.begin(), x.end()), 0);
  EXPECT_LT(*std::max_element(x.begin(), x.end()), 1);
}

TEST(RandomStream, UniformUsesFiftyThreeBitsOfTwoWords) {
  RandomStream stream(5, StreamName::bootstrap), words(5, StreamName::bootstrap);
  const std::uint64_t high = words.word() >> 5, low = words.word() >> 6;
  EXPECT_EQ(stream.uniform(), static_cast<double>(high * 67108864 + low) / 9007199254740992.0);
}

TEST(RandomStream, NormalHasItsMoments) {
  RandomStream stream(1, StreamName::bootstrap);
  std::vector<double> x(n);
  for (double& v : x) v = stream.normal();
  EXPECT_NEAR(mean(x), 0, 5 / std::sqrt(n));
  EXPECT_NEAR(central_moment(x, 2), 1, 5 * std::sqrt(2.0 / n));
  EXPECT_NEAR(central_moment(x, 3), 0, 5 * std::sqrt(6.0 / n));
  EXPECT_NEAR(central_moment(x, 4), 3, 5 * std::sqrt(96.0 / n));
}

TEST(RandomStream, PairsOfNormalsAreIndependent) {
  RandomStream stream(3, StreamName::bootstrap);
  double products = 0, squares = 0;
  for (int i = 0; i < n; ++i) {
    const double a = stream.normal(), b = stream.normal();
    products += a * b;
    squares += a * a * b * b;
  }
  EXPECT_NEAR(products / n, 0, 5 / std::sqrt(n));
  EXPECT_NEAR(squares / n, 1, 5 * std::sqrt(8.0 / n));
}

TEST(RandomStream, BelowIsEvenOverItsRange) {
  RandomStream stream(1, StreamName::shell_start);
  std::array<int, 7> counts{};
  for (int i = 0; i < n; ++i) ++counts.at(stream.below(7));
  double chi2 = 0;
  for (const int count : counts) chi2 += std::pow(count - n / 7.0, 2) / (n / 7.0);
  EXPECT_LT(chi2, 25);  // 6 degrees of freedom: exceeded once in 3000 generators
}

TEST(RandomStream, BelowOneIsZeroAndBelowTheTopStaysBelow) {
  RandomStream stream(1, StreamName::shell_start);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(stream.below(1), 0u);
  for (int i = 0; i < 100; ++i) EXPECT_LT(stream.below(0xffffffff), 0xffffffff);
}

TEST(RandomStream, NeighbouringReplicasAreUncorrelated) {
  RandomStream a(1, StreamName::bootstrap, 0), b(1, StreamName::bootstrap, 1);
  double products = 0;
  for (int i = 0; i < n; ++i) products += (a.uniform() - 0.5) * (b.uniform() - 0.5);
  EXPECT_NEAR(products / n, 0, 5.0 / 12 / std::sqrt(n));
}

}  // namespace
}  // namespace nacre
