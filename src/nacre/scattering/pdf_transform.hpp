// G(r) = (2/pi) int F(Q) sin(Qr) dQ of a measured F(Q), as a sum with weights, so that errors go through it.
// Angstrom and 1/A.
#pragma once

#include <span>
#include <vector>

namespace nacre::scattering {

enum class Window {
  none,   // F ends at Qmax: narrow peaks with ripples
  lorch,  // F times sin(pi Q/Qmax)/(pi Q/Qmax), Lorch, J. Phys. C 2, 229 (1969): without ripples, broader
};

// F below the first point.
enum class LowQ {
  zero,
  linear,  // falls to 0 at Q = 0 as a straight line
};

double window_at(Window window, double q_per_A, double q_max_per_A);

class SineTransform {
 public:
  // The points are Qmin ... Qmax, ascending, at least two; trapezoids between them.
  SineTransform(std::vector<double> q_per_A, Window window, LowQ low_q);

  std::size_t size() const { return q_per_A_.size(); }

  // G(r) = sum over k of weights[k] F[k].
  void row(double r_A, std::span<double> weights) const;
  std::vector<double> apply(std::span<const double> f, std::span<const double> r_A) const;

  // Beyond pi over the widest step the points are too far apart to tell one r from another.
  double r_limit_A() const;

 private:
  std::vector<double> q_per_A_;
  std::vector<double> factor_;      // width and window of each point
  std::vector<double> low_q_;       // points below Qmin, where F is extrapolated
  std::vector<double> low_factor_;  // theirs, with the share of F(Qmin)
};

// 0 < r <= r_max in steps of pi/Qmax, on which the values of G are nearly independent.
std::vector<double> nyquist_grid_A(double q_max_per_A, double r_max_A);

}  // namespace nacre::scattering
