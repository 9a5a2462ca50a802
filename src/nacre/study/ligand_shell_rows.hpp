// The rows of a ligand-shell study: one per case and engine, and how finished ones are kept in a checkpoint.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "nacre/core/result.hpp"
#include "nacre/ligands/monte_carlo.hpp"
#include "nacre/ligands/surface_sites.hpp"
#include "nacre/study/study.hpp"

namespace nacre::study {

// A particle and its sites as a lattice.
struct ShellSurface {
  double diameter_nm = 0;
  ligands::SurfaceSites sites{};
  ligands::Lattice lattice;
  std::string warning{};

  double nearest_sites_nm() const;
};

struct ShellRow {
  const Case* one = nullptr;
  ligands::LatticeType lattice = ligands::LatticeType::square;
  int nx = 0;  // of a surface: the number of sites, and ny is 1
  int ny = 0;
  std::shared_ptr<const ShellSurface> surface;  // shared by the rows of one particle; null on a torus
  std::string engine;                           // exact | multi-spin | plain
  int n_a = 0;
  double chi_G_RT = 0;
  std::size_t index = 0;  // number of the row, and of its random streams

  // Results.
  ligands::Average unlike_fraction;
  double dG_mix_RT = no_value;                 // exact engine only
  std::optional<ligands::ShellSample> sample;  // of the sampling engines
  std::string pattern;

  double coordination() const;
  double w_RT() const { return chi_G_RT / coordination(); }
  int sites() const { return nx * ny; }
  std::string system() const;  // "11 x 11", "11 x 11 triangular", "3 nm particle"
};

// Rows that the multi-spin engine takes together; indices into the rows of the study.
using ShellBlock = std::vector<std::size_t>;
std::vector<ShellBlock> shell_blocks(const std::vector<ShellRow>& rows);

// What the rows of a study will be, `auto` resolved; checks sizes and compositions. Throws Error (usage).
std::vector<ShellRow> plan_shell_rows(const Study& study);

std::vector<double> pack_sample(const ligands::ShellSample& sample);
ligands::ShellSample unpack_sample(const std::vector<double>& packed, int sites);

Table shell_scan_table(const std::vector<ShellRow>& rows);
std::vector<Quantity> shell_quantities(const std::vector<ShellRow>& rows);
std::vector<Figure> shell_figures(const std::vector<ShellRow>& rows);
ParticleGallery shell_particles(const std::string& name, const std::vector<const ShellRow*>& rows,
                                int number);
std::vector<Array> shell_arrays(const std::vector<ShellRow>& rows);

}  // namespace nacre::study
