// The order of a reaction in something that is added: the slope of ln k against the logarithm of its amount.
#pragma once

#include <limits>
#include <span>

#include "nacre/spectra/straight_line.hpp"

namespace nacre::spectra {

struct OrderPoint {
  double amount = 0;  // in any unit: a factor does not change the order
  double ln_k = 0;
  double error = std::numeric_limits<double>::quiet_NaN();  // of ln k; NaN: unknown
  double half_digit = 0;
};

struct OrderFit {
  StraightLine line{};  // ln k against ln amount
  Estimate order{};
  double with_rounding = 0;  // error of the order, rounding included
  Estimate ln_k_unit{};      // ln k at an amount of one: ln of the rate constant with the additive

  Estimate ln_k(double amount) const;

  // k = k_c amount^n with n held at a whole or half number: how many standard errors it is away.
  double sigmas_from(double wanted) const;
};

// Throws std::invalid_argument for an amount that is not positive or fewer than two different ones.
OrderFit fit_order(std::span<const OrderPoint> points);

}  // namespace nacre::spectra
