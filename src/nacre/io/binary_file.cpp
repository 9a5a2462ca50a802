#include "nacre/io/binary_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "nacre/io/data_error.hpp"

namespace nacre::io {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path, const char* what) {
  const int number = errno;
  if (number == ENOENT) fail_with_file(path, "no such file or folder");
  fail_with_file(path, std::string(what) + ": " + std::generic_category().message(number));
}

int flags(BinaryFile::Access access) {
  switch (access) {
    case BinaryFile::Access::read:
      return O_RDONLY | O_CLOEXEC;
    case BinaryFile::Access::change:
      return O_RDWR | O_CLOEXEC;
    case BinaryFile::Access::create:
      break;
  }
  return O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC;
}

}  // namespace

BinaryFile::BinaryFile(std::filesystem::path path, Access access)
    : path_(std::move(path)), handle_(open(path_.c_str(), flags(access), 0666)) {
  if (handle_ < 0) fail(path_, access == Access::read ? "cannot be read" : "cannot be written");
}

BinaryFile::~BinaryFile() {
  if (handle_ >= 0) close(handle_);
}

BinaryFile::BinaryFile(BinaryFile&& other) noexcept
    : path_(std::move(other.path_)), handle_(std::exchange(other.handle_, -1)) {}

BinaryFile& BinaryFile::operator=(BinaryFile&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(handle_, other.handle_);
  return *this;
}

std::uint64_t BinaryFile::size() const {
  struct stat about {};
  if (fstat(handle_, &about) != 0) fail(path_, "cannot be read");
  if (!S_ISREG(about.st_mode)) fail_with_file(path_, "is not a file");
  return static_cast<std::uint64_t>(about.st_size);
}

std::string BinaryFile::read_at(std::uint64_t offset, std::uint64_t count) const {
  const std::uint64_t end = size();
  if (count > end || offset > end - count)
    fail_with_file(path_, "is cut off", std::to_string(end) + " bytes",
                   std::to_string(count) + " bytes at byte " + std::to_string(offset));
  std::string bytes(count, '\0');
  for (std::uint64_t done = 0; done < count;) {
    const ssize_t got = pread(handle_, bytes.data() + done, count - done, static_cast<off_t>(offset + done));
    if (got == 0) fail_with_file(path_, "was cut off while it was read");
    if (got > 0)
      done += static_cast<std::uint64_t>(got);
    else if (errno != EINTR)
      fail(path_, "cannot be read");
  }
  return bytes;
}

void BinaryFile::write_at(std::uint64_t offset, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = pwrite(handle_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) fail(path_, "cannot be written");
    offset += static_cast<std::uint64_t>(put);
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
}

void BinaryFile::truncate(std::uint64_t size) {
  while (ftruncate(handle_, static_cast<off_t>(size)) != 0)
    if (errno != EINTR) fail(path_, "cannot be cut");
}

void BinaryFile::sync() {
  if (fdatasync(handle_) != 0 && errno != EINVAL) fail(path_, "cannot be written");
}

}  // namespace nacre::io
