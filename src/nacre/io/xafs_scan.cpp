#include "nacre/io/xafs_scan.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "nacre/core/units.hpp"
#include "nacre/io/data_error.hpp"
#include "nacre/io/text_lines.hpp"
#include "nacre/io/text_place.hpp"

namespace nacre::io {
namespace {

constexpr std::size_t fewest_points = 20;
constexpr double least_energy_eV = 250;  // below any edge with EXAFS: energies in keV are smaller

enum Role { energy, angle, i0, itrans, ifluor, irefer, mutrans, mufluor, murefer, roles };
using Columns = std::vector<std::optional<std::size_t>>;

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

std::optional<Role> role_of(const std::string& given) {
  struct Named {
    Role role;
    std::initializer_list<const char*> names;
  };
  static const Named all[] = {
      {angle, {"angle", "theta"}},
      {i0, {"i0", "io", "monitor"}},
      {itrans, {"itrans", "i1", "it", "trans"}},
      {ifluor, {"ifluor", "if", "fluor", "ifluo"}},
      {irefer, {"irefer", "i2", "ir", "iref", "refer"}},
      {mutrans, {"mu", "mutrans", "xmu", "mu(e)", "mue", "normtrans", "norm", "absorption"}},
      {mufluor, {"mufluor", "normfluor"}},
      {murefer, {"murefer", "muref", "xmur", "normrefer"}},
  };
  const std::string name = lower(given);
  if (name.starts_with("energy") || name == "e" || name == "e_ev") return energy;
  for (const Named& one : all)
    if (std::ranges::find(one.names, name) != one.names.end()) return one.role;
  return {};
}

Columns columns_of(const std::vector<std::string>& names) {
  Columns columns(roles);
  for (std::size_t i = 0; i < names.size(); ++i)
    if (const auto role = role_of(names[i]); role && !columns[*role]) columns[*role] = i;
  return columns;
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

double factor_to_eV(const std::string& unit, const std::filesystem::path& file) {
  const std::string name = lower(unit);
  if (name.empty() || name == "ev") return 1;
  if (name == "kev") return 1000;
  fail_with_file(file, "has its energies in a unit that is none of energy", unit, "eV or keV");
}

// What the absorption is made of: the logarithm of a ratio, a ratio, or a column.
struct Recipe {
  std::optional<std::size_t> value{}, over{};
  bool logarithm = false;
  std::string source{};
};

std::optional<Recipe> recipe_of(const Columns& c, const std::string& channel) {
  if (channel == "transmission") {
    if (c[mutrans]) return Recipe{.value = c[mutrans], .source = "mu as given"};
    if (c[i0] && c[itrans]) return Recipe{c[i0], c[itrans], true, "ln(i0/itrans)"};
  } else if (channel == "fluorescence") {
    if (c[mufluor]) return Recipe{.value = c[mufluor], .source = "mu as given (fluorescence)"};
    if (c[ifluor] && c[i0]) return Recipe{c[ifluor], c[i0], false, "ifluor/i0"};
  } else {
    if (c[murefer]) return Recipe{.value = c[murefer], .source = "mu of the reference as given"};
    if (c[itrans] && c[irefer]) return Recipe{c[itrans], c[irefer], true, "ln(itrans/irefer)"};
  }
  return {};
}

Recipe find_recipe(const Columns& columns, const std::vector<std::string>& names, const std::string& channel,
                   const std::filesystem::path& file) {
  std::vector<std::string> wanted{channel};
  if (channel == "auto") wanted = {"transmission", "fluorescence"};
  for (const std::string& one : wanted)
    if (const auto recipe = recipe_of(columns, one)) return *recipe;
  const std::string expected = channel == "reference"      ? "murefer, or itrans with irefer"
                               : channel == "fluorescence" ? "mufluor, or ifluor with i0"
                               : channel == "transmission" ? "mu, or i0 with itrans"
                                                           : "mu, or i0 with itrans or ifluor";
  fail_with_file(file, "has no absorption among its columns", listed(names), expected);
}

std::vector<double> cooked(const NumberRows& rows, const Recipe& recipe, std::string_view text,
                           const std::filesystem::path& file) {
  std::vector<double> mu = rows.columns[*recipe.value];
  if (!recipe.over) return mu;
  const std::vector<double>& over = rows.columns[*recipe.over];
  for (std::size_t i = 0; i < mu.size(); ++i) {
    const double ratio = mu[i] / over[i];
    if (!(over[i] != 0 && std::isfinite(ratio) && (ratio > 0 || !recipe.logarithm)))
      fail_at(cell_place(file, text, rows.lines[i], rows.layout, *recipe.over),
              "there is no " + recipe.source + " of these intensities",
              format_number(mu[i]) + " and " + format_number(over[i]), "intensities above zero",
              "a shutter may have been closed: leave the row out");
    mu[i] = recipe.logarithm ? std::log(ratio) : ratio;
  }
  return mu;
}

void check_unit(const XafsScan& scan, const std::string& unit, const NumberRows& rows, std::string_view text,
                const std::filesystem::path& file, std::size_t column) {
  const auto [low, high] = std::ranges::minmax(scan.energy_eV);
  if (low > least_energy_eV && high < 1e6) return;
  const bool small = low <= least_energy_eV;
  fail_at(cell_place(file, text, rows.lines.front(), rows.layout, column),
          small ? "energies are too small for " + unit : "energies are too large for " + unit,
          format_number(low) + " to " + format_number(high) + " eV", "an X-ray edge above 250 eV",
          small ? "if they are in keV, say so: energy_unit = \"keV\" under [data]"
                : "if they are in eV, say so: energy_unit = \"eV\" under [data]");
}

// Rows out of order are an error, at the first of them.
void check_order(const NumberRows& rows, std::size_t column, std::string_view text,
                 const std::filesystem::path& file) {
  const std::vector<double>& x = rows.columns[column];
  const bool rises = x.back() >= x.front();
  for (std::size_t i = 1; i < x.size(); ++i)
    if (rises ? x[i] < x[i - 1] : x[i] > x[i - 1])
      fail_at(cell_place(file, text, rows.lines[i], rows.layout, column), "energies neither rise nor fall",
              format_number(x[i]) + " after " + format_number(x[i - 1]), "one scan, sorted by energy");
}

void average_equal(XafsScan& scan) {
  std::size_t to = 0, equal = 0;
  int count = 1;
  const bool has_reference = !scan.reference_mu.empty();
  for (std::size_t i = 1; i < scan.energy_eV.size(); ++i) {
    if (scan.energy_eV[i] == scan.energy_eV[to]) {
      ++equal, ++count;
      scan.mu[to] += (scan.mu[i] - scan.mu[to]) / count;
      if (has_reference) scan.reference_mu[to] += (scan.reference_mu[i] - scan.reference_mu[to]) / count;
      continue;
    }
    ++to, count = 1;
    scan.energy_eV[to] = scan.energy_eV[i], scan.mu[to] = scan.mu[i];
    if (has_reference) scan.reference_mu[to] = scan.reference_mu[i];
  }
  if (equal == 0) return;
  scan.energy_eV.resize(to + 1), scan.mu.resize(to + 1);
  if (has_reference) scan.reference_mu.resize(to + 1);
  scan.notes.push_back(std::to_string(equal) + (equal == 1 ? " row" : " rows") +
                       " at an energy that was there before: averaged");
}

}  // namespace

std::vector<std::string> names_in_header(const NumberRows& rows) {
  for (std::size_t i = rows.header.size(); i-- > 0;) {
    std::vector<std::string> names;
    for (const CellView& cell : cells_of(rows.header[i], rows.layout)) names.emplace_back(cell.text);
    const bool fits = names.size() == rows.columns.size();
    if (fits && columns_of(names)[energy]) return names;
  }
  return {};
}

void settle_scan(XafsScan& scan, const std::filesystem::path& file) {
  scan.file = file;
  if (scan.energy_eV.size() > 1 && scan.energy_eV.front() > scan.energy_eV.back()) {
    std::ranges::reverse(scan.energy_eV);
    std::ranges::reverse(scan.mu);
    std::ranges::reverse(scan.reference_mu);
  }
  average_equal(scan);
  if (scan.energy_eV.size() < fewest_points)
    fail_with_file(file, "has too few points for a spectrum", std::to_string(scan.energy_eV.size()),
                   "at least " + std::to_string(fewest_points));
}

XafsScan scan_of_columns(const NumberRows& rows, const std::vector<std::string>& names,
                         const std::string& unit, std::string_view text, const std::filesystem::path& file,
                         const XafsOptions& options) {
  const Columns columns = columns_of(names);
  if (!columns[energy])
    fail_with_file(file, columns[angle] ? "has angles but no energies" : "has no energy among its columns",
                   listed(names), "a column named energy");
  const Recipe recipe = find_recipe(columns, names, options.channel, file);
  XafsScan scan{.name = file.stem().string(), .source = recipe.source};
  check_order(rows, *columns[energy], text, file);
  scan.energy_eV = rows.columns[*columns[energy]];
  const std::string used = !options.energy_unit.empty() ? options.energy_unit
                           : !unit.empty()              ? unit
                           : lower(names[*columns[energy]]).find("kev") != std::string::npos ? "keV"
                                                                                             : "eV";
  const double factor = factor_to_eV(used, file);
  for (double& value : scan.energy_eV) value *= factor;
  check_unit(scan, used, rows, text, file, *columns[energy]);
  scan.mu = cooked(rows, recipe, text, file);
  if (const auto reference = recipe_of(columns, "reference"); reference && options.channel != "reference") {
    const bool usable = !reference->over || std::ranges::all_of(rows.columns[*reference->over],
                                                                [](double value) { return value > 0; });
    if (usable) scan.reference_mu = cooked(rows, *reference, text, file);
  }
  settle_scan(scan, file);
  return scan;
}

}  // namespace nacre::io
