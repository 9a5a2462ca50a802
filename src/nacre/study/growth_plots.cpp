#include "nacre/study/growth_plots.hpp"

#include <algorithm>
#include <cmath>

#include "nacre/core/units.hpp"
#include "nacre/study/growth_curves.hpp"
#include "nacre/study/growth_nucleation.hpp"
#include "nacre/study/growth_output.hpp"

namespace nacre::study::growth_plots {
namespace {

using growth::Point;

constexpr std::size_t curve_points = 160;
constexpr double shown_rates = 1e-4;   // of the highest: slower ones are left out
constexpr double least_number = 1e-4;  // of the most: the first few particles say nothing of a distribution

// What happens late is best seen over linear time.
bool linear_time(const GrowthRun& run) {
  return !run.synthesis.injections.empty() || !run.synthesis.seeds.radius_nm.empty() ||
         run.synthesis.temperature.time_s.size() > 1;
}

}  // namespace

int color_of(std::size_t i) { return static_cast<int>(i % 7 < grey ? i % 7 : 7); }

// As every figure shows the first and the last of many, its place among the shown follows from its index.
int color_of_case(std::size_t index, std::size_t cases) {
  if (cases <= most_shown) return color_of(index);
  return color_of((index * (most_shown - 1) + cases - 2) / (cases - 1));
}

Runs shown_of(const Runs& all) {
  if (all.size() <= most_shown) return all;
  Runs shown;
  for (std::size_t i = 0; i < most_shown; ++i) shown.push_back(all[i * (all.size() - 1) / (most_shown - 1)]);
  return shown;
}

std::string label_of(const Runs& runs, std::size_t i, const std::string& what) {
  if (runs.size() == 1) return what;
  return growth_case_name(*runs[i]) + (what.empty() ? "" : ", " + what);
}

TimeAxis time_axis(const Runs& runs) {
  TimeAxis time{.axis = {"time", "s",
                         std::ranges::none_of(runs, [](const GrowthRun* run) { return linear_time(*run); })},
                .from_s = 0};
  if (time.axis.logarithmic) time.from_s = runs.front()->synthesis.duration_s / 2500;
  return time;
}

Curve time_curve(const GrowthRun& run, const TimeAxis& time, const Reading& read, Curve curve) {
  for (const std::size_t i : kept_steps(run.trajectory, curve_points)) {
    const Point& point = run.trajectory.points[i];
    const double value = read(point);
    if (point.time_s < time.from_s || !std::isfinite(value)) continue;
    curve.x.push_back(point.time_s);
    curve.y.push_back(value);
  }
  return curve;
}

void add_curve(Plot& plot, Curve curve) {
  if (!curve.x.empty()) plot.curves.push_back(std::move(curve));
}

namespace {

// The same reading of every run.
Plot time_plot(const Runs& runs, Plot plot, const Reading& read) {
  const TimeAxis time = time_axis(runs);
  plot.x = time.axis;
  for (std::size_t i = 0; i < runs.size(); ++i)
    add_curve(plot, time_curve(*runs[i], time, read, {.label = label_of(runs, i), .color = color_of(i)}));
  return plot;
}

// --- rates ------------------------------------------------------------------------------------

double highest_rate(const Runs& runs) {
  double highest = 0;
  for (const GrowthRun* run : runs)
    for (const Point& point : run->trajectory.points)
      highest = std::max({highest, point.generation_mol_m3_s, point.growth_mol_m3_s});
  return highest;
}

}  // namespace

bool generates(const Runs& runs) {
  return std::ranges::any_of(runs, [](const GrowthRun* run) {
    return run->trajectory.points.front().generation_mol_m3_s > 0 || !run->synthesis.injections.empty();
  });
}

namespace {

bool same_generation(const GrowthRun& one, const GrowthRun& other) {
  for (const double share : {0.01, 0.1, 0.5}) {
    const double time_s = share * one.synthesis.duration_s;
    const double a = one.trajectory.at(time_s).generation_mol_m3_s;
    if (std::abs(other.trajectory.at(time_s).generation_mol_m3_s - a) > 0.01 * a) return false;
  }
  return true;
}

}  // namespace

Plot rate_plot(const Runs& runs) {
  const TimeAxis time = time_axis(runs);
  Plot plot{
      .id = "rates",
      .title = "Where the monomer comes from and goes to",
      .caption =
          "Rates of monomer generation (grey), growth (lines) and nucleation (dashed), in monomer per "
          "volume. Growth is net of what particles give off; where that is more, and below 0.01 % of the "
          "highest rate, nothing is drawn.",
      .x = time.axis,
      .y = {"rate", "mol/(m3 s)", true}};
  const double least = shown_rates * highest_rate(runs);
  const auto above = [least](double rate) { return rate > least ? rate : 0.0; };
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (i == 0 || !same_generation(*runs[0], *runs[i]))
      add_curve(plot, time_curve(*runs[i], time, [&](const Point& p) { return above(p.generation_mol_m3_s); },
                                 {.label = i == 0 ? "generation" : "", .color = grey}));
    add_curve(plot, time_curve(*runs[i], time, [&](const Point& p) { return above(p.growth_mol_m3_s); },
                               {.label = label_of(runs, i, "growth"), .color = color_of(i)}));
    add_curve(
        plot,
        time_curve(*runs[i], time, [&](const Point& p) { return above(p.nucleation_mol_m3_s); },
                   {.label = label_of(runs, i, "nucleation"), .mark = Mark::dashed, .color = color_of(i)}));
  }
  return plot;
}

