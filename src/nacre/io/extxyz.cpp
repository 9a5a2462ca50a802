#include "nacre/io/extxyz.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <limits>
#include <utility>

#include "nacre/core/units.hpp"
#include "nacre/io/binary_file.hpp"
#include "nacre/io/data_error.hpp"
#include "nacre/io/extxyz_comment.hpp"
#include "nacre/io/extxyz_rows.hpp"
#include "nacre/io/text_lines.hpp"

namespace nacre::io {
namespace {

// Where a frame stands in its file.
struct FrameSpan {
  std::uint64_t offset = 0;
  std::uint64_t bytes = 0;
  int line = 1;  // of the number of particles
  std::uint64_t count = 0;
  std::uint64_t step = 0;
  bool has_last_newline = true;
};

// Goes through a file frame by frame, without keeping its rows.
class FrameWalk {
 public:
  explicit FrameWalk(const std::filesystem::path& path) : path_(path), in_(path, std::ios::binary) {
    BinaryFile(path, BinaryFile::Access::read).size();  // tells why it cannot be opened
  }

  // False at the end of the file, or where a frame is not whole: reason() then says so.
  bool next(FrameSpan& span) {
    span = {.offset = offset_, .line = line_ + 1};
    std::string text;
    if (!read_line(text)) return false;
    if (trimmed(text).empty() && in_.peek() == std::ifstream::traits_type::eof()) return false;
    if (!read_count(text, span.count)) return stop(span.line, "is no number of particles", text);
    if (!read_line(text)) return stop(span.line, "is the last line of the file", text);
    if (const auto step = comment_value(comment_pairs(text), "Step"))
      std::from_chars(step->data(), step->data() + step->size(), span.step);
    for (std::uint64_t k = 0; k < span.count; ++k)
      if (!read_line(text))
        return stop(span.line, "announces more particles than follow", std::to_string(k) + " rows");
    span.bytes = offset_ - span.offset;
    span.has_last_newline = has_newline_;
    return true;
  }

  bool is_stopped() const { return !reason_.empty(); }

  [[noreturn]] void fail() const {
    Place place{.file = path_.string(), .line = stopped_line_};
    fail_at(place, reason_, found_.substr(0, 60),
            "a number of particles, a comment, then one line for each particle",
            "the file may have been cut off");
  }

 private:
  bool read_line(std::string& text) {
    if (!std::getline(in_, text)) return false;
    has_newline_ = !in_.eof();
    offset_ += text.size() + (has_newline_ ? 1 : 0);
    ++line_;
    return true;
  }

  static bool read_count(std::string_view text, std::uint64_t& count) {
    if (text.ends_with('\r')) text.remove_suffix(1);
    text = trimmed(text);
    const auto [stop, status] = std::from_chars(text.data(), text.data() + text.size(), count);
    return status == std::errc() && stop == text.data() + text.size() && count > 0;
  }

  bool stop(int line, std::string reason, std::string found) {
    stopped_line_ = line;
    reason_ = std::move(reason);
    found_ = std::move(found);
    return false;
  }

  const std::filesystem::path& path_;
  std::ifstream in_;
  std::uint64_t offset_ = 0;
  int line_ = 0;
  bool has_newline_ = true;
  std::string reason_{};
  std::string found_{};
  int stopped_line_ = 0;
};

void append_numbers(std::string& text, std::initializer_list<double> numbers) {
  for (const double number : numbers) text += ' ' + format_number(number);
}

std::string comment_of(const ParticleFrame& frame) {
  const crystal::Particles& particles = frame.particles;
  const crystal::Vector& edge = particles.box.lengths;
  const auto number = [](double value) { return format_number(value); };
  std::string text = "Lattice=\"" + number(edge[0]) + " 0 0 0 " + number(edge[1]) + " 0 0 0 " +
                     number(edge[2]) + "\" Origin=\"" + number(-edge[0] / 2) + " " + number(-edge[1] / 2) +
                     " " + number(-edge[2] / 2) + "\" pbc=\"";
  for (int k = 0; k < 3; ++k) text += std::string(k > 0 ? " " : "") + (particles.box.periodic[k] ? "T" : "F");
  text += "\" Properties=species:S:1:pos:R:3";
  if (!particles.velocities.empty()) text += ":velo:R:3";
  text += ":radius:R:1";
  if (!frame.images.empty()) text += ":image:I:3";
  for (const ParticleColumn& column : frame.columns) text += ":" + column.name + ":R:1";
  text += " Step=" + std::to_string(frame.step) + " species_names=\"";
  for (const std::string& name : particles.species_names) text += (text.back() == '"' ? "" : " ") + name;
  text += '"';
  if (particles.droplet_radius > 0) text += " droplet_radius=" + number(particles.droplet_radius);
  for (const FrameNumber& one : frame.numbers) text += " " + one.name + "=" + number(one.value);
  return text;
}

}  // namespace

std::string extxyz_text(const ParticleFrame& frame) {
  check_frame(frame);
  const crystal::Particles& particles = frame.particles;
  std::string text = std::to_string(particles.size()) + "\n" + comment_of(frame) + "\n";
  for (std::size_t i = 0; i < particles.size(); ++i) {
    text += particles.species_names[particles.species[i]];
    const crystal::Vector& at = particles.positions[i];
    append_numbers(text, {at[0], at[1], at[2]});
    if (!particles.velocities.empty())
      for (const double component : particles.velocities[i]) append_numbers(text, {component});
    append_numbers(text, {particles.diameters[i] / 2});
    if (!frame.images.empty())
      for (const std::int32_t image : frame.images[i]) text += ' ' + std::to_string(image);
    for (const ParticleColumn& column : frame.columns) append_numbers(text, {column.values[i]});
    text += '\n';
  }
  return text;
}

ExtxyzWriter::ExtxyzWriter(std::filesystem::path file) : file_(std::move(file)) {}

ExtxyzWriter::ExtxyzWriter(std::filesystem::path file, std::uint64_t last_step) : file_(std::move(file)) {
  if (!std::filesystem::exists(file_)) return;
  FrameWalk walk(file_);
  FrameSpan span;
  while (walk.next(span) && span.has_last_newline && span.step <= last_step) end_ = span.offset + span.bytes;
}

void ExtxyzWriter::append(const ParticleFrame& frame) {
  const std::string text = extxyz_text(frame);
  BinaryFile file(file_, end_ == 0 ? BinaryFile::Access::create : BinaryFile::Access::change);
  file.truncate(end_);
  file.write_at(end_, text);
  file.sync();
  end_ += text.size();
}

ParticleFrame read_extxyz(const std::filesystem::path& file, std::optional<std::size_t> frame) {
  FrameWalk walk(file);
  FrameSpan span, wanted;
  std::size_t count = 0;
  while ((!frame || count <= *frame) && walk.next(span)) {
    wanted = span;
    ++count;
  }
  const bool found = count > 0 && (!frame || count == *frame + 1);
  if (!found && walk.is_stopped()) walk.fail();
  if (count == 0) fail_with_file(file, "has no frames", "an empty file", "extended XYZ");
  if (!found)
    fail_with_file(file, "has no such frame", std::to_string(*frame), "0 to " + std::to_string(count - 1));
  const std::string text = BinaryFile(file, BinaryFile::Access::read).read_at(wanted.offset, wanted.bytes);
  return extxyz_frame(text, file, wanted.line);
}

}  // namespace nacre::io
