#include "nacre/io/spectra_files.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>
#include <utility>

#include "nacre/core/units.hpp"
#include "nacre/io/curve_check.hpp"
#include "nacre/io/data_error.hpp"
#include "nacre/io/frame_folder.hpp"
#include "nacre/io/frame_series.hpp"
#include "nacre/io/frame_units.hpp"
#include "nacre/io/spectra_table.hpp"
#include "nacre/io/text_lines.hpp"
#include "nacre/io/text_place.hpp"

namespace nacre::io {
namespace {

constexpr std::string_view extensions[] = {".csv", ".txt", ".dat", ".asc", ".tsv", ".xy"};

// The unit among the words of a header: "wavelength_nm", "Energy (eV)".
std::optional<SpectrumUnit> unit_in_words(const std::string& header) {
  const auto is_word = [](char c) { return std::isalpha(static_cast<unsigned char>(c)) || (c & 0x80); };
  for (std::size_t at = 0; at < header.size();) {
    std::size_t end = at;
    while (end < header.size() && is_word(header[end])) ++end;
    const std::string_view word = std::string_view(header).substr(at, end - at);
    const auto unit = word == "A" || word == "a" ? std::nullopt : spectrum_unit(word);
    if (unit) return unit;
    at = std::max(end, at + 1);
  }
  return {};
}

SpectrumUnit unit_of(const SpectraTable& table, const std::string& declared,
                     const std::filesystem::path& file) {
  const Place where{.file = file.string()};
  const auto wanted = spectrum_unit(declared);
  if (!declared.empty() && !wanted)
    throw UnitError(
        ErrorParts{ExitCode::usage, {}, "the declared unit of x is none", declared, "nm or eV", ""});
  if (!inverse_lengths_in(table.x_name).empty())
    throw UnitError(ErrorParts{ExitCode::data, where, "x is neither a wavelength nor an energy", table.x_name,
                               "nm or eV", "turn wavenumbers into wavelengths: 1e7 / (1/cm) is nm"});
  const auto said = unit_in_words(table.x_name);
  if (!said && !wanted)
    throw UnitError(
        ErrorParts{ExitCode::data, where, "does not say the unit of its first column",
                   table.x_name.empty() ? "no header" : table.x_name, "nm or eV",
                   "name the column wavelength_nm or energy_eV, or declare it: [data] x_unit = \"nm\""});
  if (said && wanted && (said->unit != wanted->unit || said->factor != wanted->factor))
    throw UnitError(ErrorParts{ExitCode::data, where, "the unit of x is not the declared one", table.x_name,
                               declared + ", as x_unit says", "leave x_unit out where the file is right"});
  return said ? *said : *wanted;
}

// What a name says of time or temperature: with its unit, or as a number alone.
std::optional<SeriesValue> value_in(const std::string& name, const std::string& declared) {
  double number = 0;
  if (read_number(name, number) != Reading::number) return series_value_in(name);
  const auto unit = series_unit(declared);
  return unit ? SeriesValue{unit->convert(number), unit->unit} : SeriesValue{number, ""};
}

bool holds_errors(const std::string& name) {
  const std::string lower = lower_case(name);
  return lower.starts_with("err") || lower.starts_with("sigma") || lower.ends_with("error") ||
         lower.ends_with("_err") || lower.starts_with("std");
}

// Spectra of one table. A table of a single spectrum is read again when it is asked for, so that a long
// folder does not lie in memory.
class TableFile : public FrameFile {
 public:
  TableFile(std::filesystem::path file, const SpectraOptions& options)
      : file_(std::move(file)), options_(options) {
    try {
      SpectraTable table = read_spectra_table(file_);
      columns_ = columns_in(table);
      check_x(table);
      if (columns_.size() > 1) table_ = std::move(table);
    } catch (const Error& error) {
      error_ = error;
      columns_ = {{}};  // it counts as one frame, which cannot be used
    }
  }

  std::size_t size() const override { return columns_.size(); }

  std::vector<LoadedFrame> load(std::size_t first, std::size_t count) const override {
    std::vector<LoadedFrame> frames;
    std::optional<SpectraTable> again;
    for (std::size_t i = first; i < first + count; ++i)
      frames.push_back(load_or_error(file_.filename().string(), [&] {
        if (error_) throw *error_;
        if (!table_ && !again) again = read_spectra_table(file_);
        return frame(table_ ? *table_ : *again, columns_.at(i));
      }));
    for (std::size_t i = 0; i < frames.size(); ++i) {
      if (size() > 1) frames[i].frame.name = columns_[first + i].name;
      if (frames[i].error) state_place(columns_[first + i], frames[i]);
    }
    return frames;
  }

 private:
  struct Column {
    std::string name{};
    std::size_t values = 0;
    std::optional<std::size_t> errors{};
  };

  // What is wrong with x concerns every spectrum of the table.
  void check_x(const SpectraTable& table) {
    LoadedFrame all{.frame = {.x = table.x, .y = std::vector<double>(table.x.size())}};
    settle(table, columns_.front(), all);
  }

