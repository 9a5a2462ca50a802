// Cases for comparing forces with LAMMPS, whose input is written here by hand: with nothing of nacre's own
// writer of such inputs (lammps_input.hpp), so that one mistake cannot be in both.
#pragma once

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "nacre/assembly/initial_fluid.hpp"
#include "nacre/assembly/initial_sizes.hpp"
#include "nacre/assembly/interactions.hpp"
#include "nacre/assembly/packing.hpp"
#include "nacre/crystal/particles.hpp"

namespace nacre::assembly::test {

struct GateCase {
  std::string name;
  ContainerShape shape = ContainerShape::periodic;
  PairPotential pair{};
  std::string style;         // of LAMMPS
  std::string coefficients;  // after the well depth and sigma: exponents
  double end = 0;            // cut-off r/s to name in LAMMPS
  bool shift = true;
};

inline PairTable parabola() {  // 1.69 - x^2 up to 1.3: exact in nacre's and in LAMMPS's tables
  PairTable table{.first = 0.5, .step = 0.05};
  for (int k = 0; k <= 16; ++k) {
    const double x = 0.5 + 0.05 * k;
    table.energy.push_back(1.69 - x * x);
    table.force.push_back(2 * x);
  }
  return table;
}

inline std::vector<GateCase> gate_cases() {
  const PairPotential narrow{.epsilon = 2.5, .n = 50, .m = 25, .cutoff = 1.4};
  const PairPotential smooth{.n = 12, .m = 6, .cutoff = 2.5, .cut = CutMode::smooth};
  return {
      {"narrow", {}, narrow, "mie/cut 3", "50 25", 1.4},
      {"wide", {}, {.epsilon = 2.5, .n = 50, .m = 6, .cutoff = 2.5}, "mie/cut 3", "50 6", 2.5},
      {"plain", {}, {.n = 12, .m = 6, .cutoff = 2, .cut = CutMode::plain}, "lj/cut 3", "", 2, false},
      {"real", {}, {.n = 36.5, .m = 11.25, .cutoff = 1.8}, "mie/cut 3", "36.5 11.25", 1.8},
      {"smooth", {}, smooth, "lj/smooth/linear 3", "", 2.5, false},
      {"wca", {}, {.form = PairForm::wca, .n = 12, .m = 6}, "lj/cut 3", "", 1.122462048309373},
      {"steep-wca", {}, {.form = PairForm::wca, .n = 50, .m = 25}, "mie/cut 3", "50 25", 1.0281138266560665},
      // With an attraction r^0, a constant that the shift takes away.
      {"inverse-power",
       {},
       {.form = PairForm::inverse_power, .n = 50, .cutoff = 1.4},
       "mie/cut 3",
       "50 0",
       1.4},
      {"table",
       {},
       {.form = PairForm::table, .epsilon = 3, .cutoff = 1.3, .table = parabola()},
       "table linear 2000",
       "",
       1.3,
       false},
      {"droplet", ContainerShape::droplet, narrow, "mie/cut 3", "50 25", 1.4},
      {"slit", ContainerShape::slit, narrow, "mie/cut 3", "50 25", 1.4},
  };
}

inline Interactions binary(const GateCase& one) {
  Interactions interactions{.species = 2, .pairs = std::vector<PairPotential>(4, one.pair)};
  interactions.pairs[1].epsilon = interactions.pairs[2].epsilon = 0.75 * one.pair.epsilon;
  interactions.pairs[3].epsilon = 0.5 * one.pair.epsilon;
  interactions.wall.epsilon = 1.25;
  return interactions;
}

// Twelve in a block about the origin, near one another and, in droplet and slit, the walls.
inline crystal::Particles twelve(ContainerShape shape) {
  crystal::Particles particles;
  particles.species_names = {"L", "S"};
  for (int i = 0; i < 12; ++i) {
    const double phase = 7.1 * i;
    particles.positions.push_back({(i % 3 - 1) * 0.93 + 0.04 * std::sin(phase),
                                   (i / 3 % 2 - 0.5) * 0.87 + 0.03 * std::cos(phase),
                                   (i / 6 - 0.5) * 1.02 + 0.04 * std::sin(2 * phase)});
    particles.species.push_back(i % 2 == 0 ? 0 : 1);
    particles.diameters.push_back((i % 2 == 0 ? 1 : 0.625) * (i % 4 < 2 ? 1 : 0.9375));
  }
  Container container{.box = {.lengths = {6, 7, 8}}};
  if (shape == ContainerShape::slit)
    container.box = {.lengths = {6, 7, 1.9}, .periodic = {true, true, false}};
  if (shape == ContainerShape::droplet)
    container = {.box = {.lengths = {4, 4, 4}, .periodic = {false, false, false}}, .droplet_radius = 1.7};
  set_container(particles, container);
  return particles;
}

// A thousand at packing 0.5, three sizes a species.
inline crystal::Particles thousand(ContainerShape shape) {
  const Composition composition{.number = 999,
                                .species = {{.name = "L", .mean = 1, .dispersity = 0.05},
                                            {.name = "S", .mean = 0.55, .dispersity = 0.05}},
                                .ratio = {1, 2},
                                .bins = 3};
  const crystal::Particles particles = make_particles(composition, 4);
  const crystal::Vector proportions = {1, 1.1, 0.9};
  return random_fluid(particles, container_of_packing(shape, particles, 0.5, {}, proportions), 4,
                      {.closeness = 0.95});
}

struct LammpsAnswer {
  double pair = 0, wall = 0, virial = 0;
  std::vector<crystal::Vector> forces{};
};

class LammpsRun {
 public:
  LammpsRun(const crystal::Particles& particles, const GateCase& one) : particles_(particles), case_(one) {
    for (std::size_t i = 0; i < particles.size(); ++i)
      types_.try_emplace({particles.species[i], particles.diameters[i]}, static_cast<int>(types_.size()) + 1);
  }

