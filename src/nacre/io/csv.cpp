#include "nacre/io/csv.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <span>

#include "nacre/core/units.hpp"
#include "nacre/core/words.hpp"
#include "nacre/io/data_error.hpp"
#include "nacre/io/text_lines.hpp"

namespace nacre::io {
namespace {

constexpr char blanks = ' ';  // as a delimiter: any run of spaces and tabs

// Lines that carry cells.
std::vector<TextLine> lines_with_cells(std::string_view text) {
  std::vector<TextLine> lines = split_lines(text);
  std::erase_if(lines, [](const TextLine& line) {
    const std::string_view content = trimmed(line.text);
    return content.empty() || content[0] == '#';
  });
  return lines;
}

// The most frequent of comma, semicolon and tab outside quotes; blanks where there is none.
char delimiter_of(std::string_view header) {
  constexpr std::string_view candidates = ",;\t";
  std::size_t counts[3] = {};
  bool in_quotes = false;
  for (const char c : trimmed(header)) {
    if (c == '"') in_quotes = !in_quotes;
    const std::size_t which = candidates.find(c);
    if (!in_quotes && which != candidates.npos) ++counts[which];
  }
  const auto most = std::max_element(counts, counts + 3);
  return *most == 0 ? blanks : candidates[static_cast<std::size_t>(most - counts)];
}

// Splits one line into cells that know their column.
class LineReader {
 public:
  LineReader(const TextLine& line, char delimiter, const std::string& file)
      : line_(line.text), number_(line.number), delimiter_(delimiter), file_(file) {}

  std::vector<CsvCell> cells() {
    std::vector<CsvCell> cells;
    skip_blanks();
    while (true) {
      cells.push_back(at_quote() ? quoted_cell() : plain_cell());
      skip_blanks();
      if (at_ == line_.size()) return cells;
      if (delimiter_ != blanks) ++at_;
      skip_blanks();
    }
  }

 private:
  bool at_quote() const { return at_ < line_.size() && line_[at_] == '"'; }
  bool is_blank(char c) const { return (c == ' ' || c == '\t') && c != tab_delimiter(); }
  char tab_delimiter() const { return delimiter_ == '\t' ? '\t' : '\0'; }
  bool ends_cell(char c) const { return delimiter_ == blanks ? is_blank(c) : c == delimiter_; }
  int column() const { return static_cast<int>(count_characters(line_.substr(0, at_))) + 1; }

  void skip_blanks() {
    while (at_ < line_.size() && is_blank(line_[at_])) ++at_;
  }

  CsvCell plain_cell() {
    const int from = column();
    const std::size_t start = at_;
    while (at_ < line_.size() && !ends_cell(line_[at_])) ++at_;
    return {std::string(trimmed(line_.substr(start, at_ - start))), from};
  }

  // "a ""b""" is a "b".
  CsvCell quoted_cell() {
    CsvCell cell{.text = {}, .column = column()};
    for (++at_; at_ < line_.size(); ++at_) {
      const bool doubled = line_.substr(at_).starts_with("\"\"");
      if (line_[at_] == '"' && !doubled) break;
      cell.text += line_[at_];
      if (doubled) ++at_;
    }
    if (at_ == line_.size()) refuse(cell.column, "a quote is not closed on its line");
    ++at_;
    skip_blanks();
    if (at_ < line_.size() && !ends_cell(line_[at_]) && delimiter_ != blanks)
      refuse(column(), "text follows a closed quote");
    return cell;
  }

  [[noreturn]] void refuse(int column, std::string message) const {
    fail_at({file_, number_, column, std::string(line_), 1}, std::move(message));
  }

