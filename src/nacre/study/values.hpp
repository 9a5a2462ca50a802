// One TOML value read as the type that its key asks for.
#pragma once

#include <filesystem>
#include <optional>

#include "nacre/study/study.hpp"
#include "nacre/study/toml.hpp"

namespace nacre::study {

struct ValueContext {
  std::filesystem::path directory;        // relative paths start here
  std::optional<double> temperature_K{};  // for energies in RT
};

// Throws Error (usage) at the place of the node.
Value read_value(const Key& key, const TomlNode& node, const ValueContext& context);

// What the key accepts, for error messages and docs: "a temperature such as "303 K"".
std::string expectation(const Key& key);

}  // namespace nacre::study
