#include "nacre/io/cif.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "nacre/crystal/lattice.hpp"
#include "nacre/crystal/space_groups.hpp"
#include "nacre/io/cif_document.hpp"
#include "nacre/io/data_error.hpp"
#include "nacre/io/number_rows.hpp"
#include "nacre/io/structure_check.hpp"
#include "nacre/io/text_lines.hpp"
#include "nacre/io/text_place.hpp"

namespace nacre::io {
namespace {

constexpr double b_of_u = 8 * std::numbers::pi * std::numbers::pi;  // B = 8 pi2 U

// "3.52(3)" without its uncertainty.
bool read_value(std::string_view text, double& value) {
  return read_number(text.substr(0, text.find('(')), value) == Reading::number && std::abs(value) < 1e6;
}

std::string element_in_label(const std::string& label) {
  const auto letter = [&](std::size_t i) {
    return i < label.size() && std::isalpha(static_cast<unsigned char>(label[i])) != 0;
  };
  std::vector<std::string> known;
  for (const std::size_t length : {2u, 1u}) {
    if (!letter(length - 1)) continue;
    try {
      species_index(label.substr(0, length), known);
      return known.front();
    } catch (const std::invalid_argument&) {
    }
  }
  return label;
}

class CifReader {
 public:
  CifReader(const std::filesystem::path& file, std::string_view text, const CifBlock& block)
      : file_(file), text_(text), block_(block) {}

  crystal::Crystal read() {
    crystal_.lattice = read_cell();
    read_symmetry();
    read_atoms();
    read_tensors();
    check_crystal(crystal_, place(block_.find("_cell_length_a")->line),
                  [&](std::size_t site) { return place_of_row(atoms_->line, crystal_.sites[site].label); });
    return crystal_;
  }

 private:
  Place place(int line) const { return line_place(file_, text_, line); }

  // The line below `from` that begins with this word; `from` if there is none.
  Place place_of_row(int from, const std::string& word) const {
    const auto lines = line_views(text_);
    for (auto i = static_cast<std::size_t>(from); i < lines.size(); ++i) {
      const std::string_view line = trimmed(lines[i]);
      if (line.starts_with(word) &&
          (line.size() == word.size() || line[word.size()] == ' ' || line[word.size()] == '\t'))
        return place(static_cast<int>(i) + 1);
    }
    return place(from);
  }

  crystal::Lattice read_cell() const {
    constexpr const char* tags[] = {"_cell_length_a",    "_cell_length_b",   "_cell_length_c",
                                    "_cell_angle_alpha", "_cell_angle_beta", "_cell_angle_gamma"};
    std::array<double, 6> values{};
    for (std::size_t k = 0; k < 6; ++k) {
      const CifValue* value = block_.find(tags[k]);
      if (value == nullptr || value->text.empty())
        fail_with_file(file_, std::string("does not say ") + tags[k], "", "edges and angles of the cell",
                       "the file may have been cut off");
      if (!read_value(value->text, values[k]))
        fail_at(place(value->line), std::string(tags[k]) + " is not a number", value->text.substr(0, 60),
                k < 3 ? "a length in angstrom" : "an angle in degrees");
    }
    return {values[0], values[1], values[2], values[3], values[4], values[5]};
  }

  void read_symmetry() {
    for (const char* tag : {"_space_group_symop_operation_xyz", "_symmetry_equiv_pos_as_xyz",
                            "_space_group_symop.operation_xyz"})
      if (read_operations(tag)) return;
    for (const char* tag :
         {"_space_group_name_h-m_alt", "_symmetry_space_group_name_h-m", "_space_group.name_h-m_full",
          "_space_group_it_number", "_symmetry_int_tables_number"})
      if (read_space_group(tag)) return;
    fail_with_file(file_, "does not say the symmetry of the crystal", "",
                   "the loop _space_group_symop_operation_xyz, or _symmetry_space_group_name_H-M",
                   "if it lists every atom of the cell, add the line _symmetry_space_group_name_H-M 'P 1'");
  }

