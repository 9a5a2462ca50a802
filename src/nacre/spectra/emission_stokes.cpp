#include "nacre/spectra/emission_stokes.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <stdexcept>

namespace nacre::spectra {
namespace {

constexpr StokesCard cards[] = {
    {"constant", StokesLaw::constant, "S = c0", 1},
    {"inverse-diameter", StokesLaw::inverse_diameter, "S = c0 + c1 / d + c2 / d^2", 3},
    {"energy", StokesLaw::energy, "S = c0 + c1 (E - 2 eV) + c2 (E - 2 eV)^2, E of the emission", 3},
};

constexpr int most_rounds = 200;

// Powers of g, the derivatives of the shift by its coefficients.
std::array<double, 3> basis(StokesLaw law, double emission_eV, double diameter_nm) {
  double g = 0;
  if (law == StokesLaw::inverse_diameter) g = 1 / diameter_nm;
  if (law == StokesLaw::energy) g = emission_eV - stokes_reference_eV;
  return {1, g, g * g};
}

// The absorption of what emits here: E_abs = E + S(E, d(E_abs)), by steps of half the difference, which the
// slow change of S with d lets converge.
double absorption_eV(double emission_eV, const StokesShift& shift, const Sizing& sizing) {
  if (shift.law != StokesLaw::inverse_diameter) return emission_eV + 1e-3 * shift.shift_meV(emission_eV, 1);
  double energy = emission_eV + 1e-3 * shift.c_meV[0];
  for (int round = 0; round < most_rounds; ++round) {
    const double diameter = sizing.diameter_of_energy_nm(energy);
    const double next = emission_eV + 1e-3 * shift.shift_meV(emission_eV, diameter);
    if (!std::isfinite(next)) return std::numeric_limits<double>::quiet_NaN();
    if (std::abs(next - energy) < 1e-13 * energy) return next;
    energy = 0.5 * (energy + next);
  }
  return std::numeric_limits<double>::quiet_NaN();
}

double radius_nm(double emission_eV, const StokesShift& shift, const Sizing& sizing) {
  return sizing.diameter_of_energy_nm(absorption_eV(emission_eV, shift, sizing)) / 2;
}

}  // namespace

std::span<const StokesCard> stokes_cards() { return cards; }

const StokesCard* find_stokes_card(std::string_view name) {
  const auto at = std::ranges::find(cards, name, &StokesCard::name);
  return at == std::end(cards) ? nullptr : at;
}

double StokesShift::shift_meV(double emission_eV, double diameter_nm) const {
  const auto powers = basis(law, emission_eV, diameter_nm);
  return c_meV[0] * powers[0] + c_meV[1] * powers[1] + c_meV[2] * powers[2];
}

double StokesShift::error_meV(double emission_eV, double diameter_nm) const {
  const auto powers = basis(law, emission_eV, diameter_nm);
  double variance = 0;
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) variance += powers[i] * covariance[3 * i + j] * powers[j];
  return std::sqrt(std::max(variance, 0.0));
}

EmissionSize size_of_emission(double emission_eV, double error_eV, const StokesShift& shift,
                              const Sizing& sizing) {
  EmissionSize size{.absorption_eV = absorption_eV(emission_eV, shift, sizing)};
  size.shift_meV = 1e3 * (size.absorption_eV - emission_eV);
  size.radius_nm = radius_nm(emission_eV, shift, sizing);
  size.in_range = sizing.in_range(2 * size.radius_nm);
  // Slopes by central differences over 1 meV, along the same path as the radius itself.
  constexpr double step_eV = 5e-4;
  const double by_line =
      (radius_nm(emission_eV + step_eV, shift, sizing) - radius_nm(emission_eV - step_eV, shift, sizing)) /
      (2 * step_eV);
  const double by_absorption = (sizing.diameter_of_energy_nm(size.absorption_eV + step_eV) -
                                sizing.diameter_of_energy_nm(size.absorption_eV - step_eV)) /
                               (4 * step_eV);
  size.radius_err_nm = std::abs(by_line) * error_eV;
  size.radius_sys_nm = std::abs(by_absorption) * 1e-3 * shift.error_meV(emission_eV, 2 * size.radius_nm);
  return size;
}

