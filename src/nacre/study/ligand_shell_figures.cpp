#include <algorithm>
#include <cmath>
#include <map>

#include "nacre/core/units.hpp"
#include "nacre/ligands/onsager.hpp"
#include "nacre/study/ligand_shell_rows.hpp"

namespace nacre::study {
namespace {

using ligands::Average;
using ligands::ShellSample;
using Rows = std::vector<const ShellRow*>;

using Systems = std::map<std::string, Rows>;

// "11 × 11", "3 nm particle".
std::string system_name(const ShellRow& row) {
  std::string name = row.system();
  if (const auto cross = name.find(" x "); cross != std::string::npos) name.replace(cross, 3, " × ");
  return name;
}

std::string row_system(const ShellRow& row) {
  return system_name(row) + ", n_a = " + std::to_string(row.n_a);
}

void sort_by_interaction(Systems& systems) {
  for (auto& [name, group] : systems)
    std::ranges::stable_sort(group, {}, [](const ShellRow* row) { return row->chi_G_RT; });
}

// Rows that differ in chi_G alone, in ascending order, by name of lattice and composition.
Systems exact_systems(const std::vector<ShellRow>& rows) {
  Systems groups;
  for (const ShellRow& row : rows)
    if (row.engine == "exact") groups[row_system(row)].push_back(&row);
  sort_by_interaction(groups);
  return groups;
}

// Sampled ones; the name says the engine where a study has both.
Systems sampled_systems(const std::vector<ShellRow>& rows) {
  const auto used = [&rows](const char* engine) {
    return std::ranges::any_of(rows, [engine](const ShellRow& row) { return row.engine == engine; });
  };
  const bool both = used("plain") && used("multi-spin");
  Systems groups;
  for (const ShellRow& row : rows)
    if (row.engine != "exact") groups[row_system(row) + (both ? ", " + row.engine : "")].push_back(&row);
  sort_by_interaction(groups);
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

Curve sampled_points(const std::string& name, const Rows& group, int color, Average ShellSample::*member) {
  Curve points{.label = name, .mark = Mark::points, .color = color};
  for (const ShellRow* row : group) {
    const Average& average = (*row->sample).*member;
    points.x.push_back(row->chi_G_RT);
    points.y.push_back(average.mean);
    points.y_error.push_back(average.error);
    points.notes.push_back(row->pattern);
  }
  return points;
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
  std::map<std::string, int> colors;  // one for both engines of a system
  const auto color_of = [&colors](const ShellRow& row) {
    return colors.emplace(row_system(row), static_cast<int>(colors.size())).first->second;
  };
  for (const auto& [name, group] : exact_systems(rows)) {
    Curve& curve = plot.curves.emplace_back();
    curve.label = name + ", exact";
    curve.color = color_of(*group.front());
    for (const ShellRow* row : group) {
      curve.x.push_back(row->chi_G_RT);
      curve.y.push_back(row->unlike_fraction.mean);
    }
  }
  for (const auto& [name, group] : sampled_systems(rows))
    plot.curves.push_back(
        sampled_points(name, group, color_of(*group.front()), &ShellSample::unlike_pair_fraction));
  return plot;
}

// Points with a line through them and the band of one standard error.
void add_banded(const std::string& name, const Rows& group, int color, Average ShellSample::*member,
                Plot& plot) {
  Curve points = sampled_points(name, group, color, member);
  Curve band{.mark = Mark::band, .color = color, .x = points.x};
  for (std::size_t i = 0; i < points.y.size(); ++i) {
    band.y_low.push_back(points.y[i] - points.y_error[i]);
    band.y_high.push_back(points.y[i] + points.y_error[i]);
  }
  Curve line{.mark = Mark::line, .color = color, .x = points.x, .y = points.y};
  if (group.size() > 1) {
    plot.curves.push_back(std::move(band));
    plot.curves.push_back(std::move(line));
  }
  plot.curves.push_back(std::move(points));
}

Plot cluster_plot(const std::vector<ShellRow>& rows) {
  Plot plot{.id = "clusters",
            .title = "Cluster area against interaction",
            .caption =
                "Mean over both ligands of Σ area² / n²: 1 when each ligand forms a single cluster. It grows "
                "gradually on the small shell and abruptly on the large surface. Bands: one standard error.",
            .x = {"χ_G", "RT"},
            .y = {"mean cluster fraction", ""}};
  int color = 0;
  for (const auto& [name, group] : sampled_systems(rows))
    add_banded(name, group, color++, &ShellSample::mean_cluster_fraction, plot);
  return plot;
}

// The same area counted per cluster, over that of two domains, which is half of the sites.
Plot mean_area_plot(const std::vector<ShellRow>& rows) {
  Plot plot{
      .id = "mean-cluster-area",
      .title = "Mean cluster area against interaction",
      .caption =
          "Number average over all clusters of both ligands, normalised to two separated domains: 1 where "
          "nothing strays. Single strays count as clusters, so that a large surface, which has many, "
          "stays low. Bands: one standard error.",
      .x = {"χ_G", "RT"},
      .y = {"mean cluster area / separated", ""}};
  int color = 0;
  for (const auto& [name, group] : sampled_systems(rows)) {
    add_banded(name, group, color++, &ShellSample::mean_cluster_area, plot);
    const std::size_t curves = group.size() > 1 ? 3 : 1;
    for (std::size_t i = plot.curves.size() - curves; i < plot.curves.size(); ++i)
      for (auto* values :
           {&plot.curves[i].y, &plot.curves[i].y_error, &plot.curves[i].y_low, &plot.curves[i].y_high})
        for (double& value : *values) value /= 0.5 * group.front()->sites();
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
  for (const auto& [name, group] : sampled_systems(rows)) {
    const ShellRow* slowest = slowest_row(group);
    const std::string label = system_name(*slowest) + ", χ_G = " + format_number(slowest->chi_G_RT) + " RT";
    const auto& sample = *slowest->sample;
    plot.caption += (color > 0 ? ", " : " ") + std::to_string(sample.equilibration_sweeps) + " (" +
                    system_name(*slowest) + ")";
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

constexpr std::size_t most_particles = 6;  // of one gallery

Gallery gallery(const std::string& name, const Rows& group, int number) {
  Gallery gallery{
      .id = "patterns-" + std::to_string(number),
      .title = "Patterns, " + name,
      .caption = "The last arrangement of a chain that started at random. The surface is periodic.",
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
  const auto sampled = sampled_systems(rows);
  if (sampled.empty()) return figures;
  int number = 0;
  for (const auto& [name, group] : sampled) {
    ++number;
    if (group.front()->surface)
      figures.emplace_back(shell_particles(name, thinned(group, most_particles), number));
    else
      figures.emplace_back(gallery(name, group, number));
  }
  figures.emplace_back(cluster_plot(rows));
  figures.emplace_back(mean_area_plot(rows));
  number = 0;
  for (const auto& [name, group] : sampled) figures.emplace_back(area_plot(name, group, ++number));
  figures.emplace_back(equilibration_plot(rows));
  return figures;
}

}  // namespace nacre::study
