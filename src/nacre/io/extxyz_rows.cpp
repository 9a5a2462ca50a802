#include "nacre/io/extxyz_rows.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "nacre/core/units.hpp"
#include "nacre/io/extxyz_comment.hpp"
#include "nacre/io/number_rows.hpp"
#include "nacre/io/text_lines.hpp"
#include "nacre/io/text_place.hpp"

namespace nacre::io {
namespace {

constexpr double farthest = 1e9;
constexpr std::size_t most_species = 256;
const CellLayout blanks{};

bool same_word(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return (x | 0x20) == (y | 0x20); });
}

// Ends at line feeds alone, as frames are counted.
std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    at = end + 1;
  }
  return lines;
}

class FrameText {
 public:
  FrameText(std::string_view text, const std::filesystem::path& file, int line)
      : file_(file), first_line_(line), lines_(lines_of(text)), pairs_(comment_pairs(lines_.at(1))) {}

  ParticleFrame read() {
    const auto properties = comment_value(pairs_, "Properties");
    if (!properties) fail_at(place(1), "the comment names no columns", {}, "Properties=species:S:1:pos:R:3");
    properties_ = xyz_properties(*properties, place(1));
    read_box();
    read_comment();
    find_columns();
    for (std::size_t row = 2; row < lines_.size(); ++row) read_row(row);
    return std::move(frame_);
  }

 private:
  Place place(std::size_t line) const {
    return {file_.string(), first_line_ + static_cast<int>(line), 0, std::string(lines_[line].substr(0, 200)),
            1};
  }

  Place place(std::size_t line, std::size_t cell) const {
    return cell_place(file_, {first_line_ + static_cast<int>(line), std::string(lines_[line])}, blanks, cell);
  }

  // Numbers separated by blanks.
  std::vector<double> numbers(const std::string& key, std::size_t count) const {
    std::vector<double> found;
    const std::string text = comment_value(pairs_, key).value_or("");
    for (const CellView& cell : cells_of(text, blanks)) {
      double value = 0;
      if (!read_cell(cell.text, false, value) || !(std::abs(value) < farthest))
        fail_at(place(1), key + " has what is not a finite number", std::string(cell.text.substr(0, 60)));
      found.push_back(value);
    }
    if (found.size() != count)
      fail_at(place(1), key + " has another number of values", std::to_string(found.size()),
              std::to_string(count));
    return found;
  }

  void read_box() {
    crystal::PeriodicBox& box = frame_.particles.box;
    if (!comment_value(pairs_, "Lattice"))
      fail_at(place(1), "the comment has no box", {}, "Lattice=\"LX 0 0 0 LY 0 0 0 LZ\"");
    const auto lattice = numbers("Lattice", 9);
    for (std::size_t k = 0; k < 9; ++k)
      if (k % 4 != 0 && lattice[k] != 0)
        fail_at(place(1), "the box has no right angles", format_number(lattice[k]),
                "Lattice=\"LX 0 0 0 LY 0 0 0 LZ\"");
    for (std::size_t k = 0; k < 3; ++k) {
      box.lengths[k] = lattice[4 * k];
      if (!(box.lengths[k] > 0))
        fail_at(place(1), "an edge of the box has no length", format_number(box.lengths[k]),
                "a number above 0");
      centre_[k] = box.lengths[k] / 2;
    }
    if (comment_value(pairs_, "Origin")) {
      const auto origin = numbers("Origin", 3);
      for (std::size_t k = 0; k < 3; ++k) centre_[k] += origin[k];
    }
    if (const auto pbc = comment_value(pairs_, "pbc")) read_periodic(*pbc, box);
  }

  void read_periodic(const std::string& text, crystal::PeriodicBox& box) const {
    const auto cells = cells_of(text, blanks);
    if (cells.size() != 3) fail_at(place(1), "pbc has no three values", text, "pbc=\"T T F\"");
    for (std::size_t k = 0; k < 3; ++k)
      box.periodic[k] =
          cells[k].text.starts_with('T') || cells[k].text.starts_with('t') || cells[k].text == "1";
  }

  void read_comment() {
    for (const CommentPair& pair : pairs_) {
      double value = 0;
      if (!read_cell(pair.value, false, value)) continue;
      if (same_word(pair.key, "Step"))
        std::from_chars(pair.value.data(), pair.value.data() + pair.value.size(), frame_.step);
      else if (pair.key == "droplet_radius")
        frame_.particles.droplet_radius = value;
      else
        frame_.numbers.push_back({pair.key, value});
    }
    if (!(frame_.particles.droplet_radius >= 0 && frame_.particles.droplet_radius < farthest))
      fail_at(place(1), "the droplet has no size", format_number(frame_.particles.droplet_radius),
              "a radius");
    if (const auto names = comment_value(pairs_, "species_names"))
      for (const CellView& name : cells_of(*names, blanks))
        frame_.particles.species_names.emplace_back(name.text);
  }

