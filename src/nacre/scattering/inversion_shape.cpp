#include "nacre/scattering/inversion_shape.hpp"

#include <algorithm>

namespace nacre::scattering {

void Shape::set(std::size_t first, std::size_t last, int slope) {
  for (std::size_t j = first; j < last && j < slope_.size(); ++j) slope_[j] = static_cast<signed char>(slope);
  find_runs();
}

void Shape::hold(std::size_t first, std::size_t last) {
  for (std::size_t j = first; j <= last && j < held_.size(); ++j) held_[j] = true;
  set(first > 0 ? first - 1 : 0, last + 1, 0);
}

void Shape::find_runs() {
  runs_.clear();
  for (std::size_t begin = 0; begin < slope_.size();) {
    std::size_t end = begin + 1;
    while (slope_[begin] != 0 && end <= slope_.size() && slope_[end - 1] == slope_[begin]) ++end;
    if (slope_[begin] != 0) runs_.push_back({begin, end, slope_[begin]});
    begin = end;
  }
}

std::vector<double> Shape::values(std::span<const double> increments) const {
  std::vector<double> out(increments.begin(), increments.end());
  for (const Run& run : runs_) {
    if (run.slope > 0)
      for (std::size_t j = run.begin + 1; j < run.end; ++j) out[j] += out[j - 1];
    if (run.slope < 0)
      for (std::size_t j = run.end - 1; j-- > run.begin;) out[j] += out[j + 1];
  }
  return out;
}

std::vector<double> Shape::increments(std::span<const double> values) const {
  std::vector<double> out(values.begin(), values.end());
  if (out.empty()) return out;
  for (const Run& run : runs_) {
    if (run.slope > 0)
      for (std::size_t j = run.end - 1; j > run.begin; --j) out[j] = std::max(out[j] - out[j - 1], 0.0);
    if (run.slope < 0)
      for (std::size_t j = run.begin; j + 1 < run.end; ++j) out[j] = std::max(out[j] - out[j + 1], 0.0);
  }
  return out;
}

void Shape::pull(std::span<double> functional) const {
  for (const Run& run : runs_) {
    if (run.slope > 0)
      for (std::size_t j = run.end - 1; j-- > run.begin;) functional[j] += functional[j + 1];
    if (run.slope < 0)
      for (std::size_t j = run.begin + 1; j < run.end; ++j) functional[j] += functional[j - 1];
  }
}

}  // namespace nacre::scattering
