// Arrays in HDF5 files, written whole or not at all.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "nacre/core/result.hpp"

namespace nacre::io {

// Each array becomes a dataset of doubles with attributes "unit" and "description"; groups are made from
// the path. `attributes` are texts of the root, without zero bytes. A checksum behind the content, which
// other programs do not look at, tells a damaged file. Throws std::invalid_argument if a shape does not match
// its values.
void write_hdf5(const std::filesystem::path& path, const std::vector<Array>& arrays,
                const std::map<std::string, std::string>& attributes);

// Arrays in the order of their names. Throws Error (data) for a missing, truncated or foreign file.
std::vector<Array> read_hdf5(const std::filesystem::path& path);
std::map<std::string, std::string> read_hdf5_attributes(const std::filesystem::path& path);

std::string hdf5_version();  // for the provenance

// Finished pieces of long work, kept in one HDF5 file that is rewritten whole after each piece.
// Safe to use from several threads.
class Checkpoint {
 public:
  // `fingerprint` identifies the work (study text, data, seed, version). With `resume`, an existing file is
  // read; throws Error (usage) if its fingerprint differs. A missing file is an empty checkpoint.
  Checkpoint(std::filesystem::path path, std::string fingerprint, bool resume);
  ~Checkpoint();
  Checkpoint(const Checkpoint&) = delete;
  Checkpoint& operator=(const Checkpoint&) = delete;

  std::optional<std::vector<double>> find(const std::string& key) const;
  void store(const std::string& key, std::vector<double> values);
  std::size_t size() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace nacre::io
