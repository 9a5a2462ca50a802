#include "nacre/io/gsd_format.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "nacre/io/data_error.hpp"

namespace nacre::io {
namespace {

static_assert(std::endian::native == std::endian::little);

constexpr std::uint32_t newest_version = 3u << 16;  // exclusive
constexpr std::uint32_t oldest_version = 1u << 16;

[[noreturn]] void fail_damaged(const BinaryFile& file, const std::string& what) {
  fail_with_file(file.path(), "is a damaged GSD file: " + what, {}, {},
                 "take the file of a checkpoint before it, or run anew");
}

GsdHeader read_header(const BinaryFile& file) {
  GsdHeader header;
  const std::uint64_t size = file.size();
  if (size >= sizeof header.magic)
    std::memcpy(&header.magic, file.read_at(0, sizeof header.magic).data(), sizeof header.magic);
  if (size < sizeof header.magic || header.magic != GsdHeader().magic)
    fail_with_file(file.path(), "is not a GSD file", size == 0 ? "nothing" : "another beginning",
                   "a trajectory of nacre or HOOMD-blue");
  std::memcpy(static_cast<void*>(&header), file.read_at(0, sizeof header).data(), sizeof header);
  return header;
}

std::string version_text(std::uint32_t version) {
  return std::to_string(version >> 16) + "." + std::to_string(version & 0xFFFFu);
}

void check_kind(const BinaryFile& file, const GsdHeader& header) {
  if (header.version < oldest_version || header.version >= newest_version)
    fail_with_file(file.path(), "is of a version of GSD that is not read", version_text(header.version),
                   "1.0 to 2.x");
  const std::string schema(header.schema, strnlen(header.schema, sizeof header.schema));
  if (schema == "hoomd") return;
  const bool printable = std::ranges::all_of(schema, [](char c) { return c >= ' ' && c <= '~'; });
  fail_with_file(file.path(), "holds no particles of HOOMD's schema",
                 printable ? "schema \"" + schema + "\"" : "a schema whose name is no text",
                 "schema \"hoomd\"");
}

// A block that the file cannot hold is not even tried.
std::string read_block(const BinaryFile& file, std::uint64_t location, std::uint64_t count,
                       std::uint64_t size, const char* what) {
  if (count > file.size() / size) fail_damaged(file, std::string(what) + " is larger than the file");
  return file.read_at(location, count * size);
}

std::vector<std::string> read_names(const BinaryFile& file, const GsdHeader& header) {
  const std::string block =
      read_block(file, header.names_location, header.names_blocks, 64, "its list of names");
  std::vector<std::string> names;
  std::string name;
  for (const char c : block) {
    if (c != '\0') {
      name += c;
    } else if (!name.empty()) {
      names.push_back(std::move(name));
      name.clear();
    }
  }
  return names;
}

void check_entry(const BinaryFile& file, const GsdContents& contents, const GsdEntry& entry) {
  const std::string place = "entry " + std::to_string(contents.entries.size()) + " of its index ";
  const std::size_t size = gsd_type_size(static_cast<GsdType>(entry.type));
  if (size == 0) fail_damaged(file, place + "has no type");
  if (entry.name >= contents.names.size()) fail_damaged(file, place + "has no name");
  if (entry.location < 0 || entry.columns == 0) fail_damaged(file, place + "points nowhere");
  if (entry.rows > (std::uint64_t{1} << 40) / entry.columns)
    fail_damaged(file, place + "is larger than any file");
  if (entry.frame >= contents.header.index_entries ||
      (!contents.entries.empty() && entry.frame < contents.entries.back().frame))
    fail_damaged(file, place + "is out of order");
}

}  // namespace

std::size_t gsd_type_size(GsdType type) {
  switch (type) {
    case GsdType::uint8:
    case GsdType::int8:
    case GsdType::character:
      return 1;
    case GsdType::uint16:
    case GsdType::int16:
      return 2;
    case GsdType::uint32:
    case GsdType::int32:
    case GsdType::float32:
      return 4;
    case GsdType::uint64:
    case GsdType::int64:
    case GsdType::float64:
      return 8;
  }
  return 0;
}

GsdContents read_gsd_contents(const BinaryFile& file) {
  GsdContents contents{.header = read_header(file)};
  const GsdHeader& header = contents.header;
  check_kind(file, header);
  contents.names = read_names(file, header);
  const std::string block =
      read_block(file, header.index_location, header.index_entries, sizeof(GsdEntry), "its index");
  for (std::uint64_t k = 0; k < header.index_entries; ++k) {
    GsdEntry entry;
    std::memcpy(static_cast<void*>(&entry), block.data() + k * sizeof entry, sizeof entry);
    if (entry.location == 0) break;
    check_entry(file, contents, entry);
    contents.entries.push_back(entry);
  }
  return contents;
}

}  // namespace nacre::io
