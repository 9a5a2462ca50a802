#include "nacre/study/toml.hpp"

#include <cmath>
#include <cstdio>
#include <stdexcept>

// toml++ 3.3 asserts on some malformed keys where it should report them.
#define TOML_ASSERT(condition)                                 \
  do {                                                         \
    if (!(condition)) throw std::logic_error("malformed key"); \
  } while (false)
#include <toml++/toml.h>

#include "nacre/core/units.hpp"

namespace nacre::study {
namespace {

class Source {
 public:
  Source(const std::string& text, std::string file) : file_(std::move(file)) {
    std::size_t start = 0;
    while (start <= text.size()) {
      const std::size_t end = std::min(text.find('\n', start), text.size());
      lines_.push_back(text.substr(start, end - start));
      if (!lines_.back().empty() && lines_.back().back() == '\r') lines_.back().pop_back();
      start = end + 1;
    }
  }

  Place place(const toml::source_region& region) const {
    Place place{file_, static_cast<int>(region.begin.line), static_cast<int>(region.begin.column), {}, 1};
    if (place.line >= 1 && place.line <= static_cast<int>(lines_.size()))
      place.source_line = lines_[static_cast<std::size_t>(place.line - 1)];
    if (region.end.line == region.begin.line && region.end.column > region.begin.column)
      place.length = static_cast<int>(region.end.column - region.begin.column);
    return place;
  }

 private:
  std::string file_;
  std::vector<std::string> lines_;
};

TomlNode convert(const toml::node& from, const Source& source);

void convert_members(const toml::table& table, const Source& source, TomlNode& to) {
  for (auto&& [key, value] : table) {
    TomlNode child = convert(value, source);
    child.key_place = source.place(key.source());
    child.key_place.length = static_cast<int>(key.str().size());
    to.members.emplace_back(std::string(key.str()), std::move(child));
  }
}

TomlNode convert(const toml::node& from, const Source& source) {
  TomlNode to;
  to.place = source.place(from.source());
  switch (from.type()) {
    case toml::node_type::string:
      to.type = TomlNode::Type::text;
      to.text = from.as_string()->get();
      break;
    case toml::node_type::integer:
      to.type = TomlNode::Type::integer;
      to.number = static_cast<double>(from.as_integer()->get());
      break;
    case toml::node_type::floating_point:
      to.type = TomlNode::Type::number;
      to.number = from.as_floating_point()->get();
      break;
    case toml::node_type::boolean:
      to.type = TomlNode::Type::boolean;
      to.number = from.as_boolean()->get() ? 1 : 0;
      break;
    case toml::node_type::array:
      to.type = TomlNode::Type::array;
      for (const auto& item : *from.as_array()) to.items.push_back(convert(item, source));
      break;
    case toml::node_type::table:
      to.type = TomlNode::Type::table;
      convert_members(*from.as_table(), source, to);
      break;
    default:
      break;
  }
  return to;
}

std::string join(const std::vector<std::string>& parts) {
  std::string joined;
  for (const std::string& part : parts) joined += (joined.empty() ? "" : ", ") + part;
  return joined;
}

}  // namespace

const TomlNode* TomlNode::member(std::string_view name) const {
  for (const auto& [key, value] : members)
    if (key == name) return &value;
  return nullptr;
}

TomlNode* TomlNode::member(std::string_view name) {
  return const_cast<TomlNode*>(std::as_const(*this).member(name));
}

std::string describe(const TomlNode& node) {
  switch (node.type) {
    case TomlNode::Type::text:
      return "the text " + quote_toml(node.text);
    case TomlNode::Type::integer:
      return "the whole number " + format_number(node.number);
    case TomlNode::Type::number:
      return "the number " + format_number(node.number);
    case TomlNode::Type::boolean:
      return node.number != 0 ? "true" : "false";
    case TomlNode::Type::array:
      return "the list " + to_toml(node);
    case TomlNode::Type::table:
      return "a table";
    case TomlNode::Type::other:
      break;
  }
  return "a date or time";
}

std::string quote_toml(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    if (c == '\n') {
      quoted += "\\n";
    } else if ((c >= 0 && c < ' ') || c == 0x7f) {
      char escaped[8];
      std::snprintf(escaped, sizeof escaped, "\\u%04x", static_cast<unsigned>(c));
      quoted += escaped;
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

std::string to_toml(const TomlNode& node) {
  std::vector<std::string> parts;
  switch (node.type) {
    case TomlNode::Type::text:
      return quote_toml(node.text);
    case TomlNode::Type::boolean:
      return node.number != 0 ? "true" : "false";
    case TomlNode::Type::integer:
      return format_number(node.number);
    case TomlNode::Type::number: {
      const std::string text = format_number(node.number);
      return text.find_first_of(".eni") == std::string::npos ? text + ".0" : text;  // stays no integer
    }
    case TomlNode::Type::array:
      for (const TomlNode& item : node.items) parts.push_back(to_toml(item));
      return "[" + join(parts) + "]";
    case TomlNode::Type::table:
      for (const auto& [key, value] : node.members) parts.push_back(key + " = " + to_toml(value));
      return "{ " + join(parts) + " }";
    case TomlNode::Type::other:
      break;
  }
  return "\"\"";
}

TomlNode parse_toml(const std::string& text, const std::string& file) {
  const Source source(text, file);
  try {
    return convert(toml::parse(text), source);
  } catch (const toml::parse_error& failure) {
    throw Error({.code = ExitCode::usage,
                 .place = source.place(failure.source()),
                 .message = "this is not TOML: " + std::string(failure.description()),
                 .found = {},
                 .expected = {},
                 .hint = {}});
  } catch (const std::logic_error& failure) {
    throw Error({.code = ExitCode::usage,
                 .place = {file, 0, 0, {}, 1},
                 .message = std::string("this is not TOML: ") + failure.what()});
  }
}

}  // namespace nacre::study
