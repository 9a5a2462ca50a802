#include "nacre/io/number_rows.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "nacre/io/data_error.hpp"
#include "nacre/io/files.hpp"
#include "nacre/io/text_lines.hpp"

namespace nacre::io {
namespace {

constexpr std::size_t most_columns = 64;  // of a row; wider tables are not curves
constexpr std::string_view blanks = " \t";

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 32 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\x1a';  // ^Z ends DOS files
}

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t size = lead < 0x80       ? 1
                             : lead >> 5 == 6  ? 2
                             : lead >> 4 == 14 ? 3
                             : lead >> 3 == 30 ? 4
                                               : 0;
    if (size == 0 || i + size > text.size()) return false;
    for (std::size_t k = 1; k < size; ++k)
      if ((static_cast<unsigned char>(text[i + k]) & 0xC0u) != 0x80u) return false;
    i += size;
  }
  return true;
}

std::string from_latin1(std::string_view text) {
  std::string utf8;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      utf8 += c;
    } else {
      utf8 += static_cast<char>(0xC0u | (byte >> 6));
      utf8 += static_cast<char>(0x80u | (byte & 0x3Fu));
    }
  }
  return utf8;
}

bool is_comment(std::string_view line) {
  const std::size_t at = line.find_first_not_of(blanks);
  if (at == line.npos) return false;
  return line[at] == '#' || line[at] == '%' || line[at] == '!' || line.substr(at).starts_with("//");
}

bool is_empty(std::string_view line) { return line.find_first_not_of(" \t\f\x1a") == line.npos; }

std::string_view unquoted(std::string_view cell) {
  cell = trimmed(cell);
  if (cell.size() >= 2 && (cell[0] == '"' || cell[0] == '\'') && cell.back() == cell[0])
    cell = trimmed(cell.substr(1, cell.size() - 2));
  return cell;
}

// Calls take(cell, offset) for each cell; a separator at the end of the line opens none.
template <typename Take>
void for_each_cell(std::string_view line, const CellLayout& layout, const Take& take) {
  if (layout.separator == ' ') {
    for (std::size_t at = line.find_first_not_of(blanks); at != line.npos;) {
      const std::size_t end = std::min(line.find_first_of(blanks, at), line.size());
      take(unquoted(line.substr(at, end - at)), at);
      at = line.find_first_not_of(blanks, end);
    }
    return;
  }
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t end = std::min(line.find(layout.separator, at), line.size());
    const std::string_view cell = line.substr(at, end - at);
    const std::size_t lead = std::min(cell.find_first_not_of(blanks), cell.size());
    if (end < line.size() || lead < cell.size()) take(unquoted(cell), at + lead);
    at = end + 1;
  }
}

// Commas with blanks beside them separate; commas inside of cells that blanks separate are decimal.
CellLayout layout_of(std::string_view line) {
  if (line.find(';') != line.npos) return {';', line.find(',') != line.npos};
  if (line.find(',') == line.npos) return {};
  line = trimmed(line);
  bool beside_blank = false, inside = false, blank_alone = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const auto is_blank = [&](std::size_t k) {
      return k < line.size() && blanks.find(line[k]) != blanks.npos;
    };
    if (line[i] == ',')
      (i + 1 >= line.size() || is_blank(i + 1) || (i > 0 && is_blank(i - 1)) ? beside_blank : inside) = true;
    if (is_blank(i) && i > 0 && line[i - 1] != ',') {
      const std::size_t next = line.find_first_not_of(blanks, i);
      blank_alone |= next != line.npos && line[next] != ',' && !is_blank(i - 1);
    }
  }
  const bool decimal = inside && blank_alone && !beside_blank && line.find('.') == line.npos;
  return decimal ? CellLayout{' ', true} : CellLayout{',', false};
}

struct Scan {
  std::size_t cells = 0;
  std::size_t numbers = 0;
  bool all_numbers() const { return cells > 0 && cells == numbers; }
};

Scan scan(std::string_view line, const CellLayout& layout, double* values) {
  Scan result;
  for_each_cell(line, layout, [&](std::string_view cell, std::size_t) {
    double value = 0;
    if (read_cell(cell, layout.decimal_comma, value)) {
      if (result.numbers < most_columns) values[result.numbers] = value;
      ++result.numbers;
    }
    ++result.cells;
  });
  return result;
}

// One pass over the lines of a file.
class Finder {
 public:
  Finder(std::string_view text, const std::filesystem::path& file) : lines_(line_views(text)), file_(file) {}

  NumberRows find() {
    const std::size_t start = find_start();
    keep_header(start);
    read_rows(start);
    return std::move(rows_);
  }

 private:
  std::size_t next_content(std::size_t from) const {
    while (from < lines_.size() && (is_empty(lines_[from]) || is_comment(lines_[from]))) ++from;
    return from;
  }

  // A line of words after it makes a row of numbers a part of the header.
  std::size_t find_start() {
    for (std::size_t i = next_content(0); i < lines_.size(); i = next_content(i + 1)) {
      const CellLayout layout = layout_of(lines_[i]);
      const Scan here = scan(lines_[i], layout, values_);
      if (!here.all_numbers() || here.cells < 2 || here.cells > most_columns) continue;
      const std::size_t next = next_content(i + 1);
      if (next < lines_.size() && scan(lines_[next], layout, values_).numbers == 0) continue;
      rows_.layout = layout;
      return i;
    }
    fail_without_rows();
  }

  [[noreturn]] void fail_without_rows() const {
    const bool empty = std::ranges::all_of(lines_, is_empty);
    fail_with_file(file_, empty ? "is empty" : "has no rows of numbers", empty ? "" : first_words(),
                   "rows of at least two numbers, separated by blanks, tabs, commas or semicolons",
                   "decimal commas are read where semicolons, tabs or blanks separate the numbers");
  }