  // Writes what LAMMPS reads and returns the input, whose log and dump bear the case's name.
  std::string prepare(const std::filesystem::path& folder) const {
    if (case_.pair.form == PairForm::table) write_table(folder);
    std::ofstream(folder / ("data-" + case_.name)) << data();
    return "clear\nlog log-" + case_.name + "\n" + input();
  }

  LammpsAnswer read(const std::filesystem::path& folder) const {
    LammpsAnswer answer;
    std::ifstream log(folder / ("log-" + case_.name)), dump(folder / ("dump-" + case_.name));
    std::string line;
    while (std::getline(log, line) && line.find("c_pair v_wall") == line.npos) {
    }
    while (std::getline(log, line) && line.find("c_pair v_wall") == line.npos) {
    }
    double pressure = 0, volume = 0;
    log >> answer.pair >> answer.wall >> pressure >> volume;
    answer.virial = 3 * pressure * volume;
    while (std::getline(dump, line) && !line.starts_with("ITEM: ATOMS")) {
    }
    double id = 0;
    crystal::Vector f{};
    while (dump >> id >> f[0] >> f[1] >> f[2]) answer.forces.push_back(f);
    return answer;
  }

 private:
  using Type = std::pair<int, double>;

  static std::string number(double x) {
    char text[40];
    std::snprintf(text, sizeof text, "%.17g", x);
    return text;
  }

  std::string data() const {
    std::ostringstream text;
    text << "gate\n\n" << particles_.size() << " atoms\n" << types_.size() << " atom types\n";
    for (int k = 0; k < 3; ++k) {
      const std::string half = number(particles_.box.lengths[k] / 2), axis(1, "xyz"[k]);
      text << "-" << half << " " << half << " " << axis << "lo " << axis << "hi\n";
    }
    text << "\nMasses\n\n";
    for (const auto& [type, index] : types_) text << index << " 1\n";
    text << "\nAtoms\n\n";
    for (std::size_t i = 0; i < particles_.size(); ++i) {
      text << i + 1 << " " << types_.at({particles_.species[i], particles_.diameters[i]});
      for (const double x : particles_.positions[i]) text << " " << number(x);
      text << "\n";
    }
    return text.str();
  }

