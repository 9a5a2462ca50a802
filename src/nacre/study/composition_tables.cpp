// Quantities, sentences and tables of a composition study.
#include <algorithm>
#include <cctype>
#include <cmath>

#include "nacre/core/units.hpp"
#include "nacre/study/composition_output.hpp"

namespace nacre::study {
namespace {

using crystal::Composition;
using spectra::Measured;

std::string text_of(const Measured& one) { return format_with_uncertainty(one.value, one.error); }

// The middle of a span; its half is part of the error.
Measured middle(const crystal::Span& span) {
  return {0.5 * (span.low + span.high), std::hypot(span.error, 0.5 * (span.high - span.low))};
}

Measured times(const Measured& one, double factor) { return {one.value * factor, one.error * factor}; }

std::string known_text(const CompositionAnalysis& analysis, const Composition& one) {
  std::string text;
  for (const crystal::MagicSize& size : known_as(one, analysis.data.components))
    text += (text.empty() ? "" : "; ") + std::string(size.family);
  return text;
}

std::string plural(std::size_t n, const std::string& noun) {
  return std::to_string(n) + " " + noun + (n == 1 ? "" : "s");
}

// "Cd23S13(PhAc)20 (ion with 16 ligands)".
std::string named(const CompositionAnalysis& analysis, const Composition& one) {
  const std::string whole = crystal::formula_text(analysis.data.components, one.counts);
  const std::string_view reading = reading_of(one, analysis.data.components);
  if (reading == "whole") return whole;
  return whole + " (seen as " + crystal::formula_text(analysis.data.components, one.kept) + ")";
}

std::string formulas_sentence(const CompositionAnalysis& analysis) {
  const std::string within =
      " within " + format_number(analysis.search.limit) + " standard errors of everything measured";
  if (analysis.found.empty()) return "No formula is" + within + ".";
  std::string text =
      plural(analysis.found.size(), "formula") + (analysis.found.size() == 1 ? " is" : " are") + within;
  if (!analysis.search.charge)
    text += ", " +
            (neutral_count(analysis) == 0 ? std::string("none") : std::to_string(neutral_count(analysis))) +
            " of them neutral";
  const auto neutral = std::ranges::find(analysis.found, 0, &Composition::charge);
  text += "; the nearest is " + named(analysis, analysis.found.front());
  if (neutral != analysis.found.end() && neutral != analysis.found.begin())
    text += ", the nearest neutral one " + named(analysis, *neutral);
  return text + ".";
}

std::string loss_sentence(const CompositionAnalysis& analysis) {
  const LossData& loss = *analysis.data.loss;
  std::string text = "Ligands are " + text_of(times(middle(loss.total), 100)) + " % of the mass";
  if (loss.per_site) text += ", " + text_of(*loss.per_site) + " on a site";
  return text + ".";
}

std::string comb_sentence(const CompositionAnalysis& analysis) {
  const spectra::MassComb& comb = *analysis.data.mass->comb;
  std::string text = std::to_string(comb.matched) + " of " +
                     std::to_string(analysis.data.mass->peaks.size()) + " peaks lie " +
                     text_of(comb.spacing) + " Da apart";
  if (!analysis.units.empty())
    text += ", as " + analysis.units.front().formula + " (" +
            format_number(std::round(10 * analysis.units.front().mass_Da) / 10) + " Da)";
  return text + ".";
}

// --- quantities -------------------------------------------------------------------------------

class Quantities {
 public:
  explicit Quantities(const CaseLabel& label) : label_(label) {}

  void add(std::string name, double value, std::string unit, std::string description,
           double error = no_value) {
    list_.push_back({.name = std::move(name),
                     .value = value,
                     .uncertainty = error,
                     .unit = std::move(unit),
                     .description = std::move(description),
                     .case_label = label_});
  }
  void add(std::string name, const Measured& one, std::string unit, std::string description) {
    add(std::move(name), one.value, std::move(unit), std::move(description), one.error);
  }
  std::vector<Quantity> take() { return std::move(list_); }

