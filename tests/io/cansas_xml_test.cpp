#include "nacre/io/cansas_xml.hpp"

#include "temporary_folder.hpp"

namespace nacre::io {
namespace {

namespace fs = std::filesystem;
using Values = std::vector<double>;

std::string point(const char* q, const char* i, const char* rest = "") {
  return std::string("<Idata><Q unit=\"1/A\">") + q + "</Q><I unit='1/cm'> " + i + "\n</I>" + rest +
         "</Idata>\n";
}

std::string data(const std::string& points) { return "<SASdata name=\"a\">" + points + "</SASdata>"; }

std::string root(const std::string& content) {
  return "<?xml version=\"1.0\"?>\n<!-- <SASdata> -->\n<cs:SASroot>\n<SASentry>" + content +
         "</SASentry></cs:SASroot>\n";
}

const std::string three = point("0.1", "3") + point("0.2", "2") + point("0.3", "1");

class CansasXml : public TemporaryFolder {
 protected:
  std::unique_ptr<FrameSource> open(const std::string& content) const {
    return open_scattering({write("a.xml", content)}, {});
  }
  std::string refusal(const std::string& content) const {
    return failure([&] { open(content)->read(0, 1); });
  }
};

TEST_F(CansasXml, PointsWithUnits) {
  const auto source = open(root(data(three)));
  EXPECT_EQ(source->y_unit(), "1/cm");
  const Frame frame = source->read(0, 1)[0];
  EXPECT_EQ(frame.name, "a.xml");
  EXPECT_EQ(frame.x, (Values{1, 2, 3}));
  EXPECT_EQ(frame.y, (Values{3, 2, 1}));
}

TEST_F(CansasXml, ErrorsAndWidthsWhereAllPointsHaveThem) {
  const char* rest = "<Idev unit=\"1/cm\">0.1</Idev><Qdev unit=\"1/A\">0.01</Qdev>";
  const auto all =
      open(root(data(point("0.1", "3", rest) + point("0.2", "2", rest) + point("0.3", "1", rest))));
  EXPECT_EQ(all->read(0, 1)[0].y_error, (Values{0.1, 0.1, 0.1}));
  EXPECT_EQ(all->read(0, 1)[0].x_width, (Values{0.1, 0.1, 0.1}));
  const auto some = open(root(data(point("0.1", "3", rest) + point("0.2", "2") + point("0.3", "1", rest))));
  EXPECT_TRUE(some->read(0, 1)[0].y_error.empty());
}

TEST_F(CansasXml, EachSasdataIsAFrame) {
  const auto source = open(root(data(three) + data(point("0.1", "x")) + data(three)));
  ASSERT_EQ(source->size(), 3u);
  const auto frames = source->read(1, 2);
  EXPECT_EQ(frames[0].name, "a.xml data 2");
  EXPECT_NE(frames[0].defect.find("a.xml:10:57: I is not a finite number (found x"), std::string::npos)
      << frames[0].defect;
  EXPECT_EQ(frames[1].defect, "");
}

TEST_F(CansasXml, BrokenFiles) {
  EXPECT_NE(refusal("<html></html>").find("is no canSAS XML"), std::string::npos);
  EXPECT_NE(refusal(root("<SASdata>" + three)).find("this SASdata has no end"), std::string::npos);
  EXPECT_NE(refusal(root(data(""))).find("one Q and one I"), std::string::npos);
  EXPECT_NE(
      refusal(root(data("<Idata><Q unit=\"1/s\">1</Q><I>1</I></Idata>"))).find("the unit of Q is none of q"),
      std::string::npos);
  EXPECT_NE(refusal(root(data("<Idata><Q>1</Q><I>1</I></Idata>"))).find("does not say the unit of q"),
            std::string::npos);
  EXPECT_NE(refusal(root(data("<Idata><Q unit=\"1/A\">1</Q><I unit=\"K\">1</I></Idata>")))
                .find("the unit of I is none"),
            std::string::npos);
  EXPECT_NE(
      refusal(root(data(point("0.1", "3") + point("0.1", "2") + point("0.3", "1")))).find("q is there twice"),
      std::string::npos);
}

TEST_F(CansasXml, AFileOfMantid) {
  const fs::path path =
      NACRE_SOURCE_DIR "/../shared/data/scattering/saxs/33837rear_1D_1.75_16.5_CanSAS1D.xml";
  if (!fs::exists(path)) GTEST_SKIP() << "no shared data";
  const auto source = open_scattering({path}, {});
  const Frame frame = source->read(0, 1)[0];
  EXPECT_EQ(frame.x.size(), 66u);
  EXPECT_DOUBLE_EQ(frame.x[0], 0.0416);
  EXPECT_EQ(frame.y_error[0], 0.615225);
  EXPECT_TRUE(frame.x_width.empty()) << "widths of zero";
}

}  // namespace
}  // namespace nacre::io
