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
  double error_at(double time_s) const;  // as of drawn(), widened where chi2 is above its mean

  // One of the curves that the points leave possible, if it is as smooth as was chosen: a draw from the
  // posterior distribution of the coefficients, whose bands hold the truth as often as they say on average
  // over time, bias of the smoothing included (Nychka 1988, doi:10.2307/2290146). `normals` are draws(),
  // normal and independent.
  SmoothCurve drawn(std::span<const double> normals) const;
  std::size_t draws() const { return weights_.size() + n_basis_ - 2; }

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
  double penalty_of(double smoothness) const;
  std::vector<double> penalised(double penalty) const;
  std::vector<double> solved(const std::vector<double>& right) const;

  double first_s_ = 0, last_s_ = 0, shift_s_ = 0, low_ = 0, step_ = 1;
  std::size_t n_basis_ = 0;
  std::vector<Basis> basis_;              // at the points
  std::vector<double> weights_;           // 1 / error^2
  std::vector<double> normal_, inverse_;  // B^T W B, and (B^T W B + penalty)^-1
  double penalty_ = 0;                    // weight of D^T D
  std::vector<double> coefficients_;
  double chi2_reduced_ = 1;
};

}  // namespace nacre::scattering
