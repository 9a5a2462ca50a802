#include "nacre/io/json_results.hpp"

#include <cmath>
#include <cstdint>
#include <limits>

#include "io/json_tests.hpp"

namespace nacre::io {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

using JsonResults = TemporaryFolder;

const SummaryHead head = {"0.1.0", "ligand-mixing", "C6SH:C10SH \"on\" CdSe", "ok"};

FitSummary sample_fit() {
  FitSummary fit;
  fit.name = "dH";
  fit.model = "regular solution";
  fit.parameters = {{.name = "chi",
                     .unit = "RT",
                     .description = "mixing",
                     .value = 3.6,
                     .uncertainty = 0.76,
                     .interval = {{2.94, 4.46}},
                     .start = 1,
                     .lower = -10,
                     .upper = infinity},
                    {.name = "b",
                     .unit = "",
                     .description = "twice a",
                     .value = 1e-300,
                     .fixed = true,
                     .at_bound = true,
                     .tie = "= 2 a"}};
  fit.free_names = {"chi", "c", "d"};
  fit.correlations = {1, 0.5, -0.05, 0.5, 1, no_value, -0.05, no_value, 1};
  fit.chi2 = 4.4;
  fit.chi2_reduced = 1.1;
  fit.aic = -3;
  fit.n_data = 6;
  fit.n_parameters = 2;
  fit.converged = true;
  fit.scaling = "none";
  fit.warnings = {"few data"};
  return fit;
}

StudyResult sample_result() {
  StudyResult result;
  result.headline = "chi_G is 3.60 RT";
  result.quantities = {{.name = "chi_G",
                        .value = 3.6,
                        .uncertainty = 0.76,
                        .interval = {{2.94, 4.46}},
                        .unit = "RT",
                        .description = "of mixing"},
                       {.name = "radius_final",
                        .value = 1.0 / 3,
                        .unit = "nm",
                        .description = "",
                        .case_label = {{"exponent", 2.0}, {"chi_G", std::string("3.4 RT")}}}};
  result.fits = {sample_fit()};
  result.tables = {{.name = "curves", .title = "", .notes = {}, .columns = {}, .rows = {}},
                   {.name = "scan", .title = "", .notes = {}, .columns = {}, .rows = {}}};
  result.warnings = {"a warning"};
  return result;
}

TEST_F(JsonResults, SummaryHasItsLayout) {
  StudyResult result = sample_result();
  result.fits.clear();
  EXPECT_EQ(summary_json(head, result), R"({
  "nacre": "0.1.0",
  "kind": "ligand-mixing",
  "title": "C6SH:C10SH \"on\" CdSe",
  "status": "ok",
  "headline": "chi_G is 3.60 RT",
  "quantities": [
    {
      "name": "chi_G",
      "value": 3.6,
      "uncertainty": 0.76,
      "interval": [
        2.94,
        4.46
      ],
      "unit": "RT",
      "description": "of mixing"
    },
    {
      "name": "radius_final",
      "value": 0.3333333333333333,
      "uncertainty": null,
      "unit": "nm",
      "description": "",
      "case": {
        "exponent": 2.0,
        "chi_G": "3.4 RT"
      }
    }
  ],
  "fits": [],
  "tables": [
    "tables/curves.csv",
    "tables/scan.csv"
  ],
  "warnings": [
    "a warning"
  ]
}
)");
}

