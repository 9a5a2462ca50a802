// A file that is read and changed at given places.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace nacre::io {

// Everything throws Error (data) that names the file and the system's reason.
class BinaryFile {
 public:
  enum class Access {
    read,
    change,  // of a file that is there
    create,  // a new one, in place of one that is there
  };
  BinaryFile(std::filesystem::path path, Access access);
  ~BinaryFile();
  BinaryFile(BinaryFile&& other) noexcept;
  BinaryFile& operator=(BinaryFile&& other) noexcept;

  const std::filesystem::path& path() const { return path_; }
  std::uint64_t size() const;

  // All `count` bytes; a file that ends before is cut off.
  std::string read_at(std::uint64_t offset, std::uint64_t count) const;
  void write_at(std::uint64_t offset, std::string_view bytes);
  void truncate(std::uint64_t size);
  void sync();  // waits until the disk has it

 private:
  std::filesystem::path path_;
  int handle_;
};

}  // namespace nacre::io
