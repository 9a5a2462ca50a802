// A finished case of an assembly, made up: a crystal grows in a fluid.
#pragma once

#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "nacre/study/assembly_output.hpp"

namespace nacre::study::test {

// Large particles on a simple cubic lattice, a small one in each cell; those with x above `front` are shaken.
inline AssemblySnapshot snapshot(const std::string& title, int cells, double front) {
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> shake(-0.3, 0.3);
  AssemblySnapshot result{.title = title};
  crystal::Particles& particles = result.particles;
  const double length = 1.1 * cells;
  particles.box.lengths = {length, length, length};
  particles.species_names = {"L", "S"};
  for (int i = 0; i < 2 * cells * cells * cells; ++i) {
    const bool large = i % 2 == 0;
    const int cell = i / 2;
    crystal::Vector at{1.1 * (cell % cells) - length / 2, 1.1 * (cell / cells % cells) - length / 2,
                       1.1 * (cell / cells / cells) - length / 2};
    const bool fluid = at[0] >= front;
    for (double& x : at) x += (large ? 0.275 : 0.825) + (fluid ? shake(random) : 0);
    particles.positions.push_back(at);
    particles.species.push_back(large ? 0 : 1);
    particles.diameters.push_back(large ? 1 : 0.55);
    result.environment.push_back(large && !fluid ? 4 : 0);
  }
  return result;
}

inline AssemblyCase sample_case(int cells = 8) {
  AssemblyCase one{.name = "run",
                   .environment_names = {"fluid", "FCC", "HCP", "BCC", "AlB2", "NaZn13"},
                   .structure = "AlB2"};
  for (int i = 0; i <= 200; ++i) {
    const double x = i / 200.0, grown = 1 / (1 + std::exp(-20 * (x - 0.6)));
    one.thermo.push_back({.step = i * 1000,
                          .time = 1.8 * i,
                          .packing = 0.56 + 0.02 * x,
                          .well_depth = 2.5,
                          .potential = -3.5 - grown - 0.01 * std::sin(i),
                          .temperature = 0.4 + 0.003 * std::sin(3 * i),
                          .pressure = 2 + x - 0.5 * grown});
    one.order.push_back({.step = i * 1000,
                         .time = 1.8 * i,
                         .packing = 0.56 + 0.02 * x,
                         .fractions = {1 - 0.7 * grown, 0.001, 0.002, 0, 0.7 * grown, 0},
                         .crystalline = 0.7 * grown,
                         .locally_dense = 0.2 + 0.6 * grown,
                         .largest_nucleus = 700 * grown});
  }
  for (const char* label : {"all", "LL", "LS", "SS"}) {
    AssemblyCurve gr{.label = label}, sq{.label = label};
    for (int i = 1; i < 250; ++i) {
      gr.x.push_back(0.02 * i);
      gr.y.push_back(0.02 * i < 0.9 ? 0 : 1 + std::exp(-0.02 * i) * 5 * std::sin(0.14 * i));
      sq.x.push_back(0.07 * i);
      sq.y.push_back(1 + 2 * std::exp(-std::pow(0.07 * i - 7, 2)));
    }
    one.gr.push_back(gr);
    one.sq.push_back(sq);
  }
  for (const char* label : {"L", "S"}) {
    AssemblyCurve msd{.label = label};
    for (int i = 0; i < 50; ++i) {
      msd.x.push_back(10.0 * i);
      msd.y.push_back(0.06 * i);
    }
    one.msd.push_back(msd);
  }
  const double half = 0.55 * cells;
  one.snapshots = {snapshot("fluid", cells, -2 * half), snapshot("first nucleus", cells, -0.6 * half),
                   snapshot("final", cells, 0.5 * half)};
  return one;
}

}  // namespace nacre::study::test
