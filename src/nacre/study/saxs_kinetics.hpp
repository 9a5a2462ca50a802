// From the parameters of a series to its kinetics.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "nacre/core/run_control.hpp"
#include "nacre/scattering/time_course.hpp"
#include "nacre/study/saxs_records.hpp"

namespace nacre::study {

// One derived quantity over the axis of the series.
struct SaxsCourse {
  std::string name{};
  scattering::Course points{};                       // of the frames with a fit and an error
  std::optional<scattering::SmoothCurve> curve{};    // none with too few points
  std::optional<scattering::Completion> complete{};  // of concentration and yield of series in time
};

struct SaxsKinetics {
  std::vector<SaxsCourse> courses{};
  double share = 0.98;

  const SaxsCourse* find(std::string_view name) const;
  // Yield, or where there is none the share of the volume, which is proportional to it.
  const SaxsCourse* solid() const;
};

SaxsKinetics saxs_kinetics(const Case& one, const SaxsData& data, const std::vector<FrameRecord>& records,
                           const DerivedQuantities& derived, std::uint64_t seed, const RunControl& control);

}  // namespace nacre::study
