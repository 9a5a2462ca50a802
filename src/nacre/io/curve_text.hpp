// One curve as text: two to four columns q, I, dI, dq.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "nacre/io/frame_series.hpp"
#include "nacre/io/number_rows.hpp"
#include "nacre/io/scattering_files.hpp"

namespace nacre::io {

// The columns are q, I, the error of I, dq in this order, unless every name in the header says otherwise; of
// the six columns of NIST's .ABS files the first four. Throws Error (data), UnitError.
LoadedFrame read_curve_text(const std::filesystem::path& file, const ScatteringOptions& options);

// Names the line and the columns of the rows where a check of the curve fails.
void settle_text_curve(Frame& frame, const std::string& x_name, const NumberRows& rows, std::string_view text,
                       const std::filesystem::path& file, const std::vector<std::size_t>& column_of_part,
                       std::string& note);

}  // namespace nacre::io
