#include "nacre/study/pdf_peaks.hpp"

#include <filesystem>

#include "nacre/io/gr_file.hpp"
#include "nacre/study/pdf_peak_list.hpp"
#include "nacre/study/slug.hpp"

namespace nacre::study {
namespace {

std::vector<PeakList> lists_of(const Study& study) {
  std::vector<PeakList> lists;
  for (const Case& one : study.cases) {
    if (!one.has("peaks.file"))
      throw one.error("peaks.r_min", "[peaks] has no G(r) to look at", {},
                      "[peaks] file = \"sample.gr\", or a section [reduction]");
    io::PdfCurve curve = io::read_gr(one.text("peaks.file"));
    const std::string stem = std::filesystem::path(curve.name).stem().string();
    lists.push_back(list_peaks(one,
                               {.name = curve.name,
                                .r_A = std::move(curve.r_A),
                                .g_per_A2 = std::move(curve.g_per_A2),
                                .error_per_A2 = std::move(curve.g_error_per_A2),
                                .q_max_per_A = curve.facts.q_max_per_A,
                                .neutrons = curve.facts.radiation == io::Radiation::neutron},
                               study.cases.size() > 1 ? slug_of(stem) : ""));
  }
  return lists;
}

std::vector<std::string> warnings_of(const std::vector<PeakList>& lists) {
  std::vector<std::string> warnings;
  for (const PeakList& list : lists)
    for (std::string& text : peak_warnings(list)) warnings.push_back(std::move(text));
  return warnings;
}

}  // namespace

std::vector<std::string> check_pdf_peaks(const Study& study) { return warnings_of(lists_of(study)); }

StudyResult run_pdf_peaks(const Study& study, Workspace&) {
  const std::vector<PeakList> lists = lists_of(study);
  StudyResult result{.warnings = warnings_of(lists)};
  for (const PeakList& list : lists) {
    for (Quantity& quantity : peak_quantities(list)) result.quantities.push_back(std::move(quantity));
    result.figures.push_back(peak_figure(list));
    result.headline += (result.headline.empty() ? "" : " ") + peak_headline(list);
  }
  result.tables.push_back(peak_table(lists));
  return result;
}

}  // namespace nacre::study
