// Numbers of assembly studies.
#include <algorithm>
#include <cmath>

#include "nacre/assembly/block_average.hpp"
#include "nacre/assembly/real_units.hpp"
#include "nacre/study/assembly_output.hpp"
#include "nacre/study/study.hpp"

namespace nacre::study {
namespace {

struct Number {
  double value = no_value;
  double error = no_value;
};

// Mean of a column over the rows from a step on, with the error of blocks.
template <typename Row>
Number mean_from(const std::vector<Row>& rows, std::int64_t step, double (*read)(const Row&)) {
  std::vector<double> values;
  for (const Row& row : rows)
    if (row.step >= step && std::isfinite(read(row))) values.push_back(read(row));
  if (values.empty()) return {};
  const assembly::BlockAverage average = assembly::block_average(values);
  const bool varies = average.error > 1e-12 * std::abs(average.mean);  // else it is rounding
  return {average.mean, values.size() < 4 || !varies ? no_value : average.error};
}

// Over the last twentieth of the run, or the last row.
Number final_fraction(const AssemblyCase& one) {
  const std::int64_t from = one.order.back().step - one.steps / 20;
  return mean_from<OrderRow>(one.order, from, [](const OrderRow& row) { return row.crystalline; });
}

// Half of the time between rows, where it was seen.
double row_distance(const AssemblyCase& one, double (*read)(const OrderRow&), std::int64_t step) {
  for (std::size_t i = 1; i < one.order.size(); ++i)
    if (one.order[i].step == step) return (read(one.order[i]) - read(one.order[i - 1])) / 2;
  return no_value;
}

// Slope of the conserved energy over the last stage, eps per particle in 1e4 steps.
Number drift(const AssemblyCase& one) {
  double n = 0, x = 0, y = 0, xx = 0, xy = 0;
  for (const ThermoRow& row : one.thermo) {
    if (row.step < one.average_from) continue;
    const double at = 1e-4 * static_cast<double>(row.step - one.average_from);
    n += 1, x += at, y += row.conserved, xx += at * at, xy += at * row.conserved;
  }
  const double spread = n * xx - x * x;
  return {n > 2 && spread > 0 ? (n * xy - x * y) / spread : no_value, no_value};
}

class List {
 public:
  List(const AssemblyCase& one, std::vector<Quantity>& all) : one_(one), all_(all) {}

  void add(const char* name, Number number, const char* unit, const char* description) {
    if (!std::isfinite(number.value)) return;
    all_.push_back({.name = name,
                    .value = number.value,
                    .uncertainty = number.error,
                    .unit = unit,
                    .description = description,
                    .case_label = one_.one->label});
  }

 private:
  const AssemblyCase& one_;
  std::vector<Quantity>& all_;
};

void add_order(const AssemblyCase& one, List& list) {
  if (one.order.empty()) return;
  const OrderRow& first = one.order.front();
  const OrderRow& last = one.order.back();
  list.add("crystalline_fraction_initial", {first.crystalline}, "", "of the large particles, at the start");
  list.add("crystalline_fraction_final", final_fraction(one), "",
           "of the large particles, over the last twentieth of the steps");
  list.add("largest_nucleus", {last.largest_nucleus}, "",
           "large particles in the largest crystalline cluster");
  list.add("nuclei", {static_cast<double>(last.nuclei)}, "", "crystalline clusters at the end");
  list.add("grains", {static_cast<double>(last.grains)}, "", "orientations among them");
  list.add("locally_dense_final", {last.locally_dense}, "",
           "share of the large particles above the local density of dense_above, at the end");
}

void add_nucleation(const AssemblyCase& one, List& list) {
  const AssemblySnapshot* first = one.snapshot("first nucleus");
  if (first == nullptr) return;
  const auto time = [](const OrderRow& row) { return row.time; };
  const auto packing = [](const OrderRow& row) { return row.packing; };
  const Number at{first->time, row_distance(one, time, first->step)};
  list.add("nucleation_packing", {first->packing, row_distance(one, packing, first->step)}, "",
           "packing fraction at which the first nucleus that lasted was seen");
  list.add("nucleation_time", at, "tau", "when");
  if (one.scale.tau_s > 0)
    list.add("nucleation_time_real", {at.value * one.scale.tau_s, at.error * one.scale.tau_s}, "s",
             "by [units] diffusion");
  list.add("first_nucleus_wall_distance", {one.first_nucleus_wall_distance}, "sigma",
           "of its centre from the nearest wall");
  if (one.scale.sigma_nm > 0)
    list.add("first_nucleus_wall_distance_real", {one.first_nucleus_wall_distance * one.scale.sigma_nm}, "nm",
             "by [units] sigma");
}

void add_thermo(const AssemblyCase& one, List& list) {
  if (one.thermo.empty()) return;
  const ThermoRow& last = one.thermo.back();
  list.add("packing_final", {last.packing}, "", "packing fraction at the end, by packing_by");
  list.add("packing_final_sigma", {last.packing_sigma}, "", "the same, counted with sigma");
  const auto mean = [&](double (*read)(const ThermoRow&)) {
    return mean_from<ThermoRow>(one.thermo, one.average_from, read);
  };
  const Number pressure = mean([](const ThermoRow& row) { return row.pressure; });
  list.add("pressure", pressure, "eps/sigma3", "over the last stage");
  if (one.scale.sigma_nm > 0 && one.scale.temperature_K > 0) {
    const double pascals =
        assembly::pascals_per_pressure(last.well_depth, one.scale.temperature_K, one.scale.sigma_nm);
    list.add("pressure_real", {1e-3 * pascals * pressure.value, 1e-3 * pascals * pressure.error}, "kPa",
             "by [units] sigma and temperature");
  }
  list.add("energy", mean([](const ThermoRow& row) { return row.potential; }), "eps",
           "potential energy of a particle over the last stage, as the potential is cut");
  list.add("pressure_tail", {one.pressure_tail}, "eps/sigma3", "what is beyond the cut-off would add to it");
  list.add("energy_tail", {one.energy_tail}, "eps", "what is beyond the cut-off would add to it");
  list.add("temperature", mean([](const ThermoRow& row) { return row.temperature; }), "eps",
           "of the velocities over the last stage");
  list.add("packing_mean", mean([](const ThermoRow& row) { return row.packing; }), "",
           "packing fraction over the last stage");
}

}  // namespace

std::vector<Quantity> assembly_quantities(const std::vector<AssemblyCase>& cases) {
  std::vector<Quantity> all;
  for (const AssemblyCase& one : cases) {
    List list(one, all);
    add_order(one, list);
    add_nucleation(one, list);
    add_thermo(one, list);
    list.add("diffusion_coefficient", {one.diffusion, one.diffusion_error}, "sigma2/tau",
             "of the large particles over the last stage");
    if (one.one->text("simulation.ensemble") == "nve")
      list.add("energy_drift", drift(one), "eps", "of a particle in 1e4 steps of the last stage");
    list.add("steps", {static_cast<double>(one.steps)}, "", "that were done");
  }
  return all;
}

}  // namespace nacre::study