 private:
  const CaseLabel& label_;
  std::vector<Quantity> list_;
};

void add_formulas(const CompositionAnalysis& analysis, Quantities& list) {
  list.add("formulas", static_cast<double>(analysis.found.size()), "", "formulas within the limit");
  list.add("formulas_neutral", static_cast<double>(neutral_count(analysis)), "", "those without a charge");
  if (!analysis.found.empty())
    list.add("weight_neutral", neutral_weight(analysis), "", "their share of the likelihood of all");
  list.add("mass", middle(analysis.data.mass->cluster_Da), "Da", "of the ion, without the adduct");
  if (!analysis.data.mass->comb) return;
  list.add("comb_spacing", analysis.data.mass->comb->spacing, "Da", "regular spacing of peaks");
  list.add("comb_peaks", analysis.data.mass->comb->matched, "", "peaks on the comb");
}

void add_losses(const LossData& loss, Quantities& list) {
  list.add("ligand_share", times(middle(loss.total), 100), "%", "ligands by mass");
  for (std::size_t i = 0; i < loss.windows.size(); ++i) {
    const WindowLoss& window = loss.windows[i];
    const std::string number = "_" + std::to_string(i + 1);
    list.add("loss" + number, times(window.loss, 100), "%",
             "lost in window" + number.substr(1).insert(0, " "));
    if (window.per_particle)
      list.add("ligands_per_particle" + number, *window.per_particle, "", "ligands of that window");
    if (window.per_site)
      list.add("ligands_per_site" + number, *window.per_site, "", "the same over the sites");
  }
  if (loss.per_site)
    list.add("ligands_per_site", *loss.per_site, "", "ligands of all windows over the sites");
  if (loss.result && loss.result->drift.error > 0)
    list.add("drift", times(loss.result->drift, 100 / loss.result->mass.front().value), "%/K",
             "of the balance, as a share of the dry sample");
}

// --- tables -----------------------------------------------------------------------------------

// Letters and digits alone, as the names of columns are.
std::string plain(std::string name) {
  for (char& c : name)
    if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
  return name;
}

std::string ratio_name(const CompositionAnalysis& analysis) {
  const auto& components = analysis.data.components;
  return components[analysis.data.ratio->numerator].name + "_" +
         components[analysis.data.ratio->denominator].name;
}

std::vector<Column> formula_columns(const CompositionAnalysis& analysis, bool several) {
  std::vector<Column> columns;
  if (several) columns.push_back({"case", "of the study"});
  columns.push_back({"formula", "whole cluster"});
  columns.push_back({"ion", "what the mass is that of"});
  columns.push_back({"reading", "core, whole or partial"});
  for (const crystal::Component& component : analysis.data.components)
    columns.push_back({"n_" + plain(component.name), "in the whole cluster"});
  columns.push_back({"mass_Da", "of the whole cluster"});
  columns.push_back({"ion_Da", "of the ion"});
  if (analysis.data.ratio) columns.push_back({ratio_name(analysis), "ratio"});
  columns.push_back({"ligand_percent", "by mass"});
  columns.push_back({"charge", "of the whole cluster"});
  columns.push_back({"off_mass", "deviations in standard errors"});
  if (analysis.data.ratio) columns.push_back({"off_ratio", ""});
  for (std::size_t i = 0; i < analysis.search.shares.size(); ++i)
    columns.push_back(
        {"off_share" + (analysis.search.shares.size() > 1 ? "_" + std::to_string(i + 1) : ""), ""});
  columns.push_back({"chi2", "sum of their squares"});
  return columns;
}

std::vector<Cell> formula_row(const CompositionAnalysis& analysis, const Composition& one) {
  const auto& components = analysis.data.components;
  std::vector<Cell> row{crystal::formula_text(components, one.counts),
                        crystal::formula_text(components, one.kept),
                        std::string(reading_of(one, components))};
  for (const int count : one.counts) row.emplace_back(std::int64_t{count});
  row.insert(row.end(), {one.mass_Da, one.ion_Da});
  if (analysis.data.ratio)
    row.emplace_back(static_cast<double>(one.counts[analysis.data.ratio->numerator]) /
                     one.counts[analysis.data.ratio->denominator]);
  row.insert(row.end(), {100 * one.ligand_share, std::int64_t{one.charge}, one.mass_deviation});
  for (const double deviation : one.ratio_deviations) row.emplace_back(deviation);
  for (const double deviation : one.share_deviations) row.emplace_back(deviation);
  row.emplace_back(one.chi2);
  return row;
}

std::string case_text(const Case& one) {
  std::string text;
  for (const auto& [key, value] : one.label) {
    const auto* number = std::get_if<double>(&value);
    text += (text.empty() ? "" : ", ") + key + " " +
            (number ? format_number(*number) : std::get<std::string>(value));
  }
  return text;
}

std::vector<std::string> formula_notes(const CompositionAnalysis& analysis) {
  std::vector<std::string> notes{
      "Every formula within " + format_number(analysis.search.limit) +
      " standard errors of each measured value, by ascending chi2. Within the span of "
      "several samples a deviation is zero."};
  if (analysis.data.ratio)
    notes.push_back("ratio: measured " + text_of(middle(analysis.data.ratio->measured)) +
                    ", after the standard " + text_of(middle(analysis.data.ratio->corrected)));
  return notes;
}

Table formula_table(const std::vector<CompositionAnalysis>& analyses) {
  const bool several = analyses.size() > 1;
  Table table{.name = "formulas", .title = "Formulas that agree", .notes = formula_notes(analyses.front())};
  table.columns = formula_columns(analyses.front(), several);
  table.columns.push_back({"weight", "exp(-chi2/2) over the sum of all"});
  table.columns.push_back({"known", "family of a known size with this core"});
  for (const CompositionAnalysis& analysis : analyses)
    for (const Composition& one : analysis.found) {
      std::vector<Cell> row = formula_row(analysis, one);
      if (several) row.insert(row.begin(), case_text(*analysis.one));
      row.insert(row.end(), {one.weight, known_text(analysis, one)});
      table.rows.push_back(std::move(row));
    }
  return table;
}

Table known_table(const CompositionAnalysis& analysis) {
  Table table{
      .name = "known",
      .title = "Known sizes, neutral, against the data",
      .notes = {"Each with as many ligands as make it neutral; the ion is the one whose mass is nearest."}};
  table.columns = formula_columns(analysis, false);
  table.columns.push_back({"family", ""});
  table.columns.push_back({"source", ""});
  for (const KnownSize& known : analysis.known) {
    std::vector<Cell> row = formula_row(analysis, known.composition);
    row.insert(row.end(), {std::string(known.size.family), std::string(known.size.source)});
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table peak_table(const CompositionAnalysis& analysis) {
  const MassData& mass = *analysis.data.mass;
  Table table{.name = "peaks", .title = "Peaks of the mass spectrum"};
  if (mass.comb) table.notes = {comb_sentence(analysis)};
  table.columns = {{"mz_Da", "position"},
                   {"mz_err_Da", "from the scatter about the fit, without calibration"},
                   {"height", "above the background"},
                   {"width_Da", "full width at half height"},
                   {"signal_to_noise", ""},
                   {"tooth", "number on the comb"},
                   {"off_comb_Da", "from its tooth"},
                   {"used", "as the mass of the cluster"}};
  for (std::size_t i = 0; i < mass.peaks.size(); ++i) {
    const spectra::MassPeak& peak = mass.peaks[i];
    Cell tooth, off;
    if (mass.comb && mass.comb->teeth[i]) {
      tooth = std::int64_t{*mass.comb->teeth[i]};
      off = peak.mz.value - mass.comb->offset - *mass.comb->teeth[i] * mass.comb->spacing.value;
    }
    table.rows.push_back({peak.mz.value, peak.mz.error, peak.height.value, peak.width, peak.signal_to_noise,
                          tooth, off, std::string(i == mass.chosen ? "yes" : "")});
  }
  return table;
}

Table window_table(const CompositionAnalysis& analysis) {
  const auto cell = [](const std::optional<Measured>& one, bool error) {
    return one ? Cell(error ? one->error : one->value) : Cell();
  };
  Table table{
      .name = "losses",
      .title = "Loss of mass by window",
      .notes = {"Shares are those of the dry sample, which is what is there at the first edge. Errors hold "
                "the noise of the curve, the drift, and [tga] error for each window."}};
  table.columns = {{"from_C", ""},
                   {"to_C", ""},
                   {"ligand", "that is lost"},
                   {"loss_percent", "of the dry sample"},
                   {"loss_err_percent", ""},
                   {"per_particle", "ligands"},
                   {"per_particle_err", ""},
                   {"per_site", "ligands"},
                   {"per_site_err", ""}};
  for (const WindowLoss& window : analysis.data.loss->windows)
    table.rows.push_back({window.from_C, window.to_C,
                          window.ligand ? analysis.data.components[*window.ligand].name : std::string("-"),
                          100 * window.loss.value, 100 * window.loss.error, cell(window.per_particle, false),
                          cell(window.per_particle, true), cell(window.per_site, false),
                          cell(window.per_site, true)});
  return table;
}

}  // namespace

std::string composition_headline(const std::vector<CompositionAnalysis>& analyses) {
  const CompositionAnalysis& first = analyses.front();
  std::string text = first.searched ? formulas_sentence(first) : loss_sentence(first);
  if (analyses.size() > 1) text += " " + plural(analyses.size() - 1, "more case") + " in the tables.";
  if (first.searched && first.data.mass->comb) text += " " + comb_sentence(first);
  if (first.searched && first.data.loss && first.data.loss->per_site) text += " " + loss_sentence(first);
  return text;
}

std::vector<Quantity> composition_quantities(const CompositionAnalysis& analysis) {
  Quantities list(analysis.one->label);
  if (analysis.searched) add_formulas(analysis, list);
  if (analysis.data.ratio) {
    list.add("ratio_measured", middle(analysis.data.ratio->measured), "", "as the instrument gives it");
    list.add("ratio_corrected", middle(analysis.data.ratio->corrected), "", "with the standard");
  }
  if (analysis.ratio_if_neutral)
    list.add("ratio_if_neutral", *analysis.ratio_if_neutral, "",
             "that a neutral cluster with this share of ligands has");
  if (analysis.data.loss) add_losses(*analysis.data.loss, list);
  return list.take();
}

std::vector<std::string> composition_warnings(const CompositionAnalysis& analysis) {
  std::vector<std::string> warnings = analysis.data.warnings;
  if (analysis.searched && analysis.found.empty())
    warnings.push_back(
        "no formula agrees with everything measured: an error is larger than stated, the ion is not what the "
        "reading says, or the formula lacks a component");
  if (analysis.data.ratio && analysis.ratio_if_neutral) {
    const Measured ratio = middle(analysis.data.ratio->corrected), neutral = *analysis.ratio_if_neutral;
    const double off = (ratio.value - neutral.value) / std::hypot(ratio.error, neutral.error);
    if (std::abs(off) > 2)
      warnings.push_back(
          "ratio and share of ligands contradict charge balance: a neutral cluster with this share has "
          "a ratio of " +
          text_of(neutral) + ", " + text_of(ratio) + " was measured (" + format_rounded(std::abs(off), 2) +
          " standard errors apart)");
  }
  return warnings;
}

std::vector<Table> composition_tables(const std::vector<CompositionAnalysis>& analyses) {
  const CompositionAnalysis& first = analyses.front();
  std::vector<Table> tables;
  if (first.searched) tables.push_back(formula_table(analyses));
  if (!first.known.empty()) tables.push_back(known_table(first));
  if (first.searched && !first.data.mass->peaks.empty()) tables.push_back(peak_table(first));
  if (first.data.loss && !first.data.loss->windows.empty()) tables.push_back(window_table(first));
  return tables;
}

}  // namespace nacre::study
