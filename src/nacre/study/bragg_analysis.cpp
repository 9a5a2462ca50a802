#include "nacre/study/bragg_analysis.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <stdexcept>

#include "nacre/core/parallel.hpp"
#include "nacre/core/units.hpp"
#include "nacre/io/scattering_files.hpp"
#include "nacre/scattering/treatment.hpp"
#include "nacre/study/peak_requests.hpp"
#include "nacre/study/saxs_data.hpp"

namespace nacre::study {
namespace {

constexpr double per_nm_to_per_A = 0.1;
constexpr std::size_t fewest_points = 20;

scattering::Treatment treatment_of(const Case& one) {
  scattering::Treatment treatment;
  if (one.has("data.error")) treatment.errors.share = one.number("data.error");
  if (one.has("data.q_min")) treatment.q_min_per_nm = one.number("data.q_min") / per_nm_to_per_A;
  if (one.has("data.q_max")) treatment.q_max_per_nm = one.number("data.q_max") / per_nm_to_per_A;
  if (treatment.q_min_per_nm >= treatment.q_max_per_nm)
    throw one.error("data.q_max", "the q window is empty",
                    format_number(treatment.q_max_per_nm * per_nm_to_per_A) + " 1/A",
                    "more than q_min, " + format_number(treatment.q_min_per_nm * per_nm_to_per_A) + " 1/A");
  return treatment;
}

scattering::LineCurve curve_of(scattering::Pattern pattern) {
  for (double& q : pattern.q_per_nm) q *= per_nm_to_per_A;
  if (pattern.q_per_nm.size() < fewest_points)
    throw std::invalid_argument("only " + std::to_string(pattern.q_per_nm.size()) +
                                " points are left, and a search for peaks needs " +
                                std::to_string(fewest_points));
  return {.x = std::move(pattern.q_per_nm),
          .y = std::move(pattern.intensity),
          .sigma = std::move(pattern.sigma),
          .x_unit = "1/A"};
}

void treat_frame(io::Frame raw, const scattering::Treatment& treatment, BraggFrame& frame) {
  try {
    frame.curve = curve_of(scattering::treat(
        {.q_per_nm = std::move(raw.x), .intensity = std::move(raw.y), .sigma = std::move(raw.y_error)},
        treatment));
  } catch (const std::invalid_argument& reason) {
    frame.defect = reason.what();
  }
}

void refuse_all(const BraggAnalysis& analysis) {
  if (std::ranges::any_of(analysis.frames, &BraggFrame::used)) return;
  const std::string& file = analysis.one->text("data.file");
  const std::string& defect = analysis.frames.front().defect;
  if (!analysis.is_series())
    throw Error({.code = ExitCode::data, .place = {.file = file}, .message = defect});
  throw Error({.code = ExitCode::data,
               .place = {.file = file},
               .message = "none of the frames can be used",
               .hint = analysis.frames.front().name + ": " + defect});
}

void state_errors(BraggData& data, bool in_file, const Case& one) {
  data.errors_known = in_file || one.has("data.error");
  if (!data.errors_known)
    data.warnings.push_back(
        "the files have no errors: weights are 1 over the squares of 2 % of each intensity and of their "
        "median, "
        "significance is against the scatter from point to point, and uncertainties come from the scatter "
        "about "
        "the fit ([data] error states errors)");
}

std::string case_name(const Case& one) {
  std::string name;
  for (const auto& [key, value] : one.label) {
    if (!name.empty()) name += ", ";
    if (std::holds_alternative<std::string>(value))
      name += std::get<std::string>(value);
    else
      name += key + " " + format_number(std::get<double>(value));
  }
  return name.empty() ? std::filesystem::path(one.text("data.file")).filename().string() : name;
}

void rank_frame(const Case& one, BraggFrame& frame) {
  const auto& fit = frame.found.fit;
  if (fit.lines.size() < 2 || !fit.result.converged) return;
  std::vector<scattering::ObservedPeak> peaks;
  double width = 0;
  for (std::size_t k = 0; k < fit.lines.size(); ++k) {
    const double error = fit.errors[k].center;
    peaks.push_back({fit.lines[k].center, std::isfinite(error) ? error : 0, fit.lines[k].area});
    width += fit.lines[k].fwhm / static_cast<double>(fit.lines.size());
  }
  const double scale = frame.found.noise_scale;
  frame.ranking = scattering::rank_lattices(
      peaks, scattering::assembly_lattices(),
      {.tolerance = one.number("lattice.tolerance"),
       .q_min_per_A = frame.curve.x.front() + width,
       .q_max_per_A = frame.curve.x.back() - width,
       .faint = one.number("lattice.faint"),
       .area_error = [&](double q) { return scale * scattering::area_error(frame.curve, q, width); }});
}

}  // namespace

const scattering::LatticeVerdict* BraggFrame::lattice() const {
  return ranking.empty() || !ranking.front().possible ? nullptr : &ranking.front();
}

BraggAnalysis read_bragg(const Case& one) {
  BraggAnalysis analysis{.one = &one, .name = case_name(one)};
  BraggData& data = analysis.data;
  const scattering::Treatment treatment = treatment_of(one);
  data.source = io::open_scattering({one.text("data.file")}, scattering_options(one));
  data.warnings = data.source->warnings();
  data.intensity_unit = data.source->y_unit();
  data.at_unit = data.source->at_unit();
  data.at_name = data.at_unit == "s" ? "time" : data.at_unit == "K" ? "temperature" : "frame";
  bool in_file = true;
  for (std::size_t i = 0; i < data.source->size(); ++i) {
    io::Frame raw = std::move(data.source->read(i, 1).front());
    BraggFrame frame{.name = raw.name, .at = raw.at, .defect = raw.defect};
    if (data.at_unit.empty() || !std::isfinite(frame.at)) frame.at = static_cast<double>(i + 1);
    if (frame.used()) in_file = in_file && !raw.y_error.empty();
    if (frame.used()) treat_frame(std::move(raw), treatment, frame);
    analysis.frames.push_back(std::move(frame));
  }
  refuse_all(analysis);
  state_errors(data, in_file, one);
  for (BraggFrame& frame : analysis.frames) {
    if (!frame.used()) continue;
    frame.model = line_model_of(one, frame.curve);
    frame.model.scale_sigmas = !data.errors_known;
  }
  return analysis;
}

void analyse_bragg(BraggAnalysis& analysis, const RunControl& control) {
  const scattering::PeakSearch search = peak_search_of(*analysis.one);
  Stage stage(control, "peaks", static_cast<double>(analysis.frames.size()), "curves");
  parallel_for(analysis.frames.size(), control, [&](std::size_t i) {
    BraggFrame& frame = analysis.frames[i];
    try {
      if (frame.used()) frame.found = scattering::search_peaks(frame.curve, frame.model, search, control);
      if (frame.used()) rank_frame(*analysis.one, frame);
    } catch (const std::invalid_argument& reason) {
      frame.defect = reason.what();
    }
    stage.advance(1);
  });
  refuse_all(analysis);
}

}  // namespace nacre::study
