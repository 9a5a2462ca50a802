#include "nacre/spectra/spectra_series.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace nacre::spectra {
namespace {
constexpr double median_of_normal_size = 0.6744897501960817;
}

SpectraSeries selected(const SpectraSeries& series, std::span<const std::size_t> frames) {
  SpectraSeries result{.name = series.name,
                       .temperature_K = series.temperature_K,
                       .starts_as_b = series.starts_as_b,
                       .wavelength_nm = series.wavelength_nm};
  for (const std::size_t i : frames) {
    result.time_s.push_back(series.time_s[i]);
    result.sigma.push_back(series.sigma[i]);
    if (i < series.frame_names.size()) result.frame_names.push_back(series.frame_names[i]);
    const auto row = series.frame(i);
    result.absorbance.insert(result.absorbance.end(), row.begin(), row.end());
  }
  return result;
}

double absorbance_at(const SpectraSeries& series, std::size_t frame, double wavelength_nm) {
  const std::vector<double>& x = series.wavelength_nm;
  if (x.size() < 2 || !(wavelength_nm >= x.front() && wavelength_nm <= x.back()))
    throw std::invalid_argument("the wavelength is outside the spectra");
  auto above = static_cast<std::size_t>(std::ranges::upper_bound(x, wavelength_nm) - x.begin());
  above = std::clamp<std::size_t>(above, 1, x.size() - 1);
  const double share = (wavelength_nm - x[above - 1]) / (x[above] - x[above - 1]);
  return (1 - share) * series.at(frame, above - 1) + share * series.at(frame, above);
}

double noise_from_roughness(const SpectraSeries& series) {
  std::vector<double> sizes;
  for (std::size_t i = 0; i < series.frames(); ++i) {
    const auto y = series.frame(i);
    for (std::size_t j = 3; j < y.size(); ++j)
      sizes.push_back(std::abs(y[j] - 3 * y[j - 1] + 3 * y[j - 2] - y[j - 3]));
  }
  if (sizes.empty()) return std::numeric_limits<double>::quiet_NaN();
  const auto middle = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2);
  std::ranges::nth_element(sizes, middle);
  return *middle / (std::sqrt(20.0) * median_of_normal_size);
}

}  // namespace nacre::spectra
