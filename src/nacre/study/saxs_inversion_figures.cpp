// Figures of size distributions without a model: the distribution, frame by frame, and its moments beside the
// fits.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "nacre/study/saxs_inversion_output.hpp"

namespace nacre::study {
namespace {

constexpr int free_color = 0, fit_color = 1;
constexpr std::size_t most_frames = 160, most_points = 200;

const std::string caption =
    "Number of particles over size by regularised non-negative inversion with its band of one standard "
    "deviation, each "
    "size by itself, cut off above the distribution where the data hardly see particles";

double at_of(const SaxsAnalysis& analysis, const InvertedFrame& frame) {
  return analysis.shown_at_times ? analysis.record(frame.index).at : static_cast<double>(frame.index + 1);
}

// Sizes that matter: up to twice the largest maximum of any frame.
double largest_size(const SaxsAnalysis& analysis) {
  double largest = 0;
  for (const InvertedFrame& frame : analysis.inverted)
    for (const scattering::SizePeak& peak : frame.inversion.peaks)
      largest = std::max(largest, 2 * peak.mode_nm);
  return largest > 0 ? largest : analysis.inverted.front().inversion.size_nm.back();
}

bool has_gaussian(const SaxsAnalysis& analysis) {
  return analysis.one->text("model.distribution") == "gaussian" && analysis.saxs.populations == 1;
}

Curve gaussian_curve(const SaxsAnalysis& analysis, const FrameRecord& record, double largest) {
  Curve curve{.label = "fit", .mark = Mark::dashed, .color = fit_color};
  const double mean = record.derived[0], sigma = record.derived[*analysis.derived.find("sigma")];
  const double number = record.derived[*analysis.derived.find("concentration")];
  constexpr int points = 160;
  for (int i = 0; i <= points; ++i) {
    const double size = largest * i / points, u = (size - mean) / sigma;
    curve.x.push_back(size);
    curve.y.push_back(sigma > 0 ? number * std::exp(-u * u / 2) / (sigma * std::sqrt(2 * std::numbers::pi))
                                : 0);
  }
  return curve;
}

std::vector<Curve> distribution_curves(const SaxsAnalysis& analysis, const InvertedFrame& frame,
                                       double largest) {
  Curve band{.mark = Mark::band, .color = free_color}, line{.label = "without a model", .color = free_color};
  const scattering::Inversion& found = frame.inversion;
  for (std::size_t j = 0; j < found.size_nm.size() && found.size_nm[j] <= largest; ++j) {
    line.x.push_back(found.size_nm[j]);
    line.y.push_back(found.number[j]);
    band.y_low.push_back(found.number_low[j]);
    band.y_high.push_back(std::min(found.number_high[j], 1.2 * *std::ranges::max_element(found.number)));
  }
  band.x = line.x;
  std::vector<Curve> curves = {std::move(band), std::move(line)};
  if (has_gaussian(analysis))
    curves.push_back(gaussian_curve(analysis, analysis.record(frame.index), largest));
  return curves;
}

void add_distribution(const SaxsAnalysis& analysis, const std::string& suffix, std::vector<Figure>& figures) {
  const double largest = largest_size(analysis);
  const std::string name = analysis.derived.names().front().name;
  const std::string id = "distribution" + suffix, title = "Size distribution without a model";
  const std::string words = caption + (has_gaussian(analysis) ? "; dashed: the Gaussian of the fit." : ".");
  const Axis x{name, "nm"}, y{"number density", "umol/L/nm"};
  if (!analysis.data.is_series()) {
    figures.emplace_back(Plot{.id = id,
                              .title = title,
                              .caption = words,
                              .x = x,
                              .y = y,
                              .curves = distribution_curves(analysis, analysis.inverted.front(), largest)});
    return;
  }
  Film film{.id = id, .title = title, .caption = words, .x = x, .y = y};
  film.slider =
      analysis.shown_at_times ? Axis{analysis.data.at_name, analysis.data.at_unit} : Axis{"frame", ""};
  for (const std::size_t k : thinned(analysis.inverted.size(), most_frames)) {
    const InvertedFrame& frame = analysis.inverted[k];
    if (frame.inversion.peaks.empty()) continue;
    film.frames.push_back(
        {.at = at_of(analysis, frame), .curves = distribution_curves(analysis, frame, largest)});
  }
  if (!film.frames.empty()) figures.emplace_back(std::move(film));
}

void add_moment(const SaxsAnalysis& analysis, std::size_t k,
                scattering::Estimate scattering::SizeMoments::*moment, const std::string& suffix,
                std::vector<Figure>& figures) {
  const DerivedQuantity& derived = analysis.derived.names()[k];
  Curve free{.label = "without a model", .mark = Mark::points, .color = free_color};
  Curve fits{.label = "fits", .mark = Mark::line, .color = fit_color};
  for (const std::size_t i : thinned(analysis.inverted.size(), most_points)) {
    const InvertedFrame& frame = analysis.inverted[i];
    const scattering::Estimate value = frame.inversion.moments.*moment;
    // Frames with hardly any particles would stretch the axis.
    if (frame.inversion.peaks.empty() || !(value.error < 0.5 * value.value)) continue;
    free.x.push_back(at_of(analysis, frame));
    free.y.push_back(value.value);
    free.y_error.push_back(value.error);
    fits.x.push_back(free.x.back());
    fits.y.push_back(analysis.record(frame.index).derived[k]);
  }
  if (free.x.size() < 2) return;
  figures.emplace_back(Plot{
      .id = derived.name + "-inverted" + suffix,
      .title = "With and without a model: " + derived.name,
      .caption =
          "Points: of the distributions without a model, with standard errors; frames where these are larger "
          "than "
          "half the value are left out. Line: the fits. Where the two differ, the distribution is not of the "
          "form that was fitted.",
      .x = analysis.shown_at_times ? Axis{analysis.data.at_name, analysis.data.at_unit} : Axis{"frame", ""},
      .y = {derived.name, derived.unit},
      .curves = {std::move(free), std::move(fits)}});
}

}  // namespace

std::vector<Figure> inversion_figures(const SaxsAnalysis& analysis, const std::string& suffix) {
  std::vector<Figure> figures;
  add_distribution(analysis, suffix, figures);
  if (!analysis.data.is_series() || analysis.saxs.populations != 1) return figures;
  add_moment(analysis, 0, &scattering::SizeMoments::mean_nm, suffix, figures);
  if (const auto k = analysis.derived.find("sigma"))
    add_moment(analysis, *k, &scattering::SizeMoments::deviation_nm, suffix, figures);
  if (const auto k = analysis.derived.find("concentration"))
    add_moment(analysis, *k, &scattering::SizeMoments::concentration_uM, suffix, figures);
  return figures;
}

}  // namespace nacre::study
