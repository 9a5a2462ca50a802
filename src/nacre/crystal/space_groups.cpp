#include "nacre/crystal/space_groups.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <gemmi/symmetry.hpp>
#include <numeric>
#include <stdexcept>

namespace nacre::crystal {
namespace {

SymmetryOperation from_gemmi(const gemmi::Op& op) {
  SymmetryOperation operation;
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) operation.rotation[i][j] = op.rot[i][j] / gemmi::Op::DEN;
    operation.translation[i] = static_cast<double>(op.tran[i]) / gemmi::Op::DEN;
  }
  return operation;
}

gemmi::Op to_gemmi(const SymmetryOperation& operation) {
  gemmi::Op op{};
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) op.rot[i][j] = operation.rotation[i][j] * gemmi::Op::DEN;
    op.tran[i] = static_cast<int>(std::lround(operation.translation[i] * gemmi::Op::DEN));
  }
  return op.wrap();
}

SpaceGroup from_gemmi(const gemmi::SpaceGroup& group) {
  SpaceGroup result{.name = group.xhm(), .number = group.number};
  const gemmi::GroupOps operations = group.operations();
  for (const gemmi::Op::Tran& centring : operations.cen_ops)
    for (const gemmi::Op& op : operations.sym_ops)
      result.operations.push_back(from_gemmi(op.add_centering(centring)));
  return result;
}

// A part such as "1/2-x" of an operation.
class PartReader {
 public:
  explicit PartReader(std::string_view text) : text_(text) {}

  void read(std::array<int, 3>& row, double& translation) {
    for (skip_blanks(); at_ < text_.size(); skip_blanks()) {
      const double sign = read_sign();
      const double factor = read_factor();
      skip_blanks();
      const int axis = at_ < text_.size() ? axis_of(text_[at_]) : -1;
      if (axis >= 0) {
        ++at_;
        int& entry = row[static_cast<std::size_t>(axis)];
        entry += whole(sign * (std::isnan(factor) ? 1 : factor));
        if (std::abs(entry) > 4) fail();
      } else {
        if (std::isnan(factor)) fail();
        translation += sign * factor;
      }
      first_ = false;
    }
    if (first_) fail();
  }

 private:
  [[noreturn]] void fail() const { throw std::invalid_argument("\"" + std::string(text_) + "\""); }

  void skip_blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
  }

  double read_sign() {
    const char c = text_[at_];
    if (c == '+' || c == '-') {
      ++at_;
      skip_blanks();
    } else if (!first_) {
      fail();
    }
    return c == '-' ? -1 : 1;
  }

  // A number, perhaps a fraction, perhaps with '*' behind it; NaN if there is none.
  double read_factor() {
    double factor = read_number();
    if (std::isnan(factor)) return factor;
    if (at_ < text_.size() && text_[at_] == '/') {
      ++at_;
      const double divisor = read_number();
      if (!(divisor > 0)) fail();
      factor /= divisor;
    }
    if (at_ < text_.size() && text_[at_] == '*') ++at_;
    return factor;
  }

  double read_number() {
    if (at_ >= text_.size() ||
        (text_[at_] != '.' && std::isdigit(static_cast<unsigned char>(text_[at_])) == 0))
      return NAN;
    double value = 0;
    const auto [end, status] =
        std::from_chars(text_.data() + at_, text_.data() + text_.size(), value, std::chars_format::fixed);
    if (status != std::errc{} || !(value < 100)) fail();
    at_ = static_cast<std::size_t>(end - text_.data());
    return value;
  }

  static int axis_of(char c) {
    const auto lower = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return lower >= 'x' && lower <= 'z' ? lower - 'x' : -1;
  }

  int whole(double value) const {
    if (value != std::round(value)) fail();
    return static_cast<int>(value);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool first_ = true;
};

int determinant(const std::array<std::array<int, 3>, 3>& r) {
  return r[0][0] * (r[1][1] * r[2][2] - r[1][2] * r[2][1]) -
         r[0][1] * (r[1][0] * r[2][2] - r[1][2] * r[2][0]) +
         r[0][2] * (r[1][0] * r[2][1] - r[1][1] * r[2][0]);
}

