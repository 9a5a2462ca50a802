#include "nacre/study/titration_blank.hpp"

#include <cmath>
#include <filesystem>

#include "nacre/io/data_error.hpp"
#include "nacre/study/titration_files.hpp"

namespace nacre::study {
namespace {

// Heat per uL at each injection, with its standard error.
struct Blank {
  std::vector<double> heat_uJ_uL;
  std::vector<double> error_uJ_uL;
};

Blank point_by_point(const io::TitrationFile& file) {
  Blank blank;
  for (std::size_t i = 0; i < file.heats_uJ.size(); ++i) {
    blank.heat_uJ_uL.push_back(file.heats_uJ[i] / file.volumes_uL[i]);
    blank.error_uJ_uL.push_back(file.errors_uJ.empty() ? 0 : file.errors_uJ[i] / file.volumes_uL[i]);
  }
  return blank;
}

// Least squares through all points but the skipped ones, evaluated at `count` injections; the error is that
// of the line.
Blank line_through(const Blank& points, std::size_t skip, std::size_t count) {
  const auto n = static_cast<double>(points.heat_uJ_uL.size() - skip);
  const double middle = static_cast<double>(skip) + 0.5 * (n - 1);
  double sum = 0, sum_xy = 0, sum_xx = 0;
  for (std::size_t i = skip; i < points.heat_uJ_uL.size(); ++i) {
    const double x = static_cast<double>(i) - middle;
    sum += points.heat_uJ_uL[i];
    sum_xy += x * points.heat_uJ_uL[i];
    sum_xx += x * x;
  }
  const double mean = sum / n, slope = sum_xy / sum_xx;
  double squares = 0;
  for (std::size_t i = skip; i < points.heat_uJ_uL.size(); ++i) {
    const double residual = points.heat_uJ_uL[i] - mean - slope * (static_cast<double>(i) - middle);
    squares += residual * residual;
  }
  const double variance = squares / (n - 2);
  Blank line;
  for (std::size_t i = 0; i < count; ++i) {
    const double x = static_cast<double>(i) - middle;
    line.heat_uJ_uL.push_back(mean + slope * x);
    line.error_uJ_uL.push_back(std::sqrt(variance * (1 / n + x * x / sum_xx)));
  }
  return line;
}

Blank read_blank(const Case& one, std::size_t injections) {
  const std::string& path = one.text("data.blank");
  io::TitrationFile file = read_raw_titration(one, path, 0, 1).file;
  if (file.volumes_uL.empty()) {
    if (!one.has("syringe.injection_volume"))
      throw one.error("data.blank", "the injections of the blank have no volumes", {},
                      "[data] volume_column or [syringe] injection_volume");
    file.volumes_uL.assign(file.heats_uJ.size(), one.number("syringe.injection_volume"));
  }
  const Blank points = point_by_point(file);
  const std::size_t found = points.heat_uJ_uL.size();
  if (one.text("data.blank_as") == "points") {
    if (found < injections)
      io::fail_with_file(path, "the blank has fewer injections than the titration", std::to_string(found),
                         std::to_string(injections),
                         "[data] blank_as = \"line\" does without the missing ones");
    return points;
  }
  const auto skip = static_cast<std::size_t>(one.number("data.skip"));
  if (found < skip + 3)
    io::fail_with_file(path, "the blank has too few injections for a line", std::to_string(found),
                       std::to_string(skip + 3) + " or more");
  return line_through(points, skip, injections);
}

void subtract(const Blank& blank, TitrationRun& run) {
  ligands::Titration& titration = run.titration;
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
  for (TitrationRun& run : data.runs) subtract(read_blank(one, run.titration.heats_uJ.size()), run);
}

}  // namespace nacre::study
