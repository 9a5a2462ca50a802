#include "nacre/io/frame_units.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <utility>

#include "nacre/io/text_lines.hpp"

namespace nacre::io {
namespace {

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) || (c & 0x80); }
bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)); }

struct Length {
  std::string_view spelling;
  const char* inverse;
  double in_per_nm;
};

// The longest spellings first. U+00C5, U+212B and the letter with a ring as an accent of its own.
constexpr Length lengths[] = {
    {"angstroms", "1/A", 10}, {"Angstroms", "1/A", 10}, {"angstrom", "1/A", 10},  {"Angstrom", "1/A", 10},
    {"ANGSTROM", "1/A", 10},  {"nanometer", "1/nm", 1}, {"A\xCC\x8A", "1/A", 10}, {"\xE2\x84\xAB", "1/A", 10},
    {"\xC3\x85", "1/A", 10},  {"Ang", "1/A", 10},       {"ang", "1/A", 10},       {"nm", "1/nm", 1},
    {"cm", "1/cm", 1e-7},     {"A", "1/A", 10},         {"m", "1/m", 1e-9},
};

constexpr std::string_view powers[] = {"^{-1}",
                                       "^(-1)",
                                       "**-1",
                                       "^-1",
                                       "\xE2\x81\xBB\xC2\xB9",
                                       "^\xE2\x88\x92"
                                       "1",
                                       "\xE2\x88\x92"
                                       "1",
                                       "-1"};
constexpr std::string_view fronts[] = {"1/", "1 / ", "per_", "per ", "inverse ", "/ ", "/"};

const Length* length_at(std::string_view text) {
  for (const Length& one : lengths)
    if (text.starts_with(one.spelling)) return &one;
  return nullptr;
}

std::size_t power_at(std::string_view text) {
  for (const std::string_view power : powers)
    if (text.starts_with(power)) return power.size();
  return 0;
}

std::size_t front_at(std::string_view text) {
  for (const std::string_view front : fronts)
    if (text.starts_with(front)) return front.size();
  return 0;
}

struct Match {
  const Length* length = nullptr;
  std::size_t size = 0;
};

// "1/nm" and "per_nm" have no power, "nm^-1" has no front.
Match match_at(std::string_view text) {
  const std::size_t front = front_at(text);
  const Length* length = length_at(text.substr(front));
  if (!length) return {};
  const std::size_t end = front + length->spelling.size();
  const std::size_t power = power_at(text.substr(end));
  const std::size_t size = end + power;
  const bool one_of_both = (front > 0) != (power > 0);
  const bool ends = size == text.size() || !(is_letter(text[size]) || is_digit(text[size]));
  return one_of_both && ends ? Match{length, size} : Match{};
}

struct Spelling {
  std::string_view text;
  SeriesUnit unit;
};

const std::array<Spelling, 26>& series_spellings() {
  static const SeriesUnit s{"s", 1, 0}, ms{"s", 1e-3, 0}, min{"s", 60, 0}, h{"s", 3600, 0}, K{"K", 1, 0},
      C{"K", 1, 273.15};
  static const std::array<Spelling, 26> all{{{"s", s},
                                             {"sec", s},
                                             {"secs", s},
                                             {"second", s},
                                             {"seconds", s},
                                             {"ms", ms},
                                             {"min", min},
                                             {"mins", min},
                                             {"minute", min},
                                             {"minutes", min},
                                             {"h", h},
                                             {"hr", h},
                                             {"hrs", h},
                                             {"hour", h},
                                             {"hours", h},
                                             {"K", K},
                                             {"kelvin", K},
                                             {"degC", C},
                                             {"deg_C", C},
                                             {"deg C", C},
                                             {"C", C},
                                             {"\xC2\xB0"
                                              "C",
                                              C},
                                             {"\xC2\xB0 C", C},
                                             {"celsius", C},
                                             {"oC", C},
                                             {"\xE2\x84\x83", C}}};
  return all;
}

// Where the number that begins at `at` ends; `at` itself where none begins.
std::size_t number_end(std::string_view text, std::size_t at) {
  std::size_t end = at;
  if (end < text.size() && (text[end] == '-' || text[end] == '+')) ++end;
  const std::size_t digits = end;
  while (end < text.size() && (is_digit(text[end]) || (text[end] == '.' && end > digits))) ++end;
  while (end > digits && text[end - 1] == '.') --end;
  return end > digits ? end : at;
}

// The unit that begins the text, which no letter or digit follows; the longest that fits.
const SeriesUnit* series_unit_at(std::string_view text) {
  const Spelling* best = nullptr;
  for (const Spelling& one : series_spellings()) {
    const std::size_t size = one.text.size();
    const bool fits = text.starts_with(one.text) &&
                      (size == text.size() || !(is_letter(text[size]) || is_digit(text[size])));
    if (fits && (!best || size > best->text.size())) best = &one;
  }
  return best ? &best->unit : nullptr;
}

}  // namespace

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(),
                         [](unsigned char c) { return static_cast<char>(c < 0x80 ? std::tolower(c) : c); });
  return lower;
}

std::optional<InverseLength> inverse_length(std::string_view text) {
  text = trimmed(text);
  const Match match = match_at(text);
  if (!match.length || match.size != text.size()) return {};
  return InverseLength{match.length->inverse, match.length->in_per_nm};
}

std::vector<InverseLength> inverse_lengths_in(std::string_view text) {
  std::vector<InverseLength> found;
  for (std::size_t at = 0; at < text.size();) {
    const bool inside_word = at > 0 && (is_letter(text[at - 1]) || is_digit(text[at - 1]));
    const bool begins = !inside_word || text[at] == '/';
    const Match match = begins ? match_at(text.substr(at)) : Match{};
    if (match.length) found.push_back({match.length->inverse, match.length->in_per_nm});
    at += std::max<std::size_t>(match.size, 1);
  }
  return found;
}

std::optional<SeriesUnit> series_unit(std::string_view text) {
  text = trimmed(text);
  const SeriesUnit* unit = series_unit_at(text);
  for (const Spelling& one : series_spellings())
    if (unit && one.text == text) return one.unit;
  return {};
}

std::optional<SeriesValue> series_value_in(std::string_view name) {
  for (std::size_t at = 0; at < name.size(); ++at) {
    const bool inside_word =
        at > 0 && (is_letter(name[at - 1]) || is_digit(name[at - 1]) || name[at - 1] == '.');
    const std::size_t end = inside_word ? at : number_end(name, at);
    if (end == at) continue;
    const std::size_t unit_at = std::min(name.find_first_not_of(" _", end), name.size());
    double value = 0;
    const SeriesUnit* unit = series_unit_at(name.substr(unit_at));
    if (unit && read_number(name.substr(at, end - at), value) == Reading::number)
      return SeriesValue{unit->convert(value), unit->unit};
    at = end - 1;
  }
  return {};
}

std::optional<SpectrumUnit> spectrum_unit(std::string_view text) {
  const std::string lower = lower_case(trimmed(text));
  static const std::pair<const char*, SpectrumUnit> known[] = {
      {"nm", {"nm", 1}},           {"nanometer", {"nm", 1}},  {"nanometers", {"nm", 1}},
      {"a", {"nm", 0.1}},          {"angstrom", {"nm", 0.1}}, {"um", {"nm", 1000}},
      {"\xC2\xB5m", {"nm", 1000}}, {"ev", {"eV", 1}},         {"mev", {"eV", 1e-3}}};
  for (const auto& [spelling, unit] : known)
    if (lower == spelling) return unit;
  return {};
}

}  // namespace nacre::io
