#include "nacre/study/lammps_run.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "nacre/assembly/packing.hpp"
#include "nacre/assembly/velocities.hpp"
#include "nacre/assembly/wall_pressure.hpp"
#include "nacre/core/error.hpp"
#include "nacre/io/data_error.hpp"
#include "nacre/io/files.hpp"
#include "nacre/io/lammps_dump.hpp"
#include "nacre/io/lammps_log.hpp"
#include "nacre/study/lammps_process.hpp"

namespace nacre::study {
namespace {

namespace fs = std::filesystem;
using assembly::Container;
using assembly::ThermoSample;

// The columns of a row: Step, then those of lammps_thermo_columns.
enum Column {
  step,
  kinetic,
  pair,
  wall,
  wall_force,
  pressure,
  volume,
  conserved,
  factor,
  edge_x,
  edge_y,
  edge_z,
  columns
};
static_assert(columns == std::size(assembly::lammps_thermo_columns) + 1);

void draw_missing_velocities(assembly::LammpsRun& run) {
  const auto is_moving = [](const crystal::Vector& v) { return v[0] != 0 || v[1] != 0 || v[2] != 0; };
  if (std::ranges::any_of(run.start.velocities, is_moving)) return;
  assembly::State state = assembly::make_state(run.start);
  assembly::draw_velocities(state, run.dynamics.kT, run.seed, run.dynamics.ensemble);
  run.start = assembly::to_particles(state, run.start);
}

void write_input(const assembly::LammpsScript& script, const fs::path& folder) {
  std::error_code problem;
  fs::create_directories(folder, problem);
  for (const char* old : {"log.lammps", "frames.dump", "screen.txt"}) fs::remove(folder / old, problem);
  for (const assembly::LammpsFile& file : script.files)
    io::write_file_atomically(folder / file.name, file.text);
}

bool contains(const std::vector<std::uint64_t>& rising, std::uint64_t step) {
  return std::ranges::binary_search(rising, step);
}

// Reads rows of thermo as samples.
class Samples {
 public:
  Samples(const assembly::LammpsRun& run, const fs::path& log)
      : run_(run), start_{.box = run.start.box, .droplet_radius = run.start.droplet_radius} {
    const assembly::State state = assembly::make_state(run.start);
    degrees_ = assembly::degrees_of_freedom(state, run.dynamics.ensemble);
    for (const auto& row : rows_of(log)) add(row);
  }

  const std::vector<ThermoSample>& all() const { return samples_; }

 private:
  // One row a step: where a stage ends and the next begins LAMMPS writes two, and its baths begin anew.
  static std::vector<std::vector<double>> rows_of(const fs::path& log) {
    std::vector<std::vector<double>> rows;
    double heat = 0;
    for (std::vector<double>& row : io::read_lammps_log(log).rows) {
      if (row.size() != columns) io::fail_with_file(log, "has other columns than nacre asked for");
      row[conserved] += heat;
      if (!rows.empty() && rows.back()[step] == row[step])
        heat += rows.back()[conserved] - row[conserved];
      else
        rows.push_back(row);
    }
    return rows;
  }

  Container container_of(const std::vector<double>& row) const {
    Container container = start_;
    container.droplet_radius *= row[factor];
    const bool closed = std::ranges::find(container.box.periodic, false) != container.box.periodic.end();
    for (int k = 0; k < 3; ++k) {
      if (container.box.periodic[k] && container.droplet_radius == 0)
        container.box.lengths[k] =
            closed ? container.box.lengths[k] : row[static_cast<std::size_t>(edge_x + k)];
      else
        container.box.lengths[k] *= row[factor];
    }
    return container;
  }

  void add(const std::vector<double>& row) {
    const Container container = container_of(row);
    const double space = assembly::container_volume(container), area = assembly::wall_area(container);
    const auto count = static_cast<double>(run_.start.size());
    ThermoSample sample{.step = static_cast<std::uint64_t>(row[step])};
    sample.time = row[step] * run_.dynamics.time_step;
    set_stage(sample);
    sample.kinetic = row[kinetic];
    sample.kT = 2 * row[kinetic] / degrees_;
    sample.potential = row[pair];
    sample.wall = row[wall];
    sample.conserved = row[conserved] + row[wall];
    const double virial = 3 * row[pressure] * row[volume] - 2 * row[kinetic];
    sample.pressure = area > 0 ? row[wall_force] / area : (count * sample.kT + virial / 3) / space;
    sample.packing = run_.schedule.effective_volume / space;
    sample.density = count / space;
    sample.droplet_radius = container.droplet_radius;
    std::ranges::copy(container.box.lengths, sample.box_lengths.begin());
    samples_.push_back(sample);
  }

