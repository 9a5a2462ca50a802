#include "nacre/io/gr_file.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "nacre/core/units.hpp"
#include "nacre/io/curve_text.hpp"
#include "nacre/io/data_error.hpp"
#include "nacre/io/frame_units.hpp"
#include "nacre/io/scattering_units.hpp"
#include "nacre/io/text_lines.hpp"
#include "nacre/io/text_place.hpp"

namespace nacre::io {
namespace {

constexpr std::size_t no_column = 1000;
constexpr std::size_t most_columns = 8;

// --- the header ---------------------------------------------------------------------------------

// The history of a measurement holds rows of numbers too, so the data are looked for below the line "####
// start data" where a file has it. Where that line begins; 0 without one.
std::size_t start_of_data(const std::string& text) {
  const std::string lower = lower_case(text);
  const std::size_t mark = lower.find("start data");
  if (mark == lower.npos) return 0;
  const std::size_t end_before = lower.find_last_of("\r\n", mark);
  const std::size_t begin = end_before == lower.npos ? 0 : end_before + 1;
  return lower[lower.find_first_not_of(" \t", begin)] == '#' ? begin : 0;
}

// The text with every character before `end` left blank, so that lines keep their numbers.
std::string without_head(const std::string& text, std::size_t end) {
  std::string rest = text;
  for (std::size_t i = 0; i < end; ++i)
    if (rest[i] != '\n' && rest[i] != '\r') rest[i] = ' ';
  return rest;
}

bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; }

// What follows "key =" or "key:" to the end of its line; keys are lower case and whole words.
std::optional<std::string> text_of(const std::string& lower, const std::string& original,
                                   std::string_view key) {
  for (std::size_t at = lower.find(key); at != lower.npos; at = lower.find(key, at + 1)) {
    if (at > 0 && is_word(lower[at - 1])) continue;
    const std::size_t sign = lower.find_first_not_of(" \t", at + key.size());
    if (sign == lower.npos || (lower[sign] != '=' && lower[sign] != ':')) continue;
    const std::size_t end = std::min(lower.find_first_of("\r\n", sign), lower.size());
    return std::string(trimmed(std::string_view(original).substr(sign + 1, end - sign - 1)));
  }
  return {};
}

class Header {
 public:
  explicit Header(const std::string& text) : text_(text), lower_(lower_case(text)) {}

  std::optional<std::string> text(std::string_view key) const { return text_of(lower_, text_, key); }

  // Zero stands for "not applied" in these files.
  std::optional<double> positive(std::initializer_list<std::string_view> keys) const {
    for (const std::string_view key : keys) {
      const auto found = text(key);
      if (!found) continue;
      double value = 0;
      const std::string first = found->substr(0, found->find_first_of(" \t,;"));
      if (read_number(first, value) == Reading::number && value > 0) return value;
    }
    return {};
  }

  bool has(std::string_view word) const { return lower_.find(word) != lower_.npos; }

