// What the readers and writers of HDF5 files in this room share. Its identifiers are named without <hdf5.h>,
// which stays in the sources.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <string>

namespace nacre::io {

using Hdf5Id = std::int64_t;  // hid_t

// What the C API calls failed at; the file is named where it is caught.
struct Hdf5Failure {
  const char* what;
};

// HDF5 may be built without thread safety: one user at a time. Its errors do not go to the terminal.
std::unique_lock<std::mutex> hdf5_lock();

template <typename Number>
Number checked(Number result, const char* what) {
  if (result < 0) throw Hdf5Failure{what};
  return result;
}

// An identifier that is closed by the function of its kind.
class Hdf5Handle {
 public:
  using Close = int (*)(Hdf5Id);
  Hdf5Handle(Hdf5Id id, Close close, const char* what) : id_(checked(id, what)), close_(close) {}
  ~Hdf5Handle() { close_(id_); }
  Hdf5Handle(const Hdf5Handle&) = delete;
  Hdf5Handle& operator=(const Hdf5Handle&) = delete;
  operator Hdf5Id() const { return id_; }

 private:
  Hdf5Id id_;
  Close close_;
};

// The bytes of a file that `fill` filled: the disk sees only whole files, written by files.cpp, and HDF5's
// own file locks, which network file systems may lack, are not needed.
std::string hdf5_image(const std::function<void(Hdf5Id file)>& fill);

// A text of variable length: those of fixed length end at 64 KiB.
void write_hdf5_attribute(Hdf5Id object, const std::string& name, const std::string& value);

}  // namespace nacre::io
