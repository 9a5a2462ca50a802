#include "nacre/crystal/symmetry.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <stdexcept>

#include "nacre/crystal/null_space.hpp"
#include "nacre/crystal/vectors.hpp"

namespace nacre::crystal {
namespace {

constexpr std::size_t rows[] = {0, 1, 2, 0, 0, 1};  // of U11, U22, U33, U12, U13, U23
constexpr std::size_t columns[] = {0, 1, 2, 1, 2, 2};
constexpr const char* shift_names[] = {"x", "y", "z"};
constexpr const char* displacement_names[] = {"U11", "U22", "U33", "U12", "U13", "U23"};

// Nearest whole cell away: the step between -1/2 and 1/2, which is the shortest for the small ones asked for.
Vector wrapped_step(const Vector& to, const Vector& from) {
  Vector step = difference(to, from);
  for (double& x : step) x -= std::round(x);
  return step;
}

Vector into_cell(Vector x) {
  for (double& value : x) {
    value -= std::floor(value);
    if (value > 1 - 1e-10) value = 0;  // -1e-17 wraps to 1
  }
  return x;
}

// 1 / |a_i*| of the axes: fractional displacements times these are those of the tensor.
Vector tensor_scale(const Lattice& lattice) {
  const Matrix star = reciprocal_per_A(lattice);
  return {1 / length(star[0]), 1 / length(star[1]), 1 / length(star[2])};
}

Displacement rotated_with(const SymmetryOperation& operation, const Vector& scale, const Displacement& u) {
  Matrix mean_square{};
  for (std::size_t m = 0; m < u.size(); ++m)
    mean_square[rows[m]][columns[m]] = mean_square[columns[m]][rows[m]] =
        u[m] / (scale[rows[m]] * scale[columns[m]]);
  Displacement image{};
  for (std::size_t m = 0; m < u.size(); ++m) {
    double sum = 0;
    for (std::size_t k = 0; k < 3; ++k)
      for (std::size_t l = 0; l < 3; ++l)
        sum += operation.rotation[rows[m]][k] * mean_square[k][l] * operation.rotation[columns[m]][l];
    image[m] = sum * scale[rows[m]] * scale[columns[m]];
  }
  return image;
}

// An atom that images of its site make, and their sums about the first of them.
struct Images {
  CellAtom atom{};
  Vector shift{};
  Displacement u{};
  int count = 0;
};

double squared_length_A2(const Matrix& metric_A2, const Vector& step) {
  double sum = 0;
  for (std::size_t k = 0; k < 3; ++k) sum += step[k] * dot(metric_A2[k], step);
  return sum;
}

void add_image(const Matrix& metric_A2, const CellAtom& image, double tolerance_A,
               std::vector<Images>& of_site) {
  auto found = std::ranges::find_if(of_site, [&](const Images& known) {
    const Vector step = wrapped_step(image.fractional, known.atom.fractional);
    return squared_length_A2(metric_A2, step) < tolerance_A * tolerance_A;
  });
  if (found == of_site.end()) {
    of_site.push_back({.atom = image});
    found = of_site.end() - 1;
  }
  const Vector step = wrapped_step(image.fractional, found->atom.fractional);
  for (std::size_t k = 0; k < 3; ++k) found->shift[k] += step[k];
  for (std::size_t m = 0; m < 6; ++m) found->u[m] += image.u_A2[m];
  ++found->count;
}

CellAtom mean_of(const Images& images) {
  CellAtom atom = images.atom;
  for (std::size_t k = 0; k < 3; ++k) atom.fractional[k] += images.shift[k] / images.count;
  atom.fractional = into_cell(atom.fractional);
  for (std::size_t m = 0; m < 6; ++m) atom.u_A2[m] = images.u[m] / images.count;
  return atom;
}

// Metric tensors that the operations leave as they are.
NullSpace<6> invariant_metrics(const std::vector<SymmetryOperation>& operations) {
  std::vector<std::array<double, 6>> equations;
  for (const SymmetryOperation& operation : operations)
    for (std::size_t m = 0; m < 6; ++m) {  // (R^T G R - G)_m = 0
      std::array<double, 6> equation{};
      for (std::size_t p = 0; p < 6; ++p) {
        const auto& r = operation.rotation;
        equation[p] = r[rows[p]][rows[m]] * r[columns[p]][columns[m]];
        if (rows[p] != columns[p]) equation[p] += r[columns[p]][rows[m]] * r[rows[p]][columns[m]];
        if (p == m) equation[p] -= 1;
      }
      equations.push_back(equation);
    }
  return null_space(std::move(equations));
}

constexpr double same = 1e-6;

// True where one component of every metric is a multiple of another.
bool proportional(const NullSpace<6>& metrics, std::size_t component, std::size_t other, double& factor) {
  bool known = false;
  for (const auto& metric : metrics.basis) {
    if (!known && std::abs(metric[other]) > same) {
      factor = metric[component] / metric[other];
      known = true;
    }
    if (std::abs(metric[component] - factor * metric[other]) > same) return false;
  }
  return known;
}

bool equal(const NullSpace<6>& metrics, std::size_t component, std::size_t other) {
  double factor = 0;
  return proportional(metrics, component, other, factor) && std::abs(factor - 1) < same;
}

// The angle between axes i and j (component m of the metric) cannot change.
bool angle_is_fixed(const NullSpace<6>& metrics, std::size_t m) {
  double factor = 0;
  const auto zero = [&](const auto& metric) { return std::abs(metric[m]) < same; };
  if (std::ranges::all_of(metrics.basis, zero)) return true;
  return equal(metrics, rows[m], columns[m]) && proportional(metrics, m, rows[m], factor);
}

// Angles are tied where both their products and the edges that make them are.
bool angles_are_equal(const NullSpace<6>& metrics, std::size_t m, std::size_t p) {
  return equal(metrics, m, p) && equal(metrics, 0, 1) && equal(metrics, 1, 2);
}

}  // namespace

Vector applied(const SymmetryOperation& operation, const Vector& x) {
  Vector image = operation.translation;
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) image[i] += operation.rotation[i][j] * x[j];
  return image;
}

