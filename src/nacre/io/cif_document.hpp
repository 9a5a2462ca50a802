// The syntax of CIF: data blocks of tags with values and of loops.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nacre::io {

struct CifValue {
  std::string text{};  // without quotes; empty for '.' and '?'
  int line = 0;        // of its tag
};

struct CifLoop {
  int line = 0;                     // of "loop_"
  std::vector<std::string> tags{};  // lower case
  std::vector<CifValue> values{};   // row by row; the line of each is that of "loop_"

  std::size_t rows() const { return tags.empty() ? 0 : values.size() / tags.size(); }
  std::optional<std::size_t> column(std::string_view tag) const;
  const std::string& at(std::size_t row, std::size_t column) const {
    return values[row * tags.size() + column].text;
  }
};

struct CifBlock {
  std::string name{};
  std::map<std::string, CifValue, std::less<>> values{};  // by tag, lower case
  std::vector<CifLoop> loops{};

  const CifValue* find(std::string_view tag) const;  // null if there is none
  const CifLoop* loop_with(std::string_view tag) const;
};

// Throws Error (data) with the place for text that is not CIF.
std::vector<CifBlock> read_cif_blocks(std::string_view text, const std::filesystem::path& file);

}  // namespace nacre::io
