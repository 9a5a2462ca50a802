#include "nacre/io/nxcansas.hpp"

#include <sys/wait.h>

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <stdexcept>
#include <thread>

#include "nacre/io/files.hpp"
#include "nacre/io/hdf5_reader.hpp"
#include "nacre/io/scattering_files.hpp"
#include "temporary_folder.hpp"

namespace nacre::io {
namespace {

using Values = std::vector<double>;

class Nxcansas : public TemporaryFolder {
 protected:
  static NxcansasSeries series() {
    return {.title = "made",
            .q_per_nm = {0.1, 0.2, 0.3},
            .q_width_per_nm = {0.01, 0.02, 0.03},
            .intensity = {3, 2, 1, 1.0 / 3, 0.2, 0.1},
            .error = {0.3, 0.2, 0.1, 0.03, 0.02, 0.01},
            .at = {0, 2.5}};
  }
};

TEST_F(Nxcansas, ASeriesReadsBackTheSame) {
  write_nxcansas(file("a.h5"), series());
  const auto source = open_scattering({file("a.h5")}, {});
  ASSERT_EQ(source->size(), 2u);
  EXPECT_EQ(source->x_unit(), "1/nm");
  EXPECT_EQ(source->y_unit(), "1/cm");
  EXPECT_EQ(source->at_unit(), "s");
  const auto frames = source->read(0, 2);
  EXPECT_EQ(frames[0].at, 0);
  EXPECT_EQ(frames[1].at, 2.5);
  EXPECT_EQ(frames[1].x, series().q_per_nm);
  EXPECT_EQ(frames[1].x_width, series().q_width_per_nm);
  EXPECT_EQ(frames[1].y, (Values{1.0 / 3, 0.2, 0.1}));
  EXPECT_EQ(frames[1].y_error, (Values{0.03, 0.02, 0.01}));
}

TEST_F(Nxcansas, ASingleCurveAndTemperatures) {
  write_nxcansas(file("a.h5"),
                 {.intensity_unit = "arbitrary", .q_per_nm = {1, 2, 3}, .intensity = {3, 2, 1}});
  const auto single = open_scattering({file("a.h5")}, {});
  EXPECT_EQ(single->size(), 1u);
  EXPECT_EQ(single->y_unit(), "");
  EXPECT_TRUE(single->read(0, 1)[0].y_error.empty());
  NxcansasSeries heated = series();
  heated.at_unit = "K";
  write_nxcansas(file("b.h5"), heated);
  EXPECT_EQ(open_scattering({file("b.h5")}, {})->at_unit(), "K");
}

TEST_F(Nxcansas, TheSameValuesMakeTheSameFile) {
  write_nxcansas(file("a.h5"), series());
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));  // HDF5 keeps times in seconds
  write_nxcansas(file("b.h5"), series());
  EXPECT_EQ(read_file(file("a.h5")), read_file(file("b.h5")));
}

TEST_F(Nxcansas, TheWordsOfTheStandard) {
  write_nxcansas(file("a.h5"), series());
  const Hdf5Reader reader(file("a.h5"));
  using Texts = std::vector<std::string>;
  EXPECT_EQ(reader.attribute("/sasentry", "canSAS_class"), Texts{"SASentry"});
  EXPECT_EQ(reader.attribute("/sasentry", "version"), Texts{"1.1"});
  EXPECT_EQ(reader.text("/sasentry/definition"), "NXcanSAS");
  EXPECT_EQ(reader.attribute("/sasentry/sasdata", "canSAS_class"), Texts{"SASdata"});
  EXPECT_EQ(reader.attribute("/sasentry/sasdata", "I_axes"), (Texts{"Time", "Q"}));
  EXPECT_EQ(reader.attribute("/sasentry/sasdata", "Q_indices"), Texts{"1"});
  EXPECT_EQ(reader.attribute("/sasentry/sasdata/Q", "units"), Texts{"1/nm"});
  EXPECT_EQ(reader.attribute("/sasentry/sasdata/Q", "resolutions"), Texts{"Qdev"});
  EXPECT_EQ(reader.attribute("/sasentry/sasdata/I", "uncertainties"), Texts{"Idev"});
  EXPECT_EQ(reader.attribute("/sasentry/sasdata/Time", "units"), Texts{"s"});
}

// The same numbers by another program's library, where Python has it.
TEST_F(Nxcansas, OpensWithH5py) {
  write_nxcansas(file("a.h5"), series());
  write_nxcansas(file("b.h5"), {.q_per_nm = {1, 2, 3}, .intensity = {3, 2, 1}});
  for (const char* name : {"a.h5", "b.h5"}) {
    const std::string command = "python3 " NACRE_SOURCE_DIR "/tests/cli/nxcansas.py " + file(name).string();
    const int code = WEXITSTATUS(std::system(command.c_str()));
    if (code == 77) GTEST_SKIP() << "Python without h5py";
    EXPECT_EQ(code, 0) << name;
  }
}

TEST_F(Nxcansas, FewerBitsTakeLessRoom) {
  NxcansasSeries large = series();
  large.at.assign(400, 0);
  large.intensity.clear();
  for (int i = 0; i < 1200; ++i) large.intensity.push_back(1 + std::sin(1e3 * i));
  large.error.clear();
  write_nxcansas(file("a.h5"), large);
  write_nxcansas(file("b.h5"), large, {.single_precision = true, .mantissa_bits = 10});
  EXPECT_LT(std::filesystem::file_size(file("b.h5")) + 4000, std::filesystem::file_size(file("a.h5")));
  const auto frame = open_scattering({file("b.h5")}, {})->read(7, 1)[0];
  for (int i = 0; i < 3; ++i)
    EXPECT_NEAR(frame.y[static_cast<std::size_t>(i)], 1 + std::sin(1e3 * (21 + i)), 1e-3);
}

TEST_F(Nxcansas, RoundingKeepsSoManyBits) {
  EXPECT_EQ(rounded_to_bits(1 + 1.0 / 1024, 8), 1);
  EXPECT_EQ(rounded_to_bits(-3, 2), -3);
  EXPECT_EQ(rounded_to_bits(0, 4), 0);
  EXPECT_TRUE(std::isnan(rounded_to_bits(std::nan(""), 4)));
  for (double x = 1e-9; x < 1e9; x *= 1.7) EXPECT_NEAR(rounded_to_bits(x, 11) / x, 1, std::ldexp(1, -11));
}

TEST_F(Nxcansas, ArraysThatDoNotFit) {
  NxcansasSeries wrong = series();
  wrong.intensity.pop_back();
  EXPECT_THROW(write_nxcansas(file("a.h5"), wrong), std::invalid_argument);
  wrong = series();
  wrong.at_unit = "min";
  EXPECT_THROW(write_nxcansas(file("a.h5"), wrong), std::invalid_argument);
  EXPECT_EQ(count_files(), 0u);
  EXPECT_NE(failure([&] { write_nxcansas(file("none/a.h5"), series()); }).find("cannot be written"),
            std::string::npos);
}

}  // namespace
}  // namespace nacre::io
