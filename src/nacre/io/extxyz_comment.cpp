#include "nacre/io/extxyz_comment.hpp"

#include <algorithm>
#include <charconv>

#include "nacre/io/text_lines.hpp"

namespace nacre::io {
namespace {

constexpr std::size_t widest = 100;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

std::vector<std::string> pieces_of(const std::string& text, char separator) {
  std::vector<std::string> pieces(1);
  for (const char c : text) {
    if (c == separator)
      pieces.emplace_back();
    else
      pieces.back() += c;
  }
  return pieces;
}

}  // namespace

std::vector<CommentPair> comment_pairs(std::string_view comment) {
  std::vector<CommentPair> pairs;
  for (std::size_t at = 0; at < comment.size();) {
    if (is_blank(comment[at])) {
      ++at;
      continue;
    }
    std::string key, value;
    while (at < comment.size() && !is_blank(comment[at]) && comment[at] != '=') key += comment[at++];
    if (at >= comment.size() || comment[at] != '=') continue;
    ++at;
    const bool quoted = at < comment.size() && (comment[at] == '"' || comment[at] == '\'');
    const char end = quoted ? comment[at++] : ' ';
    while (at < comment.size() && (quoted ? comment[at] != end : !is_blank(comment[at])))
      value += comment[at++];
    if (quoted && at < comment.size()) ++at;
    pairs.push_back({std::move(key), std::move(value)});
  }
  return pairs;
}

std::optional<std::string> comment_value(const std::vector<CommentPair>& pairs, std::string_view key) {
  const auto same = [](char a, char b) { return (a | 0x20) == (b | 0x20); };
  for (const CommentPair& pair : pairs)
    if (std::ranges::equal(pair.key, key, same)) return pair.value;
  return std::nullopt;
}

std::vector<XyzProperty> xyz_properties(const std::string& value, const Place& place) {
  const auto pieces = pieces_of(value, ':');
  std::vector<XyzProperty> properties;
  std::size_t begin = 0;
  for (std::size_t k = 0; k + 2 < pieces.size(); k += 3) {
    const std::string &name = pieces[k], &type = pieces[k + 1], &width_text = pieces[k + 2];
    std::size_t width = 0;
    std::from_chars(width_text.data(), width_text.data() + width_text.size(), width);
    if (name.empty() || type.size() != 1 || width < 1 || width > widest) {
      begin = 0;
      break;
    }
    properties.push_back({name, type[0], width, begin});
    begin += width;
  }
  if (begin == 0 || pieces.size() % 3 != 0)
    fail_at(place, "the comment does not say what the columns are", value.substr(0, 60),
            "Properties=species:S:1:pos:R:3, perhaps with more");
  return properties;
}

}  // namespace nacre::io
