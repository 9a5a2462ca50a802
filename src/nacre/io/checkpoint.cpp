#include <mutex>
#include <unordered_map>
#include <utility>

#include "nacre/core/error.hpp"
#include "nacre/io/data_error.hpp"
#include "nacre/io/hdf5.hpp"

namespace nacre::io {

// The file holds pieces/0, pieces/1, ... in the order they were stored; a piece's key is its description,
// since a key may hold any character and a dataset name may not.
struct Checkpoint::State {
  std::filesystem::path path;
  std::string fingerprint;
  mutable std::mutex mutex;
  std::vector<Array> pieces;
  std::unordered_map<std::string, std::size_t> place_of;  // key -> place in `pieces`

  void keep(std::string key, std::vector<double> values) {
    const auto [at, is_new] = place_of.try_emplace(key, pieces.size());
    if (is_new) {
      const std::string name = "pieces/" + std::to_string(pieces.size());
      pieces.push_back({.name = name, .unit = {}, .description = std::move(key), .shape = {}, .values = {}});
    }
    Array& piece = pieces[at->second];
    piece.shape = {values.size()};
    piece.values = std::move(values);
  }

  void read() {
    const std::map<std::string, std::string> attributes = read_hdf5_attributes(path);
    const auto found = attributes.find("fingerprint");
    if (found == attributes.end()) fail_with_file(path, "is not a checkpoint of nacre");
    if (found->second != fingerprint) fail_as_foreign();
    for (Array& piece : read_hdf5(path)) keep(std::move(piece.description), std::move(piece.values));
  }

  [[noreturn]] void fail_as_foreign() const {
    ErrorParts parts;
    parts.place.file = path.string();
    parts.message = "is the checkpoint of other work";
    parts.expected = "a checkpoint of this study, with the same data, seed and version";
    parts.hint = "start anew without resuming, or in another folder";
    throw Error(std::move(parts));
  }
};

Checkpoint::Checkpoint(std::filesystem::path path, std::string fingerprint, bool resume)
    : state_(std::make_unique<State>()) {
  state_->path = std::move(path);
  state_->fingerprint = std::move(fingerprint);
  if (resume && std::filesystem::exists(state_->path)) state_->read();
}

Checkpoint::~Checkpoint() = default;

std::optional<std::vector<double>> Checkpoint::find(const std::string& key) const {
  const std::lock_guard lock(state_->mutex);
  const auto at = state_->place_of.find(key);
  if (at == state_->place_of.end()) return {};
  return state_->pieces[at->second].values;
}

void Checkpoint::store(const std::string& key, std::vector<double> values) {
  const std::lock_guard lock(state_->mutex);
  state_->keep(key, std::move(values));
  write_hdf5(state_->path, state_->pieces, {{"fingerprint", state_->fingerprint}});
}

std::size_t Checkpoint::size() const {
  const std::lock_guard lock(state_->mutex);
  return state_->pieces.size();
}

}  // namespace nacre::io