  const XyzProperty* find(std::initializer_list<std::string_view> names, std::size_t width) const {
    for (const XyzProperty& property : properties_)
      for (const std::string_view name : names)
        if (same_word(property.name, name) && property.width == width) return &property;
    return nullptr;
  }

  void find_columns() {
    species_ = find({"species", "type"}, 1);
    position_ = find({"pos", "positions"}, 3);
    velocity_ = find({"velo", "vel", "velocity", "velocities"}, 3);
    radius_ = find({"radius"}, 1);
    diameter_ = find({"diameter"}, 1);
    image_ = find({"image"}, 3);
    if (species_ == nullptr || position_ == nullptr)
      fail_at(place(1), "the comment does not say where the particles are", {},
              "Properties=species:S:1:pos:R:3, perhaps with more");
    for (const XyzProperty& property : properties_) {
      const bool known = &property == species_ || &property == radius_ || &property == diameter_;
      if (known || property.width != 1 || (property.type != 'R' && property.type != 'I')) continue;
      others_.push_back(&property);
      frame_.columns.push_back({property.name, {}});
    }
    cells_ = properties_.back().begin + properties_.back().width;
  }

  void read_row(std::size_t row) {
    const auto cells = cells_of(lines_[row], blanks);
    if (cells.size() != cells_)
      fail_at(place(row), "a row has another number of cells", std::to_string(cells.size()),
              std::to_string(cells_), "the file may have been cut off");
    crystal::Particles& particles = frame_.particles;
    crystal::Vector at = triple(row, cells, *position_);
    for (int k = 0; k < 3; ++k) at[k] -= centre_[k];
    particles.positions.push_back(at);
    if (velocity_ != nullptr) particles.velocities.push_back(triple(row, cells, *velocity_));
    if (image_ != nullptr) {
      const crystal::Vector image = triple(row, cells, *image_);
      frame_.images.push_back({static_cast<std::int32_t>(image[0]), static_cast<std::int32_t>(image[1]),
                               static_cast<std::int32_t>(image[2])});
    }
    particles.diameters.push_back(diameter(row, cells));
    particles.species.push_back(species(row, cells));
    for (std::size_t k = 0; k < others_.size(); ++k)
      frame_.columns[k].values.push_back(number(row, cells, others_[k]->begin));
  }

  // NaN is a number here.
  double number(std::size_t row, const std::vector<CellView>& cells, std::size_t cell) const {
    double value = 0;
    if (!read_cell(cells[cell].text, false, value))
      fail_at(place(row, cell), "is not a number", std::string(cells[cell].text.substr(0, 60)));
    return value;
  }

  double finite(std::size_t row, const std::vector<CellView>& cells, std::size_t cell) const {
    const double value = number(row, cells, cell);
    if (!(std::abs(value) < farthest))
      fail_at(place(row, cell), "is not a finite number", std::string(cells[cell].text.substr(0, 60)));
    return value;
  }

  crystal::Vector triple(std::size_t row, const std::vector<CellView>& cells,
                         const XyzProperty& property) const {
    return {finite(row, cells, property.begin), finite(row, cells, property.begin + 1),
            finite(row, cells, property.begin + 2)};
  }

  double diameter(std::size_t row, const std::vector<CellView>& cells) const {
    if (radius_ == nullptr && diameter_ == nullptr) return 1;
    const std::size_t cell = radius_ != nullptr ? radius_->begin : diameter_->begin;
    const double value = finite(row, cells, cell);
    if (!(value > 0)) fail_at(place(row, cell), "is no size", format_number(value), "a number above 0");
    return radius_ != nullptr ? 2 * value : value;
  }

  std::uint8_t species(std::size_t row, const std::vector<CellView>& cells) {
    auto& names = frame_.particles.species_names;
    const std::string name(cells[species_->begin].text);
    const auto found = std::ranges::find(names, name);
    if (found == names.end()) names.push_back(name);
    if (names.size() > most_species)
      fail_at(place(row, species_->begin), "there are more species than can be", name, "at most 256");
    return static_cast<std::uint8_t>(std::ranges::find(names, name) - names.begin());
  }

  const std::filesystem::path& file_;
  int first_line_;
  std::vector<std::string_view> lines_;
  std::vector<CommentPair> pairs_;
  std::vector<XyzProperty> properties_{};
  crystal::Vector centre_{};  // of the box
  const XyzProperty *species_ = nullptr, *position_ = nullptr, *velocity_ = nullptr, *radius_ = nullptr,
                    *diameter_ = nullptr, *image_ = nullptr;
  std::vector<const XyzProperty*> others_{};
  std::size_t cells_ = 0;
  ParticleFrame frame_{};
};

}  // namespace

ParticleFrame extxyz_frame(std::string_view text, const std::filesystem::path& file, int line) {
  return FrameText(text, file, line).read();
}

}  // namespace nacre::io
