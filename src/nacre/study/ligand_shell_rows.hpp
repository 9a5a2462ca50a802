// The rows of a ligand-shell study: one per case and engine, and how finished ones are kept in a checkpoint.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "nacre/core/result.hpp"
#include "nacre/ligands/monte_carlo.hpp"
#include "nacre/study/study.hpp"

namespace nacre::study {

struct ShellRow {
  const Case* one = nullptr;
  ligands::LatticeType lattice = ligands::LatticeType::square;
  int nx = 0;
  int ny = 0;
  std::string engine;  // exact | plain
  int n_a = 0;
  double chi_G_RT = 0;
  std::size_t index = 0;  // number of the row, and of its random streams

  // Results.
  ligands::Average unlike_fraction;
  double dG_mix_RT = no_value;                 // exact engine only
  std::optional<ligands::ShellSample> sample;  // plain engine only
  std::string pattern;

  double w_RT() const { return chi_G_RT / ligands::coordination(lattice); }
  int sites() const { return nx * ny; }
};

// What the rows of a study will be, `auto` resolved; checks sizes and compositions. Throws Error (usage).
std::vector<ShellRow> plan_shell_rows(const Study& study);

std::vector<double> pack_sample(const ligands::ShellSample& sample);
ligands::ShellSample unpack_sample(const std::vector<double>& packed, int sites);

Table shell_scan_table(const std::vector<ShellRow>& rows);
std::vector<Quantity> shell_quantities(const std::vector<ShellRow>& rows);
std::vector<Figure> shell_figures(const std::vector<ShellRow>& rows);
std::vector<Array> shell_arrays(const std::vector<ShellRow>& rows);

}  // namespace nacre::study
