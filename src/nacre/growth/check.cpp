#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include "nacre/growth/synthesis.hpp"

namespace nacre::growth {
namespace {

void need(bool good, const char* what) {
  if (!good) throw std::invalid_argument(what);
}

bool positive(double x) { return std::isfinite(x) && x > 0; }
bool not_negative(double x) { return std::isfinite(x) && x >= 0; }

void check_material(const Material& material) {
  need(positive(material.molar_volume_m3_mol), "the molar volume must be above 0");
  need(positive(material.surface_energy_J_m2), "the surface energy must be above 0");
  need(not_negative(material.tolman_length_nm), "the Tolman length must not be negative");
  need(positive(material.solubility_mol_m3.value), "the solubility must be above 0");
  need(positive(material.diffusion_m2_s.value), "the diffusion coefficient must be above 0");
}

void check_precursor(const Precursor& precursor) {
  need(precursor.order >= 0 && precursor.order <= 2, "the order of the precursor's reaction is 0, 1 or 2");
  need(not_negative(precursor.rate.value), "the rate constant of the precursor must not be negative");
  need(not_negative(precursor.concentration_mol_m3), "the concentration of the precursor must not be negative");
  if (precursor.partner_mol_m3)
    need(positive(*precursor.partner_mol_m3), "the concentration of the partner must be above 0");
}

void check_injection(const Injection& one, double duration_s) {
  need(not_negative(one.start_s), "an injection starts before time 0");
  need(one.start_s <= duration_s, "an injection starts after the end");
  need(not_negative(one.duration_s), "an injection takes a negative time");
  need(not_negative(one.volume_ratio), "an injection has a negative volume");
  need(not_negative(one.concentration_mol_m3), "an injection has a negative concentration");
  need(one.temperature_drop_K == 0 || positive(one.recovery_s),
       "the flask needs a time in which it recovers from a drop of temperature");
}

void check_temperature(const TemperatureProgram& program) {
  const auto& times = program.time_s;
  need(!times.empty() && times.size() == program.temperature_K.size(),
       "the temperature program needs as many temperatures as times, one or more");
  for (std::size_t i = 1; i < times.size(); ++i)
    need(times[i] > times[i - 1], "the times of the temperature program must ascend");
  need(std::ranges::all_of(program.temperature_K, positive), "temperatures must be above 0 K");
}

void check_seeds(const Seeds& seeds) {
  need(seeds.radius_nm.size() == seeds.number_per_m3.size(), "every radius of the seeds needs a number");
  need(std::ranges::all_of(seeds.radius_nm, positive), "the radii of the seeds must be above 0");
  need(std::ranges::all_of(seeds.number_per_m3, not_negative), "the numbers of the seeds must not be negative");
  need(std::ranges::is_sorted(seeds.radius_nm, std::greater<>{}), "the radii of the seeds must descend");
}

}  // namespace

void check(const Synthesis& synthesis) {
  need(positive(synthesis.duration_s), "the duration must be above 0");
  need(positive(synthesis.reference_temperature_K), "temperatures must be above 0 K");
  check_temperature(synthesis.temperature);
  check_material(synthesis.material);
  check_precursor(synthesis.precursor);
  for (const Injection& one : synthesis.injections) check_injection(one, synthesis.duration_s);
  check_seeds(synthesis.seeds);
  need(not_negative(synthesis.monomer_mol_m3), "the concentration of monomer must not be negative");
  need(not_negative(synthesis.heterogeneity.spread), "the spread of growth rates must not be negative");
  need(synthesis.heterogeneity.classes >= 5, "a spread of growth rates needs five classes or more");
  const bool something = synthesis.precursor.concentration_mol_m3 > 0 || synthesis.monomer_mol_m3 > 0 ||
                         !synthesis.seeds.radius_nm.empty() || !synthesis.injections.empty();
  need(something, "there is nothing in the flask");
}

}  // namespace nacre::growth
