#include "nacre/scattering/scatterers.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "nacre/crystal/elements.hpp"
#include "nacre/scattering/scatterer_tables.hpp"

namespace nacre::embedded {
extern const std::string_view waasmaier_kirfel_csv;
}

namespace nacre::scattering {
namespace {

using Row = std::pair<std::string_view, XrayFormFactor>;

// The text up to the separator, which is removed from the rest as well.
std::string_view take(std::string_view& rest, char separator) {
  const auto end = std::min(rest.find(separator), rest.size());
  const auto taken = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return taken;
}

double take_number(std::string_view& rest) {
  const std::string_view digits = take(rest, ',');
  double value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

Row parse_row(std::string_view line) {
  Row row;
  row.first = take(line, ',');
  for (double& a : row.second.a) a = take_number(line);
  row.second.c = take_number(line);
  for (double& b : row.second.b_A2) b = take_number(line);
  return row;
}

std::vector<Row> parse_table() {
  std::string_view text = embedded::waasmaier_kirfel_csv;
  while (text.starts_with('#')) take(text, '\n');
  take(text, '\n');  // names of the columns
  std::vector<Row> rows;
  while (!text.empty()) rows.push_back(parse_row(take(text, '\n')));
  return rows;
}

const XrayFormFactor* find(std::string_view name) {
  static const std::vector<Row> table = parse_table();
  const auto found = std::ranges::find(table, name, &Row::first);
  return found == table.end() ? nullptr : &found->second;
}

std::invalid_argument no_species(std::string_view species, const char* what) {
  return std::invalid_argument("'" + std::string(species) + "' " + what);
}

// "2-", "3+", "+", "" as a number.
std::optional<int> parse_charge(std::string_view text) {
  if (text.empty()) return 0;
  const char sign = text.back();
  text.remove_suffix(1);
  if ((sign != '+' && sign != '-') || text.size() > 1) return {};
  if (!text.empty() && !std::isdigit(static_cast<unsigned char>(text[0]))) return {};
  const int size = text.empty() ? 1 : text[0] - '0';
  return sign == '+' ? size : -size;
}

std::string table_name(const SpeciesName& name) {
  const std::string element = name.element == "D" ? "H" : name.element;
  if (name.charge == 0) return element;
  return element + std::to_string(std::abs(name.charge)) + (name.charge > 0 ? '+' : '-');
}

int atomic_number(std::string_view symbol) {
  if (symbol == "D") return 1;
  const crystal::Element* element = crystal::find_element(symbol);
  return element ? element->number : 0;
}

void check_shares(std::size_t species, std::span<const double> shares) {
  if (shares.size() != species) throw std::invalid_argument("as many shares as species are needed");
  double total = 0;
  for (const double share : shares) {
    if (!(share >= 0)) throw std::invalid_argument("shares of species cannot be negative");
    total += share;
  }
  if (!(total > 0)) throw std::invalid_argument("a share of some species must be positive");
}

}  // namespace

SpeciesName parse_species(std::string_view species) {
  std::size_t letters = 0;
  while (letters < species.size() && std::isalpha(static_cast<unsigned char>(species[letters]))) ++letters;
  SpeciesName name{std::string(species.substr(0, letters)), 0, 0};
  name.number = atomic_number(name.element);
  if (name.number == 0) throw no_species(species, "is not an element or ion");
  const auto charge = parse_charge(species.substr(letters));
  if (!charge) throw no_species(species, "has a charge that cannot be read; write it as 2+ or 2-");
  name.charge = *charge;
  return name;
}

double XrayFormFactor::operator()(double q_per_A) const {
  const double s = q_per_A / (4 * M_PI);
  double sum = c;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * std::exp(-b_A2[i] * s * s);
  return sum;
}

XrayFormFactor xray_form_factor(std::string_view species) {
  SpeciesName name = parse_species(species);
  if (const XrayFormFactor* ion = find(table_name(name))) return *ion;
  name.charge = 0;
  const XrayFormFactor* atom = find(table_name(name));
  if (!atom) throw no_species(species, "has no X-ray form factor in the table of Waasmaier and Kirfel");
  XrayFormFactor result = *atom;
  result.neutral = true;
  return result;
}

std::complex<double> anomalous_terms(std::string_view species, double energy_keV) {
  if (!(energy_keV > 0)) throw std::invalid_argument("the energy of the X-rays must be positive");
  const int number = parse_species(species).number;
  if (number > 92) throw no_species(species, "has no anomalous terms in the tables of Cromer and Liberman");
  return tables::cromer_liberman(number, energy_keV);
}

double neutron_length_fm(std::string_view species) {
  const auto length = tables::neutron_length_fm(parse_species(species).element);
  if (!length) throw no_species(species, "has no known neutron scattering length");
  return *length;
}

std::vector<std::vector<std::complex<double>>> scattering_amplitudes(const Beam& beam,
                                                                     std::span<const std::string> species,
                                                                     std::span<const double> q_per_A) {
  std::vector<std::vector<std::complex<double>>> result;
  for (const std::string& name : species) {
    auto& amplitude = result.emplace_back(q_per_A.size());
    if (beam.radiation == Radiation::neutron) {
      std::ranges::fill(amplitude, neutron_length_fm(name));
      continue;
    }
    const XrayFormFactor f0 = xray_form_factor(name);
    const auto shift = beam.energy_keV ? anomalous_terms(name, *beam.energy_keV) : std::complex<double>{};
    for (std::size_t i = 0; i < q_per_A.size(); ++i) amplitude[i] = f0(q_per_A[i]) + shift;
  }
  return result;
}

MeanScattering mean_scattering(std::span<const std::vector<std::complex<double>>> amplitudes,
                               std::span<const double> shares) {
  check_shares(amplitudes.size(), shares);
  double total = 0;
  for (const double share : shares) total += share;
  const std::size_t n = amplitudes[0].size();
  MeanScattering result{std::vector<double>(n), std::vector<double>(n)};
  for (std::size_t i = 0; i < n; ++i) {
    std::complex<double> mean = 0;
    for (std::size_t s = 0; s < shares.size(); ++s) {
      mean += shares[s] / total * amplitudes[s][i];
      result.mean_of_square[i] += shares[s] / total * std::norm(amplitudes[s][i]);
    }
    result.square_of_mean[i] = std::norm(mean);
  }
  return result;
}

}  // namespace nacre::scattering
