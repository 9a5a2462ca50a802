#include "nacre/io/lammps_dump.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "nacre/io/binary_file.hpp"
#include "nacre/io/data_error.hpp"
#include "nacre/io/number_rows.hpp"
#include "nacre/io/text_lines.hpp"

namespace nacre::io {
namespace {

const CellLayout blanks{};
constexpr double farthest = 1e15;

bool is_finite_number(std::string_view text, double& value) {
  return read_cell(text, false, value) && std::abs(value) < farthest;
}

}  // namespace

std::size_t LammpsDumpFrame::column(const std::string& name) const {
  return static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
}

LammpsDumpReader::LammpsDumpReader(std::filesystem::path file)
    : file_(std::move(file)), in_(file_, std::ios::binary) {
  BinaryFile(file_, BinaryFile::Access::read).size();  // tells why it cannot be opened
}

void LammpsDumpReader::fail(const std::string& message, const std::string& expected) const {
  fail_at({file_.string(), number_, 0, line_.substr(0, 200), 1}, message, {}, expected);
}

bool LammpsDumpReader::read_line() {
  if (!std::getline(in_, line_)) return false;
  if (line_.ends_with('\r')) line_.pop_back();
  ++number_;
  return true;
}

void LammpsDumpReader::expect_line(const char* what) {
  if (read_line()) return;
  fail_with_file(file_, "is cut off after line " + std::to_string(number_), {}, what,
                 "LAMMPS may have been killed, or the disk is full");
}

std::uint64_t LammpsDumpReader::whole_number(const char* what) {
  expect_line(what);
  const std::string_view text = trimmed(line_);
  std::uint64_t value = 0;
  const auto [stop, status] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (status != std::errc() || stop != text.data() + text.size()) fail("is not a whole number", what);
  return value;
}

// "ITEM: BOX BOUNDS pp pp ss", then low and high of each axis.
void LammpsDumpReader::read_box(LammpsDumpFrame& frame) {
  expect_line("the box");
  const auto words = cells_of(line_, blanks);
  if (words.size() != 6 || !line_.starts_with("ITEM: BOX BOUNDS"))
    fail("is no box with right angles", "ITEM: BOX BOUNDS pp pp pp");
  for (std::size_t k = 0; k < 3; ++k) frame.periodic[k] = words[3 + k].text == "pp";
  for (std::size_t k = 0; k < 3; ++k) {
    expect_line("the bounds of the box");
    const auto bounds = cells_of(line_, blanks);
    if (bounds.size() != 2 || !is_finite_number(bounds[0].text, frame.low[k]) ||
        !is_finite_number(bounds[1].text, frame.high[k]) || !(frame.low[k] < frame.high[k]))
      fail("are no bounds of a box", "two rising numbers");
  }
}

void LammpsDumpReader::read_row(LammpsDumpFrame& frame) {
  expect_line("a row for each atom");
  const auto cells = cells_of(line_, blanks);
  if (cells.size() != frame.names.size())
    fail("a row has " + std::to_string(cells.size()) + " cells", std::to_string(frame.names.size()));
  for (const CellView& cell : cells) {
    double value = 0;
    if (!is_finite_number(cell.text, value))
      fail("'" + std::string(cell.text.substr(0, 60)) + "' is not a finite number");
    frame.values.push_back(value);
  }
}

bool LammpsDumpReader::next(LammpsDumpFrame& frame) {
  if (!read_line()) return false;
  frame = {};
  if (line_ != "ITEM: TIMESTEP") fail("begins no frame of a dump of LAMMPS", "ITEM: TIMESTEP");
  frame.step = whole_number("the step");
  expect_line("the number of atoms");
  if (line_ != "ITEM: NUMBER OF ATOMS") fail("announces no atoms", "ITEM: NUMBER OF ATOMS");
  const std::uint64_t count = whole_number("the number of atoms");
  read_box(frame);
  expect_line("the atoms");
  if (!line_.starts_with("ITEM: ATOMS ")) fail("names no columns", "ITEM: ATOMS id x y z ...");
  for (const CellView& cell : cells_of(std::string_view(line_).substr(12), blanks))
    frame.names.emplace_back(cell.text);
  for (std::uint64_t k = 0; k < count; ++k) read_row(frame);
  return true;
}

}  // namespace nacre::io