namespace {

// --- supersaturation --------------------------------------------------------------------------

void add_stages(const GrowthRun& run, const TimeAxis& time, int color, Plot& plot) {
  Curve ends{.mark = Mark::points, .color = color};
  const auto add = [&](std::size_t i, const char* what) {
    const Point& point = run.trajectory.points[i];
    if (point.time_s < time.from_s) return;
    ends.x.push_back(point.time_s);
    ends.y.push_back(point.supersaturation);
    ends.notes.push_back(std::string("nucleation ") + what + " at " + format_rounded(point.time_s, 4) + " s");
  };
  for (const NucleationStage& stage : nucleation_stages(run).list) {
    add(stage.first, "begins");
    add(stage.last, "ends");
  }
  add_curve(plot, std::move(ends));
}

}  // namespace

Plot lamer_plot(const Runs& runs) {
  Plot plot = time_plot(
      runs,
      {.id = "supersaturation",
       .title = "Supersaturation: the stages of nucleation and growth",
       .caption = "Monomer over its solubility. Points: nuclei form at 1 % of the highest rate of this "
                  "simulation; from one to the next particles nucleate, after that they only grow.",
       .y = {"supersaturation S", "", true}},
      [](const Point& p) { return p.supersaturation > 0 ? p.supersaturation : no_value; });
  const TimeAxis time = time_axis(runs);
  for (std::size_t i = 0; i < runs.size(); ++i) add_stages(*runs[i], time, color_of(i), plot);
  const double critical = nucleation_stages(*runs.front()).critical_supersaturation;
  if (runs.size() == 1 && std::isfinite(critical)) {
    plot.curves.push_back({.label = "1 % of the highest rate of nucleation",
                           .mark = Mark::dashed,
                           .color = grey,
                           .x = {std::max(time.from_s, 0.0), runs.front()->synthesis.duration_s},
                           .y = {critical, critical}});
  }
  return plot;
}

namespace {

// --- radii ------------------------------------------------------------------------------------

Reading of_many(const GrowthRun& run, double (*read)(const Point&)) {
  double most = 0;
  for (const Point& point : run.trajectory.points) most = std::max(most, point.moments[0]);
  return [=](const Point& point) { return point.moments[0] > least_number * most ? read(point) : no_value; };
}

Plot radius_statistic(const Runs& runs, Plot plot, double (*read)(const Point&)) {
  const TimeAxis time = time_axis(runs);
  plot.x = time.axis;
  for (std::size_t i = 0; i < runs.size(); ++i)
    add_curve(plot, time_curve(*runs[i], time, of_many(*runs[i], read),
                               {.label = label_of(runs, i), .color = color_of(i)}));
  return plot;
}

}  // namespace

