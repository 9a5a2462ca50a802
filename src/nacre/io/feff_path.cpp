#include "nacre/io/feff_path.hpp"

#include <algorithm>
#include <cmath>

#include "nacre/io/data_error.hpp"
#include "nacre/io/number_rows.hpp"
#include "nacre/io/text_lines.hpp"
#include "nacre/io/text_place.hpp"

namespace nacre::io {
namespace {

constexpr std::size_t table_columns = 7;
constexpr std::size_t fewest_rows = 10;
const CellLayout blanks{};

std::vector<double> numbers_of(std::string_view line, std::size_t most) {
  std::vector<double> numbers;
  for (const CellView& cell : cells_of(line, blanks)) {
    double value = 0;
    if (numbers.size() == most || !read_cell(cell.text, false, value)) break;
    numbers.push_back(value);
  }
  return numbers;
}

// A line of FEFF may begin with "#".
std::string_view bare(std::string_view line) {
  line = trimmed(line);
  return line.starts_with("#") ? trimmed(line.substr(1)) : line;
}

class Reader {
 public:
  Reader(std::string_view text, const std::filesystem::path& file)
      : text_(text), lines_(line_views(text)), file_(file) {}

  FeffPath read() {
    std::size_t i = 0;
    while (i < lines_.size() && !bare(lines_[i]).starts_with("----")) ++i;
    read_path(i + 1);
    for (i += 2; i < lines_.size() && lines_[i].find("real[p]") == std::string_view::npos; ++i) read_atom(i);
    for (++i; i < lines_.size(); ++i)
      if (!bare(lines_[i]).empty()) read_row(i);
    if (path_.k_per_A.size() < fewest_rows)
      fail_with_file(file_, "has too few rows of amplitudes and phases", std::to_string(path_.k_per_A.size()),
                     "at least 10 below \"k real[2*phc] mag[feff] ...\"", "the file may have been cut off");
    return std::move(path_);
  }

 private:
  void read_path(std::size_t i) {
    const std::vector<double> head =
        i < lines_.size() ? numbers_of(bare(lines_[i]), 3) : std::vector<double>();
    if (head.size() < 3)
      fail_with_file(file_, "is no path of FEFF",
                     i < lines_.size() ? std::string(lines_[i].substr(0, 60)) : "",
                     "a line of dashes, then nleg, deg and reff (feffNNNN.dat)");
    path_.legs = static_cast<int>(std::clamp(head[0], 0.0, 100.0));
    path_.degeneracy = head[1], path_.r_A = head[2];
    if (!(head[0] >= 2 && head[1] > 0 && head[2] > 0.5 && head[2] < 50))
      fail_at(line_place(file_, text_, static_cast<int>(i) + 1),
              "a path has no such legs, degeneracy or length", std::string(bare(lines_[i]).substr(0, 60)),
              "nleg of 2 or more, deg above zero, reff in A");
  }

  void read_atom(std::size_t i) {
    const auto cells = cells_of(bare(lines_[i]), blanks);
    if (cells.size() < 6 || numbers_of(bare(lines_[i]), 5).size() < 5) return;
    path_.name += (path_.name.empty() ? "" : "-") + std::string(cells[5].text.substr(0, 8));
  }

  void read_row(std::size_t i) {
    const std::vector<double> row = numbers_of(bare(lines_[i]), table_columns);
    bool fine = row.size() == table_columns && row[5] > 0;
    for (const double value : row) fine = fine && std::isfinite(value);
    fine = fine && (path_.k_per_A.empty() ? row[0] >= 0 : row[0] > path_.k_per_A.back());
    if (!fine)
      fail_at(line_place(file_, text_, static_cast<int>(i) + 1), "a row is not one of a path of FEFF",
              std::string(bare(lines_[i]).substr(0, 60)),
              "seven numbers: k (ascending), real[2*phc], mag, phase, red factor, lambda (above 0), real[p]",
              "the file may have been cut off");
    std::vector<double>* columns[] = {&path_.k_per_A, &path_.central_phase, &path_.magnitude,
                                      &path_.phase,   &path_.reduction,     &path_.mean_free_path_A,
                                      &path_.p_per_A};
    for (std::size_t k = 0; k < table_columns; ++k) columns[k]->push_back(row[k]);
  }

  std::string_view text_;
  std::vector<std::string_view> lines_;
  const std::filesystem::path& file_;
  FeffPath path_;
};

}  // namespace

FeffPath read_feff_path(const std::filesystem::path& file) {
  const std::string text = read_measured_text(file);
  return Reader(text, file).read();
}

}  // namespace nacre::io
