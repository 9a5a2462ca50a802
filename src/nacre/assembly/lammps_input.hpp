// The same particles and forces in the words of LAMMPS (2021 and later), to be run by `lmp -in in.lammps`.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "nacre/assembly/interactions.hpp"
#include "nacre/crystal/particles.hpp"

namespace nacre::assembly {

// A file beside the input, by name alone.
struct LammpsFile {
  std::string name;
  std::string text;
};

// The types of LAMMPS: one for each species and diameter.
struct LammpsTypes {
  std::vector<int> of_particle{};       // from 1
  std::vector<double> diameters{};      // of each type
  std::vector<std::uint8_t> species{};  // of each type

  std::size_t size() const { return diameters.size(); }
};

// Throws std::invalid_argument if there are more than 100 types (continuous sizes: use bins).
LammpsTypes lammps_types(const crystal::Particles& particles);

// A data file for read_data, atom style atomic, units lj: particle i has id i + 1. Numbers round-trip. The
// box of a droplet is made a little larger than the droplet.
std::string lammps_data(const crystal::Particles& particles, const LammpsTypes& types);

// What an input needs before the first run, as one text: units, boundary, read_data particles.data,
// neighbour lists, pair styles and coefficients, walls. Energies in the units of `interactions`. Mie, WCA,
// inverse power, any cut, are mie/cut (the force-shift is an overlaid mie/cut with exponents -1 and 0, a
// straight line), equal to nacre's to rounding; tables are pair_style table. The walls' energy is that of the
// fixes `wallN` and the variable wall_energy, their outward push the variable wall_force; both have radius or
// height at the start times the variable size_factor, which is 1.
struct LammpsInput {
  std::string setup{};
  std::vector<LammpsFile> files{};  // particles.data and tables
  LammpsTypes types{};
  std::vector<std::string> wall_fixes{};
};
LammpsInput lammps_setup(const crystal::Particles& particles, const Interactions& interactions);

// A whole input that computes the forces once. Leaves forces.dump (id x y z fx fy fz, sorted by id) and in
// its log one row of thermo columns: Step, KinEng, E_pair, v_wall_energy, v_wall_force, Press, Volume.
std::string lammps_single_point(const LammpsInput& input);

}  // namespace nacre::assembly
