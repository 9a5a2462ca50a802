#include "nacre/growth/kinetics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "nacre/core/units.hpp"

namespace nacre::growth {
namespace {

constexpr double nm_per_m = 1e9;
// Below e^-50 nuclei per m3 and s there is no nucleation.
constexpr double ln_rate_floor = -50;

}  // namespace

double Arrhenius::at(double temperature_K, double reference_temperature_K) const {
  if (activation_kJ_mol == 0) return value;
  return value * std::exp(-1e3 * activation_kJ_mol / gas_constant_J_molK *
                          (1 / temperature_K - 1 / reference_temperature_K));
}

double monomer_radius_nm(double molar_volume_m3_mol) {
  return nm_per_m * std::cbrt(3 * molar_volume_m3_mol / (4 * std::numbers::pi * avogadro_per_mol));
}

Kinetics::Kinetics(const Synthesis& synthesis, const AdsorptionRate& adsorption, double temperature_K)
    : adsorption_(&adsorption), nucleation_(synthesis.nucleation), temperature_K_(temperature_K) {
  const Material& material = synthesis.material;
  const double reference_K = synthesis.reference_temperature_K;
  const double kT_J = boltzmann_J_K * temperature_K;
  const double molecule_m3 = material.molar_volume_m3_mol / avogadro_per_mol;
  const double gamma = material.surface_energy_J_m2;
  molar_volume_ = material.molar_volume_m3_mol;
  monomer_nm_ = monomer_radius_nm(molar_volume_);
  solubility_ = material.solubility_mol_m3.at(temperature_K, reference_K);
  capillary_nm_ = nm_per_m * 2 * gamma * molar_volume_ / (gas_constant_J_molK * temperature_K);
  two_tolman_nm_ = 2 * material.tolman_length_nm;
  per_diffusion_s_nm2_ = 1 / (material.diffusion_m2_s.at(temperature_K, reference_K) * nm_per_m * nm_per_m);
  adsorption_scale_ = Arrhenius{1, synthesis.adsorption.activation_kJ_mol}.at(temperature_K, reference_K);
  precursor_rate_ = synthesis.precursor.rate.at(temperature_K, reference_K);
  barrier_ = 16 * std::numbers::pi / 3 * std::pow(gamma / kT_J, 3) * molecule_m3 * molecule_m3;
  entry_shift_nm_ = nucleation_.entry_width * nm_per_m * std::sqrt(kT_J / (std::numbers::pi * gamma));
}

// From S = exp(2 gamma(r) V_m / (r R T)) with gamma(r) = gamma / (1 + 2 delta / r).
double Kinetics::critical_radius_nm(double monomer_mol_m3) const {
  const double ln_s = std::log(monomer_mol_m3 / solubility_);
  return ln_s > 0 ? std::max(capillary_nm_ / ln_s - two_tolman_nm_, 0.0)
                  : std::numeric_limits<double>::infinity();
}

double Kinetics::equilibrium_mol_m3(double radius_nm) const {
  return solubility_ * std::exp(capillary_nm_ / (radius_nm + two_tolman_nm_));
}

GrowthRate Kinetics::growth(double radius_nm, double monomer_mol_m3, double factor) const {
  const double outer_nm = radius_nm + two_tolman_nm_;
  const double equilibrium = equilibrium_mol_m3(radius_nm);
  const Resistance surface = adsorption_->resistance(radius_nm, adsorption_scale_, capillary_nm_);
  const double conductance = 1 / (radius_nm * per_diffusion_s_nm2_ + surface.value / factor);
  const double per_monomer = molar_volume_ * conductance;
  const double rate = per_monomer * (monomer_mol_m3 - equilibrium);
  const double from_solubility = per_monomer * equilibrium * capillary_nm_ / (outer_nm * outer_nm);
  const double from_resistance = -rate * conductance * (per_diffusion_s_nm2_ + surface.slope / factor);
  return {rate, from_solubility + from_resistance, per_monomer};
}

std::optional<GrowthLaw> Kinetics::vector_law(double monomer_mol_m3) const {
  const Adsorption& law = adsorption_->law();
  const double rate_nm_s = law.rate_m_s * nm_per_m * adsorption_scale_;
  GrowthLaw vector{.molar_volume = molar_volume_,
                   .monomer = monomer_mol_m3,
                   .solubility = solubility_,
                   .capillary_nm = capillary_nm_,
                   .two_tolman_nm = two_tolman_nm_,
                   .per_diffusion_s_nm2 = per_diffusion_s_nm2_,
                   .floor_nm_s = rate_nm_s};
  if (law.law == AdsorptionLaw::table) return {};
  if (law.law == AdsorptionLaw::linear_free_energy) vector.lift_nm = law.transfer * capillary_nm_;
  if (law.law == AdsorptionLaw::diffusion_limit) vector.no_resistance = true;
  if (law.law != AdsorptionLaw::superfocusing) return vector;
  vector.floor_nm_s = law.floor_m_s * nm_per_m * adsorption_scale_;
  vector.above_nm_s = rate_nm_s - vector.floor_nm_s;
  vector.reference_nm = law.reference_radius_nm + law.offset_nm;
  vector.offset_nm = law.offset_nm;
  vector.exponent = law.exponent;
  return vector;
}

double Kinetics::exchange_nm_s(double radius_nm, double monomer_mol_m3, double factor) const {
  const GrowthRate growth_rate = growth(radius_nm, monomer_mol_m3, factor);
  return growth_rate.per_monomer * (monomer_mol_m3 + equilibrium_mol_m3(radius_nm));
}

// The barrier with gamma(r_c) is B r_c^3 ln S / r_0^3, which is B / ln^2 S for a constant gamma.
NucleationRate Kinetics::nucleation(double monomer_mol_m3) const {
  if (!nucleation_.on || !(monomer_mol_m3 > solubility_)) return {};
  const double ln_s = std::log(monomer_mol_m3 / solubility_);
  const double critical_nm = capillary_nm_ / ln_s - two_tolman_nm_;
  if (!(critical_nm > 0))  // a Tolman length takes the barrier away at a finite supersaturation
    return {std::exp(nucleation_.ln_prefactor), 0, std::max(entry_shift_nm_, monomer_nm_), 0};
  const double enter_nm = critical_nm + entry_shift_nm_;
  const bool real = enter_nm > monomer_nm_;  // a nucleus is not smaller than a monomer
  const double share = critical_nm / capillary_nm_;
  const double ln_rate = nucleation_.ln_prefactor - barrier_ * share * share * share * ln_s;
  if (ln_rate < ln_rate_floor) return {};
  const double rate = std::exp(ln_rate);
  const double per_ln_s = -barrier_ * share * share * (share - 3 / ln_s);
  return {rate, rate * per_ln_s / monomer_mol_m3, real ? enter_nm : monomer_nm_,
          real ? -capillary_nm_ / (ln_s * ln_s * monomer_mol_m3) : 0};
}

}  // namespace nacre::growth
