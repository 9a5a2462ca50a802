#include "nacre/fit/loss.hpp"

#include <cmath>

namespace nacre::fit {
namespace {

LossValue huber(double b, double s) {
  if (s <= b) return {s, 1};
  return {2 * std::sqrt(b * s) - b, std::sqrt(b / s)};
}

LossValue soft_l1(double b, double s) {
  const double root = std::sqrt(1 + s / b);
  return {2 * s / (root + 1), 1 / root};  // 2 b (root - 1), without cancellation
}

LossValue cauchy(double b, double s) { return {b * std::log1p(s / b), 1 / (1 + s / b)}; }

}  // namespace

LossValue loss_at(Loss loss, double scale, double squared_residual) {
  const double b = scale * scale;
  switch (loss) {
    case Loss::huber:
      return huber(b, squared_residual);
    case Loss::soft_l1:
      return soft_l1(b, squared_residual);
    case Loss::cauchy:
      return cauchy(b, squared_residual);
    case Loss::squares:
      break;
  }
  return {squared_residual, 1};
}

}  // namespace nacre::fit
