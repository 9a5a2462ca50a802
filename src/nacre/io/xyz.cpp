#include "nacre/io/xyz.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "nacre/crystal/elements.hpp"
#include "nacre/io/data_error.hpp"
#include "nacre/io/number_rows.hpp"
#include "nacre/io/structure_check.hpp"
#include "nacre/io/text_lines.hpp"
#include "nacre/io/text_place.hpp"

namespace nacre::io {
namespace {

constexpr double farthest_A = 1e6;
const CellLayout blanks{};

struct Columns {
  std::size_t species = 0;
  std::size_t position = 1;  // of x; y and z follow
};

// The pieces between colons of Properties=..., none where the comment has no such key.
std::vector<std::string> properties_in(std::string_view comment) {
  constexpr std::string_view key = "Properties=";
  const auto same_letter = [](char a, char b) { return (a | 0x20) == (b | 0x20); };
  const auto found = std::search(comment.begin(), comment.end(), key.begin(), key.end(), same_letter);
  if (found == comment.end()) return {};
  std::string_view rest = comment.substr(static_cast<std::size_t>(found - comment.begin()) + key.size());
  if (rest.starts_with('"')) rest.remove_prefix(1);
  std::vector<std::string> pieces(1);
  for (const char c : rest.substr(0, rest.find_first_of(" \t\"\r"))) {
    if (c == ':')
      pieces.emplace_back();
    else
      pieces.back() += c;
  }
  return pieces;
}

Columns columns_in(std::string_view comment, const Place& place) {
  const auto pieces = properties_in(comment);
  if (pieces.empty()) return {};
  constexpr std::size_t none = 1000;
  Columns columns{none, none};
  std::size_t at = 0;
  for (std::size_t i = 0; i + 2 < pieces.size(); i += 3) {
    int width = 0;
    std::from_chars(pieces[i + 2].data(), pieces[i + 2].data() + pieces[i + 2].size(), width);
    if (width < 1 || width > 100) break;
    if (pieces[i] == "species" && width == 1) columns.species = at;
    if (pieces[i] == "pos" && width == 3) columns.position = at;
    at += static_cast<std::size_t>(width);
  }
  if (columns.species == none || columns.position == none)
    fail_at(place, "the comment does not say where the atoms are", {},
            "Properties=species:S:1:pos:R:3, perhaps with more");
  return columns;
}

std::size_t announced_atoms(const std::vector<std::string_view>& lines, const std::filesystem::path& file,
                            std::string_view text) {
  const std::string_view first = lines.empty() ? std::string_view() : trimmed(lines[0]);
  double count = 0;
  if (read_number(first, count) != Reading::number || !(count >= 1) || count != std::floor(count))
    fail_at(line_place(file, text, 1), "does not begin with the number of atoms",
            std::string(first.substr(0, 60)), "a whole number above 0, a comment, then one atom a line");
  const auto rows = static_cast<double>(lines.size()) - 2;
  if (count > rows)
    fail_with_file(file, "announces more atoms than it has",
                   std::to_string(std::max(0, static_cast<int>(rows))) + " lines of atoms",
                   std::string(first) + " atoms", "the file may have been cut off");
  return static_cast<std::size_t>(count);
}

class XyzReader {
 public:
  XyzReader(const std::filesystem::path& file, std::string_view text, const Columns& columns)
      : file_(file), text_(text), columns_(columns) {}

  void read_atom(std::string_view line, int number, crystal::Nanocrystal& cluster) const {
    const auto cells = cells_of(line, blanks);
    if (cells.size() < std::max(columns_.species, columns_.position + 2) + 1)
      fail_at(line_place(file_, text_, number), "a row is no atom", std::to_string(cells.size()) + " cells",
              "an element and its position x, y, z", "the file may have been cut off");
    crystal::Vector position_nm{};
    for (std::size_t k = 0; k < 3; ++k) {
      const std::size_t column = columns_.position + k;
      double value_A = 0;
      if (!read_cell(cells[column].text, false, value_A) || !(std::abs(value_A) < farthest_A))
        fail_at(place(number, column), "a coordinate is not a number",
                std::string(cells[column].text.substr(0, 60)), "a finite number, in angstrom");
      position_nm[k] = value_A / 10;
    }
    cluster.positions_nm.push_back(position_nm);
    cluster.kind.push_back(read_species(cells[columns_.species].text, number, cluster));
  }

  Place place(int line, std::size_t column) const { return cell_place(file_, text_, line, blanks, column); }

 private:
  int read_species(std::string_view cell, int line, crystal::Nanocrystal& cluster) const {
    try {
      return species_index(symbol_of(cell), cluster.species);
    } catch (const std::invalid_argument& reason) {
      fail_at(place(line, columns_.species), reason.what(), std::string(cell.substr(0, 60)),
              "a symbol such as Cd, or an atomic number");
    }
  }

  static std::string_view symbol_of(std::string_view cell) {
    double number = 0;
    if (read_number(cell, number) != Reading::number) return cell;
    for (const crystal::Element& element : crystal::elements())
      if (element.number == number) return element.symbol;
    return cell;
  }

  const std::filesystem::path& file_;
  std::string_view text_;
  Columns columns_;
};

}  // namespace

crystal::Nanocrystal read_xyz(const std::filesystem::path& file) {
  const std::string text = read_measured_text(file);
  const auto lines = line_views(text);
  const std::size_t atoms = announced_atoms(lines, file, text);
  const XyzReader reader(file, text, columns_in(lines[1], line_place(file, text, 2)));
  crystal::Nanocrystal cluster;
  for (std::size_t i = 0; i < atoms; ++i) reader.read_atom(lines[i + 2], static_cast<int>(i) + 3, cluster);
  check_cluster(cluster, file,
                [&](std::size_t atom) { return line_place(file, text, static_cast<int>(atom) + 3); });
  return cluster;
}

std::string xyz_text(const crystal::Nanocrystal& cluster, const std::string& comment) {
  std::string text =
      std::to_string(cluster.size()) + "\nProperties=species:S:1:pos:R:3 comment=\"" + comment + "\"\n";
  char row[120];
  for (std::size_t i = 0; i < cluster.size(); ++i) {
    const crystal::Vector& p = cluster.positions_nm[i];
    const std::string& species = cluster.species[static_cast<std::size_t>(cluster.kind[i])];
    std::snprintf(row, sizeof row, "%-3s %13.6f %13.6f %13.6f\n", species.c_str(), 10 * p[0], 10 * p[1],
                  10 * p[2]);
    text += row;
  }
  return text;
}

}  // namespace nacre::io
