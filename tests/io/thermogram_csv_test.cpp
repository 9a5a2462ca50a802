#include "nacre/io/thermogram_csv.hpp"

#include <stdexcept>

#include "temporary_folder.hpp"

namespace nacre::io {
namespace {

class ThermogramCsv : public TemporaryFolder {};

TEST_F(ThermogramCsv, ConvertsToSecondsAndMicrowatts) {
  const auto read =
      read_thermogram_csv(write("t.csv", "t,p\n0,1\n0.5,-2\n"),
                          {.time = "t", .time_unit = "min", .power = "p", .power_unit = "ucal/s"});
  EXPECT_EQ(read.time_s, (std::vector<double>{0, 30}));
  EXPECT_NEAR(read.power_uW[1], -8.368, 1e-12);
  EXPECT_NEAR(read_thermogram_csv(write("t.csv", "time,power\n1,2\n"), {.power_unit = "mW"}).power_uW[0],
              2000, 1e-9);
}

TEST_F(ThermogramCsv, TimesAscend) {
  const auto path = write("t.csv", "time,power\n0,1\n2,1\n2,1\n");
  EXPECT_EQ(failure([&] { read_thermogram_csv(path, {}); }),
            "t.csv:4:1: the time is not later than the one before\n"
            "  4 | 2,1\n"
            "    | ^\n"
            "  found:    2\n"
            "  expected: more than 2\n"
            "  sort the table by time, and drop repeated rows");
}

TEST_F(ThermogramCsv, InjectionsHaveTimesAndPositiveVolumes) {
  const auto read = read_injections_csv(write("i.csv", "time,volume\n1,2\n6,10\n"), {.time_unit = "min"});
  EXPECT_EQ(read.times_s, (std::vector<double>{60, 360}));
  EXPECT_NEAR(read.volumes_uL[1], 10, 1e-12);
  EXPECT_EQ(failure([&] { read_injections_csv(write("i.csv", "time,volume\n1,0\n"), {}); }),
            "i.csv:2:3: the volume of an injection is not positive\n"
            "  2 | 1,0\n"
            "    |   ^\n"
            "  found:    0\n"
            "  expected: a volume above zero");
  EXPECT_NE(
      failure([&] { read_injections_csv(write("i.csv", "time\n1\n"), {}); }).find("no column \"volume\""),
      std::string::npos);
}

TEST_F(ThermogramCsv, UnitsThatAreNoneAreRefused) {
  const auto path = write("t.csv", "time,power\n0,1\n");
  EXPECT_THROW(read_thermogram_csv(path, {.power_unit = "uJ"}), std::invalid_argument);
  EXPECT_THROW(read_thermogram_csv(path, {.time_unit = "K"}), std::invalid_argument);
}

}  // namespace
}  // namespace nacre::io
