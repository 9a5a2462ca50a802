#include "nacre/io/data_error.hpp"

#include <algorithm>
#include <utility>

namespace nacre::io {

void fail_with_file(const std::filesystem::path& file, std::string message, std::string found,
                    std::string expected, std::string hint) {
  Place place;
  place.file = file.string();
  throw Error({ExitCode::data, std::move(place), std::move(message), std::move(found), std::move(expected),
               std::move(hint)});
}

Place place_of_byte(const std::string& text, std::size_t byte, const std::filesystem::path& path) {
  const std::size_t at = std::min(byte == 0 ? 0 : byte - 1, text.size());
  const std::size_t before = text.substr(0, at).rfind('\n');
  const std::size_t begin = before == text.npos ? 0 : before + 1;
  const auto line = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(begin), '\n') + 1;
  return {path.string(), static_cast<int>(line), static_cast<int>(at - begin) + 1,
          text.substr(begin, text.find('\n', begin) - begin), 1};
}

}  // namespace nacre::io
