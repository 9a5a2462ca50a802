// Every potential, cut and wall against LAMMPS: twelve particles against recorded numbers, a thousand where
// `lmp` is installed.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <iomanip>

#include "lammps_gate.hpp"
#include "nacre/assembly/forces.hpp"
#include "nacre/assembly/push_off.hpp"

namespace nacre::assembly::test {
namespace {

namespace fs = std::filesystem;

// lmp -h: 29 Sep 2021 - Update 2. Made by NACRE_RECORD_LAMMPS=1 test_assembly --gtest_filter=*LammpsGate*
const fs::path recorded_file = fs::path(NACRE_TEST_DATA) / "assembly" / "lammps-forces.txt";

struct Engine {
  const char* name;
  std::unique_ptr<Forces> (*make)(const Interactions&);
  double tolerance;  // of the difference of all forces over the forces, as lengths of vectors
  double of_sums;    // of energy and virial, in which pairs cancel
};
const Engine engines[] = {
    {"plain", [](const Interactions& all) { return plain_forces(all); }, 1e-12, 1e-12},
    {"native", [](const Interactions& all) { return native_forces(all, {.precision = Precision::full}); },
     1e-12, 1e-12},
    {"threads",
     [](const Interactions& all) { return native_forces(all, {.precision = Precision::full, .threads = 2}); },
     1e-12, 1e-12},
    {"mixed", [](const Interactions& all) { return native_forces(all, {.precision = Precision::mixed}); },
     1e-5, 2e-4},
};

void expect_same(const crystal::Particles& particles, const GateCase& one, const LammpsAnswer& lammps,
                 const Engine& engine) {
  SCOPED_TRACE(one.name + ", " + engine.name);
  State state = make_state(particles);
  const auto forces = engine.make(binary(one));
  forces->prepare(state);
  const Energies energies = forces->compute(state, true);
  EXPECT_NEAR(energies.pair, lammps.pair, engine.of_sums * std::abs(lammps.pair));
  EXPECT_NEAR(energies.virial, lammps.virial, engine.of_sums * std::abs(lammps.virial));
  EXPECT_NEAR(energies.wall, lammps.wall, 1e-10 * lammps.wall);
  double forces_squared = 0, off_squared = 0;
  for (std::size_t i = 0; i < state.size(); ++i) {
    const crystal::Vector mine = {state.fx[i], state.fy[i], state.fz[i]},
                          &other = lammps.forces[state.tag[i]];
    for (int k = 0; k < 3; ++k) {
      forces_squared += other[k] * other[k];
      off_squared += (mine[k] - other[k]) * (mine[k] - other[k]);
    }
  }
  EXPECT_LT(std::sqrt(off_squared / forces_squared), engine.tolerance);
}

void expect_same(const crystal::Particles& particles, const GateCase& one, const LammpsAnswer& lammps) {
  ASSERT_EQ(lammps.forces.size(), particles.size()) << one.name;
  EXPECT_EQ(lammps.wall > 0, one.shape != ContainerShape::periodic) << one.name;
  for (const Engine& engine : engines) expect_same(particles, one, lammps, engine);
}

std::map<std::string, LammpsAnswer> recorded() {
  std::map<std::string, LammpsAnswer> answers;
  std::ifstream file(recorded_file);
  std::string line;
  while (std::getline(file, line)) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream row(line);
    std::string name;
    LammpsAnswer answer;
    row >> name >> answer.pair >> answer.wall >> answer.virial;
    for (crystal::Vector f{}; row >> f[0] >> f[1] >> f[2];) answer.forces.push_back(f);
    answers[name] = answer;
  }
  return answers;
}

TEST(LammpsGate, OfTwelveParticlesAgreesWithTheRecord) {
  const std::map<std::string, LammpsAnswer> answers = recorded();
  for (const GateCase& one : gate_cases()) {
    ASSERT_TRUE(answers.contains(one.name)) << one.name;
    expect_same(twelve(one.shape), one, answers.at(one.name));
  }
}

class SlowLammpsGate : public testing::Test {
 protected:
  void SetUp() override {
    if (std::system("command -v lmp > /dev/null") != 0) GTEST_SKIP() << "no lmp (apt install lammps)";
    folder_ = fs::temp_directory_path() / ("nacre-gate-" + std::to_string(getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override {
    if (!folder_.empty()) fs::remove_all(folder_);
  }

  fs::path folder_{};
};

TEST_F(SlowLammpsGate, OfAThousandParticlesAgrees) {
  const std::vector<GateCase> cases = gate_cases();
  const std::vector<LammpsAnswer> live = ask_lammps(folder_, cases, thousand);
  ASSERT_EQ(live.size(), cases.size());
  for (std::size_t k = 0; k < cases.size(); ++k) expect_same(thousand(cases[k].shape), cases[k], live[k]);
}

TEST_F(SlowLammpsGate, StillSaysWhatIsRecorded) {
  const bool record = std::getenv("NACRE_RECORD_LAMMPS") != nullptr;
  const std::map<std::string, LammpsAnswer> answers = recorded();
  std::ofstream file;
  if (record) file.open(recorded_file);
  file << std::setprecision(17)
       << "# LAMMPS (29 Sep 2021 - Update 2, Debian 12), run 0 of the cases in lammps_gate.hpp:\n"
       << "# case, pair energy, wall energy, virial, then the forces of twelve particles\n";
  const std::vector<GateCase> cases = gate_cases();
  const std::vector<LammpsAnswer> live = ask_lammps(folder_, cases, twelve);
  ASSERT_EQ(live.size(), cases.size());
  for (std::size_t k = 0; k < cases.size(); ++k) {
    const std::string& name = cases[k].name;
    ASSERT_EQ(live[k].forces.size(), 12u) << name;
    file << name << " " << live[k].pair << " " << live[k].wall << " " << live[k].virial;
    for (const crystal::Vector& f : live[k].forces) file << " " << f[0] << " " << f[1] << " " << f[2];
    file << "\n";
    if (record) continue;
    EXPECT_NEAR(live[k].pair, answers.at(name).pair, 1e-12 * std::abs(live[k].pair)) << name;
  }
}

}  // namespace
}  // namespace nacre::assembly::test
