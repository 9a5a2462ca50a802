#include "nacre/assembly/lammps_input.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <utility>

#include "nacre/assembly/interactions_check.hpp"
#include "nacre/assembly/lammps_pairs.hpp"
#include "nacre/assembly/wall_evaluator.hpp"
#include "nacre/core/units.hpp"

namespace nacre::assembly {
namespace {

constexpr std::size_t most_types = 100;
constexpr std::size_t most_groups = 30;  // LAMMPS has 32, one of them "all"
constexpr const char* axes = "xyz";

std::string words(std::initializer_list<double> numbers) {
  std::string text;
  for (const double number : numbers) text += (text.empty() ? "" : " ") + format_number(number);
  return text;
}

std::string atom_rows(const crystal::Particles& particles, const LammpsTypes& types) {
  std::string text = "\nAtoms # atomic\n\n";
  for (std::size_t i = 0; i < particles.size(); ++i) {
    const crystal::Vector& at = particles.positions[i];
    text += std::to_string(i + 1) + " " + std::to_string(types.of_particle[i]) + " " +
            words({at[0], at[1], at[2]}) + "\n";
  }
  return text;
}

std::string velocity_rows(const crystal::Particles& particles) {
  if (particles.velocities.empty()) return {};
  std::string text = "\nVelocities\n\n";
  for (std::size_t i = 0; i < particles.size(); ++i) {
    const crystal::Vector& v = particles.velocities[i];
    text += std::to_string(i + 1) + " " + words({v[0], v[1], v[2]}) + "\n";
  }
  return text;
}

// Where there are walls the box follows the particles.
std::string boundary(const crystal::Particles& particles) {
  std::string text = "boundary";
  for (const bool periodic : particles.box.periodic)
    text += particles.droplet_radius > 0 || !periodic ? " s" : " p";
  return text + "\n";
}

// Walls act by the particle's size: one fix for each diameter.
class WallWriter {
 public:
  WallWriter(const crystal::Particles& particles, const WallPotential& wall, const LammpsTypes& types)
      : particles_(particles), wall_(wall) {
    for (std::size_t t = 0; t < types.size(); ++t)
      members_[types.diameters[t]] += " " + std::to_string(t + 1);
    if (members_.size() > most_groups)
      throw std::invalid_argument("LAMMPS knows walls for at most " + std::to_string(most_groups) +
                                  " sizes of particles; here are " + std::to_string(members_.size()));
  }

  bool has_walls() const {
    return particles_.droplet_radius > 0 ||
           std::ranges::any_of(particles_.box.periodic, [](bool periodic) { return !periodic; });
  }

  std::string text(std::vector<std::string>& names) const {
    std::string text = surface(), energy, force;
    int number = 0;
    for (const auto& [diameter, types] : members_) {
      const std::string index = std::to_string(++number);
      names.push_back("wall" + index);
      text +=
          "group size" + index + " type" + types + "\nfix wall" + index + " size" + index + style(diameter);
      energy += (energy.empty() ? "f_wall" : "+f_wall") + index;
      text += push(index, diameter, force);
    }
    return text + "variable wall_energy equal " + energy + "\nvariable wall_force equal " + force + "\n";
  }

 private:
  bool is_droplet() const { return particles_.droplet_radius > 0; }

  // What surrounds the particles, as it was at the start times v_size_factor.
  std::string surface() const {
    if (is_droplet())
      return "variable droplet_radius equal " + format_number(particles_.droplet_radius) +
             "*v_size_factor\nregion droplet sphere 0 0 0 v_droplet_radius side in\n"
             "variable wall_distance atom v_droplet_radius-sqrt(x*x+y*y+z*z)\n";
    std::string text;
    for_each_wall([&](int k, const std::string& edge, double sign) {
      text += "variable wall_" + edge + " equal " + format_number(sign * particles_.box.lengths[k] / 2) +
              "*v_size_factor\n";
    });
    return text;
  }

  // Calls take(axis, "zlo", -1) for each flat wall.
  template <typename Take>
  void for_each_wall(const Take& take) const {
    for (int k = 0; k < 3; ++k) {
      if (particles_.box.periodic[k]) continue;
      take(k, std::string(1, axes[k]) + "lo", -1.0);
      take(k, std::string(1, axes[k]) + "hi", 1.0);
    }
  }

