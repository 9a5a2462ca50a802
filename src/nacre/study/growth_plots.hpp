// What the figures of growth over time share: colors, names, the axis, and the plots of the flask.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "nacre/core/figure.hpp"
#include "nacre/study/growth_run.hpp"

namespace nacre::study::growth_plots {

using Runs = std::vector<const GrowthRun*>;
using Reading = std::function<double(const growth::Point&)>;

inline constexpr int grey = 6;

// What a plot can tell apart.
inline constexpr std::size_t most_shown = 7;

// All of them, or as many as a plot can tell apart, evenly from the first to the last.
Runs shown_of(const Runs& all);

int color_of(std::size_t i);  // of the shown
// Of one of all cases, the same in every figure.
int color_of_case(std::size_t index, std::size_t cases);
// The name of a run and of what is drawn of it; without the first where there is only one run.
std::string label_of(const Runs& runs, std::size_t i, const std::string& what = "");

struct TimeAxis {
  Axis axis{};
  double from_s = 0;
};

// Linear where there is a program, an injection or seeds, whose doings come late.
TimeAxis time_axis(const Runs& runs);

// Points where the reading is finite; 0 on a logarithmic axis is a gap.
Curve time_curve(const GrowthRun& run, const TimeAxis& time, const Reading& read, Curve curve);

// Unless it is empty.
void add_curve(Plot& plot, Curve curve);

bool generates(const Runs& runs);  // monomer, from precursor
bool temperature_changes(const GrowthRun& run);

Plot rate_plot(const Runs& runs);
Plot lamer_plot(const Runs& runs);
Plot radius_plot(const Runs& runs);
Plot sigma_plot(const Runs& runs);
Plot dispersity_plot(const Runs& runs);
Plot balance_plot(const GrowthRun& run, const TimeAxis& time);
Plot temperature_plot(const Runs& runs);

}  // namespace nacre::study::growth_plots
