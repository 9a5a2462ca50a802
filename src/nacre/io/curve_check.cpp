#include "nacre/io/curve_check.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

#include "nacre/core/units.hpp"

namespace nacre::io {
namespace {

struct Column {
  std::vector<double>& values;
  CurvePart part;
  const char* name;
};

std::array<Column, 4> columns_of(Frame& frame) {
  return {{{frame.x, CurvePart::x, "x"},
           {frame.y, CurvePart::y, "the intensity"},
           {frame.y_error, CurvePart::error, "the error"},
           {frame.x_width, CurvePart::width, "the width of x"}}};
}

class Check {
 public:
  Check(Frame& frame, const std::string& x_name, const FailAtPoint& fail)
      : frame_(frame), x_name_(x_name), fail_(fail), count_(frame.x.size()) {}

  std::string settle() {
    check_finite();
    turn_round();
    check_order();
    const std::string dropped = drop_beam_stop();
    check_errors();
    check_widths();
    if (frame_.x.size() < fewest_points)
      fail(frame_.x.empty() ? 0 : frame_.x.size() - 1, CurvePart::x, "there are too few points",
           std::to_string(frame_.x.size()), "at least " + std::to_string(fewest_points), "");
    return dropped;
  }

 private:
  [[noreturn]] void fail(std::size_t point, CurvePart part, const std::string& message,
                         const std::string& found, const std::string& expected,
                         const std::string& hint) const {
    const std::size_t ascending =
        std::min(point + dropped_, count_ - 1);  // where none is left: the last dropped
    fail_(is_turned_ ? count_ - 1 - ascending : ascending, part, message, found, expected, hint);
    throw std::logic_error("a check of a curve that does not throw");
  }

  void check_finite() {
    for (const Column& column : columns_of(frame_))
      for (std::size_t i = 0; i < column.values.size(); ++i)
        if (!std::isfinite(column.values[i]))
          fail(i, column.part,
               (column.part == CurvePart::x ? x_name_ : column.name) + std::string(" is not a finite number"),
               format_number(column.values[i]), "a number", "leave masked points out of the export");
  }

  void turn_round() {
    is_turned_ = count_ > 1 && std::ranges::is_sorted(frame_.x, std::greater<>()) &&
                 frame_.x.front() > frame_.x.back();
    if (!is_turned_) return;
    for (const Column& column : columns_of(frame_)) std::ranges::reverse(column.values);
  }

  void check_order() {
    for (std::size_t i = 1; i < frame_.x.size(); ++i) {
      const double before = frame_.x[i - 1];
      const double here = frame_.x[i];
      if (here > before) continue;
      const std::size_t at = is_turned_ ? i - 1 : i;
      if (here == before)
        fail(at, CurvePart::x, x_name_ + " is there twice", format_number(here), "every value once",
             "add up or leave out one of the two points");
      fail(at, CurvePart::x, x_name_ + " does not rise from point to point",
           format_number(here) + " after " + format_number(before), "ascending values",
           "sort the points, or split the file if it holds several curves");
    }
  }

  // Radial averages begin at the beam centre.
  std::string drop_beam_stop() {
    const auto first = std::ranges::find_if(frame_.x, [](double x) { return x > 0; });
    const auto count = static_cast<std::size_t>(first - frame_.x.begin());
    if (count == 0) return {};
    for (const Column& column : columns_of(frame_))
      if (!column.values.empty())
        column.values.erase(column.values.begin(),
                            column.values.begin() + static_cast<std::ptrdiff_t>(count));
    dropped_ = count;
    return "points at " + x_name_ + " <= 0 are left out (" + std::to_string(count) + ")";
  }

  void check_errors() const {
    for (std::size_t i = 0; i < frame_.y_error.size(); ++i)
      if (!(frame_.y_error[i] > 0))
        fail(i, CurvePart::error, "the error is not positive", format_number(frame_.y_error[i]),
             "a standard deviation above 0", "leave the point out, or the column if it holds no errors");
  }

  void check_widths() {
    for (std::size_t i = 0; i < frame_.x_width.size(); ++i)
      if (frame_.x_width[i] < 0)
        fail(i, CurvePart::width, "the width of " + x_name_ + " is negative",
             format_number(frame_.x_width[i]), "a standard deviation, 0 or above", "");
    if (std::ranges::all_of(frame_.x_width, [](double width) { return width == 0; })) frame_.x_width.clear();
  }

  Frame& frame_;
  const std::string& x_name_;
  const FailAtPoint& fail_;
  std::size_t count_;
  std::size_t dropped_ = 0;
  bool is_turned_ = false;
};

}  // namespace

std::string settle_curve(Frame& frame, const std::string& x_name, const FailAtPoint& fail) {
  return Check(frame, x_name, fail).settle();
}

}  // namespace nacre::io
