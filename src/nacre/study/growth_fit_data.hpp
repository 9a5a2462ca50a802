// Measured courses of syntheses from CSV files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "nacre/growth/course_fit.hpp"
#include "nacre/study/study.hpp"

namespace nacre::study {

// How an observable is called in files, tables and figures.
struct ObservableCard {
  growth::Observable observable;
  std::string_view name;
  std::string_view unit;
  std::string_view column;
  std::string_view error_column;
};
const ObservableCard& card_of(growth::Observable observable);

struct GrowthCourses {
  std::vector<growth::Course> courses{};
  bool errors_known = true;
  std::string error_statement{};
};

// One course a file; a file has every column in full. The synthesis of each is that of the case, with the
// temperature and the concentration of [data] where they are given.
// Throws Error (usage): lists of another length, a file twice, keys that contradict each other.
// Throws Error (data): no column to fit, times that do not ascend or lie outside of the synthesis, values
// that cannot be, errors of some columns only.
GrowthCourses read_growth_courses(const Case& one);

}  // namespace nacre::study
