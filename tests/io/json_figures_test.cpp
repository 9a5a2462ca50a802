// figures.json: layout, round trip, and what is refused.
#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <utility>

#include "io/json_tests.hpp"
#include "nacre/io/json_results.hpp"

namespace nacre::io {
namespace {

using JsonFigures = TemporaryFolder;

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

// Numbers that single precision holds; both frames share their abscissas.
FrameMap sample_frame_map() {
  const auto curve = [](const char* label, Mark mark, std::vector<double> y) {
    return Curve{.label = label, .mark = mark, .color = 1, .x = {1, 1.5}, .y = std::move(y)};
  };
  FrameMap map{
      .id = "saxs",
      .title = "Frames",
      .caption = "They scatter.",
      .x = {"q", "1/nm", false},
      .y = {"intensity", "1/cm", true},
      .slider = {"time", "s", false},
      .map_x = {1, 1.5},
      .map_at = {0.1, 120},
      .map_values = {1, 2, 3, no_value},
      .frames = {{0.1, {curve("data", Mark::points, {1, 2}), curve("fit", Mark::line, {1, 2.5})}},
                 {120, {curve("data", Mark::points, {3, no_value}), curve("fit", Mark::line, {3, 1})}}},
      .residuals = {{0.1, {curve("", Mark::points, {0, -1})}}, {120, {curve("", Mark::points, {0, 2})}}},
      .notes = {"a.dat", "b.dat"}};
  map.frames[0].curves[0].y_error = map.frames[1].curves[0].y_error = {0.5, 0.5};
  return map;
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
  return {plot,
          map,
          Gallery{"shells", "Shells", "", "C6", "C10", {picture, picture}},
          ParticleGallery{"faces", "Faces", "Drawn.", {{"core", -1, 0.13}, {"", 0, 0.2}}, {particle}},
          sample_film(),
          sample_frame_map()};
}

TEST_F(JsonFigures, MapsAndGalleriesHaveTheirLayout) {
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

TEST_F(JsonFigures, PlotHasItsLayout) {
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
TEST_F(JsonFigures, FiguresRoundTrip) {
  const std::string text = figures_json(sample_figures());
  const std::vector<Figure> read = read_figures(write("figures.json", text));
  ASSERT_EQ(read.size(), 6u);
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
  const FrameMap& map = std::get<FrameMap>(read[5]);
  EXPECT_EQ(map.map_at, (std::vector<double>{0.1, 120}));
  EXPECT_TRUE(std::isnan(map.map_values[3]));
  EXPECT_EQ(map.frames[1].curves[0].y_error, (std::vector<double>{0.5, 0.5}));
  EXPECT_EQ(map.frames[1].curves[1].mark, Mark::line);
  EXPECT_EQ(map.residuals[0].curves[0].y, (std::vector<double>{0, -1}));
  EXPECT_EQ(map.notes[1], "b.dat");
}

TEST_F(JsonFigures, FilmHasItsLayout) {
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
TEST_F(JsonFigures, BrokenFilmsAreRefused) {
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

// "AACAPwAAwD8=" is 1, 1.5.
TEST_F(JsonFigures, FrameMapHasItsLayout) {
  EXPECT_EQ(without_blanks(figures_json({sample_frame_map()})), without_blanks(R"([
    {"type": "frames", "id": "saxs", "title": "Frames", "caption": "They scatter.",
     "x": {"label": "q", "unit": "1/nm", "logarithmic": false},
     "y": {"label": "intensity", "unit": "1/cm", "logarithmic": true},
     "slider": {"label": "time", "unit": "s", "logarithmic": false},
     "map_x": [1.0, 1.5], "map_at": [0.1, 120.0], "map_values": "AACAPwAAAEAAAEBAAADAfw==",
     "frames": {
       "curves": [{"label": "data", "mark": "points", "color": 1}, {"label": "fit", "mark": "line", "color": 1}],
       "at": [0.1, 120.0],
       "numbers": [[{"x": 0, "y": 1, "y_error": 2}, {"x": 0, "y": 3}],
                   [{"x": 0, "y": 4, "y_error": 2}, {"x": 0, "y": 5}]]},
     "residuals": {
       "curves": [{"label": "", "mark": "points", "color": 1}],
       "at": [0.1, 120.0],
       "numbers": [[{"x": 0, "y": 6}], [{"x": 0, "y": 7}]]},
     "notes": ["a.dat", "b.dat"],
     "arrays": ["AACAPwAAwD8=", "AACAPwAAAEA=", "AAAAPwAAAD8=", "AACAPwAAIEA=", "AABAQAAAwH8=",
                "AABAQAAAgD8=", "AAAAAAAAgL8=", "AAAAAAAAAEA="]}])"));
}

TEST_F(JsonFigures, BrokenFrameMapsAreRefused) {
  FrameMap wrong = sample_frame_map();
  wrong.map_values.pop_back();
  EXPECT_THROW(figures_json({wrong}), std::invalid_argument);
  const std::string whole = figures_json({sample_frame_map()});
  const auto refused = [&](const std::string& from, const std::string& to) {
    std::string text = whole;
    text.replace(text.find(from), from.size(), to);
    return failure([&] { read_figures(write("figures.json", text)); });
  };
  const std::string start = "figures.json: is not a list of figures of nacre\n  found:    ";
  EXPECT_EQ(refused("AACAPwAAAEAAAEBAAADAfw==", "AACAPwAAAEAAAEBA"),
            start + "frame map \"saxs\" has 3 values for 2 rows of 2");
  EXPECT_EQ(refused("AACAPwAAwD8=", "AAC"), start + "packed numbers that are no base64 of nacre");
  EXPECT_EQ(refused("\"y\":7", "\"y\":8"), start + "array 8 of 8");
  EXPECT_EQ(refused("\"y\":7", "\"y\":-1"), start + "array -1 of 8");
  EXPECT_EQ(refused("\"a.dat\",", ""), start + "frame map \"saxs\" has 1 notes for 2 frames");
}

TEST_F(JsonFigures, ParticlesHaveTheirLayout) {
  EXPECT_EQ(without_blanks(figures_json({sample_figures()[3]})), without_blanks(R"([
    {"type": "particles", "id": "faces", "title": "Faces", "caption": "Drawn.",
     "kinds": [{"label": "core", "color": -1, "radius_nm": 0.13},
               {"label": "", "color": 0, "radius_nm": 0.2}],
     "pictures": [{"title": "chi = 0", "positions_nm": [0.0, 0.0, 0.5, -1.0, 2.25, 0.333333],
                   "kind": [1, 0]}]}])"));
}

// Snapshots of a simulation: many spheres in another unit, a container, the last picture once more and cut.
ParticleGallery snapshots() {
  ParticleGallery gallery{.id = "snapshots", .kinds = {{"L", 1, 0.5}, {"S", -2, 0.25}}, .unit = "σ"};
  ParticlePicture many{.title = "final"};
  for (int i = 0; i < 3000; ++i) {
    many.positions_nm.insert(many.positions_nm.end(), {0.25 * i, -1.5 * i, 0.125});
    many.kind.push_back(static_cast<std::uint8_t>(i % 2));
  }
  many.box_nm = {10, 11, 12};
  gallery.pictures = {
      many, many, {.title = "one", .positions_nm = {1, 2, 3}, .kind = {0}, .droplet_radius_nm = 4}};
  gallery.pictures[1].kept = 0.5;
  return gallery;
}

TEST_F(JsonFigures, SnapshotsRoundTripAndAreWrittenOnce) {
  const std::string text = figures_json({snapshots()});
  EXPECT_LT(text.size(), 60'000u);  // 12 bytes of position and 1 of kind in base64: 52 kB
  EXPECT_NE(text.find("\"same_as\":0"), std::string::npos);
  const auto read = std::get<ParticleGallery>(read_figures(write("figures.json", text)).at(0));
  EXPECT_EQ(figures_json({read}), text);
  EXPECT_EQ(read.unit, "σ");
  EXPECT_EQ(read.pictures[1].positions_nm, snapshots().pictures[0].positions_nm);
  EXPECT_EQ(read.pictures[1].kind, snapshots().pictures[0].kind);
  EXPECT_EQ(read.pictures[1].kept, 0.5);
  EXPECT_EQ(read.pictures[0].kept, 1);
  EXPECT_EQ(read.pictures[0].box_nm, (std::array<double, 3>{10, 11, 12}));
  EXPECT_EQ(read.pictures[2].droplet_radius_nm, 4);
}

TEST_F(JsonFigures, BrokenSnapshotsAreRefused) {
  const std::string whole = figures_json({snapshots()});
  const auto refused = [&](const std::string& from, const std::string& to) {
    std::string text = whole;
    text.replace(text.find(from), from.size(), to);
    return failure([&] { read_figures(write("figures.json", text)); });
  };
  const std::string start = "figures.json: is not a list of figures of nacre";
  for (const auto& [from, to] : {std::pair{"\"same_as\":0", "\"same_as\":7"},
                                 {"\"same_as\":0", "\"same_as\":-1"},
                                 {"\"packed_kind\":\"AAEA", "\"packed_kind\":\"AAcA"},
                                 {"\"packed_positions_nm\":\"", "\"packed_positions_nm\":\"?"}})
    EXPECT_EQ(refused(from, to).substr(0, start.size()), start) << to;
}

// Each replacement breaks the file in one place.
TEST_F(JsonFigures, BrokenParticlesAreRefused) {
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

TEST_F(JsonFigures, RandomMutationsNeverDoMoreThanThrow) {
  const auto save = [this](const std::string& name, const std::string& text) { return write(name, text); };
  EXPECT_GT(whole_after_edits(figures_json(sample_figures()), 1000, save, read_figures), 200);
}

}  // namespace
}  // namespace nacre::io
