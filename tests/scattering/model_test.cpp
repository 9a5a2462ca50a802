#include "nacre/scattering/model.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>
#include <vector>

#include "nacre/scattering/absolute_scale.hpp"

namespace nacre::scattering {
namespace {

std::vector<double> grid(double from, double to, int n) {
  std::vector<double> q;
  for (int i = 0; i < n; ++i) q.push_back(from + (to - from) * i / (n - 1.0));
  return q;
}

std::vector<double> defaults(const Model& model) {
  std::vector<double> values;
  for (const ParameterCard& card : model.parameters()) values.push_back(card.default_value);
  return values;
}

// Steps each way of 1e-4 of the value or of the default, five points.
void expect_derivatives(const Model& model, const std::vector<double>& values, double tolerance) {
  const std::vector<double> q = grid(0.05, 6, 31);
  const std::size_t n = values.size();
  std::vector<double> intensity(q.size()), jacobian(n * q.size()), at(q.size());
  model.derivatives(q, values, intensity, jacobian);
  model.intensity(q, values, at);
  for (std::size_t i = 0; i < q.size(); ++i) EXPECT_NEAR(intensity[i], at[i], 1e-12 * std::abs(at[i]));
  for (std::size_t j = 0; j < n; ++j) {
    const double step = 1e-3 * (values[j] == 0 ? 1 : std::abs(values[j]));
    std::vector<double> slope(q.size());
    for (const auto& [steps, weight] :
         {std::pair{-2, 1.0 / 12}, {-1, -8.0 / 12}, {1, 8.0 / 12}, {2, -1.0 / 12}}) {
      std::vector<double> moved = values;
      moved[j] += steps * step;
      model.intensity(q, moved, at);
      for (std::size_t i = 0; i < q.size(); ++i) slope[i] += weight * at[i] / step;
    }
    const double unit = values[j] == 0 ? 1 : std::abs(values[j]);
    for (std::size_t i = 0; i < q.size(); ++i)
      EXPECT_NEAR(jacobian[i * n + j] * unit, slope[i] * unit,
                  tolerance * (std::abs(slope[i] * unit) + std::abs(intensity[i])))
          << model.parameters()[j].name << " at " << q[i];
  }
}

TEST(Model, DerivativesAreThoseOfTheIntensity) {
  for (const char* distribution : {"gaussian", "none"}) {
    const Model model({.form = "sphere", .distribution = distribution});
    expect_derivatives(model, defaults(model), 1e-7);
  }
}

TEST(Model, ForwardIntensityIsAbsolute) {
  const Model model({.form = "sphere", .distribution = "none"});
  const std::vector<double> values{3, 25, 2.5, 0.01};
  double intensity = 0;
  const double q = 1e-4;
  model.intensity({&q, 1}, values, {&intensity, 1});
  const double volume = 4 * M_PI / 3 * 27;
  EXPECT_NEAR(intensity, intensity_per_uM * 2.5 * std::pow(25 * volume, 2) + 0.01, 1e-6 * intensity);
  EXPECT_NEAR(model.mean_volume_nm3(values), volume, 1e-12);
}

TEST(Model, MeanVolumeOfANormalDistribution) {
  const Model model({});
  const std::vector<double> values{2.0, 40, 0.3, 1, 0};
  EXPECT_NEAR(model.mean_volume_nm3(values), 4 * M_PI / 3 * (8 + 3 * 2 * 0.09), 1e-12);
  EXPECT_EQ(model.mean_size_nm(values), 2.0);
  EXPECT_EQ(model.deviation_nm(values), 0.3);
}

TEST(Model, UnknownNamesSayWhatThereIs) {
  try {
    Model({.form = "spheer"});
    FAIL();
  } catch (const std::invalid_argument& error) {
    EXPECT_NE(std::string(error.what()).find("sphere"), std::string::npos) << error.what();
  }
  EXPECT_THROW(Model({.distribution = "normal"}), std::invalid_argument);
}

}  // namespace
}  // namespace nacre::scattering
