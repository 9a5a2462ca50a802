#include "nacre/study/pdf_reduction_data.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <stdexcept>

#include "nacre/core/units.hpp"
#include "nacre/io/gr_file.hpp"
#include "nacre/study/pdf_formula.hpp"
#include "nacre/study/slug.hpp"

namespace nacre::study {
namespace {

constexpr std::size_t most_points = 200000;  // of G(r)

io::QCurve read_curve(const Case& one, const char* key) {
  io::QOptions options;
  if (one.has("reduction.q_unit")) options.q_unit = one.text("reduction.q_unit");
  if (one.has("reduction.wavelength")) options.wavelength_A = one.number("reduction.wavelength");
  return io::read_q_curve(one.text(key), options);
}

scattering::MeasuredIntensity intensity_of(const Case& one, io::QCurve curve) {
  if (curve.error.empty() && one.has("reduction.error"))
    for (const double value : curve.value)
      curve.error.push_back(one.number("reduction.error") * std::abs(value));
  return {.q_per_A = std::move(curve.q_per_A),
          .intensity = std::move(curve.value),
          .error = std::move(curve.error)};
}

std::string error_statement(const Case& one, const io::QCurve& curve) {
  if (!curve.error.empty()) return "errors of I as in the file";
  if (one.has("reduction.error"))
    return "errors of I: " + format_number(100 * one.number("reduction.error")) + " %";
  return "errors of I from the scatter of neighbouring points";
}

Formula composition_of(const Case& one, const io::PdfFacts& facts, std::string& text) {
  const bool given = one.has("reduction.composition");
  text = given ? one.text("reduction.composition") : facts.composition;
  if (text.empty())
    throw one.error("reduction.file", "the file does not say what the sample is made of", {},
                    "an element or a formula", "[reduction] composition = \"CdSe\"");
  try {
    return parse_formula(text);
  } catch (const std::invalid_argument& refused) {
    throw one.error(given ? "reduction.composition" : "reduction.file", "the composition cannot be read",
                    text, "elements with amounts: \"CdSe\", \"Cd1 S0.9\"", refused.what());
  }
}

scattering::Beam beam_of(const Case& one) {
  if (one.text("reduction.radiation") == "neutron") return {.radiation = scattering::Radiation::neutron};
  scattering::Beam beam;
  if (one.number("reduction.anomalous") == 0) return beam;
  if (!one.has("reduction.wavelength"))
    throw one.error("reduction.anomalous", "f' and f'' need the wavelength", {}, "[reduction] wavelength");
  beam.energy_keV = scattering::energy_times_wavelength_keV_A / one.number("reduction.wavelength");
  return beam;
}

double number_or(const Case& one, const char* key, double other) {
  return one.has(key) ? one.number(key) : other;
}

std::vector<double> r_grid(const Case& one, double q_max_per_A) {
  const double r_max = one.number("reduction.r_max"), step = one.number("reduction.r_step");
  if (step == 0) return scattering::nyquist_grid_A(q_max_per_A, r_max);
  if (r_max / step > most_points)
    throw one.error("reduction.r_step", "G(r) would have more than 200000 points",
                    format_number(step) + " A");
  std::vector<double> r;
  for (int i = 1; i * step <= r_max * (1 + 1e-12); ++i) r.push_back(i * step);
  if (r.empty())
    throw one.error("reduction.r_step", "a step is longer than r_max", format_number(step) + " A");
  return r;
}

scattering::ReductionOptions options_of(const Case& one, const std::vector<double>& q) {
  scattering::ReductionOptions options{.q_min_per_A = number_or(one, "reduction.q_min", q.front()),
                                       .q_max_per_A = number_or(one, "reduction.q_max", q.back())};
  options.q_max_inst_per_A = number_or(one, "reduction.q_max_inst", options.q_max_per_A);
  options.rpoly_A = one.number("reduction.rpoly");
  options.background_scale = one.number("reduction.background_scale");
  options.polarisation = one.number("reduction.polarisation");
  if (one.has("reduction.wavelength")) options.wavelength_A = one.number("reduction.wavelength");
  if (options.polarisation > 0 && !options.wavelength_A)
    throw one.error("reduction.polarisation", "the polarisation needs the wavelength, to turn Q into angles",
                    {}, "[reduction] wavelength");
  const bool lorch = one.text("reduction.window") == "lorch";
  options.window = lorch ? scattering::Window::lorch : scattering::Window::none;
  options.low_q = one.text("reduction.low_q") == "zero" ? scattering::LowQ::zero : scattering::LowQ::linear;
  if (one.has("reduction.scale")) options.scale = one.number("reduction.scale");
  if (one.has("reduction.number_density"))
    options.number_density_per_A3 = one.number("reduction.number_density");
  if (options.scale && options.number_density_per_A3)
    throw one.error("reduction.scale", "the scale is given, and the number density sets it too", {},
                    "scale or number_density");
  options.empty_below_A = one.number("reduction.empty_below");
  options.r_A = r_grid(one, options.q_max_per_A);
  return options;
}

std::string text_of(const CaseValue& value) {
  return std::holds_alternative<double>(value) ? format_number(std::get<double>(value))
                                               : std::get<std::string>(value);
}

// "sample.iq", and what else is scanned.
std::string name_of(const Case& one) {
  std::string name = std::filesystem::path(one.text("reduction.file")).filename().string();
  for (const auto& [key, value] : one.label)
    if (key != "file") name += ", " + key + " " + text_of(value);
  return name;
}

std::string short_name_of(const Case& one) {
  std::string name;
  for (const auto& [key, value] : one.label) {
    const std::string text =
        key == "file" ? std::filesystem::path(text_of(value)).filename().string() : text_of(value);
    name += (name.empty() ? "" : ", ") + text;
  }
  return name;
}

void warn_of_header(const Case& one, const io::PdfFacts& facts, ReductionRequest& request) {
  const bool neutrons = one.text("reduction.radiation") == "neutron";
  if (facts.radiation && (*facts.radiation == io::Radiation::neutron) != neutrons)
    request.warnings.push_back(request.name +
                               ": the header of the file says another radiation than the study.");
}

}  // namespace

ReductionRequest read_reduction(const Case& one, bool several) {
  if (!one.has("reduction.file"))
    throw one.error("reduction.rpoly", "[reduction] has no I(Q) to reduce", {},
                    "[reduction] file = \"sample.iq\"");
  ReductionRequest request{.name = name_of(one), .short_name = short_name_of(one)};
  if (several) request.slug = slug_of(request.name);
  io::QCurve sample = read_curve(one, "reduction.file");
  const Formula formula = composition_of(one, sample.facts, request.composition);
  warn_of_header(one, sample.facts, request);
  if (!sample.note.empty()) request.warnings.push_back(request.name + ": " + sample.note + ".");
  request.error_statement = error_statement(one, sample);
  request.options = options_of(one, sample.q_per_A);
  request.input = {.sample = intensity_of(one, std::move(sample)),
                   .species = formula.species,
                   .shares = formula.amounts,
                   .beam = beam_of(one)};
  if (one.has("reduction.background")) {
    request.background = std::filesystem::path(one.text("reduction.background")).filename().string();
    request.input.background = intensity_of(one, read_curve(one, "reduction.background"));
  }
  return request;
}

}  // namespace nacre::study
