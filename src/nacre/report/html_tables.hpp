// The tables of a run folder as HTML.
#pragma once

#include <filesystem>
#include <string>

namespace nacre::report {

inline constexpr std::size_t shown_rows = 200;
inline constexpr std::size_t largest_embedded_csv = 150'000;  // bytes

// One folded block per CSV file: its notes, at most `shown_rows` rows with numbers to 6 digits, and the whole
// file as a download: inside the page if it is small, else a link to the file beside the report.
std::string table_html(const std::filesystem::path& csv_file);

}  // namespace nacre::report
