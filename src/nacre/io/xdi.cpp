#include "nacre/io/xdi.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include "nacre/io/data_error.hpp"
#include "nacre/io/text_lines.hpp"

namespace nacre::io {
namespace {

constexpr std::size_t most_columns = 64;

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

struct Header {
  std::map<std::string, std::string> fields{};          // "element.symbol" -> "Cd"
  std::map<std::size_t, std::string> names{}, units{};  // of column 1, 2, ...
};

void read_column(const std::string& key, std::string_view value, Header& header) {
  std::size_t number = 0;
  const std::string_view digits = std::string_view(key).substr(7);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size()) return;
  if (number < 1 || number > most_columns) return;
  const std::size_t blank = value.find_first_of(" \t");
  header.names[number] = std::string(value.substr(0, blank));
  if (blank != value.npos) header.units[number] = std::string(trimmed(value.substr(blank)));
}

// Lines behind "///" are comments of who measured.
Header read_header(std::string_view text) {
  Header header;
  for (std::string_view line : line_views(text)) {
    line = trimmed(line);
    if (!line.starts_with("#")) break;
    line = trimmed(line.substr(1));
    if (line.starts_with("///")) break;
    const std::size_t colon = line.find(':');
    if (colon == line.npos) continue;
    const std::string key = lower(trimmed(line.substr(0, colon)));
    if (key.find('.') == key.npos) continue;
    header.fields[key] = std::string(trimmed(line.substr(colon + 1)));
    if (key.starts_with("column.")) read_column(key, trimmed(line.substr(colon + 1)), header);
  }
  return header;
}

std::vector<std::string> names_of(const Header& header, const NumberRows& rows,
                                  const std::filesystem::path& file) {
  if (header.names.empty()) {
    std::vector<std::string> names = names_in_header(rows);
    if (names.empty())
      fail_with_file(file, "names no columns", "no line \"# Column.1: energy eV\"", "one such line a column");
    return names;
  }
  std::vector<std::string> names(rows.columns.size());
  const std::size_t last = header.names.rbegin()->first;
  if (last > names.size())
    fail_with_file(file, "announces more columns than its rows have",
                   std::to_string(names.size()) + " in a row",
                   "column " + std::to_string(last) + ", " + header.names.at(last));
  for (const auto& [number, name] : header.names) names[number - 1] = name;
  for (std::string& name : names)
    if (name.empty()) name = "(no name)";
  return names;
}

std::string unit_of_energy(const Header& header) {
  for (const auto& [number, name] : header.names)
    if (lower(name).starts_with("energy") && header.units.contains(number)) return header.units.at(number);
  return "";
}

}  // namespace

bool is_xdi(std::string_view text) {
  const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
  std::string_view line = trimmed(text.substr(0, end));
  if (!line.starts_with("#")) return false;
  return trimmed(line.substr(1)).starts_with("XDI/");
}

XafsScan read_xdi(const std::filesystem::path& file, const XafsOptions& options) {
  const std::string text = read_measured_text(file);
  if (!is_xdi(text)) fail_with_file(file, "is no XDI file", "", "\"# XDI/1.0\" at the beginning");
  const Header header = read_header(text);
  const NumberRows rows = read_number_rows(text, file);
  XafsScan scan =
      scan_of_columns(rows, names_of(header, rows, file), unit_of_energy(header), text, file, options);
  const auto field = [&](const char* key) {
    return header.fields.contains(key) ? header.fields.at(key) : std::string();
  };
  scan.element = field("element.symbol");
  scan.edge = field("element.edge");
  return scan;
}

}  // namespace nacre::io
