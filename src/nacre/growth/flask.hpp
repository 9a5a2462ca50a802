// The balance of precursor, monomer and solid in the flask. Amounts are per volume at time 0, so that
// dilution leaves them alone; the monomer is what the others leave over, which conserves mass exactly.
#pragma once

#include <optional>

#include "nacre/growth/schedule.hpp"
#include "nacre/growth/synthesis.hpp"

namespace nacre::growth {

class Flask {
 public:
  explicit Flask(const Synthesis& synthesis);

  void enter(const Stretch& stretch) { stretch_ = &stretch; }
  const Stretch& stretch() const { return *stretch_; }

  // Solid in mol/m3 of one particle of 1 nm in 1 m3: 4 pi / 3 nm^3 / V_m.
  double solid_per_nm3() const { return solid_per_nm3_; }

  // Solid of the seeds; 0 where there is no precursor, as in ripening: the yield is then that of all there
  // is.
  double seeded_mol_m3() const { return seeded_; }

  // Precursor, monomer and solid that were put in until now.
  double total_mol_m3(double time_s) const { return at_start_ + stretch_->added_mol_m3(time_s); }

  // [M] now, per volume now.
  double monomer_mol_m3(double time_s, double precursor, double solid) const;

  // d(precursor)/dt by reaction, negative, and its derivative with respect to `precursor`.
  struct Loss {
    double rate = 0;
    double per_precursor = 0;
  };
  Loss precursor_loss(double time_s, double precursor, double rate_constant) const;

  // Before each step: whether a reaction of order 0 still has precursor. Returns what there is of it, without
  // the rounding errors left where it has just been used up. From then on it reacts as fast as it is fed. A
  // solver that does not call this gets the same decision from the amount at every evaluation.
  double start_step(double precursor);

  // Time after which precursor of order 0 is used up at the present rate; infinite for the other orders.
  double exhausted_after_s(double time_s, double precursor, double rate_constant) const;

 private:
  Precursor precursor_;
  bool is_used_up(double precursor) const {
    return used_up_.value_or(precursor <= 1e-12 * (at_start_ + stretch_->added_from_mol_m3));
  }

  std::optional<bool> used_up_{};
  double at_start_ = 0, seeded_ = 0, precursor_at_start_ = 0, solid_per_nm3_ = 0;
  const Stretch* stretch_ = nullptr;
};

}  // namespace nacre::growth
