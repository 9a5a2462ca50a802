// The results of a study as JSON: summary.json (the contract for scripts) and figures.json (what the report
// draws).
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "nacre/core/result.hpp"

namespace nacre::io {

struct SummaryHead {
  std::string version;
  std::string kind;
  std::string title;
  std::string status;  // ok | partial | not_converged
};

// What a reader of a run that is not ok should know first.
std::string status_statement(const std::string& status);

// Layout as in docs/run-folder.md; NaN and infinities become null, numbers round-trip.
std::string summary_json(const SummaryHead& head, const StudyResult& result);
std::string figures_json(const std::vector<Figure>& figures);

// Read back; throws Error (data) that names the file for truncated or foreign JSON.
struct Summary {
  SummaryHead head;
  StudyResult result;  // quantities, fits, warnings, headline; tables and files hold names only
};
Summary read_summary(const std::filesystem::path& path);
std::vector<Figure> read_figures(const std::filesystem::path& path);

}  // namespace nacre::io