Displacement rotated(const SymmetryOperation& operation, const Lattice& lattice, const Displacement& u_A2) {
  return rotated_with(operation, tensor_scale(lattice), u_A2);
}

std::vector<CellAtom> expanded(const Crystal& crystal, double tolerance_A) {
  const Vector scale = tensor_scale(crystal.lattice);
  const Matrix metric = metric_A2(crystal.lattice);
  std::vector<CellAtom> atoms;
  for (std::size_t s = 0; s < crystal.sites.size(); ++s) {
    const Site& site = crystal.sites[s];
    std::vector<Images> of_site;
    for (std::size_t o = 0; o < crystal.operations.size(); ++o) {
      const SymmetryOperation& operation = crystal.operations[o];
      const CellAtom image{.site = static_cast<int>(s),
                           .operation = static_cast<int>(o),
                           .species = site.species,
                           .fractional = applied(operation, site.fractional),
                           .occupancy = site.occupancy,
                           .u_A2 = rotated_with(operation, scale, site.u_A2)};
      add_image(metric, image, tolerance_A, of_site);
    }
    for (const Images& images : of_site) atoms.push_back(mean_of(images));
  }
  return atoms;
}

SiteSymmetry site_symmetry(const Crystal& crystal, const Site& site, double tolerance_A) {
  const Matrix metric = metric_A2(crystal.lattice);
  SiteSymmetry symmetry;
  Vector shift{};
  for (std::size_t o = 0; o < crystal.operations.size(); ++o) {
    const Vector step = wrapped_step(applied(crystal.operations[o], site.fractional), site.fractional);
    if (!(squared_length_A2(metric, step) < tolerance_A * tolerance_A)) continue;
    symmetry.operations.push_back(static_cast<int>(o));
    for (std::size_t k = 0; k < 3; ++k) shift[k] += step[k];
  }
  symmetry.fractional = site.fractional;
  const auto count = static_cast<double>(std::max<std::size_t>(symmetry.operations.size(), 1));
  for (std::size_t k = 0; k < 3; ++k) symmetry.fractional[k] += shift[k] / count;
  return symmetry;
}

