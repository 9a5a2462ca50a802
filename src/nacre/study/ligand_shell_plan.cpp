#include <algorithm>
#include <cmath>

#include "nacre/core/units.hpp"
#include "nacre/ligands/exact_shell.hpp"
#include "nacre/study/ligand_shell_rows.hpp"

namespace nacre::study {
namespace {

bool exact_takes(const ShellRow& row) {
  return row.lattice == ligands::LatticeType::square && std::min(row.nx, row.ny) >= 3 &&
         std::min(row.nx, row.ny) <= ligands::max_exact_side && row.sites() <= ligands::max_exact_sites;
}

ligands::LatticeType read_lattice(const Case& one) {
  const std::string& name = one.text("shell.lattice");
  if (name == "surface")
    throw one.error("shell.lattice", "shells on the surface of a built nanocrystal are not there yet", name,
                    "square or triangular");
  return name == "square" ? ligands::LatticeType::square : ligands::LatticeType::triangular;
}

void read_size(const Case& one, ShellRow& row) {
  const auto& size = one.at("shell.size").numbers;
  if (std::min(size[0], size[1]) < 3 || std::max(size[0], size[1]) > 1001)
    throw one.error("shell.size", "a side is too short or too long",
                    format_number(size[0]) + " x " + format_number(size[1]),
                    "3 to 1001 sites along each side");
  row.nx = static_cast<int>(size[0]);
  row.ny = static_cast<int>(size[1]);
}

std::string fraction_of(int n_a, int sites) {
  return std::to_string(n_a) + "/" + std::to_string(sites) + " = " +
         format_with_uncertainty(static_cast<double>(n_a) / sites, no_value);
}

int from_fraction(const Case& one, int sites) {
  const double x_a = one.number("shell.x_a");
  const double n_a = x_a * sites;
  if (std::abs(n_a - std::round(n_a)) < 1e-6) return static_cast<int>(std::round(n_a));
  const int below = static_cast<int>(std::floor(n_a));
  if (one.text("shell.rounding") != "refuse") return one.text("shell.rounding") == "down" ? below : below + 1;
  throw one.error("shell.x_a",
                  "no whole number of " + std::to_string(sites) + " sites has this mole fraction",
                  format_number(x_a),
                  "a fraction that a whole number meets: the nearest are " + fraction_of(below, sites) +
                      " and " + fraction_of(below + 1, sites),
                  "rounding = \"down\" or \"up\" takes one of them");
}

int read_composition(const Case& one, int sites) {
  if (one.has("shell.n_a") == one.has("shell.x_a"))
    throw one.error(one.has("shell.n_a") ? "shell.x_a" : "shell.chi_G",
                    "the composition needs one of n_a and x_a", one.has("shell.n_a") ? "both" : "neither",
                    "n_a = 60 or x_a = 0.5");
  if (one.has("shell.x_a")) return from_fraction(one, sites);
  const double n_a = one.number("shell.n_a");
  if (n_a > sites)
    throw one.error("shell.n_a", "there are more ligands A than sites", format_number(n_a),
                    "0 to " + std::to_string(sites));
  return static_cast<int>(n_a);
}

std::vector<std::string> engines(const Case& one, const ShellRow& row) {
  const std::string& engine = one.text("shell.engine");
  if (engine == "multi-spin")
    throw one.error("shell.engine", "the multi-spin engine is not there yet", engine, "auto, exact or plain");
  if (engine == "plain") return {"plain"};
  if (exact_takes(row))
    return engine == "auto" ? std::vector<std::string>{"exact", "plain"} : std::vector<std::string>{"exact"};
  if (engine == "exact")
    throw one.error("shell.engine", "the exact engine does not take this lattice",
                    std::to_string(row.nx) + " x " + std::to_string(row.ny) + " " +
                        std::string(ligands::name(row.lattice)),
                    "a square lattice with sides of 3 to 11 sites and 121 sites at most",
                    "engine = \"plain\" takes any");
  return {"plain"};
}

}  // namespace

std::vector<ShellRow> plan_shell_rows(const Study& study) {
  std::vector<ShellRow> rows;
  for (const Case& one : study.cases) {
    ShellRow row;
    row.one = &one;
    row.lattice = read_lattice(one);
    read_size(one, row);
    row.n_a = read_composition(one, row.sites());
    row.chi_G_RT = one.number("shell.chi_G");
    for (const std::string& engine : engines(one, row)) {
      row.engine = engine;
      row.index = rows.size();
      rows.push_back(row);
    }
  }
  return rows;
}

}  // namespace nacre::study
