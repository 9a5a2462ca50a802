// What a study of one kind may say, as a table. The reader, `nacre new`, `nacre kinds`, the resolved study
// and the error messages all read it.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <tuple>

namespace nacre::study {

enum class KeyType {
  text,        // "..."
  texts,       // one text or a list of them, never expanded into cases
  choice,      // one of `choices`
  path,        // relative to the study file
  paths,       // one path or a list of them, never expanded into cases
  quantity,    // "303 K", or a bare number in `unit`
  quantities,  // one quantity or a list of them, never expanded into cases
  number,      // dimensionless
  integer,     // whole number
  boolean,     // true | false
  sides,       // [nx, ny], whole numbers
  numbers,     // list of numbers, never expanded into cases
  parameter,   // a quantity (fixed), "fit", or { start, min, max }
};

struct Key {
  std::string_view section;
  std::string_view name;
  KeyType type = KeyType::text;
  std::string_view description;
  std::string_view unit = {};           // of quantities and parameters; bare numbers are in it
  std::string_view choices = {};        // "a | b | c"
  std::string_view default_value = {};  // TOML text; empty: see `required`
  bool required = false;                // neither required nor default: may be left out
  bool scannable = false;               // a list runs one case per entry
  std::string_view example = {};        // TOML text for `nacre new`; empty: the default
  double lower = -1e300;                // of numbers and quantities, in `unit`
  double upper = 1e300;
  bool section_optional = false;     // the defaults of its section hold only where a study has it
  std::string_view suggestion = {};  // of a key that may be left out: TOML text that `nacre new` comments out
};

// Number of keys of a block, a plain array or a std::array.
template <typename Block>
inline constexpr std::size_t key_count = std::tuple_size<Block>::value;
template <std::size_t n>
inline constexpr std::size_t key_count<Key[n]> = n;

// One list of keys from several blocks.
template <typename... Blocks>
constexpr auto join_keys(const Blocks&... blocks) {
  std::array<Key, (key_count<Blocks> + ...)> all{};
  std::size_t at = 0;
  const auto append = [&](const auto& block) {
    for (const Key& key : block) all[at++] = key;
  };
  (append(blocks), ...);
  return all;
}

// What a key shows in `nacre new` where a block's own example does not suit the kind.
struct KeyExample {
  std::string_view section;
  std::string_view name;
  std::string_view example;
};
template <std::size_t n_keys, std::size_t n_examples>
constexpr std::array<Key, n_keys> with_examples(std::array<Key, n_keys> keys,
                                                const KeyExample (&examples)[n_examples]) {
  for (Key& key : keys)
    for (const KeyExample& one : examples)
      if (key.section == one.section && key.name == one.name) key.example = one.example;
  return keys;
}

// Quantities and tables that a kind returns, for `nacre kinds` and the docs.
struct Output {
  std::string_view name;
  std::string_view unit;
  std::string_view description;
};

// A file that `nacre new` lays beside the study.
struct SampleFile {
  std::string_view name;
  std::string_view content;
};

}  // namespace nacre::study
