#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <map>
#include <tuple>

#include "nacre/core/units.hpp"
#include "nacre/ligands/clusters.hpp"
#include "nacre/ligands/exact_shell.hpp"
#include "nacre/study/ligand_shell_rows.hpp"
#include "nacre/study/particle_keys.hpp"

namespace nacre::study {
namespace {

bool exact_takes(const ShellRow& row) {
  return row.lattice == ligands::LatticeType::square && std::min(row.nx, row.ny) >= 3 &&
         std::min(row.nx, row.ny) <= ligands::max_exact_side && row.sites() <= ligands::max_exact_sites;
}

constexpr std::size_t most_rows_per_block = 16;  // at least 32 chains each
// Below this share of unlike pairs the multi-spin engine spends most pairs of sites on nothing.
constexpr double least_multi_spin_share = 0.05;

ligands::LatticeType read_lattice(const Case& one) {
  const std::string& name = one.text("shell.lattice");
  if (name == "surface") return ligands::LatticeType::surface;
  return name == "square" ? ligands::LatticeType::square : ligands::LatticeType::triangular;
}

// Everything that [particle] says in this case.
std::string particle_text(const Case& one) {
  std::string text;
  for (const auto& [key, value] : one.values)
    if (key.starts_with("particle."))
      text +=
          key + '=' + value.text + ' ' + std::to_string(std::bit_cast<std::uint64_t>(value.number)) + '\n';
  return text;
}

void refuse_no_neighbours(const Case& one, const ligands::SurfaceSites& sites) {
  if (!sites.neighbors.neighbor.empty()) return;
  const bool chosen = one.has("particle.neighbor_distance");
  throw one.error(chosen ? "particle.neighbor_distance" : "particle.diameter",
                  "no two binding sites of this particle are neighbours",
                  std::to_string(sites.sites()) + (sites.sites() == 1 ? " site" : " sites"),
                  chosen ? "a larger neighbor_distance" : "a larger particle or a thicker shell");
}

std::shared_ptr<const ShellSurface> build_shell_surface(const Case& one) {
  if (!one.has("particle.diameter"))
    throw one.error("shell.lattice", "a surface needs the particle that it belongs to",
                    "no [particle] diameter", "a section [particle] with diameter = \"3.0 nm\"");
  const Particle particle = read_particle(one);
  auto sites = particle_surface(one, particle);
  refuse_no_neighbours(one, sites);
  auto warning = surface_warning(sites);
  ligands::Lattice lattice(ligands::site_graph(sites));
  return std::make_shared<const ShellSurface>(
      ShellSurface{particle.diameter_nm, std::move(sites), std::move(lattice), std::move(warning)});
}

// One for all cases of the same particle.
using Surfaces = std::map<std::string, std::shared_ptr<const ShellSurface>>;

void read_surface(const Case& one, Surfaces& surfaces, ShellRow& row) {
  auto& surface = surfaces[particle_text(one)];
  if (!surface) surface = build_shell_surface(one);
  row.surface = surface;
  row.nx = surface->lattice.nx();
  row.ny = surface->lattice.ny();
}

// A particle that no case looks at is a mistake.
void refuse_idle_particle(const Study& study) {
  const Case& first = study.cases.front();
  const bool used = std::ranges::any_of(
      study.cases, [](const Case& one) { return read_lattice(one) == ligands::LatticeType::surface; });
  if (!used && first.has("particle.diameter"))
    throw first.error("particle.diameter", "no case of the study uses the particle",
                      "lattice = \"" + first.text("shell.lattice") + "\"", "lattice = \"surface\"");
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

// What samples where nothing is said.
std::string sampling_engine(const ShellRow& row) {
  const double share = ligands::random_unlike_fraction(row.n_a, row.sites());
  return share < least_multi_spin_share ? "plain" : "multi-spin";
}

std::vector<std::string> engines(const Case& one, const ShellRow& row) {
  const std::string& engine = one.text("shell.engine");
  if (engine == "plain" || engine == "multi-spin") return {engine};
  if (exact_takes(row) && engine == "exact") return {"exact"};
  if (engine == "exact")
    throw one.error("shell.engine", "the exact engine does not take this lattice",
                    row.surface ? "the surface of a particle"
                                : std::to_string(row.nx) + " x " + std::to_string(row.ny) + " " +
                                      std::string(ligands::name(row.lattice)),
                    "a square lattice with sides of 3 to 11 sites and 121 sites at most",
                    "engine = \"multi-spin\" takes any");
  if (exact_takes(row)) return {"exact", sampling_engine(row)};
  return {sampling_engine(row)};
}

// Rows of one block do as many pairs of sites a sweep; those within a factor of two in unlike pairs share
// one.
int unlike_class(const ShellRow& row) {
  const double share = ligands::random_unlike_fraction(row.n_a, row.sites());
  return share > 0 ? std::ilogb(share) : 0;
}

// As evenly as possible.
void append_blocks(const ShellBlock& rows, std::vector<ShellBlock>& blocks) {
  const std::size_t n = (rows.size() + most_rows_per_block - 1) / most_rows_per_block;
  for (std::size_t i = 0; i < n; ++i)
    blocks.emplace_back(rows.begin() + static_cast<std::ptrdiff_t>(i * rows.size() / n),
                        rows.begin() + static_cast<std::ptrdiff_t>((i + 1) * rows.size() / n));
}

}  // namespace

double ShellRow::coordination() const {
  if (surface) return surface->lattice.mean_coordination();
  return lattice == ligands::LatticeType::square ? 4 : 6;
}

std::string ShellRow::system() const {
  if (surface) return format_number(surface->diameter_nm) + " nm particle";
  const std::string sides = std::to_string(nx) + " x " + std::to_string(ny);
  return lattice == ligands::LatticeType::square ? sides : sides + " triangular";
}

std::vector<ShellBlock> shell_blocks(const std::vector<ShellRow>& rows) {
  std::map<std::tuple<ligands::LatticeType, int, int, std::size_t, int>, ShellBlock> groups;
  std::vector<const ShellSurface*> surfaces;  // in the order of the study
  for (const ShellRow& row : rows) {
    if (row.engine != "multi-spin") continue;
    const auto known = std::ranges::find(surfaces, row.surface.get());
    const auto surface = static_cast<std::size_t>(known - surfaces.begin());
    if (known == surfaces.end()) surfaces.push_back(row.surface.get());
    groups[{row.lattice, row.nx, row.ny, surface, unlike_class(row)}].push_back(row.index);
  }
  std::vector<ShellBlock> blocks;
  for (const auto& [key, group] : groups) append_blocks(group, blocks);
  // The longest work first, so that threads end together.
  std::ranges::stable_sort(blocks, std::greater<>{},
                           [&rows](const ShellBlock& block) { return rows[block.front()].sites(); });
  return blocks;
}

std::vector<ShellRow> plan_shell_rows(const Study& study) {
  refuse_idle_particle(study);
  std::vector<ShellRow> rows;
  Surfaces surfaces;
  for (const Case& one : study.cases) {
    ShellRow row;
    row.one = &one;
    row.lattice = read_lattice(one);
    if (row.lattice == ligands::LatticeType::surface)
      read_surface(one, surfaces, row);
    else
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
