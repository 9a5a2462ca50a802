#include "nacre/study/emission_data.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "nacre/core/median.hpp"
#include "nacre/core/units.hpp"
#include "nacre/io/spectra_files.hpp"
#include "nacre/spectra/emission_noise.hpp"
#include "nacre/spectra/photon_energy.hpp"
#include "nacre/study/emission_response.hpp"

namespace nacre::study {
namespace {

using spectra::MeasuredEmission;

[[noreturn]] void refuse(const Case& one, std::string message, std::string found = {},
                         std::string expected = {}, std::string hint = {}) {
  throw Error({.code = ExitCode::data,
               .place = {.file = one.text("data.file")},
               .message = std::move(message),
               .found = std::move(found),
               .expected = std::move(expected),
               .hint = std::move(hint)});
}

std::string range_text(double low_nm, double high_nm) {
  return format_rounded(low_nm, 4) + " to " + format_rounded(high_nm, 4) + " nm (" +
         format_rounded(spectra::energy_eV(high_nm), 4) + " to " +
         format_rounded(spectra::energy_eV(low_nm), 4) + " eV)";
}

// By wavelength, ascending, as the file has it.
MeasuredEmission by_wavelength(const io::Frame& frame, bool energies) {
  MeasuredEmission out{.wavelength_nm = frame.x, .signal = frame.y, .sigma = frame.y_error};
  if (!energies) return out;
  for (double& x : out.wavelength_nm) x = spectra::energy_eV(x);
  for (auto* list : {&out.wavelength_nm, &out.signal, &out.sigma}) std::ranges::reverse(*list);
  return out;
}

void cut(const Case& one, MeasuredEmission& measured) {
  const double low = one.has("data.shortest") ? one.number("data.shortest") : 0;
  const double high = one.has("data.longest") ? one.number("data.longest") : 1e300;
  MeasuredEmission out;
  for (std::size_t i = 0; i < measured.signal.size(); ++i) {
    if (measured.wavelength_nm[i] < low || measured.wavelength_nm[i] > high) continue;
    out.wavelength_nm.push_back(measured.wavelength_nm[i]);
    out.signal.push_back(measured.signal[i]);
    if (!measured.sigma.empty()) out.sigma.push_back(measured.sigma[i]);
  }
  measured = std::move(out);
}

// Why these points cannot be fitted; empty: they can.
std::string too_few(const Case& one, const MeasuredEmission& measured) {
  const std::size_t n = measured.signal.size();
  const int lines = one.text("model.populations").size() == 1 ? most_lines(one) : 1;
  const int needed = line_parameters(one, lines) + 1;
  if (static_cast<int>(n) < needed)
    return "has " + std::to_string(n) + (n == 1 ? " point" : " points") + " in the window, too few for " +
           std::to_string(lines) + (lines == 1 ? " line" : " lines") + " (" + std::to_string(needed - 1) +
           " numbers to be found)";
  if (measured.sigma.empty() && n < spectra::fewest_noise_points)
    return "has " + std::to_string(n) + " points in the window, too few to tell the noise from them (" +
           std::to_string(spectra::fewest_noise_points) + ")";
  return {};
}

std::string bad_errors(const MeasuredEmission& measured) {
  for (std::size_t i = 0; i < measured.sigma.size(); ++i)
    if (!(measured.sigma[i] > 0))
      return "has an error that is not positive, " + format_number(measured.sigma[i]) + " at " +
             format_rounded(measured.wavelength_nm[i], 5) + " nm";
  return {};
}

// What one reading of the file needs to know.
struct Reading {
  bool energies = false;
  spectra::EmissionAxis axis{};
  spectra::SignalDensity density{};
  spectra::NoiseLaw noise{};
  EmissionResponse response{};
};

Reading reading_of(const Case& one, const io::FrameSource& source) {
  Reading reading{.energies = source.x_unit() == "eV"};
  const std::string& signal = one.text("data.signal");
  const bool per_eV = signal == "per-eV" || (signal == "as-axis" && reading.energies);
  reading.density = per_eV ? spectra::SignalDensity::per_eV : spectra::SignalDensity::per_nm;
  reading.axis =
      one.text("model.axis") == "energy" ? spectra::EmissionAxis::energy : spectra::EmissionAxis::wavelength;
  reading.noise =
      one.text("data.noise") == "counting" ? spectra::NoiseLaw::counting : spectra::NoiseLaw::constant;
  if (one.has("data.response")) reading.response = read_emission_response(one.text("data.response"));
  return reading;
}

// Fills spectrum and noise, or the defect.
void prepare(const Case& one, const Reading& reading, const io::Frame& raw, EmissionFrame& frame) {
  MeasuredEmission measured = by_wavelength(raw, reading.energies);
  cut(one, measured);
  frame.defect = too_few(one, measured);
  if (frame.defect.empty()) frame.defect = bad_errors(measured);
  if (!frame.defect.empty()) return;
  if (measured.sigma.empty())
    measured.sigma = spectra::estimated_sigma(measured.wavelength_nm, measured.signal, reading.noise);
  if (!(std::ranges::min(measured.sigma) > 0)) {
    frame.defect = "has no scatter from which its noise could be told";
    return;
  }
  frame.noise = median(measured.sigma);
  if (!reading.response.empty()) {
    measured.response = reading.response.at(measured.wavelength_nm);
    if (measured.response.empty()) {
      frame.defect = "reaches beyond the response, " + reading.response.range_text();
      return;
    }
  }
  frame.spectrum = std::make_shared<const spectra::EmissionSpectrum>(
      spectra::emission_spectrum(measured, reading.axis, reading.density));
}

void refuse_empty_window(const Case& one, const std::vector<io::Frame>& frames, bool energies) {
  double low = 1e300, high = 0;
  for (const io::Frame& frame : frames) {
    if (!frame.defect.empty()) continue;
    MeasuredEmission measured = by_wavelength(frame, energies);
    low = std::min(low, measured.wavelength_nm.front());
    high = std::max(high, measured.wavelength_nm.back());
    cut(one, measured);
    if (!measured.signal.empty()) return;
  }
  if (high > 0)
    throw one.error(one.has("data.shortest") ? "data.shortest" : "data.longest",
                    "no point of any spectrum is in the window", {},
                    "a window that overlaps the spectra, " + range_text(low, high));
}

// Times that are missing altogether are counted; some missing is a slip.
void place_frames(const Case& one, const io::FrameSource& source, const std::vector<io::Frame>& raw,
                  EmissionData& data) {
  const auto has = [](const io::Frame& frame) { return std::isfinite(frame.at) || !frame.defect.empty(); };
  const auto there =
      std::ranges::count_if(raw, [](const io::Frame& frame) { return std::isfinite(frame.at); });
  if (there > 0 && !std::ranges::all_of(raw, has))
    refuse(one, "a spectrum has neither time nor temperature, while others have",
           std::ranges::find_if_not(raw, has)->name,
           "a header such as \"30 s\", \"4 min\" or \"45 degC\" for each");
  data.at_unit = there > 0 ? source.at_unit() : "";
  data.at_name = data.at_unit == "s"   ? "time"
                 : data.at_unit == "K" ? "temperature"
                 : there > 0           ? "place"
                                       : "spectrum";
  for (std::size_t i = 0; i < raw.size(); ++i)
    data.frames.push_back({.name = raw[i].name, .at = there > 0 ? raw[i].at : static_cast<double>(i + 1)});
  if (there == 0 && raw.size() > 1)
    data.warnings.push_back(
        one.text("data.file") +
        ": the spectra have neither times nor temperatures and are numbered instead; headers such "
        "as \"30 s\" or at_unit under [data] give them");
}

// By time, and as in the file where times are equal. A spectrum that could not be read may have no time and
// keeps its place behind the one before it.
void sort_frames(std::vector<io::Frame>& raw) {
  std::vector<std::pair<double, std::size_t>> places;
  double last = -std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (std::isfinite(raw[i].at)) last = raw[i].at;
    places.emplace_back(last, i);
  }
  std::ranges::sort(places);
  std::vector<io::Frame> sorted;
  for (const auto& [at, i] : places) sorted.push_back(std::move(raw[i]));
  raw = std::move(sorted);
}

std::string error_statement(const Case& one, const std::vector<io::Frame>& raw) {
  const auto given = [](const io::Frame& frame) { return !frame.y_error.empty(); };
  if (std::ranges::all_of(raw, given)) return "errors from the file";
  const std::string law =
      one.text("data.noise") == "counting"
          ? "a floor and a share of the signal (counting) taken from each spectrum's own scatter"
          : "one level per spectrum taken from its own scatter from point to point";
  if (std::ranges::none_of(raw, given)) return "no errors in the file: " + law;
  return "errors from the file where it has them, else " + law;
}

std::string density_statement(const Reading& reading) {
  const bool per_eV = reading.density == spectra::SignalDensity::per_eV;
  const std::string taken = std::string("the signal is taken as light per ") + (per_eV ? "eV" : "nm");
  if (reading.axis == spectra::EmissionAxis::wavelength) return taken + "; lines are fitted in wavelength";
  return taken + (per_eV ? "" : " and turned into light per eV (times lambda^2/hc)");
}

}  // namespace

