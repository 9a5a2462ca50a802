#include "nacre/core/unit_system.hpp"

#include <udunits2.h>

#include <array>
#include <cmath>
#include <memory>
#include <mutex>
#include <stdexcept>

#include "nacre/core/units.hpp"

namespace nacre {
namespace {

struct FreeUnit {
  void operator()(ut_unit* unit) const { ut_free(unit); }
};
struct FreeSystem {
  void operator()(ut_system* system) const { ut_free_system(system); }
};
struct FreeConverter {
  void operator()(cv_converter* converter) const { cv_free(converter); }
};
using Unit = std::unique_ptr<ut_unit, FreeUnit>;
using Converter = std::unique_ptr<cv_converter, FreeConverter>;

// The field's own letters, and values that UDUNITS-2 lacks or holds otherwise: its calorie is the
// international table's (4.1868 J) where chemistry means 4.184 J, its eV and u are those of CODATA 1986.
struct ShortUnit {
  std::string_view symbol;
  double factor;
  const char* udunits;
};
constexpr std::array short_list = {
    ShortUnit{"A", 1, "angstrom"},
    ShortUnit{"M", 1000, "mol/m3"},
    ShortUnit{"mM", 1, "mol/m3"},
    ShortUnit{"uM", 1e-3, "mol/m3"},
    ShortUnit{"nM", 1e-6, "mol/m3"},
    ShortUnit{"cal", 4.184, "J"},
    ShortUnit{"kcal", 4184, "J"},
    ShortUnit{"mcal", 4.184e-3, "J"},
    ShortUnit{"ucal", 4.184e-6, "J"},
    ShortUnit{"eV", 1.602176634e-19, "J"},  // CODATA 2018, exact
    ShortUnit{"meV", 1.602176634e-22, "J"},
    ShortUnit{"Da", 1.66053906660e-27, "kg"},  // CODATA 2018
    ShortUnit{"kDa", 1.66053906660e-24, "kg"},
    ShortUnit{"u", 1.66053906660e-27, "kg"},
    ShortUnit{"R", gas_constant_J_molK, "J/(mol K)"},
    ShortUnit{"deg", 1, "degree"},
};

struct Ambiguous {
  std::string_view symbol;
  std::string_view readings;
};
constexpr std::array ambiguous_list = {
    Ambiguous{"C", "coulomb | degC (degree Celsius)"},
    Ambiguous{"F", "farad | degF (degree Fahrenheit)"},
    Ambiguous{"Cal", "cal (4.184 J) | kcal (the dietary calorie)"},
};

// What a unit measures, for messages.
struct Kind {
  const char* unit;
  std::string_view noun;
};
constexpr std::array kinds = {
    Kind{"1", "a pure number"},
    Kind{"K", "a temperature"},
    Kind{"kg", "a mass"},
    Kind{"m", "a length"},
    Kind{"s", "a time"},
    Kind{"mol", "an amount of substance"},
    Kind{"A", "an electric current"},
    Kind{"m2", "an area"},
    Kind{"m3", "a volume"},
    Kind{"J", "an energy (not per mole)"},
    Kind{"J/mol", "an energy per mole"},
    Kind{"J/(mol K)", "an entropy per mole"},
    Kind{"J/K", "an entropy (not per mole)"},
    Kind{"mol/m3", "a concentration"},
    Kind{"kg/m3", "a density"},
    Kind{"kg/mol", "a molar mass"},
    Kind{"m3/mol", "a molar volume"},
    Kind{"J/m2", "a surface energy"},
    Kind{"1/s", "a rate"},
    Kind{"1/m", "an inverse length"},
    Kind{"m-2", "a number per area"},
    Kind{"m-3", "a number per volume"},
    Kind{"1/(m3 s)", "a rate per volume"},
    Kind{"m/s", "a speed"},
    Kind{"K/s", "a heating rate"},
    Kind{"m2/s", "a diffusion coefficient"},
    Kind{"m3/s", "a flow rate"},
    Kind{"mol/s", "a flow of substance"},
    Kind{"Pa", "a pressure"},
    Kind{"N", "a force"},
    Kind{"C", "an electric charge"},
    Kind{"F", "a capacitance"},
    Kind{"V", "a voltage"},
    Kind{"W", "a power"},
};

constexpr std::array prefixes = {
    "kilo", "milli", "micro", "nano", "pico", "femto", "centi", "mega", "giga", "tera", "da", "T",
    "G",    "M",     "k",     "h",    "d",    "c",     "m",     "u",    "n",    "p",    "f",
};

// Other ways to write the same: (micro sign | Greek mu) -> u, superscripts -> digits, and so on.
struct Spelling {
  std::string_view written;
  std::string_view plain;
};
constexpr std::array spellings = {
    Spelling{"\u00b5", "u"},         Spelling{"\u03bc", "u"},
    Spelling{"\u00c5", "angstrom"},  Spelling{"\u212b", "angstrom"},
    Spelling{"A\u030a", "angstrom"}, Spelling{"\u00b0C", "degC"},
    Spelling{"\u00b0F", "degF"},     Spelling{"\u00b9", "1"},
    Spelling{"\u00b2", "2"},         Spelling{"\u00b3", "3"},
    Spelling{"\u207b", "-"},         Spelling{"\u2212", "-"},
    Spelling{"\u00b7", "*"},         Spelling{"\u22c5", "*"},
    Spelling{"\u00a0", " "},         Spelling{"**", "^"},
};

std::string plain_spelling(std::string_view text) {
  std::string plain(text);
  for (const Spelling& s : spellings)
    for (std::size_t at = plain.find(s.written); at != plain.npos; at = plain.find(s.written, at))
      plain.replace(at, s.written.size(), s.plain);
  return plain;
}

// The one unit system. UDUNITS-2 is not safe for threads: every use holds `mutex`.
class UnitSystem {
 public:
  static UnitSystem& get() {
    static UnitSystem system;
    return system;
  }

