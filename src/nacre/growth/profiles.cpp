#include "nacre/growth/profiles.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace nacre::growth {
namespace {

// Slices of radius that a cohort is made of, on average.
constexpr int slices_per_cohort = 50;
// Share of the cohorts that are even in -ln(share of particles that are larger), up to `deepest`.
constexpr double even_in_depth = 0.75;
constexpr double deepest = 6;
constexpr double reach = 7;  // of the bell curves, in standard deviations

// Number and sum of r^3 between two radii.
struct Slice {
  double number = 0;
  double volume = 0;
};

void need(bool good, const char* what) {
  if (!good) throw std::invalid_argument(what);
}

// Gauss-Legendre with three points.
Slice integrate(const std::function<double(double)>& density, double low_nm, double high_nm) {
  constexpr double node = 0.7745966692414834;
  const double middle = (low_nm + high_nm) / 2, half = (high_nm - low_nm) / 2;
  Slice slice;
  for (const double z : {-node, 0.0, node}) {
    const double radius = middle + half * z;
    const double share = half * (z == 0 ? 8.0 / 9 : 5.0 / 9) * density(radius);
    slice.number += share;
    slice.volume += share * radius * radius * radius;
  }
  return slice;
}

// From the largest radius down, so that the few largest particles are summed without loss.
std::vector<Slice> slices(const std::function<double(double)>& density, double low_nm, double high_nm,
                          int count) {
  std::vector<Slice> list;
  const double width = (high_nm - low_nm) / count;
  for (int i = count; i > 0; --i) {
    list.push_back(integrate(density, low_nm + (i - 1) * width, low_nm + i * width));
    need(std::isfinite(list.back().number) && list.back().number >= 0,
         "a density of radii is negative or infinite");
  }
  return list;
}

// Share of the particles that are larger than the lower end of each slice.
std::vector<double> shares_above(const std::vector<Slice>& slices) {
  std::vector<double> shares;
  double sum = 0;
  for (const Slice& slice : slices) shares.push_back(sum += slice.number);
  need(sum > 0, "a density of radii is zero everywhere");
  for (double& one : shares) one /= sum;
  return shares;
}

// In which cohort each slice belongs, ascending. The largest e^-deepest of the particles are even in the
// radius.
std::vector<int> cohort_of_each(const std::vector<double>& shares_above, int cohorts) {
  const auto is_tip = [](double share) { return share < std::exp(-deepest); };
  const auto occupied = std::ranges::find_if(shares_above, [](double share) { return share > 0; });
  const auto tip = std::ranges::find_if_not(shares_above, is_tip);
  const double span = static_cast<double>(std::max<std::ptrdiff_t>(tip - occupied, 1));
  std::vector<int> list;
  for (auto share = shares_above.begin(); share != shares_above.end(); ++share) {
    const double place = share < tip
                             ? (1 - even_in_depth) * std::max(share - occupied, std::ptrdiff_t{0}) / span
                             : 1 + even_in_depth * std::log(*share) / deepest;
    list.push_back(std::min(static_cast<int>(cohorts * place), cohorts - 1));
  }
  return list;
}

}  // namespace

Seeds seeds_from_density(const std::function<double(double radius_nm)>& density, double low_nm,
                         double high_nm, double number_per_m3, int cohorts) {
  need(low_nm >= 0 && high_nm > low_nm, "a population needs a range of radii");
  need(number_per_m3 > 0, "a population needs particles");
  need(cohorts >= 1, "a population needs one cohort or more");
  const std::vector<Slice> list = slices(density, low_nm, high_nm, slices_per_cohort * cohorts);
  const std::vector<int> cohort = cohort_of_each(shares_above(list), cohorts);
  double all = 0;
  for (const Slice& slice : list) all += slice.number;
  Seeds seeds;
  Slice gathered;
  for (std::size_t i = 0; i < list.size(); ++i) {
    gathered.number += list[i].number;
    gathered.volume += list[i].volume;
    const bool last = i + 1 == list.size() || cohort[i + 1] != cohort[i];
    if (!last || !(gathered.number > 0)) continue;
    seeds.radius_nm.push_back(std::cbrt(gathered.volume / gathered.number));
    seeds.number_per_m3.push_back(number_per_m3 * gathered.number / all);
    gathered = {};
  }
  return seeds;
}

Seeds gaussian_seeds(double mean_nm, double sigma_nm, double number_per_m3, int cohorts) {
  need(mean_nm > 0 && sigma_nm > 0, "a population needs a mean radius and a spread above 0");
  const auto density = [&](double radius_nm) {
    const double z = (radius_nm - mean_nm) / sigma_nm;
    return std::exp(-z * z / 2);
  };
  const double low_nm = std::max(mean_nm - reach * sigma_nm, 0.0);
  return seeds_from_density(density, low_nm, mean_nm + reach * sigma_nm, number_per_m3, cohorts);
}

Seeds lognormal_seeds(double mean_nm, double sigma_nm, double number_per_m3, int cohorts) {
  need(mean_nm > 0 && sigma_nm > 0, "a population needs a mean radius and a spread above 0");
  const double relative = sigma_nm / mean_nm;
  const double variance = std::log1p(relative * relative), width = std::sqrt(variance);
  const double middle = std::log(mean_nm) - variance / 2;
  const auto density = [&](double radius_nm) {
    const double z = (std::log(radius_nm) - middle) / width;
    return std::exp(-z * z / 2) / radius_nm;
  };
  return seeds_from_density(density, std::exp(middle - reach * width), std::exp(middle + reach * width),
                            number_per_m3, cohorts);
}

double lsw_diffusion_density(double u) {
  if (!(u > 0 && u < 1.5)) return 0;
  return 4.0 / 9 * u * u * std::pow(3 / (3 + u), 7.0 / 3) * std::pow(1.5 / (1.5 - u), 11.0 / 3) *
         std::exp(-u / (1.5 - u));
}

double lsw_reaction_density(double u) {
  if (!(u > 0 && u < 2)) return 0;
  return 24 * u * std::pow(2 - u, -5) * std::exp(-3 * u / (2 - u));
}

Seeds lsw_diffusion_seeds(double mean_nm, double number_per_m3, int cohorts) {
  need(mean_nm > 0, "a population needs a mean radius above 0");
  const auto density = [&](double radius_nm) { return lsw_diffusion_density(radius_nm / mean_nm); };
  return seeds_from_density(density, 0, 1.5 * mean_nm, number_per_m3, cohorts);
}

Seeds lsw_reaction_seeds(double mean_nm, double number_per_m3, int cohorts) {
  need(mean_nm > 0, "a population needs a mean radius above 0");
  const double critical_nm = 9.0 / 8 * mean_nm;
  const auto density = [&](double radius_nm) { return lsw_reaction_density(radius_nm / critical_nm); };
  return seeds_from_density(density, 0, 2 * critical_nm, number_per_m3, cohorts);
}

}  // namespace nacre::growth