  std::string style(double diameter) const {
    const std::string numbers = words({wall_.epsilon, diameter / 2, wall_reach(diameter)});
    if (is_droplet()) return " wall/region droplet lj126 " + numbers + "\n";
    std::string text = " wall/lj126";
    for_each_wall([&](int, const std::string& edge, double) {
      text += " " + edge + " v_wall_" + edge + " " + numbers;
    });
    return text + "\n";
  }

  // The outward force on the wall: fix wall has it, for the sphere it is summed over the particles.
  std::string push(const std::string& index, double diameter, std::string& force) const {
    if (!is_droplet()) {
      int number = 0;
      for_each_wall([&](int, const std::string&, double sign) {
        force += (sign < 0 ? "-f_wall" : "+f_wall") + index + "[" + std::to_string(++number) + "]";
      });
      return {};
    }
    const std::string ratio = "(" + format_number(diameter / 2) + "/v_wall_distance)";
    force += (force.empty() ? "c_push" : "+c_push") + index;
    return "variable push" + index + " atom (v_wall_distance<" + format_number(wall_reach(diameter)) + ")*" +
           format_number(48 * wall_.epsilon / diameter) + "*(2*" + ratio + "^13-" + ratio +
           "^7)\ncompute push" + index + " size" + index + " reduce sum v_push" + index + "\n";
  }

  const crystal::Particles& particles_;
  const WallPotential& wall_;
  std::map<double, std::string> members_{};  // diameter to types
};

std::string walls(const crystal::Particles& particles, const Interactions& interactions, LammpsInput& input) {
  const WallWriter writer(particles, interactions.wall, input.types);
  if (!writer.has_walls()) return "variable wall_energy equal 0\nvariable wall_force equal 0\n";
  return writer.text(input.wall_fixes);
}

}  // namespace

LammpsTypes lammps_types(const crystal::Particles& particles) {
  LammpsTypes types;
  std::map<std::pair<std::uint8_t, double>, int> known;
  for (std::size_t i = 0; i < particles.size(); ++i)
    known[{particles.species[i], particles.diameters[i]}] = 0;
  if (known.size() > most_types)
    throw std::invalid_argument("LAMMPS wants a type for each size of particle, at most " +
                                std::to_string(most_types) + "; here are " + std::to_string(known.size()) +
                                ": take sizes = \"bins\"");
  for (auto& [kind, number] : known) {
    types.species.push_back(kind.first);
    types.diameters.push_back(kind.second);
    number = static_cast<int>(types.size());
  }
  for (std::size_t i = 0; i < particles.size(); ++i)
    types.of_particle.push_back(known.at({particles.species[i], particles.diameters[i]}));
  return types;
}

std::string lammps_data(const crystal::Particles& particles, const LammpsTypes& types) {
  std::string text = "Particles of nacre\n\n" + std::to_string(particles.size()) + " atoms\n" +
                     std::to_string(types.size()) + " atom types\n\n";
  for (int k = 0; k < 3; ++k) {
    const double half =
        particles.droplet_radius > 0 ? 1.01 * particles.droplet_radius : particles.box.lengths[k] / 2;
    const std::string axis(1, axes[k]);
    text += words({-half, half}) + " " + axis + "lo " + axis + "hi\n";
  }
  text += "\nMasses\n\n";
  for (std::size_t t = 0; t < types.size(); ++t) text += std::to_string(t + 1) + " 1\n";
  return text + atom_rows(particles, types) + velocity_rows(particles);
}

LammpsInput lammps_setup(const crystal::Particles& particles, const Interactions& interactions) {
  check(interactions);
  LammpsInput input{.types = lammps_types(particles)};
  input.files.push_back({"particles.data", lammps_data(particles, input.types)});
  input.setup = "units lj\natom_style atomic\n" + boundary(particles) +
                "read_data particles.data\nneighbor 0.2 bin\nneigh_modify every 1 delay 0 check "
                "yes\nvariable size_factor equal 1\n" +
                lammps_pairs(interactions, input.types, input.files) + walls(particles, interactions, input);
  return input;
}

std::string lammps_single_point(const LammpsInput& input) {
  return input.setup +
         "thermo_style custom step ke epair v_wall_energy v_wall_force press vol\n"
         "thermo_modify norm no format float %.17g\n"
         "dump forces all custom 1 forces.dump id x y z fx fy fz\n"
         "dump_modify forces sort id format float %.17g\n"
         "fix integrate all nve\n"
         "run 0\n";
}

}  // namespace nacre::assembly
