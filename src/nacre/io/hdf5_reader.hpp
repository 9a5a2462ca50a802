// HDF5 files of other programs, read where they lie, a few rows at a time.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace nacre::io {

// Whether the file begins as HDF5 files do (a block of the user may come first).
bool is_hdf5(const std::filesystem::path& file);

// Groups and datasets by their paths, "/" being the root. Every failure throws Error (data) that names the
// file and the object. HDF5 ends the program on some damaged files, whatever is done: see survives() in
// trial.hpp. Safe from several threads.
class Hdf5Reader {
 public:
  explicit Hdf5Reader(const std::filesystem::path& file);
  ~Hdf5Reader();
  Hdf5Reader(Hdf5Reader&&) noexcept;

  const std::filesystem::path& file() const;
  std::vector<std::string> children(const std::string& group) const;  // names in natural order
  bool is_group(const std::string& path) const;
  bool is_dataset(const std::string& path) const;

  // Values of an attribute as texts, numbers too; empty: there is none, or it is of another type.
  std::vector<std::string> attribute(const std::string& object, const std::string& name) const;
  std::string text(const std::string& dataset) const;  // of a dataset of one text; empty: of another type

  // Of a dataset of numbers. Throws too for text, and for a shape that the stored bytes cannot fill.
  std::vector<std::size_t> shape(const std::string& dataset) const;

  // Rows of the first dimension that are stored together; at least 1, all of an array that is stored as a
  // whole.
  std::size_t chunk_rows(const std::string& dataset) const;

  // Rows first ... first + count - 1 of the first dimension, row-major; the only "row" of a scalar is 0.
  std::vector<double> rows(const std::string& dataset, std::size_t first, std::size_t count) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace nacre::io
