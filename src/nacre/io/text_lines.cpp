#include "nacre/io/text_lines.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "nacre/io/data_error.hpp"
#include "nacre/io/files.hpp"

namespace nacre::io {
namespace {

// Length of the UTF-8 character that begins the text, 0 if none does.
std::size_t utf8_length(std::string_view text) {
  const unsigned lead = static_cast<unsigned char>(text[0]);
  const std::size_t length = lead < 0x80            ? 1
                             : lead >> 5 == 0b110   ? 2
                             : lead >> 4 == 0b1110  ? 3
                             : lead >> 3 == 0b11110 ? 4
                                                    : 0;
  if (length > text.size()) return 0;
  return count_characters(text.substr(0, length)) == 1 ? length : 0;
}

bool is_text_control(char c) { return c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

std::string byte_name(char byte, std::size_t offset) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  const auto value = static_cast<unsigned char>(byte);
  return std::string("byte 0x") + digits[value >> 4] + digits[value & 15] + " at offset " +
         std::to_string(offset);
}

std::vector<TextCell> split_at_blanks(std::string_view line) {
  std::vector<TextCell> cells;
  for (std::size_t at = line.find_first_not_of(" \t"); at != line.npos;
       at = line.find_first_not_of(" \t", at)) {
    const std::size_t end = std::min(line.find_first_of(" \t", at), line.size());
    cells.push_back(
        {std::string(line.substr(at, end - at)), static_cast<int>(count_characters(line.substr(0, at))) + 1});
    at = end;
  }
  return cells;
}

}  // namespace

// Control characters and bytes that are not UTF-8 mean a spreadsheet, an image, UTF-16 or an old code page.
std::string read_text(const std::filesystem::path& path, const std::string& what, const std::string& hint) {
  std::string text = read_file(path);
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = utf8_length(std::string_view(text).substr(i));
    const bool control = static_cast<unsigned char>(text[i]) < 32 && !is_text_control(text[i]);
    if (length == 0 || control)
      fail_with_file(path, "is not " + what, byte_name(text[i], i), "UTF-8 text", hint);
    i += length;
  }
  return text;
}

std::vector<TextLine> split_lines(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);  // byte order mark
  std::vector<TextLine> lines;
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    lines.push_back({number, std::string(text.substr(0, end))});
    text.remove_prefix(end);
    text.remove_prefix(text.starts_with("\r\n") ? 2 : std::min<std::size_t>(1, text.size()));
  }
  return lines;
}

std::vector<TextCell> split_cells(std::string_view line, char separator) {
  if (separator == ' ') return split_at_blanks(line);
  std::vector<TextCell> cells;
  for (std::size_t start = 0; start <= line.size();) {
    const std::size_t end = std::min(line.find(separator, start), line.size());
    const std::string_view cell = line.substr(start, end - start);
    const std::size_t blanks = std::min(cell.find_first_not_of(" \t"), cell.size());
    cells.push_back(
        {std::string(trimmed(cell)), static_cast<int>(count_characters(line.substr(0, start + blanks))) + 1});
    start = end + 1;
  }
  return cells;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; }));
}

Reading read_number(std::string_view text, double& value) {
  if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
  const char* const end = text.data() + text.size();
  const auto [stop, status] = std::from_chars(text.data(), end, value);
  if (stop != end || status == std::errc::invalid_argument) return Reading::text;
  return status == std::errc::result_out_of_range ? Reading::out_of_range : Reading::number;
}

double finite_number(const TextCell& cell, const TextLine& line, const std::filesystem::path& file,
                     const std::string& what) {
  double value = 0;
  if (read_number(cell.text, value) == Reading::number && std::isfinite(value)) return value;
  fail_at(place_of(cell, line, file), what + " is not a finite number",
          cell.text.empty() ? "nothing" : cell.text, "a number");
}

Place place_of(const TextCell& cell, const TextLine& line, const std::filesystem::path& file) {
  const int length = std::max(1, static_cast<int>(count_characters(cell.text)));
  return {file.string(), line.number, cell.column, line.text, length};
}

void fail_at(Place place, std::string message, std::string found, std::string expected, std::string hint) {
  throw Error({ExitCode::data, std::move(place), std::move(message), std::move(found), std::move(expected),
               std::move(hint)});
}

}  // namespace nacre::io
