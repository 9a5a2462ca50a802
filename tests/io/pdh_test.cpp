#include "nacre/io/pdh.hpp"

#include "temporary_folder.hpp"

namespace nacre::io {
namespace {

namespace fs = std::filesystem;
using Values = std::vector<double>;

class Pdh : public TemporaryFolder {
 protected:
  std::string text(const char* count, const char* rows) const {
    return std::string("title\nSAXS BOX\n ") + count + " 0 0 0 0 0 0 0\n 0 261 0 1e-5 0.154\n 25 1 0 0 0\n" +
           rows;
  }
  Frame read(const std::string& content) const {
    return open_scattering({write("a.pdh", content)}, {})->read(0, 1)[0];
  }
  std::string refusal(const std::string& content) const {
    return failure([&] { read(content); });
  }
};

TEST_F(Pdh, RowsAsAnnounced) {
  const Frame frame = read(text("3", "0.1 5 0.5\n0.2 4 0.4\n0.3 3 0.3\n<xml>\n1 2 3\n"));
  EXPECT_EQ(frame.x, (Values{0.1, 0.2, 0.3}));
  EXPECT_EQ(frame.y_error, (Values{0.5, 0.4, 0.3}));
  EXPECT_TRUE(read(text("3", "0.1 5 -1\n0.2 4 -1\n0.3 3 -1\n")).y_error.empty()) << "-1 stands for none";
}

TEST_F(Pdh, BrokenFiles) {
  EXPECT_NE(refusal("q I\n1 2\n").find("is not laid out as a .pdh file"), std::string::npos);
  EXPECT_NE(refusal(text("9", "0.1 5 0.5\n0.2 4 0.4\n")).find("expected: 9 points"), std::string::npos);
  EXPECT_NE(refusal(text("1e18", "0.1 5 0.5\n")).find("announces another number"), std::string::npos);
  EXPECT_EQ(refusal(text("3", "0.1 5 0.5\n0.2 x 0.4\n0.3 3 0.3\n")),
            "a.pdh:7:5: a row is not q, I and error\n"
            "  7 | 0.2 x 0.4\n"
            "    |     ^\n"
            "  found:    x\n"
            "  expected: three numbers\n"
            "  the file may have been cut off");
  EXPECT_NE(
      refusal(text("3", "0.1 5 0.5\n0.2 4 0\n0.3 3 0.3\n")).find("a.pdh:7:7: the error is not positive"),
      std::string::npos);
  const fs::path path = write("b.pdh", text("3", "0.1 5 1\n0.2 4 1\n0.3 3 1\n"));
  EXPECT_NE(failure([&] { read_pdh(path, {.q_unit = "1/A"}); }).find("is not the declared one"),
            std::string::npos);
}

TEST_F(Pdh, AFileOfAntonPaar) {
  const fs::path path = NACRE_SOURCE_DIR "/../shared/data/scattering/saxs/Anton-Paar.pdh";
  if (!fs::exists(path)) GTEST_SKIP() << "no shared data";
  const Frame frame = open_scattering({path}, {})->read(0, 1)[0];
  EXPECT_EQ(frame.x.size(), 673u);
  EXPECT_EQ(frame.x.front(), 6.604e-2);
  EXPECT_EQ(frame.y_error.front(), 7.518356e-3);
}

}  // namespace
}  // namespace nacre::io
