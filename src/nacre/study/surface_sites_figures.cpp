#include <algorithm>
#include <cmath>
#include <map>

#include "nacre/core/parallel.hpp"
#include "nacre/core/units.hpp"
#include "nacre/study/surface_sites_rows.hpp"

namespace nacre::study {
namespace {

using Rows = std::vector<const SiteRow*>;

constexpr double largest_curve_atoms = 50000;  // no curve of larger particles: it would take minutes
constexpr std::size_t most_pictures = 6;
constexpr std::size_t most_drawn_atoms = 8000;

// Rows that differ in diameter alone, in the order of the study.
std::vector<Rows> systems(const std::vector<SiteRow>& rows) {
  std::vector<Rows> groups;
  std::map<std::string, std::size_t> number;
  for (const SiteRow& row : rows) {
    const auto [found, fresh] = number.emplace(system_name(row), groups.size());
    if (fresh) groups.emplace_back();
    groups[found->second].push_back(&row);
  }
  return groups;
}

std::string label(const SiteRow& row, const std::string& what) {
  const std::string name = system_name(row);
  return name.empty() ? what : what + ", " + name;
}

struct DiameterRange {
  double low;
  double high;
};
DiameterRange diameter_range(const std::vector<SiteRow>& rows) {
  const auto [low, high] =
      std::ranges::minmax(rows, {}, [](const SiteRow& row) { return row.particle.diameter_nm; });
  return {0.7 * low.particle.diameter_nm, 1.15 * high.particle.diameter_nm};
}

std::vector<double> spaced(const DiameterRange& range, int points) {
  std::vector<double> values;
  for (int i = 0; i < points; ++i) values.push_back(range.low + (range.high - range.low) * i / (points - 1));
  return values;
}

// Sites and ratio of the atomistic model at many diameters; empty for particles too large for it.
struct AtomisticCurve {
  std::vector<double> diameter_nm;
  std::vector<double> sites;
  std::vector<double> ratio;
};
AtomisticCurve atomistic_curve(const SiteRow& row, const DiameterRange& range, const RunControl& control) {
  const double atoms = ligands::expected_atoms(row.particle.recipe, range.high);
  if (atoms > largest_curve_atoms) return {};
  AtomisticCurve curve{spaced(range, static_cast<int>(std::clamp(2e6 / atoms, 60.0, 400.0))), {}, {}};
  curve.sites.resize(curve.diameter_nm.size());
  curve.ratio.resize(curve.diameter_nm.size());
  parallel_for(curve.sites.size(), control, [&](std::size_t i) {
    const auto counts = ligands::count_surface(row.particle.recipe, curve.diameter_nm[i]);
    curve.sites[i] = counts.surface_cations;
    curve.ratio[i] = counts.anions > 0 ? counts.cation_anion_ratio() : 0;
  });
  return curve;
}

Curve case_points(const Rows& group, int color, double (SiteRow::*value)() const) {
  Curve points{.label = label(*group.front(), "cases of the study"), .mark = Mark::points, .color = color};
  for (const SiteRow* row : group) {
    if (!std::isfinite((row->*value)())) continue;
    points.x.push_back(row->particle.diameter_nm);
    points.y.push_back((row->*value)());
    points.notes.push_back(format_number(row->cations()) + " cations, " + format_number(row->anions()) +
                           " anions");
  }
  return points;
}

void add_smooth_curves(const SiteRow& row, const DiameterRange& range, Plot& plot) {
  Curve spherical{.label = "spherical model", .mark = Mark::line, .color = 1};
  Curve pyramidal{.label = "pyramidal model", .mark = Mark::dashed, .color = 2};
  spherical.x = pyramidal.x = spaced(range, 100);
  for (const double diameter_nm : spherical.x) {
    spherical.y.push_back(row.models.spherical(diameter_nm));
    pyramidal.y.push_back(row.models.pyramidal(diameter_nm));
  }
  plot.curves.push_back(std::move(spherical));
  plot.curves.push_back(std::move(pyramidal));
}

// Colors 1 and 2 are those of the smooth models.
int system_color(std::size_t number) { return number == 0 ? 0 : static_cast<int>(number) + 2; }

// Anions may be missing altogether from the smallest spheres: there is no ratio then.
Curve ratio_curve(const AtomisticCurve& curve, const std::string& name, int color) {
  Curve ratio{.label = name, .mark = Mark::line, .color = color};
  for (std::size_t i = 0; i < curve.ratio.size(); ++i) {
    if (curve.ratio[i] <= 0) continue;
    ratio.x.push_back(curve.diameter_nm[i]);
    ratio.y.push_back(curve.ratio[i]);
  }
  return ratio;
}

void add_diameter_figures(const std::vector<SiteRow>& rows, const RunControl& control,
                          std::vector<Figure>& figures) {
  Plot sites{
      .id = "sites-against-diameter",
      .title = "Binding sites against diameter",
      .caption =
          "Surface cations of the sphere in a continuum (S1 to S3), of the pyramid with four (111) faces "
          "(S4 to S9), and of the nanocrystal cut atom by atom, which grows in steps as shells of "
          "atoms close.",
      .x = {"diameter", "nm"},
      .y = {"binding sites", ""}};
  Plot ratio{.id = "ratio-against-diameter",
             .title = "Composition against diameter",
             .caption =
                 "Cations over anions of the nanocrystal cut atom by atom: the element of the outermost "
                 "shell is in excess.",
             .x = {"diameter", "nm"},
             .y = {"cations / anions", ""}};
  const DiameterRange range = diameter_range(rows);
  const auto groups = systems(rows);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const SiteRow& first = *groups[i].front();
    const int color = system_color(i);
    auto curve = atomistic_curve(first, range, control);
    if (!curve.sites.empty()) {
      Curve ratios = ratio_curve(curve, label(first, "atomistic model"), color);
      if (!ratios.x.empty()) ratio.curves.push_back(std::move(ratios));
      sites.curves.push_back({.label = label(first, "atomistic model"),
                              .mark = Mark::line,
                              .color = color,
                              .x = std::move(curve.diameter_nm),
                              .y = std::move(curve.sites)});
    }
    sites.curves.push_back(case_points(groups[i], color, &SiteRow::sites));
    Curve points = case_points(groups[i], color, &SiteRow::cation_anion_ratio);
    if (!points.x.empty()) ratio.curves.push_back(std::move(points));
  }
  add_smooth_curves(rows.front(), range, sites);
  figures.emplace_back(std::move(sites));
  if (!ratio.curves.empty()) figures.emplace_back(std::move(ratio));
}

// Share of the particles with no more than so many sites.
Curve cumulative(std::string name, int color, const std::vector<ligands::WeightedDiameter>& diameters,
                 const std::vector<double>& sites) {
  std::map<double, double> weight;
  for (std::size_t i = 0; i < sites.size(); ++i) weight[sites[i]] += diameters[i].weight;
  Curve curve{.label = std::move(name), .mark = Mark::line, .color = color};
  double share = 0;
  for (const auto& [count, part] : weight) {
    curve.x.insert(curve.x.end(), {count, count});  // a step
    curve.y.insert(curve.y.end(), {share, share + part});
    share += part;
  }
  return curve;
}

void add_spread_figure(const SiteRow& row, std::size_t number, std::vector<Figure>& figures) {
  const SiteSpread& spread = *row.spread;
  const auto text = [](const ligands::Spread& one) {
    return format_with_uncertainty(one.mean, one.standard_deviation);
  };
  Plot plot{.id = "spread-" + std::to_string(number),
            .title = "Binding sites of particles with " + format_number(row.particle.diameter_nm) + " ± " +
                     format_number(row.one->number("distribution.sigma")) + " nm",
            .caption =
                "Share of the particles with at most so many sites. Mean and standard deviation: atomistic " +
                text(spread.atomistic_spread) + ", spherical " + text(spread.spherical_spread) +
                ", pyramidal " + text(spread.pyramidal_spread) + ".",
            .x = {"binding sites", ""},
            .y = {"share of particles", ""}};
  std::vector<double> spherical;
  std::vector<double> pyramidal;
  for (const auto& diameter : spread.diameters) {
    spherical.push_back(row.models.spherical(diameter.diameter_nm));
    pyramidal.push_back(row.models.pyramidal(diameter.diameter_nm));
  }
  plot.curves.push_back(cumulative("atomistic model", 0, spread.diameters, spread.atomistic));
  plot.curves.push_back(cumulative("spherical model", 1, spread.diameters, spherical));
  plot.curves.push_back(cumulative("pyramidal model", 2, spread.diameters, pyramidal));
  plot.curves.back().mark = Mark::dashed;
  figures.emplace_back(std::move(plot));
}

enum SphereIndex : std::uint8_t { site_sphere, cation_sphere, anion_sphere };

ParticlePicture picture(const SiteRow& row) {
  const auto& atoms = row.surface.particle;
  std::vector<std::uint8_t> kind(atoms.size(), anion_sphere);
  for (std::size_t i = 0; i < atoms.size(); ++i)
    if (atoms.kind[i] == 0) kind[i] = cation_sphere;
  std::vector<bool> drawn(atoms.size(), atoms.size() <= most_drawn_atoms);
  for (const std::int32_t i : row.surface.site_atom) {
    kind[static_cast<std::size_t>(i)] = site_sphere;
    drawn[static_cast<std::size_t>(i)] = true;
  }
  for (const std::int32_t i : row.surface.surface_anions) drawn[static_cast<std::size_t>(i)] = true;
  ParticlePicture result{.title = label(row, format_number(row.particle.diameter_nm) +
                                                 " nm: " + std::to_string(row.surface.sites()) + " of " +
                                                 format_number(row.cations()) + " " + row.particle.cation)};
  for (std::size_t i = 0; i < atoms.size(); ++i) {
    if (!drawn[i]) continue;
    result.positions_nm.insert(result.positions_nm.end(), atoms.positions_nm[i].begin(),
                               atoms.positions_nm[i].end());
    result.kind.push_back(kind[i]);
  }
  return result;
}

ParticleGallery gallery(const std::vector<SiteRow>& rows) {
  const Particle& particle = rows.front().particle;
  ParticleGallery result{.id = "particles",
                         .title = "The nanocrystals",
                         .caption = "Atoms cut from the crystal. Each surface " + particle.cation +
                                    " is a binding site; of large particles only the surface is drawn.",
                         .kinds = {{"surface " + particle.cation + " (binding site)", 1, 0.15},
                                   {particle.cation + " inside", -1, 0.15},
                                   {particle.anion, 0, 0.12}}};
  for (const SiteRow& row : rows) {
    if (result.pictures.size() == most_pictures) break;
    if (row.surface.sites() + row.surface.surface_anions.size() <= most_drawn_atoms)
      result.pictures.push_back(picture(row));
  }
  return result;
}

}  // namespace

std::vector<Figure> site_figures(const std::vector<SiteRow>& rows, const RunControl& control) {
  std::vector<Figure> figures;
  add_diameter_figures(rows, control, figures);
  auto pictures = gallery(rows);
  if (!pictures.pictures.empty()) figures.insert(figures.begin() + 1, std::move(pictures));
  for (std::size_t i = 0; i < rows.size() && i < most_pictures; ++i)
    if (rows[i].spread) add_spread_figure(rows[i], i + 1, figures);
  return figures;
}

}  // namespace nacre::study