  bool read_operations(std::string_view tag) {
    std::vector<CifValue> texts;
    if (const CifLoop* loop = block_.loop_with(tag))
      for (std::size_t i = 0; i < loop->rows(); ++i)
        texts.push_back({loop->at(i, *loop->column(tag)), loop->line});
    else if (const CifValue* one = block_.find(tag))
      texts.push_back(*one);
    if (texts.empty()) return false;
    crystal_.operations.clear();
    for (const CifValue& text : texts) add_operation(text);
    put_identity_first();
    if (const auto group = crystal::space_group_of(crystal_.operations))
      crystal_.space_group = group->name;
    else
      crystal_.space_group = "of " + std::to_string(crystal_.operations.size()) + " operations";
    return true;
  }

  void add_operation(const CifValue& text) {
    try {
      const auto operation = crystal::read_operation(text.text);
      const auto same = [&](const crystal::SymmetryOperation& known) {
        return known.rotation == operation.rotation && known.translation == operation.translation;
      };
      if (std::ranges::none_of(crystal_.operations, same)) crystal_.operations.push_back(operation);
    } catch (const std::invalid_argument& reason) {
      fail_at(place(text.line), std::string("a symmetry operation cannot be read: ") + reason.what(),
              text.text.substr(0, 60), "three parts such as x-y, x, 1/2+z");
    }
    if (crystal_.operations.size() > 200)
      fail_at(place(text.line), "there are more symmetry operations than a space group has", "",
              "at most 192");
  }

  void put_identity_first() {
    const crystal::SymmetryOperation identity;
    const auto found = std::ranges::find_if(crystal_.operations, [&](const auto& operation) {
      return operation.rotation == identity.rotation && operation.translation == identity.translation;
    });
    if (found == crystal_.operations.end())
      crystal_.operations.insert(crystal_.operations.begin(), identity);
    else
      std::rotate(crystal_.operations.begin(), found, found + 1);
  }

  bool read_space_group(std::string_view tag) {
    const CifValue* value = block_.find(tag);
    if (value == nullptr || value->text.empty()) return false;
    const auto group = crystal::find_space_group(value->text, &crystal_.lattice);
    if (!group)
      fail_at(place(value->line), "there is no space group of this name", value->text.substr(0, 60),
              "a Hermann-Mauguin name such as 'P 63 m c', or a number up to 230");
    if (group->two_origins)
      fail_at(place(value->line), "this space group has two choices of the origin", value->text,
              "'" + group->name.substr(0, group->name.find(':')) + ":1' or ':2', or the symmetry operations");
    crystal_.operations = group->operations;
    crystal_.space_group = group->name;
    return true;
  }

  void read_atoms() {
    atoms_ = block_.loop_with("_atom_site_fract_x");
    if (atoms_ == nullptr || atoms_->rows() == 0)
      fail_with_file(file_, "has no atoms", "", "a loop with _atom_site_label and _atom_site_fract_x, y, z",
                     "the file may have been cut off");
    for (const char* tag : {"_atom_site_fract_y", "_atom_site_fract_z"})
      if (!atoms_->column(tag)) fail_at(place(atoms_->line), std::string("the atoms have no ") + tag);
    if (!atoms_->column("_atom_site_label") && !atoms_->column("_atom_site_type_symbol"))
      fail_at(place(atoms_->line), "the atoms have no _atom_site_label");
    for (std::size_t row = 0; row < atoms_->rows(); ++row) read_atom(row);
    if (crystal_.sites.empty()) fail_at(place(atoms_->line), "there are only dummy atoms");
  }

  // Empty where the loop has no such column.
  std::string cell(std::size_t row, std::string_view tag) const {
    const auto column = atoms_->column(tag);
    return column ? atoms_->at(row, *column) : std::string();
  }