Plot radius_plot(const Runs& runs) {
  const TimeAxis time = time_axis(runs);
  Plot plot{.id = "radius",
            .title = "Mean radius",
            .caption = "Mean radius of all particles; bands: one standard deviation on either side.",
            .x = time.axis,
            .y = {"radius", "nm"}};
  for (std::size_t i = 0; i < runs.size(); ++i) {
    Curve line = time_curve(*runs[i], time, of_many(*runs[i], [](const Point& p) { return p.mean_nm(); }),
                            {.label = label_of(runs, i), .color = color_of(i)});
    Curve band = time_curve(*runs[i], time, of_many(*runs[i], [](const Point& p) { return p.sigma_nm(); }),
                            {.mark = Mark::band, .color = color_of(i)});
    for (std::size_t k = 0; k < band.y.size(); ++k) {
      band.y_low.push_back(line.y[k] - band.y[k]);
      band.y_high.push_back(line.y[k] + band.y[k]);
    }
    band.y.clear();
    add_curve(plot, std::move(band));
    add_curve(plot, std::move(line));
  }
  return plot;
}

namespace {

std::string steps_note(const Runs& runs) {
  const bool steps = !generates(runs) && std::ranges::any_of(runs, [](const GrowthRun* run) {
    return run->trajectory.cohorts_dissolved > 0;
  });
  return steps ? " Steps: single cohorts that dissolve." : "";
}

}  // namespace

Plot sigma_plot(const Runs& runs) {
  return radius_statistic(
      runs,
      {.id = "sigma",
       .title = "Standard deviation of the radii",
       .caption = "Where it falls, the distribution focuses: small particles grow faster than large ones." +
                  steps_note(runs),
       .y = {"σ", "nm"}},
      [](const Point& p) { return p.sigma_nm(); });
}

Plot dispersity_plot(const Runs& runs) {
  return radius_statistic(
      runs,
      {.id = "dispersity",
       .title = "Dispersity",
       .caption = std::string("Standard deviation over mean radius") +
                  (generates(runs) ? "; it falls also where all grow alike." : ".") + steps_note(runs),
       .y = {"σ / mean radius", "%"}},
      [](const Point& p) { return 100 * p.dispersity(); });
}

namespace {

// --- what is in the flask ---------------------------------------------------------------------

}  // namespace

Plot balance_plot(const GrowthRun& run, const TimeAxis& time) {
  Plot plot{.id = "balance",
            .title = "Mass balance",
            .caption = "Precursor, monomer and solid per volume at time 0, so that dilution does not show.",
            .x = time.axis,
            .y = {"amount", "mol/m3"}};
  add_curve(plot, time_curve(run, time, [](const Point& p) { return p.precursor_mol_m3 * p.volume_ratio; },
                             {.label = "precursor", .color = 0}));
  add_curve(plot, time_curve(run, time, [](const Point& p) { return p.monomer_mol_m3 * p.volume_ratio; },
                             {.label = "monomer", .color = 1}));
  add_curve(plot, time_curve(run, time, [](const Point& p) { return p.solid_mol_m3; },
                             {.label = "particles", .color = 2}));
  add_curve(plot, time_curve(run, time, [](const Point& p) { return p.total_mol_m3; },
                             {.label = "put in", .mark = Mark::dashed, .color = grey}));
  return plot;
}

bool temperature_changes(const GrowthRun& run) {
  const double first = run.trajectory.points.front().temperature_K;
  return std::ranges::any_of(run.trajectory.points, [first](const Point& point) {
    return std::abs(point.temperature_K - first) > 0.01;
  });
}

Plot temperature_plot(const Runs& runs) {
  return time_plot(runs,
                   {.id = "temperature",
                    .title = "Temperature of the flask",
                    .caption = "As [program], [injection] temperature_drop and recovery say.",
                    .y = {"temperature", "K"}},
                   [](const Point& p) { return p.temperature_K; });
}

}  // namespace nacre::study::growth_plots
