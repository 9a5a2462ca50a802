#include "nacre/study/surface_sites_rows.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "nacre/core/parallel.hpp"
#include "nacre/core/units.hpp"

namespace nacre::study {
namespace {

constexpr double published_lattice_parameter_nm = 0.605;  // of the models S1 to S9
constexpr double bulk_density_CdSe_g_cm3 = 5.816;

bool is_cubic_CdSe(const Case& one, const Particle& particle) {
  return particle.formula() == "CdSe" && one.text("particle.structure") == "zinc-blende";
}

// The cubic cell with the same distance between neighbouring cations, where the study names none.
double equivalent_lattice_parameter_nm(const Particle& particle) {
  return std::numbers::sqrt2 * crystal::nearest_distance_nm(particle.recipe.cell, 0, 0);
}

// As cations per volume in the crystal that is cut.
double crystal_density_g_cm3(const Particle& particle) {
  const auto& cell = particle.recipe.cell;
  const double pairs_per_nm3 = static_cast<double>(cell.sites.size()) / 2 / cell.volume_nm3();
  return pairs_per_nm3 / ligands::cations_per_nm3(1, particle.molar_mass_g_mol);
}

SmoothModels read_models(const Case& one, const Particle& particle) {
  const bool published = is_cubic_CdSe(one, particle);
  SmoothModels models;
  models.lattice_parameter_nm =
      published ? published_lattice_parameter_nm : equivalent_lattice_parameter_nm(particle);
  models.density_g_cm3 = published ? bulk_density_CdSe_g_cm3 : crystal_density_g_cm3(particle);
  if (one.has("models.lattice_parameter"))
    models.lattice_parameter_nm = one.number("models.lattice_parameter");
  if (one.has("models.density")) models.density_g_cm3 = one.number("models.density");
  const double molar_mass =
      one.has("models.molar_mass") ? one.number("models.molar_mass") : particle.molar_mass_g_mol;
  models.cations_per_nm3 = ligands::cations_per_nm3(models.density_g_cm3, molar_mass);
  return models;
}

// Fewer for larger particles, which vary less from step to step.
int spread_points(const SiteRow& row) {
  return static_cast<int>(
      std::clamp(2e7 / ligands::expected_atoms(row.particle.recipe, row.particle.diameter_nm), 41.0, 401.0));
}

ligands::DiameterDistribution read_distribution(const SiteRow& row) {
  const double sigma_nm = row.one->number("distribution.sigma");
  if (sigma_nm > row.particle.diameter_nm)
    throw row.one->error("distribution.sigma", "the spread of the diameters is larger than their mean",
                         format_number(sigma_nm) + " nm",
                         "at most " + format_number(row.particle.diameter_nm) + " nm");
  return {row.particle.diameter_nm, sigma_nm, row.one->text("distribution.type") == "lognormal"};
}

ligands::Spread sample_spread(const std::vector<double>& values) {
  const double n = static_cast<double>(values.size());
  ligands::Spread result;
  for (const double value : values) result.mean += value / n;
  double squares = 0;
  for (const double value : values) squares += (value - result.mean) * (value - result.mean);
  result.standard_deviation = std::sqrt(squares / (n - 1));
  return result;
}

}  // namespace

double SmoothModels::spherical(double diameter_nm) const {
  return ligands::spherical_sites(diameter_nm, lattice_parameter_nm / 2, cations_per_nm3);
}

double SmoothModels::pyramidal(double diameter_nm) const {
  return ligands::pyramidal_sites(diameter_nm, lattice_parameter_nm / std::numbers::sqrt2);
}

double SiteRow::sites_per_nm2() const {
  return sites() /
         crystal::surface_area_nm2(crystal::enlarged(particle.recipe.unit_shape, particle.diameter_nm));
}

std::vector<SiteRow> plan_site_rows(const Study& study) {
  std::vector<SiteRow> rows;
  for (const Case& one : study.cases) {
    SiteRow row{.one = &one, .particle = read_particle(one)};
    row.models = read_models(one, row.particle);
    row.surface = particle_surface(one, row.particle);
    if (one.has("distribution.sigma")) read_distribution(row);
    rows.push_back(std::move(row));
  }
  return rows;
}

void add_site_spread(SiteRow& row, const RunControl& control) {
  if (!row.one->has("distribution.sigma")) return;
  SiteSpread spread{.diameters = ligands::weighted_diameters(read_distribution(row), spread_points(row))};
  const std::size_t n = spread.diameters.size();
  spread.atomistic.resize(n);
  Stage stage(control, "diameters", static_cast<double>(n), "particles");
  parallel_for(n, control, [&](std::size_t i) {
    const double diameter_nm = spread.diameters[i].diameter_nm;
    spread.atomistic[i] = ligands::count_surface(row.particle.recipe, diameter_nm).surface_cations;
    stage.advance(1);
  });
  std::vector<double> spherical;
  std::vector<double> pyramidal;
  for (const auto& diameter : spread.diameters) {
    spherical.push_back(row.models.spherical(diameter.diameter_nm));
    pyramidal.push_back(row.models.pyramidal(diameter.diameter_nm));
  }
  spread.spherical_spread = ligands::spread(spread.diameters, spherical);
  spread.pyramidal_spread = ligands::spread(spread.diameters, pyramidal);
  spread.atomistic_spread = ligands::spread(spread.diameters, spread.atomistic);
  row.spread = std::move(spread);
}

std::optional<OverDiameters> over_diameters(const std::vector<SiteRow>& rows) {
  const auto alone = [](const SiteRow& row) {
    return row.one->label.size() == 1 && row.one->label.front().first == "diameter";
  };
  if (rows.size() < 2 || !std::ranges::all_of(rows, alone)) return {};
  std::vector<double> sites;
  std::vector<double> ratios;
  for (const SiteRow& row : rows) {
    sites.push_back(row.sites());
    ratios.push_back(row.cation_anion_ratio());
  }
  return OverDiameters{sample_spread(sites), sample_spread(ratios)};
}

std::string system_name(const SiteRow& row) {
  std::string name;
  for (const auto& [key, value] : row.one->label) {
    if (key == "diameter") continue;
    const auto* text = std::get_if<std::string>(&value);
    name += (name.empty() ? "" : ", ") +
            (text != nullptr ? *text : key + " " + format_number(std::get<double>(value)));
  }
  return name;
}

}  // namespace nacre::study
