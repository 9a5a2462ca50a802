// A smooth curve through measured points: penalised cubic B-splines (Eilers and Marx 1996,
// doi:10.1214/ss/1038425655), evenly spaced in the logarithm of time, since courses of syntheses are quick at
// first and slow later. How smooth is chosen by generalised cross-validation.
#pragma once

#include <span>
#include <vector>

namespace nacre::scattering {

// Points of one quantity over time; times ascend.
struct Course {
  std::vector<double> time_s{};
  std::vector<double> value{};
  std::vector<double> error{};  // one standard deviation, positive
};

class SmoothCurve {
 public:
  // Throws std::invalid_argument with fewer than `least_points` points or unusable ones.
  explicit SmoothCurve(const Course& course);

  static constexpr std::size_t least_points = 8;

  double at(double time_s) const;
  double error_at(
      double time_s) const;  // from the errors of the points, widened where chi2 is above its mean

  // The curve through other values at the same times, with the same errors and smoothness.
  SmoothCurve through(std::span<const double> values) const;

  double chi2_reduced() const { return chi2_reduced_; }
  double first_s() const { return first_s_; }
  double last_s() const { return last_s_; }

 private:
  struct Basis {
    std::size_t first = 0;
    double weight[4] = {};
  };
  Basis basis_at(double time_s) const;
  void set_up(const Course& course);
  void choose_smoothness(const Course& course);
  void fit_values(std::span<const double> values);
  std::vector<double> penalised(double smoothness) const;

  double first_s_ = 0, last_s_ = 0, shift_s_ = 0, low_ = 0, step_ = 1;
  std::size_t n_basis_ = 0;
  std::vector<Basis> basis_;              // at the points
  std::vector<double> weights_;           // 1 / error^2
  std::vector<double> normal_, inverse_;  // B^T W B, and (B^T W B + penalty)^-1
  std::vector<double> coefficients_;
  double chi2_reduced_ = 1;
};

}  // namespace nacre::scattering
