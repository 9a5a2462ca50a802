#include "nacre/study/assembly_checkpoint.hpp"

#include <stdexcept>

namespace nacre::study {
namespace {

// One list of members for both directions: `io(x)` writes x or reads it.
class Writer {
 public:
  template <typename Number>
  void number(const Number& value) {
    out.push_back(static_cast<double>(value));
  }
  template <typename List>
  std::size_t length(const List& list) {
    number(list.size());
    return list.size();
  }
  void text(const std::string& value) {
    number(value.size());
    for (const char c : value) number(static_cast<unsigned char>(c));
  }
  std::vector<double> out;
};

class Reader {
 public:
  explicit Reader(const std::vector<double>& numbers) : in_(numbers) {}
  template <typename Number>
  void number(Number& value) {
    value = static_cast<Number>(in_.at(at_++));
  }
  template <typename List>
  std::size_t length(List& list) {
    const double size = in_.at(at_++);
    if (!(size >= 0) || size > static_cast<double>(in_.size())) throw std::out_of_range("length of a list");
    list.resize(static_cast<std::size_t>(size));
    return list.size();
  }
  void text(std::string& value) {
    length(value);
    for (char& c : value) c = static_cast<char>(static_cast<unsigned char>(in_.at(at_++)));
  }

 private:
  const std::vector<double>& in_;
  std::size_t at_ = 0;
};

template <typename Io, typename List>
void numbers(Io& io, List& list) {
  io.length(list);
  for (auto& value : list) io.number(value);
}

template <typename Io, typename List>
void triples(Io& io, List& list) {
  io.length(list);
  for (auto& triple : list)
    for (auto& value : triple) io.number(value);
}

template <typename Io, typename Box>
void box(Io& io, Box& box) {
  for (int k = 0; k < 3; ++k) {
    io.number(box.lengths[k]);
    io.number(box.periodic[k]);
  }
}

template <typename Io, typename Restart>
void restart(Io& io, Restart& one) {
  io.number(one.step);
  box(io, one.container.box);
  io.number(one.container.droplet_radius);
  triples(io, one.positions);
  triples(io, one.velocities);
  triples(io, one.images);
  numbers(io, one.diameters);
  numbers(io, one.species);
  io.number(one.kT_set);
  io.number(one.stage);
  io.number(one.stage_start_step);
  box(io, one.stage_start_container.box);
  io.number(one.stage_start_container.droplet_radius);
  io.number(one.stage_start_kT);
  numbers(io, one.chain_positions);
  numbers(io, one.chain_velocities);
  io.number(one.heat);
}

template <typename Io, typename Row>
void thermo_row(Io& io, Row& row) {
  io.number(row.step);
  io.number(row.time);
  io.number(row.packing);
  io.number(row.packing_sigma);
  io.number(row.well_depth);
  io.number(row.kinetic);
  io.number(row.potential);
  io.number(row.conserved);
  io.number(row.temperature);
  io.number(row.pressure);
  io.number(row.length);
}

template <typename Io, typename Row>
void order_row(Io& io, Row& row) {
  io.number(row.step);
  io.number(row.time);
  io.number(row.packing);
  numbers(io, row.fractions);
  io.number(row.crystalline);
  io.number(row.locally_dense);
  io.number(row.largest_nucleus);
  io.number(row.nuclei);
  io.number(row.grains);
}

template <typename Io, typename Curves>
void curves(Io& io, Curves& list) {
  io.length(list);
  for (auto& curve : list) {
    io.text(curve.label);
    numbers(io, curve.x);
    numbers(io, curve.y);
    numbers(io, curve.error);
  }
}

template <typename Io, typename Particles>
void particles(Io& io, Particles& all) {
  box(io, all.box);
  io.number(all.droplet_radius);
  triples(io, all.positions);
  triples(io, all.velocities);
  numbers(io, all.diameters);
  numbers(io, all.species);
  io.length(all.species_names);
  for (auto& name : all.species_names) io.text(name);
}

template <typename Io, typename Snapshots>
void snapshots(Io& io, Snapshots& list) {
  io.length(list);
  for (auto& one : list) {
    io.text(one.title);
    io.number(one.step);
    io.number(one.time);
    io.number(one.packing);
    particles(io, one.particles);
    numbers(io, one.environment);
  }
}

template <typename Io, typename Case>
void gathered(Io& io, Case& one) {
  io.length(one.thermo);
  for (auto& row : one.thermo) thermo_row(io, row);
  io.length(one.order);
  for (auto& row : one.order) order_row(io, row);
  curves(io, one.gr);
  curves(io, one.sq);
  curves(io, one.msd);
  snapshots(io, one.snapshots);
  io.number(one.steps);
  io.text(one.stopped);
  io.number(one.scale.tau_s);
  io.number(one.energy_tail);
  io.number(one.pressure_tail);
  io.number(one.diffusion);
  io.number(one.diffusion_error);
  io.number(one.msd_exponent);
  io.number(one.first_nucleus_wall_distance);
}

constexpr double layout = 1;  // of the numbers

}  // namespace

std::vector<double> pack_progress(const AssemblyProgress& progress) {
  Writer writer;
  writer.number(layout);
  writer.number(progress.finished);
  restart(writer, progress.restart);
  gathered(writer, progress.gathered);
  return std::move(writer.out);
}

AssemblyProgress unpack_progress(const std::vector<double>& numbers, const AssemblyCase& plain) {
  AssemblyProgress progress{.gathered = plain};
  Reader reader(numbers);
  double found = 0;
  reader.number(found);
  if (found != layout) throw std::out_of_range("layout of a checkpoint");
  reader.number(progress.finished);
  restart(reader, progress.restart);
  gathered(reader, progress.gathered);
  return progress;
}

}  // namespace nacre::study
