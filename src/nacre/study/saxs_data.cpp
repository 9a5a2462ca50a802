#include "nacre/study/saxs_data.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <stdexcept>

#include "nacre/core/units.hpp"
#include "nacre/io/scattering_files.hpp"

namespace nacre::study {
namespace {

using scattering::Pattern;
using scattering::Subtraction;

std::string text_or_empty(const Case& one, const char* key) {
  return one.has(key) ? one.text(key) : std::string();
}

Pattern pattern_of(io::Frame frame) {
  return {.q_per_nm = std::move(frame.x),
          .intensity = std::move(frame.y),
          .sigma = std::move(frame.y_error),
          .q_width = std::move(frame.x_width)};
}

[[noreturn]] void refuse(const std::string& file, std::string message, std::string hint = {}) {
  throw Error({.code = ExitCode::data,
               .place = {.file = file},
               .message = std::move(message),
               .hint = std::move(hint)});
}

void read_window(const Case& one, scattering::Treatment& treatment) {
  if (one.has("data.q_min")) treatment.q_min_per_nm = one.number("data.q_min");
  if (one.has("data.q_max")) treatment.q_max_per_nm = one.number("data.q_max");
  if (treatment.q_min_per_nm >= treatment.q_max_per_nm)
    throw one.error("data.q_max", "the q window is empty", format_number(treatment.q_max_per_nm) + " 1/nm",
                    "more than q_min, " + format_number(treatment.q_min_per_nm) + " 1/nm");
  if (!one.has("data.mask")) return;
  const std::vector<double>& ends = one.at("data.mask").numbers;
  if (ends.size() % 2 != 0)
    throw one.error("data.mask", "masks come as pairs, from and to", std::to_string(ends.size()) + " values",
                    "an even number");
  for (std::size_t i = 0; i + 1 < ends.size(); i += 2) {
    if (ends[i] >= ends[i + 1])
      throw one.error("data.mask", "a mask ends before it begins",
                      format_number(ends[i]) + " to " + format_number(ends[i + 1]) + " 1/nm");
    treatment.masks_per_nm.push_back({ends[i], ends[i + 1]});
  }
}

// The first curve of the file, in the unit of the samples' q.
std::optional<Subtraction> read_subtraction(const Case& one, const std::string& section) {
  if (!one.has(section + ".file")) return {};
  const std::string& file = one.text(section + ".file");
  const auto source = io::open_scattering({file}, scattering_options(one));
  if (source->size() > 1)
    refuse(file, "has " + std::to_string(source->size()) + " curves, of which one is to be subtracted",
           "average them, or name a file of one");
  return Subtraction{.name = "the " + section + " " + std::filesystem::path(file).filename().string(),
                     .pattern = pattern_of(std::move(source->read(0, 1).front())),
                     .exposure = {one.number(section + ".transmission"), one.number(section + ".exposure")}};
}

scattering::Treatment read_treatment(const Case& one) {
  scattering::Treatment treatment{.sample = {one.number("data.transmission"), one.number("data.exposure")},
                                  .scale = one.number("data.scale"),
                                  .thickness_cm = one.number("data.thickness"),
                                  .errors = {.floor = one.number("data.error_floor")}};
  if (one.has("data.error")) treatment.errors.share = one.number("data.error");
  read_window(one, treatment);
  treatment.background = read_subtraction(one, "background");
  if (treatment.background) treatment.background_share = one.number("background.share");
  treatment.capillary = read_subtraction(one, "capillary");
  return treatment;
}

void select_frames(const Case& one, SaxsData& data) {
  const std::size_t size = data.source->size();
  const auto first = static_cast<std::size_t>(one.integer("data.first"));
  const auto last = one.has("data.last") ? static_cast<std::size_t>(one.integer("data.last")) : size;
  if (last > size)
    throw one.error("data.last", "there are not so many frames", std::to_string(last),
                    std::to_string(size) + " at most");
  if (first > last)
    throw one.error("data.first", "no frame is left", std::to_string(first),
                    std::to_string(last) + " at most");
  data.first = first - 1;
  data.every = static_cast<std::size_t>(one.integer("data.every"));
  data.count = (last - first) / data.every + 1;
}

void name_axis(const Case& one, SaxsData& data) {
  data.at_unit = data.source->at_unit();
  data.at_name = data.at_unit == "s" ? "time" : data.at_unit == "K" ? "temperature" : "frame";
  data.start_s = one.number("series.start");
  if (!one.has("series.frame_time")) return;
  if (data.at_unit == "s")
    throw one.error("series.frame_time", "the files say when each frame was taken", {}, {},
                    "leave frame_time out");
  data.frame_time_s = one.number("series.frame_time");
  data.at_unit = "s";
  data.at_name = "time";
}

std::string interpolation_words(const Subtraction& part, const Pattern& frame) {
  const std::vector<double>& q = part.pattern.q_per_nm;
  return part.name + (q == frame.q_per_nm ? "" : " (interpolated linearly to the q of the sample)");
}

void state_subtraction(const Pattern& frame, SaxsData& data) {
  const auto& [background, capillary] = std::pair(data.treatment.background, data.treatment.capillary);
  if (!background && !capillary) return;
  data.subtraction_statement = "subtracted: ";
  if (background)
    data.subtraction_statement +=
        format_number(data.treatment.background_share) + " times " + interpolation_words(*background, frame);
  if (capillary)
    data.subtraction_statement += (background ? ", and " : "") + interpolation_words(*capillary, frame) +
                                  (background ? " from both" : "");
  for (const auto* part : {&background, &capillary})
    if (*part && (*part)->pattern.sigma.empty())
      data.warnings.push_back((*part)->name + " has no errors: it counts as exact");
}

void state_errors(const Case& one, bool in_file, SaxsData& data) {
  data.errors_known = in_file || one.has("data.error");
  const std::string share = format_number(data.treatment.errors.share);
  if (in_file) {
    data.error_statement = "errors of the data as in the files";
  } else if (data.errors_known) {
    data.error_statement =
        "errors made from [data] error: " + share + " of each intensity and of their median";
  } else {
    data.error_statement =
        "the files have no errors: weights are 1 over the squares of " + share +
        " of each intensity and of their median, and uncertainties come from the scatter about "
        "the fit";
    data.warnings.push_back(data.error_statement + " ([data] error states errors)");
  }
}

// What can be said of the series from its first frame that can be used; a defect only where none can.
void look_at_first(const Case& one, SaxsData& data) {
  constexpr std::size_t looks = 50;
  std::string defect;
  for (std::size_t i = 0; i < std::min(data.count, looks); ++i) {
    const SaxsFrame frame = data.read(i, 1).front();
    if (frame.defect.empty()) {
      const io::Frame raw = data.source->read(data.first + i * data.every, 1).front();
      state_errors(one, !raw.y_error.empty(), data);
      state_subtraction(pattern_of(raw), data);
      data.q_min_per_nm = frame.pattern.q_per_nm.front();
      return;
    }
    if (defect.empty()) defect = (data.is_series() ? frame.name + ": " : "") + frame.defect;
  }
  const std::string& file = one.at("data.file").texts.front();
  if (!data.is_series()) refuse(file, defect);
  refuse(file, "none of the first frames can be used", defect);
}

}  // namespace

io::ScatteringOptions scattering_options(const Case& one) {
  return {.q_unit = text_or_empty(one, "data.q_unit"),
          .q = text_or_empty(one, "datasets.q"),
          .intensity = text_or_empty(one, "datasets.intensity"),
          .error = text_or_empty(one, "datasets.error"),
          .width = text_or_empty(one, "datasets.width"),
          .at = text_or_empty(one, "datasets.at")};
}

std::vector<SaxsFrame> SaxsData::read(std::size_t first_frame, std::size_t n) const {
  std::vector<SaxsFrame> frames;
  for (std::size_t done = 0; done < n;) {
    const std::size_t piece = every == 1 ? n - done : 1;
    const std::size_t begin = first + (first_frame + done) * every;
    std::size_t index = begin;
    for (io::Frame& raw : source->read(begin, piece)) {
      SaxsFrame frame{.name = raw.name, .at = raw.at, .defect = std::move(raw.defect)};
      if (frame_time_s > 0) frame.at = start_s + frame_time_s * static_cast<double>(index);
      if (at_unit.empty() && !std::isfinite(frame.at)) frame.at = static_cast<double>(index + 1);
      try {
        if (frame.defect.empty()) frame.pattern = scattering::treat(pattern_of(std::move(raw)), treatment);
      } catch (const std::invalid_argument& reason) {
        frame.defect = reason.what();
      }
      frames.push_back(std::move(frame));
      ++index;
    }
    done += piece;
  }
  return frames;
}

SaxsData open_saxs(const Case& one) {
  std::vector<std::filesystem::path> paths;
  for (const std::string& path : one.at("data.file").texts) paths.emplace_back(path);
  SaxsData data{.source = io::open_scattering(paths, scattering_options(one)),
                .treatment = read_treatment(one)};
  data.warnings = data.source->warnings();
  select_frames(one, data);
  name_axis(one, data);
  look_at_first(one, data);
  return data;
}

}  // namespace nacre::study
