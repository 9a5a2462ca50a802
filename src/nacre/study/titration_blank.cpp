#include "nacre/study/titration_blank.hpp"

#include <cmath>
#include <filesystem>

#include "nacre/io/data_error.hpp"
#include "nacre/study/titration_files.hpp"

namespace nacre::study {
namespace {

// Heat per uL at each injection, with its standard error.
struct Points {
  std::vector<double> heat_uJ_uL;
  std::vector<double> error_uJ_uL;
  std::vector<bool> used;
};

Points point_by_point(const io::TitrationFile& file) {
  Points points{.heat_uJ_uL = {}, .error_uJ_uL = {}, .used = file.used};
  for (std::size_t i = 0; i < file.heats_uJ.size(); ++i) {
    points.heat_uJ_uL.push_back(file.heats_uJ[i] / file.volumes_uL[i]);
    points.error_uJ_uL.push_back(file.errors_uJ.empty() ? 0 : file.errors_uJ[i] / file.volumes_uL[i]);
  }
  points.used.resize(file.heats_uJ.size(), true);
  return points;
}

// Heat per uL as a line in the injection's number. About the middle of its points the errors of mean and
// slope do not correlate.
struct Line {
  double middle = 0;
  double mean = 0, slope = 0;
  double mean_error = 0, slope_error = 0;

  double at(std::size_t i) const { return mean + slope * from_middle(i); }
  double from_middle(std::size_t i) const { return static_cast<double>(i) - middle; }
};

// Least squares through the injections `rows`; the errors are those of the scatter about the line.
Line line_through(const Points& points, const std::vector<std::size_t>& rows) {
  const auto n = static_cast<double>(rows.size());
  Line line;
  for (const std::size_t i : rows) {
    line.middle += static_cast<double>(i) / n;
    line.mean += points.heat_uJ_uL[i] / n;
  }
  double sum_xy = 0, sum_xx = 0, squares = 0;
  for (const std::size_t i : rows) {
    sum_xy += line.from_middle(i) * points.heat_uJ_uL[i];
    sum_xx += line.from_middle(i) * line.from_middle(i);
  }
  line.slope = sum_xy / sum_xx;
  for (const std::size_t i : rows) squares += std::pow(points.heat_uJ_uL[i] - line.at(i), 2);
  const double variance = squares / (n - 2);
  line.mean_error = std::sqrt(variance / n);
  line.slope_error = std::sqrt(variance / sum_xx);
  return line;
}

Points read_points(const Case& one) {
  io::TitrationFile file = read_raw_titration(one, one.text("data.blank"), 0, 1).file;
  if (file.volumes_uL.empty()) {
    if (!one.has("syringe.injection_volume"))
      throw one.error("data.blank", "the injections of the blank have no volumes", {},
                      "[data] volume_column or [syringe] injection_volume");
    file.volumes_uL.assign(file.heats_uJ.size(), one.number("syringe.injection_volume"));
  }
  return point_by_point(file);
}

Line read_line(const Case& one, const Points& points) {
  std::vector<std::size_t> rows;
  for (auto i = static_cast<std::size_t>(one.number("data.skip")); i < points.used.size(); ++i)
    if (points.used[i]) rows.push_back(i);
  if (rows.size() < 3)
    io::fail_with_file(one.text("data.blank"), "the blank has too few injections for a line",
                       std::to_string(rows.size()) + " that are used", "3 or more");
  return line_through(points, rows);
}

// One line for all injections, of all files: its errors are common to them.
void subtract(const Line& line, TitrationRun& run) {
  ligands::Titration& titration = run.titration;
  ligands::SharedEffect mean{.name = "blank"}, slope{.name = "blank_slope"};
  for (std::size_t i = 0; i < titration.heats_uJ.size(); ++i) {
    const double volume = titration.volumes_uL[i];
    run.blank_uJ.push_back(line.at(i) * volume);
    titration.heats_uJ[i] -= run.blank_uJ.back();
    mean.heats_uJ.push_back(line.mean_error * volume);
    slope.heats_uJ.push_back(line.slope_error * line.from_middle(i) * volume);
  }
  titration.effects = {std::move(mean), std::move(slope)};
}

void subtract(const Case& one, const Points& blank, TitrationRun& run) {
  ligands::Titration& titration = run.titration;
  if (blank.heat_uJ_uL.size() < titration.heats_uJ.size())
    io::fail_with_file(one.text("data.blank"), "the blank has fewer injections than the titration",
                       std::to_string(blank.heat_uJ_uL.size()), std::to_string(titration.heats_uJ.size()),
                       "[data] blank_as = \"line\" does without the missing ones");
  for (std::size_t i = 0; i < titration.heats_uJ.size(); ++i) {
    run.blank_uJ.push_back(blank.heat_uJ_uL[i] * titration.volumes_uL[i]);
    titration.heats_uJ[i] -= run.blank_uJ.back();
    if (!titration.errors_uJ.empty())
      titration.errors_uJ[i] =
          std::hypot(titration.errors_uJ[i], blank.error_uJ_uL[i] * titration.volumes_uL[i]);
  }
}

}  // namespace

void subtract_blank(const Case& one, TitrationData& data) {
  const Points points = read_points(one);
  if (one.text("data.blank_as") == "points") {
    for (TitrationRun& run : data.runs) subtract(one, points, run);
    return;
  }
  const Line line = read_line(one, points);
  for (TitrationRun& run : data.runs) subtract(line, run);
}

}  // namespace nacre::study
