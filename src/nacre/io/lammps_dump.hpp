// Dumps of LAMMPS as text: `dump ... custom`.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace nacre::io {

struct LammpsDumpFrame {
  std::uint64_t step = 0;
  std::array<double, 3> low{}, high{};  // of the box
  std::array<bool, 3> periodic{};
  std::vector<std::string> names{};  // of the columns: "id", "x", ...
  std::vector<double> values{};      // row-major, all finite

  std::size_t rows() const { return names.empty() ? 0 : values.size() / names.size(); }
  std::size_t column(const std::string& name) const;  // names.size() if there is none
};

// Frame by frame. Throws Error (data) with the line: missing, another format, tilted boxes, rows that are no
// numbers, files that are cut off.
class LammpsDumpReader {
 public:
  explicit LammpsDumpReader(std::filesystem::path file);

  bool next(LammpsDumpFrame& frame);  // false at the end

 private:
  bool read_line();
  void expect_line(const char* what);
  [[noreturn]] void fail(const std::string& message, const std::string& expected = {}) const;
  std::uint64_t whole_number(const char* what);
  void read_box(LammpsDumpFrame& frame);
  void read_row(LammpsDumpFrame& frame);

  std::filesystem::path file_;
  std::ifstream in_;
  std::string line_{};
  int number_ = 0;
};

}  // namespace nacre::io
