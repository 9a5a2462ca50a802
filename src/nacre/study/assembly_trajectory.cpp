#include "nacre/study/assembly_trajectory.hpp"

namespace nacre::study {

AssemblyTrajectory::AssemblyTrajectory(const std::filesystem::path& stem, bool gsd, bool xyz,
                                       std::int64_t last_step)
    : last_step_(last_step) {
  const std::filesystem::path gsd_file = stem.string() + ".gsd", xyz_file = stem.string() + ".xyz";
  const auto step = static_cast<std::uint64_t>(last_step);
  if (gsd) last_step < 0 ? gsd_.emplace(gsd_file) : gsd_.emplace(gsd_file, step);
  if (xyz) last_step < 0 ? xyz_.emplace(xyz_file) : xyz_.emplace(xyz_file, step);
}

void AssemblyTrajectory::append(io::ParticleFrame frame, const AssemblyOrder& order, double time,
                                double packing) {
  frame.columns = {{"environment", {order.environment.begin(), order.environment.end()}},
                   {"nucleus", {order.nucleus.begin(), order.nucleus.end()}}};
  frame.numbers = {{"time", time}, {"packing", packing}, {"crystalline_fraction", order.row.crystalline}};
  if (gsd_) gsd_->append(frame);
  if (xyz_) xyz_->append(frame);
  last_step_ = static_cast<std::int64_t>(frame.step);
}

void AssemblyTrajectory::add(const assembly::State& state, const crystal::Particles& particles,
                             const assembly::ThermoSample& sample, const AssemblyOrder& order) {
  io::ParticleFrame frame{.step = sample.step, .particles = particles};
  frame.images.resize(state.size());
  for (std::size_t i = 0; i < state.size(); ++i)
    frame.images[state.tag[i]] = {state.image_x[i], state.image_y[i], state.image_z[i]};
  append(std::move(frame), order, sample.time, sample.packing);
}

void AssemblyTrajectory::add_if_later(io::ParticleFrame frame, const AssemblyOrder& order, double time,
                                      double packing) {
  if (static_cast<std::int64_t>(frame.step) > last_step_) append(std::move(frame), order, time, packing);
}

}  // namespace nacre::study
