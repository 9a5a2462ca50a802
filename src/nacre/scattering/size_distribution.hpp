// Distributions of the number of particles over the first size of a form.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace nacre::scattering {

// Sizes and the shares of the particles that stand for a distribution: an average is the sum over sizes of
// weight times value. With derivatives, the second and the third column of weights are those to the mean and
// to sigma.
struct SizeNodes {
  std::vector<double> size_nm;
  std::vector<double> weight;  // column after column
  std::size_t columns = 1;

  std::size_t count() const { return size_nm.size(); }
  std::span<const double> column(std::size_t k) const {
    return std::span(weight).subspan(k * count(), count());
  }
  double mean_nm() const;
  double deviation_nm() const;
  // Beyond it less than 1e-11 of the sixth moment.
  double largest_nm() const;
};

struct SizeDistribution {
  std::string_view name;
  std::string_view title;
  std::string_view equation;  // of the share p(r), with mean m and standard deviation s by number
  std::string_view source;
  // Null for all particles of one size. Both lengths positive.
  void (*fill)(double mean_nm, double sigma_nm, double q_per_nm, SizeNodes& nodes) = nullptr;
};

std::span<const SizeDistribution> size_distributions();
// Throws std::invalid_argument that names what there is.
const SizeDistribution& size_distribution(std::string_view name);

// Nodes for scattering up to q_per_nm. Mean and sigma are mean and standard deviation by number, whatever the
// distribution. Their number follows from q sigma, so that intensities err by less than 1e-9 of what they
// are between minima. One size where sigma is less than 1e-9 of the mean; then without derivatives.
SizeNodes size_nodes(const SizeDistribution& distribution, double mean_nm, double sigma_nm, double q_per_nm,
                     bool derivatives);

}  // namespace nacre::scattering
