// A least-squares problem: named parameters and one or more data sets that share them.
#pragma once

#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace nacre::fit {

struct Prior {
  double mean = 0;
  double sigma = 1;
};

// A parameter is free unless `fixed` or tied. Values are in `unit`.
struct Parameter {
  std::string name{};
  std::string unit{};
  std::string description{};
  double start = 0;
  double lower = -std::numeric_limits<double>::infinity();
  double upper = std::numeric_limits<double>::infinity();
  bool fixed = false;
  std::optional<Prior> prior{};  // Gaussian; counts as one more datum, outside the robust loss

  // Tied: value = tie_factor * value of the parameter named `tied_to` + tie_offset. Its `start` is not used;
  // its bounds bound the parameter at the end of the tie.
  std::string tied_to{};
  double tie_factor = 1;
  double tie_offset = 0;
};

// Residuals (model - data) / sigma of one data set, already whitened when its errors are correlated.
// `values` holds every parameter of the problem, in order, ties resolved; `residuals` has size n_residuals.
// Values that are not finite make a failed step of the solver; an exception ends the fit and reaches its
// caller. Profile intervals call it from several threads at once.
using Residuals = std::function<void(std::span<const double> values, std::span<double> residuals)>;

// d residual / d value of every parameter of the problem, ties or not, row-major: n_residuals rows.
using Derivatives = std::function<void(std::span<const double> values, std::span<double> jacobian)>;

struct DataSet {
  std::string name{};
  int n_residuals = 0;
  Residuals residuals;
  Derivatives derivatives{};  // exact ones make fits many times faster; empty: central differences
};

enum class Loss { squares, huber, soft_l1, cauchy };

struct Problem {
  std::string name{};   // of the data
  std::string model{};  // of the model
  std::vector<Parameter> parameters{};
  std::vector<DataSet> data{};
  Loss loss = Loss::squares;
  double loss_scale = 1;      // residual beyond which the robust losses bend
  bool scale_sigmas = false;  // true: sigmas are relative, uncertainties are times sqrt(chi2_reduced)
  double noise = 0;  // of the cost, relative, from the model's own numerics: smaller gains end the fit
  int max_iterations = 1000;  // then it has not converged
};

}  // namespace nacre::fit