  std::string first_words() const {
    const auto line = std::ranges::find_if_not(lines_, is_empty);
    return "\"" + std::string(line->substr(0, 60)) + "\" and no such row";
  }

  void keep_header(std::size_t start) {
    for (std::size_t i = 0; i < start; ++i) {
      const std::size_t at = lines_[i].find_first_not_of(" \t#%!/");
      if (at != std::string_view::npos) rows_.header.emplace_back(lines_[i].substr(at));
    }
  }

  void read_rows(std::size_t start) {
    const std::size_t columns = scan(lines_[start], rows_.layout, values_).cells;
    rows_.columns.resize(columns);
    for (auto& column : rows_.columns) column.reserve(lines_.size() - start);
    rows_.lines.reserve(lines_.size() - start);
    for (std::size_t i = start; i < lines_.size(); ++i) {
      const std::string_view line = lines_[i];
      if (is_empty(line) || is_comment(line)) continue;
      const Scan here = scan(line, rows_.layout, values_);
      if (here.cells == columns && here.all_numbers())
        keep_row(i);
      else if (is_footer(i))
        return;
      else
        fail_in_row(i, columns, here);
    }
  }

  void keep_row(std::size_t line) {
    for (std::size_t k = 0; k < rows_.columns.size(); ++k) {
      if (!std::isfinite(values_[k])) fail_at_cell(line, k, "is not a finite number");
      rows_.columns[k].push_back(values_[k]);
    }
    rows_.lines.push_back(static_cast<int>(line) + 1);
  }

  // Words after which no rows follow; a line that begins with a number is a broken row.
  bool is_footer(std::size_t line) {
    const auto cells = cells_of(lines_[line], rows_.layout);
    double value = 0;
    if (!cells.empty() && read_cell(cells[0].text, rows_.layout.decimal_comma, value)) return false;
    for (std::size_t i = line + 1; i < lines_.size(); ++i) {
      const Scan later = scan(lines_[i], rows_.layout, values_);
      if (later.all_numbers() && later.cells == rows_.columns.size()) return false;
    }
    return true;
  }

  [[noreturn]] void fail_in_row(std::size_t line, std::size_t columns, const Scan& here) const {
    const auto cells = cells_of(lines_[line], rows_.layout);
    for (std::size_t k = 0; k < std::min(cells.size(), columns); ++k) {
      double value = 0;
      if (!read_cell(cells[k].text, rows_.layout.decimal_comma, value))
        fail_at_cell(line, k, here.numbers == 0 ? "is text among the rows of numbers" : "is not a number");
    }
    const bool last = next_content(line + 1) == lines_.size();
    fail_at(place(line, 0, lines_[line]), "a row has another number of columns than the rows before it",
            std::to_string(here.cells), std::to_string(columns),
            last ? "it is the last row: the file may have been cut off" : "");
  }

  [[noreturn]] void fail_at_cell(std::size_t line, std::size_t column, const std::string& what) const {
    const auto cells = cells_of(lines_[line], rows_.layout);
    const CellView cell = cells.at(column);
    fail_at(place(line, cell.offset, cell.text), "column " + std::to_string(column + 1) + " " + what,
            cell.text.empty() ? "nothing" : std::string(cell.text.substr(0, 60)), "a number");
  }

  Place place(std::size_t line, std::size_t offset, std::string_view underlined) const {
    const std::string_view text = lines_[line];
    return {file_.string(), static_cast<int>(line) + 1,
            static_cast<int>(count_characters(text.substr(0, offset))) + 1, std::string(text),
            std::max(1, static_cast<int>(count_characters(underlined)))};
  }

  std::vector<std::string_view> lines_;
  const std::filesystem::path& file_;
  NumberRows rows_;
  double values_[most_columns];
};

// "1.5D-3", "1,5": as from_chars reads it.
bool read_altered(std::string_view cell, bool decimal_comma, double& value) {
  constexpr std::size_t longest = 64;
  if (cell.size() > longest) return false;
  char copy[longest];
  std::ranges::copy(cell, copy);
  bool altered = false;
  for (std::size_t i = 1; i < cell.size(); ++i) {
    if (copy[i] == 'D' || copy[i] == 'd') copy[i] = 'e', altered = true;
    if (copy[i] == ',' && decimal_comma) copy[i] = '.', altered = true;
  }
  return altered && read_number(std::string_view(copy, cell.size()), value) == Reading::number;
}

}  // namespace

std::string read_measured_text(const std::filesystem::path& file) {
  std::string text = read_file(file);
  if (std::ranges::any_of(text, is_control))
    fail_with_file(file, "is not a text of numbers", "binary content", "text, HDF5 or canSAS XML",
                   "export the curve as text with the columns q, I, error");
  return is_utf8(text) ? text : from_latin1(text);
}

std::vector<std::string_view> line_views(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::vector<std::string_view> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + (text.substr(std::min(end, text.size()), 2) == "\r\n" ? 2 : 1);
  }
  return lines;
}

std::vector<CellView> cells_of(std::string_view line, const CellLayout& layout) {
  std::vector<CellView> cells;
  for_each_cell(line, layout, [&](std::string_view cell, std::size_t offset) {
    cells.push_back({cell, offset});
  });
  return cells;
}

bool read_cell(std::string_view cell, bool decimal_comma, double& value) {
  if (cell.empty()) return false;
  if (read_number(cell, value) == Reading::number) return true;
  return read_altered(cell, decimal_comma, value);
}

NumberRows read_number_rows(std::string_view text, const std::filesystem::path& file) {
  return Finder(text, file).find();
}

}  // namespace nacre::io