TEST_F(JsonResults, FitHasItsLayout) {
  StudyResult result;
  result.fits = {sample_fit()};
  const std::string expected = without_blanks(R"("fits": [{
    "name": "dH", "model": "regular solution",
    "chi2": 4.4, "chi2_reduced": 1.1, "aic": -3.0, "bic": null,
    "n_data": 6, "n_parameters": 2, "converged": true, "scaling": "none",
    "parameters": [
      {"name": "chi", "unit": "RT", "value": 3.6, "uncertainty": 0.76, "interval": [2.94, 4.46],
       "start": 1.0, "lower": -10.0, "upper": null, "fixed": false, "at_bound": false,
       "description": "mixing"},
      {"name": "b", "unit": "", "value": 1e-300, "uncertainty": null,
       "start": null, "lower": null, "upper": null, "fixed": true, "at_bound": true,
       "tie": "= 2 a", "description": "twice a"}],
    "free": ["chi", "c", "d"],
    "correlations": [{"a": "chi", "b": "c", "value": 0.5}],
    "correlation_matrix": [[1.0, 0.5, -0.05], [0.5, 1.0, null], [-0.05, null, 1.0]],
    "warnings": ["few data"]}])");
  const std::string text = without_blanks(summary_json(head, result));
  EXPECT_NE(text.find(expected), std::string::npos) << text;
}

void expect_same(double a, double b) { EXPECT_TRUE(a == b || (std::isnan(a) && std::isnan(b))) << a << b; }

void expect_same(const FitParameterRow& a, const FitParameterRow& b) {
  EXPECT_EQ(a.name, b.name);
  EXPECT_EQ(a.unit, b.unit);
  EXPECT_EQ(a.description, b.description);
  expect_same(a.value, b.value);
  expect_same(a.uncertainty, b.uncertainty);
  EXPECT_EQ(a.interval, b.interval);
  expect_same(a.start, b.start);
  EXPECT_EQ(a.lower, b.lower);
  EXPECT_EQ(a.upper, b.upper);
  EXPECT_EQ(a.fixed, b.fixed);
  EXPECT_EQ(a.at_bound, b.at_bound);
  EXPECT_EQ(a.tie, b.tie);
}

void expect_same(const FitSummary& a, const FitSummary& b) {
  EXPECT_EQ(a.name, b.name);
  EXPECT_EQ(a.model, b.model);
  EXPECT_EQ(a.free_names, b.free_names);
  EXPECT_EQ(a.scaling, b.scaling);
  EXPECT_EQ(a.warnings, b.warnings);
  EXPECT_EQ(a.n_data, b.n_data);
  EXPECT_EQ(a.n_parameters, b.n_parameters);
  EXPECT_EQ(a.converged, b.converged);
  expect_same(a.chi2, b.chi2);
  expect_same(a.chi2_reduced, b.chi2_reduced);
  expect_same(a.aic, b.aic);
  expect_same(a.bic, b.bic);
  ASSERT_EQ(a.correlations.size(), b.correlations.size());
  for (std::size_t i = 0; i < a.correlations.size(); ++i) expect_same(a.correlations[i], b.correlations[i]);
  ASSERT_EQ(a.parameters.size(), b.parameters.size());
  for (std::size_t i = 0; i < a.parameters.size(); ++i) expect_same(a.parameters[i], b.parameters[i]);
}

TEST_F(JsonResults, SummaryRoundTrips) {
  StudyResult result = sample_result();
  result.files = {{.name = "nickel.gr", .content = "0 0\n"}};
  const Summary read = read_summary(write("summary.json", summary_json(head, result)));
  EXPECT_EQ(read.head.version, head.version);
  EXPECT_EQ(read.head.kind, head.kind);
  EXPECT_EQ(read.head.title, head.title);
  EXPECT_EQ(read.head.status, head.status);
  EXPECT_EQ(read.result.headline, result.headline);
  EXPECT_TRUE(read.result.converged);
  EXPECT_EQ(read.result.warnings, result.warnings);
  ASSERT_EQ(read.result.quantities.size(), 2u);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(read.result.quantities[i].name, result.quantities[i].name);
    EXPECT_EQ(read.result.quantities[i].value, result.quantities[i].value);
    expect_same(read.result.quantities[i].uncertainty, result.quantities[i].uncertainty);
    EXPECT_EQ(read.result.quantities[i].interval, result.quantities[i].interval);
    EXPECT_EQ(read.result.quantities[i].unit, result.quantities[i].unit);
    EXPECT_EQ(read.result.quantities[i].description, result.quantities[i].description);
    EXPECT_EQ(read.result.quantities[i].case_label, result.quantities[i].case_label);
  }
  ASSERT_EQ(read.result.fits.size(), 1u);
  expect_same(read.result.fits[0], result.fits[0]);
  ASSERT_EQ(read.result.tables.size(), 2u);
  EXPECT_EQ(read.result.tables[1].name, "scan");
  ASSERT_EQ(read.result.files.size(), 1u);
  EXPECT_EQ(read.result.files[0].name, "nickel.gr");
}