  std::mutex mutex;

  Unit parse(const char* udunits) const { return Unit(ut_parse(system_.get(), udunits, UT_ASCII)); }
  Unit one() const { return Unit(ut_get_dimensionless_unit_one(system_.get())); }
  Unit thermal() const { return Unit(ut_clone(thermal_.get())); }

  // The unit of one symbol, with at most one prefix; null if there is none.
  Unit symbol(const std::string& symbol) const {
    if (Unit unit = exact(symbol)) return unit;
    for (const std::string_view prefix : prefixes) {
      if (!symbol.starts_with(prefix)) continue;
      const std::string rest = symbol.substr(prefix.size());
      const bool has_prefix = rest == "kg" || rest == "kilogram";  // a name of UDUNITS-2 all the same
      if (!has_prefix && exact(rest)) return parse(symbol.c_str());
    }
    return nullptr;
  }

 private:
  UnitSystem() {
    ut_set_error_message_handler(ut_ignore);
    system_.reset(ut_read_xml(nullptr));
    if (!system_) throw std::runtime_error("the unit database of UDUNITS-2 cannot be read");
    thermal_.reset(ut_new_base_unit(system_.get()));
  }

  Unit exact(const std::string& name) const {
    if (ut_unit* unit = ut_get_unit_by_symbol(system_.get(), name.c_str())) return Unit(unit);
    return Unit(ut_get_unit_by_name(system_.get(), name.c_str()));
  }

  std::unique_ptr<ut_system, FreeSystem> system_;
  Unit thermal_;  // RT without a temperature: a dimension of its own, convertible to itself alone
};

// Reads "J/(mol K)":
//   product = ("1" | power) { [* . blank] power | "/" power }
//   power   = symbol [exponent] | "(" product ")" [exponent]
class UnitParser {
 public:
  UnitParser(std::string_view text, std::optional<double> temperature_K)
      : text_(plain_spelling(text)), temperature_K_(temperature_K) {}

  Unit parse() {
    skip_blanks();
    Unit unit = at_end() ? system_.one() : product();
    if (!at_end()) fail(quoted(text_.substr(at_)) + " is out of place in " + quoted(text_));
    return unit;
  }

  bool used_thermal() const { return used_thermal_; }

 private:
  static constexpr int deepest = 20;

  [[noreturn]] static void fail(const std::string& reason) { throw std::invalid_argument(reason); }

