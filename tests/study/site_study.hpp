// Surface-sites studies for the tests.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "nacre/study/surface_sites_rows.hpp"
#include "temp_folder.hpp"

namespace nacre::study {

inline Study site_study(const std::string& text) {
  const TempFolder folder;
  return read_study(folder.write("study.toml", "kind = \"surface-sites\"\n" + text));
}

// The three diameters of the published table.
inline const char* const published_diameters =
    "[particle]\ndiameter = [\"2.8 nm\", \"3.0 nm\", \"3.2 nm\"]\n";

struct PlannedSites {
  explicit PlannedSites(const std::string& text) : study(site_study(text)), rows(plan_site_rows(study)) {
    for (SiteRow& row : rows) add_site_spread(row, {});
  }
  PlannedSites(const PlannedSites&) = delete;
  PlannedSites& operator=(const PlannedSites&) = delete;

  const Study study;
  std::vector<SiteRow> rows;
};

inline std::size_t column(const Table& table, const std::string& name) {
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    if (table.columns[i].name == name) return i;
  throw std::out_of_range(name);
}

inline double cell_number(const Table& table, std::size_t row, const std::string& name) {
  const Cell& cell = table.rows.at(row).at(column(table, name));
  const auto* whole = std::get_if<std::int64_t>(&cell);
  return whole != nullptr ? static_cast<double>(*whole) : std::get<double>(cell);
}

}  // namespace nacre::study