  // One table a pair of types, as the rows are in r.
  void write_table(const std::filesystem::path& folder) const {
    std::ofstream file(folder / "tables");
    for (const auto& [a, i] : types_)
      for (const auto& [b, j] : types_) {
        if (j < i) continue;
        const double s = (a.second + b.second) / 2, eps = epsilon(a, b);
        file << "\nT" << i << "_" << j << "\nN 200 R " << number(0.5 * s) << " " << number(1.3 * s)
             << " FPRIME " << number(2 * eps / (s * s)) << " " << number(2 * eps / (s * s)) << "\n\n";
        for (int k = 0; k < 200; ++k) {
          const double x = 0.5 + 0.8 * k / 199;
          file << k + 1 << " " << number(x * s) << " " << number(eps * (1.69 - x * x)) << " "
               << number(2 * eps * x / s) << "\n";
        }
      }
  }

  double epsilon(const Type& a, const Type& b) const {
    return case_.pair.epsilon * (a.first != b.first ? 0.75 : a.first == 1 ? 0.5 : 1);
  }

  std::string input() const {
    std::ostringstream text;
    const bool droplet = case_.shape == ContainerShape::droplet, slit = case_.shape == ContainerShape::slit;
    text << "units lj\natom_style atomic\nboundary "
         << (droplet ? "f f f"
             : slit  ? "p p f"
                     : "p p p")
         << "\nread_data data-" << case_.name << "\npair_style " << case_.style << "\n";
    for (const auto& [a, i] : types_)
      for (const auto& [b, j] : types_)
        if (j >= i) text << coefficients(a, i, b, j);
    if (case_.shift) text << "pair_modify shift yes\n";
    std::string walls = "0";
    if (droplet) text << "region drop sphere 0 0 0 " << number(particles_.droplet_radius) << " side in\n";
    for (const auto& [type, index] : types_) {
      if (!droplet && !slit) break;
      text << wall(type.second, index);
      walls += "+f_w" + std::to_string(index);
    }
    text << "variable wall equal " << walls << "\ncompute p all pressure NULL pair\n"
         << "compute pair all pair " << case_.style.substr(0, case_.style.find(' ')) << "\n"
         << "thermo_style custom c_pair v_wall c_p vol\nthermo_modify norm no format float %.17g\n"
         << "dump d all custom 1 dump-" << case_.name
         << " id fx fy fz\ndump_modify d sort id format float %.17g\nrun 0\n";
    return text.str();
  }

  std::string coefficients(const Type& a, int i, const Type& b, int j) const {
    const double s = (a.second + b.second) / 2;
    std::ostringstream text;
    text << "pair_coeff " << i << " " << j << " ";
    if (case_.pair.form == PairForm::table)
      text << "tables T" << i << "_" << j << " " << number(1.3 * s) << "\n";
    else
      text << number(epsilon(a, b)) << " " << number(s) << " " << case_.coefficients << " "
           << number(case_.end * s) << "\n";
    return text.str();
  }

  std::string wall(double diameter, int index) const {
    const std::string is = std::to_string(index), s = number(diameter / 2);
    const std::string end = number(diameter / 2 * 1.122462048309373);
    const std::string shape =
        case_.shape == ContainerShape::droplet
            ? "wall/region drop lj126 1.25 " + s + " " + end
            : "wall/lj126 zlo EDGE 1.25 " + s + " " + end + " zhi EDGE 1.25 " + s + " " + end;
    return "group g" + is + " type " + is + "\nfix w" + is + " g" + is + " " + shape + "\n";
  }

  crystal::Particles particles_;
  GateCase case_;
  std::map<Type, int> types_{};
};

// The answers for all cases, in their order, from one process.
template <class Arrangement>
std::vector<LammpsAnswer> ask_lammps(const std::filesystem::path& folder, const std::vector<GateCase>& cases,
                                     const Arrangement& arrangement) {
  std::string input;
  for (const GateCase& one : cases) input += LammpsRun(arrangement(one.shape), one).prepare(folder);
  std::ofstream(folder / "in") << input;
  const std::string command = "cd '" + folder.string() + "' && lmp -in in -log none > out 2>&1";
  if (std::system(command.c_str()) != 0) return {};
  std::vector<LammpsAnswer> answers;
  for (const GateCase& one : cases) answers.push_back(LammpsRun(arrangement(one.shape), one).read(folder));
  return answers;
}

}  // namespace nacre::assembly::test