  // Columns without name and values are what a spreadsheet leaves behind.
  static std::vector<Column> columns_in(const SpectraTable& table) {
    std::vector<Column> columns;
    for (std::size_t k = 0; k < table.spectra.size(); ++k) {
      const SpectrumColumn& one = table.spectra[k];
      const bool has_values = std::ranges::any_of(one.values, [](double v) { return std::isfinite(v); });
      if (one.name.empty() && !has_values) continue;
      if (!columns.empty() && holds_errors(one.name))
        columns.back().errors = k;
      else
        columns.push_back({one.name.empty() ? "column " + std::to_string(k + 2) : one.name, k, {}});
    }
    if (columns.empty()) columns.push_back({"column 2", 0, {}});
    return columns;
  }

  std::string unit_of_series() const {
    for (const Column& column : columns_)
      if (const auto value = value_in(column.name, options_.at_unit)) return value->unit;
    return {};
  }

  // From the column's header, else from the name of a file of one spectrum.
  std::optional<SeriesValue> series_value(const Column& column) const {
    auto value = value_in(column.name, options_.at_unit);
    if (!value && size() == 1) value = series_value_in(file_.stem().string());
    return value;
  }

  // A header says its time whatever the values below it are.
  void state_place(const Column& column, LoadedFrame& loaded) const {
    const auto value = series_value(column);
    if (value) loaded.frame.at = value->value;
    loaded.at_unit = value ? value->unit : unit_of_series();
  }

  LoadedFrame frame(const SpectraTable& table, const Column& column) const {
    const SpectrumUnit unit = unit_of(table, options_.x_unit, file_);
    LoadedFrame loaded{.frame = {.name = file_.filename().string(), .x = table.x}, .x_unit = unit.unit};
    loaded.frame.y = values(table, column.values);
    if (column.errors) loaded.frame.y_error = values(table, *column.errors);
    settle(table, column, loaded);
    for (double& x : loaded.frame.x) x *= unit.factor;
    state_place(column, loaded);
    return loaded;
  }

  static const std::vector<double>& values(const SpectraTable& table, std::size_t column) {
    if (table.spectra.at(column).error) throw *table.spectra[column].error;
    return table.spectra[column].values;
  }

  void settle(const SpectraTable& table, const Column& column, LoadedFrame& loaded) const {
    const auto fail = [&](std::size_t point, CurvePart part, const std::string& message,
                          const std::string& found, const std::string& expected, const std::string& hint) {
      const std::size_t at =
          part == CurvePart::x ? 0 : 1 + (part == CurvePart::y ? column.values : *column.errors);
      fail_at(cell_place(file_, table.text, table.lines.at(point), table.layout, at), message, found,
              expected, hint);
    };
    loaded.note = settle_curve(loaded.frame, "x", fail);
  }

  std::filesystem::path file_;
  SpectraOptions options_;
  std::vector<Column> columns_{};
  std::optional<SpectraTable> table_{};
  std::optional<Error> error_{};
};

[[noreturn]] void fail_at_grids(const Frame& a, const Frame& b, std::string found, std::string expected) {
  fail_with_file(b.name, "is on another grid than " + a.name, std::move(found), std::move(expected),
                 "interpolate the spectra onto one grid before");
}

void check_same_grid(const Frame& a, const Frame& b, const std::string& unit) {
  constexpr double rounding = 1e-6;  // of x: what files with six digits lose
  for (std::size_t i = 0; i < std::min(a.x.size(), b.x.size()); ++i)
    if (std::abs(a.x[i] - b.x[i]) > rounding * std::abs(a.x[i]))
      fail_at_grids(a, b, format_number(b.x[i]) + " " + unit + " at point " + std::to_string(i + 1),
                    format_number(a.x[i]) + " " + unit);
  if (a.x.size() != b.x.size())
    fail_at_grids(a, b, std::to_string(b.x.size()) + " points", std::to_string(a.x.size()) + " points");
}

}  // namespace

std::unique_ptr<FrameSource> open_spectra(const std::vector<std::filesystem::path>& paths,
                                          const SpectraOptions& options) {
  FrameFiles found = frame_files(paths, extensions);
  if (found.files.empty()) throw Error({ExitCode::data, {}, "there is no file of spectra", "", "", ""});
  std::vector<std::unique_ptr<FrameFile>> files;
  files.reserve(found.files.size());
  for (auto& file : found.files) files.push_back(std::make_unique<TableFile>(std::move(file), options));
  return series_of(std::move(files), std::move(found.warnings));
}

std::vector<double> common_grid(std::span<const Frame> frames, const std::string& x_unit) {
  const Frame* first = nullptr;
  for (const Frame& frame : frames) {
    if (!frame.defect.empty()) continue;
    if (first) check_same_grid(*first, frame, x_unit);
    if (!first) first = &frame;
  }
  return first ? first->x : std::vector<double>();
}

}  // namespace nacre::io
