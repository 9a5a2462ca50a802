#include "nacre/study/pdf_reduction_tables.hpp"

#include <cmath>
#include <filesystem>

#include "nacre/core/units.hpp"
#include "nacre/io/gr_text.hpp"
#include "nacre/version.hpp"

namespace nacre::study {
namespace {

void add_q_rows(const ReductionAnalysis& analysis, Table& table) {
  const auto& r = analysis.reduction;
  for (std::size_t k = 0; k < r.q_per_A.size(); ++k)
    table.rows.push_back({analysis.request.name, r.q_per_A[k], r.intensity[k], r.intensity_error[k],
                          r.f_raw[k], r.polynomial[k], r.f[k], r.f_error[k], r.s[k], r.s_error[k]});
}

void add_r_rows(const ReductionAnalysis& analysis, Table& table) {
  const auto& r = analysis.reduction;
  const auto& other = analysis.reference;
  for (std::size_t i = 0; i < r.r_A.size(); ++i)
    table.rows.push_back({analysis.request.name, r.r_A[i], r.g_per_A2[i], r.g_error_per_A2[i],
                          other ? Cell(other->as_is[i]) : Cell(), other ? Cell(other->same_cut[i]) : Cell()});
}

std::string window_name(const scattering::ReductionOptions& options) {
  return options.window == scattering::Window::lorch ? "lorch" : "none";
}

std::vector<std::string> settings_of(const ReductionAnalysis& analysis) {
  const auto& options = analysis.request.options;
  const bool neutrons = analysis.request.input.beam.radiation == scattering::Radiation::neutron;
  return {analysis.request.name + ": " + analysis.request.composition + ", " +
              (neutrons ? "neutrons" : "X-rays") + ", Q " + format_rounded(options.q_min_per_A, 4) + " to " +
              format_rounded(options.q_max_per_A, 4) + " 1/A, window " + window_name(options) + ", rpoly " +
              format_number(options.rpoly_A) + " A (degree " + format_rounded(analysis.reduction.degree) +
              ")",
          analysis.request.error_statement};
}

}  // namespace

Table reduced_q_table(const std::vector<ReductionAnalysis>& analyses) {
  Table table{.name = "reduced_q",
              .title = "I(Q), F(Q) and S(Q)",
              .notes = settings_of(analyses.front()),
              .columns = {{"curve", ""},
                          {"q_per_A", ""},
                          {"intensity", "after background and polarisation"},
                          {"intensity_err", "one standard deviation"},
                          {"f_raw_per_A", "Q (S - 1) before the polynomial is taken off"},
                          {"polynomial_per_A", "as fitted to it"},
                          {"f_per_A", "F(Q) = Q (S - 1)"},
                          {"f_err_per_A", "one standard deviation, independent from point to point"},
                          {"s", "S(Q)"},
                          {"s_err", "one standard deviation"}},
              .rows = {}};
  for (const ReductionAnalysis& one : analyses) add_q_rows(one, table);
  return table;
}

Table reduced_r_table(const std::vector<ReductionAnalysis>& analyses) {
  Table table{.name = "reduced_r",
              .title = "G(r)",
              .notes = settings_of(analyses.front()),
              .columns = {{"curve", ""},
                          {"r_A", ""},
                          {"g_per_A2", ""},
                          {"g_err_per_A2",
                           "one standard deviation; neighbouring points move together, see correlation"},
                          {"compared_per_A2", "the other program's"},
                          {"compared_same_cut_per_A2", "the same, its F cut at Qmax and under the window"}},
              .rows = {}};
  table.notes.push_back("covariance of G on the Nyquist grid: results.h5");
  for (const ReductionAnalysis& one : analyses) add_r_rows(one, table);
  return table;
}

Table reduction_correlation_table(const ReductionAnalysis& analysis) {
  Table table{.name = "correlation",
              .title = "How far the errors of two points of G(r) go together",
              .notes = {analysis.request.name + ": mean over r"},
              .columns = {{"distance_A", "of the two points"}, {"correlation", "of their errors"}},
              .rows = {}};
  for (std::size_t l = 0; l < analysis.reduction.lag_A.size(); ++l)
    table.rows.push_back({analysis.reduction.lag_A[l], analysis.reduction.correlation[l]});
  return table;
}

Table compared_peaks_table(const std::vector<ReductionAnalysis>& analyses) {
  Table table{
      .name = "compared_peaks",
      .title = "Peaks beside those of the other program",
      .notes = {"cut: its G(r) as it is, or with its F ended at the Qmax and under the window of this one"},
      .columns = {{"curve", ""}, {"cut", ""}, {"r_A", ""}, {"compared_A", ""}, {"difference_A", ""}},
      .rows = {}};
  for (const ReductionAnalysis& one : analyses) {
    if (!one.reference) continue;
    for (const bool same : {false, true})
      for (const auto& pair : same ? one.reference->peaks_same_cut : one.reference->peaks_as_is)
        table.rows.push_back({one.request.name, same ? "same" : "as it is", pair.first.r_A, pair.second.r_A,
                              pair.difference_A()});
  }
  return table;
}

Array reduction_covariance(const ReductionAnalysis& analysis) {
  const std::string at = analysis.request.slug.empty() ? "" : "/" + analysis.request.slug;
  const std::size_t n = analysis.reduction.nyquist_r_A.size();
  return {.name = "covariance" + at,
          .unit = "1/A^4",
          .description = "of G at r = pi/Qmax, 2 pi/Qmax, ...",
          .shape = {n, n},
          .values = analysis.reduction.nyquist_covariance};
}

ResultFile reduction_gr_file(const ReductionAnalysis& analysis) {
  const auto& options = analysis.request.options;
  const bool neutrons = analysis.request.input.beam.radiation == scattering::Radiation::neutron;
  io::PdfCurve curve{.r_A = analysis.reduction.r_A,
                     .g_per_A2 = analysis.reduction.g_per_A2,
                     .g_error_per_A2 = analysis.reduction.g_error_per_A2,
                     .facts = {.program = std::string("nacre ") + std::string(version),
                               .composition = analysis.request.composition,
                               .radiation = neutrons ? io::Radiation::neutron : io::Radiation::xray,
                               .q_min_per_A = options.q_min_per_A,
                               .q_max_per_A = options.q_max_per_A,
                               .q_max_inst_per_A = options.q_max_inst_per_A,
                               .wavelength_A = options.wavelength_A}};
  if (options.rpoly_A > 0) curve.facts.rpoly_A = options.rpoly_A;
  const std::string name = analysis.request.name.substr(0, analysis.request.name.find(','));
  const std::string stem = std::filesystem::path(name).stem().string();
  return {
      .name = (analysis.request.slug.empty() ? stem : analysis.request.slug) + ".gr",
      .content = io::gr_text(curve, {"window: " + window_name(options), analysis.request.error_statement})};
}

}  // namespace nacre::study
