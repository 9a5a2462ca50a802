#include "nacre/io/xafs_text.hpp"

#include "nacre/core/units.hpp"
#include "nacre/io/data_error.hpp"
#include "nacre/io/text_lines.hpp"
#include "nacre/io/text_place.hpp"

namespace nacre::io {
namespace {

constexpr std::size_t fewest_points = 20;
constexpr double most_k = 50;  // 1/A, far beyond any EXAFS

}  // namespace

XafsScan read_xafs_text(const std::filesystem::path& file, const XafsOptions& options) {
  const std::string text = read_measured_text(file);
  const NumberRows rows = read_number_rows(text, file);
  std::vector<std::string> names = names_in_header(rows);
  if (names.empty() && rows.columns.size() == 2) names = {"energy", "mu"};
  if (names.empty())
    fail_with_file(file, "does not say what its columns are",
                   std::to_string(rows.columns.size()) + " columns",
                   "two, energy and mu, or a line of names above them: energy i0 itrans",
                   "names are energy; mu, or i0 with itrans or ifluor; irefer");
  return scan_of_columns(rows, names, "", text, file, options);
}

ChiCurve read_chi(const std::filesystem::path& file) {
  const std::string text = read_measured_text(file);
  const NumberRows rows = read_number_rows(text, file);
  ChiCurve curve{rows.columns[0], rows.columns[1]};
  for (std::size_t i = 0; i < curve.k_per_A.size(); ++i) {
    const bool rises = i == 0 ? curve.k_per_A[0] >= 0 : curve.k_per_A[i] > curve.k_per_A[i - 1];
    if (!rises || curve.k_per_A[i] > most_k)
      fail_at(cell_place(file, text, rows.lines[i], rows.layout, 0),
              "k does not rise from zero on, or is too large", format_number(curve.k_per_A[i]),
              "k in 1/A, ascending, at most 50");
  }
  if (curve.k_per_A.size() < fewest_points)
    fail_with_file(file, "has too few rows for chi(k)", std::to_string(curve.k_per_A.size()),
                   "at least " + std::to_string(fewest_points));
  return curve;
}

}  // namespace nacre::io
