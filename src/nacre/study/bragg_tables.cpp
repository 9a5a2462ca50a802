#include "nacre/study/bragg_tables.hpp"

#include <numbers>

#include "nacre/study/cells.hpp"

namespace nacre::study {
namespace {

using scattering::LatticeVerdict;

constexpr double two_pi = 2 * std::numbers::pi;
constexpr double scherrer = 0.9;

// Calls body(case, frame) for every frame that was used.
template <typename Body>
void for_used(const BraggAnalyses& analyses, const Body& body) {
  for (const BraggAnalysis& analysis : analyses)
    for (const BraggFrame& frame : analysis.frames)
      if (frame.used()) body(analysis, frame);
}

void add_peak(const BraggAnalysis& analysis, const BraggFrame& frame, std::size_t k, Table& table) {
  const auto& line = frame.found.fit.lines[k];
  const auto& error = frame.found.fit.errors[k];
  const double q = line.center;
  std::vector<Cell> row{analysis.name,
                        frame.name,
                        static_cast<std::int64_t>(k + 1),
                        q,
                        finite_cell(error.center),
                        q / frame.found.fit.lines.front().center,
                        two_pi / q,
                        finite_cell(two_pi * error.center / (q * q)),
                        line.area,
                        finite_cell(error.area),
                        line.fwhm,
                        finite_cell(error.fwhm),
                        two_pi * scherrer / line.fwhm,
                        finite_cell(frame.found.significance[k])};
  if (const LatticeVerdict* lattice = frame.lattice()) {
    row.insert(row.end(), {lattice->peaks[k].label, lattice->peaks[k].q_per_A, lattice->peaks[k].off});
  } else {
    row.insert(row.end(), {Cell(), Cell(), Cell()});
  }
  table.rows.push_back(std::move(row));
}

}  // namespace

Table bragg_peak_table(const BraggAnalyses& analyses) {
  Table table{.name = "peaks",
              .title = "Peaks",
              .notes = {"lattice columns: of the best lattice that fits"},
              .columns = {{"case", ""},
                          {"frame", ""},
                          {"peak", "by q"},
                          {"q_per_A", "middle, 1/A"},
                          {"q_err_per_A", "its standard error"},
                          {"ratio", "to the first"},
                          {"d_A", "2 pi / q"},
                          {"d_err_A", "its standard error"},
                          {"area", "in units of the curve times 1/A"},
                          {"area_err", "its standard error"},
                          {"fwhm_per_A", "full width at half maximum"},
                          {"fwhm_err_per_A", "its standard error"},
                          {"domain_A", "2 pi 0.9 / width: Scherrer, resolution not taken off"},
                          {"significance", "area over its error"},
                          {"reflection", "in the lattice"},
                          {"q_lattice_per_A", "where the lattice has it"},
                          {"off", "measured less lattice, in errors with the tolerance"}}};
  for_used(analyses, [&](const BraggAnalysis& analysis, const BraggFrame& frame) {
    for (std::size_t k = 0; k < frame.found.fit.lines.size(); ++k) add_peak(analysis, frame, k, table);
  });
  return table;
}

Table bragg_ranking_table(const BraggAnalyses& analyses) {
  Table table{.name = "ranking",
              .title = "Lattices held against the peaks",
              .notes = {"score = chi2 + penalty; lattices that fit come first"},
              .columns = {{"case", ""},
                          {"frame", ""},
                          {"rank", ""},
                          {"lattice", ""},
                          {"verdict", "fits or rejected"},
                          {"reason", ""},
                          {"a_A", "lattice parameter"},
                          {"a_err_A", "its standard error"},
                          {"centre_to_centre_A", "nearest distance of particles"},
                          {"chi2", "of the places; a peak without a place counts 100"},
                          {"degrees", "of freedom"},
                          {"penalty", "missing reflections, and 2 ln of the reflections on offer"},
                          {"score", ""}}};
  for_used(analyses, [&](const BraggAnalysis& analysis, const BraggFrame& frame) {
    std::int64_t rank = 0;
    for (const LatticeVerdict& one : frame.ranking)
      table.rows.push_back({analysis.name, frame.name, ++rank, one.name,
                            std::string(one.possible ? "fits" : "rejected"), one.reason, one.a_A, one.a_error,
                            one.neighbour_A, one.chi2, std::int64_t{one.degrees}, one.penalty, one.score()});
  });
  return table;
}

Table bragg_missing_table(const BraggAnalyses& analyses) {
  Table table{
      .name = "missing",
      .title = "Reflections without a peak, of each lattice that has a place for every peak",
      .notes = {"expected area: from the neighbours by multiplicity and 1/q2; limit: three standard errors"},
      .columns = {{"case", ""},
                  {"frame", ""},
                  {"lattice", ""},
                  {"reflection", ""},
                  {"q_per_A", ""},
                  {"expected_area", "empty: nothing to tell it from"},
                  {"limit_area", "a peak of this area would be seen"},
                  {"verdict", ""}}};
  for_used(analyses, [&](const BraggAnalysis& analysis, const BraggFrame& frame) {
    for (const LatticeVerdict& one : frame.ranking) {
      bool all = true;
      for (const auto& peak : one.peaks) all = all && peak.has_place;
      if (!all) continue;
      for (const auto& missing : one.missing)
        table.rows.push_back({analysis.name, frame.name, one.name, missing.label, missing.q_per_A,
                              finite_cell(missing.expected), finite_cell(missing.limit), missing.why});
    }
  });
  return table;
}

Table bragg_frame_table(const BraggAnalyses& analyses) {
  Table table{.name = "frames",
              .title = "Frames",
              .notes = {},
              .columns = {{"case", ""},
                          {"frame", ""},
                          {"at", "time in s, temperature in K, or number"},
                          {"status", "ok, not-converged or unusable"},
                          {"why", ""},
                          {"peaks", ""},
                          {"lattice", "the best that fits"},
                          {"a_A", "its parameter"},
                          {"a_err_A", "its standard error"},
                          {"centre_to_centre_A", ""},
                          {"q_1_per_A", "the first peak"},
                          {"q_1_err_per_A", "its standard error"},
                          {"chi2_reduced", "of the fit of the peaks"}}};
  for (const BraggAnalysis& analysis : analyses)
    for (const BraggFrame& frame : analysis.frames) {
      if (!frame.used()) {
        table.rows.push_back({analysis.name, frame.name, frame.at, std::string("unusable"), frame.defect,
                              Cell(), Cell(), Cell(), Cell(), Cell(), Cell(), Cell(), Cell()});
        continue;
      }
      const auto& fit = frame.found.fit;
      const LatticeVerdict* best = frame.lattice();
      table.rows.push_back({analysis.name, frame.name, frame.at,
                            std::string(fit.result.converged ? "ok" : "not-converged"), std::string(),
                            static_cast<std::int64_t>(fit.lines.size()), best ? Cell(best->name) : Cell(),
                            best ? Cell(best->a_A) : Cell(), best ? Cell(best->a_error) : Cell(),
                            best ? Cell(best->neighbour_A) : Cell(),
                            fit.lines.empty() ? Cell() : Cell(fit.lines.front().center),
                            fit.lines.empty() ? Cell() : finite_cell(fit.errors.front().center),
                            finite_cell(fit.result.chi2_reduced())});
    }
  return table;
}

}  // namespace nacre::study
