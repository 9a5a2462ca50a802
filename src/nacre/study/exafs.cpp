// Kind exafs: X-ray absorption to chi(k), chi(R) and the first shell of neighbours.
#include <algorithm>
#include <set>

#include "nacre/study/exafs_figures.hpp"
#include "nacre/study/exafs_keys.hpp"
#include "nacre/study/exafs_tables.hpp"
#include "nacre/study/registry.hpp"
#include "nacre/study/slug.hpp"

namespace nacre::embedded {
extern const std::string_view CdS_10K_01_xdi;
}

namespace nacre::study {
namespace {

constexpr auto keys = join_keys(exafs_data_keys, exafs_edge_keys, exafs_background_keys, exafs_transform_keys,
                                exafs_shell_keys);

constexpr Output quantities[] = {
    {"e0", "eV", "zero of k: steepest point of the edge, unless given"},
    {"edge_step", "", "rise of mu at the edge, of the first scan"},
    {"peak", "A", "first maximum of |chi(R)|, not corrected for phase"},
    {"noise", "", "of chi(k), one standard deviation"},
    {"difference", "", "of the second scan from the first, as a share of k^w chi(k)"},
    {"difference_over_noise", "", "the same in units of what the noise of both makes"},
    {"n, r, sigma2, de0, s02", "",
     "neighbours, distance (A), disorder (A2), shift of E0 (eV) of a fitted shell"},
    {"r_factor", "", "sum |data - fit|^2 / sum |data|^2 over the range of R"},
};

constexpr Output tables[] = {
    {"spectra", "", "one row per spectrum: E0, edge step, shift, background, noise, first maximum"},
    {"agreement", "", "of several scans: how well they agree"},
    {"shells", "", "one row per fitted shell"},
    {"mu", "", "mu(E), lines before and after the edge, background, normalised"},
    {"chi", "", "chi(k), with the fit of the shell"},
    {"chi_r", "", "chi(R): magnitude, real and imaginary part, with the fit"},
    {"scan", "", "one row per case where a key is scanned"},
};

const SampleFile samples[] = {{"CdS_10K_01.xdi", embedded::CdS_10K_01_xdi}};

std::vector<std::string> check(const Study& study) {
  std::vector<std::string> warnings;
  for (const Case& one : study.cases) {
    const ExafsSettings settings = exafs_settings(one);
    for (const io::XafsScan& scan : read_exafs_scans(one))
      for (const std::string& note : scan.notes) warnings.push_back(scan.name + ": " + note);
    if (has_shell(one)) shell_request(one, settings, read_shell_path(one, settings));
  }
  return warnings;
}

StudyResult run(const Study& study, Workspace& workspace) {
  StudyResult result;
  std::vector<ExafsAnalysis> analyses;
  std::set<std::string> slugs;
  for (const Case& one : study.cases) {
    workspace.control.throw_if_stopped();
    analyses.push_back(analyse_exafs(one));
    analyses.back().slug = unique_slug(analyses.back().slug, slugs);
  }
  for (const ExafsAnalysis& analysis : analyses) {
    for (Quantity& quantity : exafs_quantities(analysis)) result.quantities.push_back(std::move(quantity));
    for (const std::string& warning : analysis.warnings)
      if (std::ranges::find(result.warnings, warning) == result.warnings.end())
        result.warnings.push_back(warning);
    if (!analysis.shell) continue;
    result.fits.push_back(analysis.summary);
    result.converged = result.converged && analysis.shell->result.converged;
  }
  result.headline = exafs_headline(analyses);
  result.tables = exafs_tables(analyses);
  result.figures = exafs_figures(analyses);
  return result;
}

}  // namespace

extern const Kind exafs;
const Kind exafs{
    .name = "exafs",
    .summary = "X-ray absorption to EXAFS, |chi(R)| and the first shell of neighbours",
    .keys = keys,
    .quantities = quantities,
    .tables = tables,
    .samples = samples,
    .run = run,
    .check = check,
};

}  // namespace nacre::study
