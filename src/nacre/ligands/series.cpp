#include "nacre/ligands/series.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace nacre::ligands {
namespace {

// The window of Sokal (Functional Integration, Cargese 1996, 131-192, section 3): the smallest W >= c tau(W).
constexpr double window_factor = 5.0;
constexpr std::size_t longest_direct = 8192;

double mean_of(const std::vector<double>& series) {
  return std::accumulate(series.begin(), series.end(), 0.0) / static_cast<double>(series.size());
}

// Mean of (x_i - m)(x_{i + lag} - m).
double covariance(const std::vector<double>& centred, std::size_t lag) {
  double sum = 0;
  for (std::size_t i = 0; i + lag < centred.size(); ++i) sum += centred[i] * centred[i + lag];
  return sum / static_cast<double>(centred.size() - lag);
}

// Averages of neighbours: half the length, the same error of the mean.
std::vector<double> halved(const std::vector<double>& series) {
  std::vector<double> half(series.size() / 2);
  for (std::size_t i = 0; i < half.size(); ++i) half[i] = 0.5 * (series[2 * i] + series[2 * i + 1]);
  return half;
}

std::vector<double> centred_on(const std::vector<double>& series, double mean) {
  std::vector<double> centred(series);
  for (double& x : centred) x -= mean;
  return centred;
}

// Squared standard error of the mean: 2 tau variance / n. The last factor undoes to first order the
// bias from subtracting the sample's own mean (U. Wolff, Comput. Phys. Commun. 156, 143 (2004), eq. 49).
double squared_error(const std::vector<double>& centred, double variance) {
  if (variance <= 0) return 0;
  const auto n = static_cast<double>(centred.size());
  double tau = 0.5;
  std::size_t window = 0;
  while (window + 1 < centred.size() / 2 && static_cast<double>(window) < window_factor * tau)
    tau += covariance(centred, ++window) / variance;
  return 2 * std::max(tau, 0.5 / n) * variance / n * (1 + (2 * static_cast<double>(window) + 1) / n);
}

}  // namespace

SeriesStatistics analyse_series(const std::vector<double>& series) {
  if (series.size() < 2) throw std::invalid_argument("an error of a mean needs two samples at least");
  SeriesStatistics result;
  result.mean = mean_of(series);
  auto centred = centred_on(series, result.mean);
  const double variance = covariance(centred, 0);
  if (variance <= 0) return result;
  // Autocorrelation sums cost samples times window; averaging neighbours bounds them.
  while (centred.size() > longest_direct) centred = halved(centred);
  const double squared = squared_error(centred, covariance(centred, 0));
  result.error = std::sqrt(squared);
  result.autocorrelation_time = 0.5 * squared * static_cast<double>(series.size()) / variance;
  return result;
}

double difference_sigmas(const SeriesStatistics& a, const SeriesStatistics& b) {
  const double difference = std::abs(a.mean - b.mean);
  const double error = std::hypot(a.error, b.error);
  if (difference == 0) return 0;
  return error > 0 ? difference / error : std::numeric_limits<double>::infinity();
}

Average combine(const SeriesStatistics& a, const SeriesStatistics& b, double contradiction_sigmas) {
  const double error = 0.5 * std::hypot(a.error, b.error);
  const bool contradict = difference_sigmas(a, b) > contradiction_sigmas;
  return {0.5 * (a.mean + b.mean), contradict ? 0.5 * std::abs(a.mean - b.mean) : error};
}

}  // namespace nacre::ligands
