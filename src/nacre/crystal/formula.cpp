#include "nacre/crystal/formula.hpp"

#include <algorithm>
#include <cctype>
#include <stdexcept>

#include "nacre/crystal/elements.hpp"

namespace nacre::crystal {
namespace {

constexpr int most_atoms = 100000;

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }
bool is_upper(char c) { return std::isupper(static_cast<unsigned char>(c)) != 0; }
bool is_lower(char c) { return std::islower(static_cast<unsigned char>(c)) != 0; }

[[noreturn]] void refuse(const std::string& why) { throw std::invalid_argument(why); }

void add(Formula& formula, const std::string& element, int count) {
  const auto same = [&](const auto& atom) { return atom.first == element; };
  const auto found = std::ranges::find_if(formula.atoms, same);
  if (found == formula.atoms.end())
    formula.atoms.emplace_back(element, count);
  else
    found->second += count;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Formula read() {
    Formula formula = group(0);
    if (at_ < text_.size()) refuse("\"" + std::string(text_.substr(at_)) + "\" is no part of a formula");
    if (formula.atoms.empty()) refuse("there is no element");
    return formula;
  }

 private:
  Formula group(int depth) {
    Formula formula;
    while (at_ < text_.size() && text_[at_] != ')') {
      if (text_[at_] == '(')
        add_bracket(formula, depth);
      else
        add_element(formula);
    }
    return formula;
  }

  void add_bracket(Formula& formula, int depth) {
    if (depth > 8) refuse("brackets are nested too deeply");
    ++at_;
    const Formula inner = group(depth + 1);
    if (at_ == text_.size()) refuse("a bracket is not closed");
    ++at_;
    const int count = number();
    for (const auto& [element, n] : inner.atoms) {
      if (n > most_atoms / count) refuse("there are too many atoms");
      add(formula, element, n * count);
    }
  }

  void add_element(Formula& formula) {
    if (!is_upper(text_[at_])) refuse("\"" + std::string(text_.substr(at_)) + "\" does not begin an element");
    std::string symbol(1, text_[at_++]);
    if (at_ < text_.size() && is_lower(text_[at_])) symbol += text_[at_++];
    if (!find_element(symbol)) refuse("there is no element \"" + symbol + "\" with a standard atomic weight");
    add(formula, symbol, number());
  }

  int number() {
    if (at_ == text_.size() || !is_digit(text_[at_])) return 1;
    int value = 0;
    while (at_ < text_.size() && is_digit(text_[at_])) {
      value = 10 * value + (text_[at_++] - '0');
      if (value > most_atoms) refuse("there are too many atoms");
    }
    if (value == 0) refuse("a number of atoms is zero");
    return value;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

// Takes the charge off the end of the text.
int take_charge(std::string_view& text) {
  const std::size_t last = text.find_last_not_of("+-");
  const std::string_view signs = last == std::string_view::npos ? text : text.substr(last + 1);
  if (signs.empty()) return 0;
  if (signs.find(signs.front() == '+' ? '-' : '+') != std::string_view::npos)
    refuse("the charge has both signs");
  const int sign = signs.front() == '+' ? 1 : -1;
  text.remove_suffix(signs.size());
  if (signs.size() > 1 || text.empty() || !is_digit(text.back()))
    return sign * static_cast<int>(signs.size());
  // "^2-", or a digit behind a lone element; else the digit counts atoms
  const bool caret = text.size() > 1 && text[text.size() - 2] == '^';
  const bool lone = text.size() <= 3 && is_upper(text[0]) && (text.size() == 2 || is_lower(text[1]));
  if (!caret && !lone) return sign;
  const int size = text.back() - '0';
  text.remove_suffix(caret ? 2 : 1);
  return sign * size;
}

}  // namespace

Formula parse_formula(std::string_view text) {
  const int charge = take_charge(text);
  Formula formula = Reader(text).read();
  formula.charge = charge;
  return formula;
}

double molar_mass_g_mol(const Formula& formula) {
  double mass = 0;
  for (const auto& [symbol, count] : formula.atoms) mass += count * find_element(symbol)->molar_mass_g_mol;
  return mass;
}

}  // namespace nacre::crystal
