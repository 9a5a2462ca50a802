#include "nacre/study/exafs_tables.hpp"

#include <cmath>

#include "nacre/core/units.hpp"
#include "nacre/study/cells.hpp"

namespace nacre::study {
namespace {

using namespace scattering;

constexpr double farthest_A = 10;

// Scans of a case and then their mean.
std::vector<const ExafsSpectrum*> spectra_of(const ExafsAnalysis& analysis) {
  std::vector<const ExafsSpectrum*> all;
  for (const ExafsSpectrum& scan : analysis.scans) all.push_back(&scan);
  if (analysis.mean) all.push_back(&*analysis.mean);
  return all;
}

Table spectra_table(const std::vector<ExafsAnalysis>& analyses) {
  Table table{.name = "spectra",
              .title = "Edges and backgrounds",
              .notes = {"edge_step_err: from the scatter about the lines before and after the edge",
                        "noise_chi: of chi(k), from |chi(R)| between 15 and 30 A"},
              .columns = {{"sample", ""},
                          {"spectrum", ""},
                          {"absorption", "what mu is made of"},
                          {"E0_eV", "zero of k"},
                          {"edge_step", ""},
                          {"edge_step_err", ""},
                          {"order", "of the polynomial after the edge"},
                          {"shift_eV", "added to the energies to align scans"},
                          {"shift_err_eV", "its standard error"},
                          {"knots", "of the background"},
                          {"k_end_per_A", "end of chi(k)"},
                          {"noise_chi", ""},
                          {"peak_A", "first maximum of |chi(R)|, not corrected for phase"},
                          {"peak_err_A", "from the noise"}}};
  for (const ExafsAnalysis& one : analyses)
    for (const ExafsSpectrum* s : spectra_of(one)) {
      const ExafsPeak peak =
          first_peak(s->chi_r, one.settings.background.r_background_A, s->noise, one.settings.transform);
      table.rows.push_back({one.name, s->name, s->source, s->edge.e0_eV, s->edge.step, s->edge.step_error,
                            std::int64_t{s->edge.order}, s->shift_eV, s->shift_error_eV,
                            std::int64_t{s->background.knots}, s->background.k_per_A.back(), s->noise.in_k,
                            finite_cell(peak.r_A), finite_cell(peak.error_A)});
    }
  return table;
}

Table mu_table(const std::vector<ExafsAnalysis>& analyses) {
  Table table{.name = "mu",
              .title = "Absorption",
              .columns = {{"sample", ""},
                          {"spectrum", ""},
                          {"energy_eV", "after alignment"},
                          {"mu", ""},
                          {"mu_err", "standard error of the mean of scans"},
                          {"pre_edge", "line before the edge"},
                          {"post_edge", "polynomial after it"},
                          {"background", "of the spline, above E0"},
                          {"normalised", "(mu - pre_edge) / edge step"},
                          {"flattened", "the same without the curvature of post_edge"}}};
  for (const ExafsAnalysis& one : analyses)
    for (const ExafsSpectrum* s : spectra_of(one))
      for (std::size_t i = 0; i < s->spectrum.energy_eV.size(); ++i)
        table.rows.push_back({one.name, s->name, s->spectrum.energy_eV[i], s->spectrum.mu[i],
                              s->error.empty() ? Cell() : Cell(s->error[i]), s->edge.pre_edge[i],
                              s->edge.post_edge[i], finite_cell(s->background.mu0[i]), s->edge.normalized[i],
                              s->edge.flattened[i]});
  return table;
}

Table chi_table(const std::vector<ExafsAnalysis>& analyses) {
  Table table{
      .name = "chi",
      .title = "EXAFS, chi(k) without weight",
      .columns = {{"sample", ""},
                  {"spectrum", ""},
                  {"k_per_A", ""},
                  {"chi", ""},
                  {"chi_err", "what the coefficients of the background leave open; noise is beside it"},
                  {"fit", "of the shell"}}};
  for (const ExafsAnalysis& one : analyses)
    for (const ExafsSpectrum* s : spectra_of(one))
      for (std::size_t i = 0; i < s->background.chi.size(); ++i) {
        const bool fitted = one.shell && s == &one.sample();
        table.rows.push_back({one.name, s->name, s->background.k_per_A[i], s->background.chi[i],
                              s->background.chi_error[i], fitted ? Cell(one.shell->chi[i]) : Cell()});
      }
  return table;
}

Table chi_r_table(const std::vector<ExafsAnalysis>& analyses) {
  Table table{
      .name = "chi_r",
      .title = "Transform of k^w chi(k)",
      .notes = {"dk / sqrt(pi) sum k^w W(k) chi(k) exp(-2ikR); distances are not corrected for phase"},
      .columns = {{"sample", ""},
                  {"spectrum", ""},
                  {"R_A", ""},
                  {"magnitude", "in A^-(w+1)"},
                  {"real", ""},
                  {"imaginary", ""},
                  {"fit_magnitude", "of the shell"},
                  {"fit_real", ""},
                  {"fit_imaginary", ""}}};
  for (const ExafsAnalysis& one : analyses) {
    const Complexes fit = one.shell ? to_r(one.shell->chi, one.settings.transform) : Complexes();
    for (const ExafsSpectrum* s : spectra_of(one))
      for (std::size_t i = 0; static_cast<double>(i) * xafs_r_step <= farthest_A; ++i) {
        std::vector<Cell> row{one.name,
                              s->name,
                              static_cast<double>(i) * xafs_r_step,
                              std::abs(s->chi_r[i]),
                              s->chi_r[i].real(),
                              s->chi_r[i].imag()};
        const bool fitted = one.shell && s == &one.sample();
        row.resize(9);
        if (fitted) row[6] = std::abs(fit[i]), row[7] = fit[i].real(), row[8] = fit[i].imag();
        table.rows.push_back(std::move(row));
      }
  }
  return table;
}

Table agreement_table(const std::vector<ExafsAnalysis>& analyses) {
  Table table{.name = "agreement",
              .title = "How well scans agree",
              .notes = {"over the window in k, of k^w chi(k) against the first scan"},
              .columns = {{"sample", ""},
                          {"scan", ""},
                          {"difference", "root mean square of the difference over that of k^w chi"},
                          {"over_noise", "the difference over what the noise of both scans makes"}}};
  for (const ExafsAnalysis& one : analyses)
    for (std::size_t i = 0; i < one.agreements.size(); ++i)
      table.rows.push_back(
          {one.name, one.scans[i + 1].name, one.agreements[i].relative, one.agreements[i].over_noise});
  return table;
}

Table shell_table(const std::vector<ExafsAnalysis>& analyses) {
  Table table{.name = "shells",
              .title = "First shells",
              .columns = {{"sample", ""},
                          {"path", "where amplitude and phase are from"},
                          {"N", "neighbours"},
                          {"N_err", ""},
                          {"R_A", "distance"},
                          {"R_err_A", ""},
                          {"sigma2_A2", "mean square displacement; with a standard its difference from it"},
                          {"sigma2_err_A2", ""},
                          {"dE0_eV", "shift of the zero of k"},
                          {"dE0_err_eV", ""},
                          {"S02", ""},
                          {"S02_err", ""},
                          {"R_factor", "sum |data - fit|^2 / sum |data|^2 over the range of R"},
                          {"independent", "points, 2 dk dR / pi"},
                          {"chi2_reduced", ""}}};
  for (const ExafsAnalysis& one : analyses) {
    if (!one.shell) continue;
    std::vector<Cell> row{one.name, one.shell->problem.model};
    for (int k = 0; k < shell_parameters; ++k) {
      row.emplace_back(one.shell->result.values[static_cast<std::size_t>(k)]);
      row.push_back(finite_cell(one.shell->result.uncertainties[static_cast<std::size_t>(k)]));
    }
    for (const double value : {one.shell->r_factor, one.shell->independent, one.shell->chi2_reduced})
      row.emplace_back(value);
    table.rows.push_back(std::move(row));
  }
  return table;
}

// The steepest point is one of the grid: half the spacing of points about it.
double e0_error(const ExafsAnalysis& analysis) {
  if (analysis.settings.edge.e0_eV) return no_value;
  const ExafsSpectrum& s = analysis.sample();
  const std::size_t i = s.edge.index;
  return (s.spectrum.energy_eV[i + 1] - s.spectrum.energy_eV[i - 1]) / 4;
}

std::string shell_words(const ExafsAnalysis& one) {
  const fit::Result& fit = one.shell->result;
  const auto said = [&](ShellParameter k) {
    return format_with_uncertainty(fit.values[k], fit.uncertainties[k]);
  };
  return said(shell_n) + " neighbours at " + said(shell_r) + " A";
}

std::string agreement_words(const ExafsAnalysis& one) {
  double worst = 0, over = 0;
  for (const Agreement& agreement : one.agreements)
    if (agreement.relative >= worst) worst = agreement.relative, over = agreement.over_noise;
  const int power = one.settings.transform.k_weight;
  const std::string weighted =
      power == 0 ? "chi(k)" : (power == 1 ? "k" : "k^" + std::to_string(power)) + " chi(k)";
  return "the " + std::to_string(one.scans.size()) + " scans differ by " + format_rounded(100 * worst, 2) +
         " % of " + weighted + ", " + format_rounded(over, 2) + " times what their noise makes";
}

std::string sample_words(const ExafsAnalysis& one) {
  std::string text = one.name + ": ";
  if (one.shell)
    text += shell_words(one);
  else
    text += "edge at " + format_rounded(one.sample().edge.e0_eV, 7) + " eV, first maximum of |chi(R)| at " +
            format_with_uncertainty(one.peak.r_A, one.peak.error_A) + " A";
  if (!one.agreements.empty()) text += "; " + agreement_words(one);
  return text;
}

}  // namespace

std::vector<Quantity> exafs_quantities(const ExafsAnalysis& analysis) {
  const ExafsSpectrum& sample = analysis.sample();
  std::vector<Quantity> list;
  const auto add = [&](const char* name, double value, double error, const char* unit,
                       const char* description) {
    list.push_back({.name = name,
                    .value = value,
                    .uncertainty = error,
                    .unit = unit,
                    .description = description,
                    .case_label = analysis.one->label});
  };
  add("e0", sample.edge.e0_eV, e0_error(analysis), "eV",
      "zero of k: steepest point of the edge, to half the spacing of points, unless given");
  const ExafsSpectrum& measured = analysis.scans.front();
  add("edge_step", measured.edge.step, measured.edge.step_error, "",
      "rise of mu at the edge, of the first scan");
  add("peak", analysis.peak.r_A, analysis.peak.error_A, "A",
      "first maximum of |chi(R)|, not corrected for phase");
  add("noise", sample.noise.in_k, no_value, "", "of chi(k), one standard deviation");
  if (!analysis.agreements.empty()) {
    add("difference", analysis.agreements.front().relative, no_value, "",
        "of the second scan from the first, as a share of k^w chi(k)");
    add("difference_over_noise", analysis.agreements.front().over_noise, no_value, "",
        "the same in units of what the noise of both makes");
  }
  if (!analysis.shell) return list;
  const fit::Problem& problem = analysis.shell->problem;
  const char* names[] = {"n", "r", "sigma2", "de0", "s02"};
  for (std::size_t k = 0; k < shell_parameters; ++k)
    if (!problem.parameters[k].fixed)
      add(names[k], analysis.shell->result.values[k], analysis.shell->result.uncertainties[k],
          problem.parameters[k].unit.c_str(), problem.parameters[k].description.c_str());
  add("r_factor", analysis.shell->r_factor, no_value, "",
      "sum |data - fit|^2 / sum |data|^2 over the range of R");
  return list;
}

std::string exafs_headline(const std::vector<ExafsAnalysis>& analyses) {
  std::string text;
  for (std::size_t i = 0; i < analyses.size() && i < 6; ++i)
    text += (i > 0 ? "; " : "") + sample_words(analyses[i]);
  return text + (analyses.size() > 6 ? "; ... (tables/spectra.csv has all)." : ".");
}

std::vector<Table> exafs_tables(const std::vector<ExafsAnalysis>& analyses) {
  std::vector<Table> tables{spectra_table(analyses)};
  for (Table& table : std::vector<Table>{agreement_table(analyses), shell_table(analyses)})
    if (!table.rows.empty()) tables.push_back(std::move(table));
  tables.push_back(mu_table(analyses));
  tables.push_back(chi_table(analyses));
  tables.push_back(chi_r_table(analyses));
  return tables;
}

}  // namespace nacre::study
