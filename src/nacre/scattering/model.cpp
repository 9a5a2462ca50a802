#include "nacre/scattering/model.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

#include "nacre/scattering/absolute_scale.hpp"
#include "nacre/scattering/sphere_gaussian.hpp"

namespace nacre::scattering {

struct Model::Parts {
  std::vector<ParameterCard> cards;
  bool polydisperse = true;
};

namespace {

constexpr ParameterCard radius_card{"radius", "nm", 2,
                                    0.05,     1000, "radius, the mean by number of a distribution"};
constexpr ParameterCard contrast_card{
    "contrast", "1e10 1/cm2", 40, -1000, 1000, "scattering length density less that of the solvent"};
constexpr ParameterCard sigma_card{"sigma", "nm", 0.2, 0, 100, "standard deviation of the radius by number"};
constexpr ParameterCard concentration_card{"concentration", "umol/L", 1, 0, 1e9, "particles per volume"};
constexpr ParameterCard background_card{"background", "1/cm", 0,
                                        -1e6,         1e6,    "intensity that does not depend on q"};

void check(bool fits, const char* what) {
  if (!fits) throw std::invalid_argument(what);
}

struct Order {
  std::size_t radius = 0, contrast = 1, sigma = 2, concentration, background;
  explicit Order(bool polydisperse) : concentration(polydisperse ? 3 : 2), background(concentration + 1) {}
};

}  // namespace

Model::Model(const ModelChoice& choice) : parts_(std::make_unique<Parts>()) {
  check(choice.form == "sphere", "form factors: sphere");
  check(choice.distribution == "gaussian" || choice.distribution == "none", "distributions: gaussian, none");
  check(choice.structure == "none", "structure factors: none");
  check(choice.populations == 1, "one population");
  parts_->polydisperse = choice.distribution != "none";
  parts_->cards = {radius_card, contrast_card};
  if (parts_->polydisperse) parts_->cards.push_back(sigma_card);
  parts_->cards.insert(parts_->cards.end(), {concentration_card, background_card});
}
Model::~Model() = default;
Model::Model(Model&&) noexcept = default;
Model& Model::operator=(Model&&) noexcept = default;

std::span<const ParameterCard> Model::parameters() const { return parts_->cards; }

void Model::intensity(std::span<const double> q_per_nm, std::span<const double> values,
                      std::span<double> out) const {
  check(values.size() == parts_->cards.size() && out.size() == q_per_nm.size(), "sizes do not match");
  const Order at(parts_->polydisperse);
  sphere_gaussian(q_per_nm, values[at.radius], deviation_nm(values), out);
  const double scale =
      intensity_per_uM * values[at.concentration] * values[at.contrast] * values[at.contrast];
  for (double& one : out) one = scale * one + values[at.background];
}

void Model::derivatives(std::span<const double> q_per_nm, std::span<const double> values,
                        std::span<double> intensity, std::span<double> jacobian) const {
  const std::size_t n = parts_->cards.size();
  check(values.size() == n && intensity.size() == q_per_nm.size() && jacobian.size() == n * q_per_nm.size(),
        "sizes do not match");
  constexpr std::size_t chunk = 256;
  std::array<double, chunk> square, per_radius, per_sigma;
  const Order at(parts_->polydisperse);
  const double contrast = values[at.contrast], per_square = intensity_per_uM * contrast * contrast;
  const double scale = per_square * values[at.concentration];
  for (std::size_t first = 0; first < q_per_nm.size(); first += chunk) {
    const std::size_t count = std::min(chunk, q_per_nm.size() - first);
    sphere_gaussian(q_per_nm.subspan(first, count), values[at.radius], deviation_nm(values), square,
                    per_radius, per_sigma);
    for (std::size_t i = 0; i < count; ++i) {
      double* row = jacobian.data() + (first + i) * n;
      intensity[first + i] = scale * square[i] + values[at.background];
      row[at.radius] = scale * per_radius[i];
      if (parts_->polydisperse) row[at.sigma] = scale * per_sigma[i];
      row[at.contrast] = 2 * intensity_per_uM * contrast * values[at.concentration] * square[i];
      row[at.concentration] = per_square * square[i];
      row[at.background] = 1;
    }
  }
}

double Model::mean_volume_nm3(std::span<const double> values) const {
  const double r = values[0], s = deviation_nm(values);
  return 4 * M_PI / 3 * (r * r * r + 3 * r * s * s);
}
double Model::mean_size_nm(std::span<const double> values, int) const { return values[0]; }
double Model::deviation_nm(std::span<const double> values, int) const {
  return parts_->polydisperse ? values[2] : 0;
}
double Model::integration_tolerance() const { return 1e-13; }

}  // namespace nacre::scattering
