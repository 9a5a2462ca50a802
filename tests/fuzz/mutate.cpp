#include "mutate.hpp"

#include <algorithm>

namespace nacre::fuzz {
namespace {

constexpr std::size_t longest = 1 << 16;

std::size_t below(std::size_t n, Random& random) { return n == 0 ? 0 : random() % n; }

// A stretch [from, from + size) of the text.
struct Stretch {
  std::size_t from, size;
};
Stretch any_stretch(const std::string& text, Random& random) {
  const std::size_t from = below(text.size() + 1, random);
  return {from, below(std::min<std::size_t>(64, text.size() - from) + 1, random)};
}

Stretch any_line(const std::string& text, Random& random) {
  const std::size_t at = below(text.size() + 1, random);
  const std::size_t before = at == 0 ? std::string::npos : text.rfind('\n', at - 1);
  const std::size_t from = before == std::string::npos ? 0 : before + 1;
  const std::size_t end = text.find('\n', from);
  return {from, (end == std::string::npos ? text.size() : end + 1) - from};
}

void flip_bit(std::string& text, Random& random) {
  if (!text.empty()) text[below(text.size(), random)] ^= static_cast<char>(1 << (random() % 8));
}

void set_byte(std::string& text, Random& random) {
  if (!text.empty()) text[below(text.size(), random)] = static_cast<char>(random());
}

void drop_stretch(std::string& text, Random& random) {
  const Stretch one = any_stretch(text, random);
  text.erase(one.from, one.size);
}

void repeat_stretch(std::string& text, Random& random) {
  const Stretch one = any_stretch(text, random);
  text.insert(one.from, text.substr(one.from, one.size));
}

void repeat_line(std::string& text, Random& random) {
  const Stretch line = any_line(text, random);
  text.insert(line.from, text.substr(line.from, line.size));
}

void drop_line(std::string& text, Random& random) {
  const Stretch line = any_line(text, random);
  text.erase(line.from, line.size);
}

void cut_line(std::string& text, Random& random) {
  const Stretch line = any_line(text, random);
  const std::size_t keep = below(line.size + 1, random);
  text.erase(line.from + keep, line.size > keep + 1 ? line.size - keep - 1 : 0);
}

void cut_file(std::string& text, Random& random) { text.resize(below(text.size() + 1, random)); }

void extreme_number(std::string& text, Random& random) {
  static const char* const numbers[] = {
      "0",     "-1",   "1e308", "-1e308", "1e-320",     "1e999", "nan", "inf",
      "-0",    "--",   "1,5",   "0x10",   "2147483648", "1e18",  "",    "99999999999999999999",
      "1e-30", "\"\"", "\t",    "[]",     "\xC2\xB5"};
  const std::size_t at = text.find_first_of("0123456789", below(text.size() + 1, random));
  if (at == std::string::npos) return;
  const std::size_t end = std::min(text.find_first_not_of("0123456789.eE+-", at), text.size());
  text.replace(at, end - at, numbers[below(std::size(numbers), random)]);
}

void splice(std::string& text, const std::string& other, Random& random) {
  const Stretch from = any_stretch(other, random);
  const Stretch to = any_stretch(text, random);
  text.replace(to.from, to.size, other, from.from, from.size);
}

}  // namespace

std::string mutate(const std::vector<std::string>& seeds, Random& random) {
  using Mutation = void (*)(std::string&, Random&);
  static constexpr Mutation mutations[] = {flip_bit,       set_byte,       drop_stretch,  repeat_stretch,
                                           repeat_line,    drop_line,      cut_line,      cut_file,
                                           extreme_number, extreme_number, extreme_number};
  std::string text = seeds[below(seeds.size(), random)];
  for (std::size_t i = 1 + below(8, random); i > 0; --i) {
    const std::size_t which = below(std::size(mutations) + 1, random);
    if (which == std::size(mutations))
      splice(text, seeds[below(seeds.size(), random)], random);
    else
      mutations[which](text, random);
    if (text.size() > longest) text.resize(longest);
  }
  return text;
}

}  // namespace nacre::fuzz
