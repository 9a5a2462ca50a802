#include "nacre/io/lammps_log.hpp"

#include "nacre/io/data_error.hpp"
#include "nacre/io/files.hpp"
#include "nacre/io/number_rows.hpp"
#include "nacre/io/text_place.hpp"

namespace nacre::io {
namespace {

const CellLayout blanks{};

std::vector<std::string> words_of(std::string_view line) {
  std::vector<std::string> words;
  for (const CellView& cell : cells_of(line, blanks)) words.emplace_back(cell.text);
  return words;
}

class LogReader {
 public:
  LogReader(const std::filesystem::path& file, std::string_view text) : file_(file), text_(text) {}

  LammpsLog read() {
    const auto lines = line_views(text_);
    const bool is_cut = !text_.ends_with('\n');
    bool in_rows = false;
    for (std::size_t k = 0; k < lines.size(); ++k) {
      const auto words = words_of(lines[k]);
      if (words.empty()) continue;
      if (words[0] == "Step") {
        take_names(words, static_cast<int>(k) + 1);
        in_rows = true;
      } else if (words[0] == "Loop") {
        in_rows = false;
      } else if (in_rows && words[0] != "WARNING:" && words[0] != "ERROR:") {
        if (!take_row(words, static_cast<int>(k) + 1, is_cut && k + 1 == lines.size())) in_rows = false;
      }
    }
    if (log_.rows.empty()) fail_with_file(file_, "has no rows of thermo", {}, "the log of a run of LAMMPS");
    return std::move(log_);
  }

 private:
  void take_names(const std::vector<std::string>& words, int line) {
    if (!log_.names.empty() && words != log_.names)
      fail_at(line_place(file_, text_, line), "the columns are others than those before");
    log_.names = words;
  }

  // False for words, which LAMMPS writes after its rows where it stops with an error.
  bool take_row(const std::vector<std::string>& words, int line, bool may_be_cut) {
    std::vector<double> row(words.size());
    for (std::size_t k = 0; k < words.size(); ++k) {
      if (read_cell(words[k], false, row[k])) continue;
      if (k == 0 || may_be_cut) return false;
      fail_at(cell_place(file_, text_, line, blanks, k), "is not a number", words[k].substr(0, 60));
    }
    if (row.size() != log_.names.size()) {
      if (may_be_cut) return false;
      fail_at(line_place(file_, text_, line), "a row has another number of cells", std::to_string(row.size()),
              std::to_string(log_.names.size()));
    }
    if (!may_be_cut) log_.rows.push_back(std::move(row));
    return true;
  }

  const std::filesystem::path& file_;
  std::string_view text_;
  LammpsLog log_{};
};

}  // namespace

LammpsLog read_lammps_log(const std::filesystem::path& file) {
  const std::string text = read_file(file);
  return LogReader(file, text).read();
}

}  // namespace nacre::io
