#include "nacre/scattering/size_distribution.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <string>

#include "nacre/scattering/gauss_legendre.hpp"

namespace nacre::scattering {
namespace {

// Tails end where the density has fallen by e^-32 from its maximum.
constexpr double tail = 8;
// A normal distribution of unit width holds frequencies up to here, to 1e-12.
constexpr double band = 7.5;
constexpr double most_nodes = 4000;

// One size, its share before normalisation, and the derivatives of ln p to mean and sigma but for constants.
struct Node {
  double size, share, per_mean, per_sigma;
};

void add(SizeNodes& nodes, const Node& node) {
  nodes.size_nm.push_back(node.size);
  for (const double value : {node.share, node.share * node.per_mean, node.share * node.per_sigma})
    nodes.weight.push_back(value);
}

// The trapezoidal rule converges exponentially where a smooth integrand has died away at both ends: node(t)
// at steps fine enough for frequencies up to `frequency`.
template <class MakeNode>
void trapezoid(double from, double to, double frequency, SizeNodes& nodes, MakeNode node) {
  const double count = std::min(std::ceil((to - from) * frequency / (2 * M_PI)) + 1, most_nodes);
  const double step = (to - from) / count;
  for (double i = 0; i <= count; ++i) add(nodes, node(from + i * step));
}

// Gauss-Legendre on [from, to] for frequencies up to `frequency`.
template <class MakeNode>
void panel(double from, double to, double frequency, SizeNodes& nodes, MakeNode make) {
  const double half = (to - from) / 2;
  const QuadratureRule& rule = gauss_legendre(harmonic_degree(frequency * half) / 2 + 4);
  for (std::size_t i = 0; i < rule.node.size(); ++i) {
    Node node = make(from + half * (1 + rule.node[i]));
    node.share *= rule.weight[i] * half;
    add(nodes, node);
  }
}

void gaussian(double mean, double sigma, double q, SizeNodes& nodes) {
  const auto node = [=](double t) {
    return Node{mean + sigma * t, std::exp(-t * t / 2), t / sigma, (t * t - 1) / sigma};
  };
  const double frequency = 2 * q * sigma + band;
  if (mean >= tail * sigma)
    trapezoid(-tail, tail, frequency, nodes, node);
  else
    panel(-mean / sigma, tail, frequency, nodes, node);
}

// In t = (ln r - ln median)/s it is a normal distribution; waves are resolved up to sizes whose share, times
// r^2, is below 1e-9.
void lognormal(double mean, double sigma, double q, SizeNodes& nodes) {
  const double ratio = sigma * sigma / (mean * mean);
  const double s = std::sqrt(std::log1p(ratio)), centre = std::log(mean) - s * s / 2;
  const double s_per_sigma = sigma / (mean * mean + sigma * sigma) / s,
               s_per_mean = -s_per_sigma * sigma / mean;
  const double centre_per_mean = 1 / mean - s * s_per_mean, centre_per_sigma = -s * s_per_sigma;
  const double large = std::exp(centre + s * (6.5 + 2 * s));
  trapezoid(-tail, tail + 6 * s, 2 * q * s * large + band, nodes, [=](double t) {
    const double by_centre = t / s, by_s = (t * t - 1) / s;
    return Node{std::exp(centre + s * t), std::exp(-t * t / 2),
                by_centre * centre_per_mean + by_s * s_per_mean,
                by_centre * centre_per_sigma + by_s * s_per_sigma};
  });
}

// In v = ln(r/mean) the density is e^{k (v - e^v)} with k = (mean/sigma)^2.
void schulz(double mean, double sigma, double q, SizeNodes& nodes) {
  const double root = mean / sigma, k = root * root;
  const double large = mean * (1 + 6.5 / root + 21 / k);
  const double from = -(tail / root + 33 / k), to = std::log(1 + tail / root + 54 / k);
  trapezoid(from, to, 2 * q * large + band * root + 15, nodes, [=](double v) {
    const double e = std::expm1(v);
    return Node{mean * std::exp(v), std::exp(-k * (e - v)), mean / (sigma * sigma) * (2 * v - e),
                2 * k / sigma * (e - v)};
  });
}

void triangular(double mean, double sigma, double q, SizeNodes& nodes) {
  const double base = std::sqrt(6.0) * sigma;
  const auto node = [=](double r) {
    const double share = 1 - std::abs(r - mean) / base;
    const double side = r < mean ? -1 : 1;
    return Node{r, share, side / base / share, std::abs(r - mean) / (base * sigma) / share};
  };
  panel(std::max(0.0, mean - base), mean, 2 * q, nodes, node);
  panel(mean, mean + base, 2 * q, nodes, node);
}

constexpr SizeDistribution distributions[] = {
    {"none", "one size", "", "", nullptr},
    {"gaussian", "normal distribution by number",
     "p ~ exp(-(r - m)^2/(2 s^2)); not cut off for spheres (closed form), r > 0 for other forms", "",
     gaussian},
    {"log-normal", "log-normal distribution by number",
     "p ~ exp(-(ln r - ln m + w^2/2)^2/(2 w^2))/r with w^2 = ln(1 + s^2/m^2)", "", lognormal},
    {"schulz", "Schulz (gamma) distribution by number", "p ~ r^(k - 1) exp(-k r/m) with k = (m/s)^2",
     "Kotlarchyk and Chen 1983, doi:10.1063/1.446055", schulz},
    {"triangular", "triangular distribution by number", "p ~ 1 - abs(r - m)/(6^(1/2) s), r > 0", "", triangular},
};

// Rows of three to columns that sum to one, and derivatives that sum to zero.
void normalise(SizeNodes& nodes, bool derivatives) {
  const std::size_t n = nodes.count();
  const std::vector<double> rows = std::move(nodes.weight);
  std::array<double, 3> sum{};
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t k = 0; k < 3; ++k) sum[k] += rows[3 * i + k];
  nodes.columns = derivatives ? 3 : 1;
  nodes.weight.assign(n * nodes.columns, 0);
  for (std::size_t i = 0; i < n; ++i) {
    const double share = nodes.weight[i] = rows[3 * i] / sum[0];
    for (std::size_t k = 1; k < nodes.columns; ++k)
      nodes.weight[k * n + i] = rows[3 * i + k] / sum[0] - share * sum[k] / sum[0];
  }
}

}  // namespace

