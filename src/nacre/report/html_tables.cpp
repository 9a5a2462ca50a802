#include "nacre/report/html_tables.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <sstream>

#include "nacre/io/csv.hpp"
#include "nacre/io/files.hpp"
#include "nacre/report/numbers.hpp"
#include "nacre/report/xml.hpp"

namespace nacre::report {
namespace {

constexpr std::size_t open_rows = 12;

// The whole text as a number, or nothing.
std::optional<double> number(const std::string& text) {
  double value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  return error == std::errc() && stop == end ? std::optional(value) : std::nullopt;
}

std::string table_cell(const std::string& text) {
  const auto value = number(text);
  if (!value) return "<td>" + escape(text) + "</td>";
  return "<td class=\"number\">" + with_minus_signs(short_number(*value, 6)) + "</td>";
}

std::string head(const io::CsvTable& table) {
  std::string cells;
  for (std::size_t column = 0; column < table.names().size(); ++column) {
    const bool numeric = table.rows() > 0 && number(table.cell(0, column).text);
    cells += (numeric ? "<th class=\"number\">" : "<th>") + escape(table.names()[column]) + "</th>";
  }
  return "<thead><tr>" + cells + "</tr></thead>\n";
}

std::string body(const io::CsvTable& table) {
  std::string rows;
  for (std::size_t row = 0; row < std::min(table.rows(), shown_rows); ++row) {
    rows += "<tr>";
    for (std::size_t column = 0; column < table.names().size(); ++column) {
      rows += table_cell(table.cell(row, column).text);
    }
    rows += "</tr>\n";
  }
  return "<tbody>\n" + rows + "</tbody>\n";
}

// The '#' lines at the top of the file.
std::string notes(const std::string& csv) {
  std::istringstream lines(csv);
  std::string list;
  for (std::string line; std::getline(lines, line) && line.starts_with('#');) {
    const auto start = line.find_first_not_of("# \t");
    if (start != std::string::npos) list += (list.empty() ? "" : "<br>\n") + escape(line.substr(start));
  }
  return list.empty() ? "" : "<p class=\"note\">" + list + "</p>\n";
}

// Everything but letters, digits and a few safe signs as %XX.
std::string percent_encoded(const std::string& text) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool safe = byte < 0x80 && (std::isalnum(byte) ||
                                      std::string_view("-._~,;:()+*/= ").find(c) != std::string_view::npos);
    if (safe)
      result += c;
    else
      result += {'%', digits[byte >> 4], digits[byte & 15]};
  }
  return result;
}

std::string download(const std::string& file, const std::string& csv) {
  const bool embedded = csv.size() <= largest_embedded_csv;
  const std::string target =
      embedded ? "data:text/csv;charset=utf-8," + percent_encoded(csv) : "tables/" + percent_encoded(file);
  return "<p><a class=\"download\" download=\"" + escape(file) + "\" href=\"" + target +
         "\">Download CSV</a></p>\n";
}

std::string block(const std::string& file, const std::string& csv, const std::string& size, bool open,
                  const std::string& content) {
  return "<details" + std::string(open ? " open" : "") + "><summary><span class=\"name\">" + escape(file) +
         "</span> <span class=\"muted\">" + size + "</span></summary>\n" + notes(csv) + content +
         download(file, csv) + "</details>\n";
}

std::string rows_text(std::size_t rows) { return rows == 1 ? "1 row" : std::to_string(rows) + " rows"; }

}  // namespace

std::string table_html(const std::filesystem::path& csv_file) {
  const std::string csv = io::read_file(csv_file);
  const std::string file = csv_file.filename().string();
  std::optional<io::CsvTable> table;
  try {
    table = io::CsvTable::read(csv_file);
  } catch (const Error&) {  // without rows, say: shown as it stands
    return block(file, csv, "", false, "<pre>" + escape(csv.substr(0, largest_embedded_csv)) + "</pre>\n");
  }
  std::string content =
      "<div class=\"scroll data\"><table>\n" + head(*table) + body(*table) + "</table></div>\n";
  if (table->rows() > shown_rows) {
    content += "<p class=\"note\">The first " + std::to_string(shown_rows) + " of " +
               rows_text(table->rows()) + "; the download has them all.</p>\n";
  }
  return block(file, csv, rows_text(table->rows()), table->rows() <= open_rows, content);
}

}  // namespace nacre::report
