#include "nacre/study/pdf_tables.hpp"

#include <cmath>

namespace nacre::study {
namespace {

std::string suffix_of(const std::vector<PdfAnalysis>& analyses, std::size_t c, std::size_t d) {
  std::string text;
  if (analyses.size() > 1) text += "-" + std::to_string(c + 1);
  if (analyses[c].curves.size() > 1) text += "-" + std::to_string(d + 1);
  return text;
}

Table curve_table(const PdfAnalysis& analysis, std::size_t d, const std::string& suffix) {
  const scattering::PdfData& data = analysis.refinement().data[d];
  const PdfCurves& curves = analysis.curves[d];
  const bool measured = analysis.setup.has_data;
  Table table{.name = "curve" + suffix,
              .title = "G(r)" + (measured ? " of " + data.name : ""),
              .notes = {"peaks divided by " + pdf_convention(analysis) +
                        (pdf_case_name(analysis).empty() ? "" : "; " + pdf_case_name(analysis))},
              .columns = {{"r_A", "distance"}}};
  if (measured) table.columns.push_back({"G_per_A2", "measured"});
  if (measured && !data.sigma_per_A2.empty()) table.columns.push_back({"G_err_per_A2", "its standard error"});
  table.columns.push_back(
      {measured ? "fit_per_A2" : "G_per_A2", measured ? "refined model" : "of the model"});
  if (measured) table.columns.push_back({"difference_per_A2", "measured less fit"});
  for (std::size_t p = 0; p < curves.phases.size(); ++p)
    table.columns.push_back({analysis.refinement().parameters.phases[p].name + "_per_A2", "of this phase"});
  for (std::size_t i = 0; i < data.grid.count; ++i) {
    std::vector<Cell> row{data.grid.r_A(i)};
    if (measured) row.emplace_back(data.g_per_A2[i]);
    if (measured && !data.sigma_per_A2.empty()) row.emplace_back(data.sigma_per_A2[i]);
    row.emplace_back(curves.model[i]);
    if (measured) row.emplace_back(data.g_per_A2[i] - curves.model[i]);
    for (const std::vector<double>& phase : curves.phases) row.emplace_back(phase[i]);
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table partial_table(const PdfAnalysis& analysis, const std::string& suffix) {
  const scattering::PdfGrid& grid = analysis.refinement().data.front().grid;
  Table table{.name = "partials" + suffix,
              .title = "Partial pair distribution functions",
              .notes = {"of all phases together, each with its share of the baseline: they add up to G(r)"},
              .columns = {{"r_A", "distance"}}};
  for (const PdfPartial& one : analysis.partials)
    table.columns.push_back({one.name + "_per_A2", "G of these pairs"});
  for (std::size_t i = 0; i < grid.count; ++i) {
    std::vector<Cell> row{grid.r_A(i)};
    for (const PdfPartial& one : analysis.partials) row.emplace_back(one.g_per_A2[i]);
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table start_table(const PdfAnalysis& analysis, const std::string& suffix) {
  Table table{.name = "starts" + suffix,
              .title = "Refinements from random starts",
              .notes = {},
              .columns = {{"start", ""}, {"Rw", "where the refinement ended"}, {"converged", ""}}};
  std::int64_t number = 0;
  for (const scattering::RandomStart& one : analysis.refined.starts)
    table.rows.push_back({++number, one.rw, one.converged ? "yes" : "no"});
  return table;
}

}  // namespace

std::vector<Table> pdf_tables(const std::vector<PdfAnalysis>& analyses) {
  std::vector<Table> tables;
  for (std::size_t c = 0; c < analyses.size(); ++c) {
    const PdfAnalysis& analysis = analyses[c];
    const std::string of_case = analyses.size() > 1 ? "-" + std::to_string(c + 1) : "";
    for (std::size_t d = 0; d < analysis.curves.size(); ++d)
      tables.push_back(curve_table(analysis, d, suffix_of(analyses, c, d)));
    if (!analysis.partials.empty()) tables.push_back(partial_table(analysis, of_case));
    if (!analysis.refined.starts.empty()) tables.push_back(start_table(analysis, of_case));
  }
  return tables;
}

}  // namespace nacre::study
