#include "nacre/spectra/made_series.hpp"

#include <algorithm>
#include <cmath>

#include "nacre/core/random.hpp"

namespace nacre::spectra {
namespace {

// Conversion: all that is no longer the species at the start.
double conversion(const MadeSettings& settings, const Concentrations& at) {
  return settings.starts_as_b ? 1 - at.c[1] : 1 - at.c[0];
}

}  // namespace

std::vector<double> steps(double first, double last, double step) {
  std::vector<double> values;
  const auto n = static_cast<std::size_t>(std::llround((last - first) / step));
  for (std::size_t i = 0; i <= n; ++i) values.push_back(first + step * static_cast<double>(i));
  return values;
}

double band_sum(const MadeSpecies& species, double wavelength_nm, double shift_nm) {
  double sum = 0;
  for (const MadeBand& band : species.bands) {
    const double off = (wavelength_nm - shift_nm - band.position_nm) / band.width_nm;
    sum += band.height * std::exp(-off * off / 2);
  }
  return sum;
}

SpectraSeries made_series(const MadeSettings& settings, std::uint64_t seed, std::uint64_t replica) {
  SpectraSeries series{.temperature_K = settings.temperature_K,
                       .starts_as_b = settings.starts_as_b,
                       .wavelength_nm = settings.wavelength_nm,
                       .time_s = settings.time_s};
  RandomStream random(seed, StreamName::synthetic_data, replica);
  for (std::size_t i = 0; i < settings.time_s.size(); ++i) {
    const double t = std::max(0.0, settings.time_s[i] - settings.warm_up.lag_s);
    const Concentrations at = concentrations(settings.law, settings.rates_per_s, t, settings.starts_as_b);
    const double moved = conversion(settings, at), all = i == 0 ? settings.warm_up.shift_nm : 0;
    for (const double x : settings.wavelength_nm) {
      double y = settings.noise * random.normal();
      for (std::size_t s = 0; s < settings.species.size(); ++s)
        y += at.c[s] * band_sum(settings.species[s], x, all + settings.species[s].shift_nm * moved);
      series.absorbance.push_back(y);
    }
    series.sigma.push_back(settings.noise);
  }
  return series;
}

std::vector<MadeSpecies> clusters_311_322() {
  // The width of the band at 322 nm makes it a quarter as high 11 nm away: 11^2 / (2 ln 4).
  const double width_b = 11 / std::sqrt(2 * std::log(4.0));
  return {{.bands = {{311, 5, 1}}}, {.bands = {{322, width_b, 0.790}}}};
}

}  // namespace nacre::spectra
