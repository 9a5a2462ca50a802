#include "nacre/io/frame_series.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "nacre/io/single_frame.hpp"

namespace nacre::io {
namespace {

Error data_error(const std::string& message) { return Error({ExitCode::data, {}, message, "", "", ""}); }

// Frames "NAME-0" ..., of which those with an odd number cannot be used.
class Numbered : public FrameFile {
 public:
  Numbered(std::string name, std::size_t size) : name_(std::move(name)), size_(size) {}
  std::size_t size() const override { return size_; }
  std::vector<LoadedFrame> load(std::size_t first, std::size_t count) const override {
    std::vector<LoadedFrame> frames;
    for (std::size_t i = first; i < first + count; ++i)
      frames.push_back(load_or_error(name_, [&] {
        if (i % 2 == 1) throw data_error("odd");
        return LoadedFrame{.frame = {.name = name_ + "-" + std::to_string(i), .x = {1}}, .x_unit = "1/nm"};
      }));
    return frames;
  }

 private:
  std::string name_;
  std::size_t size_;
};

TEST(FrameSeries, FilesFollowOneAnother) {
  std::vector<std::unique_ptr<FrameFile>> files;
  files.push_back(std::make_unique<Numbered>("a", 3));
  files.push_back(std::make_unique<Numbered>("b", 0));
  files.push_back(std::make_unique<Numbered>("c", 2));
  const auto series = series_of(std::move(files), {"a warning"});
  EXPECT_EQ(series->size(), 5u);
  std::string names;
  for (const Frame& frame : series->read(1, 4)) names += frame.name + (frame.defect.empty() ? " " : "! ");
  EXPECT_EQ(names, "a! a-2 c-0 c! ");
  EXPECT_EQ(series->read(1, 1)[0].defect, "odd.");
  EXPECT_TRUE(series->read(5, 0).empty());
  EXPECT_THROW(series->read(4, 2), std::out_of_range);
  EXPECT_EQ(series->warnings(), std::vector<std::string>{"a warning"});
}

TEST(FrameSeries, ASeriesOfOneThrows) {
  std::vector<std::unique_ptr<FrameFile>> files;
  files.push_back(single_frame("a.dat", [](const auto&) -> LoadedFrame { throw data_error("broken"); }));
  EXPECT_THROW(series_of(std::move(files), {}), Error);
}

TEST(FrameSeries, AnErrorAsOneSentence) {
  EXPECT_EQ(one_sentence(Error({ExitCode::data, {"a.dat", 3, 5, "x", 1}, "q is wrong", "1", "2", "do this"})),
            "a.dat:3:5: q is wrong (found 1, expected 2).");
  EXPECT_EQ(one_sentence(Error({ExitCode::data, {}, "q is wrong", "", "2", ""})), "q is wrong (expected 2).");
}

}  // namespace
}  // namespace nacre::io
