#include "nacre/io/json_results.hpp"

#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

#include "io/temporary_folder.hpp"

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

std::string without_blanks(std::string text) {
  std::erase_if(text, [](char c) { return c == ' ' || c == '\n'; });
  return text;
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
  const StudyResult result = sample_result();
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

// Of frame 2 the curve has another abscissa and one point more.
Film sample_film() {
  Curve early{.label = "seeds", .mark = Mark::line, .color = 2, .x = {1, 1.5}, .y = {0, 1.0 / 3}};
  Curve late = early;
  late.x = {2.25, 2.5, 3};
  late.y = {1, no_value, 0.5};
  return {.id = "sizes",
          .title = "Sizes",
          .caption = "They grow.",
          .x = {"radius", "nm", false},
          .y = {"number", "", true},
          .slider = {"time", "s", false},
          .frames = {{0.5, {early}}, {120, {late}}}};
}

std::vector<Figure> sample_figures() {
  Curve data{.label = "data",
             .mark = Mark::points,
             .color = 1,
             .x = {0, 0.5, 1},
             .y = {1, 2, 3},
             .y_error = {0.1, 0.1, 0.2},
             .y_low = {},
             .y_high = {},
             .notes = {"a", "b", "c"},
             .shade = 0.5};
  Curve band{.label = "",
             .mark = Mark::band,
             .color = 1,
             .x = {0, 1},
             .y = {},
             .y_error = {},
             .y_low = {0.5, no_value},
             .y_high = {1.5, 2},
             .notes = {}};
  Curve line{.label = "fit",
             .mark = Mark::line,
             .color = 1,
             .x = {0},
             .y = {1},
             .y_error = {},
             .y_low = {},
             .y_high = {},
             .notes = {}};
  Curve dashed = line;
  dashed.mark = Mark::dashed;
  const Plot plot{"mixing",
                  "Mixing",
                  "As equation 3.",
                  {"x", "", false},
                  {"dG", "kJ/mol", true},
                  {data, band, line, dashed}};
  const CorrelationMap map{"correlations", "Correlations", "", {"a", "b"}, {1, -0.5, -0.5, 1}};
  const LatticePicture picture{"chi = 0", "square", 3, 2, {1, 0, 0, 1, 1, 0}};
  const ParticlePicture particle{"chi = 0", {0, 0, 0.5, -1, 2.25, 1.0 / 3}, {1, 0}};
  return {plot, map, Gallery{"shells", "Shells", "", "C6", "C10", {picture, picture}},
          ParticleGallery{"faces", "Faces", "Drawn.", {{"core", -1, 0.13}, {"", 0, 0.2}}, {particle}},
          sample_film()};
}

TEST_F(JsonResults, MapsAndGalleriesHaveTheirLayout) {
  const std::vector<Figure> figures = sample_figures();
  EXPECT_EQ(without_blanks(figures_json({figures[1], figures[2]})), without_blanks(R"([
    {"type": "correlation", "id": "correlations", "title": "Correlations", "caption": "",
     "names": ["a", "b"], "values": [1.0, -0.5, -0.5, 1.0]},
    {"type": "gallery", "id": "shells", "title": "Shells", "caption": "",
     "label_a": "C6", "label_b": "C10",
     "pictures": [
       {"title": "chi = 0", "lattice": "square", "nx": 3, "ny": 2, "is_a": "100110"},
       {"title": "chi = 0", "lattice": "square", "nx": 3, "ny": 2, "is_a": "100110"}]}])"));
  EXPECT_EQ(figures_json({}), "[]\n");
}

TEST_F(JsonResults, PlotHasItsLayout) {
  Plot plot = std::get<Plot>(sample_figures()[0]);
  plot.curves.resize(2);
  EXPECT_EQ(without_blanks(figures_json({plot})), without_blanks(R"([
    {"type": "plot", "id": "mixing", "title": "Mixing", "caption": "As equation 3.",
     "x": {"label": "x", "unit": "", "logarithmic": false},
     "y": {"label": "dG", "unit": "kJ/mol", "logarithmic": true},
     "curves": [
       {"label": "data", "mark": "points", "color": 1, "x": [0.0, 0.5, 1.0], "y": [1.0, 2.0, 3.0],
        "y_error": [0.1, 0.1, 0.2], "y_low": [], "y_high": [], "notes": ["a", "b", "c"], "shade": 0.5},
       {"label": "", "mark": "band", "color": 1, "x": [0.0, 1.0], "y": [],
        "y_error": [], "y_low": [0.5, null], "y_high": [1.5, 2.0], "notes": []}]}])"));
}

// The layout tests pin what is written, so that equal texts mean equal figures.
TEST_F(JsonResults, FiguresRoundTrip) {
  const std::string text = figures_json(sample_figures());
  const std::vector<Figure> read = read_figures(write("figures.json", text));
  ASSERT_EQ(read.size(), 5u);
  EXPECT_EQ(figures_json(read), text);
  const Plot& plot = std::get<Plot>(read[0]);
  EXPECT_EQ(plot.curves[0].notes, (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_EQ(plot.curves[0].shade, 0.5);
  EXPECT_EQ(plot.curves[1].shade, 1);
  EXPECT_EQ(plot.curves[3].mark, Mark::dashed);
  EXPECT_TRUE(std::isnan(plot.curves[1].y_low[1]));
  EXPECT_EQ(std::get<Gallery>(read[2]).pictures[1].is_a, (std::vector<std::uint8_t>{1, 0, 0, 1, 1, 0}));
  const ParticleGallery& particles = std::get<ParticleGallery>(read[3]);
  EXPECT_EQ(particles.kinds[0].label, "core");
  EXPECT_EQ(particles.kinds[0].color, -1);
  EXPECT_EQ(particles.kinds[1].radius_nm, 0.2);
  EXPECT_EQ(particles.pictures[0].positions_nm, (std::vector<double>{0, 0, 0.5, -1, 2.25, 0.333333}));
  EXPECT_EQ(particles.pictures[0].kind, (std::vector<std::uint8_t>{1, 0}));
  const Film& film = std::get<Film>(read[4]);
  EXPECT_EQ(film.slider.unit, "s");
  ASSERT_EQ(film.frames.size(), 2u);
  EXPECT_EQ(film.frames[0].at, 0.5);
  EXPECT_EQ(film.frames[0].curves[0].y, (std::vector<double>{0, 1.0 / 3}));
  EXPECT_EQ(film.frames[1].curves[0].x, (std::vector<double>{2.25, 2.5, 3}));
  EXPECT_TRUE(std::isnan(film.frames[1].curves[0].y[1]));
}

TEST_F(JsonResults, FilmHasItsLayout) {
  EXPECT_EQ(without_blanks(figures_json({sample_film()})), without_blanks(R"([
    {"type": "film", "id": "sizes", "title": "Sizes", "caption": "They grow.",
     "x": {"label": "radius", "unit": "nm", "logarithmic": false},
     "y": {"label": "number", "unit": "", "logarithmic": true},
     "slider": {"label": "time", "unit": "s", "logarithmic": false},
     "frames": [
       {"at": 0.5, "curves": [
         {"label": "seeds", "mark": "line", "color": 2, "x": [1.0, 1.5], "y": [0.0, 0.3333333333333333],
          "y_error": [], "y_low": [], "y_high": [], "notes": []}]},
       {"at": 120.0, "curves": [
         {"label": "seeds", "mark": "line", "color": 2, "x": [2.25, 2.5, 3.0], "y": [1.0, null, 0.5],
          "y_error": [], "y_low": [], "y_high": [], "notes": []}]}]}])"));
}

// What cannot be shown is neither written nor read.
TEST_F(JsonResults, BrokenFilmsAreRefused) {
  Film wrong = sample_film();
  wrong.frames[1].at = 0.5;
  EXPECT_THROW(figures_json({wrong}), std::invalid_argument);
  const std::string whole = figures_json({sample_film()});
  const auto refused = [&](const std::string& from, const std::string& to) {
    std::string text = whole;
    text.replace(text.find(from), from.size(), to);
    return failure([&] { read_figures(write("figures.json", text)); });
  };
  const std::string start = "figures.json: is not a list of figures of nacre\n  found:    ";
  EXPECT_EQ(refused("120.0", "0.25"),
            start + "film \"sizes\", frame 2: it is at 0.25, the one before at 0.5");
  EXPECT_EQ(refused("120.0", "null"), start + "film \"sizes\", frame 2: it is at nan");
  EXPECT_EQ(refused(R"("curves":[{)", R"("curves":[],"more":[{)"),
            start + "film \"sizes\", frame 2: its number of curves is 1, in the first frame 0");
  EXPECT_EQ(refused(R"("color":2)", R"("color":3)"),
            start +
                "film \"sizes\", frame 2: its curve 1 \"seeds\" has another label, mark or color than "
                "\"seeds\" of the first frame");
  EXPECT_EQ(refused("\"frames\":", "\"frames\":[],\"more\":"), start + "film \"sizes\" has no frames");
  EXPECT_NE(refused("\"slider\"", "\"glider\"").find("key 'slider' not found"), std::string::npos);
}

TEST_F(JsonResults, ParticlesHaveTheirLayout) {
  EXPECT_EQ(without_blanks(figures_json({sample_figures()[3]})), without_blanks(R"([
    {"type": "particles", "id": "faces", "title": "Faces", "caption": "Drawn.",
     "kinds": [{"label": "core", "color": -1, "radius_nm": 0.13},
               {"label": "", "color": 0, "radius_nm": 0.2}],
     "pictures": [{"title": "chi = 0", "positions_nm": [0.0, 0.0, 0.5, -1.0, 2.25, 0.333333],
                   "kind": [1, 0]}]}])"));
}

// Each replacement breaks the file in one place.
TEST_F(JsonResults, BrokenParticlesAreRefused) {
  const std::string whole = figures_json({sample_figures()[3]});
  const auto refused = [&](const std::string& from, const std::string& to) {
    std::string text = whole;
    text.replace(text.find(from), from.size(), to);
    return failure([&] { read_figures(write("figures.json", text)); });
  };
  const std::string start = "figures.json: is not a list of figures of nacre\n  found:    ";
  EXPECT_EQ(refused("[1,0]", "[1,2]"), start + "sphere kind 2 of 2");
  EXPECT_EQ(refused("[1,0]", "[1,-1]"), start + "sphere kind -1 of 2");
  EXPECT_EQ(refused("[1,0]", "[1]"), start + "6 coordinates for 1 spheres");
  EXPECT_EQ(refused("0.5,", ""), start + "5 coordinates for 2 spheres");
  EXPECT_EQ(refused("0.5,", "null,"), start + "a sphere without a position");
  EXPECT_EQ(refused("0.13", "0.0"), start + "a sphere without a radius");
  EXPECT_EQ(refused("0.13", "null"), start + "a sphere without a radius");
  EXPECT_NE(refused("\"kinds\"", "\"kind\"").find("key 'kinds' not found"), std::string::npos);
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
  const std::string summary = summary_json(head, sample_result()), figures = figures_json(sample_figures());
  constexpr char characters[] = "0123456789.,:\"{}[]eE-ntf\\ \n\xff";
  const std::string alphabet(characters, sizeof characters);  // with the zero at its end
  std::mt19937 random(1);
  int whole = 0;
  for (int i = 0; i < 2000; ++i) {
    std::string text = i % 2 ? summary : figures;
    for (unsigned edits = random() % 4; edits-- > 0;)
      text.replace(random() % text.size(), random() % 4, 1, alphabet[random() % alphabet.size()]);
    const std::filesystem::path path = write("m.json", text);
    try {
      if (i % 2)
        read_summary(path);
      else
        read_figures(path);
      ++whole;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ExitCode::data);
    }
  }
  EXPECT_GT(whole, 400);
}

}  // namespace
}  // namespace nacre::io
