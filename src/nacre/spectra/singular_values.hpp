// Singular values of a series of spectra, and how many species they speak for.
#pragma once

#include <cstddef>
#include <vector>

#include "nacre/spectra/spectra_series.hpp"

namespace nacre::spectra {

// Singular value decomposition of the absorbances over their noise, largest first.
struct Decomposition {
  std::size_t frames = 0;
  std::size_t points = 0;
  std::vector<double> values{};
  std::vector<double> left{};   // row-major, frames x values: courses in time
  std::vector<double> right{};  // row-major, values x points: spectra
};

Decomposition decompose(const SpectraSeries& series);

// What speaks for one more species.
struct RankStep {
  double value = 0;      // singular value, in units of the noise
  double threshold = 0;  // that pure noise stays below with a probability of 99 % (see noise_edge)
  double rsd = 0;        // residual standard deviation once it and those before are taken out; 1: noise alone
  double indicator = 0;  // Malinowski's IND, rsd / (size - rank)^2: least at the true rank
  double time_correlation = 0;  // of neighbours in the course in time: near 0 for noise, near 1 for a species
  double wavelength_correlation = 0;  // of neighbours in the spectrum
};

struct RankAnalysis {
  Decomposition decomposition{};
  std::vector<RankStep> steps{};
  std::size_t rank = 0;            // singular values in a row above their threshold
  std::size_t indicator_rank = 0;  // where IND is least
};

// Singular values above the noise edge, tested one after the other: noise of variance one in n x p numbers
// has its largest singular value squared at (sqrt(n-1) + sqrt(p))^2 with Tracy-Widom fluctuations (Johnstone
// 2001, doi:10.1214/aos/1009210544); taking out k components leaves n-k by p-k. IND: Malinowski 1977,
// doi:10.1021/ac50012a027.
RankAnalysis analyse_rank(const SpectraSeries& series);

// The 99 % point of the largest singular value of n x p normal numbers of variance one.
double noise_edge(std::size_t n, std::size_t p);

}  // namespace nacre::spectra
