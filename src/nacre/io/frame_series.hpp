// A series of frames from files, whatever their format: a format says how many frames a file holds and loads
// some of them; the series numbers them, keeps their units the same and turns what is wrong with one into its
// defect.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "nacre/core/error.hpp"
#include "nacre/io/frames.hpp"

namespace nacre::io {

struct LoadedFrame {
  Frame frame{};
  std::string x_unit{};
  std::string y_unit{};
  std::string at_unit{};
  std::string note{};               // what was left out or taken in a way to be told, for the warnings
  std::optional<Error> error{};     // why it cannot be used
  bool error_concerns_all = false;  // a unit that no file says: the series cannot be read either
};

// A unit that is neither in the file nor declared, or not the declared one.
class UnitError : public Error {
 public:
  using Error::Error;
};

// The frames of one file. Safe from several threads.
class FrameFile {
 public:
  virtual ~FrameFile() = default;
  virtual std::size_t size() const = 0;  // known without reading the curves
  virtual std::vector<LoadedFrame> load(std::size_t first, std::size_t count) const = 0;
};

// What `load` returns, or the Error (data) it throws as the error of a frame with this name.
LoadedFrame load_or_error(const std::string& name, const std::function<LoadedFrame()>& load);

// The files one after the other. The first frame that can be used says the units; throws Error (data) where
// no frame can be used, or a unit is not known.
std::unique_ptr<FrameSource> series_of(std::vector<std::unique_ptr<FrameFile>> files,
                                       std::vector<std::string> warnings);

// "a.dat:3:5: column 2 is not a number (found "x", expected a number)."
std::string one_sentence(const Error& error);

}  // namespace nacre::io
