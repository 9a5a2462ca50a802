#include "nacre/study/growth_ripening.hpp"

#include <cmath>

#include "nacre/growth/kinetics.hpp"

namespace nacre::study {
namespace {

constexpr double nm_per_m = 1e9;

}  // namespace

double Ripening::simulated(const growth::Point& point) const {
  return std::pow(point.mean_nm() / radius_nm, power);
}

double Ripening::rate_over_theory(const growth::Point& last) const {
  return (simulated(last) - 1) / (theory(last.time_s) - 1);
}

std::optional<Ripening> ripening_of(const GrowthRun& run) {
  if (!run.one->has("seeds.profile")) return {};
  const std::string& profile = run.one->text("seeds.profile");
  const bool diffusion = profile == "ripening-diffusion";
  if (!diffusion && profile != "ripening-reaction") return {};
  const growth::Synthesis& synthesis = run.synthesis;
  const double temperature_K = synthesis.temperature.temperature_K.front();
  const growth::AdsorptionRate adsorption(synthesis.adsorption);
  const growth::Kinetics kinetics(synthesis, adsorption, temperature_K);
  const double dissolved = synthesis.material.molar_volume_m3_mol * kinetics.solubility_mol_m3();
  Ripening ripening{.power = diffusion ? 3 : 2, .radius_nm = run.trajectory.points.front().mean_nm()};
  const double reference_K = synthesis.reference_temperature_K;
  const double speed =
      diffusion
          ? 4.0 / 9 * nm_per_m * nm_per_m * synthesis.material.diffusion_m2_s.at(temperature_K, reference_K)
          : 32.0 / 81 * nm_per_m *
                growth::Arrhenius{synthesis.adsorption.rate_m_s, synthesis.adsorption.activation_kJ_mol}.at(
                    temperature_K, reference_K);
  ripening.time_s =
      std::pow(ripening.radius_nm, ripening.power) / (speed * dissolved * kinetics.capillary_nm());
  return ripening;
}

}  // namespace nacre::study
