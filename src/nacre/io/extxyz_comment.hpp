// The second line of a frame of extended XYZ: KEY=VALUE, KEY="VALUE WITH BLANKS", ...
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "nacre/core/error.hpp"

namespace nacre::io {

struct CommentPair {
  std::string key;
  std::string value;
};

// Words without '=' are left out.
std::vector<CommentPair> comment_pairs(std::string_view comment);

// The value of a key, whatever its case.
std::optional<std::string> comment_value(const std::vector<CommentPair>& pairs, std::string_view key);

// One entry of Properties=NAME:TYPE:WIDTH:..., with the cell of a row where it begins.
struct XyzProperty {
  std::string name;
  char type = 'R';  // S text, R real, I integer, L logical
  std::size_t width = 1;
  std::size_t begin = 0;
};

// Throws Error (data) with the place for what is no list of properties.
std::vector<XyzProperty> xyz_properties(const std::string& value, const Place& place);

}  // namespace nacre::io
