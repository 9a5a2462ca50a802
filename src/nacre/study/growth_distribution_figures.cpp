// Distributions of radii: panels a-c of Figure 5 of the superfocusing paper, and as a film.
#include <algorithm>
#include <cmath>

#include "nacre/core/units.hpp"
#include "nacre/study/growth_curves.hpp"
#include "nacre/study/growth_nucleation.hpp"
#include "nacre/study/growth_output.hpp"
#include "nacre/study/growth_plots.hpp"
#include "nacre/study/slug.hpp"

namespace nacre::study {
namespace {

constexpr int grey = 6;
constexpr double lightest = 0.2;
constexpr std::size_t most_panels = 3;
constexpr std::size_t most_film_curves = 4;
constexpr double micromolar = 1e3;  // per mol/m3

// All of them, or as many from the first to the last, evenly.
std::vector<const GrowthRun*> chosen(const std::vector<GrowthRun>& runs, std::size_t most,
                                     std::size_t fewer) {
  const std::size_t n = runs.size() <= most ? runs.size() : fewer;
  std::vector<const GrowthRun*> list;
  for (std::size_t i = 0; i < n; ++i) list.push_back(&runs[n == 1 ? 0 : i * (runs.size() - 1) / (n - 1)]);
  return list;
}

int color_in(const std::vector<GrowthRun>& runs, const GrowthRun& run) {
  return growth_plots::color_of_case(static_cast<std::size_t>(&run - runs.data()), runs.size());
}

// The first snapshot with 98 % of the particles there.
std::size_t first_after_nucleation(const GrowthRun& run) {
  const double over_s = run.summary.concentration.time_s;
  for (std::size_t i = 0; i < run.snapshots.size(); ++i)
    if (over_s > 0 && run.trajectory.snapshots[run.snapshots[i]].time_s >= over_s) return i;
  return run.snapshots.size();
}

std::string time_text(double time_s) {
  return (time_s < 1000 ? format_rounded(time_s) : format_number(std::round(time_s))) + " s";
}

Curve snapshot_curve(const growth::Snapshot& snapshot, bool after_nucleation, int color, double shade) {
  const Distribution shape = distribution_of(snapshot);
  Curve curve{.label = time_text(snapshot.time_s) + (after_nucleation ? ", nucleation over" : ""),
              .mark = Mark::line,
              .color = color,
              .x = shape.radius_nm,
              .y = shape.density_mol_m3_nm,
              .shade = shade};
  for (double& one : curve.y) one *= micromolar;
  return curve;
}

// A vertical line where nuclei enter.
void add_entry(const GrowthRun& run, Plot& plot) {
  const double entry_nm = nucleation_stages(run).entry_radius_nm;
  if (!(entry_nm > 0)) return;
  double highest = 0;
  for (const Curve& curve : plot.curves) highest = std::max(highest, *std::ranges::max_element(curve.y));
  plot.curves.push_back({.label = "nuclei enter at " + format_rounded(entry_nm) + " nm",
                         .mark = Mark::dashed,
                         .color = grey,
                         .x = {entry_nm, entry_nm},
                         .y = {0, highest}});
}

std::string panel_caption(const GrowthRun& run, std::size_t curves) {
  std::string text = "Concentration of particles per radius at " + std::to_string(curves) + " times";
  if (curves < run.snapshots.size())
    text += " (of " + std::to_string(run.snapshots.size()) + ": at the others there are no particles)";
  const growth::Point& last = run.trajectory.points.back();
  text += ", " + format_rounded(last.mean_nm()) + " nm and a dispersity of " +
          format_rounded(100 * last.dispersity(), 2) + " % at the end.";
  if (nucleation_stages(run).entry_radius_nm > 0)
    text +=
        " Dashed: the radius at which nuclei enter at the highest rate of nucleation. \"Nucleation over\": "
        "the first time with 98 % of the particles there.";
  return text;
}

// From light to dark, as Figure 5 draws them.
double shade_of(std::size_t i, std::size_t n) {
  return n < 2 ? 1 : lightest + (1 - lightest) * static_cast<double>(i) / static_cast<double>(n - 1);
}

Plot panel(const GrowthRun& run, int color, bool several) {
  Plot plot{.id = several ? "distribution-" + slug_of(growth_case_name(run)) : "distribution",
            .title = several ? "Distribution of radii, " + growth_case_name(run) : "Distribution of radii",
            .caption = {},
            .x = {"radius", "nm"},
            .y = {"c(r)", "µM/nm"}};
  const std::size_t mark = first_after_nucleation(run);
  for (std::size_t i = 0; i < run.snapshots.size(); ++i) {
    Curve curve = snapshot_curve(run.trajectory.snapshots[run.snapshots[i]], i == mark, color,
                                 shade_of(i, run.snapshots.size()));
    if (!curve.x.empty()) plot.curves.push_back(std::move(curve));
  }
  plot.caption = panel_caption(run, plot.curves.size());
  add_entry(run, plot);
  return plot;
}

// --- film -------------------------------------------------------------------------------------

// Over its maximum, so that every moment fills the axis; nothing where there are no particles.
Curve frame_curve(const GrowthRun& run, std::size_t frame, int color, const std::string& label) {
  const Distribution shape = distribution_of(run.trajectory.snapshots[run.frames[frame]]);
  Curve curve{
      .label = label, .mark = Mark::line, .color = color, .x = shape.radius_nm, .y = shape.density_mol_m3_nm};
  if (curve.x.empty()) {
    const double entry_nm = nucleation_stages(run).entry_radius_nm;
    curve.x = {entry_nm, 1.01 * entry_nm};
    curve.y = {0, 0};
    return curve;
  }
  const double highest = *std::ranges::max_element(curve.y);
  for (double& one : curve.y) one /= highest;
  return curve;
}

Film distribution_film(const std::vector<GrowthRun>& runs) {
  std::vector<const GrowthRun*> shown = chosen(runs, most_film_curves, most_panels);
  std::erase_if(shown, [](const GrowthRun* run) { return !has_particles(*run); });
  Film film{.id = "distribution-film",
            .title = "Distribution of radii over time",
            .caption =
                "Concentration of particles per radius over its maximum at that moment. Their number is in "
                "the figure "
                "\"Yield and number of particles\".",
            .x = {"radius", "nm"},
            .y = {"c(r) / maximum", ""},
            .slider = {"time", "s"},
            .frames = {}};
  for (std::size_t frame = 0; !shown.empty() && frame < shown.front()->frames.size(); ++frame) {
    FilmFrame one{.at = shown.front()->trajectory.snapshots[shown.front()->frames[frame]].time_s,
                  .curves = {}};
    for (std::size_t i = 0; i < shown.size(); ++i)
      one.curves.push_back(frame_curve(*shown[i], frame, color_in(runs, *shown[i]),
                                       runs.size() > 1 ? growth_case_name(*shown[i]) : ""));
    film.frames.push_back(std::move(one));
  }
  return film;
}

}  // namespace

std::vector<Figure> growth_distribution_figures(const std::vector<GrowthRun>& runs) {
  std::vector<Figure> figures;
  for (const GrowthRun* run : chosen(runs, most_panels, most_panels))
    if (has_particles(*run)) {
      Plot plot = panel(*run, color_in(runs, *run), runs.size() > 1);
      if (!plot.curves.empty()) figures.emplace_back(std::move(plot));
    }
  if (runs.front().frames.empty()) return figures;
  Film film = distribution_film(runs);
  if (!film.frames.empty()) figures.emplace_back(std::move(film));
  return figures;
}

}  // namespace nacre::study
