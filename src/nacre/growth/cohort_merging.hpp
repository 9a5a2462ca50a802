// Which neighbouring cohorts become one.
#pragma once

#include <vector>

#include "nacre/growth/cohort_system.hpp"

namespace nacre::growth {

// Joins neighbours of one kind whose common spread adds less than 6 / resolution^3 of the variance of all:
// `resolution` cohorts of equal width over an even distribution are just not joined; and never more than two
// shares in `resolution` of the particles, which would dissolve at once. Numbers and volumes are
// kept. The first `kept` cohorts of each kind stay as they are. Returns how many were joined away.
std::size_t merge_cohorts(std::vector<Cohort>& cohorts, std::vector<double>& radius_nm, int resolution,
                          std::size_t kept);

}  // namespace nacre::growth
