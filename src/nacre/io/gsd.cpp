#include "nacre/io/gsd.hpp"

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <utility>

#include "nacre/io/binary_file.hpp"
#include "nacre/io/data_error.hpp"
#include "nacre/io/files.hpp"
#include "nacre/io/gsd_chunks.hpp"
#include "nacre/io/gsd_format.hpp"

namespace nacre::io {
namespace {

constexpr std::uint64_t first_index_entries = 256;
constexpr std::uint64_t index_start(std::uint64_t names_blocks) {
  return sizeof(GsdHeader) + 64 * names_blocks;
}

std::uint64_t index_bytes(std::uint64_t entries) { return entries * sizeof(GsdEntry); }

// The index and the end of a file, frame by frame: depends on what was written alone, so that a file that was
// cut goes on as if it had not been.
struct Layout {
  std::uint64_t location = 0;  // of the index
  std::uint64_t room = first_index_entries;
  std::uint64_t used = 0;
  std::uint64_t end = 0;

  explicit Layout(std::uint64_t names_blocks)
      : location(index_start(names_blocks)), end(location + index_bytes(first_index_entries)) {}

  // Makes room for the entries of one more frame and the zero that ends the index: true if the index moves,
  // to the end of the file.
  bool grow(std::uint64_t entries) {
    if (used + entries < room) return false;
    while (used + entries >= room) room *= 2;
    location = end;
    end += index_bytes(room);
    return true;
  }
};

bool is_same(const GsdChunk& a, const GsdChunk& b) {
  return a.rows == b.rows && a.columns == b.columns && a.bytes == b.bytes;
}

std::string names_block(const std::vector<GsdChunk>& chunks) {
  std::string block;
  for (const GsdChunk& chunk : chunks) block += chunk.name + '\0';
  block.resize((block.size() / 64 + 1) * 64, '\0');
  return block;
}

}  // namespace

class GsdWriter::Work {
 public:
  explicit Work(std::filesystem::path path) : path_(std::move(path)) {}

  void append(const ParticleFrame& frame) {
    check_frame(frame);
    std::vector<GsdChunk> chunks = gsd_chunks(frame);
    if (!file_) start(chunks);
    check_names(chunks);
    write_frame(chunks);
  }

  // Finds the layout after the frames that stay, and cuts.
  void go_on(std::uint64_t last_step) {
    if (!std::filesystem::exists(path_)) return;
    BinaryFile file(path_, BinaryFile::Access::change);
    const GsdContents contents = read_gsd_contents(file);
    std::uint64_t frames = 0;
    while (frames < contents.frames() && gsd_step(file, contents, frames) <= last_step) ++frames;
    if (frames == 0) return;
    first_ = gsd_chunks(gsd_particles(file, contents, 0));
    file_.emplace(std::move(file));
    frames_ = frames;
    cut(contents);
  }

 private:
  // Whole or not at all, so that there is never a file without a header.
  void start(const std::vector<GsdChunk>& chunks) {
    const std::string names = names_block(chunks);
    names_blocks_ = names.size() / 64;
    layout_ = Layout(names_blocks_);
    write_file_atomically(path_, header() + names + index());
    file_.emplace(path_, BinaryFile::Access::change);
    first_ = chunks;
  }

  void check_names(const std::vector<GsdChunk>& chunks) const {
    const auto same = [](const GsdChunk& a, const GsdChunk& b) { return a.name == b.name; };
    if (!std::ranges::equal(chunks, first_, same))
      throw std::invalid_argument("frame " + std::to_string(frames_) +
                                  " of a GSD file has other columns than the first");
  }

  std::string header() const {
    GsdHeader header{.index_location = layout_.location,
                     .index_entries = layout_.room,
                     .names_location = sizeof(GsdHeader),
                     .names_blocks = names_blocks_};
    std::strcpy(header.application, "nacre");
    std::strcpy(header.schema, "hoomd");
    return std::string(bytes_of(header));
  }

  // All entries and zeros behind them.
  std::string index() const {
    std::string block;
    for (const GsdEntry& entry : entries_) block += bytes_of(entry);
    block.resize(index_bytes(layout_.room), '\0');
    return block;
  }

  void write_frame(const std::vector<GsdChunk>& chunks) {
    std::vector<GsdEntry> added;
    std::string data;
    for (std::size_t k = 0; k < chunks.size(); ++k) {
      if (frames_ > 0 && chunks[k].constant && is_same(chunks[k], first_[k])) continue;
      added.push_back({.frame = frames_,
                       .rows = chunks[k].rows,
                       .location = static_cast<std::int64_t>(data.size()),
                       .columns = chunks[k].columns,
                       .name = static_cast<std::uint16_t>(k),
                       .type = static_cast<std::uint8_t>(chunks[k].type)});
      data += chunks[k].bytes;
    }
    Layout before = layout_;
    try {
      commit(added, data);
    } catch (...) {
      layout_ = before;
      throw;
    }
  }

