#include "nacre/study/isomerization_data.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <numeric>
#include <set>

#include "nacre/core/units.hpp"
#include "nacre/io/data_error.hpp"
#include "nacre/io/spectra_files.hpp"
#include "nacre/spectra/photon_energy.hpp"
#include "nacre/study/isomerization_keys.hpp"

namespace nacre::study {
namespace {

constexpr std::size_t fewest_frames = 5;
constexpr std::size_t fewest_points = 5;
constexpr double same_time_s = 0.5;
constexpr double zero_celsius_K = 273.15;

using io::Frame;

std::string file_name(const std::string& path) { return std::filesystem::path(path).filename().string(); }

std::string seconds(double time_s) { return format_number(time_s) + " s"; }

// Frames that cannot be used are named, and the rest goes on.
std::vector<Frame> usable_frames(const std::string& path, const io::FrameSource& source,
                                 IsomerizationData& data) {
  std::vector<Frame> good;
  for (Frame& frame : source.read(0, source.size())) {
    if (frame.defect.empty()) {
      good.push_back(std::move(frame));
      continue;
    }
    data.partial = true;
    data.warnings.push_back(file_name(path) + ": " + frame.name + " is not used: " + frame.defect);
  }
  if (good.size() < fewest_frames)
    io::fail_with_file(path, "there are too few spectra for a rate", std::to_string(good.size()),
                       "at least " + std::to_string(fewest_frames) + " at different times",
                       "a wide CSV has wavelength_nm first and then one column a time, as \"4 min\"");
  return good;
}

void refuse_times(const std::string& path, const io::FrameSource& source, std::vector<Frame>& frames) {
  if (source.at_unit() == "K")
    io::fail_with_file(path, "the spectra are at different temperatures, not times", frames.front().name,
                       "times, as \"4 min\"");
  for (const Frame& frame : frames)
    if (std::isnan(frame.at))
      io::fail_with_file(path, "a spectrum has no time", frame.name,
                         "a header or file name such as \"4 min\"");
  if (source.at_unit().empty())
    io::fail_with_file(path, "the times of the spectra have no unit", frames.front().name,
                       "headers such as \"4 min\"", "or say it: [data] time_unit = \"min\"");
  std::ranges::stable_sort(frames, {}, &Frame::at);
  for (std::size_t i = 1; i < frames.size(); ++i)
    if (!(frames[i].at > frames[i - 1].at))
      io::fail_with_file(path, "two spectra have the same time",
                         frames[i - 1].name + " and " + frames[i].name, "one spectrum a time");
}

// Wavelengths in ascending order with the place of each in the frames.
struct Grid {
  std::vector<double> wavelength_nm{};
  std::vector<std::size_t> from{};
};

Grid grid_of(const Case& one, const std::string& path, const std::vector<double>& x, bool energy) {
  std::vector<double> nm;
  for (const double value : x) nm.push_back(energy ? spectra::energy_eV(value) : value);
  Grid grid;
  double low = 0, high = 1e300;
  if (one.has("data.window")) {
    const std::vector<double>& window = one.at("data.window").numbers;
    if (window.size() != 2 || !(window[0] < window[1]))
      throw one.error("data.window", "a window is two wavelengths, the shorter first");
    low = window[0];
    high = window[1];
  }
  for (std::size_t i = 0; i < nm.size(); ++i) {
    const std::size_t j = energy ? nm.size() - 1 - i : i;
    if (nm[j] < low || nm[j] > high) continue;
    grid.wavelength_nm.push_back(nm[j]);
    grid.from.push_back(j);
  }
  if (grid.from.size() < fewest_points)
    io::fail_with_file(path, "there are too few wavelengths in the window", std::to_string(grid.from.size()),
                       "at least " + std::to_string(fewest_points));
  return grid;
}

double frame_sigma(const Frame& frame, const Grid& grid, double floor) {
  if (frame.y_error.empty()) return floor;
  double squares = 0;
  for (const std::size_t j : grid.from) squares += frame.y_error[j] * frame.y_error[j];
  return std::max(floor, std::sqrt(squares / static_cast<double>(grid.from.size())));
}

void refuse_nothing(const std::string& path, const spectra::SpectraSeries& series) {
  const auto zero = [](double y) { return y == 0; };
  if (std::ranges::all_of(series.absorbance, zero))
    io::fail_with_file(path, "the absorbance is zero in every spectrum", {}, "spectra of a sample");
  for (std::size_t i = 0; i < series.frames(); ++i)
    if (std::ranges::all_of(series.frame(i), zero))
      io::fail_with_file(path, "the absorbance is zero throughout a spectrum", series.frame_names[i],
                         "a spectrum of the sample", "leave its column or file out");
}

spectra::SpectraSeries read_sample(const Case& one, const std::string& path, IsomerizationData& data) {
  const std::string x_unit = choice_or_default(one, "data.x_unit"),
                    at = choice_or_default(one, "data.time_unit");
  const auto source =
      io::open_spectra({path}, {.x_unit = x_unit == "file" ? "" : x_unit, .at_unit = at == "file" ? "" : at});
  for (const std::string& warning : source->warnings())
    data.warnings.push_back(file_name(path) + ": " + warning);
  std::vector<Frame> frames = usable_frames(path, *source, data);
  refuse_times(path, *source, frames);
  const Grid grid = grid_of(one, path, io::common_grid(frames, source->x_unit()), source->x_unit() == "eV");
  const double floor = one.has("errors.floor") ? one.number("errors.floor") : 0.004;
  spectra::SpectraSeries series{.name = std::filesystem::path(path).stem().string(),
                                .wavelength_nm = grid.wavelength_nm};
  for (const Frame& frame : frames) {
    series.time_s.push_back(frame.at);
    series.frame_names.push_back(frame.name);
    for (const std::size_t j : grid.from) series.absorbance.push_back(frame.y[j]);
    series.sigma.push_back(frame_sigma(frame, grid, floor));
  }
  refuse_nothing(path, series);
  return series;
}

void set_temperatures(const Case& one, IsomerizationData& data) {
  const std::size_t files = data.samples.size();
  if (!one.has("data.temperature")) {
    if (files > 1 && !data.replicates)
      throw one.error("data.file", "the temperature of the samples is missing",
                      std::to_string(files) + " files and no [data] temperature",
                      "[data] temperature with one entry a file",
                      "or replicates = true, if they are the same experiment again");
    return;
  }
  const std::vector<double>& given = one.at("data.temperature").numbers;
  if (given.size() != files && given.size() != 1)
    throw one.error("data.temperature", "[data] temperature has another number of entries than [data] file",
                    std::to_string(given.size()), files == 1 ? "one" : "one, or " + std::to_string(files));
  std::set<double> different;
  for (std::size_t i = 0; i < files; ++i) {
    data.samples[i].temperature_K = given.size() == 1 ? given[0] : given[i];
    different.insert(data.samples[i].temperature_K);
  }
  data.several_temperatures = different.size() > 1 && !data.replicates;
  if (different.size() == files && files > 1)
    for (spectra::SpectraSeries& one_sample : data.samples)
      one_sample.name = format_rounded(one_sample.temperature_K - zero_celsius_K, 4) + " degC";
}

void set_starts(const Case& one, IsomerizationData& data) {
  if (!one.has("data.from_b")) return;
  for (const double number : one.at("data.from_b").numbers) {
    const auto i = static_cast<std::size_t>(number);
    if (i < 1 || i > data.samples.size() || static_cast<double>(i) != number)
      throw one.error("data.from_b", "there is no such file", format_number(number),
                      "whole numbers from 1 to " + std::to_string(data.samples.size()));
    data.samples[i - 1].starts_as_b = true;
  }
}

void leave_out(const Case& one, IsomerizationData& data) {
  for (const spectra::SpectraSeries& sample : data.samples) data.wanted.emplace_back(sample.frames(), true);
  if (!one.has("data.leave_out")) return;
  for (const double time_s : one.at("data.leave_out").numbers) {
    bool found = false;
    for (std::size_t s = 0; s < data.samples.size(); ++s)
      for (std::size_t i = 0; i < data.samples[s].frames(); ++i)
        if (std::abs(data.samples[s].time_s[i] - time_s) < same_time_s) {
          data.wanted[s][i] = false;
          found = true;
        }
    if (!found)
      throw one.error("data.leave_out", "no spectrum has the time that is to be left out", seconds(time_s));
  }
  for (std::size_t s = 0; s < data.samples.size(); ++s)
    if (std::ranges::count(data.wanted[s], true) < static_cast<std::ptrdiff_t>(fewest_frames))
      throw one.error("data.leave_out", "too few spectra are left of " + data.samples[s].name, {},
                      "at least " + std::to_string(fewest_frames));
}

}  // namespace

IsomerizationData read_isomerization(const Case& one) {
  IsomerizationData data{.replicates = one.has("data.replicates") && one.number("data.replicates") != 0};
  const std::vector<std::string>& files = one.at("data.file").texts;
  std::set<std::string> seen;
  for (const std::string& file : files)
    if (!seen.insert(file).second)
      throw one.error("data.file", "the file " + file_name(file) + " is listed twice", {}, "every file once");
  for (const std::string& file : files) data.samples.push_back(read_sample(one, file, data));
  set_temperatures(one, data);
  set_starts(one, data);
  leave_out(one, data);
  if (choice_or_default(one, "model.spectra") == "shared")
    for (std::size_t s = 1; s < files.size(); ++s)
      if (data.samples[s].wavelength_nm != data.samples[0].wavelength_nm)
        io::fail_with_file(files[s], "its wavelengths differ from those of " + file_name(files[0]), {},
                           "the same wavelengths in every file where [model] spectra is shared");
  return data;
}

}  // namespace nacre::study
