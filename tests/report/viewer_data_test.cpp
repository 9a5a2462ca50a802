#include "nacre/report/viewer_data.hpp"

#include <gtest/gtest.h>

#include "report/sample_film.hpp"
#include "report/sample_frame_map.hpp"
#include "report/sample_run.hpp"

namespace nacre::report {
namespace {

Plot plot(Curve curve) { return {"p", "t", "", {"x", "nm"}, {"y", "", true}, {std::move(curve)}}; }

TEST(ViewerData, HoldsAxesAndCurves) {
  const std::string json =
      viewer_data({plot({"a", Mark::points, 2, {0, 1}, {1, no_value}, {0.1, 0.2}, {}, {}, {"n1", "n2"}})});
  EXPECT_NE(json.find(R"("x":{"label":"x","unit":"nm","text":"x / nm","log":false,"range":[-0.025,1.025]})"),
            std::string::npos)
      << json;
  EXPECT_NE(
      json.find(
          R"({"label":"a","mark":"points","color":2,"x":[0.0,1.0],"y":[1.0,null],"error":[0.1,0.2],"notes":["n1","n2"]})"),
      std::string::npos)
      << json;
}

TEST(ViewerData, RoundsToNineDigits) {
  const std::string json = viewer_data({plot({"", Mark::line, 0, {1.0 / 3}, {2e-7 / 3}, {}, {}, {}, {}})});
  EXPECT_NE(json.find(R"("x":[0.333333333],"y":[6.66666667e-08]})"), std::string::npos) << json;
}

TEST(ViewerData, HoldsBandsAndMaps) {
  const std::string json =
      viewer_data({plot({"", Mark::band, 0, {1}, {}, {}, {2}, {3}, {}}),
                   CorrelationMap{"m", "", "", {"a"}, {1}}, Gallery{"g", "", "", "", "", {}}});
  EXPECT_NE(json.find(R"("low":[2.0],"high":[3.0]})"), std::string::npos) << json;
  EXPECT_NE(json.find(R"("maps":[{"id":"m","names":["a"],"values":[1.0]}])"), std::string::npos) << json;
}

TEST(ViewerData, HoldsSpheresOnceAndTheirContainer) {
  ParticleGallery gallery{.id = "g", .kinds = {{"L", 1, 0.5}}};
  gallery.pictures = {{.positions_nm = {-1, 0, 0, 1, 0, 0}, .kind = {0, 0}, .box_nm = {4, 2, 2}}, {}};
  gallery.pictures[1] = gallery.pictures[0];
  gallery.pictures[1].kept = 0.5;
  gallery.pictures[1].box_nm = {};
  gallery.pictures[1].droplet_radius_nm = 2;
  const std::string json = viewer_data({gallery});
  EXPECT_EQ(json.find("\"positions\""), json.rfind("\"positions\""));
  EXPECT_NE(json.find(R"({"same":0,"kept":0.5,"ball":{"radius":0.816496581,"middle":[0.0,0.0,0.0]}})"),
            std::string::npos)
      << json;  // the reach is half of the box's diagonal, sqrt(6)
  EXPECT_NE(json.find(R"("edges":[-0.816496581,-0.40824829,-0.40824829,0.816496581,)"), std::string::npos)
      << json;
}

TEST(ViewerData, HoldsParticles) {
  const ParticleGallery gallery{
      "g", "", "", {{"core", -1, 1}, {"A", 0, 1.0 / 3}}, {{"t<", {0, 0, 0, 0, 0, 2}, {0, 1}}}};
  const std::string json = viewer_data({gallery});
  EXPECT_NE(json.find(R"("particles":[{"id":"g","axes":[[-0.422618262,0.906307787,0.0],)"), std::string::npos)
      << json;
  EXPECT_NE(json.find(R"("reach":2.0,"kinds":[{"color":-1,"radius":1.0},{"color":0,"radius":0.333333333}],)"
                      R"("pictures":[{"positions":"AIAAgABAAIAAgP+/","kind":"AAE="}]}])"),
            std::string::npos)
      << json;
}

// Both frames stand on the same numbers: the film's arrays hold these once.
TEST(ViewerData, HoldsFilms) {
  const Curve line{.label = "l", .color = 1, .x = {0, 1}, .y = {1, 1}};
  const Curve band{.mark = Mark::band, .x = {0, 1}, .y_low = {0, 0}, .y_high = {1, no_value}};
  const Film film{.id = "f",
                  .x = {"x", "nm"},
                  .y = {"y", ""},
                  .slider = {"time", "s"},
                  .frames = {{1.0 / 3, {line, band}}, {2, {line, band}}}};
  const std::string json = viewer_data({film});
  const std::string axes =
      R"("x":{"label":"x","unit":"nm","text":"x / nm","log":false,"range":[-0.025,1.025]},)"
      R"("y":{"label":"y","unit":"","text":"y","log":false,"range":[-0.05,1.05]},)"
      R"("slider":{"label":"time","text":"time / s"},)";
  const std::string curves = R"("curves":[{"x":0,"y":1},{"x":0,"low":2,"high":3}]})";
  EXPECT_NE(
      json.find(R"("films":[{"id":"f",)" + axes +
                R"("curves":[{"label":"l","mark":"line","color":1},{"label":"","mark":"band","color":0}],)" +
                R"("frames":[{"at":0.333333333,"text":"time 0.3333 s",)" + curves +
                R"(,{"at":2.0,"text":"time 2 s",)" + curves + R"(],"arrays":["AAAAAAAAgD8=",)" +
                R"("AACAPwAAgD8=","AAAAAAAAAAA=","AACAPwAAwH8="]}])"),
      std::string::npos)
      << json;
}

TEST(ViewerData, HoldsErrorsAndNotesOfFilms) {
  Film film{.id = "f", .frames = {{0, {{.mark = Mark::points, .x = {0}, .y = {1}}}}}};
  film.frames[0].curves[0].y_error = {0};
  film.frames[0].curves[0].notes = {"a<b"};
  EXPECT_NE(viewer_data({film}).find(R"({"x":0,"y":1,"error":0,"notes":["a\u003cb"]})"), std::string::npos);
}

// 60 frames of three curves with 400 points: as text they would be 3 MB.
TEST(ViewerData, OfALargeFilmIsCompact) {
  Film film{.id = "f"};
  for (int i = 0; i < 60; ++i) {
    Curve curve;
    for (int k = 0; k < 400; ++k) {
      curve.x.push_back(0.1 * k + 1e-3 * i);
      curve.y.push_back(std::sin(k + i));
    }
    film.frames.push_back({1.0 * i, {curve, curve, curve}});
    for (std::size_t c = 0; c < 3; ++c) film.frames.back().curves[c].y[0] = static_cast<double>(c);
  }
  EXPECT_LT(viewer_data({film}).size(), 540'000u);
  for (FilmFrame& frame : film.frames)
    for (Curve& curve : frame.curves) curve.x = film.frames[0].curves[0].x;
  EXPECT_LT(viewer_data({film}).size(), 410'000u);
}

TEST(ViewerData, RefusesWhatIsNoFilm) {
  EXPECT_THROW(viewer_data({Film{}}), std::invalid_argument);
  Film film = test::sample_film();
  film.frames[3].curves.pop_back();
  EXPECT_THROW(viewer_data({film}), std::invalid_argument);
}

TEST(ViewerData, CannotEndItsScriptElement) {
  const std::string json =
      viewer_data({plot({"</script><!--<script>", Mark::line, 0, {}, {}, {}, {}, {}, {}})});
  EXPECT_EQ(json.find('<'), std::string::npos);
  EXPECT_NE(json.find(R"("\u003c/script>\u003c!--\u003cscript>")"), std::string::npos) << json;
}

TEST(ViewerData, NegativeColorsAreTheFirst) {
  EXPECT_NE(viewer_data({plot({"", Mark::line, -4, {}, {}, {}, {}, {}, {}})}).find(R"("color":0)"),
            std::string::npos);
}

TEST(ViewerData, HoldsFrameMaps) {
  const std::string json = viewer_data({test::sample_frame_map(3, 2, 2, 2)});
  EXPECT_NE(json.find(R"("series":[{"id":"saxs-series","x":{"label":"q",)"), std::string::npos);
  EXPECT_NE(json.find(R"("map":{"columns":2,"x":{"first":0,"edges":[)"), std::string::npos);
  EXPECT_NE(
      json.find(
          R"("residuals":{"range":[-3.3,3.3],"curves":[{"label":"residuals","mark":"points","color":0}])"),
      std::string::npos);
  EXPECT_NE(json.find(R"("notes":["frame-0.dat)"), std::string::npos);
  const std::size_t colors = json.find(R"("heat":")") + 8;
  EXPECT_EQ(json.find('"', colors) - colors, 4u * 255u);
  FrameMap plain = test::sample_frame_map(3, 2, 2, 2);
  plain.residuals.clear();
  EXPECT_EQ(viewer_data({plain}).find(R"("residuals")"), std::string::npos);
  EXPECT_NE(viewer_data({test::sample_film()}).find(R"("heat":"")"), std::string::npos);
}

// Four numbers of 4 bytes a point, as base64; the frames share their abscissas.
TEST(ViewerData, OfALargeFrameMapIsCompact) {
  EXPECT_LT(viewer_data({test::sample_frame_map(50, 500, 30, 40)}).size(),
            50u * 500u * 4u * 16u / 3u + 60'000u);
}

TEST(ViewerData, RefusesWhatIsNoFrameMap) { EXPECT_THROW(viewer_data({FrameMap{}}), std::invalid_argument); }

}  // namespace
}  // namespace nacre::report
