#include "nacre/assembly/lammps_script.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <stdexcept>

#include "nacre/core/units.hpp"

namespace nacre::assembly {
namespace {

constexpr std::uint64_t most_steps = 2000000000;  // of one run command
constexpr std::uint64_t never = 4000000000000000;
constexpr double largest_change =
    1e-4;  // of a length, at one change of the box; 2e-4 sigma between neighbours
constexpr std::uint64_t longest_interval = 100;

std::string number(double value) { return format_number(value); }

Container container_of(const crystal::Particles& particles) {
  return {.box = particles.box, .droplet_radius = particles.droplet_radius};
}

bool has_walls(const Container& container) {
  return container.droplet_radius > 0 ||
         std::ranges::find(container.box.periodic, false) != container.box.periodic.end();
}

// Axes along which a change of the container goes: those with walls, or all.
int changing_axes(const Container& container) {
  if (container.droplet_radius > 0) return 3;
  const auto walls = static_cast<int>(std::ranges::count(container.box.periodic, false));
  return walls > 0 ? walls : 3;
}

double size_of(const Container& container) {
  if (container.droplet_radius > 0) return container.droplet_radius;
  for (int k = 0; k < 3; ++k)
    if (!container.box.periodic[k]) return container.box.lengths[k];
  return container.box.lengths[0];
}

// The power of the size that is linear in time (schedule.hpp).
double power_of(ContainerPath path, int axes) {
  switch (path) {
    case ContainerPath::packing:
      return -axes;
    case ContainerPath::radius:
      return 1;
    case ContainerPath::radius_squared:
      return 2;
    case ContainerPath::volume:
      break;
  }
  return axes;
}

// The steps in (first, last], and one that never comes, which LAMMPS asks for when it has written at the
// last.
std::string steps_text(const std::vector<std::uint64_t>& steps, std::uint64_t first, std::uint64_t last) {
  std::string text;
  for (const std::uint64_t step : steps)
    if (step > first && step <= last) text += std::to_string(step) + "\n";
  return text + std::to_string(never) + "\n" + std::to_string(never + 1) + "\n";
}

std::string every_column() {
  std::string text;
  for (const char* column : lammps_thermo_columns) text += std::string(" ") + column;
  return text;
}

class ScriptWriter {
 public:
  explicit ScriptWriter(const LammpsRun& run)
      : run_(run), container_(container_of(run.start)), kT_(run.dynamics.kT) {}

  LammpsScript write() {
    LammpsInput input = lammps_setup(run_.start, run_.interactions);
    files_ = std::move(input.files);
    start_size_ = size_of(container_);
    text_ = input.setup + "timestep " + number(run_.dynamics.time_step) + "\nthermo_style custom step" +
            every_column() +
            "\nthermo_modify norm no format float %.17g flush yes lost error\n"
            "dump frames all custom 1 frames.dump id type x y z vx vy vz ix iy iz\n"
            "dump_modify frames sort id format float %.17g first yes flush yes\n";
    for (std::size_t k = 0; k < run_.schedule.stages.size(); ++k) add_stage(k, run_.schedule.stages[k]);
    files_.push_back({"in.lammps", text_});
    return {std::move(files_), std::move(input.types)};
  }

 private:
  void add_stage(std::size_t k, const ScheduleStage& stage) {
    if (stage.steps > most_steps)
      throw std::invalid_argument("stage " + std::to_string(k + 1) + " has " + std::to_string(stage.steps) +
                                  " steps; LAMMPS does at most " + std::to_string(most_steps));
    const std::string name = std::to_string(k + 1);
    text_ += "# stage " + name + (stage.label.empty() ? "" : ": " + stage.label) + "\n";
    add_steps(name, "frames", run_.frame_steps, stage);
    add_steps(name, "thermo", every_step(), stage);
    text_ += "dump_modify frames every v_next_frames" + name + "\nthermo v_next_thermo" + name + "\n";
    add_container(stage);
    add_motion(stage);
    text_ += "run " + std::to_string(stage.steps) + "\n";
    for (const std::string& fix : fixes_) text_ += "unfix " + fix + "\n";
    fixes_.clear();
    step_ += stage.steps;
  }

  // Where there is a sample: frames have one too.
  std::vector<std::uint64_t> every_step() const {
    std::vector<std::uint64_t> steps;
    std::ranges::set_union(run_.thermo_steps, run_.frame_steps, std::back_inserter(steps));
    return steps;
  }

