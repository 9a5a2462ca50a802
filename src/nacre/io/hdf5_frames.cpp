#include "nacre/io/hdf5_frames.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

#include "nacre/core/units.hpp"
#include "nacre/io/curve_check.hpp"
#include "nacre/io/data_error.hpp"
#include "nacre/io/hdf5_stack.hpp"
#include "nacre/io/nxcansas_layout.hpp"
#include "nacre/io/scattering_units.hpp"
#include "nacre/io/text_lines.hpp"
#include "nacre/io/trial.hpp"

namespace nacre::io {
namespace {

namespace fs = std::filesystem;
using Shape = std::vector<std::size_t>;

constexpr std::size_t most_points = 10'000'000;  // of a curve
constexpr std::size_t piece = 256;               // frames read at once
constexpr std::uintmax_t trial_bytes_per_s = 200'000;
constexpr unsigned trial_s = 2;             // of processor time, to find the curves
constexpr double trial_values_per_s = 1e6;  // 30 times as long as it takes

std::string in_words(const Shape& shape) {
  std::string text = "[";
  for (std::size_t i = 0; i < shape.size(); ++i) text += (i > 0 ? ", " : "") + std::to_string(shape[i]);
  return text + "]";
}

// A curve or a series whose shapes fit and whose units are known.
struct Stack {
  CurveArrays arrays{};
  std::size_t frames = 1;
  std::size_t points = 0;
  std::size_t chunk_rows = 1;  // frames that are stored together
  bool is_series = false;      // intensities are [frames, q]
  double q_factor = 1;         // to 1/nm
  double width_factor = 1;
  std::string said_intensity{};
  std::vector<double> at{};  // of each frame; empty: not said
  std::string at_unit{};
  std::vector<double> q{}, width{};  // where all frames share them
};

class StackReader {
 public:
  StackReader(const Hdf5Reader& file, const ScatteringOptions& options) : file_(file), options_(options) {}

  Stack read(const CurveArrays& arrays) const {
    Stack stack{.arrays = arrays};
    require(arrays.q);
    require(arrays.intensity);
    read_shapes(stack);
    read_units(stack);
    if (!arrays.at.empty()) read_series_axis(stack);
    stack.q = shared(arrays.q, stack);
    if (!arrays.width.empty()) stack.width = shared(arrays.width, stack);
    return stack;
  }

 private:
  void require(const std::string& dataset) const {
    if (!file_.is_dataset(dataset)) fail(dataset, "is not there", "", "a dataset of numbers");
  }

  [[noreturn]] void fail(const std::string& dataset, const std::string& what, std::string found,
                         std::string expected, std::string hint = {}) const {
    fail_with_file(file_.file(), dataset + ": " + what, std::move(found), std::move(expected),
                   std::move(hint));
  }

  void read_shapes(Stack& stack) const {
    const Shape intensity = file_.shape(stack.arrays.intensity);
    if (intensity.empty() || intensity.size() > 2)
      fail(stack.arrays.intensity, "has a shape that is none of curves", in_words(intensity),
           "[q] or [frames, q]");
    stack.is_series = intensity.size() == 2;
    stack.frames = stack.is_series ? intensity[0] : 1;
    stack.points = intensity.back();
    stack.chunk_rows = stack.is_series ? file_.chunk_rows(stack.arrays.intensity) : 1;
    if (stack.frames == 0 || stack.points == 0 || stack.points > most_points)
      fail(stack.arrays.intensity, "has a shape that is none of curves", in_words(intensity),
           "[q] or [frames, q]");
    check_shape(stack.arrays.q, stack, intensity, true);
    check_shape(stack.arrays.error, stack, intensity, false);
    check_shape(stack.arrays.width, stack, intensity, true);
  }

  void check_shape(const std::string& dataset, const Stack& stack, const Shape& intensity,
                   bool may_be_shared) const {
    if (dataset.empty()) return;
    const Shape shape = file_.shape(dataset);
    if (shape == intensity || (may_be_shared && shape == Shape{stack.points})) return;
    const bool is_turned = shape.size() == 1 && stack.is_series && shape[0] == intensity[0];
    fail(dataset, "does not fit the intensities", in_words(shape),
         in_words(intensity) + (may_be_shared && stack.is_series ? " or " + in_words({stack.points}) : ""),
         is_turned ? "the intensities are to be [frames, q], not [q, frames]" : "");
  }

