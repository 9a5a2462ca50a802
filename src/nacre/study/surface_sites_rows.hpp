// The rows of a surface-sites study: one nanocrystal per case, its binding sites by three models.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "nacre/core/result.hpp"
#include "nacre/core/run_control.hpp"
#include "nacre/study/particle_keys.hpp"
#include "nacre/study/study.hpp"

namespace nacre::study {

// The crystal of the spherical and the pyramidal model, which know no atoms.
struct SmoothModels {
  double lattice_parameter_nm = 0;  // of the cubic cell; wurtzite: sqrt(2) a
  double density_g_cm3 = 0;
  double cations_per_nm3 = 0;

  double spherical(double diameter_nm) const;
  double pyramidal(double diameter_nm) const;
};

// Sites by the three models over a distribution of diameters.
struct SiteSpread {
  std::vector<ligands::WeightedDiameter> diameters{};
  std::vector<double> atomistic{};  // of each diameter
  ligands::Spread spherical_spread{};
  ligands::Spread pyramidal_spread{};
  ligands::Spread atomistic_spread{};
};

struct SiteRow {
  const Case* one = nullptr;
  Particle particle{};
  SmoothModels models{};
  ligands::SurfaceSites surface{};
  std::optional<SiteSpread> spread{};

  double cations() const { return static_cast<double>(surface.particle.count(0)); }
  double anions() const { return static_cast<double>(surface.particle.count(1)); }
  double cation_anion_ratio() const { return cations() / anions(); }  // infinite without anions
  double sites() const { return static_cast<double>(surface.sites()); }
  double sites_per_nm2() const;  // over the area of the shape
  double spherical() const { return models.spherical(particle.diameter_nm); }
  double pyramidal() const { return models.pyramidal(particle.diameter_nm); }
};

// Reads every case and builds its nanocrystal. Throws Error (usage) for what cannot be built.
std::vector<SiteRow> plan_site_rows(const Study& study);

// Fills `spread` of a row whose study gives [distribution] sigma.
void add_site_spread(SiteRow& row, const RunControl& control);

// Mean and standard deviation of the atomistic numbers over the diameters of the study, each counted once;
// none unless the rows are several and differ in diameter alone.
struct OverDiameters {
  ligands::Spread sites{};
  ligands::Spread cation_anion_ratio{};
};
std::optional<OverDiameters> over_diameters(const std::vector<SiteRow>& rows);

// Scanned keys but the diameter: "wurtzite, bond"; empty where nothing else is scanned.
std::string system_name(const SiteRow& row);

Table site_scan_table(const std::vector<SiteRow>& rows);
Table site_coordination_table(const std::vector<SiteRow>& rows);
std::vector<Quantity> site_quantities(const std::vector<SiteRow>& rows);
std::vector<Figure> site_figures(const std::vector<SiteRow>& rows, const RunControl& control);
std::vector<Array> site_arrays(const std::vector<SiteRow>& rows);

}  // namespace nacre::study
