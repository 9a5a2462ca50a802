#include <gtest/gtest.h>

#include <cmath>

#include "io/temporary_folder.hpp"
#include "nacre/io/lammps_dump.hpp"
#include "nacre/io/lammps_log.hpp"

namespace nacre::io {
namespace {

using LammpsFiles = TemporaryFolder;

// As LAMMPS of 2021 and of 2023 write.
const std::string log_text =
    "LAMMPS (29 Sep 2021 - Update 2)\nrun 100\nStep KinEng TotEng \n       0          1.5 -2 \n"
    "WARNING: one of them (src/x.cpp:12)\n       100          1.25         nan \n"
    "Loop time of 0.1 on 1 procs\nNlocal: 4\nrun 50\n   Step          KinEng         TotEng    \n"
    "       100   1.25           -2\n       150   1.125          -2.5\nLoop time of 0.1\n";

TEST_F(LammpsFiles, RowsOfALogAreThoseOfAllRuns) {
  const LammpsLog log = read_lammps_log(write("log", log_text));
  EXPECT_EQ(log.names, (std::vector<std::string>{"Step", "KinEng", "TotEng"}));
  ASSERT_EQ(log.rows.size(), 4u);
  EXPECT_TRUE(std::isnan(log.rows[1][2]));
  EXPECT_EQ(log.rows[3], (std::vector<double>{150, 1.125, -2.5}));
}

TEST_F(LammpsFiles, ALogThatEndsInAnErrorHasTheRowsBefore) {
  EXPECT_EQ(read_lammps_log(write("log",
                                  "Step Temp\n0 1\n10 2\nERROR: Lost atoms: original 4 current 3\n"
                                  "Last command: run 50\n"))
                .rows.size(),
            2u);
  EXPECT_EQ(read_lammps_log(write("log", "Step Temp\n0 1\n10 2\n20")).rows.size(), 2u);
  EXPECT_EQ(read_lammps_log(write("log", "Step Temp\n0 1\n10 2\n20 1.")).rows.size(), 2u);
}

TEST_F(LammpsFiles, LogsThatAreNoneAreRefused) {
  const auto refusal = [&](const std::string& text) {
    return failure([&] { read_lammps_log(write("log", text)); });
  };
  EXPECT_EQ(refusal("nothing here\n"), "log: has no rows of thermo\n  expected: the log of a run of LAMMPS");
  EXPECT_EQ(refusal("Step Temp\n0 1\n1 2 3\n"),
            "log:3: a row has another number of cells\n  3 | 1 2 3\n  found:    3\n  expected: 2");
  EXPECT_EQ(refusal("Step Temp\n0 x\n"), "log:2:3: is not a number\n  2 | 0 x\n    |   ^\n  found:    x");
  EXPECT_EQ(refusal("Step Temp\n0 1\nLoop\nStep Press\n"),
            "log:4: the columns are others than those before\n  4 | Step Press");
}

const std::string frame_text =
    "ITEM: TIMESTEP\n100\nITEM: NUMBER OF ATOMS\n2\nITEM: BOX BOUNDS pp pp ss\n-2 2\n-3 3\n-1e0 4\n"
    "ITEM: ATOMS id x y z ix \n1 0.5 1 2 0 \n2 -0.5 -1 -2 -1 \n";

TEST_F(LammpsFiles, DumpsAreReadFrameByFrame) {
  LammpsDumpReader reader(write("a.dump", frame_text + frame_text));
  LammpsDumpFrame frame;
  ASSERT_TRUE(reader.next(frame));
  EXPECT_EQ(frame.step, 100u);
  EXPECT_EQ(frame.rows(), 2u);
  EXPECT_EQ(frame.periodic, (std::array<bool, 3>{true, true, false}));
  EXPECT_EQ(frame.high[2], 4);
  EXPECT_EQ(frame.column("z"), 3u);
  EXPECT_EQ(frame.column("vx"), 5u);
  EXPECT_EQ(frame.values[9], -1);
  EXPECT_TRUE(reader.next(frame));
  EXPECT_FALSE(reader.next(frame));
}

TEST_F(LammpsFiles, DumpsThatAreNoneAreRefused) {
  const auto refusal = [&](const std::string& text) {
    return failure([&] {
      LammpsDumpReader reader(write("a.dump", text));
      LammpsDumpFrame frame;
      while (reader.next(frame)) {
      }
    });
  };
  EXPECT_EQ(refusal("x\n"),
            "a.dump:1: begins no frame of a dump of LAMMPS\n  1 | x\n  expected: ITEM: TIMESTEP");
  EXPECT_EQ(
      refusal(frame_text.substr(0, frame_text.size() - 17)),
      "a.dump: is cut off after line 10\n  expected: a row for each atom\n  LAMMPS may have been killed, or "
      "the disk is full");
;
  std::string nan = frame_text;
  nan.replace(nan.find("0.5"), 3, "nan");
  EXPECT_EQ(refusal(nan), "a.dump:10: 'nan' is not a finite number\n  10 | 1 nan 1 2 0 ");
  std::string tilted = frame_text;
  tilted.replace(tilted.find("BOUNDS pp"), 9, "BOUNDS xy xz yz pp");
  EXPECT_EQ(refusal(tilted).substr(0, 47), "a.dump:5: is no box with right angles\n  5 | ITE");
  EXPECT_EQ(failure([&] { LammpsDumpReader(file("none")); }), "none: no such file or folder");
}

}  // namespace
}  // namespace nacre::io