  bool at_end() const { return at_ >= text_.size(); }
  char peek() const { return at_end() ? '\0' : text_[at_]; }
  void skip_blanks() {
    while (peek() == ' ' || peek() == '\t') ++at_;
  }
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }
  static bool in_symbol(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '%' || c == '_';
  }

  Unit product() {
    Unit unit = peek() == '1' ? one() : power();
    std::size_t slash = std::string::npos;
    for (skip_blanks(); !at_end() && peek() != ')'; skip_blanks()) {
      const std::size_t start = at_;
      const bool divides = take_operator();
      if (divides)
        slash = start;
      else if (slash != std::string::npos)
        fail_two_readings(slash, start);
      const Unit next = power();
      unit.reset(divides ? ut_divide(unit.get(), next.get()) : ut_multiply(unit.get(), next.get()));
    }
    return unit;
  }

  // Moves past "/", "*", "." or nothing; true for a division.
  bool take_operator() {
    const char c = peek();
    if (c == '/' || c == '*' || c == '.') ++at_;
    skip_blanks();
    return c == '/';
  }

  // "J/mol K" is J/(mol K) to some and (J/mol) K to others.
  [[noreturn]] void fail_two_readings(std::size_t slash, std::size_t after) const {
    const std::string left = text_.substr(0, slash);
    std::string below = text_.substr(slash + 1, after - slash - 1);
    below.erase(below.find_last_not_of(' ') + 1);
    const std::string rest = text_.substr(text_.find_first_not_of(" *.", after));
    fail(quoted(text_) + " is ambiguous: " + left + "/(" + below + " " + rest + ") | (" + left + "/" + below +
         ") " + rest);
  }

  Unit power() {
    if (peek() == '(') return raised(bracket());
    return raised(symbol());
  }

  // The 1 of "1/s": nothing but a division may follow, else "5 1 K" would be five kelvins.
  Unit one() {
    ++at_;
    skip_blanks();
    if (!at_end() && peek() != '/' && peek() != ')') fail("a number is out of place in " + quoted(text_));
    return system_.one();
  }

  Unit bracket() {
    if (++depth_ > deepest) fail("too many brackets in " + quoted(text_));
    ++at_;
    skip_blanks();
    Unit unit = product();
    if (peek() != ')') fail("a bracket is not closed in " + quoted(text_));
    ++at_;
    --depth_;
    return unit;
  }

  Unit symbol() {
    const std::size_t start = at_;
    while (in_symbol(peek())) ++at_;
    if (at_ == start) fail_without_symbol();
    return unit_of(text_.substr(start, at_ - start));
  }

  [[noreturn]] void fail_without_symbol() const {
    if (at_end()) fail("a unit is missing at the end of " + quoted(text_));
    fail(quoted(text_.substr(at_)) + " is out of place in " + quoted(text_));
  }

  Unit unit_of(const std::string& symbol) {
    for (const Ambiguous& a : ambiguous_list)
      if (symbol == a.symbol) fail(quoted(symbol) + " is ambiguous: " + std::string(a.readings));
    if (symbol == "RT" || symbol == "kT") return thermal_unit();
    for (const ShortUnit& s : short_list)
      if (symbol == s.symbol) return Unit(ut_scale(s.factor, system_.parse(s.udunits).get()));
    Unit unit = system_.symbol(symbol);
    if (!unit) fail("unknown unit " + quoted(symbol));
    return unit;
  }

  Unit thermal_unit() {
    used_thermal_ = true;
    if (!temperature_K_) return system_.thermal();
    return Unit(ut_scale(gas_constant_J_molK * *temperature_K_, system_.parse("J/mol").get()));
  }

  Unit raised(Unit unit) {
    if (peek() == '^')
      ++at_;
    else if (!is_digit(peek()) && !is_minus_digit())
      return unit;
    const int sign = peek() == '-' ? -1 : 1;
    if (sign < 0) ++at_;
    if (!is_digit(peek())) fail("an exponent is missing in " + quoted(text_));
    const int exponent = sign * (text_[at_++] - '0');
    if (is_digit(peek())) fail("an exponent is too large in " + quoted(text_));
    return Unit(ut_raise(unit.get(), exponent));
  }