  void read_atom(std::size_t row) {
    if (cell(row, "_atom_site_calc_flag") == "dum") return;
    crystal::Site site{.label = cell(row, "_atom_site_label")};
    std::string symbol = cell(row, "_atom_site_type_symbol");
    if (site.label.empty()) site.label = symbol + std::to_string(row + 1);
    if (symbol.empty()) symbol = element_in_label(site.label);
    try {
      site.species = species_index(symbol, crystal_.species);
    } catch (const std::invalid_argument& reason) {
      fail_at(place_of_row(atoms_->line, site.label), reason.what(), symbol.substr(0, 60),
              "a symbol such as Cd");
    }
    constexpr const char* axes[] = {"_atom_site_fract_x", "_atom_site_fract_y", "_atom_site_fract_z"};
    for (std::size_t k = 0; k < 3; ++k)
      site.fractional[k] = number(row, axes[k], site, "a coordinate of " + site.label, NAN);
    site.occupancy = number(row, "_atom_site_occupancy", site, "the occupancy of " + site.label, 1);
    const double u = number(row, "_atom_site_u_iso_or_equiv", site, "U of " + site.label, 0);
    const double b = number(row, "_atom_site_b_iso_or_equiv", site, "B of " + site.label, 0);
    if (u != 0 || b != 0) site.u_A2 = isotropic(u != 0 ? u : b / b_of_u);
    crystal_.sites.push_back(std::move(site));
  }

  crystal::Displacement isotropic(double u_A2) const {
    try {
      crystal::check(crystal_.lattice);
    } catch (const std::invalid_argument&) {
      return {};  // the cell itself is refused later
    }
    return crystal::isotropic(crystal_.lattice, u_A2);
  }

  // `missing` stands for what is not there; NaN: it must be.
  double number(std::size_t row, std::string_view tag, const crystal::Site& site, const std::string& what,
                double missing) const {
    const std::string text = cell(row, tag);
    double value = missing;
    if (text.empty() ? !std::isnan(missing) : read_value(text, value)) return value;
    fail_at(place_of_row(atoms_->line, site.label), what + " is not a number",
            text.empty() ? "nothing" : text.substr(0, 60), "a number");
  }

  void read_tensors() {
    for (const std::string kind : {"u", "b"})
      if (const CifLoop* loop = block_.loop_with("_atom_site_aniso_" + kind + "_11"))
        if (const auto labels = loop->column("_atom_site_aniso_label"))
          for (std::size_t row = 0; row < loop->rows(); ++row)
            read_tensor(*loop, row, loop->at(row, *labels), kind);
  }

  void read_tensor(const CifLoop& loop, std::size_t row, const std::string& label, const std::string& kind) {
    constexpr const char* indices[] = {"11", "22", "33", "12", "13", "23"};
    crystal::Displacement u{};
    for (std::size_t m = 0; m < 6; ++m) {
      const auto column = loop.column("_atom_site_aniso_" + kind + "_" + indices[m]);
      const std::string text = column ? loop.at(row, *column) : std::string();
      if (text.empty()) return;  // not refined: the isotropic one stands
      if (!read_value(text, u[m]))
        fail_at(place_of_row(loop.line, label), "a displacement of " + label + " is not a number",
                text.substr(0, 60), "a number");
      if (kind == "b") u[m] /= b_of_u;
    }
    for (crystal::Site& site : crystal_.sites)
      if (site.label == label) site.u_A2 = u;
  }

  const std::filesystem::path& file_;
  std::string_view text_;
  const CifBlock& block_;
  const CifLoop* atoms_ = nullptr;
  crystal::Crystal crystal_{};
};

bool holds_crystal(const CifBlock& block) {
  return block.find("_cell_length_a") != nullptr || block.loop_with("_atom_site_fract_x") != nullptr;
}

}  // namespace

crystal::Crystal read_cif(const std::filesystem::path& file) {
  const std::string text = read_measured_text(file);
  const auto blocks = read_cif_blocks(text, file);
  const auto found = std::ranges::find_if(blocks, holds_crystal);
  if (found == blocks.end())
    fail_with_file(file, "holds no crystal", "no _cell_length_a", "a cell, its symmetry and its atoms");
  return CifReader(file, text, *found).read();
}

}  // namespace nacre::io
