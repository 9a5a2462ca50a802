#include "nacre/study/values.hpp"

#include <algorithm>
#include <cmath>

#include "nacre/core/units.hpp"

namespace nacre::study {
namespace {

std::string full_name(const Key& key) {
  return "[" + std::string(key.section) + "] " + std::string(key.name);
}

[[noreturn]] void refuse(const Key& key, const TomlNode& node, const std::string& why,
                         std::string hint = {}) {
  throw Error({.code = ExitCode::usage,
               .place = node.place,
               .message = full_name(key) + (why.front() == '"' ? ": " : " ") + why,
               .found = describe(node),
               .expected = expectation(key),
               .hint = std::move(hint)});
}

std::vector<std::string> split_choices(std::string_view choices) {
  std::vector<std::string> words;
  std::size_t start = 0;
  while (start < choices.size()) {
    const std::size_t end = std::min(choices.find(" | ", start), choices.size());
    words.emplace_back(choices.substr(start, end - start));
    start = end + 3;
  }
  return words;
}

void check_range(const Key& key, const TomlNode& node, double value) {
  if (!std::isfinite(value)) refuse(key, node, "is not a finite number");
  const std::string unit = key.unit.empty() || key.unit == "1" ? "" : " " + std::string(key.unit);
  if (value < key.lower)
    refuse(key, node, "is below the smallest allowed value " + format_number(key.lower) + unit);
  if (value > key.upper)
    refuse(key, node, "is above the largest allowed value " + format_number(key.upper) + unit);
}

double read_number(const Key& key, const TomlNode& node) {
  if (!node.is_number()) refuse(key, node, "is not a number");
  check_range(key, node, node.number);
  return node.number;
}

double read_integer(const Key& key, const TomlNode& node) {
  const double value = read_number(key, node);
  if (value != std::floor(value) || std::abs(value) > 9e15) refuse(key, node, "is not a whole number");
  return value;
}

double read_quantity(const Key& key, const TomlNode& node, const ValueContext& context) {
  if (node.is_number()) return read_number(key, node);
  if (node.type != TomlNode::Type::text) refuse(key, node, "is not a quantity");
  try {
    const double value = parse_quantity(node.text, key.unit, context.temperature_K);
    check_range(key, node, value);
    return value;
  } catch (const std::invalid_argument& reason) {
    refuse(key, node, reason.what());
  }
}

std::string read_text(const Key& key, const TomlNode& node) {
  if (node.type != TomlNode::Type::text) refuse(key, node, "is not a text");
  return node.text;
}

std::string read_choice(const Key& key, const TomlNode& node) {
  const std::string word = read_text(key, node);
  const auto words = split_choices(key.choices);
  if (std::ranges::find(words, word) == words.end())
    refuse(key, node, "has no such choice", did_you_mean(word, words));
  return word;
}

std::vector<double> read_list(const Key& key, const TomlNode& node) {
  if (node.type != TomlNode::Type::array) refuse(key, node, "is not a list of numbers");
  std::vector<double> numbers;
  for (const TomlNode& item : node.items)
    numbers.push_back(key.type == KeyType::sides ? read_integer(key, item) : read_number(key, item));
  if (key.type == KeyType::sides && numbers.size() != 2) refuse(key, node, "takes two whole numbers");
  return numbers;
}

// A single value stands for a list of one.
std::vector<TomlNode> entries_of(const Key& key, const TomlNode& node) {
  if (node.type != TomlNode::Type::array) return {node};
  if (node.items.empty()) refuse(key, node, "is an empty list");
  return node.items;
}

std::vector<double> read_quantities(const Key& key, const TomlNode& node, const ValueContext& context) {
  std::vector<double> quantities;
  for (const TomlNode& item : entries_of(key, node)) quantities.push_back(read_quantity(key, item, context));
  return quantities;
}

std::string read_path(const Key& key, const TomlNode& node, const ValueContext& context) {
  if (read_text(key, node).empty()) refuse(key, node, "is empty");
  return (context.directory / node.text).lexically_normal().string();
}

std::vector<std::string> read_texts(const Key& key, const TomlNode& node) {
  std::vector<std::string> texts;
  for (const TomlNode& item : entries_of(key, node)) texts.push_back(read_text(key, item));
  return texts;
}

std::vector<std::string> read_paths(const Key& key, const TomlNode& node, const ValueContext& context) {
  std::vector<std::string> paths;
  for (const TomlNode& item : entries_of(key, node)) paths.push_back(read_path(key, item, context));
  return paths;
}

// As they are written, units included.
[[noreturn]] void refuse_start(const Key& key, const TomlNode& node) {
  std::string found;
  for (const std::string setting : {"start", "min", "max"})
    for (const auto& [name, value] : node.members) {
      if (name != setting) continue;
      found += (found.empty() ? "" : ", ") + name + " " +
               (value.type == TomlNode::Type::text ? value.text : format_number(value.number));
    }
  throw Error({.code = ExitCode::usage,
               .place = node.place,
               .message = full_name(key) + " start is outside min..max",
               .found = found,
               .expected = "a start between min and max"});
}

ParameterRequest read_parameter_table(const Key& key, const TomlNode& node, const ValueContext& context) {
  ParameterRequest request{.fit = true};
  const std::vector<std::string> known{"start", "min", "max"};
  for (const auto& [name, value] : node.members) {
    if (std::ranges::find(known, name) == known.end()) {
      TomlNode named = value;
      named.place = value.key_place;
      refuse(key, named, "has no setting \"" + name + "\"", did_you_mean(name, known));
    }
    const double number = read_quantity(key, value, context);
    if (name == "start") request.value = number;
    if (name == "min") request.lower = number;
    if (name == "max") request.upper = number;
    request.has_start = request.has_start || name == "start";
  }
  if (request.lower && request.upper && *request.lower >= *request.upper)
    refuse(key, node, "min is not below max");
  if (request.has_start && ((request.lower && request.value < *request.lower) ||
                            (request.upper && request.value > *request.upper)))
    refuse_start(key, node);
  return request;
}

ParameterRequest read_parameter(const Key& key, const TomlNode& node, const ValueContext& context) {
  if (node.type == TomlNode::Type::text && node.text == "fit") return {.fit = true};
  if (node.type == TomlNode::Type::table) return read_parameter_table(key, node, context);
  return {.fit = false, .value = read_quantity(key, node, context)};
}

// The example of a key, or the first entry where it is a list.
std::string one_example(const Key& key) {
  std::string_view text = key.example.empty() ? key.default_value : key.example;
  if (text.empty()) text = key.suggestion;
  if (!text.starts_with('[')) return std::string(text);
  return std::string(text.substr(1, text.find_first_of(",]") - 1));
}

std::string quantity_words(const Key& key) {
  const bool plain = key.unit.empty() || key.unit == "1";
  return plain ? "a number" : "a quantity in " + std::string(key.unit);
}

std::string quantity_with_example(const Key& key) {
  const std::string example = one_example(key);
  return quantity_words(key) + (example.empty() ? "" : " such as " + example);
}

}  // namespace

std::string expectation(const Key& key) {
  switch (key.type) {
    case KeyType::text:
      return "a text in quotes";
    case KeyType::texts:
      return "a text in quotes, or a list of them";
    case KeyType::path:
      return "the path of a file in quotes, relative to the study";
    case KeyType::paths:
      return "the path of a file in quotes, relative to the study, or a list of them";
    case KeyType::choice:
      return "one of " + std::string(key.choices);
    case KeyType::quantity:
      return quantity_with_example(key);
    case KeyType::quantities:
      return quantity_with_example(key) + ", or a list of them";
    case KeyType::number:
      return "a number";
    case KeyType::integer:
      return "a whole number";
    case KeyType::boolean:
      return "true or false";
    case KeyType::sides:
      return "two whole numbers such as [11, 11]";
    case KeyType::numbers:
      return "a list of numbers";
    case KeyType::parameter:
      return "\"fit\", " + quantity_words(key) + ", or { start = ..., min = ..., max = ... }";
  }
  return {};
}

Value read_value(const Key& key, const TomlNode& node, const ValueContext& context) {
  Value value;
  value.key = &key;
  value.place = node.place;
  switch (key.type) {
    case KeyType::text:
      value.text = read_text(key, node);
      break;
    case KeyType::texts:
      value.texts = read_texts(key, node);
      for (const TomlNode& item : entries_of(key, node)) value.places.push_back(item.place);
      break;
    case KeyType::choice:
      value.text = read_choice(key, node);
      break;
    case KeyType::path:
      value.text = read_path(key, node, context);
      break;
    case KeyType::paths:
      value.texts = read_paths(key, node, context);
      break;
    case KeyType::quantity:
      value.number = read_quantity(key, node, context);
      break;
    case KeyType::quantities:
      value.numbers = read_quantities(key, node, context);
      break;
    case KeyType::number:
      value.number = read_number(key, node);
      break;
    case KeyType::integer:
      value.number = read_integer(key, node);
      break;
    case KeyType::boolean:
      if (node.type != TomlNode::Type::boolean) refuse(key, node, "is neither true nor false");
      value.number = node.number;
      break;
    case KeyType::sides:
    case KeyType::numbers:
      value.numbers = read_list(key, node);
      break;
    case KeyType::parameter:
      value.parameter = read_parameter(key, node, context);
      break;
  }
  return value;
}

}  // namespace nacre::study