  bool is_minus_digit() const { return peek() == '-' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]); }

  const UnitSystem& system_ = UnitSystem::get();
  std::string text_;
  std::optional<double> temperature_K_;
  std::size_t at_ = 0;
  int depth_ = 0;
  bool used_thermal_ = false;
};

// Not ut_are_convertible: that also turns a time into a rate by 1/x.
bool same_dimension(const Unit& a, const Unit& b) {
  const Unit ratio(ut_divide(a.get(), b.get()));
  return ratio && ut_is_dimensionless(ratio.get());
}

std::string noun_of(const Unit& unit) {
  for (const Kind& kind : kinds)
    if (same_dimension(unit, UnitSystem::get().parse(kind.unit))) return std::string(kind.noun);
  std::array<char, 128> text{};
  const int length = ut_format(unit.get(), text.data(), text.size() - 1, UT_ASCII | UT_DEFINITION);
  return length > 0 ? std::string(text.data()).append(" in SI base units") : "something else";
}

[[noreturn]] void fail_incompatible(std::string_view from, const Unit& from_unit, std::string_view to,
                                    const Unit& to_unit) {
  if (from.empty()) throw std::invalid_argument("it has no unit");
  std::string text = std::string(from) + " is " + noun_of(from_unit);
  if (!to.empty() && to != "1") text += ", " + std::string(to) + " is " + noun_of(to_unit);
  throw std::invalid_argument(text);
}

// At any temperature the two may agree, and then it is the temperature that is missing.
[[noreturn]] void fail_without_temperature(std::string_view from, std::string_view to) {
  const Unit from_unit = UnitParser(from, 1.0).parse(), to_unit = UnitParser(to, 1.0).parse();
  if (same_dimension(from_unit, to_unit)) throw std::invalid_argument("RT and kT need a temperature");
  fail_incompatible(from, from_unit, to, to_unit);
}

// The whole number or power of ten that `factor` is but for rounding errors.
std::optional<double> round_number(double factor) {
  if (!(factor > 0.5)) return {};
  const double nearest = factor < 1e15 ? std::round(factor) : std::pow(10.0, std::round(std::log10(factor)));
  if (std::abs(factor - nearest) > 2e-15 * factor) return {};
  return nearest;
}

// Most factors between units are round numbers or one over a round number; using that number gives the
// nearest double: 3 nm are 3e-9 m and not 3.0000000000000004e-9 m.
double apply(const cv_converter* converter, double value) {
  if (cv_convert_double(converter, 0) != 0) return cv_convert_double(converter, value);
  const double factor = cv_convert_double(converter, 1);
  if (const auto times = round_number(factor)) return value * *times;
  if (const auto over = round_number(1 / factor)) return value / *over;
  return value * factor;
}

void check_temperature(std::optional<double> temperature_K) {
  if (temperature_K && !(*temperature_K > 0 && std::isfinite(*temperature_K)))
    throw std::invalid_argument("a temperature of " + format_number(*temperature_K) + " K makes no sense");
}

}  // namespace

std::string quoted(std::string_view text) {
  constexpr std::size_t longest = 60;
  std::string result = "\"";
  result.append(text.substr(0, longest)).append(text.size() > longest ? "...\"" : "\"");
  return result;
}

double convert_between(double value, std::string_view from, std::string_view to,
                       std::optional<double> temperature_K) {
  check_temperature(temperature_K);
  const std::lock_guard lock(UnitSystem::get().mutex);
  UnitParser from_parser(from, temperature_K), to_parser(to, temperature_K);
  const Unit from_unit = from_parser.parse();
  const Unit to_unit = to_parser.parse();
  const bool thermal = from_parser.used_thermal() || to_parser.used_thermal();
  if (!same_dimension(from_unit, to_unit)) {
    if (thermal && !temperature_K) fail_without_temperature(from, to);
    fail_incompatible(from, from_unit, to, to_unit);
  }
  const Converter converter(ut_get_converter(from_unit.get(), to_unit.get()));
  if (!converter) fail_incompatible(from, from_unit, to, to_unit);
  return apply(converter.get(), value);
}

}  // namespace nacre
