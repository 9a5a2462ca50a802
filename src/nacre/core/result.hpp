// What a study returns: plain data that the run folder, the terminal, the report and Python all read.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "nacre/core/figure.hpp"

namespace nacre {

inline constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

// The value of a scanned key in one case, as the study writes it: a number or a text such as "3.4 RT".
using CaseValue = std::variant<double, std::string>;
using CaseLabel = std::vector<std::pair<std::string, CaseValue>>;

struct Quantity {
  std::string name{};
  double value = no_value;
  double uncertainty = no_value;                    // one standard deviation; NaN: none
  std::optional<std::array<double, 2>> interval{};  // 68 % profile interval
  std::string unit{};
  std::string description{};
  CaseLabel case_label{};
};

using Cell = std::variant<std::monostate, double, std::int64_t, std::string>;

struct Column {
  std::string name{};  // plain, with the unit as suffix: dG_kJ_mol
  std::string description{};
};

struct Table {
  std::string name{};  // file name without .csv
  std::string title{};
  std::vector<std::string> notes{};  // comment lines: origin, units
  std::vector<Column> columns{};
  std::vector<std::vector<Cell>> rows{};
};

struct FitParameterRow {
  std::string name{};
  std::string unit{};
  std::string description{};
  double value = no_value;
  double uncertainty = no_value;
  std::optional<std::array<double, 2>> interval{};
  double start = no_value;
  double lower = -std::numeric_limits<double>::infinity();
  double upper = std::numeric_limits<double>::infinity();
  bool fixed = false;
  bool at_bound = false;
  std::string tie{};  // "= 2 a" for a tied parameter
};

struct FitSummary {
  std::string name{};   // of the data or of the case
  std::string model{};  // what was fitted
  std::vector<FitParameterRow> parameters{};
  std::vector<std::string> free_names{};  // order of `correlations`
  std::vector<double> correlations{};     // row-major over free_names
  double chi2 = no_value;
  double chi2_reduced = no_value;
  double aic = no_value;
  double bic = no_value;
  int n_data = 0;
  int n_parameters = 0;
  bool converged = false;
  std::string scaling{};  // how sigmas were scaled
  std::vector<std::string> warnings{};
};

// A dense array for results.h5.
struct Array {
  std::string name{};  // path in the file: "shell/snapshots"
  std::string unit{};
  std::string description{};
  std::vector<std::size_t> shape{};
  std::vector<double> values{};  // row-major
};

// A text in a format of other programs, for files/ in the run folder: a G(r), a structure.
struct ResultFile {
  std::string name{};  // with its extension: "nickel.gr"
  std::string content{};
};

struct StudyResult {
  std::string headline{};  // one sentence that answers the study's question
  bool converged = true;   // false: exit code 4
  bool partial = false;    // some pieces of the data could not be used, the rest is here: exit code 5
  std::vector<Quantity> quantities{};
  std::vector<FitSummary> fits{};
  std::vector<Table> tables{};
  std::vector<Figure> figures{};
  std::vector<Array> arrays{};
  std::vector<ResultFile> files{};
  std::vector<std::string> warnings{};
};

}  // namespace nacre
