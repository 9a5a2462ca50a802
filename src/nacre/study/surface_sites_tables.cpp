#include <cmath>
#include <map>

#include "nacre/study/cells.hpp"
#include "nacre/study/surface_sites_rows.hpp"

namespace nacre::study {
namespace {

Cell whole(double value) { return static_cast<std::int64_t>(std::llround(value)); }
// Scanned keys but the diameter, which has a column of its own.
void add_label_columns(const SiteRow& row, Table& table) {
  for (const auto& [key, value] : row.one->label)
    if (key != "diameter") table.columns.push_back({key, ""});
}

void add_label_cells(const SiteRow& row, std::vector<Cell>& cells) {
  for (const auto& [key, value] : row.one->label)
    if (key != "diameter") cells.push_back(std::visit([](const auto& v) { return Cell(v); }, value));
}

void add_spread_columns(Table& table) {
  for (const char* model : {"spherical", "pyramidal", "atomistic"}) {
    const std::string name = std::string("sites_") + model;
    table.columns.push_back({name + "_mean", "over the distribution of diameters"});
    table.columns.push_back({name + "_sd", "its standard deviation"});
  }
}

void add_spread_cells(const SiteRow& row, std::vector<Cell>& cells) {
  for (const auto* spread :
       {&row.spread->spherical_spread, &row.spread->pyramidal_spread, &row.spread->atomistic_spread}) {
    cells.push_back(spread->mean);
    cells.push_back(spread->standard_deviation);
  }
}

std::vector<Cell> scan_cells(const SiteRow& row) {
  std::vector<Cell> cells;
  add_label_cells(row, cells);
  cells.insert(cells.end(),
               {row.particle.diameter_nm, whole(row.cations()), finite_cell(row.cation_anion_ratio()),
                whole(row.sites()), whole(static_cast<double>(row.surface.surface_anions.size())),
                row.spherical(), row.pyramidal(), row.sites_per_nm2(), row.surface.mean_coordination(),
                whole(row.surface.parts()), whole(static_cast<double>(row.surface.isolated()))});
  if (row.spread) add_spread_cells(row, cells);
  return cells;
}

Quantity quantity(const SiteRow& row, std::string name, double value, std::string unit, std::string what) {
  return {.name = std::move(name),
          .value = value,
          .unit = std::move(unit),
          .description = std::move(what),
          .case_label = row.one->label};
}

void add_spread_quantities(const SiteRow& row, std::vector<Quantity>& list) {
  const SiteSpread& spread = *row.spread;
  const std::pair<const char*, const ligands::Spread*> models[] = {{"spherical", &spread.spherical_spread},
                                                                   {"pyramidal", &spread.pyramidal_spread},
                                                                   {"atomistic", &spread.atomistic_spread}};
  for (const auto& [model, one] : models) {
    Quantity mean = quantity(row, std::string("sites_") + model + "_mean", one->mean, "",
                             "over the distribution of diameters, with its standard deviation");
    mean.uncertainty = one->standard_deviation;
    list.push_back(std::move(mean));
  }
}

void add_row_quantities(const SiteRow& row, std::vector<Quantity>& list) {
  list.push_back(quantity(row, "sites_spherical", row.spherical(), "", "surface cations, spherical model"));
  list.push_back(quantity(row, "sites_pyramidal", row.pyramidal(), "", "surface cations, pyramidal model"));
  list.push_back(quantity(row, "sites_atomistic", row.sites(), "", "surface cations of the cut nanocrystal"));
  list.push_back(quantity(row, "cations", row.cations(), "", "its cations"));
  list.push_back(quantity(row, "anions", row.anions(), "", "its anions"));
  list.push_back(quantity(row, "cation_anion_ratio", row.cation_anion_ratio(), "", "cations over anions"));
  list.push_back(quantity(row, "surface_anions", static_cast<double>(row.surface.surface_anions.size()), "",
                          "its surface anions"));
  list.push_back(quantity(row, "sites_per_nm2", row.sites_per_nm2(), "1/nm2",
                          "atomistic sites over the area of the shape"));
  list.push_back(quantity(row, "mean_neighbors", row.surface.mean_coordination(), "",
                          "neighbouring sites of a site, on average"));
  list.push_back(
      quantity(row, "surface_parts", row.surface.parts(), "", "connected parts that the sites fall into"));
  if (row.spread) add_spread_quantities(row, list);
}

}  // namespace

Table site_scan_table(const std::vector<SiteRow>& rows) {
  Table table{.name = "scan",
              .title = "Atoms and binding sites of every nanocrystal",
              .notes = {"sites are surface cations; surface atoms as [particle] surface says"}};
  add_label_columns(rows.front(), table);
  const Column columns[] = {
      {"diameter_nm", ""},
      {"cations", "of the nanocrystal"},
      {"cation_anion_ratio", "cations over anions"},
      {"surface_cations", "binding sites, atomistic"},
      {"surface_anions", ""},
      {"sites_spherical", "S1 to S3"},
      {"sites_pyramidal", "S4 to S9"},
      {"sites_per_nm2", "surface cations over the area of the shape"},
      {"mean_neighbors", "neighbouring sites of a site"},
      {"surface_parts", "connected parts that the sites fall into"},
      {"isolated_sites", "sites without a neighbour"},
  };
  table.columns.insert(table.columns.end(), std::begin(columns), std::end(columns));
  if (rows.front().spread) add_spread_columns(table);
  for (const SiteRow& row : rows) table.rows.push_back(scan_cells(row));
  return table;
}

// How many sites lack so many bonds and have so many neighbours: one missing bond is a site within (111), two
// are one of (100) or of an edge, three a corner or a lone atom on a face.
Table site_coordination_table(const std::vector<SiteRow>& rows) {
  Table table{
      .name = "coordination",
      .title = "Sites by their missing bonds and their neighbours",
      .notes = {"missing bonds of zinc blende: 0 under the surface, 1 within (111), 2 on (100) and at edges, "
                "3 at corners"}};
  add_label_columns(rows.front(), table);
  const Column columns[] = {{"diameter_nm", ""},
                            {"missing_bonds", "to anions, of what a cation has within the crystal"},
                            {"neighbors", "neighbouring sites"},
                            {"sites", "number of such sites"}};
  table.columns.insert(table.columns.end(), std::begin(columns), std::end(columns));
  for (const SiteRow& row : rows) {
    std::map<std::pair<int, int>, std::int64_t> count;
    for (std::size_t i = 0; i < row.surface.sites(); ++i)
      ++count[{row.surface.missing_bonds(i, row.particle.recipe.full_coordination),
               row.surface.neighbors.degree(i)}];
    for (const auto& [kind, sites] : count) {
      std::vector<Cell> cells;
      add_label_cells(row, cells);
      cells.insert(cells.end(),
                   {row.particle.diameter_nm, std::int64_t{kind.first}, std::int64_t{kind.second}, sites});
      table.rows.push_back(std::move(cells));
    }
  }
  return table;
}

std::vector<Quantity> site_quantities(const std::vector<SiteRow>& rows) {
  std::vector<Quantity> list;
  for (const SiteRow& row : rows) add_row_quantities(row, list);
  if (const auto over = over_diameters(rows)) {
    list.push_back({.name = "sites_atomistic_over_diameters",
                    .value = over->sites.mean,
                    .uncertainty = over->sites.standard_deviation,
                    .description = "mean over the diameters of the study, with their standard deviation"});
    list.push_back({.name = "cation_anion_ratio_over_diameters",
                    .value = over->cation_anion_ratio.mean,
                    .uncertainty = over->cation_anion_ratio.standard_deviation,
                    .description = "the same of cations over anions"});
  }
  return list;
}

std::vector<Array> site_arrays(const std::vector<SiteRow>& rows) {
  std::vector<Array> arrays;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const auto& surface = rows[r].surface;
    const std::string prefix = rows.size() == 1 ? "" : "particle-" + std::to_string(r + 1) + "/";
    Array atoms{.name = prefix + "atoms",
                .unit = "nm, nm, nm, 1",
                .description = "x, y, z from the middle, and 0 for cations, 1 for anions",
                .shape = {surface.particle.size(), 4}};
    for (std::size_t i = 0; i < surface.particle.size(); ++i) {
      const auto& position = surface.particle.positions_nm[i];
      atoms.values.insert(atoms.values.end(), position.begin(), position.end());
      atoms.values.push_back(surface.particle.kind[i]);
    }
    Array sites{.name = prefix + "site_atoms",
                .unit = "1",
                .description = "row of each binding site in atoms",
                .shape = {surface.sites()},
                .values = {surface.site_atom.begin(), surface.site_atom.end()}};
    Array pairs{.name = prefix + "neighbor_pairs",
                .unit = "1",
                .description = "numbers of two neighbouring sites, each pair once",
                .shape = {surface.neighbors.neighbor.size() / 2, 2}};
    for (std::size_t i = 0; i < surface.sites(); ++i)
      for (const std::int32_t j : surface.neighbors.of(i))
        if (static_cast<std::size_t>(j) > i) pairs.values.insert(pairs.values.end(), {double(i), double(j)});
    arrays.push_back(std::move(atoms));
    arrays.push_back(std::move(sites));
    arrays.push_back(std::move(pairs));
  }
  return arrays;
}

}  // namespace nacre::study
