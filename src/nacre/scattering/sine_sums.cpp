#include "nacre/scattering/sine_sums.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

// Vectors of unknown length cannot stand in arrays.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "nacre/scattering/sine_sums.cpp"
#include <hwy/foreach_target.h>
// Must follow foreach_target.h.
#include <hwy/highway.h>

#include "nacre/scattering/sin_cos-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace nacre::scattering::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
namespace {

constexpr hn::CappedTag<double, 8> tag;
using Vector = hn::Vec<decltype(tag)>;
constexpr std::size_t lanes = hn::MaxLanes(tag);

// The first `count` lanes from memory, zeros in the others.
HWY_INLINE Vector load(const double* from, std::size_t count) {
  if (count >= lanes) return hn::LoadU(tag, from);
  HWY_ALIGN double all_lanes[lanes] = {};
  std::copy_n(from, count, all_lanes);
  return hn::Load(tag, all_lanes);
}

double sines(double q, const double* r, const double* weight, std::size_t n) {
  const Vector all_q = hn::Set(tag, q);
  Vector sum = hn::Zero(tag);
  for (std::size_t k = 0; k < n; k += lanes) {
    const Vector sine = sin_cos(tag, hn::Mul(all_q, load(r + k, n - k))).sine;
    sum = hn::MulAdd(load(weight + k, n - k), sine, sum);
  }
  return hn::GetLane(hn::SumOfLanes(tag, sum));
}

// Up to `columns` columns of weights at once, which share the sines.
template <std::size_t columns>
HWY_INLINE void grid_columns(Vector q, const SineGrid& grid, std::size_t first, Vector* sum) {
  const double* weight[columns];
  for (std::size_t c = 0; c < columns; ++c) weight[c] = grid.weight[first + c].data(), sum[c] = hn::Zero(tag);
  const auto turn = sin_cos(tag, hn::Mul(q, hn::Set(tag, grid.step_A)));
  auto at = turn;
  const std::size_t n = grid.weight[first].size();
  for (std::size_t k = 0; k < n; ++k) {
    if (k % 32 == 0) {
      const double r = grid.first_A + static_cast<double>(k) * grid.step_A;
      at = sin_cos(tag, hn::Mul(q, hn::Set(tag, r)));
    }
    for (std::size_t c = 0; c < columns; ++c)
      sum[c] = hn::MulAdd(hn::Set(tag, weight[c][k]), at.sine, sum[c]);
    const Vector sine = hn::MulAdd(at.sine, turn.cosine, hn::Mul(at.cosine, turn.sine));
    at.cosine = hn::NegMulAdd(at.sine, turn.sine, hn::Mul(at.cosine, turn.cosine));
    at.sine = sine;
  }
}

template <std::size_t columns>
HWY_INLINE void all_q(std::span<const double> q, const SineGrid& grid, std::size_t first,
                      std::vector<std::vector<double>>& out) {
  HWY_ALIGN double values[lanes];
  Vector sum[columns];
  for (std::size_t i = 0; i < q.size(); i += lanes) {
    const std::size_t count = std::min(lanes, q.size() - i);
    grid_columns<columns>(load(q.data() + i, count), grid, first, sum);
    for (std::size_t c = 0; c < columns; ++c) {
      hn::Store(sum[c], tag, values);
      std::copy_n(values, count, out[first + c].data() + i);
    }
  }
}

void grid_sum(std::span<const double> q, const SineGrid& grid, std::vector<std::vector<double>>& out) {
  std::size_t first = 0;
  for (; first + 3 <= grid.weight.size(); first += 3) all_q<3>(q, grid, first, out);
  for (; first < grid.weight.size(); ++first) all_q<1>(q, grid, first, out);
}

}  // namespace
}  // namespace nacre::scattering::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nacre::scattering {
namespace {

HWY_EXPORT(sines);
HWY_EXPORT(grid_sum);

constexpr std::size_t nodes = 10;

// Of Lagrange's polynomials through the points 0, 1, ..., 9, at t between 4 and 5.
std::array<double, nodes> lagrange(double t) {
  static constexpr std::array<double, nodes> denominator = {-362880, 40320, -10080, 4320,   -2880,
                                                            2880,    -4320, 10080,  -40320, 362880};
  std::array<double, nodes> below{}, above{}, result{};  // products of t - k over the points on each side
  below[0] = above[nodes - 1] = 1;
  for (std::size_t k = 1; k < nodes; ++k) {
    below[k] = below[k - 1] * (t - static_cast<double>(k - 1));
    above[nodes - 1 - k] = above[nodes - k] * (t - static_cast<double>(nodes - k));
  }
  for (std::size_t k = 0; k < nodes; ++k) result[k] = below[k] * above[k] / denominator[k];
  return result;
}

}  // namespace

void add_sines(std::span<const double> q_per_A, std::span<const double> r_A, std::span<const double> weight,
               std::span<double> sum) {
  for (std::size_t i = 0; i < q_per_A.size(); ++i)
    sum[i] += HWY_DYNAMIC_DISPATCH(sines)(q_per_A[i], r_A.data(), weight.data(), r_A.size());
}

std::vector<std::vector<double>> grid_sines(std::span<const double> q_per_A, const SineGrid& grid) {
  std::vector<std::vector<double>> sums(grid.weight.size(), std::vector<double>(q_per_A.size()));
  HWY_DYNAMIC_DISPATCH(grid_sum)(q_per_A, grid, sums);
  return sums;
}

// The polynomial through ten points misses sin(q r) by at most 2.4e-4 (q step)^10 in the middle of them (the
// remainder of Lagrange's interpolation), 2.3e-10 at a quarter of a radian a step.
SineSpreader::SineSpreader(double q_max_per_A, double farthest_A, std::size_t columns) {
  grid_.step_A = 0.25 / std::max(q_max_per_A, 1e-3);
  grid_.first_A = -5 * grid_.step_A;  // sines are odd: points below zero do no harm
  const auto n = static_cast<std::size_t>(farthest_A / grid_.step_A) + nodes + 2;
  grid_.weight.assign(columns, std::vector<double>(n));
}

void SineSpreader::add(std::size_t column, double r_A, double weight) {
  const double place = (r_A - grid_.first_A) / grid_.step_A;
  const auto first = static_cast<std::size_t>(place) - 4;
  const auto share = lagrange(place - static_cast<double>(first));
  double* to = grid_.weight[column].data() + first;
  for (std::size_t k = 0; k < nodes; ++k) to[k] += weight * share[k];
}

}  // namespace nacre::scattering
#endif
