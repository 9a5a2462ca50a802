#include "nacre/study/diffraction_analysis.hpp"

#include <cmath>
#include <filesystem>
#include <numbers>
#include <stdexcept>

#include "nacre/core/units.hpp"
#include "nacre/crystal/builder.hpp"
#include "nacre/crystal/lattice.hpp"
#include "nacre/crystal/prototypes.hpp"
#include "nacre/crystal/symmetry.hpp"
#include "nacre/io/structure_files.hpp"
#include "nacre/scattering/debye.hpp"
#include "nacre/scattering/lattice_pairs.hpp"
#include "nacre/scattering/pair_binning.hpp"
#include "nacre/study/diffraction_measured.hpp"

namespace nacre::study {
namespace {

constexpr double pi = std::numbers::pi;
constexpr double most_exact_atoms = 2000;  // beyond, bins and counts are quicker and as good
constexpr double most_atoms = 2e7;         // that are built

std::string case_name(const Case& one) {
  std::string name;
  for (const auto& [key, value] : one.label) {
    if (!name.empty()) name += ", ";
    if (std::holds_alternative<std::string>(value))
      name += std::get<std::string>(value);
    else
      name += key + " " + format_number(std::get<double>(value)) + (key == "diameter" ? " A" : "");
  }
  return name;
}

DiffractionAxis read_axis(const Case& one) {
  DiffractionAxis axis{.two_theta = one.text("pattern.axis") == "two-theta",
                       .wavelength_A = one.number("pattern.wavelength")};
  const std::string low = axis.two_theta ? "pattern.two_theta_min" : "pattern.q_min";
  const std::string high = axis.two_theta ? "pattern.two_theta_max" : "pattern.q_max";
  axis.from = one.number(low);
  axis.to = one.number(high);
  if (axis.from >= axis.to)
    throw one.error(high, "the pattern ends before it begins", format_number(axis.to),
                    "more than " + format_number(axis.from));
  const auto n = static_cast<std::size_t>(one.integer("pattern.points"));
  for (std::size_t i = 0; i < n; ++i)
    axis.at.push_back(axis.from +
                      (axis.to - axis.from) * static_cast<double>(i) / static_cast<double>(n - 1));
  for (const double place : axis.at) axis.q_per_A.push_back(axis.q_of(place));
  const bool xray = one.text("pattern.radiation") == "xray";
  axis.beam.radiation = xray ? scattering::Radiation::xray : scattering::Radiation::neutron;
  if (xray && one.number("pattern.anomalous") != 0)
    axis.beam.energy_keV = scattering::energy_times_wavelength_keV_A / axis.wavelength_A;
  const std::string& polarisation = one.text("pattern.polarisation");
  axis.polarisation.applies = xray && axis.two_theta && polarisation != "none";
  if (polarisation != "monochromator") return axis;
  if (!one.has("pattern.monochromator"))
    throw one.error("pattern.polarisation", "a monochromator needs its angle", {}, {},
                    "add monochromator = \"26.6 deg\" (graphite at 1.5418 A)");
  axis.polarisation.monochromator_deg = one.number("pattern.monochromator");
  return axis;
}

double parameter_nm(const Case& one, const std::string& key) {
  if (!one.has(key))
    throw one.error("structure.prototype", "the prototype needs its lattice parameter", {}, {},
                    "add " + key.substr(key.find('.') + 1) + " to [structure]");
  return one.number(key) / 10;
}

// The place of an element that there is not is its own key.
void check_species(const Case& one) {
  for (const char* key : {"structure.cation", "structure.anion"}) try {
      scattering::parse_species(one.text(key));
    } catch (const std::invalid_argument& reason) {
      throw one.error(key, reason.what(), {}, {}, "write an element or ion such as \"Cd\" or \"S2-\"");
    }
}

crystal::PrototypeCell prototype_lattice(const Case& one) {
  check_species(one);
  const crystal::Prototype& prototype = *crystal::find_prototype(one.text("structure.prototype"));
  crystal::PrototypeCell lattice{.species = {one.text("structure.cation")}};
  if (prototype.elements > 1) lattice.species.push_back(one.text("structure.anion"));
  lattice.a_nm = parameter_nm(one, prototype.hexagonal ? "structure.a" : "structure.a_cubic");
  if (prototype.hexagonal && one.has("structure.c")) lattice.c_nm = one.number("structure.c") / 10;
  if (prototype.name == "wurtzite") lattice.u = one.number("structure.u");
  return lattice;
}

std::optional<crystal::Crystal> read_structure(const Case& one, std::string& name) {
  const bool file = one.has("structure.file"), prototype = one.has("structure.prototype");
  if (file && prototype)
    throw one.error("structure.prototype", "a crystal comes from a file or from a prototype, not both");
  if (file) {
    name = std::filesystem::path(one.text("structure.file")).filename().string();
    return io::read_crystal(one.text("structure.file"));
  }
  if (!prototype) return {};
  const crystal::PrototypeCell lattice = prototype_lattice(one);
  name = one.text("structure.prototype") + " ";
  for (const std::string& species : lattice.species) name += species;
  return crystal::from_unit_cell(crystal::prototype_cell(one.text("structure.prototype"), lattice));
}

scattering::PowderCell powder_cell(const Case& one, const crystal::Crystal& crystal) {
  scattering::PowderCell cell{crystal.lattice, crystal.species, crystal::expanded(crystal)};
  if (one.has("structure.u_iso"))
    for (auto& atom : cell.atoms) atom.u_A2 = crystal::isotropic(cell.lattice, one.number("structure.u_iso"));
  return cell;
}

std::vector<double> mean_displacements(const scattering::PowderCell& cell) {
  std::vector<double> u(cell.species.size(), 0.0), n(cell.species.size(), 0.0);
  for (const auto& atom : cell.atoms) {
    u[static_cast<std::size_t>(atom.species)] += crystal::equivalent_isotropic_A2(cell.lattice, atom.u_A2);
    n[static_cast<std::size_t>(atom.species)] += 1;
  }
  for (std::size_t s = 0; s < u.size(); ++s) u[s] /= std::max(n[s], 1.0);
  return u;
}

std::string method_of(const Case& one, double atoms, bool cut) {
  const std::string& asked = one.text("cluster.method");
  if (asked == "counted" && !cut)
    throw one.error("cluster.method",
                    "only clusters on the sites of their crystal are counted: none from files, none with "
                    "another stacking",
                    {}, {}, "leave method out");
  if (asked != "auto") return asked;
  return atoms <= most_exact_atoms ? "exact" : cut ? "counted" : "binned";
}

// Refused before the atoms are there.
void require_affordable(const Case& one, const std::string& method, const scattering::DebyeCost& cost) {
  const char* key = one.text("cluster.method") == method ? "cluster.method"
                    : one.has("cluster.diameter")        ? "cluster.diameter"
                                                         : "cluster.file";
  try {
    scattering::require_within(cost, {});
  } catch (const std::invalid_argument& reason) {
    const bool other = one.text("cluster.method") != "auto";
    throw one.error(key, reason.what(), {}, {},
                    other ? "leave method out, or take a smaller cluster" : "take a smaller cluster");
  }
}

scattering::DebyeCost cost_of(const DiffractionAxis& axis, const std::string& method, double atoms,
                              double extent_A, std::size_t species) {
  if (method == "exact") return scattering::cost_of_exact(atoms, static_cast<double>(axis.at.size()));
  return scattering::cost_of_binning(atoms, extent_A, scattering::pair_bin_A(axis.q_per_A.back()), species,
                                     1);
}

crystal::Form form_of(const std::string& name) {
  using crystal::Form;
  const std::pair<const char*, Form> forms[] = {
      {"sphere", Form::sphere},           {"cube", Form::cube},
      {"tetrahedron", Form::tetrahedron}, {"truncated-tetrahedron", Form::truncated_tetrahedron},
      {"octahedron", Form::octahedron},   {"truncated-octahedron", Form::truncated_octahedron}};
  for (const auto& [word, form] : forms)
    if (name == word) return form;
  throw std::logic_error("a choice of the schema: " + name);
}

bool is_stacked(const Case& one) { return one.has("cluster.stacking") || one.number("cluster.faults") > 0; }

crystal::ClusterRule cluster_rule(const Case& one, const crystal::Crystal& crystal, std::uint64_t seed) {
  const std::string& middle = one.text("cluster.centre");
  crystal::ClusterRule rule{.form = form_of(one.text("cluster.shape")),
                            .diameter_nm = one.number("cluster.diameter") / 10,
                            .centre = middle == "cation"  ? crystal::Centre::cation
                                      : middle == "anion" ? crystal::Centre::anion
                                                          : crystal::Centre::bond,
                            .seed = seed};
  if (one.has("structure.prototype")) {
    rule.structure = one.text("structure.prototype");
    rule.lattice = prototype_lattice(one);
  } else {
    rule.crystal = crystal;
  }
  if (one.has("cluster.stacking")) rule.stacking = one.text("cluster.stacking");
  rule.fault_probability = one.number("cluster.faults");
  if (one.number("cluster.remove_dangling") != 0 && crystal.species.size() == 2)
    for (const std::string& species : crystal.species) rule.least_bonds[species] = 2;
  return rule;
}

DiffractionCluster cut_cluster(const Case& one, const DiffractionAxis& axis,
                               const scattering::PowderCell& cell, const crystal::Crystal& crystal,
                               std::uint64_t seed) try {
  const double diameter_A = one.number("cluster.diameter");
  const double atoms =
      pi / 6 * std::pow(diameter_A, 3) / crystal::volume_A3(cell.lattice) * cell.atoms_per_cell();
  const crystal::UnitCell unit = crystal::to_unit_cell(crystal);
  const std::string method = method_of(one, atoms, !is_stacked(one));
  require_affordable(one, method,
                     method == "counted" ? scattering::cost_of_counting(unit, diameter_A / 10, 1)
                                         : cost_of(axis, method, atoms, diameter_A, cell.species.size()));
  if (atoms > most_atoms)
    throw one.error("cluster.diameter", "the cluster would have about " + format_rounded(atoms, 2) + " atoms",
                    {}, format_rounded(most_atoms, 2) + " at most");
  DiffractionCluster cluster{.atoms = crystal::build(cluster_rule(one, crystal, seed)).atoms,
                             .u_A2 = mean_displacements(cell),
                             .unit = unit,
                             .method = method};
  if (cluster.atoms.size() < 2)
    throw one.error("cluster.diameter", "fewer than two atoms are left of the cluster", {}, {},
                    "take a larger one, or remove_dangling = false");
  return cluster;
} catch (const std::invalid_argument& reason) {
  const bool layers = std::string_view(reason.what()).find("stacking") != std::string_view::npos;
  throw one.error(layers && one.has("cluster.stacking") ? "cluster.stacking" : "cluster.diameter",
                  reason.what());
}

std::optional<DiffractionCluster> read_cluster(const Case& one, const DiffractionAnalysis& analysis,
                                               const std::optional<crystal::Crystal>& crystal,
                                               std::uint64_t seed) {
  const bool file = one.has("cluster.file"), diameter = one.has("cluster.diameter");
  if (file && diameter)
    throw one.error("cluster.diameter", "a cluster comes from a file or is cut from the crystal, not both");
  if (!file && !diameter) return {};
  if (diameter && !crystal)
    throw one.error("cluster.diameter", "there is no crystal to cut the cluster from", {}, {},
                    "add [structure] prototype or file");
  if (diameter) return cut_cluster(one, analysis.axis, *analysis.cell, *crystal, seed);
  DiffractionCluster cluster{.atoms = io::read_cluster(one.text("cluster.file"))};
  cluster.u_A2.assign(cluster.atoms.species.size(),
                      one.has("structure.u_iso") ? one.number("structure.u_iso") : 0.0);
  double radius_nm = 0;
  for (const auto& at : cluster.atoms.positions_nm)
    radius_nm = std::max(radius_nm, std::hypot(at[0], at[1], at[2]));
  const auto atoms = static_cast<double>(cluster.atoms.size());
  cluster.method = method_of(one, atoms, false);
  require_affordable(
      one, cluster.method,
      cost_of(analysis.axis, cluster.method, atoms, 20 * radius_nm, cluster.atoms.species.size()));
  return cluster;
}

scattering::PowderProfile read_profile(const Case& one, const DiffractionAxis& axis) {
  scattering::PowderProfile profile{.size_A = 200,
                                    .scherrer = one.number("profile.scherrer"),
                                    .strain = one.number("profile.strain"),
                                    .instrument_deg = one.number("profile.instrument"),
                                    .wavelength_A = axis.wavelength_A,
                                    .lorentz_share = one.number("profile.lorentz_share")};
  if (one.has("cluster.diameter")) profile.size_A = one.number("cluster.diameter");
  if (one.has("profile.size")) profile.size_A = one.number("profile.size");
  return profile;
}

void add_polarisation(const DiffractionAxis& axis, std::vector<double>& pattern) {
  if (axis.two_theta)
    for (std::size_t i = 0; i < pattern.size(); ++i)
      pattern[i] *= scattering::polarisation_factor(axis.polarisation, axis.at[i]);
}

scattering::PairHistogram counted(const DiffractionCluster& cluster, const RunControl& control) {
  const auto placed = scattering::on_lattice(cluster.atoms, *cluster.unit);
  if (!placed) throw std::logic_error("a cluster that was cut lies on its lattice");
  return scattering::counted_pairs(*placed, control);
}

void scatter(const DiffractionAxis& axis, const RunControl& control, DiffractionCluster& cluster) {
  const auto amplitudes = scattering::scattering_amplitudes(axis.beam, cluster.atoms.species, axis.q_per_A);
  const scattering::DebyeAtoms atoms{amplitudes, cluster.u_A2};
  const auto binned = [&] {
    return scattering::binned_pairs(cluster.atoms, scattering::pair_bin_A(axis.q_per_A.back()), control);
  };
  cluster.pattern =
      cluster.method == "exact"
          ? scattering::debye_exact(cluster.atoms, atoms, axis.q_per_A, control).total
          : scattering::debye_pattern(cluster.method == "counted" ? counted(cluster, control) : binned(),
                                      atoms, axis.q_per_A)
                .total;
  add_polarisation(axis, cluster.pattern);
}

}  // namespace

double DiffractionAxis::q_of(double place) const {
  return two_theta ? scattering::q_of_two_theta(place, wavelength_A) : place;
}

double DiffractionAxis::place_of(double q) const {
  return two_theta ? scattering::two_theta_deg(q, wavelength_A) : q;
}

double DiffractionAnalysis::stick(const scattering::PowderReflection& reflection) const {
  if (axis.two_theta) return scattering::stick_intensity(reflection, axis.wavelength_A, axis.polarisation);
  return reflection.multiplicity * reflection.square / (reflection.q_per_A * reflection.q_per_A);
}

const std::vector<double>* DiffractionAnalysis::pattern() const {
  return cluster ? &cluster->pattern : cell ? &powder : nullptr;
}

DiffractionAnalysis read_diffraction(const Case& one, std::uint64_t seed, const RunControl& control) {
  DiffractionAnalysis analysis{.one = &one, .name = case_name(one), .axis = read_axis(one)};
  const auto crystal = read_structure(one, analysis.structure);
  if (crystal) analysis.cell = powder_cell(one, *crystal);
  analysis.profile = read_profile(one, analysis.axis);
  try {
    if (analysis.cell)
      analysis.reflections = scattering::powder_reflections(
          *analysis.cell, analysis.axis.beam, {analysis.axis.q_per_A.front(), analysis.axis.q_per_A.back()});
    analysis.cluster = read_cluster(one, analysis, crystal, seed);
    if (analysis.cluster)
      scattering::scattering_amplitudes(analysis.axis.beam, analysis.cluster->atoms.species,
                                        std::vector{1.0});
  } catch (const std::invalid_argument& reason) {
    throw one.error(
        crystal ? (one.has("structure.file") ? "structure.file" : "structure.prototype") : "cluster.file",
        reason.what());
  }
  if (one.has("data.file")) analysis.measured = read_measured(one, analysis.axis);
  if (!crystal && !analysis.cluster && !analysis.measured)
    throw one.error("pattern.axis", "there is neither a crystal nor a cluster nor a measured pattern", {}, {},
                    "add [structure] prototype or file, [cluster] file, or [data] file");
  if (analysis.name.empty())
    analysis.name = analysis.measured ? analysis.measured->name
                    : crystal         ? analysis.structure
                                      : std::filesystem::path(one.text("cluster.file")).filename().string();
  control.throw_if_stopped();
  return analysis;
}

void analyse_diffraction(DiffractionAnalysis& analysis, const RunControl& control) {
  const DiffractionAxis& axis = analysis.axis;
  if (analysis.cell) {
    // Lines beyond the ends reach in.
    const auto wide = scattering::powder_reflections(*analysis.cell, axis.beam,
                                                     {0.7 * axis.q_per_A.front(), 1.2 * axis.q_per_A.back()});
    analysis.powder = scattering::powder_pattern(*analysis.cell, wide, analysis.profile, axis.q_per_A);
    add_polarisation(axis, analysis.powder);
  }
  if (analysis.cluster) {
    control.say(analysis.name + ": " + std::to_string(analysis.cluster->atoms.size()) + " atoms");
    scatter(axis, control, *analysis.cluster);
  }
  if (analysis.measured) analyse_measured(analysis, control);
}

}  // namespace nacre::study