  void set_stage(ThermoSample& sample) const {
    double kT = run_.dynamics.kT;
    std::uint64_t begin = 0;
    for (const assembly::ScheduleStage& stage : run_.schedule.stages) {
      const double end_kT = stage.kT_end.value_or(kT);
      if (sample.step <= begin + stage.steps) {
        const double share = static_cast<double>(sample.step - begin) / static_cast<double>(stage.steps);
        sample.kT_set = stage.kT_at_once ? end_kT : kT + share * (end_kT - kT);
        return;
      }
      begin += stage.steps;
      kT = end_kT;
      ++sample.stage;
    }
    sample.kT_set = kT;
  }

  const assembly::LammpsRun& run_;
  Container start_;
  double degrees_ = 1;
  std::vector<ThermoSample> samples_{};
};

// Reads frames of the dump as particles.
class Frames {
 public:
  Frames(const assembly::LammpsRun& run, const fs::path& dump) : run_(run), file_(dump), reader_(dump) {
    advance();
  }

  bool is_at(std::uint64_t step) {
    while (more_ && dump_.step < step) advance();
    return more_ && dump_.step == step;
  }

  io::ParticleFrame take(const ThermoSample& sample) const {
    io::ParticleFrame frame{.step = dump_.step, .particles = run_.start};
    crystal::Particles& particles = frame.particles;
    std::ranges::copy(sample.box_lengths, particles.box.lengths.begin());
    particles.droplet_radius = sample.droplet_radius;
    frame.images.resize(particles.size());
    for (std::size_t i = 0; i < particles.size(); ++i) {
      particles.positions[i] = triple(i, "x", "y", "z");
      particles.velocities[i] = triple(i, "vx", "vy", "vz");
      const crystal::Vector image = triple(i, "ix", "iy", "iz");
      for (std::size_t k = 0; k < 3; ++k) frame.images[i][k] = static_cast<std::int32_t>(image[k]);
      wrap(particles.positions[i], frame.images[i], particles.box);
    }
    return frame;
  }

 private:
  void advance() {
    more_ = reader_.next(dump_);
    if (!more_) return;
    const std::size_t id = dump_.column("id"), width = dump_.names.size();
    bool whole = dump_.rows() == run_.start.size() && id < width;
    for (std::size_t i = 0; whole && i < dump_.rows(); ++i)
      whole = dump_.values[i * width + id] == static_cast<double>(i + 1);
    if (!whole)
      io::fail_with_file(file_, "has not every particle at step " + std::to_string(dump_.step),
                         std::to_string(dump_.rows()), std::to_string(run_.start.size()));
  }

  double value(std::size_t row, const char* name) const {
    const std::size_t column = dump_.column(name);
    if (column == dump_.names.size()) io::fail_with_file(file_, std::string("has no column ") + name);
    return dump_.values[row * dump_.names.size() + column];
  }

  crystal::Vector triple(std::size_t row, const char* x, const char* y, const char* z) const {
    return {value(row, x), value(row, y), value(row, z)};
  }

  static void wrap(crystal::Vector& at, std::array<std::int32_t, 3>& image, const crystal::PeriodicBox& box) {
    for (std::size_t k = 0; k < 3; ++k) {
      if (!box.periodic[k]) continue;
      const double boxes = std::nearbyint(at[k] / box.lengths[k]);
      at[k] -= boxes * box.lengths[k];
      image[k] += static_cast<std::int32_t>(boxes);
    }
  }

  const assembly::LammpsRun& run_;
  fs::path file_;
  io::LammpsDumpReader reader_;
  io::LammpsDumpFrame dump_{};
  bool more_ = false;
};

void read_back(const assembly::LammpsRun& run, const fs::path& folder, const LammpsVisitor& visitor) {
  const Samples samples(run, folder / "log.lammps");
  Frames frames(run, folder / "frames.dump");
  std::size_t found = 0;
  for (const ThermoSample& sample : samples.all()) {
    if (visitor.sample && contains(run.thermo_steps, sample.step)) visitor.sample(sample);
    if (!contains(run.frame_steps, sample.step) || !frames.is_at(sample.step)) continue;
    ++found;
    if (visitor.frame) visitor.frame(frames.take(sample), sample);
  }
  if (found < run.frame_steps.size())
    io::fail_with_file(folder / "frames.dump", "has fewer frames than nacre asked for", std::to_string(found),
                       std::to_string(run.frame_steps.size()));
}

assembly::LammpsScript script_of(const assembly::LammpsRun& run) {
  try {
    return assembly::lammps_script(run);
  } catch (const std::invalid_argument& reason) {
    throw Error({.code = ExitCode::usage,
                 .message = std::string("the engine lammps cannot run this: ") + reason.what(),
                 .hint = "or say engine = \"native\""});
  }
}

}  // namespace

void run_lammps(const assembly::LammpsRun& run, const LammpsEngine& engine, const LammpsVisitor& visitor,
                const RunControl& control) {
  find_lammps();  // before anything is written
  assembly::LammpsRun started = run;
  draw_missing_velocities(started);
  write_input(script_of(started), engine.folder);
  run_lammps_process({engine.folder, engine.ranks, static_cast<double>(run.schedule.steps())}, control);
  read_back(started, engine.folder, visitor);
}

}  // namespace nacre::study
