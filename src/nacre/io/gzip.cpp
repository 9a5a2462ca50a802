#include "nacre/io/gzip.hpp"

#include <zlib.h>

#include "nacre/io/data_error.hpp"

namespace nacre::io {
namespace {

constexpr std::size_t most_bytes = 256u << 20u;
constexpr int gzip_window = 15 + 16;  // the largest, with gzip's header

struct Stream {
  Stream() { ready = inflateInit2(&z, gzip_window) == Z_OK; }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  ~Stream() {
    if (ready) inflateEnd(&z);
  }
  z_stream z{};
  bool ready = false;
};

}  // namespace

bool is_gzip(std::string_view bytes) { return bytes.starts_with("\x1f\x8b"); }

std::string gunzipped(std::string_view bytes, const std::filesystem::path& file) {
  Stream stream;
  if (!stream.ready) fail_with_file(file, "could not be uncompressed: there is no memory for it");
  std::string input(bytes), content;
  stream.z.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.z.avail_in = static_cast<uInt>(input.size());
  char buffer[1 << 16];
  for (int status = Z_OK; status != Z_STREAM_END;) {
    stream.z.next_out = reinterpret_cast<Bytef*>(buffer);
    stream.z.avail_out = sizeof buffer;
    status = inflate(&stream.z, Z_NO_FLUSH);
    content.append(buffer, sizeof buffer - stream.z.avail_out);
    if (content.size() > most_bytes)
      fail_with_file(file, "is too large", "more than 256 MB uncompressed", "at most 256 MB");
    if (status == Z_BUF_ERROR || (status == Z_OK && stream.z.avail_in == 0 && stream.z.avail_out != 0))
      fail_with_file(file, "ends before its compressed content does",
                     std::to_string(content.size()) + " bytes could be read", "a whole gzip file",
                     "the file has been cut off: copy it again");
    if (status != Z_OK && status != Z_STREAM_END)
      fail_with_file(file, "is damaged: its compressed content cannot be read",
                     stream.z.msg ? stream.z.msg : "bytes that are not gzip's", "a whole gzip file");
  }
  return content;
}

}  // namespace nacre::io
