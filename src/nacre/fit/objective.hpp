// A checked problem as one function: free parameters in, residuals of all data and priors out.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "nacre/fit/differences.hpp"
#include "nacre/fit/problem.hpp"
#include "nacre/fit/ties.hpp"

namespace nacre::fit {

struct FreeParameter {
  int index = 0;  // into Problem::parameters
  double start = 0;
  double lower = 0;  // its own bounds and those of the parameters tied to it
  double upper = 0;
  double scale = 0;  // typical size; 0: not known
};

// Order of the residuals: data sets as listed, then the priors. Refers to the problem, which must outlive it.
class Objective {
 public:
  explicit Objective(const Problem& problem);  // throws std::invalid_argument

  const Problem& problem() const { return *problem_; }
  std::span<const FreeParameter> free() const { return free_; }
  std::size_t n_free() const { return free_.size(); }
  std::size_t n_residuals() const { return n_data_ + priors_.size(); }
  std::vector<double> start() const;
  std::vector<Axis> axes() const;

  // Position among the free parameters of one known by its index in the problem; -1 if it is not free.
  int position(int index) const;

  // The same objective with some of its free parameters held at these values; `values` has all the free ones.
  Objective hold(std::span<const std::size_t> held, std::span<const double> values) const;

  // Every parameter of the problem.
  std::vector<double> all_values(std::span<const double> free) const;
  const Line& line(std::size_t index) const { return lines_[index]; }

  // False if some residual is not finite. Lets exceptions of the callbacks through.
  bool residuals(std::span<const double> free, std::span<double> out) const;

  // sum of rho(r^2) over the data and r^2 over the priors: chi2 without a robust loss.
  double cost(std::span<const double> residuals) const;

  // Residuals whose plain squares add up to the cost, and d bent / d residual; both in place of the inputs.
  void bend(std::span<double> residuals, std::span<double> slopes) const;

  // Square roots of the weights rho'(r^2).
  std::vector<double> root_weights(std::span<const double> residuals) const;

  // True when every data set brings its derivatives.
  bool has_derivatives() const;

  // Jacobian of the residuals as they are, row-major; false if it has no finite value. From the derivatives
  // of the data sets when all have them, else by differences; sigmas are written back to the axes.
  bool jacobian(std::span<const double> free, std::span<const double> residuals, std::span<Axis> axes,
                std::span<double> out) const;

 private:
  void tighten_bounds();
  bool exact_jacobian(std::span<const double> free, std::span<double> out) const;
  void add_columns(std::span<const double> of_values, std::size_t row, std::span<double> out) const;

  const Problem* problem_;
  std::vector<Line> lines_;    // sources are indices into the problem's parameters
  std::vector<int> position_;  // of every parameter among the free ones, or -1
  std::vector<FreeParameter> free_;
  std::vector<int> priors_;  // parameters that have one
  std::size_t n_data_ = 0;
};

}  // namespace nacre::fit