  void commit(std::vector<GsdEntry>& added, const std::string& data) {
    if (layout_.grow(added.size())) {
      file_->write_at(layout_.location, index());
      file_->sync();
      file_->write_at(0, header());
    }
    for (GsdEntry& entry : added) entry.location += static_cast<std::int64_t>(layout_.end);
    file_->write_at(layout_.end, data);
    file_->sync();
    write_entries(added);
    file_->sync();
    layout_.end += data.size();
    layout_.used += added.size();
    entries_.insert(entries_.end(), added.begin(), added.end());
    ++frames_;
  }

  // The first last: before it stands the zero that ends the index.
  void write_entries(const std::vector<GsdEntry>& added) {
    const std::uint64_t at = layout_.location + index_bytes(layout_.used);
    std::string rest;
    for (std::size_t k = 1; k < added.size(); ++k) rest += bytes_of(added[k]);
    file_->write_at(at + sizeof(GsdEntry), rest);
    file_->write_at(at, bytes_of(added[0]));
  }

  // A killed program leaves the file readable: an index that is not in force is written before the header
  // points at it, and one in force only loses frames that are to go.
  void cut(const GsdContents& contents) {
    names_blocks_ = contents.header.names_blocks;
    layout_ = Layout(names_blocks_);
    for (std::uint64_t frame = 0, k = 0; frame < frames_; ++frame) {
      const std::uint64_t begin = k;
      while (k < contents.entries.size() && contents.entries[k].frame == frame) ++k;
      replay({contents.entries.begin() + static_cast<std::ptrdiff_t>(begin),
              contents.entries.begin() + static_cast<std::ptrdiff_t>(k)});
    }
    file_->write_at(layout_.location, index());
    file_->sync();
    file_->write_at(0, header());
    file_->truncate(layout_.end);
    file_->sync();
  }

  void replay(const std::vector<GsdEntry>& of_frame) {
    layout_.grow(of_frame.size());
    for (const GsdEntry& entry : of_frame) {
      if (entry.location != static_cast<std::int64_t>(layout_.end))
        fail_with_file(path_, "was not written by this version of nacre, or was changed since", {}, {},
                       "a run can go on only in its own folder");
      layout_.end += entry.bytes();
    }
    layout_.used += of_frame.size();
    entries_.insert(entries_.end(), of_frame.begin(), of_frame.end());
  }

  std::filesystem::path path_;
  std::optional<BinaryFile> file_{};
  std::uint64_t names_blocks_ = 0;
  Layout layout_{0};
  std::vector<GsdEntry> entries_{};
  std::vector<GsdChunk> first_{};
  std::uint64_t frames_ = 0;
};

GsdWriter::GsdWriter(std::filesystem::path file) : work_(std::make_unique<Work>(std::move(file))) {}
GsdWriter::GsdWriter(std::filesystem::path file, std::uint64_t last_step) : GsdWriter(std::move(file)) {
  work_->go_on(last_step);
}
GsdWriter::~GsdWriter() = default;
GsdWriter::GsdWriter(GsdWriter&&) noexcept = default;
GsdWriter& GsdWriter::operator=(GsdWriter&&) noexcept = default;

void GsdWriter::append(const ParticleFrame& frame) { work_->append(frame); }

class GsdReader::Work {
 public:
  explicit Work(std::filesystem::path path)
      : file_(std::move(path), BinaryFile::Access::read), contents_(read_gsd_contents(file_)) {}

  std::size_t size() const { return contents_.frames(); }

  ParticleFrame read(std::size_t frame) const {
    if (frame >= size())
      fail_with_file(file_.path(), size() == 0 ? "has no frames" : "has no such frame", std::to_string(frame),
                     size() == 0 ? "" : "0 to " + std::to_string(size() - 1));
    return gsd_particles(file_, contents_, frame);
  }

 private:
  BinaryFile file_;
  GsdContents contents_;
};

GsdReader::GsdReader(std::filesystem::path file) : work_(std::make_unique<Work>(std::move(file))) {}
GsdReader::~GsdReader() = default;
GsdReader::GsdReader(GsdReader&&) noexcept = default;
GsdReader& GsdReader::operator=(GsdReader&&) noexcept = default;

std::size_t GsdReader::size() const { return work_->size(); }
ParticleFrame GsdReader::read(std::size_t frame) const { return work_->read(frame); }

ParticleFrame read_gsd(const std::filesystem::path& file, std::optional<std::size_t> frame) {
  const GsdReader reader(file);
  return reader.read(frame.value_or(std::max<std::size_t>(reader.size(), 1) - 1));
}

}  // namespace nacre::io