 private:
  const std::string& text_;
  std::string lower_;
};

std::optional<Radiation> radiation_named(const std::string& text) {
  const std::string lower = lower_case(text);
  if (lower.starts_with("x")) return Radiation::xray;
  if (lower.starts_with("n")) return Radiation::neutron;
  if (lower.starts_with("e")) return Radiation::electron;
  return {};
}

std::optional<Radiation> radiation_in(const Header& header) {
  for (const char* key : {"stype", "mode", "radiation", "type"})
    if (const auto text = header.text(key))
      if (const auto named = radiation_named(*text)) return named;
  if (header.has("pdfgetn") || header.has("vanadium")) return Radiation::neutron;
  if (header.has("get_xpdf") || header.has("pdfgetx2")) return Radiation::xray;
  return {};
}

std::string program_in(const Header& header) {
  if (header.has("pdfgetn")) return "PDFgetN";
  if (header.has("get_xpdf") || header.has("pdfgetx2")) return "PDFgetX2";
  if (header.has("pdfgetx3")) return "PDFgetX3";
  if (header.has("pdfgui")) return "PDFgui";
  if (lower_case(header.text("version").value_or("")).starts_with("nacre")) return "nacre";
  return {};
}

// --- columns of G(r) ----------------------------------------------------------------------------

struct GrColumns {
  std::size_t r = 0;
  std::size_t g = 1;
  std::size_t r_error = no_column;
  std::size_t g_error = no_column;
};

GrColumns usual_columns(std::size_t count) {
  GrColumns columns;
  if (count == 3) columns.g_error = 2;
  if (count > 3) columns.r_error = 2, columns.g_error = 3;
  return columns;
}

// The line "#L r(A) G(r) d_r d_Gr", if it has as many names as there are columns.
const std::string* line_of_gr_names(const NumberRows& rows) {
  for (auto line = rows.header.rbegin(); line != rows.header.rend(); ++line)
    if (lower_case(*line).starts_with("l ") || lower_case(*line).starts_with("r")) return &*line;
  return nullptr;
}

GrColumns columns_by_names(const std::string* line, std::size_t count) {
  if (!line) return usual_columns(count);
  auto names = cells_of(*line, {});
  if (!names.empty() && lower_case(names[0].text) == "l") names.erase(names.begin());
  if (names.size() != count) return usual_columns(count);
  GrColumns found{no_column, no_column, no_column, no_column};
  const auto take = [](std::size_t& column, std::size_t k) { column = column == no_column ? k : column; };
  for (std::size_t k = 0; k < count; ++k) {
    const std::string name = lower_case(names[k].text);
    const auto begins = [&](auto... words) { return (name.starts_with(words) || ...); };
    if (begins("d_g", "dg", "sig", "err", "unc"))
      take(found.g_error, k);
    else if (begins("d_r", "dr"))
      take(found.r_error, k);
    else if (begins("r"))
      take(found.r, k);
    else if (begins("g"))
      take(found.g, k);
  }
  return found.r == no_column || found.g == no_column ? usual_columns(count) : found;
}

std::vector<double> take(const NumberRows& rows, std::size_t column) {
  return column < rows.columns.size() ? rows.columns[column] : std::vector<double>();
}

void forget_zero_errors(std::vector<double>& errors) {
  if (std::ranges::all_of(errors, [](double error) { return error <= 0; })) errors.clear();
}

void refuse_many_columns(const NumberRows& rows, const std::string& text, const std::filesystem::path& file,
                         const std::string& expected) {
  if (rows.columns.size() <= most_columns) return;
  fail_at(line_place(file, text, rows.lines.front()), "a row has too many columns",
          std::to_string(rows.columns.size()), expected);
}

// "r(nm)" in the line of names; without a unit r is in angstrom, as everywhere in the field.
bool is_in_nm(const std::string* names) {
  if (!names) return false;
  const std::string lower = lower_case(*names);
  return std::ranges::any_of(
      std::initializer_list<const char*>{"r(nm)", "r (nm)", "r[nm]", "r [nm]", "r_nm", "r/nm"},
      [&](const char* form) { return lower.find(form) != lower.npos; });
}

void scale(std::vector<double>& values, double factor) {
  for (double& value : values) value *= factor;
}

// --- Q ------------------------------------------------------------------------------------------

// Q = 4 pi sin(theta) / lambda.
void angles_to_q(std::vector<double>& angles_deg, double wavelength_A, const std::filesystem::path& file) {
  if (angles_deg.back() >= 180)
    fail_with_file(file, "has scattering angles beyond 180 degrees", format_number(angles_deg.back()),
                   "2 theta in degrees", "these may be Q: declare q_unit = \"1/A\" or \"1/nm\"");
  for (double& x : angles_deg) x = 4 * std::numbers::pi / wavelength_A * std::sin(x * std::numbers::pi / 360);
}

void settle_q(QCurve& curve, const HeaderUnits& units, const QOptions& options,
              const std::filesystem::path& file) {
  if (options.q_unit == "two-theta") {
    const auto wavelength = options.wavelength_A ? options.wavelength_A : curve.facts.wavelength_A;
    if (!wavelength)
      fail_with_file(file, "is over scattering angles, and its wavelength is not known", "no wavelength",
                     "the wavelength, to turn angles into Q");
    return angles_to_q(curve.q_per_A, *wavelength, file);
  }
  if (units.q_is_ambiguous) fail_with_file(file, "names two units of q in its header", "", "one");
  if (units.q.empty() && options.q_unit.empty())
    fail_with_file(file, "does not say the unit of Q", "no unit", "1/A or 1/nm",
                   "declare it in the study: q_unit = \"1/A\", \"1/nm\" or \"two-theta\"");
  scale(curve.q_per_A, q_factor(units.q, options.q_unit, {.file = file.string()}) / 10);
}

// "L Q(1/A) I" without the mark of the line, as units_in_header() wants it.
std::vector<std::string> bare_header(std::vector<std::string> header) {
  std::erase_if(header, [](const std::string& line) { return line.starts_with("S "); });
  for (std::string& line : header)
    if (line.starts_with("L ")) line = std::string(trimmed(line.substr(2)));
  for (std::string& line : header)
    for (std::size_t at = line.find("$\\AA^{-1}$"); at != line.npos; at = line.find("$\\AA^{-1}$"))
      line.replace(at, 10, "1/A");
  return header;
}

struct Loaded {
  std::string text;
  std::string head;  // all above the data
  NumberRows rows;
};

Loaded load(const std::filesystem::path& file, const std::string& expected) {
  Loaded loaded{.text = read_measured_text(file), .head = {}, .rows = {}};
  loaded.rows = read_number_rows(without_head(loaded.text, start_of_data(loaded.text)), file);
  refuse_many_columns(loaded.rows, loaded.text, file, expected);
  const auto lines = line_views(loaded.text);
  for (std::size_t i = 0; i + 1 < static_cast<std::size_t>(loaded.rows.lines.front()); ++i)
    loaded.head += std::string(lines[i]) + "\n";
  return loaded;
}

}  // namespace

