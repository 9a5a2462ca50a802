// Trajectories as other programs see them.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "io/sample_frame.hpp"
#include "io/temporary_folder.hpp"
#include "nacre/io/extxyz.hpp"
#include "nacre/io/gsd.hpp"

namespace nacre::io {
namespace {

nlohmann::json expectation(const ParticleFrame& frame) {
  nlohmann::json expected;
  const crystal::Particles& particles = frame.particles;
  expected["step"] = frame.step;
  expected["box"] = particles.box.lengths;
  expected["periodic"] = particles.box.periodic;
  expected["positions"] = particles.positions;
  expected["diameters"] = particles.diameters;
  for (const std::uint8_t species : particles.species)
    expected["types"].push_back(particles.species_names[species]);
  for (const ParticleColumn& column : frame.columns) expected["columns"][column.name] = column.values;
  return expected;
}

class TrajectoryPeers : public TemporaryFolder {
 protected:
  void expect_same(const std::string& name, const ParticleFrame& last) const {
    write("expected.json", expectation(last).dump());
    const std::string command = "python3 " NACRE_SOURCE_DIR "/tests/cli/trajectories.py " +
                                file(name).string() + " " + file("expected.json").string();
    const int code = WEXITSTATUS(std::system(command.c_str()));
    if (code == 77) GTEST_SKIP() << "no Python with gsd or ovito (NACRE_PEERS names one)";
    EXPECT_EQ(code, 0) << name;
  }

  // Without the NaN, which JSON has no word for.
  static ParticleFrame frame(std::uint64_t step) {
    ParticleFrame frame = sample_frame(step);
    frame.columns[0].values[2] = 3;
    return frame;
  }
};

TEST_F(TrajectoryPeers, ReadGsd) {
  GsdWriter writer(file("a.gsd"));
  for (const std::uint64_t step : {0, 100, 250}) writer.append(frame(step));
  expect_same("a.gsd", frame(250));
}

TEST_F(TrajectoryPeers, ReadGsdOfManyFrames) {
  GsdWriter writer(file("a.gsd"));
  for (std::uint64_t step = 0; step < 40; ++step) writer.append(frame(step));
  expect_same("a.gsd", frame(39));
}

TEST_F(TrajectoryPeers, ReadExtendedXyz) {
  ExtxyzWriter writer(file("a.xyz"));
  for (const std::uint64_t step : {0, 100}) writer.append(frame(step));
  ParticleFrame last = frame(250);
  last.particles.box.periodic = {true, true, false};
  writer.append(last);
  expect_same("a.xyz", last);
}

}  // namespace
}  // namespace nacre::io
