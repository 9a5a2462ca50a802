// The layout of GSD files, version 2 (https://gsd.readthedocs.io, "File layer"): a header, a list of names,
// an index, and the data it points at. Little-endian.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "nacre/io/binary_file.hpp"

namespace nacre::io {

enum class GsdType : std::uint8_t {
  uint8 = 1,
  uint16,
  uint32,
  uint64,
  int8,
  int16,
  int32,
  int64,
  float32,
  float64,
  character,
};

std::size_t gsd_type_size(GsdType type);  // bytes; 0: no such type

// In the order of the file.
struct GsdHeader {
  std::uint64_t magic = 0x65DF65DF65DF65DF;
  std::uint64_t index_location = 0;
  std::uint64_t index_entries = 0;  // room for so many
  std::uint64_t names_location = 0;
  std::uint64_t names_blocks = 0;  // of 64 bytes
  std::uint32_t schema_version = (1u << 16) | 4u;
  std::uint32_t version = 2u << 16;
  char application[64] = {};
  char schema[64] = {};
  char reserved[80] = {};
};
static_assert(sizeof(GsdHeader) == 256);

// An entry at location 0 ends the index.
struct GsdEntry {
  std::uint64_t frame = 0;
  std::uint64_t rows = 0;
  std::int64_t location = 0;
  std::uint32_t columns = 0;
  std::uint16_t name = 0;
  std::uint8_t type = 0;
  std::uint8_t flags = 0;

  std::uint64_t bytes() const { return rows * columns * gsd_type_size(static_cast<GsdType>(type)); }
};
static_assert(sizeof(GsdEntry) == 32);

// What a file has before its data is read.
struct GsdContents {
  GsdHeader header{};
  std::vector<std::string> names{};
  std::vector<GsdEntry> entries{};  // sorted by frame

  std::uint64_t frames() const { return entries.empty() ? 0 : entries.back().frame + 1; }
};

// Throws Error (data): no GSD file, another version or schema than hoomd's, cut off in the header, the names
// or the index, entries that cannot be. Whether the data an entry points at is there is not looked at.
GsdContents read_gsd_contents(const BinaryFile& file);

template <typename T>
std::string_view bytes_of(const T& value) {
  return {reinterpret_cast<const char*>(&value), sizeof value};
}

}  // namespace nacre::io
