// Means of correlated series and their honest errors.
#pragma once

#include <vector>

namespace nacre::ligands {

// Integrated autocorrelation time (in samples, 0.5 for white noise) by automatic windowing (Sokal), and the
// standard error of the mean that follows from it.
struct SeriesStatistics {
  double mean = 0;
  double error = 0;
  double autocorrelation_time = 0.5;
};

// Throws std::invalid_argument for fewer than two values.
SeriesStatistics analyse_series(const std::vector<double>& series);

struct Average {
  double mean = 0;
  double error = 0;  // standard error, from the autocorrelation time
};

// |difference of the means| over its standard error; 0 if they are equal.
double difference_sigmas(const SeriesStatistics& a, const SeriesStatistics& b);

// One average from two chains of equal length. Where the chains contradict each other (by more standard
// errors than said) the error is at least half their difference.
Average combine(const SeriesStatistics& a, const SeriesStatistics& b, double contradiction_sigmas = 2);

}  // namespace nacre::ligands
