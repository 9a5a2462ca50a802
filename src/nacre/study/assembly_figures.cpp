// Curves of an assembly: what happened over time, and the structure at the end.
#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "nacre/assembly/local_density.hpp"
#include "nacre/study/assembly_output.hpp"
#include "nacre/study/assembly_plan.hpp"
#include "nacre/study/assembly_potential_figure.hpp"
#include "nacre/study/assembly_snapshots.hpp"

namespace nacre::study {
namespace {

constexpr std::size_t most_cases = 7;  // that a plot can tell apart
constexpr std::size_t most_points = 800;
constexpr double density_bin = 0.05;  // per sigma^3

struct Shown {
  const AssemblyCase* one = nullptr;
  int color = 0;
};
using Cases = std::vector<Shown>;

// All of them, or as many as a plot can tell apart, evenly from the first to the last.
Cases shown_of(const std::vector<AssemblyCase>& cases) {
  Cases shown;
  for (const std::size_t i : thinned(cases.size(), most_cases)) {
    const int color = static_cast<int>(shown.size());
    shown.push_back({&cases[i], color < 6 ? color : 7});  // 6 is grey
  }
  return shown;
}

std::string label_of(const Cases& cases, const Shown& one, const std::string& what) {
  if (cases.size() == 1) return what;
  return one.one->label + (what.empty() ? "" : ", " + what);
}

// Rows of one of the tables against time, thinned; gaps where the reading is not finite.
template <typename Row>
Curve time_curve(const std::vector<Row>& rows, const std::function<double(const Row&)>& read) {
  Curve curve;
  for (const std::size_t i : thinned(rows.size(), most_points)) {
    const double value = read(rows[i]);
    if (!std::isfinite(value)) continue;
    curve.x.push_back(rows[i].time);
    curve.y.push_back(value);
  }
  return curve;
}

void add(Plot& plot, Curve curve) {
  if (curve.x.size() > 1) plot.curves.push_back(std::move(curve));
}

Plot over_time(const std::string& id, const std::string& title, const std::string& caption, Axis y) {
  return {.id = id, .title = title, .caption = caption, .x = {"time", "τ"}, .y = std::move(y)};
}

template <typename Row>
void add_rows(Plot& plot, const Cases& cases, std::vector<Row> AssemblyCase::*rows, const std::string& what,
              const std::function<double(const Row&)>& read, Mark mark) {
  for (const Shown& one : cases) {
    Curve curve = time_curve<Row>(one.one->*rows, read);
    curve.label = label_of(cases, one, what);
    curve.color = one.color;
    curve.mark = mark;
    add(plot, std::move(curve));
  }
}

void add_thermo(Plot& plot, const Cases& cases, const std::string& what,
                const std::function<double(const ThermoRow&)>& read, Mark mark = Mark::line) {
  add_rows(plot, cases, &AssemblyCase::thermo, what, read, mark);
}

void add_order(Plot& plot, const Cases& cases, const std::string& what,
               const std::function<double(const OrderRow&)>& read, Mark mark = Mark::line) {
  add_rows(plot, cases, &AssemblyCase::order, what, read, mark);
}

// Structures that ever hold at least one in two hundred of the large particles.
void add_structures(Plot& plot, const AssemblyCase& one) {
  for (std::size_t e = 1; e < one.environment_names.size(); ++e) {
    Curve curve = time_curve<OrderRow>(one.order, [e](const OrderRow& row) {
      return e < row.fractions.size() ? row.fractions[e] : no_value;
    });
    if (curve.y.empty() || *std::ranges::max_element(curve.y) < 0.005) continue;
    curve.label = one.environment_names[e];
    curve.color = static_cast<int>(plot.curves.size()) + 1;
    add(plot, std::move(curve));
  }
}

constexpr double dense_already = 0.9;  // of the fluid: the threshold tells nothing

Plot crystalline_plot(const Cases& cases) {
  Plot plot =
      over_time("crystalline", "Crystalline fraction",
                "Share of the large particles whose surroundings are those of the structure looked for.",
                {"crystalline large particles"});
  add_order(plot, cases, "crystalline", [](const OrderRow& row) { return row.crystalline; });
  if (cases.size() > 1) return plot;
  const AssemblyCase& one = *cases.front().one;
  if (one.structure == "auto" || one.structure.empty()) add_structures(plot, one);
  Curve dense = time_curve<OrderRow>(one.order, [](const OrderRow& row) { return row.locally_dense; });
  if (!dense.y.empty() && *std::ranges::max_element(dense.y) > 0) {
    dense.label = "locally dense";
    dense.mark = Mark::dashed;
    dense.color = 6;
    plot.caption +=
        dense.y.front() > dense_already
            ? " Dashed: those that are locally dense. Nearly all are at the start: [order] dense_above can "
              "be set between the fluid's local density and the crystal's."
            : " Dashed: those with the local density of the crystal. Where these come long before the "
              "crystalline ones, a dense fluid came first.";
    add(plot, std::move(dense));
  }
  return plot;
}

// Order against packing, where the container was compressed: the packing at which it sets in.
void add_packing_plot(const Cases& cases, std::vector<Figure>& figures) {
  Plot plot{.id = "crystalline-packing",
            .title = "Crystalline fraction against packing",
            .caption = "The same against the packing fraction of the container at that moment.",
            .x = {"packing fraction"},
            .y = {"crystalline large particles"}};
  for (const Shown& one : cases) {
    const auto& rows = one.one->order;
    Curve curve{.label = label_of(cases, one, ""), .color = one.color};
    for (const std::size_t i : thinned(rows.size(), most_points)) {
      if (!std::isfinite(rows[i].crystalline)) continue;
      curve.x.push_back(rows[i].packing);
      curve.y.push_back(rows[i].crystalline);
    }
    if (curve.x.size() < 2) continue;
    const auto [low, high] = std::ranges::minmax(curve.x);
    if (high - low > 1e-3) plot.curves.push_back(std::move(curve));
  }
  if (!plot.curves.empty()) figures.emplace_back(std::move(plot));
}

Plot nuclei_plot(const Cases& cases) {
  Plot plot =
      over_time("nucleus", "Largest nucleus",
                "Crystalline large particles in the largest cluster of them: a jump is a nucleus that "
                "grows, steps down are nuclei that melt.",
                {"large particles"});
  add_order(plot, cases, "", [](const OrderRow& row) { return row.largest_nucleus; });
  return plot;
}

Plot energy_plot(const Cases& cases) {
  Plot plot = over_time("energy", "Potential energy",
                        "Of pairs and walls, per particle. Crystallisation shows as a step down.",
                        {"potential energy per particle", "ε"});
  add_thermo(plot, cases, "", [](const ThermoRow& row) { return row.potential; });
  return plot;
}

Plot pressure_plot(const Cases& cases) {
  Plot plot = over_time("pressure", "Pressure", "From the virial, or from the push on the walls.",
                        {"pressure", "ε/σ³"});
  add_thermo(plot, cases, "", [](const ThermoRow& row) { return row.pressure; });
  return plot;
}

Plot packing_plot(const Cases& cases) {
  Plot plot = over_time("packing", "Packing fraction", "As the study counts it.", {"packing fraction"});
  add_thermo(plot, cases, "", [](const ThermoRow& row) { return row.packing; });
  return plot;
}

Plot temperature_plot(const Cases& cases) {
  Plot plot =
      over_time("temperature", "Temperature",
                "Of the velocities; dashed: what the thermostat asks for at that moment.", {"kT", "ε"});
  add_thermo(plot, cases, "", [](const ThermoRow& row) { return row.temperature; });
  const std::size_t measured = plot.curves.size();
  add_thermo(
      plot, cases, "thermostat",
      [](const ThermoRow& row) { return row.well_depth > 0 ? 1 / row.well_depth : no_value; }, Mark::dashed);
  for (std::size_t i = measured; i < plot.curves.size() && cases.size() == 1; ++i) plot.curves[i].color = 6;
  return plot;
}

// g(r), S(q): all pairs of species of a single case; of several only the first curve of each.
void add_curves(Plot plot, const Cases& cases, std::vector<AssemblyCurve> AssemblyCase::*which, double from,
                std::vector<Figure>& figures) {
  for (const Shown& shown : cases) {
    const auto& curves = shown.one->*which;
    for (std::size_t c = 0; c < curves.size() && (c == 0 || cases.size() == 1); ++c) {
      Curve curve{.label = label_of(cases, shown, curves[c].label),
                  .color = cases.size() == 1 ? static_cast<int>(c) : shown.color};
      for (std::size_t i = 0; i < curves[c].x.size(); ++i) {
        if (curves[c].x[i] < from || !std::isfinite(curves[c].y[i])) continue;
        if (plot.y.logarithmic && !(curves[c].y[i] > 0)) continue;
        curve.x.push_back(curves[c].x[i]);
        curve.y.push_back(curves[c].y[i]);
      }
      add(plot, std::move(curve));
    }
  }
  if (!plot.curves.empty()) figures.emplace_back(std::move(plot));
}

// Where g(r) rises from 0, less a little.
double first_contact(const Cases& cases) {
  double first = std::numeric_limits<double>::infinity();
  for (const Shown& shown : cases)
    for (const AssemblyCurve& curve : shown.one->gr)
      for (std::size_t i = 0; i < curve.x.size(); ++i)
        if (curve.y[i] > 0) first = std::min(first, curve.x[i]);
  return std::isfinite(first) ? std::max(0.0, first - 0.15) : 0;
}

void add_structure_curves(const Cases& cases, std::vector<Figure>& figures) {
  add_curves(
      {.id = "gr",
       .title = "g(r)",
       .caption =
           "Pairs of particles at a distance over those of an ideal gas in the same container, over the "
           "last stage: sharp peaks far out are a crystal.",
       .x = {"distance r", "σ"},
       .y = {"g(r)"}},
      cases, &AssemblyCase::gr, first_contact(cases), figures);
  add_curves(
      {.id = "sq",
       .title = "S(q)",
       .caption =
           "Structure factor, all wave vectors of the box averaged over directions, over the last stage.",
       .x = {"wave number q", "1/σ"},
       .y = {"S(q)"}},
      cases, &AssemblyCase::sq, 0, figures);
  add_curves(
      {.id = "msd",
       .title = "Mean square displacement",
       .caption =
           "Over the last stage. A slope of 1 on these axes is diffusion, a plateau a cage or a crystal.",
       .x = {"lag time", "τ", true},
       .y = {"mean square displacement", "σ²", true}},
      cases, &AssemblyCase::msd, std::numeric_limits<double>::min(), figures);
}

bool fits(const crystal::PeriodicBox& box, double length) {
  for (std::size_t k = 0; k < 3; ++k)
    if (box.periodic[k] && box.lengths[k] < length) return false;
  return true;
}

// Share of the large particles per unit of density.
Curve density_curve(const AssemblySnapshot& snapshot, std::size_t large) {
  const assembly::LocalDensityOptions options;
  Curve curve;
  if (!fits(snapshot.particles.box, 2 * options.radius + options.diameter)) return curve;
  const std::vector<double> all = assembly::local_density(snapshot.particles, options);
  std::vector<double> chosen;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (snapshot.particles.species[i] == large) chosen.push_back(all[i]);
  if (chosen.empty()) return curve;
  const assembly::DensityHistogram histogram = assembly::density_histogram(chosen, density_bin);
  for (std::size_t i = 0; i < histogram.count.size(); ++i) {
    curve.x.push_back(histogram.first + (static_cast<double>(i) + 0.5) * histogram.width);
    curve.y.push_back(static_cast<double>(histogram.count[i]) / static_cast<double>(chosen.size()) /
                      histogram.width);
  }
  return curve;
}

void add_density_plot(const Cases& cases, std::vector<Figure>& figures) {
  Plot plot{.id = "local-density",
            .title = "Local density",
            .caption =
                "Of large particles: neighbours of any kind within 1.3 σ, counted smoothly, over the volume. "
                "Two peaks at one moment are two phases.",
            .x = {"particles", "1/σ³"},
            .y = {"share of large particles", "σ³"}};
  for (const Shown& shown : cases) {
    const auto& snapshots = shown.one->snapshots;
    for (std::size_t i = cases.size() == 1 || snapshots.empty() ? 0 : snapshots.size() - 1;
         i < snapshots.size(); ++i) {
      Curve curve = density_curve(snapshots[i], shown.one->large);
      curve.label = label_of(cases, shown, cases.size() == 1 ? snapshots[i].title : "");
      curve.color = cases.size() == 1 ? static_cast<int>(i) : shown.color;
      add(plot, std::move(curve));
    }
  }
  if (!plot.curves.empty()) figures.emplace_back(std::move(plot));
}

// Of the first case, where it is known from a study: well depths that are scanned only stretch it.
void add_potential_plot(const AssemblyCase& one, std::vector<Figure>& figures) {
  if (one.one == nullptr || one.snapshots.empty() || one.thermo.empty()) return;
  const crystal::Particles& particles = one.snapshots.front().particles;
  const std::size_t species = particles.species_names.size();
  std::vector<double> diameters(species), number(species);
  for (std::size_t i = 0; i < particles.size(); ++i) {
    diameters[particles.species[i]] += particles.diameters[i];
    number[particles.species[i]] += 1;
  }
  for (std::size_t s = 0; s < species; ++s) diameters[s] /= std::max(1.0, number[s]);
  figures.emplace_back(potential_plot(read_assembly_interactions(*one.one, species), diameters,
                                      particles.species_names, 1 / one.thermo.front().well_depth));
}

void add_if_any(Plot plot, std::vector<Figure>& figures) {
  if (!plot.curves.empty()) figures.emplace_back(std::move(plot));
}

}  // namespace

std::vector<Figure> assembly_figures(const std::vector<AssemblyCase>& cases) {
  std::vector<Figure> figures;
  if (cases.empty()) return figures;
  const Cases shown = shown_of(cases);
  for (ParticleGallery& gallery : assembly_snapshots(cases)) figures.emplace_back(std::move(gallery));
  add_if_any(crystalline_plot(shown), figures);
  add_packing_plot(shown, figures);
  add_if_any(nuclei_plot(shown), figures);
  add_if_any(energy_plot(shown), figures);
  add_if_any(pressure_plot(shown), figures);
  add_if_any(packing_plot(shown), figures);
  add_if_any(temperature_plot(shown), figures);
  add_structure_curves(shown, figures);
  add_density_plot(shown, figures);
  add_potential_plot(cases.front(), figures);
  return figures;
}

}  // namespace nacre::study
