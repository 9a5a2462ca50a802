#include "nacre/study/saxs_inversion_output.hpp"

#include <algorithm>
#include <cmath>

#include "nacre/core/units.hpp"

namespace nacre::study {
namespace {

using scattering::Estimate;
using scattering::Inversion;

std::string size_name(const SaxsAnalysis& analysis) { return analysis.derived.names().front().name; }

void add_quantity(const SaxsAnalysis& analysis, const std::string& name, Estimate value,
                  const std::string& unit, const std::string& description, StudyResult& result) {
  if (!std::isfinite(value.value)) return;
  result.quantities.push_back({.name = name,
                               .value = value.value,
                               .uncertainty = value.error > 0 ? value.error : no_value,
                               .unit = unit,
                               .description = description,
                               .case_label = analysis.one->label});
}

void add_single_quantities(const SaxsAnalysis& analysis, StudyResult& result) {
  const Inversion& found = analysis.inverted.front().inversion;
  const std::string end = ", by number, of the distribution without a model";
  add_quantity(analysis, size_name(analysis) + "_inverted", found.moments.mean_nm, "nm", "mean size" + end,
               result);
  add_quantity(analysis, "sigma_inverted", found.moments.deviation_nm, "nm", "standard deviation" + end,
               result);
  add_quantity(analysis, "skewness_inverted", found.moments.skewness, "", "skewness" + end, result);
  add_quantity(analysis, "concentration_inverted", found.moments.concentration_uM, "umol/L",
               "particles per volume in the distribution without a model", result);
  add_quantity(analysis, "maxima_inverted", {static_cast<double>(found.peaks.size()), 0}, "",
               "maxima that the data ask for", result);
}

void add_series_quantities(const SaxsAnalysis& analysis, StudyResult& result) {
  for (const Excess& one :
       excess_of_fits(analysis.inverted, analysis.series.records, analysis.saxs, analysis.derived))
    add_quantity(analysis, one.name + "_excess", {one.value, one.error}, "",
                 "how far the " + one.name +
                     " of the fits lies above that of distributions without a model, as a "
                     "share: median over " +
                     std::to_string(one.frames) + " frames",
                 result);
}

void add_estimate(const Estimate& value, std::vector<Cell>& row) {
  row.push_back(std::isfinite(value.value) ? Cell(value.value) : Cell());
  row.push_back(value.error > 0 ? Cell(value.error) : Cell());
}

std::string list_of_maxima(const Inversion& found) {
  std::string text;
  for (const scattering::SizePeak& peak : found.peaks)
    text += (text.empty() ? "" : "; ") + format_rounded(peak.position_nm.value, 4) + " nm " +
            format_rounded(peak.area_uM.value, 3) + " umol/L";
  return text;
}

Table inversion_table(const std::vector<SaxsAnalysis>& analyses) {
  Table table{
      .name = "inversion",
      .title = "Size distributions without a model",
      .notes = {"regularised non-negative inversion, its strength by evidence: docs/saxs-inversion.md",
                "moments by number, means over where the distribution may begin"},
      .columns = {{"frame", "number in the series"},
                  {"frame_name", "of the file or the entry"},
                  {analyses.front().data.at_name +
                       (analyses.front().data.at_unit.empty() ? "" : "_" + analyses.front().data.at_unit),
                   "of the frame"}}};
  for (const auto& [name, value] : analyses.front().one->label)
    table.columns.insert(table.columns.begin(), {name, "scanned key"});
  for (const auto& [name, words] : {std::pair<std::string, std::string>{"size_nm", "mean size"},
                                    {"sigma_nm", "standard deviation"},
                                    {"skewness", "skewness"},
                                    {"concentration_uM", "particles per volume"},
                                    {"background_per_cm", "flat background"}}) {
    table.columns.push_back({name, words});
    const std::size_t unit = name.find_first_of("_");
    table.columns.push_back(
        {name.substr(0, unit) + "_err" + (unit == std::string::npos ? "" : name.substr(unit)),
         "its standard error"});
  }
  table.columns.insert(table.columns.end(), {{"chi2_reduced", ""},
                                             {"strength", "of the regularisation"},
                                             {"maxima", "that the data ask for"},
                                             {"maxima_at", "position and concentration of each"}});
  for (const SaxsAnalysis& analysis : analyses)
    for (const InvertedFrame& frame : analysis.inverted) {
      const FrameRecord& record = analysis.record(frame.index);
      const Inversion& found = frame.inversion;
      std::vector<Cell> row;
      for (const auto& [name, value] : analysis.one->label)
        row.insert(row.begin(), std::visit([](const auto& v) { return Cell(v); }, value));
      row.emplace_back(static_cast<std::int64_t>(frame.index + 1));
      row.emplace_back(record.name);
      row.push_back(std::isfinite(record.at) ? Cell(record.at) : Cell());
      for (const Estimate& value : {found.moments.mean_nm, found.moments.deviation_nm, found.moments.skewness,
                                    found.moments.concentration_uM, found.background})
        add_estimate(value, row);
      row.emplace_back(found.chi2_reduced);
      row.emplace_back(found.strength);
      row.emplace_back(static_cast<std::int64_t>(found.peaks.size()));
      row.emplace_back(list_of_maxima(found));
      table.rows.push_back(std::move(row));
    }
  return table;
}

Table distribution_table(const SaxsAnalysis& analysis) {
  const Inversion& found = analysis.inverted.front().inversion;
  Table table{.name = "distribution",
              .title = "Size distribution without a model",
              .notes = {found.reasoning, "low and high: one standard deviation of each size by itself"},
              .columns = {{"size_nm", "size"},
                          {"number_uM_per_nm", "number density"},
                          {"number_low_uM_per_nm", ""},
                          {"number_high_uM_per_nm", ""},
                          {"volume_per_nm", "share of the volume, as the size cubed"},
                          {"volume_low_per_nm", ""},
                          {"volume_high_per_nm", ""}}};
  for (std::size_t j = 0; j < found.size_nm.size(); ++j)
    table.rows.push_back({found.size_nm[j], found.number[j], found.number_low[j], found.number_high[j],
                          found.volume[j], found.volume_low[j], found.volume_high[j]});
  return table;
}

Array density_array(const SaxsAnalysis& analysis, const std::string& name, const std::string& description,
                    std::vector<double> Inversion::*values) {
  Array array{.name = name,
              .unit = "umol/L/nm",
              .description = description,
              .shape = {analysis.inverted.size(), analysis.inverted.front().inversion.size_nm.size()}};
  for (const InvertedFrame& frame : analysis.inverted)
    array.values.insert(array.values.end(), (frame.inversion.*values).begin(),
                        (frame.inversion.*values).end());
  return array;
}

void add_arrays(const SaxsAnalysis& analysis, const std::string& group, StudyResult& result) {
  const std::vector<double>& size = analysis.inverted.front().inversion.size_nm;
  for (const InvertedFrame& frame : analysis.inverted)
    if (frame.inversion.size_nm != size) return;
  std::vector<double> numbers;
  for (const InvertedFrame& frame : analysis.inverted)
    numbers.push_back(static_cast<double>(frame.index + 1));
  result.arrays.push_back({.name = group + "inversion/frame",
                           .unit = "",
                           .description = "numbers of the frames with a size distribution",
                           .shape = {numbers.size()},
                           .values = std::move(numbers)});
  result.arrays.push_back({.name = group + "inversion/size",
                           .unit = "nm",
                           .description = "of the distributions without a model",
                           .shape = {size.size()},
                           .values = size});
  result.arrays.push_back(density_array(analysis, group + "inversion/number",
                                        "number density, frames by sizes", &Inversion::number));
  result.arrays.push_back(density_array(analysis, group + "inversion/number_low",
                                        "one standard deviation below", &Inversion::number_low));
  result.arrays.push_back(density_array(analysis, group + "inversion/number_high",
                                        "one standard deviation above", &Inversion::number_high));
}

// Each warning once, with how many frames have it.
void add_warnings(const SaxsAnalysis& analysis, StudyResult& result) {
  std::vector<std::pair<std::string, std::size_t>> counted;
  for (const InvertedFrame& frame : analysis.inverted)
    for (const std::string& warning : frame.inversion.warnings) {
      const std::string words =
          warning.starts_with("reduced chi2")
              ? "reduced chi2 is above 1.5: errors are too small or the particles have another "
                "form, and maxima may be artefacts"
              : warning;
      const auto known = std::ranges::find(counted, words, &std::pair<std::string, std::size_t>::first);
      if (known == counted.end())
        counted.emplace_back(words, 1);
      else
        ++known->second;
    }
  for (const auto& [words, n] : counted)
    result.warnings.push_back(
        "inversion" +
        (analysis.data.is_series()
             ? " of " + std::to_string(n) + " of " + std::to_string(analysis.inverted.size()) + " frames"
             : "") +
        ": " + words);
}

}  // namespace

void add_inversions(const std::vector<SaxsAnalysis>& analyses, StudyResult& result) {
  if (std::ranges::all_of(analyses, [](const SaxsAnalysis& one) { return one.inverted.empty(); })) return;
  result.tables.push_back(inversion_table(analyses));
  for (std::size_t c = 0; c < analyses.size(); ++c) {
    const SaxsAnalysis& analysis = analyses[c];
    if (analysis.inverted.empty()) continue;
    const std::string number = analyses.size() > 1 ? std::to_string(c + 1) : "";
    analysis.data.is_series() ? add_series_quantities(analysis, result)
                              : add_single_quantities(analysis, result);
    if (analyses.size() == 1 && !analysis.data.is_series())
      result.tables.push_back(distribution_table(analysis));
    add_arrays(analysis, number.empty() ? "" : "case-" + number + "/", result);
    for (Figure& figure : inversion_figures(analysis, number.empty() ? "" : "-" + number))
      result.figures.push_back(std::move(figure));
    add_warnings(analysis, result);
  }
}

}  // namespace nacre::study