  void read_units(Stack& stack) const {
    const CurveArrays& arrays = stack.arrays;
    const std::string said = q_unit(arrays.q, arrays.strict_units);
    stack.q_factor = io::q_factor(said, options_.q_unit, {.file = file_.file().string() + ": " + arrays.q});
    stack.width_factor = stack.q_factor;
    if (!arrays.width.empty()) {
      const auto width = inverse_length(q_unit(arrays.width, arrays.strict_units));
      if (width) stack.width_factor = width->in_per_nm;
    }
    stack.said_intensity = intensity_unit_of(arrays.intensity, arrays.strict_units);
    if (!arrays.error.empty() && !unit_attribute(file_, arrays.error).empty()) {
      const std::string error = intensity_unit_of(arrays.error, arrays.strict_units);
      if (error != stack.said_intensity)
        fail(arrays.error, "has another unit than the intensities", unit_attribute(file_, arrays.error),
             unit_attribute(file_, arrays.intensity));
    }
  }

  // From the attribute, else from a name such as q_per_nm.
  std::string q_unit(const std::string& dataset, bool strict) const {
    const std::string text = unit_attribute(file_, dataset);
    const auto unit = inverse_length(text);
    if (unit) return unit->unit;
    if (!text.empty() && strict)
      fail(dataset, "has a unit that is none of q", text, "1/nm, 1/angstrom or 1/m");
    const auto in_name = inverse_lengths_in(dataset.substr(dataset.rfind('/') + 1));
    return text.empty() && in_name.size() == 1 ? in_name.front().unit : "";
  }

  std::string intensity_unit_of(const std::string& dataset, bool strict) const {
    const std::string text = unit_attribute(file_, dataset);
    const auto unit = intensity_unit(text);
    if (!unit && strict)
      fail(dataset, "has a unit that is none of a scattered intensity", text, "1/cm, 1/m or arbitrary");
    if (!text.empty()) return unit.value_or("");
    const auto in_name = inverse_lengths_in(dataset.substr(dataset.rfind('/') + 1));
    return in_name.size() == 1 ? in_name.front().unit : "";
  }

  void read_series_axis(Stack& stack) const {
    const std::string& dataset = stack.arrays.at;
    const Shape shape = file_.shape(dataset);
    const bool fits = shape == Shape{stack.frames} || (shape.empty() && stack.frames == 1);
    if (!fits) fail(dataset, "does not have one value a frame", in_words(shape), in_words({stack.frames}));
    stack.at = file_.rows(dataset, 0, stack.frames);
    const auto unit = series_unit_of(dataset);
    if (unit)
      for (double& value : stack.at) value = unit->convert(value);
    stack.at_unit = unit ? unit->unit : "";
  }

  std::optional<SeriesUnit> series_unit_of(const std::string& dataset) const {
    const std::string text = unit_attribute(file_, dataset);
    if (!text.empty()) {
      const auto unit = series_unit(text);
      if (!unit)
        fail(dataset, "has a unit that is neither one of time nor one of temperature", text, "s or K");
      return unit;
    }
    const std::size_t suffix = dataset.rfind('_');
    return suffix == dataset.npos ? std::nullopt : series_unit(dataset.substr(suffix + 1));
  }

  std::vector<double> shared(const std::string& dataset, const Stack& stack) const {
    if (file_.shape(dataset).size() == 2) return {};
    return file_.rows(dataset, 0, stack.points);
  }

  const Hdf5Reader& file_;
  const ScatteringOptions& options_;
};

// Rows of the arrays of a stack, and the frames they are.
class Block {
 public:
  Block(const Hdf5Reader& file, const Stack& stack, std::size_t first, std::size_t count)
      : file_(file), stack_(stack), first_(first) {
    const CurveArrays& arrays = stack.arrays;
    intensity_ = rows(arrays.intensity, count);
    if (!arrays.error.empty()) error_ = rows(arrays.error, count);
    if (stack.q.empty()) q_ = rows(arrays.q, count);
    if (!arrays.width.empty() && stack.width.empty()) width_ = rows(arrays.width, count);
  }