TEST_F(JsonResults, StatusCarriesConvergence) {
  SummaryHead failed = head;
  failed.status = "not_converged";
  EXPECT_FALSE(read_summary(write("summary.json", summary_json(failed, {}))).result.converged);
  failed.status = "partial";
  const StudyResult partial = read_summary(write("summary.json", summary_json(failed, {}))).result;
  EXPECT_TRUE(partial.converged);
  EXPECT_TRUE(partial.partial);
}

TEST_F(JsonResults, NumbersRoundTrip) {
  std::mt19937_64 random(5);
  StudyResult result;
  for (int i = 0; i < 500; ++i) {
    const int exponent = static_cast<int>(random() % 1900) - 1000;
    const double value = std::ldexp(static_cast<double>(random()) - 9e18, exponent);
    result.quantities.push_back({.name = "q", .value = value, .unit = "", .description = ""});
  }
  const Summary read = read_summary(write("summary.json", summary_json(head, result)));
  for (std::size_t i = 0; i < 500; ++i)
    EXPECT_EQ(read.result.quantities[i].value, result.quantities[i].value);
}

TEST_F(JsonResults, TextThatIsNotUtf8StaysReadable) {
  StudyResult result;
  result.headline = "a \xff b";
  EXPECT_EQ(read_summary(write("summary.json", summary_json(head, result))).result.headline, "a \ufffd b");
}

TEST_F(JsonResults, CutOffFileIsRefusedWithItsPlace) {
  EXPECT_EQ(failure([&] { read_summary(write("summary.json", "{\n  \"nacre\": \"0.")); }),
            "summary.json:2:15: is not whole JSON\n"
            "  2 |   \"nacre\": \"0.\n"
            "    |               ^\n"
            "  the file may have been cut off or edited");
  EXPECT_NE(failure([&] { read_figures(write("figures.json", "")); }).find("is not whole JSON"),
            std::string::npos);
}

TEST_F(JsonResults, EveryTruncationIsRefused) {
  const std::string whole = summary_json(head, sample_result());
  for (std::size_t size = 0; size + 2 < whole.size(); size += 7)  // the last two characters are "}\n"
    EXPECT_NE(failure([&] { read_summary(write("summary.json", whole.substr(0, size))); }), "no error")
        << size;
}

TEST_F(JsonResults, ForeignFilesAreRefused) {
  EXPECT_EQ(failure([&] { read_summary(write("summary.json", "{\"name\": 1}")); }),
            "summary.json: is not a summary of nacre\n"
            "  found:    [json.exception.out_of_range.403] key 'nacre' not found");
  EXPECT_EQ(failure([&] { read_figures(write("figures.json", "{}")); }),
            "figures.json: is not a list of figures of nacre\n  found:    something else than a list");
  EXPECT_EQ(failure([&] { read_figures(write("figures.json", "[{\"type\": \"pie\"}]")); }),
            "figures.json: is not a list of figures of nacre\n  found:    an unknown figure type \"pie\"");
  EXPECT_EQ(failure([&] { read_summary(file("none.json")); }), "none.json: no such file");
}

TEST_F(JsonResults, RandomMutationsNeverDoMoreThanThrow) {
  const auto save = [this](const std::string& name, const std::string& text) { return write(name, text); };
  EXPECT_GT(whole_after_edits(summary_json(head, sample_result()), 1000, save, read_summary), 200);
}

}  // namespace
}  // namespace nacre::io