PdfFacts facts_in_header(const std::string& text) {
  const Header header(text);
  return {.program = program_in(header),
          .composition = header.text("composition").value_or(""),
          .radiation = radiation_in(header),
          .q_min_per_A = header.positive({"qmin"}),
          .q_max_per_A = header.positive({"qmax"}),
          .q_max_inst_per_A = header.positive({"qmaxinst"}),
          .q_damp_per_A = header.positive({"qdamp"}),
          .q_broad_per_A = header.positive({"qbroad"}),
          .temperature_K = header.positive({"temperature", "temp"}),
          .wavelength_A = header.positive({"wavelength", "lambda"}),
          .rpoly_A = header.positive({"rpoly"})};
}

PdfCurve read_gr(const std::filesystem::path& file) {
  const Loaded loaded = load(file, "2 to 5: r, G, error of r, error of G, difference");
  const std::string* names = line_of_gr_names(loaded.rows);
  const GrColumns columns = columns_by_names(names, loaded.rows.columns.size());
  Frame frame{.x = take(loaded.rows, columns.r),
              .y = take(loaded.rows, columns.g),
              .y_error = take(loaded.rows, columns.g_error)};
  forget_zero_errors(frame.y_error);
  std::string note;
  settle_text_curve(frame, "r", loaded.rows, loaded.text, file,
                    {columns.r, columns.g, columns.g_error, columns.r_error}, note);
  if (is_in_nm(names)) {
    scale(frame.x, 10);
    scale(frame.y, 0.01);
    scale(frame.y_error, 0.01);
  }
  return {.name = file.filename().string(),
          .r_A = std::move(frame.x),
          .g_per_A2 = std::move(frame.y),
          .g_error_per_A2 = std::move(frame.y_error),
          .facts = facts_in_header(loaded.head),
          .has_header = !trimmed(loaded.head).empty()};
}

QCurve read_q_curve(const std::filesystem::path& file, const QOptions& options) {
  const Loaded loaded = load(file, "2 or 3: Q, I, error of I");
  QCurve curve{.name = file.filename().string(), .facts = facts_in_header(loaded.head)};
  Frame frame{.x = take(loaded.rows, 0), .y = take(loaded.rows, 1), .y_error = take(loaded.rows, 2)};
  forget_zero_errors(frame.y_error);
  settle_text_curve(frame, "q", loaded.rows, loaded.text, file, {0, 1, 2, 3}, curve.note);
  curve.q_per_A = std::move(frame.x);
  curve.value = std::move(frame.y);
  curve.error = std::move(frame.y_error);
  settle_q(curve, units_in_header(bare_header(loaded.rows.header)), options, file);
  return curve;
}

}  // namespace nacre::io
