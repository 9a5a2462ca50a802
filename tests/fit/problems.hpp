// Small problems that several tests fit.
#pragma once

#include <cmath>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "nacre/core/random.hpp"
#include "nacre/fit/fit.hpp"

namespace problems {

using nacre::fit::DataSet;
using nacre::fit::Parameter;
using nacre::fit::Problem;

struct Points {
  std::vector<double> x, y;
  std::vector<double> sigma{};  // empty: 1
};

inline double line(double x, std::span<const double> p) { return p[0] + p[1] * x; }
inline double decay(double x, std::span<const double> p) { return p[0] * std::exp(-p[1] * x); }

template <class Function>
DataSet data_set(Points points, Function model, std::string name = "points") {
  const int n = static_cast<int>(points.x.size());
  auto residuals = [points = std::move(points), model](std::span<const double> values, std::span<double> r) {
    for (std::size_t i = 0; i < r.size(); ++i) {
      const double sigma = points.sigma.empty() ? 1 : points.sigma[i];
      r[i] = (model(points.x[i], values) - points.y[i]) / sigma;
    }
  };
  return {.name = std::move(name), .n_residuals = n, .residuals = std::move(residuals)};
}

inline Parameter parameter(std::string name, double start) {
  return {.name = std::move(name), .start = start};
}

inline Parameter bounded(std::string name, double start, double lower, double upper) {
  return {.name = std::move(name), .start = start, .lower = lower, .upper = upper};
}

template <class Function>
Problem problem(std::vector<Parameter> parameters, Points points, Function model) {
  return {.parameters = std::move(parameters), .data = {data_set(std::move(points), model)}};
}

inline Points line_points() {
  return {{0, 1, 2, 3, 4, 5}, {1.1, 2.9, 5.2, 6.8, 9.3, 10.8}, {0.1, 0.2, 0.15, 0.3, 0.25, 0.2}};
}

inline Problem line_problem() { return problem({parameter("a", 0), parameter("b", 1)}, line_points(), line); }

// y = 5 exp(-0.7 x) with normal noise of standard deviation 0.3 at 12 points.
inline Points decay_points(std::uint64_t replica, double a = 5, double rate = 0.7) {
  nacre::RandomStream random(7, nacre::StreamName::synthetic_data, replica);
  Points points;
  for (int i = 0; i < 12; ++i) {
    points.x.push_back(0.4 * i);
    points.y.push_back(a * std::exp(-rate * 0.4 * i) + 0.3 * random.normal());
    points.sigma.push_back(0.3);
  }
  return points;
}

inline Problem decay_problem(std::uint64_t replica = 0) {
  return problem({parameter("a", 4), parameter("rate", 1)}, decay_points(replica), decay);
}

inline nacre::RunControl on_threads(int n) {
  nacre::RunControl control;
  control.threads = n;
  return control;
}

}  // namespace problems
