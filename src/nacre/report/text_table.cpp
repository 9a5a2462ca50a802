#include "nacre/report/text_table.hpp"

#include <algorithm>
#include <cstdint>
#include <sstream>

namespace nacre::report {
namespace {

constexpr int gap = 2;
constexpr int narrowest_wrap = 20;

char32_t next_character(std::string_view text, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at++]);
  const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
  char32_t code = more == 0 ? lead : lead & (0x3F >> more);
  for (int i = 0; i < more && at < text.size(); ++i)
    code = code << 6 | (static_cast<unsigned char>(text[at++]) & 0x3F);
  return code;
}

bool is_combining(char32_t c) { return (c >= 0x300 && c <= 0x36F) || c == 0x200B; }

// Hangul, CJK and full-width forms (Unicode Standard Annex 11, the large blocks).
bool is_wide(char32_t c) {
  return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFF00 && c <= 0xFF60) || (c >= 0x1F300 && c <= 0x1FAFF);
}

std::string filled(const std::string& text, int width, Align align) {
  const std::string blanks(std::max(0, width - display_width(text)), ' ');
  return align == Align::right ? blanks + text : text + blanks;
}

void end_line(std::string& out) {
  out.erase(out.find_last_not_of(' ') + 1);
  out += '\n';
}

}  // namespace

int display_width(std::string_view text) {
  int width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_character(text, at);
    width += is_combining(c) ? 0 : is_wide(c) ? 2 : 1;
  }
  return width;
}

std::vector<std::string> wrap_columns(std::string_view text, int width) {
  std::istringstream words{std::string(text)};
  std::vector<std::string> lines;
  for (std::string word; words >> word;) {
    const bool fits = !lines.empty() && display_width(lines.back()) + 1 + display_width(word) <= width;
    if (fits)
      lines.back() += ' ' + word;
    else
      lines.push_back(word);
  }
  return lines;
}

std::vector<int> TextTable::widths() const {
  std::vector<int> result(columns_.size(), 0);
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) result[i] = std::max(result[i], display_width(row[i]));
  }
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (result[i] > 0) result[i] = std::max(result[i], display_width(columns_[i].head));
  }
  return result;
}

// The last column gets what the others leave of the line.
int TextTable::fit_last(std::vector<int>& widths, int width, int indent) const {
  int before = indent;
  for (std::size_t i = 0; i + 1 < widths.size(); ++i) before += widths[i] > 0 ? widths[i] + gap : 0;
  const int room = width - before;
  if (widths.back() > room) widths.back() = room >= narrowest_wrap ? room : 0;
  return before;
}

std::string TextTable::line(const std::vector<std::string>& row, const std::vector<int>& widths) const {
  std::string out;
  for (std::size_t i = 0; i + 1 < row.size(); ++i) {
    if (widths[i] > 0) out += filled(row[i], widths[i], columns_[i].align) + std::string(gap, ' ');
  }
  return out;
}

std::string TextTable::to_string(int width, std::string_view indent) const {
  std::vector<int> widths = this->widths();
  const int before = fit_last(widths, width, display_width(indent));
  std::vector<std::vector<std::string>> all(1);
  for (const Column& column : columns_) all.front().push_back(column.head);
  all.insert(all.end(), rows_.begin(), rows_.end());

  std::string out;
  for (const auto& row : all) {
    out += std::string(indent) + line(row, widths);
    const auto rest =
        widths.back() > 0 ? wrap_columns(row.back(), widths.back()) : std::vector<std::string>();
    if (!rest.empty()) out += filled(rest.front(), widths.back(), columns_.back().align);
    end_line(out);
    for (std::size_t i = 1; i < rest.size(); ++i) out += std::string(before, ' ') + rest[i] + '\n';
  }
  return out;
}

}  // namespace nacre::report
