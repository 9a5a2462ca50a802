// A file that holds one frame.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <utility>

#include "nacre/io/frame_series.hpp"

namespace nacre::io {

using ReadFrame = std::function<LoadedFrame(const std::filesystem::path&)>;

class SingleFrame : public FrameFile {
 public:
  SingleFrame(std::filesystem::path file, ReadFrame read) : file_(std::move(file)), read_(std::move(read)) {}
  std::size_t size() const override { return 1; }
  std::vector<LoadedFrame> load(std::size_t, std::size_t count) const override {
    std::vector<LoadedFrame> frames;
    if (count > 0)
      frames.push_back(load_or_error(file_.filename().string(), [this] { return read_(file_); }));
    return frames;
  }

 private:
  std::filesystem::path file_;
  ReadFrame read_;
};

inline std::unique_ptr<FrameFile> single_frame(std::filesystem::path file, ReadFrame read) {
  return std::make_unique<SingleFrame>(std::move(file), std::move(read));
}

}  // namespace nacre::io
