#include "nacre/scattering/inversion_kernel.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "nacre/scattering/absolute_scale.hpp"

namespace nacre::scattering {
namespace {

// Gauss-Legendre on 0 ... 1, four points (Abramowitz and Stegun, table 25.4).
constexpr double share_at[] = {0.069431844202973712, 0.33000947820757187, 0.66999052179242813,
                               0.93056815579702629};
constexpr double weight_at[] = {0.17392742256872693, 0.32607257743127307, 0.32607257743127307,
                                0.17392742256872693};
constexpr double step_of_logarithm = 0.0275;

// Integrates over the step from node j to the next; j = -1 and the last node have steps beyond the ends.
class HatIntegrals {
 public:
  HatIntegrals(InversionKernel& kernel, bool logarithmic, double scale, const FormSquared& form)
      : kernel_(kernel),
        logarithmic_(logarithmic),
        scale_(scale),
        form_(form),
        n_(kernel.size_nm.size()),
        single_(kernel.q_per_nm.size()) {
    for (const double r : kernel.size_nm) u_.push_back(logarithmic ? std::log(r) : r);
    step_ = (u_.back() - u_.front()) / static_cast<double>(n_ - 1);
  }

  void run() {
    for (std::size_t j = 0; j <= n_; ++j) {
      const double from = j == 0 ? u_.front() - step_ : u_[j - 1];
      const double length = j == 0 || j == n_ ? step_ : u_[j] - u_[j - 1];
      for (std::size_t k = 0; k < std::size(share_at); ++k) {
        const double u = from + share_at[k] * length;
        const double r = logarithmic_ ? std::exp(u) : u;
        if (r <= 0) continue;
        form_(r, kernel_.q_per_nm, single_);
        const double weight = weight_at[k] * length / (r * r * r);
        if (j > 0) add(j - 1, r, (1 - share_at[k]) * weight);
        if (j < n_) add(j, r, share_at[k] * weight);
      }
    }
  }

 private:
  void add(std::size_t node, double r, double weight) {
    weight *= kernel_.prior_weight[node];
    for (std::size_t k = 0; k < 4; ++k)
      kernel_.moments[k][node] += weight * std::pow(r, static_cast<double>(k));
    for (std::size_t i = 0; i < single_.size(); ++i)
      kernel_.intensity[i * n_ + node] += scale_ * weight * single_[i];
  }

  InversionKernel& kernel_;
  bool logarithmic_;
  double scale_;
  const FormSquared& form_;
  std::size_t n_;
  std::vector<double> single_;
  std::vector<double> u_{};
  double step_ = 0;
};

}  // namespace

void sphere_squared(double radius_nm, std::span<const double> q_per_nm, std::span<double> out) {
  const double volume = 4 * std::numbers::pi / 3 * radius_nm * radius_nm * radius_nm;
  for (std::size_t i = 0; i < q_per_nm.size(); ++i) {
    const double x = q_per_nm[i] * radius_nm;
    const double amplitude = std::abs(x) < 0.03 ? 1 - x * x / 10 + x * x * x * x / 280
                                                : 3 * (std::sin(x) - x * std::cos(x)) / (x * x * x);
    out[i] = volume * volume * amplitude * amplitude;
  }
}

std::vector<double> size_nodes(const SizeGrid& grid, std::span<const double> q_per_nm) {
  if (q_per_nm.empty() || !(q_per_nm.front() > 0)) throw std::invalid_argument("q must be positive");
  const double lower = grid.lower_nm > 0 ? grid.lower_nm : 1.5 / q_per_nm.back();
  const double upper = grid.upper_nm > 0 ? grid.upper_nm : std::numbers::pi / q_per_nm.front();
  if (!(upper > lower)) throw std::invalid_argument("the largest size must be above the smallest");
  const double range = grid.logarithmic ? std::log(upper / lower) : upper - lower;
  const double wanted = grid.points > 0    ? grid.points
                        : grid.logarithmic ? std::ceil(range / step_of_logarithm) + 1
                                           : 160;
  const int points = static_cast<int>(std::min(wanted, 400.0));
  if (points < 4) throw std::invalid_argument("an inversion needs at least 4 sizes");
  std::vector<double> nodes;
  for (int j = 0; j < points; ++j) {
    const double at = range * j / (points - 1);
    nodes.push_back(grid.logarithmic ? lower * std::exp(at) : lower + at);
  }
  return nodes;
}

InversionKernel inversion_kernel(std::span<const double> q_per_nm, const SizeGrid& grid, double contrast,
                                 const FormSquared& form) {
  InversionKernel kernel{.q_per_nm = {q_per_nm.begin(), q_per_nm.end()},
                         .size_nm = size_nodes(grid, q_per_nm)};
  const std::size_t n = kernel.size_nm.size();
  kernel.intensity.assign(n * q_per_nm.size(), 0.0);
  for (auto& moment : kernel.moments) moment.assign(n, 0.0);
  for (const double r : kernel.size_nm) kernel.prior_weight.push_back(r * r * r * (grid.logarithmic ? r : 1));
  HatIntegrals(kernel, grid.logarithmic, intensity_per_uM * contrast * contrast, form).run();
  return kernel;
}

}  // namespace nacre::scattering
