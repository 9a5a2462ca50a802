#include "nacre/io/cansas_xml.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include "nacre/io/curve_check.hpp"
#include "nacre/io/data_error.hpp"
#include "nacre/io/number_rows.hpp"
#include "nacre/io/scattering_units.hpp"
#include "nacre/io/text_lines.hpp"
#include "nacre/io/text_place.hpp"

namespace nacre::io {
namespace {

// One tag and the text behind it. Names have no name space.
struct Tag {
  std::string_view name{};  // "/Q" where it closes
  std::string_view attributes{};
  std::string_view content{};  // up to the next tag
  std::size_t offset = 0;      // of the '<'
};

// Tags one after the other; comments, declarations and instructions are passed over.
class Tags {
 public:
  explicit Tags(std::string_view text) : text_(text) {}

  std::optional<Tag> next() {
    for (;;) {
      at_ = text_.find('<', at_);
      if (at_ >= text_.size()) return {};
      if (skip("<!--", "-->") || skip("<![CDATA[", "]]>") || skip("<?", "?>") || skip("<!", ">")) continue;
      return tag();
    }
  }

 private:
  bool skip(std::string_view begin, std::string_view end) {
    if (!text_.substr(at_).starts_with(begin)) return false;
    const std::size_t close = text_.find(end, at_ + begin.size());
    at_ = close == text_.npos ? text_.size() : close + end.size();
    return true;
  }

