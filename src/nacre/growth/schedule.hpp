// What is imposed on the flask: temperature, volume and precursor added, as smooth stretches of time.
#pragma once

#include <vector>

#include "nacre/growth/synthesis.hpp"

namespace nacre::growth {

// Between two moments at which something is injected, starts, ends or bends. Amounts are per volume at time 0.
struct Stretch {
  double from_s = 0;
  double to_s = 0;
  double volume_ratio_from = 1;  // volume over that at time 0
  double volume_ratio_rate = 0;  // 1/s
  double added_from_mol_m3 = 0;  // precursor added after time 0, sudden injections at `from_s` included
  double feed_mol_m3_s = 0;
  double temperature_from_K = 0;
  double temperature_rate_K_s = 0;

  struct Recovery {
    double drop_K = 0;  // still missing at `from_s`
    double time_s = 0;
  };
  std::vector<Recovery> recoveries{};

  double volume_ratio(double time_s) const { return volume_ratio_from + volume_ratio_rate * (time_s - from_s); }
  double added_mol_m3(double time_s) const { return added_from_mol_m3 + feed_mol_m3_s * (time_s - from_s); }
  double temperature_K(double time_s) const;

  bool isothermal() const { return temperature_rate_K_s == 0 && recoveries.empty(); }
  bool constant() const { return isothermal() && volume_ratio_rate == 0 && feed_mol_m3_s == 0; }
};

// From 0 to the end of the synthesis, without gaps; at least one.
std::vector<Stretch> stretches(const Synthesis& synthesis);

}  // namespace nacre::growth
