#include "nacre/study/saxs_kinetics.hpp"

#include <algorithm>
#include <cmath>

namespace nacre::study {
namespace {

scattering::Course course_of(const std::vector<FrameRecord>& records, std::size_t k) {
  std::vector<const FrameRecord*> usable;
  for (const FrameRecord& record : records)
    if (record.is_fit() && std::isfinite(record.at) && std::isfinite(record.derived[k]) &&
        record.derived_errors[k] > 0 && std::isfinite(record.derived_errors[k]))
      usable.push_back(&record);
  std::ranges::stable_sort(usable, {}, &FrameRecord::at);
  scattering::Course course;
  for (const FrameRecord* record : usable) {
    if (!course.time_s.empty() && record->at <= course.time_s.back()) continue;
    course.time_s.push_back(record->at);
    course.value.push_back(record->derived[k]);
    course.error.push_back(record->derived_errors[k]);
  }
  return course;
}

bool has_completion(std::string_view name) {
  return name == "concentration" || name == "yield" || name == "volume_share";
}

}  // namespace

const SaxsCourse* SaxsKinetics::find(std::string_view name) const {
  const auto found = std::ranges::find(courses, name, &SaxsCourse::name);
  return found == courses.end() ? nullptr : &*found;
}

const SaxsCourse* SaxsKinetics::solid() const {
  const SaxsCourse* yield = find("yield");
  return yield != nullptr ? yield : find("volume_share");
}

SaxsKinetics saxs_kinetics(const Case& one, const SaxsData& data, const std::vector<FrameRecord>& records,
                           const DerivedQuantities& derived, std::uint64_t seed, const RunControl& control) {
  SaxsKinetics kinetics{.share = one.number("series.complete")};
  if (!data.is_series()) return kinetics;
  for (std::size_t k = 0; k < derived.names().size(); ++k) {
    SaxsCourse course{.name = derived.names()[k].name, .points = course_of(records, k)};
    const bool enough = course.points.time_s.size() >= scattering::SmoothCurve::least_points;
    if (enough) course.curve.emplace(course.points);
    if (enough && data.at_unit == "s" && has_completion(course.name))
      course.complete = scattering::completion_of(
          course.points, {.share = kinetics.share, .seed = seed, .course = k}, control);
    kinetics.courses.push_back(std::move(course));
  }
  return kinetics;
}

}  // namespace nacre::study
