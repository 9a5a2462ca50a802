// TOML as a plain tree that remembers where everything stood.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "nacre/core/error.hpp"

namespace nacre::study {

struct TomlNode {
  enum class Type { text, integer, number, boolean, array, table, other };
  Type type = Type::other;
  std::string text;   // of text nodes
  double number = 0;  // of integers, numbers, booleans
  std::vector<TomlNode> items;
  std::vector<std::pair<std::string, TomlNode>> members;
  Place place;      // of the value
  Place key_place;  // of the key in front of it

  bool is_number() const { return type == Type::integer || type == Type::number; }
  const TomlNode* member(std::string_view name) const;
  TomlNode* member(std::string_view name);
};

// "a text", "the integer 3", "a list": for error messages.
std::string describe(const TomlNode& node);

// TOML text of a value; tables become inline tables.
std::string to_toml(const TomlNode& node);
std::string quote_toml(std::string_view text);

// Throws Error (usage) with line, column and caret for text that is no TOML.
TomlNode parse_toml(const std::string& text, const std::string& file);

}  // namespace nacre::study
