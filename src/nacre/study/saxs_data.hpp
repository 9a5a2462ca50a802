// The frames of a saxs study, treated.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "nacre/io/frames.hpp"
#include "nacre/io/scattering_files.hpp"
#include "nacre/scattering/treatment.hpp"
#include "nacre/study/study.hpp"

namespace nacre::study {

// One frame, ready to be fitted, or with the reason why not.
struct SaxsFrame {
  std::string name{};
  double at = 0;  // see SaxsData::at_unit
  scattering::Pattern pattern{};
  std::string defect{};
};

struct SaxsData {
  std::shared_ptr<const io::FrameSource> source{};
  scattering::Treatment treatment{};
  std::size_t first = 0, every = 1, count = 0;  // frames of the source that count
  double frame_time_s = 0, start_s = 0;         // 0: the files say when
  std::string at_name{}, at_unit{};             // "time" in "s", "temperature" in "K", "frame" without a unit
  bool errors_known = false;                    // from the files or from [data] error
  double q_min_per_nm = 0;                      // of the first frame that can be used, after treatment
  std::string error_statement{};
  std::string subtraction_statement{};  // empty: nothing is subtracted
  std::vector<std::string> warnings{};

  bool is_series() const { return count > 1; }

  // Frames first ... first + n - 1 of those that count. Safe from several threads. Of a single curve, what is
  // wrong throws Error (data).
  std::vector<SaxsFrame> read(std::size_t first_frame, std::size_t n) const;
};

// What [data] q_unit and [datasets] tell the readers of curves.
io::ScatteringOptions scattering_options(const Case& one);

// Opens the files, reads what is subtracted, and looks at the first frame that can be used.
SaxsData open_saxs(const Case& one);

}  // namespace nacre::study
