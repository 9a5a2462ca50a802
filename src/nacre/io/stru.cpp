#include "nacre/io/stru.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "nacre/io/data_error.hpp"
#include "nacre/io/number_rows.hpp"
#include "nacre/io/structure_check.hpp"
#include "nacre/io/text_lines.hpp"
#include "nacre/io/text_place.hpp"

namespace nacre::io {
namespace {

constexpr std::size_t lines_an_atom = 6;
constexpr double largest = 1e6;

struct NumberedLine {
  int number = 0;
  std::vector<CellView> cells{};
};

// Cells between blanks and commas, which the key lines have both.
std::vector<CellView> cells_between(std::string_view line) {
  constexpr std::string_view separators = " \t,";
  std::vector<CellView> cells;
  for (std::size_t at = line.find_first_not_of(separators); at != line.npos;
       at = line.find_first_not_of(separators, at)) {
    const std::size_t end = std::min(line.find_first_of(separators, at), line.size());
    cells.push_back({line.substr(at, end - at), at});
    at = end;
  }
  return cells;
}

class StruReader {
 public:
  StruReader(const std::filesystem::path& file, std::string_view text) : file_(file), text_(text) {
    int number = 0;
    for (const std::string_view line : line_views(text)) {
      ++number;
      auto cells = cells_between(line);
      if (!cells.empty() && !cells[0].text.starts_with('#')) lines_.push_back({number, std::move(cells)});
    }
  }

  crystal::Crystal read() {
    std::size_t at = read_keys();
    crystal::Crystal crystal{.lattice = read_cell()};
    for (; at < lines_.size(); at += lines_an_atom) read_atom(at, crystal);
    check_number_of_atoms(crystal);
    make_one_cell(crystal);
    check_crystal(crystal, place_of_line(keys_.at("cell")),
                  [&](std::size_t site) { return place_of_line(atom_lines_[site]); });
    return crystal;
  }

 private:
  // The line behind "atoms".
  std::size_t read_keys() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      std::string key(lines_[i].cells[0].text);
      std::ranges::transform(key, key.begin(),
                             [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
      if (key == "atoms") {
        if (!keys_.contains("cell"))
          fail_with_file(file_, "has no line \"cell\" before its atoms", "", layout);
        if (i + 1 == lines_.size())
          fail_with_file(file_, "has no atoms", "", layout, "the file may have been cut off");
        return i + 1;
      }
      keys_[key] = i;
    }
    fail_with_file(file_, "is not laid out as a PDFfit structure", "no line \"atoms\"", layout);
  }

  crystal::Lattice read_cell() const {
    const std::size_t line = keys_.at("cell");
    if (lines_[line].cells.size() < 7)
      fail_at(place_of_line(line), "the cell is incomplete",
              std::to_string(lines_[line].cells.size() - 1) + " numbers", "cell a, b, c, alpha, beta, gamma");
    return {number(line, 1), number(line, 2), number(line, 3),
            number(line, 4), number(line, 5), number(line, 6)};
  }

  void read_atom(std::size_t at, crystal::Crystal& crystal) {
    if (at + lines_an_atom > lines_.size())
      fail_at(place_of_line(at), "the last atom is incomplete",
              std::to_string(lines_.size() - at) + (lines_.size() - at == 1 ? " line" : " lines"),
              "six lines an atom", "the file may have been cut off");
    constexpr std::size_t least[] = {5, 0, 3, 0, 3, 0};
    for (std::size_t k = 0; k < lines_an_atom; ++k)
      if (lines_[at + k].cells.size() < least[k])
        fail_at(place_of_line(at + k), "a line of an atom is incomplete",
                std::to_string(lines_[at + k].cells.size()) + " cells",
                k == 0 ? "symbol, x, y, z, occupancy" : "three numbers of the tensor U");
    crystal::Site site{.species = species(at, crystal),
                       .fractional = {number(at, 1), number(at, 2), number(at, 3)},
                       .occupancy = number(at, 4),
                       .u_A2 = {number(at + 2, 0), number(at + 2, 1), number(at + 2, 2), number(at + 4, 0),
                                number(at + 4, 1), number(at + 4, 2)}};
    const std::string& name = crystal.species[static_cast<std::size_t>(site.species)];
    site.label = name + std::to_string(++counts_[name]);
    crystal.sites.push_back(std::move(site));
    atom_lines_.push_back(at);
  }

