// Many numbers as text: 4 bytes each, in base64.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace nacre::io {

// RFC 4648, with padding.
std::string base64(std::span<const std::uint8_t> bytes);

// The bytes again; throws std::invalid_argument for other text.
std::vector<std::uint8_t> from_base64(const std::string& text);

// IEEE 754 single precision, low byte first: 7 digits. Beyond its range are its largest numbers; NaN stays.
std::string packed_numbers(const std::vector<double>& values);

// The numbers again; throws std::invalid_argument for other text.
std::vector<double> unpacked_numbers(const std::string& text);

// The packed arrays of a figure, each once: curves often share their abscissas, and frames, too.
class NumberPool {
 public:
  // The place of these numbers in arrays().
  std::size_t index(const std::vector<double>& values);

  const std::vector<std::string>& arrays() const { return arrays_; }

 private:
  std::map<std::string, std::size_t> places_;
  std::vector<std::string> arrays_;
};

}  // namespace nacre::io
