// One step of RODAS, a stiffly accurate, L-stable Rosenbrock method of order 4 with an embedded one of order 3
// (Hairer and Wanner, Solving Ordinary Differential Equations II, 1996, section IV.7 and table 7.4). It needs
// one exact Jacobian a step and no iteration, and the systems of this room solve theirs in linear time.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace nacre::growth {

// The system of ODEs offers
//   size_t size()
//   void rates(double time, span<const double> state, span<double> rates)
//   void linearize(double time, span<const double> state)      // keeps what solve() needs
//   void solve(double a, span<double> x)                        // (a I - J) x = x
//   bool autonomous()                                           // rates do not depend on time
class Rodas4 {
 public:
  // From `state` at `time` over `step`: fills next() and error(). `rates` are those at the start, and the
  // system has been linearized there.
  template <typename System>
  void step(System& system, double time, double step, std::span<const double> state, std::span<const double> rates);

  std::span<const double> next() const { return next_; }
  std::span<const double> error() const { return stage_[5]; }

 private:
  static constexpr int stages = 6;
  static constexpr double gamma = 0.25;
  static constexpr double alpha[stages] = {0, 0.386, 0.21, 0.63, 1, 1};
  static constexpr double gamma_sum[stages] = {0.25, -0.1043, 0.1035, -0.0362, 0, 0};
  static constexpr double a[stages][stages - 1] = {
      {},
      {1.544},
      {0.9466785280815826, 0.2557011698983284},
      {3.314825187068521, 2.896124015972201, 0.9986419139977817},
      {1.221224509226641, 6.019134481288629, 12.53708332932087, -0.6878860361058950},
      {1.221224509226641, 6.019134481288629, 12.53708332932087, -0.6878860361058950, 1}};
  static constexpr double c[stages][stages - 1] = {
      {},
      {-5.6688},
      {-2.430093356833875, -0.2063599157091915},
      {-0.1073529058151375, -9.594562251023355, -20.47028614809616},
      {7.496443313967647, -10.24680431464352, -33.99990352819905, 11.70890893206160},
      {8.083246795921522, -7.981132988064893, -31.52159432874371, 16.31930543123136, -6.058818238834054}};

  std::vector<double> stage_[stages];
  std::vector<double> next_, slope_in_time_;
};

template <typename System>
void Rodas4::step(System& system, double time, double step, std::span<const double> state,
                  std::span<const double> rates) {
  const std::size_t n = system.size();
  const bool autonomous = system.autonomous();
  next_.assign(state.begin(), state.end());
  for (auto& one : stage_) one.resize(n);
  if (!autonomous) {
    const double ahead = 1e-5 * step;
    slope_in_time_.resize(n);
    system.rates(time + ahead, state, slope_in_time_);
    for (std::size_t j = 0; j < n; ++j) slope_in_time_[j] = (slope_in_time_[j] - rates[j]) / ahead;
  }
  for (int i = 0; i < stages; ++i) {
    std::vector<double>& k = stage_[i];
    if (i > 0) {
      for (std::size_t j = 0; j < n; ++j) {
        double sum = state[j];
        for (int m = 0; m < i; ++m) sum += a[i][m] * stage_[m][j];
        next_[j] = sum;
      }
      system.rates(time + alpha[i] * step, next_, k);
    } else {
      for (std::size_t j = 0; j < n; ++j) k[j] = rates[j];
    }
    for (std::size_t j = 0; j < n; ++j) {
      double sum = 0;
      for (int m = 0; m < i; ++m) sum += c[i][m] * stage_[m][j];
      k[j] += sum / step;
      if (!autonomous) k[j] += gamma_sum[i] * step * slope_in_time_[j];
    }
    system.solve(1 / (gamma * step), k);
  }
  for (std::size_t j = 0; j < n; ++j) next_[j] += stage_[5][j];
}

}  // namespace nacre::growth
