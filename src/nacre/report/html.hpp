// The report of a finished run: one HTML file that opens offline and shows everything in the run folder.
#pragma once

#include <filesystem>
#include <string>

namespace nacre::report {

// Needs summary.json and figures.json in the folder; study.toml, provenance.json and tables are shown
// where they are. Throws Error (data) for missing, truncated or foreign files.
std::string render_report(const std::filesystem::path& run_folder);

// Writes run_folder/report.html, whole or not at all.
void write_report(const std::filesystem::path& run_folder);

}  // namespace nacre::report
