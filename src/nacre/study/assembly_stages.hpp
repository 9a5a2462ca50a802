// The schedule of a simulation as a study writes it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "nacre/study/study.hpp"

namespace nacre::study {

// hold N | compress to P in N | expand to P in N | evaporate to P in N | anneal to E in N | quench to E
struct AssemblyStage {
  enum class Verb { hold, compress, expand, evaporate, anneal, quench };
  Verb verb = Verb::hold;
  double target = 0;        // packing fraction or number density; eps/kT of anneal and quench
  bool is_density = false;  // of the target
  std::int64_t steps = 0;   // 0 for quench
  std::string text{};       // as written

  bool changes_kT() const { return verb == Verb::anneal || verb == Verb::quench; }
  bool changes_volume() const {
    return verb == Verb::compress || verb == Verb::expand || verb == Verb::evaporate;
  }
};

// [schedule] stages. Throws Error (usage) at the stage that is no sentence of this grammar.
std::vector<AssemblyStage> read_assembly_stages(const Case& one);

}  // namespace nacre::study
