#include "nacre/spectra/reaction_order.hpp"

#include <cmath>
#include <stdexcept>

namespace nacre::spectra {

Estimate OrderFit::ln_k(double amount) const { return line.at(std::log(amount)); }

double OrderFit::sigmas_from(double wanted) const { return std::abs(order.value - wanted) / with_rounding; }

OrderFit fit_order(std::span<const OrderPoint> points) {
  std::vector<LinePoint> logarithms;
  for (const OrderPoint& p : points) {
    if (!(p.amount > 0)) throw std::invalid_argument("an amount is not positive");
    logarithms.push_back({std::log(p.amount), p.ln_k, p.error, p.half_digit});
  }
  OrderFit fit;
  fit.line = fit_line(logarithms, {.line = "order",
                                   .model = "ln k = ln k_m + n (ln amount - mean of ln amount)",
                                   .slope = "order",
                                   .slope_description = "order in the additive",
                                   .middle = "ln_k_m",
                                   .middle_description = "ln k at the geometric mean of the amounts"});
  fit.order = {fit.line.slope(), fit.line.slope_error()};
  fit.with_rounding = fit.line.error_with_rounding(1, 0);
  fit.ln_k_unit = fit.line.at(0);
  return fit;
}

}  // namespace nacre::spectra