  void add_steps(const std::string& name, const std::string& what, const std::vector<std::uint64_t>& steps,
                 const ScheduleStage& stage) {
    const std::string file = what + name + ".steps";
    files_.push_back({file, steps_text(steps, step_, step_ + stage.steps)});
    text_ += "variable " + what + name + " file " + file + "\nvariable next_" + what + name + " equal next(" +
             what + name + ")\n";
  }

  void fix(const std::string& name, const std::string& words) {
    fixes_.push_back(name);
    text_ += "fix " + name + " all " + words + "\n";
  }

  // v_size_factor follows the path; a periodic box follows v_size_factor.
  void add_container(const ScheduleStage& stage) {
    const Container end =
        container_at(stage, container_, 1, run_.schedule.effective_volume, run_.start.size());
    const double before = size_of(container_) / start_size_, ratio = size_of(end) / size_of(container_);
    container_ = end;
    if (stage.target == ContainerTarget::none || ratio == 1) {
      text_ += "variable size_factor equal " + number(before) + "\n";
      return;
    }
    const double power = power_of(stage.path, changing_axes(container_));
    const double slope =
        (std::pow(ratio, power) - 1) / static_cast<double>(stage.steps);  // of ratio^power, a step
    const std::string linear = "(1+" + number(slope) + "*(step-" + std::to_string(step_) + "))";
    text_ += "variable size_factor equal " + number(before) + "*" + linear + "^(" + number(1 / power) + ")\n";
    if (!has_walls(container_)) add_deform(stage, ratio, linear, slope, power, before);
  }

  void add_deform(const ScheduleStage& stage, double ratio, const std::string& linear, double slope,
                  double power, double before) {
    std::string words;
    for (int k = 0; k < 3; ++k) {
      const std::string axis(1, "xyz"[k]);
      const double edge = run_.start.box.lengths[k];
      text_ += "variable edge_" + axis + " equal l" + axis + "\nvariable edge_" + axis +
               "_now equal ${edge_" + axis + "}\nvariable change_" + axis + " equal " + number(edge) +
               "*v_size_factor-v_edge_" + axis + "_now\n" + "variable rate_" + axis + " equal " +
               number(edge * before * slope / power / run_.dynamics.time_step) + "*" + linear + "^(" +
               number(1 / power - 1) + ")\n";
      words += " " + axis + " variable v_change_" + axis + " v_rate_" + axis;
    }
    const double change = std::abs(ratio - 1) / static_cast<double>(stage.steps);  // of a length, a step
    const double longest = std::min<double>(largest_change / change, longest_interval);
    const auto interval =
        std::max<std::uint64_t>(run_.schedule.container_interval, static_cast<std::uint64_t>(longest));
    fix("deform", "deform " + std::to_string(interval) + words + " remap x units box");
  }

  void add_motion(const ScheduleStage& stage) {
    const Dynamics& dynamics = run_.dynamics;
    const double end = stage.kT_end.value_or(kT_);
    const std::string range = number(stage.kT_at_once ? end : kT_) + " " + number(end);
    kT_ = end;
    const auto bath = [&] {
      fix("bath", "langevin " + range + " " + number(1 / dynamics.friction) + " " + std::to_string(seed()) +
                      " tally yes");
    };
    switch (dynamics.ensemble) {
      case Ensemble::nve:
        return fix("motion", "nve");
      case Ensemble::nvt:
        return fix("motion", "nvt temp " + range + " " + number(dynamics.thermostat_time) + " tchain " +
                                 std::to_string(dynamics.chain_length));
      case Ensemble::langevin:
        fix("motion", "nve");
        return bath();
      case Ensemble::npt:
        break;
    }
    fix("motion", "nph iso " + number(dynamics.pressure) + " " + number(dynamics.pressure) + " " +
                      number(dynamics.barostat_time));
    bath();
  }

  // LAMMPS takes 1 to 900 million; another one for each stage.
  std::uint64_t seed() const { return 1 + (run_.seed * 1000003 + step_) % 900000000; }

  const LammpsRun& run_;
  Container container_;  // at the end of the stages so far
  double kT_;
  double start_size_ = 0;
  std::uint64_t step_ = 0;
  std::string text_{};
  std::vector<LammpsFile> files_{};
  std::vector<std::string> fixes_{};
};

}  // namespace

LammpsScript lammps_script(const LammpsRun& run) { return ScriptWriter(run).write(); }

}  // namespace nacre::assembly
