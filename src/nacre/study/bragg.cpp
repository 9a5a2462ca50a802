// Kind bragg: peaks in the scattering of assemblies, the lattice they belong to, and distances in it.
#include <algorithm>

#include "nacre/study/bragg_figures.hpp"
#include "nacre/study/bragg_keys.hpp"
#include "nacre/study/bragg_quantities.hpp"
#include "nacre/study/bragg_tables.hpp"
#include "nacre/study/peak_requests.hpp"
#include "nacre/study/registry.hpp"

namespace nacre::embedded {
extern const std::string_view hexagonal_311_csv;
}

namespace nacre::study {
namespace {

constexpr Output quantities[] = {
    {"peaks", "", "peaks that stand out of the noise"},
    {"q_1, q_2, ...", "1/A", "their middles"},
    {"d_1, d_2, ...", "A", "2 pi / q of each"},
    {"chi2_reduced", "", "of the fit of the peaks"},
    {"lattice_a", "A", "lattice parameter of the best lattice that fits"},
    {"centre_to_centre", "A", "nearest distance of particles in it"},
    {"size", "A", "centre_to_centre less the ligand gap"},
    {"size_from_spacing", "A", "d_1 less the ligand gap"},
    {"lattices_possible", "", "lattices of the table that fit"},
    {"chi2_lattice", "", "of the places in the best one"},
    {"frames_with_lattice", "", "of a series"},
    {"lattice_a_first, lattice_a_last, centre_to_centre_first, centre_to_centre_last, size_first, size_last",
     "A", "of the first and last frame of a series that have a lattice"},
};

constexpr Output tables[] = {
    {"peaks", "", "one row per peak: place, spacing, area, width, significance, reflection"},
    {"ranking", "", "one row per lattice: verdict with its reason, parameter, chi2, penalty"},
    {"missing", "", "reflections that were not seen, and whether that speaks against the lattice"},
    {"frames", "", "one row per frame of a series"},
    {"scan", "", "one row per case when a key is a list"},
};

const SampleFile samples[] = {{"bragg.csv", embedded::hexagonal_311_csv}};

std::vector<std::string> check(const Study& study) {
  std::vector<std::string> warnings;
  for (const Case& one : study.cases)
    for (const std::string& warning : read_bragg(one).data.warnings)
      if (std::ranges::find(warnings, warning) == warnings.end()) warnings.push_back(warning);
  return warnings;
}

void add_case(const BraggAnalysis& analysis, StudyResult& result) {
  for (Quantity& quantity : bragg_quantities(analysis)) result.quantities.push_back(std::move(quantity));
  for (std::string& warning : bragg_warnings(analysis))
    if (std::ranges::find(result.warnings, warning) == result.warnings.end())
      result.warnings.push_back(std::move(warning));
  const auto failed = [](const BraggFrame& frame) {
    return frame.used() && !frame.found.fit.result.converged;
  };
  if (!analysis.is_series()) {
    const BraggFrame& frame = analysis.frames.front();
    result.fits.push_back(peak_fit_summary(frame.found.fit, analysis.name));
    result.converged = result.converged && !failed(frame);
    return;
  }
  result.partial = result.partial || std::ranges::any_of(analysis.frames, failed) ||
                   !std::ranges::all_of(analysis.frames, &BraggFrame::used);
}

StudyResult run(const Study& study, Workspace& workspace) {
  StudyResult result;
  BraggAnalyses analyses;
  bool series = false;
  for (const Case& one : study.cases) {
    workspace.control.throw_if_stopped();
    analyses.push_back(read_bragg(one));
    analyse_bragg(analyses.back(), workspace.control);
    add_case(analyses.back(), result);
    series = series || analyses.back().is_series();
  }
  result.headline = bragg_headline(analyses);
  for (Table table :
       {bragg_peak_table(analyses), bragg_ranking_table(analyses), bragg_missing_table(analyses)})
    if (!table.rows.empty()) result.tables.push_back(std::move(table));
  if (series) result.tables.push_back(bragg_frame_table(analyses));
  result.figures = bragg_figures(analyses);
  return result;
}

}  // namespace

extern const Kind bragg;
const Kind bragg{
    .name = "bragg",
    .summary = "Bragg peaks in the scattering of assemblies to lattices, distances and sizes of particles",
    .keys = bragg_keys,
    .quantities = quantities,
    .tables = tables,
    .samples = samples,
    .run = run,
    .check = check,
};

}  // namespace nacre::study
