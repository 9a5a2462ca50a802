// Robust losses: rho(s) replaces the squared residual s.
#pragma once

#include "nacre/fit/problem.hpp"

namespace nacre::fit {

struct LossValue {
  double rho = 0;
  double slope = 1;  // d rho / d s
};

// Triggs et al., Bundle adjustment (2000), doi:10.1007/3-540-44480-7_21; bent beyond |residual| = scale.
LossValue loss_at(Loss loss, double scale, double squared_residual);

}  // namespace nacre::fit
