// G(r) or I(Q) of a cluster from its pair distances, as ClusterPdf (pdf_cluster.hpp) and debye_pattern() have
// them, but with exact derivatives and at points that may lie far apart: cheap enough to fit hundreds of
// clusters: distances are drawn as Gaussians on a grid, and one matrix takes the grid to the measured points.
//
// G(r) = scale 2/pi int from q_min to q_max of F(Q) sin(Qr) dQ, F the reduced structure function of Debye's
// equation with f_i f_j / <f>^2 at q = 0, its pairs damped by exp(-(r q_damp)^2/2). Cutting at q_min leaves
// out what small angles would have seen, which is the shape: it takes the place of the baseline -4 pi rho0 r
// (Farrow and Billinge, Acta Cryst. A65, 232 (2009)). Peaks go with 1/r_ij, as Debye's equation has it. I(Q)
// = scale (sum of f_i f_j sin(Q r_ij)/(Q r_ij) exp(-Q^2 s_ij^2/2))/N + b0 + b1 Q.
//
// s_ij^2 = 2 u (1 - delta2/r^2 + (q_broad r)^2) for distances r = expansion r_ij.
#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "nacre/scattering/pair_histogram.hpp"
#include "nacre/scattering/scatterers.hpp"

namespace nacre::scattering {

enum class SignalKind { pdf, intensity };

struct SignalSetup {
  SignalKind kind = SignalKind::pdf;
  Radiation radiation = Radiation::xray;
  std::vector<std::string> species{};  // of the clusters, in their order
  double q_min_per_A = 0;              // of the transform to G(r)
  double q_max_per_A = 20;
  double q_damp_per_A = 0;
  double q_broad_per_A = 0;
  double r_max_A = 30;  // no cluster is wider
};

struct SignalParameters {
  double scale = 1;
  double u_A2 = 0.01;
  double expansion = 1;
  double delta2_A2 = 0;
  double level = 0;  // b0 and b1 of I(Q); not used by G(r)
  double slope = 0;
};
inline constexpr std::size_t signal_parameters = 6;  // in this order, as are derivatives

class ClusterSignal {
 public:
  // At these r in A, or Q in 1/A. Throws std::invalid_argument for points that are not positive, or q_max not
  // above q_min.
  ClusterSignal(SignalSetup setup, std::vector<double> x);

  std::size_t size() const { return x_.size(); }
  const std::vector<double>& x() const { return x_; }
  const SignalSetup& setup() const { return setup_; }

  // `jacobian` may be empty; else row-major, signal_parameters columns.
  void evaluate(const PairHistogram& pairs, const SignalParameters& parameters, std::span<double> values,
                std::span<double> jacobian) const;

 private:
  using Shapes = std::array<std::vector<double>, 4>;  // on the grid: the curve, and by u, expansion, delta2

  Shapes empty_shapes(bool derivatives) const;
  void draw_pairs(const PairDistances& distances, const SignalParameters& parameters, double weight,
                  bool derivatives, Shapes& shapes) const;
  void transform(const Shapes& shapes, double scale, std::span<const double> factor, std::span<double> base,
                 std::span<double> jacobian) const;
  void add_pdf(const PairHistogram& pairs, const SignalParameters& parameters, std::span<double> base,
               std::span<double> jacobian) const;
  void add_intensity(const PairHistogram& pairs, const SignalParameters& parameters, std::span<double> base,
                     std::span<double> jacobian) const;

  SignalSetup setup_;
  std::vector<double> x_;
  double step_A_ = 0;
  std::size_t count_ = 0;
  std::vector<double> matrix_;                  // grid by x, with the damping
  std::vector<std::vector<double>> amplitude_;  // of each species at each point of I(Q); one value for G(r)
};

}  // namespace nacre::scattering
