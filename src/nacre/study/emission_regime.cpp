#include "nacre/study/emission_regime.hpp"

#include <array>
#include <cmath>

#include "nacre/core/units.hpp"
#include "nacre/study/emission_sizes.hpp"
#include "nacre/study/fit_requests.hpp"

namespace nacre::study {
namespace {

constexpr std::size_t fewest = 3;

std::size_t reference_row(const Case& one, const std::vector<double>& times) {
  if (!one.has("regime.reference")) return 0;
  if (times.empty())
    throw one.error("regime.reference", "the spectra have no times to look the reference up in", {},
                    "headers such as \"30 s\" for the spectra, or no reference");
  const double time_s = one.number("regime.reference");
  std::size_t nearest = 0;
  for (std::size_t i = 0; i < times.size(); ++i)
    if (std::abs(times[i] - time_s) < std::abs(times[nearest] - time_s)) nearest = i;
  return nearest;
}

growth::RegimeTest test_of(const Case& one, const growth::Bimodal& data, const RunControl& control) {
  fit::Parameter exponent = growth::default_exponent();
  apply_request(one.at("regime.exponent").parameter, exponent);
  return growth::test_regime(data, exponent, control);
}

// What the exponent becomes with another Stokes shift, minus what it is.
double change_of_exponent(const EmissionAnalysis& analysis, const spectra::StokesShift& shift,
                          const spectra::Sizing& sizing, const RunControl& control) {
  EmissionAnalysis moved = analysis;
  size_lines(moved, shift, sizing);
  const RegimeData data = regime_data_of(moved);
  if (data.bimodal.points.size() != analysis.regime->data.bimodal.points.size()) return no_value;
  return test_of(*analysis.one, data.bimodal, control).best.values[0] - analysis.regime->test.best.values[0];
}

// The error of the Stokes shift moves all radii together: propagated by one coefficient after the other.
double systematic_error(const EmissionAnalysis& analysis, const spectra::Sizing& sizing,
                        const RunControl& control) {
  const auto& covariance = analysis.stokes.covariance;
  std::array<double, 3> slopes{};
  for (std::size_t k = 0; k < 3; ++k) {
    const double error = std::sqrt(covariance[4 * k]);
    if (!(error > 0)) continue;
    spectra::StokesShift shift = analysis.stokes;
    shift.c_meV[k] += error;
    slopes[k] = change_of_exponent(analysis, shift, sizing, control) / error;
  }
  double variance = 0;
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) variance += slopes[i] * covariance[3 * i + j] * slopes[j];
  return std::sqrt(variance);
}

bool has_error(const spectra::StokesShift& shift) {
  return shift.covariance[0] > 0 || shift.covariance[4] > 0 || shift.covariance[8] > 0;
}

std::string why_not(const EmissionAnalysis& analysis, std::size_t n) {
  if (analysis.data.at_unit == "K") return "the series is one of temperature";
  if (n >= fewest) return {};
  return "both populations have a radius in " + std::to_string(n) + (n == 1 ? " spectrum" : " spectra") +
         " only; an exponent needs " + std::to_string(fewest);
}

}  // namespace

RegimeData regime_data_of(const EmissionAnalysis& analysis) {
  RegimeData data{.bimodal = {.name = analysis.name},
                  .error_statement = "errors of the radii from those of the lines"};
  for (std::size_t i = 0; i < analysis.rows.size(); ++i) {
    const auto& populations = analysis.rows[i].populations;
    if (populations.size() < 2 || !populations[0].sized() || !populations[1].sized()) continue;
    const spectra::EmissionSize &first = populations[0].size, &second = populations[1].size;
    data.bimodal.points.push_back(
        {first.radius_nm, second.radius_nm, first.radius_err_nm, second.radius_err_nm});
    if (analysis.data.timed()) data.time_s.push_back(analysis.data.frames[i].at);
  }
  return data;
}

void add_regime(EmissionAnalysis& analysis, const spectra::Sizing& sizing, const RunControl& control) {
  if (analysis.tracks.populations < 2 || analysis.one->text("regime.test") == "off") return;
  RegimeData data = regime_data_of(analysis);
  analysis.no_regime = why_not(analysis, data.bimodal.points.size());
  if (!analysis.no_regime.empty()) return;
  data.reference = reference_row(*analysis.one, data.time_s);
  RegimeAnalysis regime{.one = analysis.one,
                        .name = analysis.name,
                        .slug = analysis.slug,
                        .significance = analysis.one->number("fit.significance"),
                        .data = std::move(data)};
  regime.test = test_of(*analysis.one, regime.data.bimodal, control);
  regime.regime = growth::regime_of(regime.test, regime.significance);
  regime.supersaturation = growth::supersaturation_of(regime.test, regime.significance);
  analysis.regime = std::move(regime);
  if (has_error(analysis.stokes)) analysis.exponent_sys = systematic_error(analysis, sizing, control);
}

}  // namespace nacre::study
