#include "nacre/scattering/model.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "nacre/scattering/absolute_scale.hpp"
#include "nacre/scattering/population.hpp"
#include "nacre/scattering/structure_factor.hpp"

namespace nacre::scattering {
namespace {

constexpr ParameterCard sigma_card{"sigma", "nm", 0.2, 0, 100, "standard deviation of the size by number"};
constexpr ParameterCard concentration_card{"concentration", "umol/L", 1, 0, 1e9, "particles per volume"};
constexpr ParameterCard background_card{"background", "1/cm", 0,
                                        -1e6,         1e6,    "intensity that does not depend on q"};
constexpr ParameterCard second_sigma_card{
    "sigma_2", "nm", 0.2, 0, 100, "standard deviation of the size by number, second population"};
constexpr ParameterCard second_concentration_card{
    "concentration_2", "umol/L", 1, 0, 1e9, "particles per volume, second population"};

// Names are views: the two that a form's size may have.
ParameterCard second_size_card(const ParameterCard& size) {
  constexpr std::pair<std::string_view, std::string_view> names[] = {
      {"radius", "radius_2"}, {"edge", "edge_2"}, {"length_a", "length_a_2"}};
  ParameterCard card = size;
  card.description = "the size of the second population";
  card.default_value *= 2;
  for (const auto& [first, second] : names)
    if (first == size.name) card.name = second;
  return card;
}

// What all populations scatter together at one q: sums of concentration times <F^2> and <F>, and of
// concentrations.
struct Sums {
  double squares = 0, amplitudes = 0, amounts = 0;

  void add(double amount, double square, double amplitude) {
    squares += amount * square;
    amplitudes += amount * amplitude;
    amounts += amount;
  }
  double mean_amplitude() const { return amounts > 0 ? amplitudes / amounts : 0; }
  // What S multiplies.
  double interfering(bool decoupled) const { return decoupled ? amplitudes * mean_amplitude() : squares; }
  double intensity(double factor, bool decoupled) const {
    return squares + interfering(decoupled) * (factor - 1);
  }
};

void check(bool fits, const char* what) {
  if (!fits) throw std::invalid_argument(what);
}

}  // namespace

struct Model::Parts {
  explicit Parts(const ModelChoice& choice);

  // Where a population's parameter stands among the values.
  std::size_t place(std::size_t which, std::size_t parameter) const;
  std::vector<double> of_population(std::span<const double> values, std::size_t which) const;
  double amount(std::span<const double> values, std::size_t which) const {
    return values[concentration[which]];
  }
  double hard_radius_nm(std::span<const double> values) const;
  double factor(double q, double radius_nm, std::span<const double> values) const;
  std::vector<double> radius_slopes(std::span<const double> values) const;
  void add_slopes(const PopulationAverages& of, std::size_t k, double amount, const Sums& sums, double factor,
                  std::size_t i, double* row) const;
  // Mean over all particles.
  double mean(std::span<const double> values,
              double (Population::*property)(std::span<const double>) const) const;

