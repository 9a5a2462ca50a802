#include "nacre/spectra/kinetics_courses.hpp"

#include <cmath>

#include "nacre/core/units.hpp"

namespace nacre::spectra {
namespace {

// The courses that one frame adds, over its noise.
void fill_frame(const KineticsModel& model, const Concentrations& at, double sigma, std::size_t row,
                Matrix& courses) {
  std::size_t column = 0;
  for (std::size_t i = 0; i < card_of(model.law).species; ++i)
    if (!model.dark[i]) courses(row, column++) = at.c[i] / sigma;
  if (model.peak_shift) courses(row, column) = at.c[0] * at.c[1] / sigma;
}

void fill_derivative(const KineticsModel& model, const RateParameters& parameters, const Concentrations& at,
                     double sigma, std::size_t series, std::size_t parameter, std::size_t row,
                     Matrix& derivative) {
  const LawCard& card = card_of(model.law);
  for (std::size_t r = 0; r < card.rates; ++r) {
    const double share = parameters.d_ln_rate(series, r, parameter) / sigma;
    if (share == 0) continue;
    std::size_t column = 0;
    for (std::size_t i = 0; i < card.species; ++i)
      if (!model.dark[i]) derivative(row, column++) += share * at.dc[i][r];
    if (model.peak_shift) derivative(row, column) += share * (at.dc[0][r] * at.c[1] + at.c[0] * at.dc[1][r]);
  }
}

std::size_t total_frames(std::span<const SpectraSeries> series, std::span<const std::size_t> which) {
  std::size_t n = 0;
  for (const std::size_t i : which) n += series[i].frames();
  return n;
}

}  // namespace

std::vector<std::string> course_names(const KineticsModel& model) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < card_of(model.law).species; ++i)
    if (!model.dark[i]) names.emplace_back(1, static_cast<char>('A' + i));
  if (model.peak_shift) names.emplace_back("shift");
  return names;
}

RateParameters::RateParameters(const KineticsModel& model, std::span<const SpectraSeries> series)
    : rates_(card_of(model.law).rates), series_(series.size()), arrhenius_(model.arrhenius) {
  if (!arrhenius_) return;
  double mean = 0;
  for (const SpectraSeries& one : series) mean += 1 / one.temperature_K / static_cast<double>(series_);
  middle_K_ = 1 / mean;
  for (const SpectraSeries& one : series)
    minus_beta_.push_back(1 / thermal_energy_kJ_mol(middle_K_) -
                          1 / thermal_energy_kJ_mol(one.temperature_K));
}

std::size_t RateParameters::count() const { return rates_ * (arrhenius_ ? 2 : series_); }

double RateParameters::ln_rate(std::span<const double> values, std::size_t series, std::size_t rate) const {
  if (!arrhenius_) return values[series * rates_ + rate];
  return values[2 * rate] + values[2 * rate + 1] * minus_beta_[series];
}

double RateParameters::d_ln_rate(std::size_t series, std::size_t rate, std::size_t parameter) const {
  if (!arrhenius_) return parameter == series * rates_ + rate ? 1 : 0;
  if (parameter == 2 * rate) return 1;
  return parameter == 2 * rate + 1 ? minus_beta_[series] : 0;
}

Matrix stacked_data(std::span<const SpectraSeries> series, std::span<const std::size_t> which) {
  Matrix data(total_frames(series, which), series[which.front()].points());
  std::size_t row = 0;
  for (const std::size_t s : which)
    for (std::size_t i = 0; i < series[s].frames(); ++i, ++row)
      for (std::size_t j = 0; j < data.columns; ++j) data(row, j) = series[s].at(i, j) / series[s].sigma[i];
  return data;
}

Courses stacked_courses(const KineticsModel& model, const RateParameters& parameters,
                        std::span<const SpectraSeries> series, std::span<const std::size_t> which,
                        std::span<const double> values, bool with_derivatives) {
  const LawCard& card = card_of(model.law);
  Courses courses{.values = Matrix(total_frames(series, which), course_names(model).size())};
  if (with_derivatives)
    courses.derivatives.assign(parameters.count(), Matrix(courses.values.rows, courses.values.columns));
  std::size_t row = 0;
  for (const std::size_t s : which) {
    double rates[most_rates] = {};
    for (std::size_t r = 0; r < card.rates; ++r) rates[r] = std::exp(parameters.ln_rate(values, s, r));
    const SpectraSeries& one = series[s];
    for (std::size_t i = 0; i < one.frames(); ++i, ++row) {
      const Concentrations at =
          concentrations(model.law, rates, one.time_s[i] - one.time_s.front(), one.starts_as_b);
      fill_frame(model, at, one.sigma[i], row, courses.values);
      for (std::size_t p = 0; p < courses.derivatives.size(); ++p)
        fill_derivative(model, parameters, at, one.sigma[i], s, p, row, courses.derivatives[p]);
    }
  }
  return courses;
}

}  // namespace nacre::spectra
