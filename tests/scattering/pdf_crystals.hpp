// Crystals and tables for the tests of pair distribution functions.
#pragma once

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "nacre/crystal/space_groups.hpp"
#include "nacre/scattering/pdf_model.hpp"

namespace nacre::scattering {

struct WurtziteValues {
  double a_A = 4.3;
  double c_A = 7.01;
  double z = 0.375;
  double u_cation_A2 = 0.014;
  double u_anion_A2 = 0.015;
};

// Isotropic, as its four atoms or by the space group P 63 m c.
inline crystal::Crystal wurtzite(const WurtziteValues& v, const std::string& anion = "Se",
                                 bool symmetric = false) {
  crystal::Crystal crystal{.lattice = {v.a_A, v.a_A, v.c_A, 90, 90, 120}, .species = {"Cd", anion}};
  for (int species = 0; species < 2; ++species)
    for (int half = 0; half < (symmetric ? 1 : 2); ++half) {
      const double u = species ? v.u_anion_A2 : v.u_cation_A2, z = species ? v.z : 0;
      const double x = half ? 2 / 3.0 : 1 / 3.0;
      crystal.sites.push_back(
          {.species = species, .fractional = {x, 1 - x, z + 0.5 * half}, .u_A2 = {u, u, u, u / 2, 0, 0}});
    }
  if (symmetric) {
    crystal.space_group = "P 63 m c";
    crystal.operations = crystal::find_space_group("P 63 m c")->operations;
  }
  return crystal;
}

// One atom in a cube.
inline crystal::Crystal cubic(double a_A, double u_A2) {
  crystal::Crystal crystal{.lattice = {a_A, a_A, a_A, 90, 90, 90}, .species = {"Cu"}};
  crystal.sites.push_back({.u_A2 = {u_A2, u_A2, u_A2, 0, 0, 0}});
  return crystal;
}

// Rows of numbers of a file, whatever stands between them; lines with # left out. Empty without the file.
inline std::vector<std::vector<double>> table(const std::string& path) {
  std::ifstream file(NACRE_SOURCE_DIR "/../shared/data/" + path);
  std::vector<std::vector<double>> rows;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    std::ranges::replace(line, ',', ' ');
    std::istringstream words(line);
    std::vector<double> row;
    for (double x = 0; words >> x;) row.push_back(x);
    if (!row.empty()) rows.push_back(row);
  }
  return rows;
}

inline PdfGrid grid_of(const std::vector<std::vector<double>>& rows) {
  return {rows.front()[0], (rows.back()[0] - rows.front()[0]) / static_cast<double>(rows.size() - 1),
          rows.size()};
}

// Largest difference over the largest value.
inline double worst(const std::vector<double>& g, const std::vector<double>& expected) {
  double difference = 0, highest = 0;
  for (std::size_t i = 0; i < g.size(); ++i) {
    difference = std::max(difference, std::abs(g[i] - expected[i]));
    highest = std::max(highest, std::abs(expected[i]));
  }
  return difference / highest;
}

inline std::vector<double> column(const std::vector<std::vector<double>>& rows, std::size_t k) {
  std::vector<double> values;
  for (const auto& row : rows) values.push_back(row[k]);
  return values;
}

}  // namespace nacre::scattering
