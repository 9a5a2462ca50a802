#include "nacre/io/frame_series.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <mutex>
#include <stdexcept>
#include <utility>

#include "nacre/io/frame_folder.hpp"

namespace nacre::io {
namespace {

// What was told of frames while they were read: the first of a kind stands for all of them.
class Notes {
 public:
  void add(const std::string& frame, const std::string& note) {
    const std::lock_guard lock(mutex_);
    auto [entry, is_new] = notes_.try_emplace(note, frame);
    if (!is_new && natural_less(frame, entry->second)) entry->second = frame;
  }

  std::vector<std::string> texts() const {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> texts;
    for (const auto& [note, frame] : notes_) texts.push_back(frame + ": " + note);
    return texts;
  }

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::string> notes_;  // the note, the frame
};

std::string in_words(const std::string& unit) { return unit.empty() ? "none" : unit; }

Error unlike_unit(const char* what, const std::string& frame, const std::string& found,
                  const std::string& expected) {
  ErrorParts parts;
  parts.code = ExitCode::data;
  parts.place.file = frame;
  parts.message = std::string("the unit of ") + what + " is not that of the series";
  parts.found = in_words(found);
  parts.expected = in_words(expected);
  return Error(std::move(parts));
}

class Series : public FrameSource {
 public:
  Series(std::vector<std::unique_ptr<FrameFile>> files, std::vector<std::string> warnings)
      : files_(std::move(files)), warnings_(std::move(warnings)) {
    ends_.reserve(files_.size());
    for (const auto& file : files_) ends_.push_back(size() + file->size());
    learn_units();
  }

  std::size_t size() const override { return ends_.empty() ? 0 : ends_.back(); }
  std::string x_unit() const override { return x_unit_; }
  std::string y_unit() const override { return y_unit_; }
  std::string at_unit() const override { return at_unit_; }

  std::vector<std::string> warnings() const override {
    std::vector<std::string> all = warnings_;
    for (std::string& note : notes_.texts()) all.push_back(std::move(note));
    return all;
  }

  std::vector<Frame> read(std::size_t first, std::size_t count) const override {
    if (first > size() || count > size() - first) throw std::out_of_range("there are no such frames");
    std::vector<Frame> frames;
    frames.reserve(count);
    for (LoadedFrame& loaded : load(first, count)) frames.push_back(settled(std::move(loaded)));
    return frames;
  }

 private:
  std::vector<LoadedFrame> load(std::size_t first, std::size_t count) const {
    std::vector<LoadedFrame> all;
    while (count > 0) {
      const auto file = std::ranges::upper_bound(ends_, first);
      const auto index = static_cast<std::size_t>(file - ends_.begin());
      const std::size_t begin = index == 0 ? 0 : ends_[index - 1];
      const std::size_t here = std::min(count, ends_[index] - first);
      auto some = files_[index]->load(first - begin, here);
      std::ranges::move(some, std::back_inserter(all));
      first += here;
      count -= here;
    }
    return all;
  }

  // From the first frame that can be used.
  void learn_units() {
    std::optional<Error> first_error;
    for (std::size_t i = 0; i < size(); ++i) {
      LoadedFrame loaded = std::move(load(i, 1).front());
      if (!loaded.error) {
        x_unit_ = loaded.x_unit;
        y_unit_ = loaded.y_unit;
        at_unit_ = loaded.at_unit;
        return;
      }
      if (loaded.error_concerns_all || size() == 1) throw *loaded.error;
      if (!first_error) first_error = std::move(loaded.error);
    }
    ErrorParts parts = first_error->parts();
    parts.hint += (parts.hint.empty() ? "" : "; ") + std::string("none of the ") + std::to_string(size()) +
                  " frames can be used, this is the first";
    throw Error(std::move(parts));
  }

  Frame settled(LoadedFrame loaded) const {
    const std::string& name = loaded.frame.name;
    if (!loaded.error && loaded.x_unit != x_unit_)
      loaded.error = unlike_unit("x", name, loaded.x_unit, x_unit_);
    if (!loaded.error && loaded.y_unit != y_unit_)
      loaded.error = unlike_unit("the intensity", name, loaded.y_unit, y_unit_);
    if (!loaded.error && std::isfinite(loaded.frame.at) && loaded.at_unit != at_unit_)
      loaded.error = unlike_unit("time or temperature", name, loaded.at_unit, at_unit_);
    if (loaded.error && size() == 1) throw *loaded.error;
    if (loaded.at_unit != at_unit_) loaded.frame.at = Frame().at;  // of another unit: no place in the series
    if (loaded.error) loaded.frame.defect = one_sentence(*loaded.error);
    if (!loaded.note.empty()) notes_.add(name, loaded.note);
    return std::move(loaded.frame);
  }

  std::vector<std::unique_ptr<FrameFile>> files_;
  std::vector<std::size_t> ends_;  // of each file, in frames
  std::vector<std::string> warnings_;
  std::string x_unit_, y_unit_, at_unit_;
  mutable Notes notes_;
};

}  // namespace

LoadedFrame load_or_error(const std::string& name, const std::function<LoadedFrame()>& load) {
  LoadedFrame loaded;
  try {
    return load();
  } catch (const UnitError& error) {
    loaded.error = error;
    loaded.error_concerns_all = true;
  } catch (const Error& error) {
    loaded.error = error;
  }
  loaded.frame.name = name;
  return loaded;
}

std::unique_ptr<FrameSource> series_of(std::vector<std::unique_ptr<FrameFile>> files,
                                       std::vector<std::string> warnings) {
  return std::make_unique<Series>(std::move(files), std::move(warnings));
}

std::string one_sentence(const Error& error) {
  const ErrorParts& parts = error.parts();
  std::string text = parts.place.file.empty() ? "" : parts.place.to_string() + ": ";
  text += parts.message;
  if (!parts.found.empty()) text += " (found " + parts.found;
  if (!parts.expected.empty()) text += (parts.found.empty() ? " (expected " : ", expected ") + parts.expected;
  if (!parts.found.empty() || !parts.expected.empty()) text += ")";
  return text + ".";
}

}  // namespace nacre::io
