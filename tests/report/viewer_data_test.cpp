#include "nacre/report/viewer_data.hpp"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace nacre::report
