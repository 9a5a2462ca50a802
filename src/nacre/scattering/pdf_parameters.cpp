#include "nacre/scattering/pdf_parameters.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "nacre/crystal/null_space.hpp"
#include "nacre/crystal/symmetry.hpp"

namespace nacre::scattering {
namespace {

constexpr double usual_u_A2 = 0.01, smallest_u_A2 = 1e-4, largest_u_A2 = 0.5;
// Of sigma^2 of the nearest pair. Beyond 1 its peak has no width, and a fit that has gone there stays there.
constexpr double most_sharpening = 0.95;
constexpr const char* coordinates[] = {"x", "y", "z"};

std::array<double, 6> six(const crystal::Lattice& lattice) {
  return {lattice.a_A, lattice.b_A, lattice.c_A, lattice.alpha_deg, lattice.beta_deg, lattice.gamma_deg};
}

crystal::Lattice lattice_of(const std::array<double, 6>& v) { return {v[0], v[1], v[2], v[3], v[4], v[5]}; }

template <std::size_t n>
std::size_t pivot_of(const std::array<double, n>& direction, const std::vector<std::string>& names,
                     const std::string& name) {
  (void)direction;
  return static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
}

const std::vector<std::string> lattice_names{"a", "b", "c", "alpha", "beta", "gamma"};
const std::vector<std::string> tensor_names{"U11", "U22", "U33", "U12", "U13", "U23"};

// Directions along which the origin is free: those that every rotation leaves as they are.
std::vector<crystal::Vector> polar_directions(const crystal::Crystal& crystal) {
  std::vector<std::array<double, 3>> rows;
  for (const crystal::SymmetryOperation& operation : crystal.operations)
    for (std::size_t i = 0; i < 3; ++i) {
      std::array<double, 3> row{};
      for (std::size_t j = 0; j < 3; ++j) row[j] = operation.rotation[i][j] - (i == j ? 1 : 0);
      rows.push_back(row);
    }
  return crystal::null_space(std::move(rows)).basis;
}

// The shifts of the site that holds the origin: those that are not a move of everything. A polar direction is
// a sum of the site's shifts with its own components as factors, since each shift has its 1 where the others
// have 0; the shift with the largest factor goes.
void hold_origin(const crystal::Crystal& crystal, crystal::SiteFreedom& freedom) {
  for (const crystal::Vector& direction : polar_directions(crystal)) {
    std::size_t largest = freedom.shifts.size();
    double most = 1e-9;
    for (std::size_t k = 0; k < freedom.shifts.size(); ++k) {
      const auto at = static_cast<std::size_t>(freedom.shift_names[k][0] - 'x');
      if (std::abs(direction[at]) <= most) continue;
      most = std::abs(direction[at]);
      largest = k;
    }
    if (largest == freedom.shifts.size()) continue;
    freedom.shifts.erase(freedom.shifts.begin() + static_cast<std::ptrdiff_t>(largest));
    freedom.shift_names.erase(freedom.shift_names.begin() + static_cast<std::ptrdiff_t>(largest));
  }
}

// "Cd" where it is the only site of its element, else its label.
std::string site_name(const crystal::Crystal& crystal, std::size_t site) {
  const int species = crystal.sites[site].species;
  const auto n = std::ranges::count(crystal.sites, species, &crystal::Site::species);
  const std::string element = crystal::element_of(crystal.species[static_cast<std::size_t>(species)]);
  return n == 1 || crystal.sites[site].label.empty() ? element : crystal.sites[site].label;
}

// Every atom of the cell as a site of its own.
crystal::Crystal without_symmetry(const crystal::Crystal& crystal, TensorForm tensor) {
  crystal::Crystal whole = crystal;
  whole.sites.clear();
  whole.operations.resize(1);
  whole.operations.front() = {};
  whole.space_group = "P 1";
  for (const crystal::CellAtom& atom : crystal::expanded(crystal)) {
    crystal::Site site = crystal.sites[static_cast<std::size_t>(atom.site)];
    site.fractional = atom.fractional;
    if (tensor != TensorForm::equal_diagonal) site.u_A2 = atom.u_A2;
    whole.sites.push_back(std::move(site));
  }
  return whole;
}

// Distance of the nearest two atoms.
double nearest_A(const crystal::Crystal& crystal) {
  const std::vector<crystal::CellAtom> atoms = crystal::expanded(crystal);
  double nearest = std::min({crystal.lattice.a_A, crystal.lattice.b_A, crystal.lattice.c_A});
  for (const crystal::CellAtom& one : atoms)
    for (const crystal::CellAtom& other : atoms) {
      crystal::Vector step{};
      for (std::size_t i = 0; i < 3; ++i) {
        step[i] = other.fractional[i] - one.fractional[i];
        step[i] -= std::round(step[i]);
      }
      const double distance = crystal::length_A(crystal.lattice, step);
      if (distance > 0.5) nearest = std::min(nearest, distance);
    }
  return nearest;
}

double start_u_A2(const crystal::Crystal& crystal, const crystal::Site& site) {
  const double u_A2 = crystal::equivalent_isotropic_A2(crystal.lattice, site.u_A2);
  return u_A2 > smallest_u_A2 ? u_A2 : usual_u_A2;
}

}  // namespace

PdfParameters::PdfParameters(std::vector<RefinedPhase> given, const PdfFreedom& freedom)
    : phases(std::move(given)), tensor(freedom.tensor), envelope(freedom.envelope) {
  for (std::size_t p = 0; p < phases.size(); ++p) {
    if (phases[p].crystal.sites.empty())
      throw std::invalid_argument("phase " + phases[p].name + " has no atoms");
    layout.push_back({.base = phases[p].crystal});
  }
  for (std::size_t p = 0; p < phases.size(); ++p) {
    add_lattice(p, freedom.lattice);
    add_positions(p, freedom.positions);
    add_displacements(p, freedom);
    add_occupancies(p, freedom.occupancies);
    add_peak_shape(p, freedom);
  }
  add_data(freedom.n_data);
}

int PdfParameters::find(std::string_view name) const {
  const auto found = std::ranges::find(list, name, &fit::Parameter::name);
  return found == list.end() ? -1 : static_cast<int>(found - list.begin());
}

int PdfParameters::add(fit::Parameter parameter) {
  list.push_back(std::move(parameter));
  return static_cast<int>(list.size()) - 1;
}

std::string PdfParameters::suffixed(const std::string& stem, std::size_t phase) const {
  return phases.size() > 1 ? stem + "_" + phases[phase].name : stem;
}

// One parameter for all phases that have it, or one a phase.
int PdfParameters::shared(const std::string& stem, bool common, std::size_t phase, fit::Parameter parameter) {
  parameter.name = common ? stem : suffixed(stem, phase);
  const int known = find(parameter.name);
  return known >= 0 ? known : add(std::move(parameter));
}

void PdfParameters::add_lattice(std::size_t phase, bool free) {
  const crystal::Crystal& crystal = phases[phase].crystal;
  PhaseLayout& of = layout[phase];
  const crystal::LatticeFreedom freedom = crystal::lattice_freedom(crystal);
  std::array<double, 6> base = six(crystal.lattice);
  for (std::size_t k = 0; k < freedom.names.size(); ++k) {
    const std::size_t pivot = pivot_of(freedom.basis[k], lattice_names, freedom.names[k]);
    const double start = six(crystal.lattice)[pivot];
    const bool edge = pivot < 3;
    const int parameter = add({.name = suffixed(freedom.names[k], phase),
                               .unit = edge ? "A" : "deg",
                               .description = edge ? "lattice parameter" : "angle of the cell",
                               .start = start,
                               .lower = edge ? 0.7 * start : std::max(start - 20, 20.0),
                               .upper = edge ? 1.4 * start : std::min(start + 20, 160.0),
                               .fixed = !free});
    of.lattice.push_back({parameter, freedom.basis[k]});
    for (std::size_t i = 0; i < 6; ++i)
      if (freedom.basis[k][i] != 0) base[i] = 0;
  }
  of.base.lattice = lattice_of(base);
}

// z where the phase has no other free coordinate of that letter, else z_Se.
void PdfParameters::add_positions(std::size_t phase, bool free) {
  const crystal::Crystal& crystal = phases[phase].crystal;
  PhaseLayout& of = layout[phase];
  std::vector<crystal::SiteFreedom> freedoms;
  std::string letters;
  for (std::size_t s = 0; s < crystal.sites.size(); ++s) {
    freedoms.push_back(crystal::site_freedom(crystal, crystal.sites[s]));
    if (s == 0) hold_origin(crystal, freedoms.back());
    for (const std::string& name : freedoms.back().shift_names) letters += name;
  }
  for (std::size_t s = 0; s < crystal.sites.size(); ++s) {
    crystal::Vector& x = of.base.sites[s].fractional;
    x = crystal::site_symmetry(crystal, crystal.sites[s]).fractional;
    const crystal::Vector start = x;
    std::vector<Lever> levers;
    for (std::size_t k = 0; k < freedoms[s].shifts.size(); ++k) {
      const std::string& letter = freedoms[s].shift_names[k];
      const double value = start[static_cast<std::size_t>(letter[0] - 'x')];
      const bool only = std::ranges::count(letters, letter[0]) == 1;
      const int parameter =
          add({.name = suffixed(only ? letter : letter + "_" + site_name(crystal, s), phase),
               .description = "coordinate of " + site_name(crystal, s),
               .start = value,
               .lower = value - 0.25,
               .upper = value + 0.25,
               .fixed = !free});
      const crystal::Vector& shift = freedoms[s].shifts[k];
      levers.push_back({parameter, {shift[0], shift[1], shift[2]}});
      for (std::size_t i = 0; i < 3; ++i) x[i] -= value * shift[i];
    }
    of.positions.push_back(std::move(levers));
  }
}

void PdfParameters::add_displacements(std::size_t phase, const PdfFreedom& freedom) {
  const crystal::Crystal& crystal = phases[phase].crystal;
  const bool common = freedom.shared == SharedOverPhases::all;
  for (std::size_t s = 0; s < crystal.sites.size(); ++s) {
    const std::string of_site = "_" + site_name(crystal, s);
    const double start = start_u_A2(crystal, crystal.sites[s]);
    layout[phase].base.sites[s].u_A2 = {};
    fit::Parameter card{.unit = "A2",
                        .description = "mean-square displacement of " + site_name(crystal, s),
                        .start = start,
                        .lower = smallest_u_A2,
                        .upper = largest_u_A2,
                        .fixed = !freedom.displacements};
    std::vector<Lever> levers;
    if (freedom.tensor == TensorForm::anisotropic) {
      const crystal::SiteFreedom allowed = crystal::site_freedom(crystal, crystal.sites[s]);
      for (std::size_t k = 0; k < allowed.displacements.size(); ++k) {
        const std::size_t pivot =
            pivot_of(allowed.displacements[k], tensor_names, allowed.displacement_names[k]);
        card.start = crystal::isotropic(crystal.lattice, start)[pivot];
        card.lower = pivot < 3 ? smallest_u_A2 : -largest_u_A2;
        levers.push_back(
            {shared(allowed.displacement_names[k] + of_site, common, phase, card), allowed.displacements[k]});
      }
    } else {
      const bool equal = freedom.tensor == TensorForm::equal_diagonal;
      levers.push_back(
          {shared("U" + of_site, common, phase, card),
           equal ? crystal::Displacement{1, 1, 1, 0, 0, 0} : crystal::isotropic(crystal.lattice, 1)});
    }
    layout[phase].displacements.push_back(std::move(levers));
  }
}

void PdfParameters::add_occupancies(std::size_t phase, bool free) {
  const crystal::Crystal& crystal = phases[phase].crystal;
  for (std::size_t s = 0; s < crystal.sites.size(); ++s)
    layout[phase].occupancies.push_back(add({.name = suffixed("occupancy_" + site_name(crystal, s), phase),
                                             .description = "share of the sites that hold an atom",
                                             .start = crystal.sites[s].occupancy,
                                             .lower = 0,
                                             .upper = std::max(1.5, crystal.sites[s].occupancy),
                                             .fixed = !free}));
}

void PdfParameters::add_peak_shape(std::size_t phase, const PdfFreedom& freedom) {
  PhaseLayout& of = layout[phase];
  const bool common = freedom.shared != SharedOverPhases::nothing;
  const double nearest = nearest_A(phases[phase].crystal);
  of.scale = add({.name = suffixed("scale", phase),
                  .description = "factor of G(r)",
                  .start = 1,
                  .lower = 0,
                  .upper = 1e6});
  of.delta1 = shared("delta1", common, phase,
                     {.unit = "A",
                      .description = "correlated motion, sharpening as 1/r",
                      .start = 0,
                      .lower = 0,
                      .upper = most_sharpening * nearest,
                      .fixed = true});
  of.delta2 = shared("delta2", common, phase,
                     {.unit = "A2",
                      .description = "correlated motion, sharpening as 1/r^2",
                      .start = 0,
                      .lower = 0,
                      .upper = most_sharpening * nearest * nearest,
                      .fixed = true});
  of.sratio = shared("sratio", common, phase,
                     {.description = "sharpening of pairs below r_cut",
                      .start = 1,
                      .lower = 0.05,
                      .upper = 2,
                      .fixed = true});
  if (freedom.envelope == EnvelopeShape::none) return;
  of.spdiameter = shared("spdiameter", common, phase,
                         {.unit = "A",
                          .description = "diameter of the spherical particle",
                          .start = 40,
                          .lower = 3,
                          .upper = 1000});
  if (freedom.envelope == EnvelopeShape::shell)
    of.hollow = shared("hollow_diameter", common, phase,
                       {.unit = "A",
                        .description = "diameter of the core inside the shell",
                        .start = 15,
                        .lower = 0.5,
                        .upper = 990});
  if (freedom.envelope == EnvelopeShape::log_normal)
    of.spread = shared("spdiameter_spread", common, phase,
                       {.description = "standard deviation of the diameters over their mean",
                        .start = 0.15,
                        .lower = 0.005,
                        .upper = 1});
}

void PdfParameters::add_data(int n_data) {
  for (int d = 0; d < n_data; ++d) {
    const std::string end = n_data > 1 ? "_" + std::to_string(d + 1) : "";
    DataLayout of;
    if (d > 0)
      of.factor = add({.name = "factor" + end,
                       .description = "scale of the data set beside that of the first",
                       .start = 1,
                       .lower = 1e-6,
                       .upper = 1e6});
    of.q_damp = add({.name = "q_damp" + end,
                     .unit = "1/A",
                     .description = "damping by the resolution",
                     .start = 0,
                     .lower = 0,
                     .upper = 0.5,
                     .fixed = true});
    of.q_broad = add({.name = "q_broad" + end,
                      .unit = "1/A",
                      .description = "broadening by the resolution",
                      .start = 0,
                      .lower = 0,
                      .upper = 0.5,
                      .fixed = true});
    data.push_back(of);
  }
}

bool PdfParameters::is_coordinate(int parameter) const {
  for (const PhaseLayout& of : layout)
    for (const auto& levers : of.positions)
      for (const Lever& lever : levers)
        if (lever.parameter == parameter) return true;
  return false;
}

crystal::Crystal PdfParameters::crystal_at(std::size_t phase, std::span<const double> values) const {
  const PhaseLayout& of = layout[phase];
  crystal::Crystal crystal = of.base;
  const auto value = [&](int parameter) { return values[static_cast<std::size_t>(parameter)]; };
  std::array<double, 6> lattice = six(crystal.lattice);
  for (const Lever& lever : of.lattice)
    for (std::size_t i = 0; i < 6; ++i) lattice[i] += value(lever.parameter) * lever.direction[i];
  crystal.lattice = lattice_of(lattice);
  for (std::size_t s = 0; s < crystal.sites.size(); ++s) {
    crystal::Site& site = crystal.sites[s];
    for (const Lever& lever : of.positions[s])
      for (std::size_t i = 0; i < 3; ++i) site.fractional[i] += value(lever.parameter) * lever.direction[i];
    for (const Lever& lever : of.displacements[s]) {
      const crystal::Displacement direction =
          tensor == TensorForm::isotropic ? crystal::isotropic(crystal.lattice, 1) : lever.direction;
      for (std::size_t i = 0; i < 6; ++i) site.u_A2[i] += value(lever.parameter) * direction[i];
    }
    site.occupancy = value(of.occupancies[s]);
  }
  return tensor == TensorForm::equal_diagonal ? without_symmetry(crystal, tensor) : crystal;
}

std::vector<PdfParameters::Copy> PdfParameters::copies(std::size_t phase, std::size_t site) const {
  if (tensor != TensorForm::equal_diagonal) return {{static_cast<int>(site), {}}};
  const crystal::Crystal& crystal = phases[phase].crystal;
  const std::vector<crystal::CellAtom> atoms = crystal::expanded(crystal);
  std::vector<Copy> found;
  for (std::size_t i = 0; i < atoms.size(); ++i)
    if (atoms[i].site == static_cast<int>(site))
      found.push_back(
          {static_cast<int>(i), crystal.operations[static_cast<std::size_t>(atoms[i].operation)]});
  return found;
}

std::string PdfParameters::fixed_by_symmetry(std::string_view name) const {
  const std::string stem(name.substr(0, name.find('_')));
  const bool known =
      std::ranges::find(lattice_names, stem) != lattice_names.end() ||
      std::ranges::find(coordinates, stem) != std::end(coordinates) ||
      (tensor == TensorForm::anisotropic && std::ranges::find(tensor_names, stem) != tensor_names.end());
  if (!known || find(name) >= 0) return {};
  return "the symmetry " + phases.front().crystal.space_group + " fixes it, or ties it to another parameter";
}

}  // namespace nacre::scattering
