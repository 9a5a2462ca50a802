// Tables and arrays of simulations of growth.
#include <cmath>
#include <cstdint>

#include "nacre/core/units.hpp"
#include "nacre/study/cells.hpp"
#include "nacre/study/growth_curves.hpp"
#include "nacre/study/growth_output.hpp"

namespace nacre::study {
namespace {

constexpr std::size_t course_rows = 390;
constexpr std::size_t radii = 400;

void add_scanned_columns(const std::vector<GrowthRun>& runs, Table& table) {
  for (const auto& [key, value] : runs.front().one->label) table.columns.push_back({key, "scanned key"});
}

std::vector<Cell> label_cells(const GrowthRun& run) {
  std::vector<Cell> cells;
  for (const auto& [key, value] : run.one->label)
    cells.push_back(std::visit([](const auto& one) { return Cell(one); }, value));
  return cells;
}

// --- course -----------------------------------------------------------------------------------

struct CourseColumn {
  const char* name;
  const char* unit;
  const char* description;
  double (*read)(const growth::Point&);
};

using growth::Point;

constexpr CourseColumn course[] = {
    {"time_s", "s", "from injection", [](const Point& p) { return p.time_s; }},
    {"temperature_K", "K", "", [](const Point& p) { return p.temperature_K; }},
    {"supersaturation", "1", "monomer over its solubility", [](const Point& p) { return p.supersaturation; }},
    {"critical_radius_nm", "nm", "that neither grows nor dissolves; empty for S <= 1",
     [](const Point& p) { return p.critical_radius_nm; }},
    {"precursor_mol_m3", "mol/m3", "", [](const Point& p) { return p.precursor_mol_m3; }},
    {"monomer_mol_m3", "mol/m3", "", [](const Point& p) { return p.monomer_mol_m3; }},
    {"generation_mol_m3_s", "mol/(m3 s)", "monomer from precursor",
     [](const Point& p) { return p.generation_mol_m3_s; }},
    {"nucleation_mol_m3_s", "mol/(m3 s)", "monomer that becomes nuclei",
     [](const Point& p) { return p.nucleation_mol_m3_s; }},
    {"growth_mol_m3_s", "mol/(m3 s)", "monomer that goes to particles, less what they give off",
     [](const Point& p) { return p.growth_mol_m3_s; }},
    {"nucleation_per_m3_s", "1/(m3 s)", "nuclei", [](const Point& p) { return p.nucleation_per_m3_s; }},
    {"concentration_mol_m3", "mol/m3", "particles", [](const Point& p) { return p.concentration_mol_m3(); }},
    {"yield", "1", "share of all precursor and monomer put in until then that is in particles",
     [](const Point& p) { return p.yield(); }},
    {"radius_nm", "nm", "mean; empty without particles", [](const Point& p) { return p.mean_nm(); }},
    {"sigma_nm", "nm", "standard deviation of the radii", [](const Point& p) { return p.sigma_nm(); }},
    {"dispersity", "1", "sigma over mean radius", [](const Point& p) { return p.dispersity(); }},
    {"skewness", "1", "of the radii", [](const Point& p) { return p.skewness(); }},
    {"volume_ratio", "1", "volume over that at time 0", [](const Point& p) { return p.volume_ratio; }},
};

Array course_array(const GrowthRun& run, const std::string& name) {
  Array array{.name = name + "/course",
              .description = growth_case_name(run) + ", every step: ",
              .shape = {run.trajectory.points.size(), std::size(course)},
              .values = {}};
  for (const CourseColumn& column : course) {
    const std::string comma = array.unit.empty() ? "" : ", ";
    array.unit += comma + column.unit;
    array.description += comma + column.name;
  }
  for (const Point& point : run.trajectory.points)
    for (const CourseColumn& column : course) array.values.push_back(column.read(point));
  return array;
}

// --- distributions ----------------------------------------------------------------------------

// c(r) in mol/(m3 nm) on `radius_nm`.
std::vector<double> densities(const growth::Snapshot& snapshot, const std::vector<double>& radius_nm) {
  std::vector<double> values = growth::density_per_m3_nm(snapshot, radius_nm);
  for (double& value : values) value /= avogadro_per_mol;
  return values;
}

void add_distribution_rows(const GrowthRun& run, Table& table) {
  const auto radius_nm = common_radii_nm(run, run.snapshots, radii);
  if (radius_nm.empty()) return;
  for (const std::size_t index : run.snapshots) {
    const growth::Snapshot& snapshot = run.trajectory.snapshots[index];
    const auto density = densities(snapshot, radius_nm);
    for (std::size_t i = 0; i < radius_nm.size(); ++i) {
      const bool beside = (i > 0 && density[i - 1] > 0) || (i + 1 < density.size() && density[i + 1] > 0);
      if (!(density[i] > 0) && !beside) continue;
      std::vector<Cell> row = label_cells(run);
      row.insert(row.end(), {snapshot.time_s, radius_nm[i], density[i]});
      table.rows.push_back(std::move(row));
    }
  }
}

std::vector<std::size_t> all_snapshots(const GrowthRun& run) {
  std::vector<std::size_t> indices(run.trajectory.snapshots.size());
  for (std::size_t i = 0; i < indices.size(); ++i) indices[i] = i;
  return indices;
}

void add_distribution_arrays(const GrowthRun& run, const std::string& name, std::vector<Array>& arrays) {
  const auto radius_nm = common_radii_nm(run, all_snapshots(run), radii);
  if (radius_nm.empty()) return;
  Array times{.name = name + "/times", .unit = "s", .description = "of the distributions", .values = {}};
  Array density{
      .name = name + "/distributions",
      .unit = "mol/(m3 nm)",
      .description = "concentration per radius: a row for each of times, a column for each of radii",
      .values = {}};
  for (const growth::Snapshot& snapshot : run.trajectory.snapshots) {
    times.values.push_back(snapshot.time_s);
    const auto values = densities(snapshot, radius_nm);
    density.values.insert(density.values.end(), values.begin(), values.end());
  }
  times.shape = {times.values.size()};
  density.shape = {times.values.size(), radius_nm.size()};
  arrays.push_back(std::move(times));
  arrays.push_back({.name = name + "/radii",
                    .unit = "nm",
                    .description = "of the distributions",
                    .shape = {radius_nm.size()},
                    .values = radius_nm});
  arrays.push_back(std::move(density));
}

// --- scan -------------------------------------------------------------------------------------

bool same_case(const Quantity& quantity, const GrowthRun& run) {
  return quantity.case_label == run.one->label;
}

// Names of all quantities that any case has, in their order.
std::vector<const Quantity*> kinds_of(const std::vector<Quantity>& quantities) {
  std::vector<const Quantity*> kinds;
  for (const Quantity& one : quantities) {
    bool known = false;
    for (const Quantity* kind : kinds) known = known || kind->name == one.name;
    if (!known) kinds.push_back(&one);
  }
  return kinds;
}

std::string column_name(const Quantity& quantity) {
  if (quantity.unit.empty()) return quantity.name;
  return quantity.name + (quantity.unit == "mol/m3" ? "_mol_m3" : "_" + quantity.unit);
}

}  // namespace

Table growth_scan_table(const std::vector<GrowthRun>& runs) {
  Table table{
      .name = "scan",
      .title = "Results of every simulation",
      .notes = {"_err: numerical error, the difference to a run with half the resolution and ten times "
                "the tolerance, at least 0.01 %",
                "times count from injection; empty: there is no such number"},
      .columns = {},
      .rows = {}};
  add_scanned_columns(runs, table);
  const auto quantities = growth_quantities(runs);
  const auto kinds = kinds_of(quantities);
  for (const Quantity* kind : kinds) {
    table.columns.push_back({column_name(*kind), kind->description});
    table.columns.push_back({kind->name + "_err", ""});
  }
  table.columns.insert(table.columns.end(), {{"steps", "of the solver"},
                                             {"rejected", "steps that were taken again, smaller"},
                                             {"cohorts", "opened; 0 for the other solvers"},
                                             {"mass_error", "largest, over all that was put in"}});
  for (const GrowthRun& run : runs) {
    std::vector<Cell> row = label_cells(run);
    for (const Quantity* kind : kinds) {
      const Quantity* found = nullptr;
      for (const Quantity& one : quantities)
        if (one.name == kind->name && same_case(one, run)) found = &one;
      row.push_back(found != nullptr ? finite_cell(found->value) : Cell());
      row.push_back(found != nullptr ? finite_cell(found->uncertainty) : Cell());
    }
    double mass_error = 0;
    for (const Point& point : run.trajectory.points)
      if (std::abs(point.mass_error) > std::abs(mass_error)) mass_error = point.mass_error;
    row.insert(row.end(), {static_cast<std::int64_t>(run.trajectory.steps),
                           static_cast<std::int64_t>(run.trajectory.rejected),
                           static_cast<std::int64_t>(run.trajectory.cohorts_opened), mass_error});
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table growth_course_table(const std::vector<GrowthRun>& runs) {
  Table table{.name = "course",
              .title = "The flask over time",
              .notes = {"about " + std::to_string(course_rows) + " of the solver's steps; results.h5 has all",
                        "amounts are per volume of the flask at that moment"},
              .columns = {},
              .rows = {}};
  add_scanned_columns(runs, table);
  for (const CourseColumn& column : course) table.columns.push_back({column.name, column.description});
  for (const GrowthRun& run : runs)
    for (const std::size_t i : kept_steps(run.trajectory, course_rows)) {
      std::vector<Cell> row = label_cells(run);
      for (const CourseColumn& column : course)
        row.push_back(finite_cell(column.read(run.trajectory.points[i])));
      table.rows.push_back(std::move(row));
    }
  return table;
}

Table growth_distribution_table(const std::vector<GrowthRun>& runs) {
  Table table{.name = "distributions",
              .title = "Concentration per radius",
              .notes = {"the snapshots of a case share their radii; rows without particles are left out"},
              .columns = {},
              .rows = {}};
  add_scanned_columns(runs, table);
  table.columns.insert(table.columns.end(),
                       {{"time_s", "from injection"},
                        {"radius_nm", "middle of a step of radius"},
                        {"density_mol_m3_nm", "particles per volume and radius, mean over the step"}});
  for (const GrowthRun& run : runs) add_distribution_rows(run, table);
  return table;
}

std::vector<Array> growth_arrays(const std::vector<GrowthRun>& runs) {
  std::vector<Array> arrays;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const std::string name = "case-" + std::to_string(i + 1);
    arrays.push_back(course_array(runs[i], name));
    add_distribution_arrays(runs[i], name, arrays);
  }
  return arrays;
}

}  // namespace nacre::study
