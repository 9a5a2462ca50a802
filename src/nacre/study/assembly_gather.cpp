#include "nacre/study/assembly_gather.hpp"

#include <algorithm>

#include "nacre/study/assembly_curves.hpp"
#include "nacre/study/assembly_tail.hpp"
#include "nacre/study/build_output.hpp"

namespace nacre::study {
namespace {

constexpr double crystalline_start = 0.05;  // above it a start has its nucleus already

std::int64_t step_of(const assembly::ThermoSample& sample) { return static_cast<std::int64_t>(sample.step); }

std::filesystem::path files_of(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder / "files");
  return folder / "files";
}

}  // namespace

AssemblyCase plain_case(const AssemblyPlan& plan) {
  AssemblyCase one{.one = plan.one, .name = plan.name, .label = label_of(*plan.one)};
  one.scale.sigma_nm = plan.units.sigma_nm;
  one.scale.temperature_K = plan.units.temperature_K;
  one.average_from = plan.sampling.average_from;
  one.environment_names = environment_names();
  one.structure = plan.one->text("order.structure");
  return one;
}

AssemblyGatherer::AssemblyGatherer(const AssemblyPlan& plan, const crystal::Particles& particles,
                                   const std::filesystem::path& folder, std::int64_t last_step,
                                   const RunControl& control, AssemblyCase& result)
    : plan_(plan),
      names_(particles),
      control_(control),
      result_(result),
      sigma_share_(assembly::particle_volume(particles) /
                   assembly::particle_volume(particles, plan.effective)),
      trajectory_(files_of(folder) / plan.name, plan.sampling.gsd, plan.sampling.xyz, last_step),
      samples_(folder / "files" / (plan.name + ".samples"), particles.size(), last_step) {}

void AssemblyGatherer::visit(const assembly::State& state, const assembly::ThermoSample& sample) {
  const AssemblySampling& sampling = plan_.sampling;
  const std::int64_t at = step_of(sample);
  const bool last = at == sampling.total;
  if (at % sampling.thermo_every == 0 || last) add_thermo(sample);
  const bool order = at % sampling.order_every == 0 || last;
  const bool frame = sampling.is_frame(at);
  if (order || frame) add_order(state, sample, order, frame);
  if (sampling.is_curve(at)) samples_.add(at, state);
}

void AssemblyGatherer::finish(const assembly::State& state, const assembly::ThermoSample& sample) {
  const crystal::Particles end = assembly::to_particles(state, names_);
  result_.steps = step_of(sample);
  take_snapshot("final", end, sample, order_of(plan_, end, control_));
  add_tails(plan_, end, result_);
  add_curves(plan_, samples_, state, control_, result_);
}

void AssemblyGatherer::keep_failure(std::string why, const assembly::Restart& good) {
  result_.stopped = std::move(why);
  crystal::Particles particles = names_;
  particles.box = good.container.box;
  particles.droplet_radius = good.container.droplet_radius;
  particles.positions = good.positions;
  particles.velocities = good.velocities;
  const auto at = static_cast<std::int64_t>(good.step);
  const double time = static_cast<double>(at) * plan_.dynamics.time_step;
  const double packing = assembly::packing_fraction(particles, plan_.effective);
  AssemblyOrder order = order_of(plan_, particles, control_);
  trajectory_.add_if_later({.step = good.step, .particles = particles, .images = good.images}, order, time,
                           packing);
  result_.snapshots.push_back(
      {"last good", at, time, packing, std::move(particles), std::move(order.environment)});
}

void AssemblyGatherer::add_thermo(const assembly::ThermoSample& sample) {
  const auto n = static_cast<double>(names_.size());
  result_.thermo.push_back(
      {.step = step_of(sample),
       .time = sample.time,
       .packing = sample.packing,
       .packing_sigma = sample.packing * sigma_share_,
       .well_depth = 1 / sample.kT_set,
       .kinetic = sample.kinetic / n,
       .potential = (sample.potential + sample.wall) / n,
       .conserved = sample.conserved / n,
       .temperature = sample.kT,
       .pressure = sample.pressure,
       .length = sample.droplet_radius > 0 ? sample.droplet_radius : sample.box_lengths[0]});
}

void AssemblyGatherer::add_order(const assembly::State& state, const assembly::ThermoSample& sample, bool row,
                                 bool frame) {
  const crystal::Particles now = assembly::to_particles(state, names_);
  AssemblyOrder order = order_of(plan_, now, control_);
  if (frame) trajectory_.add(state, now, sample, order);
  if (row) {
    order.row.step = step_of(sample);
    order.row.time = sample.time;
    order.row.packing = sample.packing;
    result_.order.push_back(order.row);
    watch_nucleus(now, sample, order);
  }
  if (sample.step == 0) take_snapshot(plan_.state == "fluid" ? "fluid" : "start", now, sample, order);
}

void AssemblyGatherer::take_snapshot(const char* title, const crystal::Particles& particles,
                                     const assembly::ThermoSample& sample, const AssemblyOrder& order) {
  result_.snapshots.push_back(
      {title, step_of(sample), sample.time, sample.packing, particles, order.environment});
}

// The first cluster that is large enough and stays so; one that dissolves again is forgotten.
void AssemblyGatherer::watch_nucleus(const crystal::Particles& particles,
                                     const assembly::ThermoSample& sample, const AssemblyOrder& order) {
  if (result_.order.front().crystalline > crystalline_start) return;
  const double enough = lasting_nucleus(plan_, names_);
  const bool known = result_.snapshot("first nucleus") != nullptr;
  if (!known && order.row.largest_nucleus >= enough) {
    take_snapshot("first nucleus", particles, sample, order);
    result_.first_nucleus_wall_distance = order.center_to_wall;
  }
  if (known && order.row.largest_nucleus < 0.5 * enough) {
    std::erase_if(result_.snapshots,
                  [](const AssemblySnapshot& one) { return one.title == "first nucleus"; });
    result_.first_nucleus_wall_distance = no_value;
  }
}

}  // namespace nacre::study