  const FormFactor* form;
  const StructureFactor* interference;
  Population population;
  std::size_t populations;
  bool decoupled;  // amplitudes are needed
  std::vector<ParameterCard> cards;
  std::size_t structure = 0, second = 0, background = 0;
  std::array<std::size_t, 2> concentration{};
};

Model::Parts::Parts(const ModelChoice& choice)
    : form(&form_factor(choice.form)),
      interference(&structure_factor(choice.structure)),
      population(*form, size_distribution(choice.distribution)),
      populations(static_cast<std::size_t>(choice.populations)),
      decoupled(choice.decoupling && interference->value) {
  check(choice.populations == 1 || choice.populations == 2, "there are one or two populations");
  cards.assign(form->parameters.begin(), form->parameters.end());
  if (population.polydisperse()) cards.push_back(sigma_card);
  structure = cards.size();
  cards.insert(cards.end(), interference->parameters.begin(), interference->parameters.end());
  second = cards.size();
  if (populations == 2) {
    cards.push_back(second_size_card(form->parameters[0]));
    if (population.polydisperse()) cards.push_back(second_sigma_card);
    concentration[1] = cards.size();
    cards.push_back(second_concentration_card);
  }
  concentration[0] = cards.size();
  cards.push_back(concentration_card);
  background = cards.size();
  cards.push_back(background_card);
}

std::size_t Model::Parts::place(std::size_t which, std::size_t parameter) const {
  if (which == 0) return parameter;
  if (parameter == 0) return second;
  return parameter == form->parameters.size() ? second + 1 : parameter;
}

std::vector<double> Model::Parts::of_population(std::span<const double> values, std::size_t which) const {
  std::vector<double> p(population.parameter_count());
  for (std::size_t j = 0; j < p.size(); ++j) p[j] = values[place(which, j)];
  return p;
}

double Model::Parts::mean(std::span<const double> values,
                          double (Population::*property)(std::span<const double>) const) const {
  if (populations == 1) return (population.*property)(of_population(values, 0));
  double sum = 0, all = 0;
  for (std::size_t k = 0; k < populations; ++k) {
    sum += amount(values, k) * (population.*property)(of_population(values, k));
    all += amount(values, k);
  }
  return all > 0 ? sum / all : (population.*property)(of_population(values, 0));
}

double Model::Parts::hard_radius_nm(std::span<const double> values) const {
  const double given = values[structure + 1];
  return given > 0 ? given : mean(values, &Population::mean_outer_radius_nm);
}

double Model::Parts::factor(double q, double radius_nm, std::span<const double> values) const {
  return interference->value ? interference->value(q, radius_nm, values.data() + structure) : 1;
}

// d hard radius / d value: hard_radius itself where it is given, else what the mean radius depends on, by
// central differences.
std::vector<double> Model::Parts::radius_slopes(std::span<const double> values) const {
  std::vector<double> slopes(cards.size());
  if (values[structure + 1] > 0) {
    slopes[structure + 1] = 1;
    return slopes;
  }
  std::vector<double> moved(values.begin(), values.end());
  for (std::size_t j = 0; j < cards.size(); ++j) {
    if (j >= structure && j < second) continue;
    const double step = 1e-5 * (std::abs(values[j]) + 1e-3 * std::abs(cards[j].default_value) + 1e-6);
    moved[j] = values[j] + step;
    const double above = hard_radius_nm(moved);
    moved[j] = values[j] - step;
    slopes[j] = (above - hard_radius_nm(moved)) / (2 * step);
    moved[j] = values[j];
  }
  return slopes;
}

Model::Model(const ModelChoice& choice) : parts_(std::make_unique<Parts>(choice)) {}
Model::~Model() = default;
Model::Model(Model&&) noexcept = default;
Model& Model::operator=(Model&&) noexcept = default;

std::span<const ParameterCard> Model::parameters() const { return parts_->cards; }

void Model::intensity(std::span<const double> q_per_nm, std::span<const double> values,
                      std::span<double> out) const {
  const Parts& parts = *parts_;
  check(values.size() == parts.cards.size(), "there are not as many values as parameters");
  check(out.size() == q_per_nm.size(), "there is not as much room as values of q");
  std::vector<PopulationAverages> of;
  for (std::size_t k = 0; k < parts.populations; ++k)
    of.push_back(parts.population.averages(q_per_nm, parts.of_population(values, k), parts.decoupled));
  const double radius = parts.interference->value ? parts.hard_radius_nm(values) : 0;
  for (std::size_t i = 0; i < out.size(); ++i) {
    Sums sums;
    for (std::size_t k = 0; k < of.size(); ++k)
      sums.add(parts.amount(values, k), of[k].square(i), parts.decoupled ? of[k].amplitude(i) : 0);
    const double factor = parts.factor(q_per_nm[i], radius, values);
    out[i] = intensity_per_uM * sums.intensity(factor, parts.decoupled) + values[parts.background];
  }
}

void Model::Parts::add_slopes(const PopulationAverages& of, std::size_t k, double amount, const Sums& sums,
                              double factor, std::size_t i, double* row) const {
  // Intensity changes by by_square and by_amplitude with <F^2> and <F> of this population.
  const double by_square = intensity_per_uM * (decoupled ? 1 : factor);
  const double by_amplitude = decoupled ? intensity_per_uM * 2 * sums.mean_amplitude() * (factor - 1) : 0;
  const std::size_t count = population.parameter_count();
  for (std::size_t j = 0; j < count; ++j) {
    double slope = by_square * of.square(i, 1 + j);
    if (decoupled) slope += by_amplitude * of.amplitude(i, 1 + j);
    row[place(k, j)] += amount * slope;
  }
  double& by_amount = row[concentration[k]];
  by_amount += by_square * of.square(i);
  if (!decoupled) return;
  const double mean = sums.mean_amplitude();
  by_amount += by_amplitude * of.amplitude(i) - intensity_per_uM * mean * mean * (factor - 1);
}

void Model::derivatives(std::span<const double> q_per_nm, std::span<const double> values,
                        std::span<double> intensity, std::span<double> jacobian) const {
  const Parts& parts = *parts_;
  const std::size_t columns = parts.cards.size(), n = q_per_nm.size();
  check(values.size() == columns, "there are not as many values as parameters");
  check(intensity.size() == n && jacobian.size() == n * columns, "there is not as much room as values of q");
  std::vector<PopulationAverages> of;
  for (std::size_t k = 0; k < parts.populations; ++k)
    of.push_back(parts.population.derivatives(q_per_nm, parts.of_population(values, k), parts.decoupled));
  const bool interferes = parts.interference->value;
  const double radius = interferes ? parts.hard_radius_nm(values) : 0;
  const std::vector<double> by_radius = interferes ? parts.radius_slopes(values) : std::vector<double>();
  std::fill(jacobian.begin(), jacobian.end(), 0.0);
  for (std::size_t i = 0; i < n; ++i) {
    Sums sums;
    double* row = jacobian.data() + i * columns;
    for (std::size_t k = 0; k < of.size(); ++k)
      sums.add(parts.amount(values, k), of[k].square(i), parts.decoupled ? of[k].amplitude(i) : 0);
    const FactorSlopes slopes =
        interferes ? factor_slopes(*parts.interference, q_per_nm[i], radius, values.data() + parts.structure)
                   : FactorSlopes{};
    const double factor = slopes.value;
    intensity[i] = intensity_per_uM * sums.intensity(factor, parts.decoupled) + values[parts.background];
    for (std::size_t k = 0; k < of.size(); ++k)
      parts.add_slopes(of[k], k, parts.amount(values, k), sums, factor, i, row);
    const double by_factor = intensity_per_uM * sums.interfering(parts.decoupled);
    for (std::size_t j = 0; interferes && j < columns; ++j)
      row[j] += by_factor * slopes.by_radius * by_radius[j];
    for (std::size_t j = parts.structure; j < parts.second; ++j)
      row[j] += by_factor * slopes.by_parameter[j - parts.structure];
    row[parts.background] = 1;
  }
}

double Model::mean_volume_nm3(std::span<const double> values) const {
  return parts_->mean(values, &Population::mean_volume_nm3);
}
double Model::mean_size_nm(std::span<const double> values, int population) const {
  return parts_->population.mean_size_nm(parts_->of_population(values, static_cast<std::size_t>(population)));
}
double Model::deviation_nm(std::span<const double> values, int population) const {
  return parts_->population.deviation_nm(parts_->of_population(values, static_cast<std::size_t>(population)));
}
double Model::integration_tolerance() const { return parts_->population.tolerance(); }

}  // namespace nacre::scattering
