#include "nacre/scattering/line_background.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

#include "nacre/scattering/small_systems.hpp"

namespace nacre::scattering {
namespace {

constexpr double steepest = 8;  // exponent of a power law: beyond surfaces' 4, with room for what is not one

// Legendre polynomials by their recurrence.
void legendre(double t, std::span<double> out) {
  double before = 1, now = t;
  for (std::size_t k = 0; k < out.size(); ++k) {
    out[k] = before;
    const double n = static_cast<double>(k + 1);
    const double next = ((2 * n + 1) * t * now - n * before) / (n + 1);
    before = now;
    now = next;
  }
}

bool is_clear(double x, std::span<const Line> lines) {
  return std::ranges::none_of(lines,
                              [x](const Line& line) { return std::abs(x - line.center) < 1.5 * line.fwhm; });
}

}  // namespace

BackgroundForm::BackgroundForm(const LineModel& model, const LineCurve& curve)
    : kind_(model.background),
      degree_(model.degree),
      low_(curve.x.front()),
      high_(curve.x.back()),
      reference_(1) {
  if (degree_ < 0 || degree_ > most_degree)
    throw std::invalid_argument("a polynomial has degree 0 to " + std::to_string(most_degree));
  if (kind_ != LineBackground::power_law) return;
  if (low_ <= 0) throw std::invalid_argument("a power law needs an axis above zero");
  reference_ = std::sqrt(low_ * high_);
}

std::size_t BackgroundForm::size() const {
  if (kind_ == LineBackground::constant) return 1;
  return kind_ == LineBackground::power_law ? 3 : static_cast<std::size_t>(degree_) + 1;
}

double BackgroundForm::value(std::span<const double> values, double x) const {
  if (kind_ == LineBackground::constant) return values[0];
  if (kind_ == LineBackground::power_law) return values[0] + values[1] * std::pow(x / reference_, -values[2]);
  double sum = 0;
  std::array<double, most_degree + 1> terms;
  legendre(along(x), std::span(terms).first(size()));
  for (std::size_t k = 0; k < size(); ++k) sum += values[k] * terms[k];
  return sum;
}

void BackgroundForm::derivatives(std::span<const double> values, double x, std::span<double> out) const {
  if (kind_ == LineBackground::polynomial) return legendre(along(x), out.first(size()));
  out[0] = 1;
  if (kind_ == LineBackground::constant) return;
  const double power = std::pow(x / reference_, -values[2]);
  out[1] = power;
  out[2] = -values[1] * power * std::log(x / reference_);
}

void BackgroundForm::add_parameters(std::span<const double> start, fit::Problem& problem) const {
  if (kind_ == LineBackground::polynomial) {
    for (std::size_t k = 0; k < size(); ++k)
      problem.parameters.push_back(
          {.name = "background_" + std::to_string(k),
           .description = "Legendre coefficient " + std::to_string(k) + " of the background over the range",
           .start = start[k]});
    return;
  }
  problem.parameters.push_back(
      {.name = "background", .description = "constant below the peaks", .start = start[0]});
  if (kind_ == LineBackground::constant) return;
  problem.parameters.push_back({.name = "power_scale",
                                .description = "of the power law, at the geometric mean of the ends",
                                .start = std::max(start[1], 0.0),
                                .lower = 0});
  problem.parameters.push_back({.name = "power_exponent",
                                .description = "of the power law",
                                .start = std::clamp(start[2], 0.05, steepest - 0.05),
                                .lower = 0,
                                .upper = steepest});
}

std::vector<double> BackgroundForm::start(const LineCurve& curve, std::span<const Line> lines) const {
  const std::size_t terms = kind_ == LineBackground::power_law ? 2 : size();
  std::vector<double> best(size(), 0.0);
  double least = std::numeric_limits<double>::infinity();
  for (double exponent = 0.5; exponent < 6.1; exponent += 0.5) {
    SmallSystem system(terms);
    std::vector<double> values(size(), 0.0), row(size());
    if (kind_ == LineBackground::power_law) values[2] = exponent;
    for (std::size_t i = 0; i < curve.x.size(); ++i) {
      if (!is_clear(curve.x[i], lines)) continue;
      derivatives(values, curve.x[i], row);
      system.add(std::span(row).first(terms), curve.y[i], curve.sigma[i]);
    }
    const auto solved = system.solve();
    if (!solved) break;
    const double chi2 = system.chi2(*solved);
    const bool allowed = terms == size() || (*solved)[1] >= 0;
    if (allowed && chi2 < least) {
      least = chi2;
      std::ranges::copy(*solved, best.begin());
      if (terms < size()) best[2] = exponent;
    }
    if (terms == size()) break;
  }
  return best;
}

}  // namespace nacre::scattering
