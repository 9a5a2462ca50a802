#include "nacre/crystal/stacking.hpp"

#include <cmath>
#include <stdexcept>

#include "nacre/core/random.hpp"
#include "nacre/crystal/prototypes.hpp"

namespace nacre::crystal {
namespace {

void check_sequence(std::string_view sequence) {
  if (sequence.size() < 2 || sequence.find_first_not_of("ABC") != sequence.npos)
    throw std::invalid_argument("a stacking sequence is made of two or more of the letters A, B and C");
  for (std::size_t i = 0; i < sequence.size(); ++i)
    if (sequence[i] == sequence[(i + 1) % sequence.size()])
      throw std::invalid_argument(i + 1 == sequence.size()
                                      ? "the sequence repeats, and its last layer lies on an equal first one"
                                      : "a layer cannot lie on an equal one");
}

UnitCell stacked_unchecked(const CloseLayers& layers, std::string_view sequence) {
  const double half = layers.spacing_nm / 2;
  const double across = half * std::sqrt(3.0);
  const auto count = static_cast<double>(sequence.size());
  UnitCell cell{.vectors_nm = {{{half, -across, 0}, {half, across, 0}, {0, 0, count * layers.height_nm}}},
                .species = layers.species};
  constexpr Vector places[] = {{0, 0, 0}, {1.0 / 3, 2.0 / 3, 0}, {2.0 / 3, 1.0 / 3, 0}};
  for (std::size_t i = 0; i < sequence.size(); ++i) {
    const std::size_t layer = (i + sequence.size() / 2) % sequence.size();
    Vector place = places[sequence[layer] - 'A'];
    for (std::size_t s = 0; s < layers.species.size(); ++s) {
      place[2] =
          static_cast<double>(layer) / count + (s == 1 ? layers.anion_nm / (count * layers.height_nm) : 0);
      cell.sites.push_back({static_cast<int>(s), place});
    }
  }
  return cell;
}

}  // namespace

CloseLayers close_layers(std::string_view name, const PrototypeCell& cell) {
  const Prototype* prototype = find_prototype(name);
  if (prototype == nullptr || !prototype->close_packed)
    throw std::invalid_argument("the stacking of " + std::string(name) + " cannot be chosen");
  prototype_cell(name, cell);  // refuses what is wrong with it
  const double u = cell.u != 0 ? cell.u : 0.375;
  if (!prototype->hexagonal) {
    const double height_nm = cell.a_nm / std::sqrt(3.0);
    return {cell.a_nm / std::sqrt(2.0), height_nm, 0.75 * height_nm, cell.species};
  }
  const double c_nm = cell.c_nm != 0 ? cell.c_nm : std::sqrt(8.0 / 3) * cell.a_nm;
  return {cell.a_nm, c_nm / 2, u * c_nm, cell.species};
}

UnitCell stacked(const CloseLayers& layers, std::string_view sequence) {
  check_sequence(sequence);
  return stacked_unchecked(layers, sequence);
}

std::string faulted_sequence(bool hexagonal, double probability, std::size_t layers, std::uint64_t seed,
                             std::uint64_t replica) {
  RandomStream random(seed, StreamName::stacking_faults, replica);
  std::string sequence = "AB";
  while (sequence.size() < layers) {
    const bool fault = random.uniform() < probability;
    const char before = sequence[sequence.size() - 2];
    const char last = sequence.back();
    sequence += hexagonal != fault ? before : static_cast<char>('A' + 'B' + 'C' - before - last);
  }
  sequence.resize(layers);
  return sequence;
}

double hexagonality(std::string_view sequence) {
  if (sequence.size() < 3) return 0;
  std::size_t count = 0;
  for (std::size_t i = 1; i + 1 < sequence.size(); ++i) count += sequence[i - 1] == sequence[i + 1] ? 1 : 0;
  return static_cast<double>(count) / static_cast<double>(sequence.size() - 2);
}

}  // namespace nacre::crystal