  LoadedFrame frame(std::size_t i, const std::string& name) const {
    LoadedFrame loaded{.frame = {.name = name}, .x_unit = "1/nm", .at_unit = stack_.at_unit};
    Frame& frame = loaded.frame;
    if (!stack_.at.empty()) frame.at = stack_.at[first_ + i];
    frame.x = stack_.q.empty() ? row(q_, i) : stack_.q;
    frame.y = row(intensity_, i);
    frame.y_error = row(error_, i);
    frame.x_width = stack_.width.empty() ? row(width_, i) : stack_.width;
    settle(loaded, i);
    for (double& q : frame.x) q *= stack_.q_factor;
    for (double& width : frame.x_width) width *= stack_.width_factor;
    loaded.y_unit = settle_intensity_unit(stack_.said_intensity, frame.y, frame.y_error);
    return loaded;
  }

 private:
  std::vector<double> rows(const std::string& dataset, std::size_t count) const {
    return stack_.is_series ? file_.rows(dataset, first_, count) : file_.rows(dataset, 0, stack_.points);
  }

  std::vector<double> row(const std::vector<double>& values, std::size_t i) const {
    if (values.empty()) return {};
    const auto begin = values.begin() + static_cast<std::ptrdiff_t>(i * stack_.points);
    return {begin, begin + static_cast<std::ptrdiff_t>(stack_.points)};
  }

  void settle(LoadedFrame& loaded, std::size_t i) const {
    const CurveArrays& arrays = stack_.arrays;
    const std::string* datasets[] = {&arrays.q, &arrays.intensity, &arrays.error, &arrays.width};
    const auto fail = [&](std::size_t point, CurvePart part, const std::string& message,
                          const std::string& found, const std::string& expected, const std::string& hint) {
      std::string where = *datasets[static_cast<std::size_t>(part)];
      if (stack_.is_series) where += ", frame " + std::to_string(first_ + i + 1);
      fail_with_file(file_.file(), where + ", point " + std::to_string(point + 1) + ": " + message, found,
                     expected, hint);
    };
    loaded.note = settle_curve(loaded.frame, "q", fail);
  }

  const Hdf5Reader& file_;
  const Stack& stack_;
  std::size_t first_;
  std::vector<double> intensity_, error_, q_, width_;
};

std::vector<Stack> stacks_in(const Hdf5Reader& file, const ScatteringOptions& options) {
  std::vector<CurveArrays> found;
  if (options.q.empty() && options.intensity.empty()) found = find_nxcansas(file);
  if (found.empty()) found.push_back(find_stack(file, options));
  std::vector<Stack> stacks;
  for (const CurveArrays& arrays : found) stacks.push_back(StackReader(file, options).read(arrays));
  return stacks;
}

// What the trial does: everything that is done later, also behind a damaged piece.
void read_everything(const fs::path& path, const ScatteringOptions& options, TrialTime& time) {
  const Hdf5Reader file(path);
  const std::vector<Stack> stacks = stacks_in(file, options);
  double values = 0;
  for (const Stack& stack : stacks) values += 4.0 * static_cast<double>(stack.frames * stack.points);
  time.allow(static_cast<unsigned>(std::min(values / trial_values_per_s, 1e6)));
  for (const Stack& stack : stacks)
    for (std::size_t first = 0; first < stack.frames; first += piece) try {
        Block(file, stack, first, std::min(piece, stack.frames - first));
      } catch (const Error&) {
        continue;
      }
}

class Hdf5Frames : public FrameFile {
 public:
  Hdf5Frames(fs::path path, const ScatteringOptions& options, bool keep_open) : path_(std::move(path)) {
    try {
      check_by_trial(options);
      auto file = std::make_shared<Hdf5Reader>(path_);
      stacks_ = stacks_in(*file, options);
      if (keep_open) kept_ = std::move(file);
    } catch (const UnitError& error) {
      error_ = error;
      concerns_all_ = true;
    } catch (const Error& error) {
      error_ = error;
    }
    for (const Stack& stack : stacks_) ends_.push_back((ends_.empty() ? 0 : ends_.back()) + stack.frames);
  }

  std::size_t size() const override { return error_ ? 1 : ends_.back(); }

