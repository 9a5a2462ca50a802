#include "nacre/io/heats_csv.hpp"

#include <stdexcept>

#include "temporary_folder.hpp"

namespace nacre::io {
namespace {

class HeatsCsv : public TemporaryFolder {
 protected:
  TitrationFile read(const std::string& text, const HeatColumns& columns) const {
    return read_heats_csv(write("a.csv", text), columns);
  }
};

TEST_F(HeatsCsv, ConvertsToMicrojoulesAndMicrolitres) {
  const TitrationFile file =
      read("v,q,s\n10,-2,0.5\n5,1,0.25\n", {.volume = "v", .heat = "q", .heat_unit = "ucal", .error = "s"});
  EXPECT_EQ(file.volumes_uL, (std::vector<double>{10, 5}));
  EXPECT_NEAR(file.heats_uJ[0], -8.368, 1e-12);
  EXPECT_NEAR(file.errors_uJ[1], 0.25 * 4.184, 1e-12);
  EXPECT_NEAR(
      read("v;q\n1;2\n", {.volume = "v", .volume_unit = "mL", .heat = "q", .heat_unit = "mJ"}).volumes_uL[0],
      1000, 1e-9);
  EXPECT_NEAR(read("q\n2\n", {.heat = "q", .heat_unit = "mJ"}).heats_uJ[0], 2000, 1e-9);
}

TEST_F(HeatsCsv, ColumnsThatAreNotNamedAreNotRead) {
  const TitrationFile file = read("q,v\n2,x\n", {.heat = "q"});
  EXPECT_TRUE(file.volumes_uL.empty() && file.errors_uJ.empty());
}

TEST_F(HeatsCsv, SignsTurnRound) {
  TitrationFile file = read("q\n2\n-3\n", {.heat = "q"});
  turn_sign(file);
  EXPECT_EQ(file.heats_uJ, (std::vector<double>{-2, 3}));
}

TEST_F(HeatsCsv, RefusesWhatCannotBe) {
  EXPECT_EQ(failure([&] { read("v,q\n10,1\n-10,2\n", {.volume = "v", .heat = "q"}); }),
            "a.csv:3:1: the volume of an injection is not positive\n"
            "  3 | -10,2\n"
            "    | ^~~\n"
            "  found:    -10\n"
            "  expected: a volume above zero");
  EXPECT_EQ(failure([&] { read("q,s\n10,0\n", {.heat = "q", .error = "s"}); }),
            "a.csv:2:4: an error is not positive\n"
            "  2 | 10,0\n"
            "    |    ^\n"
            "  found:    0\n"
            "  expected: a standard deviation above zero");
  EXPECT_NE(failure([&] { read("q\nnan\n", {.heat = "q"}); }).find("is not a finite number"),
            std::string::npos);
  EXPECT_NE(failure([&] { read("heta\n1\n", {}); }).find("did you mean \"heta\"?"), std::string::npos);
  EXPECT_THROW(read("q\n1\n", {.heat = "q", .heat_unit = "K"}), std::invalid_argument);
}

}  // namespace
}  // namespace nacre::io