int most_lines(const Case& one) {
  const std::string& text = one.text("model.populations");
  return text.size() == 1 ? text[0] - '0' : static_cast<int>(one.integer("model.most"));
}

int line_parameters(const Case& one, int lines) {
  const std::string& baseline = one.text("model.baseline");
  const int terms = baseline == "none" ? 0 : baseline == "offset" ? 1 : 2;
  return 2 * lines + (one.text("model.width") == "shared" ? 1 : lines) + terms;
}

EmissionData read_emission_data(const Case& one) {
  const auto source = io::open_spectra({one.text("data.file")},
                                       {.x_unit = one.has("data.x_unit") ? one.text("data.x_unit") : "",
                                        .at_unit = one.has("data.at_unit") ? one.text("data.at_unit") : ""});
  const Reading reading = reading_of(one, *source);
  std::vector<io::Frame> raw = source->read(0, source->size());
  refuse_empty_window(one, raw, reading.energies);
  EmissionData data{.error_statement = error_statement(one, raw),
                    .density_statement = density_statement(reading),
                    .warnings = source->warnings()};
  sort_frames(raw);
  place_frames(one, *source, raw, data);
  for (std::size_t i = 0; i < raw.size(); ++i) {
    data.frames[i].defect = raw[i].defect;
    if (raw[i].defect.empty()) prepare(one, reading, raw[i], data.frames[i]);
  }
  const auto usable = [](const EmissionFrame& frame) { return frame.defect.empty(); };
  if (std::ranges::none_of(data.frames, usable))
    refuse(one, "no spectrum can be used",
           "\"" + data.frames.front().name + "\" " + data.frames.front().defect);
  return data;
}

}  // namespace nacre::study
