#include "nacre/core/error.hpp"

#include <algorithm>
#include <cctype>
#include <numeric>

namespace nacre {
namespace {

constexpr std::size_t widest_line = 100;  // characters of a source line shown around the caret
constexpr std::size_t before_caret = 30;

// Characters of UTF-8 text; a stray byte is a character of its own.
std::vector<std::string> characters_of(std::string_view text) {
  std::vector<std::string> characters;
  for (const char byte : text) {
    const bool continues = (static_cast<unsigned char>(byte) & 0xC0u) == 0x80u;
    if (continues && !characters.empty() && characters.back().size() < 4)
      characters.back() += byte;
    else
      characters.emplace_back(1, byte);
  }
  return characters;
}

// A hostile file must not steer the terminal through an error text: control characters become '?'.
std::string printable(std::string text) {
  for (char& c : text)
    if (c != '\n' && c != '\t' && std::iscntrl(static_cast<unsigned char>(c))) c = '?';
  return text;
}

std::string join(std::span<const std::string> parts) {
  return std::accumulate(parts.begin(), parts.end(), std::string());
}

// The part of a long line that surrounds the caret.
struct Window {
  std::size_t begin = 0;
  std::size_t end = 0;
};

Window window_around(std::size_t caret, std::size_t size) {
  if (size <= widest_line) return {0, size};
  const std::size_t wanted = caret > before_caret ? caret - before_caret : 0;
  const std::size_t begin = std::min(wanted, size - widest_line);
  return {begin, begin + widest_line};
}

std::string spaces(std::size_t n) { return std::string(n, ' '); }

// Blanks as wide as the text above them: tabs stay tabs.
std::string blanks_under(std::span<const std::string> characters) {
  std::string blanks;
  for (const std::string& c : characters) blanks += c == "\t" ? '\t' : ' ';
  return blanks;
}

std::string caret_line(const std::vector<std::string>& line, Window window, const Place& place) {
  const std::size_t caret = static_cast<std::size_t>(place.column) - 1;
  const std::size_t inside = std::min(caret, window.end);
  std::string text = window.begin > 0 ? spaces(3) : "";
  text += blanks_under(std::span(line).subspan(window.begin, inside - window.begin));
  text += spaces(std::min<std::size_t>(caret - inside, 1));  // a place beyond the end of the line
  const std::size_t length = static_cast<std::size_t>(std::max(place.length, 1));
  const std::size_t room = std::max<std::size_t>(1, window.end - inside);
  return text + "^" + std::string(std::min(length, room) - 1, '~');
}

std::string excerpt(const Place& place) {
  if (place.line <= 0 || place.source_line.empty()) return {};
  const std::vector<std::string> line = characters_of(place.source_line);
  const std::size_t caret = place.column > 0 ? static_cast<std::size_t>(place.column) - 1 : 0;
  const Window window = window_around(caret, line.size());
  const std::string number = std::to_string(place.line);
  std::string text = "\n  " + number + " | ";
  if (window.begin > 0) text += "...";
  std::string shown = join(std::span(line).subspan(window.begin, window.end - window.begin));
  std::replace(shown.begin(), shown.end(), '\n', '?');
  text += shown;
  if (window.end < line.size()) text += "...";
  if (place.column > 0) text += "\n  " + spaces(number.size()) + " | " + caret_line(line, window, place);
  return text;
}

std::string text_of(const ErrorParts& parts) {
  const std::string where = parts.place.to_string();
  std::string text = where.empty() ? parts.message : where + ": " + parts.message;
  text += excerpt(parts.place);
  if (!parts.found.empty()) text += "\n  found:    " + parts.found;
  if (!parts.expected.empty()) text += "\n  expected: " + parts.expected;
  if (!parts.hint.empty()) text += "\n  " + parts.hint;
  return printable(std::move(text));
}

std::string lower_case(std::string_view word) {
  std::string lower(word);
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return lower;
}

// Insertions, deletions, replacements and swaps of neighbours, each counted once (optimal string
// alignment). Rows of the usual table, of which only the last three are kept.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> older(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], older[j - 2] + 1);
    }
    std::swap(older, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

}  // namespace

std::string Place::to_string() const {
  std::string text = file;
  if (line <= 0) return text;
  if (text.empty()) text = "<text>";
  text.append(":").append(std::to_string(line));
  if (column > 0) text.append(":").append(std::to_string(column));
  return text;
}

Error::Error(ErrorParts parts) : parts_(std::move(parts)), text_(text_of(parts_)) {}

namespace {

std::size_t common_prefix(const std::string& a, const std::string& b) {
  const std::size_t most = std::min(a.size(), b.size());
  std::size_t n = 0;
  while (n < most && a[n] == b[n]) ++n;
  return n;
}

}  // namespace

std::string nearest_word(std::string_view word, std::span<const std::string> candidates) {
  const std::string wanted = lower_case(word);
  std::string nearest;
  std::size_t shortest = std::max<std::size_t>(1, word.size() / 3) + 1;
  for (const std::string& candidate : candidates) {
    const std::size_t size = candidate.size();
    const std::size_t least = std::max(size, wanted.size()) - std::min(size, wanted.size());
    if (least > shortest) continue;
    const std::size_t distance = edit_distance(wanted, lower_case(candidate));
    if (distance >= wanted.size()) continue;  // nothing in common
    const bool nearer = distance < shortest || (distance == shortest && !nearest.empty() &&
                                                common_prefix(wanted, lower_case(candidate)) >
                                                    common_prefix(wanted, lower_case(nearest)));
    if (!nearer) continue;
    shortest = distance;
    nearest = candidate;
  }
  return nearest;
}

std::string did_you_mean(std::string_view word, std::span<const std::string> candidates) {
  const std::string nearest = nearest_word(word, candidates);
  return nearest.empty() ? "" : "did you mean \"" + nearest + "\"?";
}

}  // namespace nacre
