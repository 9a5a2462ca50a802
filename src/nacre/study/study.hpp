// Study files: TOML read strictly against the schema of its kind, lists expanded into cases.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "nacre/core/error.hpp"
#include "nacre/core/result.hpp"
#include "nacre/study/schema.hpp"

namespace nacre::study {

struct Kind;  // registry.hpp

// A fit parameter as the study asks for it, in the unit of its key.
struct ParameterRequest {
  bool fit = false;
  double value = 0;  // fixed value, or start where `has_start`
  bool has_start = false;
  std::optional<double> lower{};
  std::optional<double> upper{};
};

// The value of one key in one case.
struct Value {
  const Key* key = nullptr;
  Place place;
  std::string text;                // text, choice, path (absolute)
  double number = 0;               // quantity (in the key's unit), number, integer, boolean
  std::vector<double> numbers;     // numbers, sides, quantities (in the key's unit)
  std::vector<std::string> texts;  // texts, paths (absolute)
  std::vector<Place> places;       // of each of the texts
  ParameterRequest parameter;
};

// One case: every key that was given or has a default, by "section.name".
class Case {
 public:
  std::map<std::string, Value, std::less<>> values;
  CaseLabel label;  // scanned keys and what they are here; empty when nothing is scanned

  bool has(std::string_view key) const { return values.contains(key); }
  const Value& at(std::string_view key) const;  // throws std::logic_error if the schema has no such key
  const std::string& text(std::string_view key) const { return at(key).text; }
  double number(std::string_view key) const { return at(key).number; }
  std::int64_t integer(std::string_view key) const { return static_cast<std::int64_t>(at(key).number); }

  // An Error (usage) at the place of this key.
  Error error(std::string_view key, std::string message, std::string found = {}, std::string expected = {},
              std::string hint = {}) const;
};

struct Study {
  const Kind* kind = nullptr;
  std::filesystem::path path;
  std::string title;
  std::uint64_t seed = 1;
  std::vector<Case> cases;                    // at least one
  std::string source;                         // text of the file
  std::vector<std::string> overrides;         // as given to --set
  std::string resolved;                       // TOML with every default written out
  std::vector<std::filesystem::path> inputs;  // every path of every case, once
};

// Reads and checks a study. `overrides` are "section.key=value" in TOML syntax; a value that is no TOML is
// taken as a string. Throws Error (usage) with the place in the file.
Study read_study(const std::filesystem::path& path, const std::vector<std::string>& overrides = {});

// A commented study of this kind, ready to run beside its sample files.
std::string example_study(const Kind& kind);

}  // namespace nacre::study
