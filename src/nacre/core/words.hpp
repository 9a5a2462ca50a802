// Lists of words for messages.
#pragma once

#include <span>
#include <string>

namespace nacre {

// "a, b, c".
inline std::string join(std::span<const std::string> words) {
  std::string joined;
  for (const std::string& word : words) joined.append(joined.empty() ? "" : ", ").append(word);
  return joined;
}

}  // namespace nacre