// Translations of the tables are multiples of 1/24; files round thirds to 0.333.
double exact_translation(double value) {
  value -= std::floor(value);
  const double near = std::round(24 * value) / 24;
  if (std::abs(near - value) < 1e-3) value = near;
  return value >= 1 ? value - 1 : value;
}

std::string fraction_text(double value) {
  const auto whole = std::lround(24 * value);
  if (std::abs(static_cast<double>(whole) / 24 - value) > 1e-9) return std::to_string(value);
  const long divisor = std::gcd(whole, 24L);
  return std::to_string(whole / divisor) + (divisor == 24 ? "" : "/" + std::to_string(24 / divisor));
}

// Cubic groups were written without the bar until 1992: "F m3m" is "F m -3 m".
std::string with_bar(std::string name) {
  std::string plain = name;
  std::erase(plain, ' ');
  if (plain.size() < 3 || plain[2] != '3' ||
      std::string_view("mnad").find(plain[1]) == std::string_view::npos)
    return name;
  return plain.insert(2, "-");
}

}  // namespace

std::optional<SpaceGroup> find_space_group(std::string_view name, const Lattice* cell) {
  std::string plain(name);
  std::erase(plain, '_');
  if (plain.size() > 30) return {};
  plain = with_bar(plain);
  const gemmi::SpaceGroup* found = gemmi::find_spacegroup_by_name(
      plain, cell != nullptr ? cell->alpha_deg : 90, cell != nullptr ? cell->gamma_deg : 120);
  if (found == nullptr) return {};
  SpaceGroup group = from_gemmi(*found);
  group.two_origins = found->ext == '1' && plain.find(':') == plain.npos;
  return group;
}

std::optional<SpaceGroup> space_group_of(const std::vector<SymmetryOperation>& operations) {
  std::vector<gemmi::Op> all;
  for (const SymmetryOperation& operation : operations) all.push_back(to_gemmi(operation));
  gemmi::GroupOps group = gemmi::split_centering_vectors(all);
  group.cen_ops.insert(group.cen_ops.begin(), {0, 0, 0});
  std::ranges::sort(group.cen_ops);
  group.cen_ops.erase(std::unique(group.cen_ops.begin(), group.cen_ops.end()), group.cen_ops.end());
  if (static_cast<std::size_t>(group.order()) != operations.size()) return {};
  const gemmi::SpaceGroup* found = gemmi::find_spacegroup_by_ops(group);
  if (found == nullptr) return {};
  return from_gemmi(*found);
}

SymmetryOperation read_operation(const std::string& text) {
  SymmetryOperation operation{.rotation = {}};
  std::size_t begin = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    const std::size_t end = i < 2 ? text.find(',', begin) : text.size();
    if (end == text.npos || (i == 2 && text.find(',', begin) != text.npos))
      throw std::invalid_argument("\"" + text + "\" has not three parts");
    PartReader(std::string_view(text).substr(begin, end - begin))
        .read(operation.rotation[i], operation.translation[i]);
    operation.translation[i] = exact_translation(operation.translation[i]);
    begin = end + 1;
  }
  if (std::abs(determinant(operation.rotation)) != 1)
    throw std::invalid_argument("\"" + text + "\" does not keep the volume");
  return operation;
}

std::string operation_text(const SymmetryOperation& operation) {
  std::string text;
  for (std::size_t i = 0; i < 3; ++i) {
    if (i > 0) text += ',';
    const std::size_t begin = text.size();
    for (std::size_t j = 0; j < 3; ++j) {
      const int factor = operation.rotation[i][j];
      if (factor == 0) continue;
      if (factor < 0 || text.size() > begin) text += factor < 0 ? '-' : '+';
      if (std::abs(factor) > 1) text += std::to_string(std::abs(factor)) + "*";
      text += "xyz"[j];
    }
    if (operation.translation[i] != 0) text += "+" + fraction_text(operation.translation[i]);
  }
  return text;
}

}  // namespace nacre::crystal
