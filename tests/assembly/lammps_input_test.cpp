#include "nacre/assembly/lammps_input.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

#include "nacre/assembly/forces.hpp"
#include "nacre/assembly/lammps_pairs.hpp"
#include "nacre/assembly/pair_evaluator.hpp"
#include "nacre/core/random.hpp"

namespace nacre::assembly {
namespace {

namespace fs = std::filesystem;

struct Sample {
  crystal::Particles particles{};
  double closest = 0.93;  // of the mean diameters
};

bool fits(const Sample& sample, const crystal::Vector& at, double diameter) {
  for (std::size_t j = 0; j < sample.particles.size(); ++j) {
    const crystal::Vector& b = sample.particles.positions[j];
    const crystal::Vector d = sample.particles.box.nearest_image({at[0] - b[0], at[1] - b[1], at[2] - b[2]});
    const double s = sample.closest * (diameter + sample.particles.diameters[j]) / 2;
    if (d[0] * d[0] + d[1] * d[1] + d[2] * d[2] < s * s) return false;
  }
  if (sample.particles.droplet_radius > 0)
    return std::hypot(at[0], at[1], at[2]) < sample.particles.droplet_radius - 0.45 * diameter;
  for (int k = 0; k < 3; ++k)
    if (!sample.particles.box.periodic[k] &&
        std::abs(at[k]) > sample.particles.box.lengths[k] / 2 - 0.45 * diameter)
      return false;
  return true;
}

// Two species, three sizes of the large one; placed at random without overlap.
crystal::Particles mixture(std::size_t n, crystal::PeriodicBox box, double droplet_radius = 0) {
  Sample sample;
  sample.particles.box = box;
  sample.particles.droplet_radius = droplet_radius;
  sample.particles.species_names = {"L", "S"};
  RandomStream random(3, StreamName::initial_positions);
  while (sample.particles.size() < n) {
    crystal::Vector at{};
    for (int k = 0; k < 3; ++k) at[k] = box.lengths[k] * (random.uniform() - 0.5);
    const std::uint8_t species = random.below(3) == 0 ? 0 : 1;
    const double diameter = species == 0 ? 0.95 + 0.05 * random.below(3) : 0.55;
    if (!fits(sample, at, diameter)) continue;
    sample.particles.positions.push_back(at);
    sample.particles.velocities.push_back({random.normal(), random.normal(), random.normal()});
    sample.particles.diameters.push_back(diameter);
    sample.particles.species.push_back(species);
  }
  return sample.particles;
}

Interactions binary(PairPotential pair) {
  Interactions interactions{.species = 2, .pairs = std::vector<PairPotential>(4, pair)};
  interactions.pairs[1].epsilon = interactions.pairs[2].epsilon = 0.7 * pair.epsilon;
  interactions.pairs[3].epsilon = 0.4 * pair.epsilon;
  interactions.wall.epsilon = 1.3;
  return interactions;
}

struct Answer {
  std::vector<crystal::Vector> forces{};
  std::vector<double> thermo{};  // step ke epair wall push press vol
  std::string log{};
};

std::string text_of(const fs::path& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<double> row_after(const std::string& log, const std::string& header) {
  const std::size_t at = log.find(header);
  if (at == log.npos) return {};
  std::istringstream row(log.substr(log.find('\n', at)));
  std::vector<double> numbers(7);
  for (double& number : numbers) row >> number;
  return numbers;
}

std::vector<crystal::Vector> forces_in(const fs::path& dump) {
  std::ifstream in(dump);
  std::string line;
  while (std::getline(in, line) && !line.starts_with("ITEM: ATOMS")) {
  }
  std::vector<crystal::Vector> forces;
  double id = 0, x = 0, y = 0, z = 0;
  crystal::Vector f{};
  while (in >> id >> x >> y >> z >> f[0] >> f[1] >> f[2]) forces.push_back(f);
  return forces;
}

class SlowLammpsForces : public testing::Test {
 protected:
  void SetUp() override {
    if (std::system("command -v lmp > /dev/null") != 0) GTEST_SKIP() << "no lmp (apt install lammps)";
    folder_ = fs::temp_directory_path() / ("nacre-lammps-" + std::to_string(getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override {
    if (!folder_.empty()) fs::remove_all(folder_);
  }

  Answer ask(const crystal::Particles& particles, const Interactions& interactions) const {
    const LammpsInput input = lammps_setup(particles, interactions);
    for (const LammpsFile& file : input.files) std::ofstream(folder_ / file.name) << file.text;
    std::ofstream(folder_ / "in.lammps") << lammps_single_point(input);
    const std::string run = "cd " + folder_.string() + " && lmp -in in.lammps -log log.lammps > out 2>&1";
    const int status = std::system(run.c_str());
    Answer answer{forces_in(folder_ / "forces.dump"), {}, text_of(folder_ / "out")};
    EXPECT_EQ(status, 0) << answer.log << text_of(folder_ / "in.lammps");
    answer.thermo = row_after(answer.log, "Step KinEng");
    return answer;
  }

  // Relative to the root mean square of all forces.
  void expect_agreement(const crystal::Particles& particles, const Interactions& interactions,
                        double tolerance) const {
    const Answer lammps = ask(particles, interactions);
    ASSERT_EQ(lammps.forces.size(), particles.size());
    ASSERT_EQ(lammps.thermo.size(), 7u);
    State state = make_state(particles);
    const auto forces = plain_forces(interactions);
    forces->prepare(state);
    const Energies energies = forces->compute(state, true);
    const bool closed = particles.droplet_radius > 0 || !particles.box.periodic[2];
    EXPECT_EQ(energies.wall > 1, closed);
    double square = 0, worst = 0, kinetic = 0;
    for (std::size_t i = 0; i < state.size(); ++i) {
      const crystal::Vector& other = lammps.forces[state.tag[i]];
      const crystal::Vector mine{state.fx[i], state.fy[i], state.fz[i]};
      for (int k = 0; k < 3; ++k) {
        square += mine[k] * mine[k] / static_cast<double>(state.size());
        worst = std::max(worst, std::abs(mine[k] - other[k]));
        kinetic += particles.velocities[i][k] * particles.velocities[i][k] / 2;
      }
    }
    EXPECT_GT(square, 1);
    EXPECT_LT(worst, tolerance * std::sqrt(square));
    EXPECT_NEAR(lammps.thermo[1], kinetic, 1e-10 * kinetic);
    EXPECT_NEAR(lammps.thermo[2], energies.pair, tolerance * std::abs(energies.pair));
    EXPECT_NEAR(lammps.thermo[3], energies.wall, tolerance * (1e-3 + energies.wall));
    EXPECT_NEAR(lammps.thermo[4], energies.wall_force, tolerance * (1e-3 + energies.wall_force));
    const double virial = 3 * lammps.thermo[5] * lammps.thermo[6] - 2 * lammps.thermo[1];
    EXPECT_NEAR(virial, energies.virial, 10 * tolerance * std::abs(energies.virial));
  }

  fs::path folder_{};
};

const crystal::PeriodicBox cube{.lengths = {8, 8.5, 9}};

TEST_F(SlowLammpsForces, AgreeInBothWells) {
  const crystal::Particles particles = mixture(1000, cube);
  expect_agreement(particles, binary({.epsilon = 2.5, .n = 50, .m = 25, .cutoff = 1.4}), 1e-10);
  expect_agreement(particles, binary({.epsilon = 2.5, .n = 50, .m = 6, .cutoff = 2.5}), 1e-10);
  expect_agreement(particles, binary({.n = 12, .m = 6, .cutoff = 2.5, .cut = CutMode::plain}), 1e-10);
  expect_agreement(particles, binary({.n = 36.5, .m = 11.3, .cutoff = 1.8, .cut = CutMode::smooth}), 1e-10);
}

TEST_F(SlowLammpsForces, AgreeForRepulsionAndTables) {
  const crystal::Particles particles = mixture(1000, cube);
  expect_agreement(particles, binary({.form = PairForm::wca, .n = 50, .m = 25}), 1e-10);
  expect_agreement(particles, binary({.form = PairForm::inverse_power, .n = 50, .cutoff = 1.4}), 1e-10);
  expect_agreement(particles,
                   binary({.form = PairForm::inverse_power, .n = 12, .cutoff = 2, .cut = CutMode::smooth}),
                   1e-10);
  expect_agreement(particles,
                   binary({.form = PairForm::inverse_power, .n = 12, .cutoff = 2, .cut = CutMode::plain}),
                   1e-4);
}

TEST_F(SlowLammpsForces, AgreeForATable) {
  PairPotential pair{
      .form = PairForm::table, .epsilon = 2, .cutoff = 1.5, .table = {.first = 0.8, .step = 0.002}};
  for (double x = 0.8; x < 1.6; x += 0.002) {
    pair.table.energy.push_back(mie_value(50, 25, x).energy);
    pair.table.force.push_back(mie_value(50, 25, x).force);
  }
  expect_agreement(mixture(1000, cube), binary(pair), 1e-4);
}

TEST_F(SlowLammpsForces, AgreeWherePairsDifferInForm) {
  Interactions interactions = binary({.epsilon = 2, .n = 50, .m = 25, .cutoff = 1.4});
  interactions.pairs[3] = {.form = PairForm::wca, .n = 50, .m = 25};
  expect_agreement(mixture(600, cube), interactions, 1e-10);
  interactions.pairs[1] = interactions.pairs[2] = {.n = 12, .m = 6, .cutoff = 2, .cut = CutMode::plain};
  interactions.pairs[0].cut = CutMode::smooth;
  expect_agreement(mixture(600, cube), interactions, 1e-10);
}

TEST_F(SlowLammpsForces, AgreeInADropletAndBetweenWalls) {
  const Interactions interactions = binary({.epsilon = 2.5, .n = 50, .m = 25, .cutoff = 1.4});
  expect_agreement(mixture(700, {.lengths = {9, 9, 9}, .periodic = {false, false, false}}, 4.5), interactions,
                   1e-10);
  expect_agreement(mixture(600, {.lengths = {8, 8, 7}, .periodic = {true, true, false}}), interactions,
                   1e-10);
  expect_agreement(mixture(600, {.lengths = {8, 8, 7}, .periodic = {false, false, false}}), interactions,
                   1e-10);
}

TEST(LammpsTypes, AreThePairsOfSpeciesAndDiameter) {
  crystal::Particles particles;
  particles.positions.resize(4);
  particles.diameters = {1, 0.55, 1, 1.1};
  particles.species = {0, 1, 0, 0};
  const LammpsTypes types = lammps_types(particles);
  EXPECT_EQ(types.of_particle, (std::vector<int>{1, 3, 1, 2}));
  EXPECT_EQ(types.diameters, (std::vector<double>{1, 1.1, 0.55}));
}

TEST(LammpsTypes, OfContinuousSizesAreRefused) {
  crystal::Particles particles;
  particles.positions.resize(101);
  for (int i = 0; i < 101; ++i) particles.diameters.push_back(1 + i * 0.01);
  particles.species.resize(101);
  try {
    lammps_types(particles);
    FAIL();
  } catch (const std::invalid_argument& reason) {
    EXPECT_STREQ(reason.what(),
                 "LAMMPS wants a type for each size of particle, at most 100; here are 101: take sizes = "
                 "\"bins\"");
  }
}

TEST(LammpsPairs, OfOneKindNeedNoHybrid) {
  std::vector<LammpsFile> files;
  const LammpsTypes types{.of_particle = {1}, .diameters = {1}, .species = {0}};
  EXPECT_EQ(lammps_pairs({.species = 1, .pairs = {{.cutoff = 1.5}}}, types, files),
            "pair_style mie/cut 1.0\npair_coeff 1 1 1 1 50 25 1.5\npair_modify shift yes\n");
  EXPECT_TRUE(files.empty());
}

TEST(LammpsInput, HasOneWallForEachDiameter) {
  const crystal::Particles particles =
      mixture(60, {.lengths = {9, 9, 9}, .periodic = {false, false, false}}, 4.5);
  EXPECT_EQ(lammps_setup(particles, binary({})).wall_fixes.size(), 4u);
  crystal::Particles sizes = particles;
  sizes.diameters.clear();
  for (int i = 0; i < 60; ++i) sizes.diameters.push_back(0.3 + 0.01 * (i / 2));
  EXPECT_NO_THROW(lammps_setup(sizes, binary({})));
  sizes.positions.push_back({});
  sizes.diameters.push_back(0.9);
  sizes.species.push_back(1);
  sizes.velocities.push_back({});
  EXPECT_THROW(lammps_setup(sizes, binary({})), std::invalid_argument);
}

}  // namespace
}  // namespace nacre::assembly