  int species(std::size_t line, crystal::Crystal& crystal) const {
    const std::string_view symbol = lines_[line].cells[0].text;
    try {
      return species_index(symbol, crystal.species);
    } catch (const std::invalid_argument& reason) {
      fail_at(place(line, 0), reason.what(), std::string(symbol.substr(0, 60)), "a symbol such as Cd");
    }
  }

  // Of ncell nx, ny, nz, atoms in a cell; left out: one cell.
  std::array<double, 4> cells() const {
    const auto found = keys_.find("ncell");
    if (found == keys_.end() || lines_[found->second].cells.size() < 5) return {1, 1, 1, 0};
    std::array<double, 4> counts{};
    for (std::size_t k = 0; k < 4; ++k) {
      counts[k] = number(found->second, k + 1);
      if (counts[k] < 1 || counts[k] != std::floor(counts[k]))
        fail_at(place(found->second, k + 1), "a number of cells or atoms is not whole",
                format(found->second, k + 1), "a whole number above 0");
    }
    return counts;
  }

  void check_number_of_atoms(const crystal::Crystal& crystal) const {
    const auto [x, y, z, each] = cells();
    const double announced = x * y * z * each;
    if (announced != 0 && announced != static_cast<double>(crystal.sites.size()))
      fail_at(place_of_line(keys_.at("ncell")), "another number of atoms is announced than there are",
              std::to_string(crystal.sites.size()) + " atoms in the file", "as many as the line ncell says",
              "the file may have been cut off");
  }

  void make_one_cell(crystal::Crystal& crystal) const {
    const auto [x, y, z, each] = cells();
    crystal.lattice.a_A *= x;
    crystal.lattice.b_A *= y;
    crystal.lattice.c_A *= z;
    for (crystal::Site& site : crystal.sites)
      site.fractional = {site.fractional[0] / x, site.fractional[1] / y, site.fractional[2] / z};
  }

  double number(std::size_t line, std::size_t cell) const {
    double value = 0;
    if (read_cell_number(line, cell, value)) return value;
    fail_at(place(line, cell), "this is not a number", format(line, cell), "a finite number");
  }
  bool read_cell_number(std::size_t line, std::size_t cell, double& value) const {
    return ::nacre::io::read_cell(lines_[line].cells[cell].text, false, value) && std::abs(value) < largest;
  }

  std::string format(std::size_t line, std::size_t cell) const {
    return std::string(lines_[line].cells[cell].text.substr(0, 60));
  }
  Place place_of_line(std::size_t line) const { return line_place(file_, text_, lines_[line].number); }
  Place place(std::size_t line, std::size_t cell) const {
    Place at = place_of_line(line);
    const CellView& view = lines_[line].cells[cell];
    at.column =
        static_cast<int>(count_characters(std::string_view(at.source_line).substr(0, view.offset))) + 1;
    at.length = std::max(1, static_cast<int>(count_characters(view.text)));
    return at;
  }

  static constexpr const char* layout = "format pdffit, cell, ncell, atoms, then six lines an atom";
  const std::filesystem::path& file_;
  std::string_view text_;
  std::vector<NumberedLine> lines_{};
  std::map<std::string, std::size_t> keys_{};
  std::map<std::string, int> counts_{};
  std::vector<std::size_t> atom_lines_{};
};

}  // namespace

crystal::Crystal read_stru(const std::filesystem::path& file) {
  const std::string text = read_measured_text(file);
  return StruReader(file, text).read();
}

}  // namespace nacre::io