SiteFreedom site_freedom(const Crystal& crystal, const Site& site, double tolerance_A) {
  const Vector scale = tensor_scale(crystal.lattice);
  std::vector<std::array<double, 3>> shift_rows;
  std::vector<std::array<double, 6>> tensor_rows;
  for (const int o : site_symmetry(crystal, site, tolerance_A).operations) {
    const SymmetryOperation& operation = crystal.operations[static_cast<std::size_t>(o)];
    for (std::size_t i = 0; i < 3; ++i) {  // (R - 1) dx = 0
      Vector row{};
      for (std::size_t j = 0; j < 3; ++j) row[j] = operation.rotation[i][j] - (i == j ? 1 : 0);
      shift_rows.push_back(row);
    }
    std::array<Displacement, 6> equations{};
    for (std::size_t p = 0; p < 6; ++p) {  // U' - U = 0, a column for every component
      Displacement unit{};
      unit[p] = 1;
      const Displacement image = rotated_with(operation, scale, unit);
      for (std::size_t m = 0; m < 6; ++m) equations[m][p] = image[m] - unit[m];
    }
    tensor_rows.insert(tensor_rows.end(), equations.begin(), equations.end());
  }
  const auto shifts = null_space(std::move(shift_rows));
  const auto tensors = null_space(std::move(tensor_rows));
  SiteFreedom freedom{.shifts = shifts.basis, .displacements = tensors.basis};
  for (const std::size_t k : shifts.free) freedom.shift_names.emplace_back(shift_names[k]);
  for (const std::size_t m : tensors.free) freedom.displacement_names.emplace_back(displacement_names[m]);
  return freedom;
}

LatticeFreedom lattice_freedom(const Crystal& crystal) {
  const NullSpace<6> metrics = invariant_metrics(crystal.operations);
  constexpr const char* names[] = {"a", "b", "c", "alpha", "beta", "gamma"};
  constexpr std::size_t products[] = {5, 4, 3};  // components of the metric that make the angles
  LatticeFreedom freedom;
  std::array<bool, 6> done{};
  for (std::size_t k = 0; k < 6; ++k) {
    if (done[k] || (k >= 3 && angle_is_fixed(metrics, products[k - 3]))) continue;
    std::array<double, 6> vector{};
    for (std::size_t other = k; other < (k < 3 ? 3u : 6u); ++other) {
      const bool tied =
          k < 3 ? equal(metrics, k, other) : angles_are_equal(metrics, products[k - 3], products[other - 3]);
      if (other != k && !tied) continue;
      vector[other] = 1;
      done[other] = true;
    }
    freedom.names.emplace_back(names[k]);
    freedom.basis.push_back(vector);
  }
  return freedom;
}

bool fits_symmetry(const Crystal& crystal) {
  const Matrix metric = metric_A2(crystal.lattice);
  const double tolerance = 2e-3 * std::max({metric[0][0], metric[1][1], metric[2][2]});
  return std::ranges::all_of(crystal.operations, [&](const SymmetryOperation& operation) {
    for (std::size_t m = 0; m < 6; ++m) {
      double image = 0;
      for (std::size_t k = 0; k < 3; ++k)
        for (std::size_t l = 0; l < 3; ++l)
          image += operation.rotation[k][rows[m]] * metric[k][l] * operation.rotation[l][columns[m]];
      if (!(std::abs(image - metric[rows[m]][columns[m]]) < tolerance)) return false;
    }
    return true;
  });
}

Crystal from_unit_cell(const UnitCell& cell) {
  Matrix vectors{};
  for (std::size_t axis = 0; axis < 3; ++axis) vectors[axis] = scaled(cell.vectors_nm[axis], 10);
  Crystal crystal{.lattice = lattice_of(vectors), .species = cell.species};
  for (double* angle : {&crystal.lattice.alpha_deg, &crystal.lattice.beta_deg, &crystal.lattice.gamma_deg})
    if (std::abs(*angle - std::round(*angle)) < 1e-9) *angle = std::round(*angle);
  std::vector<int> count(cell.species.size());
  for (const CellSite& site : cell.sites) {
    const auto species = static_cast<std::size_t>(site.species);
    crystal.sites.push_back({.label = element_of(cell.species[species]) + std::to_string(++count[species]),
                             .species = site.species,
                             .fractional = site.fractional});
  }
  return crystal;
}

UnitCell to_unit_cell(const Crystal& crystal) {
  UnitCell cell{.species = crystal.species};
  const Matrix vectors = vectors_A(crystal.lattice);
  for (std::size_t axis = 0; axis < 3; ++axis) cell.vectors_nm[axis] = scaled(vectors[axis], 0.1);
  for (const Site& site : crystal.sites)
    if (site.occupancy != 1) throw std::invalid_argument("the site " + site.label + " is not fully occupied");
  for (const CellAtom& atom : expanded(crystal)) cell.sites.push_back({atom.species, atom.fractional});
  return cell;
}

std::string element_of(const std::string& species) {
  const auto end = std::ranges::find_if_not(
      species, [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; });
  return {species.begin(), end};
}

}  // namespace nacre::crystal
