#include "nacre/growth/flask.hpp"

#include <algorithm>
#include <limits>
#include <numbers>

namespace nacre::growth {

Flask::Flask(const Synthesis& synthesis)
    : precursor_(synthesis.precursor),
      precursor_at_start_(synthesis.precursor.concentration_mol_m3),
      solid_per_nm3_(4 * std::numbers::pi / 3 * 1e-27 / synthesis.material.molar_volume_m3_mol) {
  const Seeds& seeds = synthesis.seeds;
  for (std::size_t i = 0; i < seeds.radius_nm.size(); ++i)
    seeded_ += solid_per_nm3_ * seeds.number_per_m3[i] * seeds.radius_nm[i] * seeds.radius_nm[i] *
               seeds.radius_nm[i];
  at_start_ = precursor_at_start_ + synthesis.monomer_mol_m3 + seeded_;
  if (precursor_at_start_ == 0 && synthesis.injections.empty()) seeded_ = 0;
}

double Flask::monomer_mol_m3(double time_s, double precursor, double solid) const {
  return (total_mol_m3(time_s) - precursor - solid) / stretch_->volume_ratio(time_s);
}

Flask::Loss Flask::precursor_loss(double time_s, double precursor, double rate_constant) const {
  const double volume = stretch_->volume_ratio(time_s);
  if (precursor_.order == 0) {
    const double fastest = rate_constant * volume;
    return {is_used_up(precursor) ? -std::min(fastest, stretch_->feed_mol_m3_s) : -fastest, 0};
  }
  if (precursor_.order == 1) return {-rate_constant * precursor, -rate_constant};
  const double per_volume = rate_constant / volume;
  if (!precursor_.partner_mol_m3) return {-per_volume * precursor * precursor, -2 * per_volume * precursor};
  const double converted = precursor_at_start_ + stretch_->added_mol_m3(time_s) - precursor;
  const double partner = *precursor_.partner_mol_m3 - converted;
  if (partner <= 0) return {};
  return {-per_volume * precursor * partner, -per_volume * (partner + precursor)};
}

double Flask::start_step(double precursor) {
  if (precursor_.order != 0) return precursor;
  used_up_.reset();
  used_up_ = is_used_up(precursor);
  return *used_up_ ? 0 : precursor;
}

double Flask::exhausted_after_s(double time_s, double precursor, double rate_constant) const {
  const double loss = rate_constant * stretch_->volume_ratio(time_s) - stretch_->feed_mol_m3_s;
  if (precursor_.order != 0 || is_used_up(precursor) || loss <= 0)
    return std::numeric_limits<double>::infinity();
  return precursor / loss;
}

}  // namespace nacre::growth