  std::vector<LoadedFrame> load(std::size_t first, std::size_t count) const override {
    std::vector<LoadedFrame> frames;
    if (error_) {
      LoadedFrame loaded{.frame = {.name = path_.filename().string()}, .error = error_};
      loaded.error_concerns_all = concerns_all_;
      if (count > 0) frames.push_back(std::move(loaded));
      return frames;
    }
    const auto file = kept_ ? kept_ : std::make_shared<Hdf5Reader>(path_);
    while (count > 0) {
      const auto index = static_cast<std::size_t>(std::ranges::upper_bound(ends_, first) - ends_.begin());
      const std::size_t here = std::min({count, ends_[index] - first, piece});
      load_from(*file, index, first - (index == 0 ? 0 : ends_[index - 1]), here, frames);
      first += here;
      count -= here;
    }
    return frames;
  }

 private:
  void check_by_trial(const ScatteringOptions& options) const {
    std::error_code unknown;
    const auto bytes = fs::file_size(path_, unknown);
    const unsigned more_s =
        unknown ? 0 : static_cast<unsigned>(std::min<std::uintmax_t>(bytes / trial_bytes_per_s, 120));
    if (!survives([&](TrialTime& time) { read_everything(path_, options, time); }, trial_s + more_s))
      fail_with_file(path_, "cannot be read as an HDF5 file", "a file on which HDF5 itself fails",
                     "a whole HDF5 file", "it is damaged: copy it again, or look at it with h5dump");
  }

  // A piece ends where a chunk does, so that a damaged chunk takes its own frames along and no others, and is
  // tried once.
  void load_from(const Hdf5Reader& file, std::size_t index, std::size_t first, std::size_t count,
                 std::vector<LoadedFrame>& frames) const {
    const Stack& stack = stacks_[index];
    const std::size_t chunk = first / stack.chunk_rows;
    const std::size_t here = std::min(count, (chunk + 1) * stack.chunk_rows - first);
    std::optional<Error> error = damage(index, chunk);
    std::optional<Block> block;
    try {
      if (!error) block.emplace(file, stack, first, here);
    } catch (const Error& failure) {
      error = failure;
      remember_damage(index, chunk, failure);
    }
    for (std::size_t i = 0; i < here; ++i) {
      const std::string name = name_of(stack, first + i);
      frames.push_back(load_or_error(name, [&] {
        if (error) throw *error;
        return block->frame(i, name);
      }));
    }
    if (here < count) load_from(file, index, first + here, count - here, frames);
  }

  std::optional<Error> damage(std::size_t index, std::size_t chunk) const {
    const std::lock_guard lock(mutex_);
    const auto found = damage_.find({index, chunk});
    return found == damage_.end() ? std::nullopt : std::optional(found->second);
  }

  void remember_damage(std::size_t index, std::size_t chunk, const Error& error) const {
    const std::lock_guard lock(mutex_);
    damage_.emplace(std::pair(index, chunk), error);
  }

  std::string name_of(const Stack& stack, std::size_t frame) const {
    std::string name = path_.filename().string();
    if (!stack.arrays.name.empty()) name += " " + stack.arrays.name;
    if (stack.is_series) name += " frame " + std::to_string(frame + 1);
    return name;
  }

  fs::path path_;
  std::vector<Stack> stacks_{};
  std::vector<std::size_t> ends_{};
  std::shared_ptr<Hdf5Reader> kept_{};
  mutable std::mutex mutex_{};
  mutable std::map<std::pair<std::size_t, std::size_t>, Error> damage_{};  // of a stack and a chunk of it
  std::optional<Error> error_{};
  bool concerns_all_ = false;
};

}  // namespace

std::string unit_attribute(const Hdf5Reader& file, const std::string& dataset) {
  for (const char* name : {"units", "unit"}) {
    const auto values = file.attribute(dataset, name);
    if (!values.empty()) return std::string(trimmed(values.front()));
  }
  return {};
}

std::unique_ptr<FrameFile> hdf5_frames(fs::path file, const ScatteringOptions& options, bool keep_open) {
  return std::make_unique<Hdf5Frames>(std::move(file), options, keep_open);
}

}  // namespace nacre::io
