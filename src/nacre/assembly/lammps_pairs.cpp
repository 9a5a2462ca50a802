// Every analytic form is pair_style mie/cut, which is eps C [(s/r)^n - (s/r)^m] with nacre's C:
// - (s/r)^n alone has m = 0: C is then 1 and the energy eps [(s/r)^n - 1], whose constant the shift takes
// off;
// - the straight line that ends the force at the cut-off, x = r/s, has n = -1 and m = 0.
// Several terms of one pair are overlaid.
#include "nacre/assembly/lammps_pairs.hpp"

#include <algorithm>

#include "nacre/assembly/pair_evaluator.hpp"
#include "nacre/core/units.hpp"

namespace nacre::assembly {
namespace {

constexpr int table_rows = 4000;
constexpr double table_start = 0.3;  // r/s; nearer than that two particles never come

enum class Style { shifted, plain, line, table };
constexpr Style every_style[] = {Style::shifted, Style::plain, Style::line, Style::table};

bool is_mie_like(const PairPotential& pair) {
  return pair.form == PairForm::mie || pair.form == PairForm::wca;
}

// A plain inverse power has no constant that a shift would take off.
bool needs_table(const PairPotential& pair) {
  return pair.form == PairForm::table || (pair.form == PairForm::inverse_power && pair.cut == CutMode::plain);
}

bool uses(const PairPotential& pair, Style style) {
  if (needs_table(pair)) return style == Style::table;
  const bool plain = pair.form == PairForm::mie && pair.cut == CutMode::plain;
  switch (style) {
    case Style::shifted:
      return !plain;
    case Style::plain:
      return plain;
    case Style::line:
      return pair.form != PairForm::wca && pair.cut == CutMode::smooth;
    case Style::table:
      break;
  }
  return false;
}

std::vector<Style> used_styles(const Interactions& interactions) {
  std::vector<Style> used;
  for (const Style style : every_style)
    if (std::ranges::any_of(interactions.pairs, [&](const PairPotential& pair) { return uses(pair, style); }))
      used.push_back(style);
  return used;
}

std::string style_words(Style style) {
  return style == Style::table ? "table linear " + std::to_string(2 * table_rows) : "mie/cut 1.0";
}

bool is_shifted(Style style) { return style == Style::shifted || style == Style::line; }

class PairWriter {
 public:
  PairWriter(const Interactions& interactions, const LammpsTypes& types)
      : interactions_(interactions), types_(types), styles_(used_styles(interactions)) {}

  std::string styles() const {
    if (!is_hybrid()) return "pair_style " + style_words(styles_[0]) + "\n";
    std::string text = "pair_style hybrid/overlay";
    for (const Style style : styles_) text += " " + style_words(style);
    return text + "\n";
  }

  std::string coefficients(std::vector<LammpsFile>& files) const {
    std::string text;
    for (std::size_t a = 0; a < types_.size(); ++a)
      for (std::size_t b = a; b < types_.size(); ++b)
        for (const Style style : styles_)
          if (uses(pair(a, b), style)) text += coefficient(a, b, style, files);
    return text;
  }

  std::string shifts() const {
    std::string text;
    for (const Style style : styles_) {
      if (style == Style::table) continue;
      text += "pair_modify " + (is_hybrid() ? "pair " + name(style) + " " : "") + "shift " +
              (is_shifted(style) ? "yes" : "no") + "\n";
    }
    return text;
  }

 private:
  bool is_hybrid() const { return styles_.size() > 1; }

  const PairPotential& pair(std::size_t a, std::size_t b) const {
    return interactions_.pair(types_.species[a], types_.species[b]);
  }

  // As hybrid styles are called: mie/cut 2 is the second of them.
  std::string name(Style style) const {
    if (style == Style::table) return "table";
    const auto others = std::ranges::count_if(styles_, [](Style one) { return one != Style::table; });
    if (others == 1) return "mie/cut";
    return "mie/cut " + std::to_string(std::ranges::find(styles_, style) - styles_.begin() + 1);
  }

  std::string coefficient(std::size_t a, std::size_t b, Style style, std::vector<LammpsFile>& files) const {
    const double s = (types_.diameters[a] + types_.diameters[b]) / 2;
    const std::string head = "pair_coeff " + std::to_string(a + 1) + " " + std::to_string(b + 1) + " " +
                             (is_hybrid() ? name(style) + " " : "");
    const PairCut cut = pair_cut(pair(a, b));
    if (style == Style::table)
      return head + table(a, b, s, files) + " " + format_number(cut.cutoff * s) + "\n";
    const double epsilon = pair(a, b).epsilon * (style == Style::line ? cut.force : 1);
    return head + format_number(epsilon) + " " + format_number(s) + " " + exponents(pair(a, b), style) + " " +
           format_number(cut.cutoff * s) + "\n";
  }

  static std::string exponents(const PairPotential& pair, Style style) {
    if (style == Style::line) return "-1 0";
    return format_number(pair.n) + " " + (is_mie_like(pair) ? format_number(pair.m) : "0");
  }

  // Adds a file of r, energy, force and returns its name and the table's keyword.
  std::string table(std::size_t a, std::size_t b, double s, std::vector<LammpsFile>& files) const {
    const PairPotential& form = pair(a, b);
    const PairCut cut = pair_cut(form);
    const double first = table_start * s, last = cut.cutoff * s;
    const std::string keyword = "PAIR_" + std::to_string(a + 1) + "_" + std::to_string(b + 1);
    std::string text = "# r, energy, force\n\n" + keyword + "\nN " + std::to_string(table_rows) + " R " +
                       format_number(first) + " " + format_number(last) + "\n\n";
    for (int k = 0; k < table_rows; ++k) {
      const double r = first + (last - first) * k / (table_rows - 1);
      const PairValue value = uncut_value(form, r / s);
      const double energy = value.energy - cut.energy + (r / s - cut.cutoff) * cut.force;
      text += std::to_string(k + 1) + " " + format_number(r) + " " + format_number(form.epsilon * energy) +
              " " + format_number(form.epsilon * (value.force - cut.force) / s) + "\n";
    }
    files.push_back({"pair_" + std::to_string(a + 1) + "_" + std::to_string(b + 1) + ".table", text});
    return files.back().name + " " + keyword;
  }

  const Interactions& interactions_;
  const LammpsTypes& types_;
  std::vector<Style> styles_;
};

}  // namespace

std::string lammps_pairs(const Interactions& interactions, const LammpsTypes& types,
                         std::vector<LammpsFile>& files) {
  const PairWriter writer(interactions, types);
  return writer.styles() + writer.coefficients(files) + writer.shifts();
}

}  // namespace nacre::assembly
