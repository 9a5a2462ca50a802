// Potentials of assembly studies.
#include <algorithm>
#include <cmath>

#include "nacre/assembly/effective_diameter.hpp"
#include "nacre/assembly/interactions_check.hpp"
#include "nacre/assembly/potential_cards.hpp"
#include "nacre/core/units.hpp"
#include "nacre/io/csv.hpp"
#include "nacre/study/assembly_plan.hpp"

namespace nacre::study {
namespace {

using assembly::CutMode;
using assembly::PairForm;
using assembly::PairPotential;

CutMode cut_of(const std::string& name) {
  if (name == "plain") return CutMode::plain;
  return name == "smooth" ? CutMode::smooth : CutMode::shifted;
}

assembly::PairTable read_table(const std::string& path) {
  const io::CsvTable file = io::CsvTable::read(path);
  const std::size_t r = file.column("r_s"), energy = file.column("energy"), force = file.column("force");
  assembly::PairTable table;
  for (std::size_t row = 0; row < file.rows(); ++row) {
    table.energy.push_back(file.number(row, energy));
    table.force.push_back(file.number(row, force));
  }
  table.first = file.number(0, r);
  if (file.rows() < 2) return table;
  table.step = (file.number(file.rows() - 1, r) - table.first) / static_cast<double>(file.rows() - 1);
  for (std::size_t row = 0; row < file.rows(); ++row) {
    const double expected = table.first + table.step * static_cast<double>(row);
    if (std::abs(file.number(row, r) - expected) > 1e-6 * std::abs(table.step))
      throw Error({.code = ExitCode::data,
                   .place = file.place(row, r),
                   .message = "the distances of a table of energies go in equal steps upwards",
                   .found = format_number(file.number(row, r)),
                   .expected = format_number(expected)});
  }
  return table;
}

PairPotential shape_of(const Case& one) {
  const std::string& form = one.text("potential.form");
  PairPotential pair{
      .form = assembly::find_potential(form)->form, .epsilon = 1, .cut = cut_of(one.text("potential.cut"))};
  pair.n = form == "lennard-jones" ? 12 : one.number("potential.n");
  pair.m = form == "lennard-jones" ? 6 : one.number("potential.m");
  const bool two_exponents = pair.form == PairForm::mie || pair.form == PairForm::wca;
  if (two_exponents && pair.m >= pair.n)
    throw one.error(one.at("potential.m").place.line > 0 ? "potential.m" : "potential.n",
                    "[potential] m is not below n", format_number(pair.m),
                    "an attraction of longer reach than the repulsion: m below n = " + format_number(pair.n));
  if (pair.form == PairForm::table) {
    if (!one.has("potential.table"))
      throw one.error("potential.form", "[potential] form = \"table\" needs the table", {},
                      "table = \"FILE\" with columns r_s, energy, force");
    pair.table = read_table(one.text("potential.table"));
  }
  return pair;
}

double cutoff_of(const Case& one, const PairPotential& pair) {
  if (pair.form == PairForm::table)
    return pair.table.first + pair.table.step * static_cast<double>(pair.table.energy.size() - 1);
  if (pair.form == PairForm::wca) return std::pow(pair.n / pair.m, 1 / (pair.n - pair.m));
  if (one.has("potential.cutoff")) return one.number("potential.cutoff");
  return at_key(one, "potential.energy_tolerance", [&] {
    return assembly::cutoff_for_tolerance(pair, one.number("potential.energy_tolerance"));
  });
}

// In the order LL, LS, SS; with three species LL, LM, LS, MM, MS, SS.
std::vector<double> depths_of(const Case& one, std::size_t species) {
  const std::size_t pairs = species * (species + 1) / 2;
  if (!one.has("potential.depths")) return std::vector<double>(pairs, 1.0);
  const std::vector<double>& depths = one.at("potential.depths").numbers;
  if (depths.size() != pairs)
    throw one.error("potential.depths",
                    "[potential] depths does not have one number for each pair of species",
                    std::to_string(depths.size()) + " numbers",
                    std::to_string(pairs) + " for " + std::to_string(species) + " species" +
                        (species == 2 ? ": LL, LS, SS" : ""));
  return depths;
}

}  // namespace

assembly::Interactions read_assembly_interactions(const Case& one, std::size_t species) {
  PairPotential pair = shape_of(one);
  pair.cutoff = cutoff_of(one, pair);
  const std::vector<double> depths = depths_of(one, species);
  assembly::Interactions all;
  all.species = species;
  all.pairs.assign(species * species, pair);
  std::size_t next = 0;
  for (std::size_t a = 0; a < species; ++a)
    for (std::size_t b = a; b < species; ++b) {
      all.pairs[a * species + b].epsilon = all.pairs[b * species + a].epsilon = depths[next];
      ++next;
    }
  all.wall.epsilon = one.number("container.wall_depth");
  at_key(one, "potential.form", [&] {
    assembly::check(all);
    return 0;
  });
  return all;
}

}  // namespace nacre::study
