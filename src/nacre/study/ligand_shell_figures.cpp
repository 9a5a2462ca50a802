#include <algorithm>
#include <cmath>
#include <map>

#include "nacre/core/units.hpp"
#include "nacre/ligands/onsager.hpp"
#include "nacre/study/ligand_shell_rows.hpp"

namespace nacre::study {
namespace {

using Rows = std::vector<const ShellRow*>;

std::string size_name(const ShellRow& row) {
  return std::to_string(row.nx) + " × " + std::to_string(row.ny) +
         (row.lattice == ligands::LatticeType::square ? "" : " triangular");
}

// Rows of one engine that differ in chi_G alone, in ascending order, by name of lattice and composition.
std::map<std::string, Rows> systems(const std::vector<ShellRow>& rows, const char* engine) {
  std::map<std::string, Rows> groups;
  for (const ShellRow& row : rows)
    if (row.engine == engine) groups[size_name(row) + ", n_a = " + std::to_string(row.n_a)].push_back(&row);
  for (auto& [name, group] : groups)
    std::ranges::stable_sort(group, {}, [](const ShellRow* row) { return row->chi_G_RT; });
  return groups;
}

Curve infinite_curve(const std::vector<ShellRow>& rows) {
  Curve curve{.label = "infinite lattice (Onsager)", .mark = Mark::dashed, .color = 7};
  const auto [low, high] = std::ranges::minmax(rows, {}, [](const ShellRow& row) { return row.chi_G_RT; });
  for (int i = 0; i <= 200; ++i) {
    curve.x.push_back(low.chi_G_RT + (high.chi_G_RT - low.chi_G_RT) * i / 200);
    curve.y.push_back(ligands::infinite_unlike_fraction(curve.x.back()));
  }
  return curve;
}

bool equimolar_square(const ShellRow& row) {
  return row.lattice == ligands::LatticeType::square && std::abs(2 * row.n_a - row.sites()) <= 1;
}

Plot unlike_plot(const std::vector<ShellRow>& rows) {
  Plot plot{
      .id = "unlike-pairs",
      .title = "Unlike neighbour pairs against interaction",
      .caption =
          "Lines: exact, where the engine takes the lattice. Points: Monte Carlo with standard errors. A "
          "small shell shows no transition where the infinite surface has one.",
      .x = {"χ_G", "RT"},
      .y = {"unlike-pair fraction", ""}};
  if (std::ranges::all_of(rows, equimolar_square)) plot.curves.push_back(infinite_curve(rows));
  int color = 0;
  std::map<std::string, int> colors;
  for (const char* engine : {"exact", "plain"})
    for (const auto& [name, group] : systems(rows, engine)) {
      if (!colors.contains(name)) colors[name] = color++;
      const bool exact = std::string_view(engine) == "exact";
      Curve curve{.label = name + (exact ? ", exact" : ""),
                  .mark = exact ? Mark::line : Mark::points,
                  .color = colors[name]};
      for (const ShellRow* row : group) {
        curve.x.push_back(row->chi_G_RT);
        curve.y.push_back(row->unlike_fraction.mean);
        if (!exact) curve.y_error.push_back(row->unlike_fraction.error);
        if (!exact) curve.notes.push_back(row->pattern);
      }
      plot.curves.push_back(std::move(curve));
    }
  return plot;
}

Plot cluster_plot(const std::vector<ShellRow>& rows) {
  Plot plot{.id = "clusters",
            .title = "Cluster area against interaction",
            .caption =
                "Mean over both ligands of Σ area² / n²: 1 when each ligand forms a single cluster. It grows "
                "gradually on the small shell and abruptly on the large surface.",
            .x = {"χ_G", "RT"},
            .y = {"mean cluster fraction", ""}};
  int color = 0;
  for (const auto& [name, group] : systems(rows, "plain")) {
    Curve points{.label = name, .mark = Mark::points, .color = color++};
    for (const ShellRow* row : group) {
      points.x.push_back(row->chi_G_RT);
      points.y.push_back(row->sample->mean_cluster_fraction.mean);
      points.y_error.push_back(row->sample->mean_cluster_fraction.error);
      points.notes.push_back(row->pattern);
    }
    Curve line{.label = "", .mark = Mark::line, .color = points.color, .x = points.x, .y = points.y};
    if (group.size() > 1) plot.curves.push_back(std::move(line));
    plot.curves.push_back(std::move(points));
  }
  return plot;
}

// The row with the longest autocorrelation; among clustering ones if there are any, since the two starts of
// ordering ones are both cooled.
const ShellRow* slowest_row(const Rows& group) {
  return *std::ranges::max_element(group, {}, [](const ShellRow* row) {
    return std::pair(row->chi_G_RT > 0, row->sample->autocorrelation_sweeps);
  });
}

// The slowest row of each system: if its two starts meet, those of the others do.
Plot equilibration_plot(const std::vector<ShellRow>& rows) {
  Plot plot{
      .id = "equilibration",
      .title = "Equilibration from two opposite starts",
      .caption =
          "Unlike-pair fraction from a random arrangement, cooled to the interaction (line), and from two "
          "separated domains (dashed), for the slowest interaction of each lattice. Averages are taken after",
      .x = {"sweeps", "", true},
      .y = {"unlike-pair fraction", ""}};
  int color = 0;
  for (const auto& [name, group] : systems(rows, "plain")) {
    const ShellRow* slowest = slowest_row(group);
    const std::string label = size_name(*slowest) + ", χ_G = " + format_number(slowest->chi_G_RT) + " RT";
    const auto& sample = *slowest->sample;
    plot.caption += (color > 0 ? ", " : " ") + std::to_string(sample.equilibration_sweeps) + " (" +
                    size_name(*slowest) + ")";
    plot.curves.push_back({.label = label,
                           .mark = Mark::line,
                           .color = color,
                           .x = sample.trace_sweeps,
                           .y = sample.trace_from_random});
    plot.curves.push_back({.label = "",
                           .mark = Mark::dashed,
                           .color = color,
                           .x = sample.trace_sweeps,
                           .y = sample.trace_from_separated});
    ++color;
  }
  plot.caption += " sweeps.";
  return plot;
}

// At most `most` of them, evenly spread.
Rows thinned(const Rows& rows, std::size_t most) {
  if (rows.size() <= most) return rows;
  Rows few;
  for (std::size_t i = 0; i < most; ++i) few.push_back(rows[i * (rows.size() - 1) / (most - 1)]);
  return few;
}

Plot area_plot(const std::string& name, const Rows& group, int number) {
  Plot plot{.id = "areas-" + std::to_string(number),
            .title = "Cluster sizes, " + name,
            .caption = "Mean number of clusters with an area in each doubling interval.",
            .x = {"area", "sites", true},
            .y = {"clusters", "", true}};
  int color = 0;
  for (const ShellRow* row : thinned(group, 6)) {
    Curve curve{.label = format_number(row->chi_G_RT) + " RT", .mark = Mark::line, .color = color++};
    const auto& histogram = row->sample->cluster_area_histogram;
    for (std::size_t k = 0; k < histogram.size(); ++k) {
      if (histogram[k] <= 0) continue;
      curve.x.push_back(std::exp2(static_cast<double>(k) + 0.5));
      curve.y.push_back(histogram[k]);
    }
    plot.curves.push_back(std::move(curve));
  }
  return plot;
}

Gallery gallery(const std::string& name, const Rows& group, int number) {
  Gallery gallery{
      .id = "patterns-" + std::to_string(number),
      .title = "Patterns, " + name,
      .caption = "The last arrangement of the chain that started at random. The surface is periodic.",
      .label_a = "ligand A",
      .label_b = "ligand B"};
  for (const ShellRow* row : thinned(group, 16))
    gallery.pictures.push_back({"χ_G = " + format_number(row->chi_G_RT) + " RT: " + row->pattern,
                                std::string(ligands::name(row->lattice)), row->nx, row->ny,
                                row->sample->snapshot});
  return gallery;
}

}  // namespace

std::vector<Figure> shell_figures(const std::vector<ShellRow>& rows) {
  std::vector<Figure> figures{unlike_plot(rows)};
  const auto sampled = systems(rows, "plain");
  if (sampled.empty()) return figures;
  int number = 0;
  for (const auto& [name, group] : sampled) figures.emplace_back(gallery(name, group, ++number));
  figures.emplace_back(cluster_plot(rows));
  number = 0;
  for (const auto& [name, group] : sampled) figures.emplace_back(area_plot(name, group, ++number));
  figures.emplace_back(equilibration_plot(rows));
  return figures;
}

}  // namespace nacre::study