double SizeNodes::mean_nm() const {
  double sum = 0;
  for (std::size_t i = 0; i < count(); ++i) sum += weight[i] * size_nm[i];
  return sum;
}

double SizeNodes::deviation_nm() const {
  const double mean = mean_nm();
  double sum = 0;
  for (std::size_t i = 0; i < count(); ++i) sum += weight[i] * (size_nm[i] - mean) * (size_nm[i] - mean);
  return std::sqrt(sum);
}

double SizeNodes::largest_nm() const {
  const auto sixth = [this](std::size_t i) { return weight[i] * std::pow(size_nm[i], 6); };
  double sum = 0, beyond = 0;
  for (std::size_t i = 0; i < count(); ++i) sum += sixth(i);
  for (std::size_t i = count(); i-- > 0;)
    if ((beyond += sixth(i)) > 1e-11 * sum) return size_nm[i];
  return size_nm.front();
}

std::span<const SizeDistribution> size_distributions() { return distributions; }

const SizeDistribution& size_distribution(std::string_view name) {
  std::string known;
  for (const SizeDistribution& one : distributions) {
    if (one.name == name) return one;
    known += (known.empty() ? "" : ", ") + std::string(one.name);
  }
  throw std::invalid_argument("there is no size distribution '" + std::string(name) +
                              "'; there are: " + known);
}

SizeNodes size_nodes(const SizeDistribution& distribution, double mean_nm, double sigma_nm, double q_per_nm,
                     bool derivatives) {
  SizeNodes nodes;
  if (!distribution.fill || !(sigma_nm > 1e-9 * mean_nm) || !(mean_nm > 0)) {
    nodes.size_nm = {mean_nm};
    nodes.weight = {1};
    return nodes;
  }
  distribution.fill(mean_nm, sigma_nm, q_per_nm, nodes);
  normalise(nodes, derivatives);
  return nodes;
}

}  // namespace nacre::scattering
