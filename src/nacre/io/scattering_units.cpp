#include "nacre/io/scattering_units.hpp"

#include <algorithm>
#include <cctype>
#include <optional>
#include <utility>

#include "nacre/io/frame_series.hpp"
#include "nacre/io/text_lines.hpp"

namespace nacre::io {
namespace {

bool is_q_unit(const InverseLength& one) { return one.unit == "1/nm" || one.unit == "1/A"; }

[[noreturn]] void fail(const Place& where, std::string message, std::string found, std::string expected,
                       std::string hint) {
  throw UnitError(ErrorParts{ExitCode::data, where, std::move(message), std::move(found), std::move(expected),
                             std::move(hint)});
}

void take(const std::string& line, HeaderUnits& units) {
  for (const InverseLength& one : inverse_lengths_in(line)) {
    std::string& unit = is_q_unit(one) ? units.q : units.intensity;
    if (is_q_unit(one) && !unit.empty() && unit != one.unit) units.q_is_ambiguous = true;
    if (unit.empty()) unit = one.unit;
  }
}

// "q unit: 1/nm", "Q units = A^-1", "x-unit 1/A".
bool declares_q(const std::string& line) {
  const std::string lower = lower_case(line);
  const bool begins = lower.starts_with("q") || lower.starts_with("x") || lower.starts_with("unit");
  return begins && lower.find("unit") != std::string::npos && lower.size() < 60;
}

// Prose may mention a unit of something else.
bool names_columns(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of("\"'<[( \t"), line.size()));
  const std::string lower = lower_case(line);
  const std::string first = lower.substr(0, lower.find_first_of(" \t,;)]>\"'"));
  return lower.starts_with("q") || lower.starts_with("x") || lower.starts_with("scattering vector") ||
         lower.starts_with("momentum transfer") || lower.find("columns are") != lower.npos ||
         inverse_length(std::string(line.substr(0, first.size()))).has_value();
}

}  // namespace

const std::string* line_of_names(const std::vector<std::string>& header) {
  const auto has_letter = [](const std::string& line) {
    return std::ranges::any_of(line, [](unsigned char c) { return std::isalpha(c) != 0; });
  };
  const auto last = std::find_if(header.rbegin(), header.rend(), has_letter);
  return last != header.rend() && names_columns(*last) ? &*last : nullptr;
}

double q_factor(const std::string& said, const std::string& declared, const Place& where) {
  const std::optional<InverseLength> in_file = inverse_length(said);
  const std::optional<InverseLength> wanted = inverse_length(declared);
  if (!declared.empty() && !(wanted && is_q_unit(*wanted)))
    throw UnitError(
        ErrorParts{ExitCode::usage, {}, "the declared unit of q is none", declared, "1/nm or 1/A", ""});
  if (!in_file && !wanted)
    fail(where, "does not say the unit of q", said.empty() ? "no unit" : said, "1/nm or 1/A",
         "declare it in the study: [data] q_unit = \"1/A\" or \"1/nm\"");
  if (in_file && wanted && in_file->unit != wanted->unit)
    fail(where, "the unit of q is not the declared one", in_file->unit, wanted->unit + ", as q_unit says",
         "the file is right: leave q_unit out; the file is wrong: correct it there");
  return in_file ? in_file->in_per_nm : wanted->in_per_nm;
}

HeaderUnits units_in_header(const std::vector<std::string>& header) {
  HeaderUnits units;
  const std::string* names = line_of_names(header);
  if (names) take(*names, units);
  if (!units.q.empty()) return units;
  for (const std::string& line : header)
    if (declares_q(line)) take(line, units);
  return units;
}

// Per steradian is the same number: a differential cross section per volume.
std::optional<std::string> intensity_unit(const std::string& text) {
  const std::string lower = lower_case(trimmed(text));
  for (const char* relative : {"", "1", "a.u.", "au", "a.u", "arb. u.", "arbitrary", "arbitrary units", "arb",
                               "arb. units", "counts", "count", "cts", "none", "unknown", "dimensionless"})
    if (lower == relative) return "";
  for (const char* absolute :
       {"1/cm/sr", "1/(cm sr)", "1/(cm*sr)", "cm^-1 sr^-1", "cm-1 sr-1", "cm^-1*sr^-1"})
    if (lower == absolute) return "1/cm";
  const auto unit = inverse_length(text);
  if (unit && (unit->unit == "1/cm" || unit->unit == "1/m")) return unit->unit;
  return {};
}

std::string settle_intensity_unit(const std::string& said, std::vector<double>& y,
                                  std::vector<double>& y_error) {
  if (said != "1/m") return said == "1/cm" ? said : "";
  for (double& value : y) value *= 0.01;
  for (double& value : y_error) value *= 0.01;
  return "1/cm";
}

}  // namespace nacre::io
