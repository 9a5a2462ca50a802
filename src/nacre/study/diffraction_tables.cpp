#include "nacre/study/diffraction_tables.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <set>

#include "nacre/core/units.hpp"
#include "nacre/scattering/pattern_difference.hpp"
#include "nacre/study/cells.hpp"
#include "nacre/study/slug.hpp"

namespace nacre::study {
namespace {

using scattering::PowderReflection;

double strongest_stick(const DiffractionAnalysis& analysis) {
  double most = 0;
  for (const PowderReflection& one : analysis.reflections) most = std::max(most, analysis.stick(one));
  return most;
}

const PowderReflection* strongest(const DiffractionAnalysis& analysis) {
  const auto found = std::ranges::max_element(
      analysis.reflections, {}, [&](const PowderReflection& one) { return analysis.stick(one); });
  return found == analysis.reflections.end() ? nullptr : &*found;
}

std::string column_of(const DiffractionAnalysis& analysis) {
  std::string name = slug_of(analysis.name);
  std::ranges::replace(name, '-', '_');
  return name;
}

bool same_axis(const DiffractionAnalyses& analyses) {
  return std::ranges::all_of(
      analyses, [&](const DiffractionAnalysis& one) { return one.axis.at == analyses.front().axis.at; });
}

std::string place_words(const DiffractionAnalysis& analysis, std::size_t i) {
  return format_rounded(analysis.axis.at[i], 4) + (analysis.axis.two_theta ? " deg" : " 1/A");
}

void add_line_quantities(const DiffractionAnalysis& analysis, std::vector<Quantity>& list) {
  const MeasuredPattern& measured = *analysis.measured;
  list.push_back({.name = "peaks",
                  .value = static_cast<double>(measured.lines.size()),
                  .description = "peaks of the measured pattern that stand out of the noise"});
  list.push_back({.name = "chi2_reduced",
                  .value = measured.found.fit.result.chi2_reduced(),
                  .description = "of their fit"});
  for (std::size_t k = 0; k < measured.lines.size(); ++k) {
    const MeasuredLine& line = measured.lines[k];
    const std::string number = std::to_string(k + 1);
    list.push_back({.name = "place_" + number,
                    .value = line.place,
                    .uncertainty = line.place_error,
                    .unit = analysis.axis.unit(),
                    .description = "middle of peak " + number});
    list.push_back({.name = "d_" + number,
                    .value = line.d_A,
                    .uncertainty = line.d_error_A,
                    .unit = "A",
                    .description = "its spacing"});
    if (std::isfinite(line.size.size_A))
      list.push_back({.name = "size_" + number,
                      .value = line.size.size_A,
                      .uncertainty = line.size.error_A,
                      .unit = "A",
                      .description = "Scherrer size of it"});
  }
}

}  // namespace

std::string hkl_label(const std::array<int, 3>& hkl) {
  const bool wide = std::ranges::any_of(hkl, [](int one) { return one < 0 || one > 9; });
  const char* gap = wide ? " " : "";
  return "(" + std::to_string(hkl[0]) + gap + std::to_string(hkl[1]) + gap + std::to_string(hkl[2]) + ")";
}

Table diffraction_reflection_table(const DiffractionAnalyses& analyses) {
  Table table{
      .name = "reflections",
      .title = "Reflections of the crystals",
      .notes = {"intensity: multiplicity |F|2 and Lorentz-polarisation over 2-theta, 1/q2 over q; the "
                "strongest is 100"},
      .columns = {{"structure", ""},
                  {"hkl", "one of the directions"},
                  {"multiplicity", "directions of this spacing and |F|"},
                  {"d_A", ""},
                  {"q_per_A", ""},
                  {"two_theta_deg", "at the wavelength"},
                  {"f2", "|F|2 of the cell, with displacements"},
                  {"intensity", ""}}};
  std::set<std::string> seen;
  for (const DiffractionAnalysis& analysis : analyses) {
    if (!analysis.cell || !seen.insert(analysis.structure).second) continue;
    const double most = strongest_stick(analysis);
    for (const PowderReflection& one : analysis.reflections)
      table.rows.push_back({analysis.structure, hkl_label(one.hkl), std::int64_t{one.multiplicity}, one.d_A(),
                            one.q_per_A,
                            finite_cell(scattering::two_theta_deg(one.q_per_A, analysis.axis.wavelength_A)),
                            one.square, 100 * analysis.stick(one) / most});
  }
  return table;
}

Table diffraction_pattern_table(const DiffractionAnalyses& analyses) {
  Table table{
      .name = "patterns",
      .title = "Calculated patterns",
      .notes = {
          "intensity per atom in squares of the amplitudes, with polarisation over 2-theta; of a cluster "
          "by Debye's equation, of a powder from the reflections"}};
  if (!same_axis(analyses)) return table;
  const DiffractionAxis& axis = analyses.front().axis;
  table.columns.push_back(axis.two_theta ? Column{"two_theta_deg", ""} : Column{"q_per_A", ""});
  std::vector<const std::vector<double>*> patterns;
  for (const DiffractionAnalysis& analysis : analyses)
    for (const auto& [suffix, pattern] :
         {std::pair<std::string, const std::vector<double>*>{"_powder", &analysis.powder},
          {"_cluster", analysis.cluster ? &analysis.cluster->pattern : nullptr}})
      if (pattern && !pattern->empty()) {
        table.columns.push_back({column_of(analysis) + suffix, analysis.name});
        patterns.push_back(pattern);
      }
  if (patterns.empty()) return table;
  for (std::size_t i = 0; i < axis.at.size(); ++i) {
    std::vector<Cell> row{axis.at[i]};
    for (const auto* pattern : patterns) row.emplace_back((*pattern)[i]);
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table diffraction_peak_table(const DiffractionAnalyses& analyses) {
  Table table{
      .name = "peaks",
      .title = "Peaks of measured patterns",
      .notes = {"place and width in degrees of 2-theta or in 1/A; size by Scherrer, K as in [profile], the "
                "instrument taken off, strain not"},
      .columns = {{"case", ""},
                  {"peak", ""},
                  {"place", ""},
                  {"place_err", "its standard error"},
                  {"d_A", ""},
                  {"d_err_A", "its standard error"},
                  {"fwhm", "full width at half maximum"},
                  {"fwhm_err", "its standard error"},
                  {"area", ""},
                  {"area_err", "its standard error"},
                  {"significance", "area over its error"},
                  {"size_A", "empty: not broader than the instrument"},
                  {"size_err_A", "its standard error"},
                  {"nearest", "reflection of the crystal within two widths"},
                  {"nearest_d_A", "its spacing"}}};
  for (const DiffractionAnalysis& analysis : analyses) {
    if (!analysis.measured) continue;
    const auto& found = analysis.measured->found;
    for (std::size_t k = 0; k < analysis.measured->lines.size(); ++k) {
      const MeasuredLine& line = analysis.measured->lines[k];
      table.rows.push_back({analysis.name, static_cast<std::int64_t>(k + 1), line.place,
                            finite_cell(line.place_error), line.d_A, finite_cell(line.d_error_A), line.width,
                            finite_cell(line.width_error), found.fit.lines[k].area,
                            finite_cell(found.fit.errors[k].area), finite_cell(found.significance[k]),
                            finite_cell(line.size.size_A), finite_cell(line.size.error_A),
                            line.nearest ? Cell(hkl_label(line.nearest->hkl)) : Cell(),
                            line.nearest ? Cell(line.nearest->d_A()) : Cell()});
    }
  }
  return table;
}

Table diffraction_comparison_table(const DiffractionAnalyses& analyses) {
  Table table{
      .name = "comparison",
      .title = "Which patterns can be told apart",
      .notes =
          {"patterns of clusters where there are any, else of powders; scale and a straight background are "
           "free"},
      .columns = {{"first", ""},
                  {"second", ""},
                  {"differ", "in structure, or in what else was varied"},
                  {"difference", "rms of what no scale and background hide, over the rms of the first"},
                  {"largest_at", "where it is largest, on the axis"},
                  {"noise_5_sigma",
                   "noise of each point, as a share of the maximum, with which they are five "
                   "standard errors apart"},
                  {"verdict", ""}}};
  if (!same_axis(analyses)) return table;
  for (std::size_t i = 0; i < analyses.size(); ++i)
    for (std::size_t k = i + 1; k < analyses.size(); ++k) {
      const auto *a = analyses[i].pattern(), *b = analyses[k].pattern();
      if (!a || !b || analyses[i].cluster.has_value() != analyses[k].cluster.has_value()) continue;
      const auto found = scattering::pattern_difference(*a, *b);
      const bool same = analyses[i].structure == analyses[k].structure;
      table.rows.push_back({analyses[i].name, analyses[k].name, std::string(same ? "otherwise" : "structure"),
                            found.share, analyses[i].axis.at[found.largest], found.noise,
                            "told apart where noise is below " + format_rounded(100 * found.noise, 2) +
                                " % of the maximum, best at " + place_words(analyses[i], found.largest)});
    }
  return table;
}

std::vector<Quantity> diffraction_quantities(const DiffractionAnalysis& analysis) {
  std::vector<Quantity> list;
  if (const PowderReflection* one = strongest(analysis)) {
    list.push_back({.name = "strongest_d",
                    .value = one->d_A(),
                    .unit = "A",
                    .description = "spacing of the strongest reflection, " + hkl_label(one->hkl)});
    list.push_back({.name = "strongest_place",
                    .value = analysis.axis.place_of(one->q_per_A),
                    .unit = analysis.axis.unit(),
                    .description = "where it is"});
  }
  if (analysis.cluster) {
    const auto& pattern = analysis.cluster->pattern;
    const auto top = std::ranges::max_element(pattern) - pattern.begin();
    list.push_back({.name = "atoms",
                    .value = static_cast<double>(analysis.cluster->atoms.size()),
                    .description = "of the cluster"});
    list.push_back({.name = "maximum",
                    .value = analysis.axis.at[static_cast<std::size_t>(top)],
                    .unit = analysis.axis.unit(),
                    .description = "where the cluster's pattern is highest, on the grid"});
  }
  if (analysis.measured) add_line_quantities(analysis, list);
  for (Quantity& one : list) one.case_label = analysis.one->label;
  return list;
}

std::vector<std::string> diffraction_warnings(const DiffractionAnalysis& analysis) {
  std::vector<std::string> list;
  if (!analysis.measured) return list;
  const MeasuredPattern& measured = *analysis.measured;
  if (!measured.errors_known)
    list.push_back(measured.name +
                   ": has no errors: weights are 1 over the squares of 2 % of each intensity and of "
                   "their median, and uncertainties come from the scatter about the fit");
  for (const std::string& note : measured.found.notes) list.push_back(measured.name + ": " + note);
  if (!measured.found.fit.result.converged)
    list.push_back(measured.name + ": the fit of the peaks did not converge");
  if (measured.lines.empty()) list.push_back(measured.name + ": no peak stands out of the noise");
  for (const MeasuredLine& line : measured.lines)
    if (!std::isfinite(line.size.size_A))
      list.push_back(measured.name + ": the peak at " + format_rounded(line.place, 4) + " " +
                     analysis.axis.unit() + " is not broader than the instrument: no size follows");
  return list;
}

std::string diffraction_headline(const DiffractionAnalyses& analyses) {
  std::set<std::string> structures;
  std::size_t clusters = 0, peaks = 0, measured = 0;
  for (const DiffractionAnalysis& one : analyses) {
    if (one.cell) structures.insert(one.structure);
    clusters += one.cluster.has_value();
    measured += one.measured.has_value();
    if (one.measured) peaks += one.measured->lines.size();
  }
  std::string text;
  for (const std::string& one : structures) text += (text.empty() ? "Patterns of " : ", ") + one;
  if (clusters > 0)
    text += (text.empty() ? "" : "; ") + std::to_string(clusters) +
            (clusters == 1 ? " cluster" : " clusters") + " by Debye's equation";
  if (measured > 0)
    text += (text.empty() ? "" : "; ") + std::to_string(peaks) + " peaks in " + std::to_string(measured) +
            (measured == 1 ? " measured pattern" : " measured patterns");
  const Table table = diffraction_comparison_table(analyses);
  const std::vector<Cell>* hardest = nullptr;  // of pairs that differ in structure
  for (const auto& row : table.rows)
    if (std::get<std::string>(row[2]) == "structure" &&
        (!hardest || std::get<double>(row[5]) < std::get<double>((*hardest)[5])))
      hardest = &row;
  if (!hardest) return text + ".";
  return text + "; the structures most alike are " + std::get<std::string>((*hardest)[0]) + " and " +
         std::get<std::string>((*hardest)[1]) + " (difference " +
         format_rounded(100 * std::get<double>((*hardest)[3]), 2) + " %).";
}

}  // namespace nacre::study
