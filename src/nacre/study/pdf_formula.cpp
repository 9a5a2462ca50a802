#include "nacre/study/pdf_formula.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <stdexcept>

#include "nacre/scattering/scatterers.hpp"

namespace nacre::study {
namespace {

bool is(int (*kind)(int), const std::string& text, std::size_t at) {
  return at < text.size() && kind(static_cast<unsigned char>(text[at])) != 0;
}

// The digits and the point after an element; 1 without.
double amount_at(const std::string& text, std::size_t& at) {
  if (!is(std::isdigit, text, at)) return 1;
  double value = 0;
  const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), value);
  at = static_cast<std::size_t>(end - text.data());
  if (error != std::errc() || !(value > 0)) throw std::invalid_argument("an amount is not a positive number");
  return value;
}

}  // namespace

Formula parse_formula(const std::string& text) {
  Formula formula;
  for (std::size_t at = 0; at < text.size();) {
    if (is(std::isspace, text, at)) {
      ++at;
      continue;
    }
    if (!is(std::isupper, text, at))
      throw std::invalid_argument(std::string("\"") + text[at] + "\" begins no element");
    const std::size_t length = is(std::islower, text, at + 1) ? 2 : 1;
    const std::string name = text.substr(at, length);
    scattering::parse_species(name);
    at += length;
    const double amount = amount_at(text, at);
    const auto known = std::ranges::find(formula.species, name);
    if (known == formula.species.end()) {
      formula.species.push_back(name);
      formula.amounts.push_back(amount);
    } else {
      formula.amounts[static_cast<std::size_t>(known - formula.species.begin())] += amount;
    }
  }
  if (formula.species.empty()) throw std::invalid_argument("it names no element");
  return formula;
}

}  // namespace nacre::study
