// The message with which something is refused.
#pragma once

#include <stdexcept>
#include <string>

namespace nacre::assembly {

template <class Make>
std::string refusal(const Make& make) {
  try {
    make();
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "";
}

}  // namespace nacre::assembly
