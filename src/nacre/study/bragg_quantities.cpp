#include "nacre/study/bragg_quantities.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "nacre/core/units.hpp"

namespace nacre::study {
namespace {

using scattering::LatticeVerdict;

constexpr double two_pi = 2 * std::numbers::pi;

std::string with_error(double value, double error, const std::string& unit) {
  return format_with_uncertainty(value, error) + (unit.empty() ? "" : " " + unit);
}

// "3 peaks, q ratios 1 : 1.732 : 2.001".
std::string ratio_words(const BraggFrame& frame) {
  const auto& lines = frame.found.fit.lines;
  if (lines.empty()) return "no peak";
  std::string text = std::to_string(lines.size()) + (lines.size() == 1 ? " peak" : " peaks");
  if (lines.size() == 1) return text + " at " + format_rounded(lines.front().center, 4) + " 1/A";
  text += " at 1";
  for (std::size_t k = 1; k < lines.size(); ++k)
    text += " : " + format_rounded(lines[k].center / lines.front().center, 4);
  return text;
}

std::string lattice_words(const BraggFrame& frame) {
  if (frame.ranking.empty()) return "no lattice can be told";
  const LatticeVerdict* best = frame.lattice();
  if (!best) return "no lattice of the table fits";
  return best->name + ", a = " + with_error(best->a_A, best->a_error, "A") + ", neighbours " +
         with_error(best->neighbour_A, best->neighbour_error, "A") + " apart";
}

// The lattices that fit as well, but for the first.
std::string rivals(const BraggFrame& frame) {
  std::string names;
  for (std::size_t i = 1; i < frame.ranking.size() && frame.ranking[i].possible; ++i)
    names += (names.empty() ? "" : ", ") + frame.ranking[i].name;
  return names;
}

void add_frame_warnings(const BraggFrame& frame, const std::string& name, std::vector<std::string>& list) {
  const auto say = [&](const std::string& text) { list.push_back(name + ": " + text); };
  if (!frame.used()) return say(frame.defect);
  for (const std::string& note : frame.found.notes) say(note);
  const std::size_t peaks = frame.found.fit.lines.size();
  if (!frame.found.fit.result.converged) return say("the fit of the peaks did not converge");
  if (peaks == 0) return say("no peak stands out of the noise ([peaks] significance)");
  if (peaks == 1) return say("one peak alone tells no lattice: its spacing is 2 pi / q, whatever repeats so");
  if (!frame.lattice())
    return say("no lattice of the table fits; nearest is " + frame.ranking.front().name + ", but " +
               frame.ranking.front().reason);
  if (!rivals(frame).empty())
    say("the peaks do not tell " + frame.lattice()->name + " from " + rivals(frame));
  if (peaks == 2)
    say("two peaks have one ratio: the lattice rests on it, and on what is not seen between them");
}

std::vector<Quantity> frame_quantities(const BraggFrame& frame, const Case& one) {
  const auto& fit = frame.found.fit;
  std::vector<Quantity> list{{.name = "peaks",
                              .value = static_cast<double>(fit.lines.size()),
                              .description = "peaks that stand out of the noise"}};
  for (std::size_t k = 0; k < fit.lines.size(); ++k) {
    const double q = fit.lines[k].center, error = fit.errors[k].center;
    const std::string number = std::to_string(k + 1);
    list.push_back({.name = "q_" + number,
                    .value = q,
                    .uncertainty = error,
                    .unit = "1/A",
                    .description = "middle of peak " + number});
    list.push_back({.name = "d_" + number,
                    .value = two_pi / q,
                    .uncertainty = two_pi * error / (q * q),
                    .unit = "A",
                    .description = "its spacing, 2 pi / q"});
  }
  list.push_back(
      {.name = "chi2_reduced", .value = fit.result.chi2_reduced(), .description = "of the fit of the peaks"});
  const double gap = one.has("lattice.ligand_gap") ? one.number("lattice.ligand_gap") : no_value;
  if (std::isfinite(gap) && !fit.lines.empty())
    list.push_back(
        {.name = "size_from_spacing",
         .value = two_pi / fit.lines.front().center - gap,
         .uncertainty = two_pi * fit.errors.front().center / std::pow(fit.lines.front().center, 2),
         .unit = "A",
         .description = "d_1 less the ligand gap: the size if d_1 were the distance of neighbours"});
  const LatticeVerdict* lattice = frame.lattice();
  if (!lattice) return list;
  list.push_back({.name = "lattice_a",
                  .value = lattice->a_A,
                  .uncertainty = lattice->a_error,
                  .unit = "A",
                  .description = "lattice parameter of " + lattice->name});
  list.push_back({.name = "centre_to_centre",
                  .value = lattice->neighbour_A,
                  .uncertainty = lattice->neighbour_error,
                  .unit = "A",
                  .description = "nearest distance of particles in it"});
  if (std::isfinite(gap))
    list.push_back({.name = "size",
                    .value = lattice->neighbour_A - gap,
                    .uncertainty = lattice->neighbour_error,
                    .unit = "A",
                    .description = "centre_to_centre less the ligand gap"});
  list.push_back({.name = "lattices_possible",
                  .value = static_cast<double>(std::ranges::count_if(
                      frame.ranking, [](const LatticeVerdict& verdict) { return verdict.possible; })),
                  .description = "lattices of the table that fit"});
  list.push_back(
      {.name = "chi2_lattice", .value = lattice->chi2, .description = "of the places in the best lattice"});
  return list;
}

// The first and the last frame of a series that have a lattice.
void add_series(const BraggAnalysis& analysis, std::vector<Quantity>& list) {
  std::vector<const BraggFrame*> with;
  for (const BraggFrame& frame : analysis.frames)
    if (frame.used() && frame.lattice()) with.push_back(&frame);
  list.push_back({.name = "frames_with_lattice",
                  .value = static_cast<double>(with.size()),
                  .description = "frames whose peaks fit a lattice"});
  if (with.empty()) return;
  for (const auto& [suffix, frame] : {std::pair("first", with.front()), std::pair("last", with.back())})
    for (Quantity& one : frame_quantities(*frame, *analysis.one))
      if (one.name == "lattice_a" || one.name == "centre_to_centre" || one.name == "size") {
        one.name += std::string("_") + suffix;
        one.description +=
            ", of the " + std::string(suffix) + " frame that has a lattice (" + frame->name + ")";
        list.push_back(std::move(one));
      }
}

}  // namespace

std::vector<Quantity> bragg_quantities(const BraggAnalysis& analysis) {
  std::vector<Quantity> list;
  if (analysis.is_series())
    add_series(analysis, list);
  else
    list = frame_quantities(analysis.frames.front(), *analysis.one);
  for (Quantity& quantity : list) quantity.case_label = analysis.one->label;
  return list;
}

std::vector<std::string> bragg_warnings(const BraggAnalysis& analysis) {
  std::vector<std::string> list;
  for (const std::string& warning : analysis.data.warnings) list.push_back(warning);
  for (const BraggFrame& frame : analysis.frames)
    add_frame_warnings(frame, analysis.is_series() ? analysis.name + ", " + frame.name : analysis.name, list);
  return list;
}

std::string bragg_headline(const BraggAnalyses& analyses) {
  std::string text;
  for (const BraggAnalysis& analysis : analyses) {
    text += (text.empty() ? "" : "; ") + (analyses.size() > 1 ? analysis.name + ": " : std::string());
    if (!analysis.is_series()) {
      const BraggFrame& frame = analysis.frames.front();
      text += ratio_words(frame) + "; " + lattice_words(frame);
      continue;
    }
    const auto n = std::ranges::count_if(
        analysis.frames, [](const BraggFrame& frame) { return frame.used() && frame.lattice(); });
    text += std::to_string(n) + " of " + std::to_string(analysis.frames.size()) + " frames have a lattice";
  }
  text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
  return text + ".";
}

}  // namespace nacre::study
