#include "nacre/study/growth_populations.hpp"

#include <algorithm>

#include "nacre/core/units.hpp"
#include "nacre/study/growth_nucleation.hpp"

namespace nacre::study {
namespace {

constexpr std::size_t steps = 200;
constexpr double least_depth = 10;
constexpr double least_share = 0.01;

double middle_nm(const growth::Box& box) { return (box.low_nm + box.high_nm) / 2; }

// Densities on even steps from the smallest to the largest particle.
struct Histogram {
  std::vector<double> radius_nm{};
  std::vector<double> density{};
};

Histogram histogram(const growth::Snapshot& snapshot) {
  const double low_nm = std::ranges::min(snapshot.boxes, {}, &growth::Box::low_nm).low_nm;
  const double high_nm = std::ranges::max(snapshot.boxes, {}, &growth::Box::high_nm).high_nm;
  Histogram found;
  for (std::size_t i = 0; i <= steps; ++i)
    found.radius_nm.push_back(low_nm + (high_nm - low_nm) * static_cast<double>(i) / steps);
  found.density = growth::density_per_m3_nm(snapshot, found.radius_nm);
  return found;
}

// The middle of the deepest gap: the lower of the highest peaks on its sides over it. 0 where none is deep.
double gap_nm(const Histogram& shape) {
  const auto& y = shape.density;
  double deepest = 0;
  std::size_t first = 0, last = 0;
  for (std::size_t i = 1; i + 1 < y.size(); ++i) {
    const auto here = y.begin() + static_cast<std::ptrdiff_t>(i);
    const double sides = std::min(*std::max_element(y.begin(), here), *std::max_element(here + 1, y.end()));
    const double depth = sides - least_depth * y[i];
    if (depth > deepest) first = i;
    if (depth >= deepest) last = i;
    deepest = std::max(depth, deepest);
  }
  return deepest > 0 ? (shape.radius_nm[first] + shape.radius_nm[last]) / 2 : 0;
}

Population population(const growth::Snapshot& snapshot, double from_nm, double to_nm) {
  double number = 0, radii = 0;
  for (const growth::Box& box : snapshot.boxes) {
    const double radius_nm = middle_nm(box);
    if (radius_nm < from_nm || radius_nm >= to_nm) continue;
    number += box.number_per_m3;
    radii += box.number_per_m3 * radius_nm;
  }
  return {.radius_nm = radii / number, .concentration_mol_m3 = number / avogadro_per_mol};
}

// When the last nucleation is over; none where a later injection does not nucleate.
std::optional<double> second_nucleation_over_s(const GrowthRun& run) {
  const NucleationStages stages = nucleation_stages(run);
  if (stages.list.size() < 2) return {};
  const auto& points = run.trajectory.points;
  const double begins_s = points[stages.list.back().first].time_s;
  const bool injected = std::ranges::any_of(run.synthesis.injections, [&](const growth::Injection& one) {
    return one.start_s > 0 && one.concentration_mol_m3 > 0 && one.start_s <= begins_s;
  });
  if (!injected) return {};
  return points[stages.list.back().last].time_s;
}

}  // namespace

std::optional<Populations> populations_of(const growth::Snapshot& snapshot) {
  if (snapshot.boxes.empty()) return {};
  const double split_nm = gap_nm(histogram(snapshot));
  if (!(split_nm > 0)) return {};
  const Populations found{.first = population(snapshot, split_nm, 1e300),
                          .second = population(snapshot, 0, split_nm)};
  const double all = found.first.concentration_mol_m3 + found.second.concentration_mol_m3;
  const double fewer = std::min(found.first.concentration_mol_m3, found.second.concentration_mol_m3);
  if (!(fewer > least_share * all)) return {};
  return found;
}

std::optional<Populations> final_populations(const GrowthRun& run) {
  if (run.trajectory.snapshots.empty() || !second_nucleation_over_s(run)) return {};
  return populations_of(run.trajectory.snapshots.back());
}

Table growth_population_table(const std::vector<GrowthRun>& runs) {
  Table table{.name = "populations",
              .title = "Mean radii of two populations",
              .notes = {"after the last nucleation; growth-regime reads it where one synthesis is simulated"},
              .columns = {},
              .rows = {}};
  for (const auto& [key, value] : runs.front().one->label) table.columns.push_back({key, "scanned key"});
  table.columns.insert(table.columns.end(), {{"time_s", "from injection"},
                                             {"r1_nm", "of the first, larger population"},
                                             {"r2_nm", "of the second"}});
  for (const GrowthRun& run : runs) {
    const auto over_s = second_nucleation_over_s(run);
    for (const growth::Snapshot& snapshot : run.trajectory.snapshots) {
      if (!over_s || snapshot.time_s < *over_s) continue;
      const auto found = populations_of(snapshot);
      if (!found) continue;
      std::vector<Cell> row;
      for (const auto& [key, value] : run.one->label)
        row.push_back(std::visit([](const auto& one) { return Cell(one); }, value));
      row.insert(row.end(), {snapshot.time_s, found->first.radius_nm, found->second.radius_nm});
      table.rows.push_back(std::move(row));
    }
  }
  return table;
}

}  // namespace nacre::study
