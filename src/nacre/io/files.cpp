#include "nacre/io/files.hpp"

#include <fcntl.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "nacre/io/data_error.hpp"

namespace nacre::io {
namespace {

class FileHandle {
 public:
  FileHandle(const std::filesystem::path& path, int flags) : handle_(open(path.c_str(), flags, 0666)) {}
  ~FileHandle() { shut(); }
  FileHandle(const FileHandle&) = delete;
  FileHandle& operator=(const FileHandle&) = delete;

  bool is_open() const { return handle_ >= 0; }
  int number() const { return handle_; }
  int shut() { return is_open() ? close(std::exchange(handle_, -1)) : 0; }

 private:
  int handle_;
};

[[noreturn]] void fail_to_read(const std::filesystem::path& path, int error_number) {
  if (error_number == ENOENT) fail_with_file(path, "no such file");
  if (error_number == EISDIR) fail_with_file(path, "is a directory, not a file");
  fail_with_file(path, "cannot be read: " + std::generic_category().message(error_number));
}

// Calls take(bytes) for one piece of the file after another.
template <typename Take>
void read_pieces(const std::filesystem::path& path, const Take& take) {
  const FileHandle file(path, O_RDONLY | O_CLOEXEC);
  if (!file.is_open()) fail_to_read(path, errno);
  std::array<char, 65536> piece;
  for (;;) {
    const ssize_t size = read(file.number(), piece.data(), piece.size());
    if (size == 0) return;
    if (size > 0)
      take(std::string_view(piece.data(), static_cast<std::size_t>(size)));
    else if (errno != EINTR)
      fail_to_read(path, errno);
  }
}

[[noreturn]] void fail_to_write(const std::filesystem::path& path, int error_number) {
  fail_with_file(path, "cannot be written: " + std::generic_category().message(error_number));
}

// Unique among processes and threads, and short: the target's name may be as long as names can be.
std::string temporary_name() {
  static std::atomic<int> count = 0;
  return ".nacre-" + std::to_string(getpid()) + "-" + std::to_string(count++) + ".tmp";
}

std::filesystem::path folder_of(const std::filesystem::path& path) {
  return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

// Flow: 1. the constructor opens a temporary file beside the target; 2. write(); 3. commit() syncs it and
// renames it to the target. Without a commit the destructor removes it and the target stays as it was.
class ReplacingFile {
 public:
  explicit ReplacingFile(const std::filesystem::path& target)
      : target_(target),
        temporary_(folder_of(target) / temporary_name()),
        file_(temporary_, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC) {
    if (!file_.is_open()) fail_to_write(target_, errno);
  }
  ~ReplacingFile() {
    std::error_code ignored;
    if (!committed_) std::filesystem::remove(temporary_, ignored);
  }
  ReplacingFile(const ReplacingFile&) = delete;
  ReplacingFile& operator=(const ReplacingFile&) = delete;

  void write(std::string_view rest) {
    while (!rest.empty()) {
      const ssize_t size = ::write(file_.number(), rest.data(), rest.size());
      if (size >= 0)
        rest.remove_prefix(static_cast<std::size_t>(size));
      else if (errno != EINTR)
        fail_to_write(target_, errno);
    }
  }

  void commit() {
    if (fsync(file_.number()) != 0 || file_.shut() != 0) fail_to_write(target_, errno);
    if (rename(temporary_.c_str(), target_.c_str()) != 0) fail_to_write(target_, errno);
    committed_ = true;
    sync_folder();
  }

 private:
  // Makes the new name itself durable; file systems that cannot sync a folder (EINVAL) need not.
  void sync_folder() const {
    const FileHandle folder(folder_of(target_), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (!folder.is_open()) fail_to_write(target_, errno);
    if (fsync(folder.number()) != 0 && errno != EINVAL) fail_to_write(target_, errno);
  }

  std::filesystem::path target_;
  std::filesystem::path temporary_;
  FileHandle file_;
  bool committed_ = false;
};

class Sha256 {
 public:
  Sha256() { check(EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr)); }

  void add(std::string_view text) { check(EVP_DigestUpdate(context_.get(), text.data(), text.size())); }

  std::string hexadecimal() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned int size = 0;
    check(EVP_DigestFinal_ex(context_.get(), bytes.data(), &size));
    std::string text;
    for (unsigned int i = 0; i < size; ++i) {
      text += "0123456789abcdef"[bytes[i] >> 4];
      text += "0123456789abcdef"[bytes[i] & 15];
    }
    return text;
  }

 private:
  static void check(int success) {
    if (success != 1) throw std::runtime_error("SHA-256 of OpenSSL failed");
  }

  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_{EVP_MD_CTX_new(), &EVP_MD_CTX_free};
};

}  // namespace

std::string read_file(const std::filesystem::path& path) {
  std::string text;
  read_pieces(path, [&](std::string_view piece) { text += piece; });
  return text;
}

void write_file_atomically(const std::filesystem::path& path, std::string_view content) {
  ReplacingFile file(path);
  file.write(content);
  file.commit();
}

bool is_temporary_name(std::string_view name) { return name.starts_with(".nacre-") && name.ends_with(".tmp"); }

std::string sha256_of_text(std::string_view text) {
  Sha256 sum;
  sum.add(text);
  return sum.hexadecimal();
}

std::string sha256_of_file(const std::filesystem::path& path) {
  Sha256 sum;
  read_pieces(path, [&](std::string_view piece) { sum.add(piece); });
  return sum.hexadecimal();
}

}  // namespace nacre::io
