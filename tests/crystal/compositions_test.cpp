#include "nacre/crystal/compositions.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <stdexcept>

namespace nacre::crystal {
namespace {

const Component cd{"Cd", 112.41, 2, false}, s{"S", 32.06, -2, false}, se{"Se", 78.971, -2, false};
const Component phenylacetate{"L", 135.142, -1, true}, amine{"A", 129.247, 0, true};

// The magic-size clusters of Supplementary Table 2.
CompositionSearch paper(Reading reading) {
  return {.components = {cd, s, phenylacetate},
          .mass_Da = {5158.4, 5163.8, 5},
          .reading = reading,
          .ratios = {{0, 1, {2.4 / 1.3, 2.5 / 1.3, 0.05}}},
          .shares = {{{}, {0.452, 0.459, 0.01}}}};
}

bool beyond(double value, double low, double high, double error, double limit) {
  return value < low - limit * error || value > high + limit * error;
}

using Row = std::array<int, 4>;  // Cd, S, ligands, ligands kept

std::set<Row> rows_of(const std::vector<Composition>& found) {
  std::set<Row> rows;
  for (const Composition& one : found)
    rows.insert({one.counts[0], one.counts[1], one.counts[2], one.kept[2]});
  return rows;
}

// Every formula of four loops without any pruning.
std::set<Row> brute_force(const CompositionSearch& search, int most_ligands) {
  std::set<Row> rows;
  for (int a = 1; a <= 50; ++a)
    for (int b = 1; b <= 165; ++b) {
      if (beyond(static_cast<double>(a) / b, 2.4 / 1.3, 2.5 / 1.3, 0.05, search.limit)) continue;
      for (int c = 0; c <= most_ligands; ++c) {
        const double core = a * 112.41 + b * 32.06, shell = c * 135.142;
        if (beyond(shell / (core + shell), 0.452, 0.459, 0.01, search.limit)) continue;
        if (search.charge && 2 * a - 2 * b - c != *search.charge) continue;
        for (int k = 0; k <= c; ++k) {
          if (search.reading == Reading::core && k > 0) continue;
          if (search.reading == Reading::whole && k < c) continue;
          if (search.reading == Reading::partial && (k == 0 || k == c)) continue;
          if (!beyond(core + k * 135.142, 5158.4, 5163.8, 5, search.limit)) rows.insert({a, b, c, k});
        }
      }
    }
  return rows;
}

TEST(Compositions, SameAsBruteForce) {
  for (const Reading reading : {Reading::core, Reading::whole, Reading::partial, Reading::any})
    for (const double limit : {1.0, 2.0, 4.0})
      for (const bool neutral : {false, true}) {
        CompositionSearch search = paper(reading);
        search.limit = limit;
        if (neutral) search.charge = 0;
        const auto found = find_compositions(search);
        EXPECT_EQ(rows_of(found), brute_force(search, 80)) << static_cast<int>(reading) << " " << limit;
        EXPECT_EQ(rows_of(found).size(), found.size());
      }
}

TEST(Compositions, EveryReadingIsPartOfAny) {
  std::set<Row> parts;
  for (const Reading reading : {Reading::core, Reading::whole, Reading::partial})
    parts.merge(rows_of(find_compositions(paper(reading))));
  EXPECT_EQ(parts, rows_of(find_compositions(paper(Reading::any))));
}

TEST(Compositions, RankedAndWeighted) {
  CompositionSearch search = paper(Reading::any);
  search.limit = 4;
  const auto found = find_compositions(search);
  ASSERT_GT(found.size(), 20u);
  double sum = 0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    sum += found[i].weight;
    if (i > 0) {
      EXPECT_LE(found[i - 1].chi2, found[i].chi2);
    }
    EXPECT_EQ(found[i].charge, 2 * found[i].counts[0] - 2 * found[i].counts[1] - found[i].counts[2]);
    EXPECT_EQ(found[i].chi2, weighed(search, found[i].counts, found[i].kept).chi2);
  }
  EXPECT_NEAR(sum, 1, 1e-12);
}

// Three elements and two ligands, one of them neutral, against nested loops.
TEST(Compositions, MoreElementsAndLigands) {
  const CompositionSearch search{.components = {cd, s, se, phenylacetate, amine},
                                 .mass_Da = {3226, 3228, 3},
                                 .reading = Reading::whole,
                                 .ratios = {{1, 2, {1, 1, 0.2}}, {0, 1, {5, 5, 0.5}}},
                                 .shares = {{{3}, {0.49, 0.51, 0.01}}, {{}, {0.57, 0.6, 0.01}}},
                                 .charge = 0};
  std::set<std::vector<int>> expected, found;
  for (int a = 1; a < 29; ++a)
    for (int b = 1; b < 20; ++b)
      for (int d = 1; d < 20; ++d)
        for (int l = 0; l < 24; ++l)
          for (int n = 0; n < 25; ++n) {
            const double core = a * 112.41 + b * 32.06 + d * 78.971, acid = l * 135.142, base = n * 129.247;
            const double whole = core + acid + base;
            if (beyond(whole, 3226, 3228, 3, 2) || beyond(1.0 * b / d, 1, 1, 0.2, 2) ||
                beyond(1.0 * a / b, 5, 5, 0.5, 2) || beyond(acid / whole, 0.49, 0.51, 0.01, 2) ||
                beyond((acid + base) / whole, 0.57, 0.6, 0.01, 2) || 2 * a - 2 * b - 2 * d != l)
              continue;
            expected.insert({a, b, d, l, n});
          }
  for (const Composition& one : find_compositions(search)) found.insert(one.counts);
  EXPECT_TRUE(expected.contains({10, 2, 2, 12, 2}));
  EXPECT_EQ(found, expected);
}

// Without a share the charge alone bounds the ligands; without both nothing does.
TEST(Compositions, ChargeBoundsLigands) {
  CompositionSearch search{
      .components = {cd, s, phenylacetate}, .mass_Da = {4800.5, 4800.5, 5}, .reading = Reading::core};
  EXPECT_THROW(find_compositions(search), std::invalid_argument);
  search.charge = 0;
  const auto found = find_compositions(search);
  const auto is_37_20 = [](const Composition& one) { return one.counts == std::vector<int>{37, 20, 34}; };
  EXPECT_TRUE(std::ranges::any_of(found, is_37_20));
  for (const Composition& one : found) EXPECT_EQ(one.charge, 0);
  search.reading = Reading::whole;
  search.charge.reset();
  EXPECT_THROW(find_compositions(search, 3), std::invalid_argument);  // more than three agree
}

TEST(Compositions, SpansAndNames) {
  const Span span{1.8, 1.9, 0.05};
  EXPECT_EQ(span.deviation(1.85), 0);
  EXPECT_NEAR(span.deviation(1.7), -2, 1e-12);
  EXPECT_NEAR(span.deviation(2.0), 2, 1e-12);
  EXPECT_EQ(formula_text({cd, s, phenylacetate}, {37, 1, 34}), "Cd37SL34");
  EXPECT_EQ(formula_text({cd, s, {"OA", 1, -1, true}}, {1, 0, 2}), "Cd(OA)2");
}

}  // namespace
}  // namespace nacre::crystal
