#include "nacre/spectra/exciton_model.hpp"

#include <gtest/gtest.h>

namespace nacre::spectra {
namespace {

std::shared_ptr<ExcitonWindow> window() {
  auto out = std::make_shared<ExcitonWindow>();
  for (double e = 2.0; e < 2.6; e += 0.01) {
    out->energy_eV.push_back(e);
    out->absorbance.push_back(e - 2);
  }
  out->sigma = 0.01;
  return out;
}

TEST(ExcitonModel, DerivativesAreThoseOfTheResiduals) {
  const ExcitonStart starts[] = {{2.2, 0.05, 0.3}, {2.4, 0.06, 0.2}};
  for (const std::size_t populations : {1u, 2u}) {
    const fit::Problem problem = exciton_problem(window(), std::span(starts, populations), 3);
    std::vector<double> p;
    for (const fit::Parameter& one : problem.parameters) p.push_back(one.start);
    const std::size_t rows = static_cast<std::size_t>(problem.data[0].n_residuals);
    std::vector<double> jacobian(rows * p.size()), up(rows), down(rows);
    problem.data[0].derivatives(p, jacobian);
    for (std::size_t k = 0; k < p.size(); ++k) {
      std::vector<double> q = p;
      q[k] = p[k] + 1e-6;
      problem.data[0].residuals(q, up);
      q[k] = p[k] - 1e-6;
      problem.data[0].residuals(q, down);
      for (std::size_t i = 0; i < rows; ++i)
        EXPECT_NEAR(jacobian[i * p.size() + k], (up[i] - down[i]) / 2e-6, 1e-3) << problem.parameters[k].name;
    }
  }
}

TEST(ExcitonModel, CurveSlopeAndBackground) {
  const std::vector<double> p{0.2, 2.2, 0.05, 0.4, 2.5, 0.1, 0.01};
  EXPECT_NEAR(exciton_curve(p, 2.2) - exciton_background(p, 2.2), 0.2, 1e-12);
  EXPECT_NEAR(exciton_slope(p, 2.23), (exciton_curve(p, 2.23001) - exciton_curve(p, 2.22999)) / 2e-5, 1e-6);
}

}  // namespace
}  // namespace nacre::spectra