  std::string_view line_;
  int number_;
  char delimiter_;
  const std::string& file_;
  std::size_t at_ = 0;
};

bool looks_like_number(const CsvCell& cell) {
  double value = 0;
  return read_number(cell.text, value) == Reading::number && std::isfinite(value);
}

bool has_decimal_comma(std::string text) {
  if (std::count(text.begin(), text.end(), ',') != 1) return false;
  std::replace(text.begin(), text.end(), ',', '.');
  return looks_like_number({text, 1});
}

std::string cells_as_words(std::size_t n) { return std::to_string(n) + (n == 1 ? " cell" : " cells"); }

// Names of the columns; each must be there once.
std::vector<std::string> names_of(const std::vector<CsvCell>& cells, const Place& header) {
  std::vector<std::string> names;
  if (std::all_of(cells.begin(), cells.end(), looks_like_number))
    fail_at(header, "has no header line", "numbers", "one line of column names before the first data line");
  for (const CsvCell& cell : cells) {
    Place place = header;
    place.column = cell.column;
    place.length = std::max(1, static_cast<int>(count_characters(cell.text)));
    if (cell.text.empty()) fail_at(place, "column " + std::to_string(names.size() + 1) + " has no name");
    if (std::find(names.begin(), names.end(), cell.text) != names.end())
      fail_at(place, "there are two columns \"" + cell.text + "\"");
    names.push_back(cell.text);
  }
  return names;
}

void check_count(const std::vector<CsvCell>& cells, std::size_t expected, const TextLine& line,
                 const std::string& file) {
  if (cells.size() == expected) return;
  const bool fewer = cells.size() < expected;
  const int column = fewer ? static_cast<int>(count_characters(line.text)) + 1 : cells[expected].column;
  fail_at({file, line.number, column, line.text, 1},
          fewer ? "a row is shorter than the header" : "a row is longer than the header",
          cells_as_words(cells.size()), cells_as_words(expected),
          fewer ? "the file may have been cut off" : "");
}

// The power of ten of the last digit of a decimal number: -1 for "-21.9", 2 for "1.2e3".
int exponent_of_last_digit(std::string_view text) {
  const std::size_t e = std::min(text.find_first_of("eE"), text.size());
  const std::size_t point = text.substr(0, e).find('.');
  const int decimals = point == text.npos ? 0 : static_cast<int>(e - point - 1);
  int exponent = 0;
  std::string_view digits = text.substr(std::min(e + 1, text.size()));
  if (digits.starts_with('+')) digits.remove_prefix(1);
  std::from_chars(digits.data(), digits.data() + digits.size(), exponent);
  return exponent - decimals;
}

void append_comment(std::string& text, std::string_view comment) {
  for (std::size_t end = comment.find('\n'); end != comment.npos; end = comment.find('\n')) {
    text.append("# ").append(comment.substr(0, end)).append("\n");
    comment.remove_prefix(end + 1);
  }
  text.append("# ").append(comment).append("\n");
}

// A '#' in front would make the line a comment.
std::string quoted_if_needed(const std::string& text) {
  if (text.find_first_of(",\"\n\r") == text.npos && !text.starts_with('#')) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted.append(c == '"' ? 2 : 1, c);
  return quoted.append("\"");
}

struct CellText {
  std::string operator()(std::monostate) const { return {}; }
  std::string operator()(double value) const { return std::isnan(value) ? "" : format_number(value); }
  std::string operator()(std::int64_t value) const { return std::to_string(value); }
  std::string operator()(const std::string& value) const { return quoted_if_needed(value); }
};

// An empty line would be skipped, so that the only, empty cell of a row is written as "".
void append_row(std::string& text, const std::vector<std::string>& cells) {
  std::string row;
  for (std::size_t i = 0; i < cells.size(); ++i) row.append(i == 0 ? "" : ",").append(cells[i]);
  text.append(row.empty() ? "\"\"" : row).append("\n");
}

}  // namespace

CsvTable CsvTable::read(const std::filesystem::path& path) {
  CsvTable table;
  table.file_ = path.string();
  const std::string text = read_text(path, "a text table", "export the table as CSV in UTF-8");
  const std::vector<TextLine> lines = lines_with_cells(text);
  if (lines.empty()) fail_with_file(path, text.empty() ? "is empty" : "has neither header nor data lines");
  table.header_line_ = lines[0].number;
  table.header_text_ = lines[0].text;
  const char delimiter = delimiter_of(table.header_text_);
  table.names_ = names_of(LineReader(lines[0], delimiter, table.file_).cells(), table.header_place());
  if (lines.size() == 1) fail_at(table.header_place(), "has a header line but no data lines");
  for (const TextLine& line : std::span(lines).subspan(1)) {
    table.cells_.push_back(LineReader(line, delimiter, table.file_).cells());
    check_count(table.cells_.back(), table.names_.size(), line, table.file_);
    table.line_numbers_.push_back(line.number);
    table.lines_.push_back(line.text);
  }
  return table;
}

bool CsvTable::has(std::string_view column) const {
  return std::find(names_.begin(), names_.end(), column) != names_.end();
}

std::size_t CsvTable::column(std::string_view name) const {
  const auto at = std::find(names_.begin(), names_.end(), name);
  if (at == names_.end())
    fail_at(header_place(), "there is no column \"" + std::string(name) + "\"", join(names_),
            std::string(name), did_you_mean(name, names_));
  return static_cast<std::size_t>(at - names_.begin());
}

double CsvTable::number(std::size_t row, std::size_t column) const {
  const std::string& text = cell(row, column).text;
  double value = 0;
  const Reading reading = read_number(text, value);
  if (reading == Reading::number && std::isfinite(value)) return value;
  const std::string& name = names_[column];
  if (text.empty()) fail_at(place(row, column), "the cell of " + name + " is empty", "nothing", "a number");
  if (reading == Reading::out_of_range)
    fail_at(place(row, column), "the number in " + name + " is beyond the range of double precision", text,
            "a number between 1e-307 and 1e308");
  fail_at(place(row, column), "the cell of " + name + " is not a finite number", text, "a finite number",
          has_decimal_comma(text) ? "write decimals with a point, not a comma" : "");
}

double CsvTable::half_last_digit(std::size_t row, std::size_t column) const {
  number(row, column);  // throws for a cell that is none
  const std::string text = "5e" + std::to_string(exponent_of_last_digit(cell(row, column).text) - 1);
  double half = 0;
  std::from_chars(text.data(), text.data() + text.size(), half);
  return half;
}

Place CsvTable::place(std::size_t row, std::size_t column) const {
  const CsvCell& at = cell(row, column);
  const int length = std::max(1, static_cast<int>(count_characters(at.text)));
  return {file_, line_numbers_[row], at.column, lines_[row], length};
}

Place CsvTable::header_place() const { return {file_, header_line_, 0, header_text_, 1}; }

std::string to_csv(const Table& table) {
  std::string text;
  for (const std::string& note : table.notes) append_comment(text, note);
  for (const Column& column : table.columns)
    if (!column.description.empty()) append_comment(text, column.name + ": " + column.description);
  std::vector<std::string> cells;
  for (const Column& column : table.columns) cells.push_back(quoted_if_needed(column.name));
  append_row(text, cells);
  for (const std::vector<Cell>& row : table.rows) {
    cells.clear();
    for (const Cell& cell : row) cells.push_back(std::visit(CellText(), cell));
    append_row(text, cells);
  }
  return text;
}

}  // namespace nacre::io
