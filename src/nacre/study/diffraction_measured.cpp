#include "nacre/study/diffraction_measured.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <numbers>
#include <stdexcept>

#include "nacre/core/units.hpp"
#include "nacre/io/powder_text.hpp"
#include "nacre/io/scattering_files.hpp"
#include "nacre/scattering/treatment.hpp"
#include "nacre/study/peak_requests.hpp"

namespace nacre::study {
namespace {

constexpr std::size_t fewest_points = 20;

io::Frame frame_over_q(const Case& one) {
  io::ScatteringOptions options;
  if (one.has("data.q_unit")) options.q_unit = one.text("data.q_unit");
  const auto source = io::open_scattering({one.text("data.file")}, options);
  if (source->size() > 1)
    throw Error({.code = ExitCode::data,
                 .place = {.file = one.text("data.file")},
                 .message = "has " + std::to_string(source->size()) + " patterns, of which one is read",
                 .hint = "name a file of one"});
  io::Frame frame = std::move(source->read(0, 1).front());
  for (double& q : frame.x) q *= 0.1;  // 1/nm to 1/A
  return frame;
}

void require_points(const io::Frame& frame, const Case& one, const DiffractionAxis& axis) {
  const auto inside =
      std::ranges::count_if(frame.x, [&](double place) { return place >= axis.from && place <= axis.to; });
  if (inside >= static_cast<std::ptrdiff_t>(fewest_points)) return;
  const std::string unit = std::string(" ") + axis.unit();
  throw Error({.code = ExitCode::data,
               .place = {.file = one.text("data.file")},
               .message = std::to_string(inside) + " of " + std::to_string(frame.x.size()) +
                          " points lie within the axis, too few to look for peaks",
               .found = format_number(frame.x.front()) + " to " + format_number(frame.x.back()) + unit,
               .expected = std::to_string(fewest_points) + " points within " + format_number(axis.from) +
                           " to " + format_number(axis.to) + unit,
               .hint = std::string("[pattern] ") +
                       (axis.two_theta ? "two_theta_min and two_theta_max" : "q_min and q_max") +
                       " set the axis"});
}

// Points within the axis, with errors.
scattering::LineCurve curve_of(io::Frame frame, const Case& one, const DiffractionAxis& axis) {
  require_points(frame, one, axis);
  // The treatment's axis is any that ascends: only the window and the errors are asked of it.
  scattering::Treatment treatment{.q_min_per_nm = axis.from, .q_max_per_nm = axis.to};
  if (one.has("data.error")) treatment.errors.share = one.number("data.error");
  try {
    scattering::Pattern pattern = scattering::treat(
        {.q_per_nm = std::move(frame.x), .intensity = std::move(frame.y), .sigma = std::move(frame.y_error)},
        treatment);
    return {std::move(pattern.q_per_nm), std::move(pattern.intensity), std::move(pattern.sigma), axis.unit()};
  } catch (const std::invalid_argument& reason) {
    throw Error({.code = ExitCode::data, .place = {.file = one.text("data.file")}, .message = reason.what()});
  }
}

MeasuredLine line_of(const DiffractionAnalysis& analysis, std::size_t k) {
  const auto& fit = analysis.measured->found.fit;
  const DiffractionAxis& axis = analysis.axis;
  MeasuredLine line{.place = fit.lines[k].center,
                    .place_error = fit.errors[k].center,
                    .width = fit.lines[k].fwhm,
                    .width_error = fit.errors[k].fwhm,
                    .q_per_A = axis.q_of(fit.lines[k].center)};
  const double slope = axis.two_theta ? scattering::q_per_degree(line.q_per_A, axis.wavelength_A) : 1;
  line.d_A = 2 * std::numbers::pi / line.q_per_A;
  line.d_error_A = line.d_A * slope * line.place_error / line.q_per_A;
  scattering::PowderProfile profile = analysis.profile;
  profile.lorentz_share = fit.lorentz_share;
  line.size = scattering::scherrer_size(line.q_per_A, slope * line.width, slope * line.width_error, profile);
  double nearest = 2 * slope * line.width;  // further away it is another reflection's
  for (const scattering::PowderReflection& one : analysis.reflections) {
    const double off = std::abs(one.q_per_A - line.q_per_A);
    if (off >= nearest) continue;
    nearest = off;
    line.nearest = &one;
  }
  return line;
}

}  // namespace

MeasuredPattern read_measured(const Case& one, const DiffractionAxis& axis) {
  io::Frame frame = axis.two_theta ? io::read_powder_text(one.text("data.file")) : frame_over_q(one);
  MeasuredPattern measured{.name = std::filesystem::path(one.text("data.file")).filename().string(),
                           .errors_known = !frame.y_error.empty() || one.has("data.error")};
  measured.curve = curve_of(std::move(frame), one, axis);
  measured.model = line_model_of(one, measured.curve);
  measured.model.scale_sigmas = !measured.errors_known;
  return measured;
}

void analyse_measured(DiffractionAnalysis& analysis, const RunControl& control) {
  MeasuredPattern& measured = *analysis.measured;
  measured.found =
      scattering::search_peaks(measured.curve, measured.model, peak_search_of(*analysis.one), control);
  for (std::size_t k = 0; k < measured.found.fit.lines.size(); ++k)
    measured.lines.push_back(line_of(analysis, k));
}

}  // namespace nacre::study
