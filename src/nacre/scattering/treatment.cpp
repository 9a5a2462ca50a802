#include "nacre/scattering/treatment.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "nacre/core/units.hpp"

namespace nacre::scattering {
namespace {

constexpr double same_q = 1e-9;  // relative

std::string q_text(double q_per_nm) { return "q = " + format_rounded(q_per_nm, 5) + " 1/nm"; }

double median_size(std::vector<double> values) {
  for (double& value : values) value = std::abs(value);
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

bool is_masked(const Treatment& treatment, double q) {
  return std::ranges::any_of(treatment.masks_per_nm,
                             [q](const auto& range) { return q >= range[0] && q <= range[1]; });
}

bool is_wanted(const Treatment& treatment, const Pattern& measured, std::size_t i) {
  const double q = measured.q_per_nm[i];
  return q >= treatment.q_min_per_nm && q <= treatment.q_max_per_nm && std::isfinite(measured.intensity[i]) &&
         !is_masked(treatment, q);
}

void require_cover(const Subtraction& part, double q_per_nm) {
  const std::vector<double>& q = part.pattern.q_per_nm;
  if (!q.empty() && q_per_nm >= q.front() * (1 - same_q) && q_per_nm <= q.back() * (1 + same_q)) return;
  throw std::invalid_argument(part.name + " does not reach " + q_text(q_per_nm) +
                              (q.empty() ? ": it has no points"
                                         : ": it goes from " + format_rounded(q.front(), 5) + " to " +
                                               format_rounded(q.back(), 5) + " 1/nm"));
}

// Adds factor times the normalised curve, and the square of its error.
struct Sum {
  double value = 0;
  double variance = 0;

  void add(double factor, const Exposure& exposure, const Interpolated& point) {
    const double per_exposure = factor / (exposure.transmission * exposure.time_s);
    value += per_exposure * point.value;
    variance += per_exposure * per_exposure * point.sigma * point.sigma;
  }
  void add(double factor, const Subtraction& part, double q) {
    if (factor == 0) return;
    require_cover(part, q);
    add(factor, part.exposure, interpolate(part.pattern, q));
  }
};

double measured_sigma(const Pattern& measured, std::size_t i) {
  if (measured.sigma.empty()) return 0;
  const double sigma = measured.sigma[i];
  if (!(sigma > 0) || !std::isfinite(sigma))
    throw std::invalid_argument("the error at " + q_text(measured.q_per_nm[i]) + " is " +
                                format_number(sigma) + ", not above zero");
  return sigma;
}

// (S - C) - share (B - C), or S - C.
Sum subtracted(const Pattern& measured, const Treatment& treatment, std::size_t i) {
  const double q = measured.q_per_nm[i];
  const double share = treatment.background ? treatment.background_share : 0;
  Sum sum;
  sum.add(1, treatment.sample, {measured.intensity[i], measured_sigma(measured, i)});
  if (treatment.background) sum.add(-share, *treatment.background, q);
  if (treatment.capillary) sum.add(share - 1, *treatment.capillary, q);
  return sum;
}

void add_model_errors(const ErrorModel& errors, Pattern& pattern) {
  const double least = std::hypot(errors.share * median_size(pattern.intensity), errors.floor);
  for (std::size_t i = 0; i < pattern.q_per_nm.size(); ++i)
    pattern.sigma.push_back(std::hypot(errors.share * pattern.intensity[i], least));
  if (!(*std::ranges::min_element(pattern.sigma) > 0))
    throw std::invalid_argument("every intensity is zero, so that errors cannot be made from them");
}

void require_points(const Pattern& measured, const Pattern& kept) {
  if (kept.q_per_nm.size() >= min_points) return;
  const std::vector<double>& q = measured.q_per_nm;
  const std::string range =
      q.empty() ? std::string("none")
                : format_rounded(q.front(), 5) + " to " + format_rounded(q.back(), 5) + " 1/nm";
  throw std::invalid_argument(std::to_string(kept.q_per_nm.size()) + " of " + std::to_string(q.size()) +
                              " points lie in the q window outside of masks; the curve has q from " + range);
}

}  // namespace

Interpolated interpolate(const Pattern& pattern, double q_per_nm) {
  const std::vector<double>& q = pattern.q_per_nm;
  const auto sigma = [&](std::size_t i) { return pattern.sigma.empty() ? 0 : pattern.sigma[i]; };
  const auto above =
      static_cast<std::size_t>(std::ranges::lower_bound(q, q_per_nm * (1 - same_q)) - q.begin());
  if (above == q.size()) return {pattern.intensity.back(), sigma(q.size() - 1)};
  if (above == 0 || std::abs(q[above] - q_per_nm) <= same_q * q_per_nm)
    return {pattern.intensity[above], sigma(above)};
  const double share = (q_per_nm - q[above - 1]) / (q[above] - q[above - 1]);
  return {(1 - share) * pattern.intensity[above - 1] + share * pattern.intensity[above],
          std::hypot((1 - share) * sigma(above - 1), share * sigma(above))};
}

Pattern treat(const Pattern& measured, const Treatment& treatment) {
  const double factor = treatment.scale / treatment.thickness_cm;
  const bool errors_known = !measured.sigma.empty();
  Pattern treated;
  for (std::size_t i = 0; i < measured.q_per_nm.size(); ++i) {
    if (!is_wanted(treatment, measured, i)) continue;
    const Sum sum = subtracted(measured, treatment, i);
    if (!std::isfinite(sum.value)) continue;
    treated.q_per_nm.push_back(measured.q_per_nm[i]);
    treated.intensity.push_back(factor * sum.value);
    if (errors_known) treated.sigma.push_back(std::abs(factor) * std::sqrt(sum.variance));
    if (!measured.q_width.empty()) treated.q_width.push_back(measured.q_width[i]);
  }
  require_points(measured, treated);
  if (std::ranges::any_of(treated.q_width, [](double width) { return width > 0; }))
    treated.smearing = std::make_shared<const Smearing>(treated.q_per_nm, treated.q_width);
  if (!errors_known) add_model_errors(treatment.errors, treated);
  return treated;
}

}  // namespace nacre::scattering
