// Series of spectra made from a rate law, bands and noise: truth that is known, for studies and tests.
#pragma once

#include <cstdint>
#include <vector>

#include "nacre/spectra/rate_laws.hpp"
#include "nacre/spectra/spectra_series.hpp"

namespace nacre::spectra {

struct MadeBand {
  double position_nm = 0;
  double width_nm = 1;  // standard deviation
  double height = 0;
};

struct MadeSpecies {
  std::vector<MadeBand> bands{};
  double shift_nm = 0;  // of its bands while the conversion goes from 0 to 1, to longer wavelengths
};

// The first frame is cooler than the rest: its bands lie elsewhere, and the clock of the reaction starts
// late.
struct MadeWarmUp {
  double shift_nm = 0;  // of all bands in the first frame
  double lag_s = 0;     // by which the conversion is late in all others
};

struct MadeSettings {
  RateLaw law = RateLaw::one_way;
  std::vector<double> rates_per_s{};
  std::vector<MadeSpecies> species{};
  std::vector<double> wavelength_nm{};
  std::vector<double> time_s{};
  double noise = 0.004;
  MadeWarmUp warm_up{};
  bool starts_as_b = false;
  double temperature_K = 0;
};

// From first to last in equal steps, both ends included.
std::vector<double> steps(double first, double last, double step);

double band_sum(const MadeSpecies& species, double wavelength_nm, double shift_nm = 0);

SpectraSeries made_series(const MadeSettings& settings, std::uint64_t seed, std::uint64_t replica = 0);

// CdS MSC-311 and MSC-322 as in Supplementary Figs 18 and 19 of the magic-size-cluster paper: one band each
// at 311 and 322 nm, extinction ratio 0.790, off-peak overlap 0.250.
std::vector<MadeSpecies> clusters_311_322();

}  // namespace nacre::spectra