double StokesPair::error_meV() const { return 1e3 * std::hypot(emission_err_eV, absorption_err_eV); }

fit::Problem stokes_problem(std::span<const StokesPair> pairs, const StokesShift& start,
                            std::array<bool, 3> free, bool scale_sigmas) {
  constexpr const char* names[] = {"stokes_shift", "stokes_slope", "stokes_curvature"};
  const bool by_size = start.law == StokesLaw::inverse_diameter;
  const char* units[] = {"meV", by_size ? "meV nm" : "meV/eV", by_size ? "meV nm2" : "meV/eV2"};
  fit::Problem problem{.name = "Stokes shift",
                       .model = std::string(cards[static_cast<int>(start.law)].equation)};
  problem.scale_sigmas = scale_sigmas;
  for (std::size_t k = 0; k < 3; ++k)
    problem.parameters.push_back({.name = names[k],
                                  .unit = units[k],
                                  .description = "c" + std::to_string(k) + " of the Stokes shift",
                                  .start = start.c_meV[k],
                                  .fixed = !free[k]});
  const auto data = std::make_shared<const std::vector<StokesPair>>(pairs.begin(), pairs.end());
  const StokesLaw law = start.law;
  problem.data.push_back({.name = "emission and absorption",
                          .n_residuals = static_cast<int>(pairs.size()),
                          .residuals =
                              [data, law](auto values, auto out) {
                                for (std::size_t i = 0; i < data->size(); ++i) {
                                  const StokesPair& pair = (*data)[i];
                                  const auto powers = basis(law, pair.emission_eV, pair.diameter_nm);
                                  const double shift =
                                      values[0] * powers[0] + values[1] * powers[1] + values[2] * powers[2];
                                  out[i] = (shift - pair.shift_meV()) / pair.error_meV();
                                }
                              },
                          .derivatives =
                              [data, law](auto, auto out) {
                                for (std::size_t i = 0; i < data->size(); ++i) {
                                  const StokesPair& pair = (*data)[i];
                                  const auto powers = basis(law, pair.emission_eV, pair.diameter_nm);
                                  for (std::size_t k = 0; k < 3; ++k)
                                    out[3 * i + k] = powers[k] / pair.error_meV();
                                }
                              }});
  return problem;
}

StokesShift stokes_of(const fit::Result& result, StokesLaw law) {
  StokesShift shift{.law = law};
  for (std::size_t k = 0; k < 3; ++k) shift.c_meV[k] = result.values[k];
  const auto n = static_cast<std::size_t>(result.n_free);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j)
      shift.covariance[static_cast<std::size_t>(3 * result.free_index[i] + result.free_index[j])] =
          result.covariance[i * n + j];
  return shift;
}

double StokesAgreement::chi2_with(double common_error_meV) const {
  if (n == 0) return 0;
  const double square = difference_meV * difference_meV, variance = difference_err_meV * difference_err_meV;
  return chi2 - square / variance + square / (variance + common_error_meV * common_error_meV);
}

StokesAgreement agreement(std::span<const StokesPair> pairs, const StokesShift& shift) {
  StokesAgreement out{.n = pairs.size()};
  double weights = 0, sum = 0, sum_of_squares = 0, differences = 0;
  for (const StokesPair& pair : pairs) {
    const double weight = 1 / std::pow(pair.error_meV(), 2);
    const double difference = pair.shift_meV() - shift.shift_meV(pair.emission_eV, pair.diameter_nm);
    weights += weight;
    sum += weight * pair.shift_meV();
    sum_of_squares += weight * std::pow(pair.shift_meV(), 2);
    differences += weight * difference;
    out.chi2 += weight * difference * difference;
  }
  if (out.n == 0) return out;
  out.mean_meV = sum / weights;
  out.difference_meV = differences / weights;
  out.difference_err_meV = 1 / std::sqrt(weights);
  out.mean_chi2 = std::max(0.0, sum_of_squares - sum * sum / weights);
  const double scatter = out.n > 1 ? out.mean_chi2 / static_cast<double>(out.n - 1) : 1;
  out.mean_err_meV = std::sqrt(std::max(1.0, scatter) / weights);
  return out;
}

}  // namespace nacre::spectra
