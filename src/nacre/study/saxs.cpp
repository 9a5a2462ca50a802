// Kind saxs: small-angle scattering of particles, one curve or a series in time.
#include <algorithm>

#include "nacre/study/registry.hpp"
#include "nacre/study/saxs_inversion_keys.hpp"
#include "nacre/study/saxs_inversion_output.hpp"
#include "nacre/study/saxs_keys.hpp"
#include "nacre/study/saxs_output.hpp"

namespace nacre::embedded {
extern const std::string_view saxs_csv;
}

namespace nacre::study {
namespace {

constexpr auto keys = join_keys(saxs_data_keys, saxs_subtraction_keys, saxs_dataset_keys, saxs_model_keys,
                                saxs_series_keys, saxs_fit_keys, saxs_material_keys, saxs_inversion_keys);

constexpr Output quantities[] = {
    {"radius, edge, length_a", "nm", "mean size of the form by number, of a single curve"},
    {"sigma", "nm", "standard deviation of the size by number"},
    {"dispersity", "", "sigma over size"},
    {"concentration", "umol/L", "particles per volume"},
    {"volume_share", "", "share of the volume that the particles take"},
    {"yield", "", "share of the precursor that is in particles, where [material] is given"},
    {"radius_2, sigma_2, dispersity_2, concentration_2", "", "of the second population"},
    {"background, ...", "", "every other free parameter of the model, or one shared by all frames"},
    {"chi2_reduced", "", "of the fit; of a series the median"},
    {"radius_final, ..., yield_final", "", "each of the above at the end of a series, on a smooth curve"},
    {"t98_concentration", "s", "time at which the concentration is complete"},
    {"t98_yield", "s", "the same of the yield, or of the volume share"},
    {"nucleation_share", "", "t98_concentration / t98_yield"},
    {"ripening_onset", "s", "from when the concentration stays below 98 % of its maximum, where it falls"},
    {"concentration_max", "umol/L", "the maximum, where it falls"},
    {"radius_inverted, edge_inverted, length_a_inverted, sigma_inverted", "nm",
     "mean and standard deviation by number of a distribution without a model, of a single curve"},
    {"skewness_inverted", "", "of that distribution"},
    {"concentration_inverted", "umol/L", "its number of particles per volume"},
    {"maxima_inverted", "", "how many maxima the data ask for"},
    {"radius_excess, edge_excess, length_a_excess, sigma_excess, concentration_excess", "",
     "of a series: how far the fits lie above the distributions without a model, as a share: median over the "
     "frames"},
};

constexpr Output tables[] = {
    {"frames", "", "one row per frame: parameters, derived quantities, errors, chi2, status"},
    {"curve", "", "of a single curve: data after treatment, fit, residuals"},
    {"inversion", "", "size distributions without a model: one row per frame with its moments and maxima"},
    {"distribution", "", "of a single curve: number and volume density over size, without a model"},
    {"scan", "", "one row per case where a key is scanned"},
};

const SampleFile samples[] = {{"saxs.csv", embedded::saxs_csv}};

std::vector<std::string> check(const Study& study) {
  std::vector<std::string> warnings;
  for (const Case& one : study.cases) {
    const SaxsData data = open_saxs(one);
    read_saxs_model(one, data.errors_known, data.q_min_per_nm);
    if (warnings.empty()) warnings = data.warnings;
  }
  return warnings;
}

// A curve that does not converge is a failed fit; of a series some may, and the rest is here.
void judge(const SaxsAnalysis& analysis, StudyResult& result) {
  const bool lost = analysis.count(FrameStatus::not_converged) > 0;
  const bool global_failed = analysis.series.global && !analysis.series.global->converged;
  if (!analysis.data.is_series()) result.converged = result.converged && !lost;
  result.converged = result.converged && !global_failed;
  result.partial = result.partial || lost || analysis.count(FrameStatus::unusable) > 0;
}

StudyResult run(const Study& study, Workspace& workspace) {
  StudyResult result;
  std::vector<SaxsAnalysis> analyses;
  for (std::size_t i = 0; i < study.cases.size(); ++i) {
    analyses.push_back(analyse_saxs(study.cases[i], i, study.seed, workspace));
    const SaxsAnalysis& analysis = analyses.back();
    for (Quantity& quantity : saxs_quantities(analysis)) result.quantities.push_back(std::move(quantity));
    for (std::string& warning : saxs_warnings(analysis))
      if (std::ranges::find(result.warnings, warning) == result.warnings.end())
        result.warnings.push_back(std::move(warning));
    result.fits.insert(result.fits.end(), analysis.fits.begin(), analysis.fits.end());
    judge(analysis, result);
  }
  result.headline = saxs_headline(analyses);
  result.tables.push_back(saxs_frames_table(analyses));
  if (analyses.size() == 1 && !analyses.front().data.is_series())
    result.tables.push_back(saxs_curve_table(analyses.front()));
  result.figures = saxs_figures(analyses);
  result.arrays = saxs_arrays(analyses);
  add_inversions(analyses, result);
  return result;
}

}  // namespace

extern const Kind saxs_kind;
const Kind saxs_kind{
    .name = "saxs",
    .summary = "Small-angle scattering to sizes, concentrations and yields, one curve or a series in time",
    .keys = keys,
    .quantities = quantities,
    .tables = tables,
    .samples = samples,
    .run = run,
    .check = check,
};

}  // namespace nacre::study