  Tag tag() {
    const std::size_t close = std::min(text_.find('>', at_), text_.size());
    const std::string_view inside = text_.substr(at_ + 1, close - at_ - 1);
    const std::size_t name_end = std::min(inside.find_first_of(" \t\r\n"), inside.size());
    Tag tag{.name = inside.substr(0, name_end), .attributes = inside.substr(name_end), .offset = at_};
    at_ = std::min(close + 1, text_.size());
    tag.content = text_.substr(at_, std::min(text_.find('<', at_), text_.size()) - at_);
    const bool closes = tag.name.starts_with('/');
    const std::size_t space = tag.name.find(':');
    if (space != tag.name.npos) tag.name.remove_prefix(space + (closes ? 0 : 1));
    return tag;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

// The value of unit="..." or unit='...'.
std::string unit_of(const Tag& tag) {
  std::size_t at = tag.attributes.find("unit");
  if (at == tag.attributes.npos) return {};
  at = tag.attributes.find_first_of("\"'", at);
  if (at == tag.attributes.npos) return {};
  const std::size_t end = tag.attributes.find(tag.attributes[at], at + 1);
  if (end == tag.attributes.npos) return {};
  return std::string(trimmed(tag.attributes.substr(at + 1, end - at - 1)));
}

constexpr std::array<std::string_view, 4> parts{"Q", "I", "Idev", "Qdev"};

// The points of one SASdata, with the byte of each value.
struct Points {
  std::array<std::vector<double>, 4> values{};
  std::array<std::vector<std::size_t>, 4> offsets{};
  std::array<std::string, 4> units{};
  std::string name{};
};

class XmlReader {
 public:
  XmlReader(const std::filesystem::path& file, const ScatteringOptions& options)
      : file_(file), options_(options), text_(read_measured_text(file)) {}

  std::size_t count() const {
    std::size_t found = 0;
    Tags tags(text_);
    while (const auto tag = tags.next()) found += tag->name == "SASdata";
    if (found == 0)
      fail_with_file(file_, "is no canSAS XML", "no element SASdata",
                     "<SASroot> with <SASentry> and <SASdata>");
    return found;
  }

  // All of them in one pass.
  std::vector<LoadedFrame> frames(std::size_t first, std::size_t count, std::size_t size) const {
    std::vector<LoadedFrame> loaded;
    Tags tags(text_);
    std::size_t index = 0;
    while (const auto tag = tags.next()) {
      if (tag->name != "SASdata") continue;
      if (index >= first + count) break;
      const std::string name =
          file_.filename().string() + (size > 1 ? " data " + std::to_string(index + 1) : "");
      if (index++ < first) continue;
      loaded.push_back(load_or_error(name, [&] { return frame(tags, *tag, name); }));
    }
    return loaded;
  }

 private:
  LoadedFrame frame(Tags& tags, const Tag& start, const std::string& name) const {
    Points points = read_points(tags, start);
    const double factor = q_factor(unit_of_q(points, 0), options_.q_unit, {.file = file_.string()});
    const std::string intensity = unit_of_intensity(points);
    LoadedFrame loaded{.frame = {.name = name}, .x_unit = "1/nm"};
    Frame& frame = loaded.frame;
    frame.x = std::move(points.values[0]);
    frame.y = std::move(points.values[1]);
    frame.y_error = std::move(points.values[2]);
    frame.x_width = std::move(points.values[3]);
    const auto fail = [&](std::size_t point, CurvePart part, const std::string& message,
                          const std::string& found, const std::string& expected, const std::string& hint) {
      fail_at(byte_place(file_, text_, points.offsets[static_cast<std::size_t>(part)].at(point)), message,
              found, expected, hint);
    };
    loaded.note = settle_curve(frame, "q", fail);
    const auto width = inverse_length(points.units[3]);
    for (double& q : frame.x) q *= factor;
    for (double& one : frame.x_width) one *= width ? width->in_per_nm : factor;
    loaded.y_unit = settle_intensity_unit(intensity, frame.y, frame.y_error);
    return loaded;
  }

  // Up to the end of the SASdata; a part that some points lack is left out.
  Points read_points(Tags& tags, const Tag& start) const {
    Points points;
    std::size_t rows = 0;
    bool is_closed = false;
    while (const auto tag = tags.next()) {
      if ((is_closed = tag->name == "/SASdata")) break;
      rows += tag->name == "Idata";
      const auto part = std::ranges::find(parts, tag->name);
      if (rows > 0 && part != parts.end()) keep(*tag, static_cast<std::size_t>(part - parts.begin()), points);
    }
    if (!is_closed)
      fail_at(byte_place(file_, text_, start.offset), "this SASdata has no end", "the end of the file",
              "</SASdata>", "the file may have been cut off");
    for (const std::size_t k : {std::size_t{2}, std::size_t{3}})
      if (points.values[k].size() != rows) points.values[k].clear();
    if (rows == 0 || points.values[0].size() != rows || points.values[1].size() != rows)
      fail_at(byte_place(file_, text_, start.offset),
              "this SASdata does not have one Q and one I in each Idata",
              std::to_string(points.values[0].size()) + " Q and " + std::to_string(points.values[1].size()) +
                  " I",
              std::to_string(rows) + " of each");
    return points;
  }

  void keep(const Tag& tag, std::size_t part, Points& points) const {
    const std::string content(tag.content);
    const std::size_t begin = std::min(content.find_first_not_of(" \t\r\n"), content.size());
    const std::size_t end = content.find_last_not_of(" \t\r\n");
    const std::string number = begin == content.size() ? "" : content.substr(begin, end - begin + 1);
    double value = 0;
    if (!read_cell(number, false, value) || !std::isfinite(value))
      fail_at(byte_place(file_, text_, tag.offset), std::string(parts[part]) + " is not a finite number",
              number.empty() ? "nothing" : number.substr(0, 60), "a number");
    const std::string unit = unit_of(tag);
    if (points.values[part].empty()) points.units[part] = unit;
    if (unit != points.units[part])
      fail_at(byte_place(file_, text_, tag.offset),
              std::string(parts[part]) + " has another unit than in the points before", unit,
              points.units[part]);
    points.values[part].push_back(value);
    points.offsets[part].push_back(tag.offset);
  }

  std::string unit_of_q(const Points& points, std::size_t part) const {
    const auto unit = inverse_length(points.units[part]);
    if (!unit && !points.units[part].empty())
      fail_at(byte_place(file_, text_, points.offsets[part].front()), "the unit of Q is none of q",
              points.units[part], "1/nm or 1/A");
    return unit ? unit->unit : "";
  }

  std::string unit_of_intensity(const Points& points) const {
    const auto unit = intensity_unit(points.units[1]);
    if (!unit)
      fail_at(byte_place(file_, text_, points.offsets[1].front()),
              "the unit of I is none of a scattered intensity", points.units[1], "1/cm, 1/m or arbitrary");
    return *unit;
  }

  const std::filesystem::path& file_;
  const ScatteringOptions& options_;
  std::string text_;
};

class CansasXml : public FrameFile {
 public:
  CansasXml(std::filesystem::path file, const ScatteringOptions& options)
      : file_(std::move(file)), options_(options) {
    try {
      size_ = XmlReader(file_, options_).count();
    } catch (const Error& error) {
      error_ = error;
    }
  }

  std::size_t size() const override { return size_; }

  std::vector<LoadedFrame> load(std::size_t first, std::size_t count) const override {
    std::vector<LoadedFrame> frames;
    try {
      if (error_) throw *error_;
      frames = XmlReader(file_, options_).frames(first, count, size_);
    } catch (const Error& error) {
      frames.assign(count, {.frame = {.name = file_.filename().string()}, .error = error});
    }
    while (frames.size() < count)  // the file has changed since it was opened
      frames.push_back(load_or_error(file_.filename().string(), [this]() -> LoadedFrame {
        fail_with_file(file_, "has fewer curves than when it was opened");
      }));
    return frames;
  }

 private:
  std::filesystem::path file_;
  ScatteringOptions options_;
  std::size_t size_ = 1;
  std::optional<Error> error_{};
};

}  // namespace

std::unique_ptr<FrameFile> cansas_xml_file(std::filesystem::path file, const ScatteringOptions& options) {
  return std::make_unique<CansasXml>(std::move(file), options);
}

}  // namespace nacre::io
