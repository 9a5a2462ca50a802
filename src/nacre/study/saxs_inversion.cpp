#include "nacre/study/saxs_inversion.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "nacre/core/figure.hpp"
#include "nacre/core/median.hpp"
#include "nacre/core/parallel.hpp"
#include "nacre/scattering/absolute_scale.hpp"

namespace nacre::study {
namespace {

// Particles of one size: the form of the model without distribution.
class SingleSize {
 public:
  SingleSize(const Case& one, const SaxsModel& saxs)
      : model_({.form = one.text("model.form"), .distribution = "none", .structure = "none"}) {
    for (const auto& card : model_.parameters()) {
      const int index = scattering::index_of(*saxs.model, card.name);
      from_.push_back(index);
      start_.push_back(card.default_value);
    }
    start_[at("concentration")] = 1;
    start_[at("background")] = 0;
  }

  // Parameters of the form in this frame; the size is the inversion's.
  std::vector<double> values(const FrameRecord& record) const {
    std::vector<double> values = start_;
    for (std::size_t i = 1; i < values.size(); ++i)
      if (from_[i] >= 0 && i != at("concentration") && i != at("background"))
        values[i] = record.values[static_cast<std::size_t>(from_[i])];
    return values;
  }

  scattering::InversionKernel kernel(const scattering::SizeGrid& grid, const scattering::Pattern& pattern,
                                     std::vector<double> values) const {
    return scattering::inversion_kernel(pattern.q_per_nm, grid, 1,
                                        [&](double size, std::span<const double>, std::span<double> out) {
                                          values[0] = size;
                                          scattering::model_intensity(model_, pattern, values, out);
                                          for (double& value : out) value /= scattering::intensity_per_uM;
                                        });
  }

 private:
  std::size_t at(std::string_view name) const {
    return static_cast<std::size_t>(scattering::index_of(model_, name));
  }

  scattering::Model model_;
  std::vector<int> from_{};
  std::vector<double> start_{};
};

scattering::SizeGrid grid_of(const Case& one) {
  scattering::SizeGrid grid;
  if (one.has("inversion.lower")) grid.lower_nm = one.number("inversion.lower");
  if (one.has("inversion.upper")) grid.upper_nm = one.number("inversion.upper");
  if (grid.upper_nm > 0 && !(grid.upper_nm > 1.5 * grid.lower_nm))
    throw one.error("inversion.upper", "the largest size must be well above the smallest");
  return grid;
}

std::vector<std::size_t> chosen_frames(const Case& one, const std::vector<FrameRecord>& records) {
  if (!one.has("inversion.frames") || one.number("inversion.frames") < 1) return {};
  if (one.text("model.structure") != "none")
    throw one.error("model.structure",
                    "an inversion is for particles that do not see one another: structure none");
  std::vector<std::size_t> usable;
  for (std::size_t i = 0; i < records.size(); ++i)
    if (records[i].has_values()) usable.push_back(i);
  const auto wanted = static_cast<std::size_t>(one.number("inversion.frames"));
  std::vector<std::size_t> frames;
  for (const std::size_t k : thinned(usable.size(), std::max<std::size_t>(wanted, 1)))
    frames.push_back(usable[k]);
  return frames;
}

bool same_kernel(const scattering::Pattern& a, const scattering::Pattern& b) {
  return a.q_per_nm == b.q_per_nm && a.q_width == b.q_width;
}

Excess excess(const std::vector<InvertedFrame>& inverted, const std::vector<FrameRecord>& records,
              std::size_t k, scattering::Estimate scattering::SizeMoments::*moment) {
  std::vector<double> shares;
  for (const InvertedFrame& frame : inverted) {
    const double free = (frame.inversion.moments.*moment).value;
    if (free > 0 && !frame.inversion.peaks.empty())
      shares.push_back(records[frame.index].derived[k] / free - 1);
  }
  Excess out{.frames = shares.size()};
  if (out.frames < 2) return out;
  out.value = median(shares);
  for (double& share : shares) share = std::abs(share - out.value);
  // Of normal deviates: standard deviation 1.4826 times the median deviation, error of the median sqrt(pi /
  // 2) of it.
  out.error = 1.4826 * 1.2533 * median(std::move(shares)) / std::sqrt(static_cast<double>(out.frames));
  return out;
}

}  // namespace

std::vector<InvertedFrame> invert_frames(const Case& one, const SaxsData& data, const SaxsModel& saxs,
                                         const std::vector<FrameRecord>& records, const RunControl& control) {
  const std::vector<std::size_t> frames = chosen_frames(one, records);
  if (frames.empty()) return {};
  const SingleSize form(one, saxs);
  const scattering::SizeGrid grid = grid_of(one);
  const scattering::InversionOptions options{.scale_errors = !data.errors_known,
                                             .significance = one.number("inversion.significance")};
  const scattering::Pattern first = data.read(frames.front(), 1).front().pattern;
  const std::vector<double> first_values = form.values(records[frames.front()]);
  scattering::InversionKernel common;
  try {
    common = form.kernel(grid, first, first_values);
  } catch (const std::invalid_argument& error) {
    throw one.error("inversion.frames", error.what());
  }
  std::vector<InvertedFrame> all(frames.size());
  parallel_for(frames.size(), control, [&](std::size_t k) {
    const scattering::Pattern pattern = data.read(frames[k], 1).front().pattern;
    const std::vector<double> values = form.values(records[frames[k]]);
    const bool shared = values == first_values && same_kernel(pattern, first);
    all[k] = {frames[k],
              shared ? invert(common, pattern.intensity, pattern.sigma, options)
                     : invert(form.kernel(grid, pattern, values), pattern.intensity, pattern.sigma, options)};
  });
  return all;
}

std::vector<Excess> excess_of_fits(const std::vector<InvertedFrame>& inverted,
                                   const std::vector<FrameRecord>& records, const SaxsModel& saxs,
                                   const DerivedQuantities& derived) {
  const auto sigma = derived.find("sigma"), concentration = derived.find("concentration");
  if (saxs.populations != 1 || !sigma || !concentration) return {};
  std::vector<Excess> all = {
      excess(inverted, records, 0, &scattering::SizeMoments::mean_nm),
      excess(inverted, records, *sigma, &scattering::SizeMoments::deviation_nm),
      excess(inverted, records, *concentration, &scattering::SizeMoments::concentration_uM)};
  all[0].name = derived.names()[0].name;
  all[1].name = "sigma";
  all[2].name = "concentration";
  std::erase_if(all, [](const Excess& one) { return one.frames < 2; });
  return all;
}

}  // namespace nacre::study
