// Tables and arrays of assembly studies.
#include <cmath>

#include "nacre/study/assembly_output.hpp"
#include "nacre/study/cells.hpp"
#include "nacre/study/study.hpp"

namespace nacre::study {
namespace {

using Cases = std::vector<AssemblyCase>;

void add_scanned_columns(const Cases& cases, Table& table) {
  for (const auto& [key, value] : cases.front().one->label) table.columns.push_back({key, "scanned key"});
}

std::vector<Cell> label_cells(const AssemblyCase& one) {
  std::vector<Cell> cells;
  for (const auto& [key, value] : one.one->label)
    cells.push_back(std::visit([](const auto& v) { return Cell(v); }, value));
  return cells;
}

void append(std::vector<Cell>& row, std::initializer_list<Cell> cells) {
  row.insert(row.end(), cells.begin(), cells.end());
}

bool has_time_unit(const Cases& cases) { return cases.front().scale.tau_s > 0; }

// --- thermo -----------------------------------------------------------------------------------

struct ThermoColumn {
  const char* name;
  const char* description;
  double (*read)(const ThermoRow&);
};

constexpr ThermoColumn thermo_columns[] = {
    {"time_tau", "time in tau = sigma sqrt(m/eps)", [](const ThermoRow& r) { return r.time; }},
    {"packing", "packing fraction by the study's packing_by", [](const ThermoRow& r) { return r.packing; }},
    {"packing_sigma", "packing fraction counted with sigma",
     [](const ThermoRow& r) { return r.packing_sigma; }},
    {"well_depth", "eps/kT of the thermostat", [](const ThermoRow& r) { return r.well_depth; }},
    {"temperature", "of the velocities, eps", [](const ThermoRow& r) { return r.temperature; }},
    {"kinetic", "kinetic energy of a particle, eps", [](const ThermoRow& r) { return r.kinetic; }},
    {"potential", "potential energy of a particle, eps", [](const ThermoRow& r) { return r.potential; }},
    {"pressure", "eps/sigma^3", [](const ThermoRow& r) { return r.pressure; }},
    {"length", "edge of the box along x, or radius of the droplet, sigma",
     [](const ThermoRow& r) { return r.length; }},
};

std::vector<Cell> thermo_cells(const AssemblyCase& one, const ThermoRow& row) {
  std::vector<Cell> cells = label_cells(one);
  cells.emplace_back(row.step);
  for (const ThermoColumn& column : thermo_columns) cells.push_back(finite_cell(column.read(row)));
  if (one.scale.tau_s > 0) cells.emplace_back(row.time * one.scale.tau_s);
  if (one.scale.sigma_nm > 0) cells.push_back(finite_cell(row.length * one.scale.sigma_nm));
  return cells;
}

Table thermo_table(const Cases& cases) {
  Table table{.name = "thermo", .title = "Energies and pressure along the run", .columns = {}, .rows = {}};
  table.notes = {"Reduced units: lengths in sigma, energies in eps, masses 1."};
  add_scanned_columns(cases, table);
  table.columns.push_back({"step", ""});
  for (const ThermoColumn& column : thermo_columns)
    table.columns.push_back({column.name, column.description});
  if (has_time_unit(cases)) table.columns.push_back({"time_s", "by [units] diffusion"});
  if (cases.front().scale.sigma_nm > 0) table.columns.push_back({"length_nm", "by [units] sigma"});
  for (const AssemblyCase& one : cases)
    for (const ThermoRow& row : one.thermo) table.rows.push_back(thermo_cells(one, row));
  return table;
}

// --- order ------------------------------------------------------------------------------------

Table order_table(const Cases& cases) {
  Table table{
      .name = "order", .title = "Order of the large particles along the run", .columns = {}, .rows = {}};
  table.notes = {"Fractions are of the particles of the first species."};
  add_scanned_columns(cases, table);
  for (const Column& column : std::initializer_list<Column>{
           {"step", ""},
           {"time_tau", "time in tau"},
           {"packing", "packing fraction by the study's packing_by"},
           {"crystalline_fraction", "in the structures that are looked for"},
           {"largest_nucleus", "particles of the largest crystalline cluster"},
           {"nuclei", "clusters of at least the smallest nucleus"},
           {"grains", "of one orientation each"},
           {"locally_dense",
            "above the local density of dense_above; empty where there is none"}})
    table.columns.push_back(column);
  const auto& names = cases.front().environment_names;
  for (std::size_t k = 1; k < names.size(); ++k)
    table.columns.push_back({"fraction_" + names[k], "with these surroundings"});
  for (const AssemblyCase& one : cases)
    for (const OrderRow& row : one.order) {
      std::vector<Cell> cells = label_cells(one);
      append(cells, {row.step, row.time, finite_cell(row.packing), row.crystalline,
                     static_cast<std::int64_t>(std::llround(row.largest_nucleus)),
                     static_cast<std::int64_t>(row.nuclei), static_cast<std::int64_t>(row.grains),
                     finite_cell(row.locally_dense)});
      for (std::size_t k = 1; k < row.fractions.size(); ++k) cells.emplace_back(row.fractions[k]);
      table.rows.push_back(std::move(cells));
    }
  return table;
}

// --- curves -----------------------------------------------------------------------------------

struct CurveTable {
  const char* name;
  const char* title;
  const char* x;
  const char* x_description;
  const char* y;
  const char* y_description;
  std::vector<AssemblyCurve> AssemblyCase::*curves;
};

constexpr CurveTable curve_tables[] = {
    {"gr", "Pair distribution functions of the last stage", "r_sigma", "distance in sigma", "g", "g(r)",
     &AssemblyCase::gr},
    {"sq", "Structure factors of the last stage", "q_sigma", "q times sigma", "S", "partial S(q)",
     &AssemblyCase::sq},
    {"msd", "Mean-square displacements of the last stage", "lag_tau", "time between, tau", "msd_sigma2",
     "sigma^2", &AssemblyCase::msd},
};

Table curve_table(const Cases& cases, const CurveTable& what) {
  Table table{.name = what.name, .title = what.title, .columns = {}, .rows = {}};
  add_scanned_columns(cases, table);
  table.columns.push_back({"of", "species, or pair of species"});
  table.columns.push_back({what.x, what.x_description});
  table.columns.push_back({what.y, what.y_description});
  table.columns.push_back({std::string(what.y) + "_err", "its standard error"});
  for (const AssemblyCase& one : cases)
    for (const AssemblyCurve& curve : one.*what.curves)
      for (std::size_t i = 0; i < curve.x.size(); ++i) {
        std::vector<Cell> cells = label_cells(one);
        append(cells, {curve.label, curve.x[i], finite_cell(curve.y[i]),
                       curve.error.empty() ? Cell() : finite_cell(curve.error[i])});
        table.rows.push_back(std::move(cells));
      }
  return table;
}

// --- arrays -----------------------------------------------------------------------------------

std::string group_of(const Cases& cases, const AssemblyCase& one) {
  return cases.size() > 1 ? one.name + "/" : "";
}

void add_snapshot(const std::string& group, const AssemblySnapshot& snapshot, std::vector<Array>& arrays) {
  const crystal::Particles& particles = snapshot.particles;
  const std::size_t n = particles.size();
  Array positions{.name = group + "positions",
                  .unit = "sigma",
                  .description = "of the particles, box about the origin",
                  .shape = {n, 3},
                  .values = {}};
  for (const crystal::Vector& at : particles.positions)
    positions.values.insert(positions.values.end(), {at[0], at[1], at[2]});
  arrays.push_back(std::move(positions));
  arrays.push_back({.name = group + "diameters",
                    .unit = "sigma",
                    .description = "",
                    .shape = {n},
                    .values = particles.diameters});
  arrays.push_back({.name = group + "species",
                    .unit = "",
                    .description = "index of the species",
                    .shape = {n},
                    .values = {particles.species.begin(), particles.species.end()}});
  if (snapshot.environment.size() == n)
    arrays.push_back({.name = group + "environment",
                      .unit = "",
                      .description = "0 disordered, 1 FCC, 2 HCP, 3 BCC, 4 AlB2, 5 NaZn13",
                      .shape = {n},
                      .values = {snapshot.environment.begin(), snapshot.environment.end()}});
  const crystal::Vector& box = particles.box.lengths;
  arrays.push_back({.name = group + "box",
                    .unit = "sigma",
                    .description = "lengths of the box",
                    .shape = {3},
                    .values = {box[0], box[1], box[2]}});
}

std::string slug(std::string text) {
  for (char& c : text)
    if (c == ' ') c = '-';
  return text;
}

}  // namespace

std::vector<Table> assembly_tables(const std::vector<AssemblyCase>& cases) {
  std::vector<Table> tables{thermo_table(cases), order_table(cases)};
  for (const CurveTable& what : curve_tables) tables.push_back(curve_table(cases, what));
  return tables;
}

std::vector<Array> assembly_arrays(const std::vector<AssemblyCase>& cases) {
  std::vector<Array> arrays;
  for (const AssemblyCase& one : cases)
    for (const AssemblySnapshot& snapshot : one.snapshots)
      add_snapshot(group_of(cases, one) + slug(snapshot.title) + "/", snapshot, arrays);
  return arrays;
}

}  // namespace nacre::study
