// The rate constant of monomer adsorption k_a(r), by several laws.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace nacre::growth {

enum class AdsorptionLaw {
  constant,            // k_a = rate
  linear_free_energy,  // k_a = rate exp(-transfer r_0 / r), r_0 = 2 gamma V_m / RT (Talapin et al. 2001)
  superfocusing,       // k_a = floor + (rate - floor) ((r_ref + offset) / (r + offset))^exponent (eq 6)
  diffusion_limit,     // k_a infinite
  table,               // monotone cubic through points in (ln r, ln k_a), constant outside of them
};

struct Adsorption {
  AdsorptionLaw law = AdsorptionLaw::constant;
  double rate_m_s = 0;             // at `reference_radius_nm`, or on a flat surface
  double activation_kJ_mol = 0;    // of k_a, at every radius
  double reference_radius_nm = 0;  // superfocusing
  double offset_nm = 0;            // superfocusing: B
  double exponent = 0;             // superfocusing: n
  double floor_m_s = 0;            // superfocusing: k_a of large particles
  double transfer = 0.5;           // linear free-energy relation: transfer coefficient
  std::vector<double> table_radius_nm{};  // ascending, two points or more
  std::vector<double> table_rate_m_s{};
};

// 1 / k_a in s/nm and its derivative in s/nm2: what eq 1 needs, and 0 in the diffusion limit.
struct Resistance {
  double value = 0;
  double slope = 0;
};

class AdsorptionRate {
 public:
  AdsorptionRate() = default;
  // `scale` multiplies every rate (temperature); `capillary_nm` is r_0.
  // Throws std::invalid_argument for a rate that is not above 0 or a malformed table.
  explicit AdsorptionRate(const Adsorption& law);

  const Adsorption& law() const { return law_; }

  Resistance resistance(double radius_nm, double scale, double capillary_nm) const;

 private:
  Resistance superfocusing(double radius_nm) const;
  Resistance from_table(double radius_nm) const;

  Adsorption law_{};
  int whole_exponent_ = -1;  // -1: not a small whole number
  std::vector<double> ln_radius_{}, ln_rate_{}, slope_{};
};

}  // namespace nacre::growth
