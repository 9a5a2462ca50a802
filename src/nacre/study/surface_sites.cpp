// Kind surface-sites: how many ligands a nanocrystal binds, by three models.
#include <algorithm>
#include <cmath>
#include <iterator>

#include "nacre/core/units.hpp"
#include "nacre/study/registry.hpp"
#include "nacre/study/surface_sites_rows.hpp"

namespace nacre::study {
namespace {

constexpr std::array<Key, 5> own_keys{{
    {.section = "models",
     .name = "lattice_parameter",
     .type = KeyType::quantity,
     .description = "cubic lattice parameter of the spherical and the pyramidal model; left out: 6.050 A for "
                    "zinc-blende CdSe, else that of the crystal",
     .unit = "nm",
     .scannable = true,
     .example = "\"6.050 A\"",
     .lower = 0.1,
     .upper = 5},
    {.section = "models",
     .name = "density",
     .type = KeyType::quantity,
     .description = "bulk density, for the spherical model; left out: 5.816 g/cm3 for zinc-blende CdSe, else "
                    "that of the crystal",
     .unit = "g/cm3",
     .scannable = true,
     .example = "\"5.816 g/cm3\"",
     .lower = 0.01,
     .upper = 50},
    {.section = "models",
     .name = "molar_mass",
     .type = KeyType::quantity,
     .description = "of one cation and one anion; left out: from the atomic weights",
     .unit = "g/mol",
     .example = "\"191.38 g/mol\"",
     .lower = 1,
     .upper = 1000},
    {.section = "distribution",
     .name = "sigma",
     .type = KeyType::quantity,
     .description = "standard deviation of the diameters, for the spread of the numbers of sites",
     .unit = "nm",
     .scannable = true,
     .example = "\"0.2 nm\"",
     .lower = 1e-6,
     .upper = 100},
    {.section = "distribution",
     .name = "type",
     .type = KeyType::choice,
     .description = "how the diameters are distributed",
     .choices = "normal | lognormal",
     .default_value = "\"normal\""},
}};

constexpr auto keys = join_keys(particle_keys(true), own_keys);

constexpr Output quantities[] = {
    {"sites_spherical, sites_pyramidal, sites_atomistic", "", "binding sites by the three models"},
    {"cations, anions, cation_anion_ratio, surface_anions", "", "atoms of the cut nanocrystal"},
    {"sites_per_nm2", "1/nm2", "atomistic sites over the area of the shape"},
    {"mean_neighbors, surface_parts", "", "neighbouring sites of a site; connected parts of the surface"},
    {"sites_spherical_mean, sites_pyramidal_mean, sites_atomistic_mean", "",
     "over the distribution of diameters, where sigma is given, with its standard deviation"},
    {"sites_atomistic_over_diameters, cation_anion_ratio_over_diameters", "",
     "mean and standard deviation over a list of diameters"},
};

constexpr Output tables[] = {
    {"scan", "", "atoms and binding sites of every nanocrystal"},
    {"coordination", "", "sites by their missing bonds and their neighbours"},
};

std::string case_name(const SiteRow& row) {
  const std::string name = system_name(row);
  return format_number(row.particle.diameter_nm) + " nm" + (name.empty() ? "" : " (" + name + ")");
}

std::string rounded(double sites) { return format_number(std::round(sites)); }

std::string spread_text(const ligands::Spread& spread) {
  return format_with_uncertainty(spread.mean, spread.standard_deviation);
}

// ". Over diameters of 3 ± 0.2 nm: 114 ± 27 (sphere 128 ± 19, pyramid 131 ± 19)".
std::string spread_sentence(const SiteRow& row) {
  return ". Over diameters of " + format_number(row.particle.diameter_nm) + " ± " +
         format_number(row.one->number("distribution.sigma")) +
         " nm: " + spread_text(row.spread->atomistic_spread) + " (sphere " +
         spread_text(row.spread->spherical_spread) + ", pyramid " +
         spread_text(row.spread->pyramidal_spread) + ")";
}

std::string headline(const std::vector<SiteRow>& rows) {
  std::string text = rows.front().particle.formula() + ": ";
  for (std::size_t i = 0; i < rows.size() && i < 6; ++i)
    text += (i > 0 ? "; " : "") + case_name(rows[i]) + " has " + std::to_string(rows[i].surface.sites()) +
            " binding sites (sphere " + rounded(rows[i].spherical()) + ", pyramid " +
            rounded(rows[i].pyramidal()) + ")";
  if (rows.size() > 6) text += "; " + std::to_string(rows.size() - 6) + " more in tables/scan.csv";
  if (const auto over = over_diameters(rows))
    text += ". Over the diameters: " + spread_text(over->sites) + " sites";
  if (rows.size() == 1 && rows.front().spread) text += spread_sentence(rows.front());
  return text + ".";
}

// What matters only to shells on these sites: it goes with the table.
std::vector<std::string> remarks(const std::vector<SiteRow>& rows) {
  std::vector<std::string> list;
  for (const SiteRow& row : rows) {
    const std::string warning = surface_warning(row.surface);
    if (!warning.empty()) list.push_back(case_name(row) + ": " + warning);
  }
  return list;
}

std::vector<std::string> check(const Study& study) {
  plan_site_rows(study);
  return {};
}

StudyResult run(const Study& study, Workspace& workspace) {
  auto rows = plan_site_rows(study);
  for (SiteRow& row : rows) add_site_spread(row, workspace.control);
  StudyResult result;
  result.headline = headline(rows);
  result.quantities = site_quantities(rows);
  result.tables = {site_scan_table(rows), site_coordination_table(rows)};
  result.figures = site_figures(rows, workspace.control);
  result.arrays = site_arrays(rows);
  std::ranges::move(remarks(rows), std::back_inserter(result.tables.front().notes));
  return result;
}

}  // namespace

extern const Kind surface_sites;
const Kind surface_sites{
    .name = "surface-sites",
    .summary = "Binding sites of a nanocrystal: sphere, pyramid, and atom by atom",
    .keys = keys,
    .quantities = quantities,
    .tables = tables,
    .samples = {},
    .run = run,
    .check = check,
};

}  // namespace nacre::study
