// What a study of one kind may say, as a table. The reader, `nacre new`, `nacre kinds`, the resolved study
// and the error messages all read it.
#pragma once

#include <span>
#include <string_view>

namespace nacre::study {

enum class KeyType {
  text,       // "..."
  choice,     // one of `choices`
  path,       // relative to the study file
  quantity,   // "303 K", or a bare number in `unit`
  number,     // dimensionless
  integer,    // whole number
  boolean,    // true | false
  sides,      // [nx, ny], whole numbers
  numbers,    // list of numbers, never expanded into cases
  parameter,  // a quantity (fixed), "fit", or { start, min, max }
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
};

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
