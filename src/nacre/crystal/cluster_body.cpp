#include "nacre/crystal/cluster_body.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>
#include <stdexcept>

#include "nacre/crystal/stacking.hpp"
#include "nacre/crystal/symmetry.hpp"
#include "nacre/crystal/vectors.hpp"

namespace nacre::crystal {
namespace {

double positive(double value_nm, const char* what) {
  if (!(value_nm > 0) || !std::isfinite(value_nm))
    throw std::invalid_argument(std::string("the cluster needs ") + what + ", a positive length");
  return value_nm;
}

bool is_cubic(const UnitCell& cell) {
  const auto& v = cell.vectors_nm;
  const double edge = length(v[0]);
  const auto near = [&](double value, double expected) { return std::abs(value - expected) < 1e-6 * edge; };
  return near(length(v[1]), edge) && near(length(v[2]), edge) && near(dot(v[0], v[1]) / edge, 0) &&
         near(dot(v[0], v[2]) / edge, 0) && near(dot(v[1], v[2]) / edge, 0);
}

// a and b of equal length at 60 or 120 degrees, c across.
bool is_hexagonal(const UnitCell& cell) {
  const auto& v = cell.vectors_nm;
  const double a2 = dot(v[0], v[0]);
  return std::abs(dot(v[1], v[1]) / a2 - 1) < 1e-5 && std::abs(std::abs(dot(v[0], v[1]) / a2) - 0.5) < 1e-5 &&
         std::abs(dot(v[0], v[2])) < 1e-6 * a2 && std::abs(dot(v[1], v[2])) < 1e-6 * a2;
}

// Directions from the first cation to its anions, where it has four.
std::vector<Vector> bond_directions(const UnitCell& cell) {
  const CellSite& from = cell.sites.front();
  std::vector<Vector> steps;
  for (const CellSite& to : cell.sites)
    for (int image = 0; image < 27 && to.species != from.species; ++image) {
      Vector step = difference(to.fractional, from.fractional);
      for (double& x : step) x -= std::round(x);
      step = {step[0] + image / 9 - 1, step[1] + image / 3 % 3 - 1, step[2] + image % 3 - 1};
      steps.push_back(cell.position_nm(step));
    }
  std::ranges::sort(steps, {}, [](const Vector& step) { return length(step); });
  if (steps.size() < 5 || length(steps[3]) > 1.1 * length(steps[0]) ||
      length(steps[4]) < 1.2 * length(steps[0]))
    return {};
  steps.resize(4);
  for (Vector& step : steps) step = scaled(step, 1 / length(step));
  return steps;
}

// Least agreement of a bond with the direction next to it.
double agreement(const Tetrahedral& directions, const std::vector<Vector>& bonds) {
  double least = 1;
  for (const Vector& bond : bonds) {
    double best = -1;
    for (const Vector& direction : directions) best = std::max(best, dot(direction, bond));
    least = std::min(least, best);
  }
  return least;
}

// Those along the bonds from cations to anions, wherever the crystal has them: tetrahedra are cut between
// layers of which the cations keep three bonds.
Tetrahedral tetrahedral_directions(const CutCell& cut) {
  std::vector<Tetrahedral> choices{cut.hexagonal ? layered_tetrahedral(true) : cubic_tetrahedral()};
  if (cut.hexagonal) choices.push_back(layered_tetrahedral(false));
  for (std::size_t i = 0, count = choices.size(); i < count; ++i) {
    Tetrahedral inverted = choices[i];
    for (Vector& direction : inverted) direction = scaled(direction, -1);
    choices.push_back(inverted);
  }
  const auto bonds = bond_directions(cut.cell);
  const auto value = [&](const Tetrahedral& directions) { return agreement(directions, bonds); };
  return *std::ranges::max_element(choices, {}, value);
}

std::size_t layers_across(const CloseLayers& layers, double reach_nm) {
  return 2 * static_cast<std::size_t>(std::ceil(reach_nm / layers.height_nm)) + 6;
}

// Layers of a prototype in another order than its own.
CutCell layered_cell(const ClusterRule& rule, double reach_nm) {
  const CloseLayers layers = close_layers(rule.structure, rule.lattice);
  std::string sequence = rule.stacking;
  const bool random = rule.fault_probability > 0;
  if (random && !sequence.empty())
    throw std::invalid_argument("a stacking is either a sequence or made of random faults");
  if (random) {
    sequence = faulted_sequence(find_prototype(rule.structure)->hexagonal, rule.fault_probability,
                                layers_across(layers, reach_nm), rule.seed, rule.replica);
    if (sequence.back() == 'A') sequence += sequence[sequence.size() - 2] == 'B' ? 'C' : 'B';  // repeats
  }
  return {stacked(layers, sequence), layered_tetrahedral(true), true, sequence};
}

// Faces (h k l) that the crystal's operations make of one.
std::set<std::array<int, 3>> family(const ClusterRule& rule, const std::array<int, 3>& hkl) {
  if (hkl == std::array<int, 3>{}) throw std::invalid_argument("(0 0 0) is no face");
  std::set<std::array<int, 3>> faces;
  if (rule.crystal) {
    for (const SymmetryOperation& operation : rule.crystal->operations) {
      std::array<int, 3> image{};
      for (std::size_t j = 0; j < 3; ++j)
        for (std::size_t i = 0; i < 3; ++i) image[j] += hkl[i] * operation.rotation[i][j];
      faces.insert(image);
    }
    return faces;
  }
  const PointGroup group = rule.structure == "zinc-blende"             ? PointGroup::tetrahedral
                           : rule.structure == "wurtzite"              ? PointGroup::polar
                           : find_prototype(rule.structure)->hexagonal ? PointGroup::hexagonal
                                                                       : PointGroup::cubic;
  for (const auto& face : equivalent_faces(hkl, group)) faces.insert(face);
  return faces;
}

Body wulff(const ClusterRule& rule, const CutCell& cut) {
  if (rule.facets.empty()) throw std::invalid_argument("the cluster needs facets");
  if (!cut.stacking.empty()) throw std::invalid_argument("facets belong to a crystal, not to chosen layers");
  const auto star = cut.cell.reciprocal_per_nm();
  Body body;
  for (const Facet& facet : rule.facets)
    for (const auto& hkl : family(rule, facet.hkl)) {
      Vector normal{};
      for (std::size_t axis = 0; axis < 3; ++axis)
        for (std::size_t k = 0; k < 3; ++k) normal[k] += hkl[axis] * star[axis][k];
      body.faces.push_back(
          {scaled(normal, 1 / length(normal)), positive(facet.distance, "distances of facets")});
    }
  if (!std::isfinite(volume_nm3(body))) throw std::invalid_argument("the facets do not enclose a particle");
  return body;
}

Body unit_polyhedron(const ClusterRule& rule, const CutCell& cut) {
  const double ratio = rule.facet_ratio;
  switch (rule.form) {
    case Form::cube:
      return cube(cut.directions);
    case Form::tetrahedron:
      return tetrahedron(cut.directions);
    case Form::truncated_tetrahedron:
      return truncated_tetrahedron(cut.directions, ratio != 0 ? ratio : 2);
    case Form::octahedron:
      return octahedron(cut.directions);
    case Form::truncated_octahedron:
      return truncated_octahedron(cut.directions, ratio != 0 ? ratio : 2 / std::sqrt(3.0));
    default:
      return wulff(rule, cut);
  }
}

// Edge of a polyhedron whose faces lie at distance 1 from its middle; 0: it has edges of several lengths.
double unit_edge(Form form) {
  if (form == Form::cube) return 2;
  if (form == Form::tetrahedron) return 2 * std::sqrt(6.0);
  return form == Form::octahedron ? std::sqrt(6.0) : 0;
}

double edge_of_atoms_nm(const ClusterRule& rule) {
  if (rule.structure != "zinc-blende" || rule.crystal || rule.form != Form::tetrahedron ||
      !rule.stacking.empty() || rule.fault_probability > 0)
    throw std::invalid_argument("edges are counted in cations only for tetrahedra of zinc blende");
  return (rule.edge_atoms - 1) * rule.lattice.a_nm / std::sqrt(2.0);
}

Body sized_polyhedron(const ClusterRule& rule, const CutCell& cut) {
  const Body unit = unit_polyhedron(rule, cut);
  const double edge_nm = rule.edge_atoms > 0 ? edge_of_atoms_nm(rule) : rule.edge_nm;
  if (edge_nm > 0) {
    if (unit_edge(rule.form) == 0)
      throw std::invalid_argument("only cubes, tetrahedra and octahedra are sized by their edge");
    return enlarged(unit, edge_nm / unit_edge(rule.form));
  }
  const double radius_nm = positive(rule.diameter_nm, "a diameter or an edge") / 2;
  return enlarged(unit, radius_nm * std::cbrt(4 * std::numbers::pi / 3 / volume_nm3(unit)));
}

std::array<Vector, 3> frame(const ClusterRule& rule, const UnitCell& cell) {
  const Vector direction{double(rule.axis[0]), double(rule.axis[1]), double(rule.axis[2])};
  return frame_along(cell.position_nm(direction));
}

// Sides of a platelet: a square across the axis, {1 0 -1 0} about that of a hexagonal crystal; `width` is the
// distance of opposite sides.
Body platelet(const ClusterRule& rule, const CutCell& cut) {
  const auto axes = frame(rule, cut.cell);
  const double half_nm = positive(rule.width_nm, "a width") / 2;
  const bool hexagon = cut.hexagonal && rule.axis[0] == 0 && rule.axis[1] == 0;
  Body body;
  for (const double sign : {1.0, -1.0}) {
    body.faces.push_back({scaled(axes[2], sign), positive(rule.thickness_nm, "a thickness") / 2});
    for (int k = 0; k < (hexagon ? 3 : 2); ++k) {
      const double angle =
          hexagon ? std::numbers::pi / 2 + k * std::numbers::pi / 3 : k * std::numbers::pi / 2;
      const Vector x = scaled(axes[0], sign * std::cos(angle));
      const Vector y = scaled(axes[1], sign * std::sin(angle));
      body.faces.push_back({{x[0] + y[0], x[1] + y[1], x[2] + y[2]}, half_nm});
    }
  }
  return body;
}

}  // namespace

CutCell cut_cell(const ClusterRule& rule, double reach_nm) {
  if (!rule.stacking.empty() || rule.fault_probability > 0) {
    if (rule.crystal) throw std::invalid_argument("only layers of a prototype can be stacked otherwise");
    return layered_cell(rule, reach_nm);
  }
  CutCell cut{.cell =
                  rule.crystal ? to_unit_cell(*rule.crystal) : prototype_cell(rule.structure, rule.lattice)};
  cut.hexagonal = is_hexagonal(cut.cell);
  const bool by_directions = rule.form >= Form::cube && rule.form <= Form::truncated_octahedron;
  if (by_directions && !cut.hexagonal && !is_cubic(cut.cell))
    throw std::invalid_argument("these polyhedra are cut from cubic and hexagonal crystals only");
  cut.directions = tetrahedral_directions(cut);
  return cut;
}

Body cluster_body(const ClusterRule& rule, const CutCell& cut) {
  Body body;
  switch (rule.form) {
    case Form::sphere: {
      const double radius_nm = positive(rule.diameter_nm, "a diameter") / 2;
      body.semi_axes_nm = {radius_nm, radius_nm, radius_nm};
      return body;
    }
    case Form::ellipsoid:
      body.axes = frame(rule, cut.cell);
      for (std::size_t k = 0; k < 3; ++k)
        body.semi_axes_nm[k] = positive(rule.diameters_nm[k], "three diameters") / 2;
      return body;
    case Form::rod:
      body.axes = frame(rule, cut.cell);
      body.semi_axes_nm[0] = body.semi_axes_nm[1] = positive(rule.diameter_nm, "a diameter") / 2;
      body.half_height_nm = positive(rule.length_nm, "a length") / 2;
      return body;
    case Form::platelet:
      return platelet(rule, cut);
    default:
      return sized_polyhedron(rule, cut);
  }
}

Vector cluster_centre(const ClusterRule& rule, const CutCell& cut) {
  if (rule.centre_fractional) return *rule.centre_fractional;
  if (rule.edge_atoms > 0) {  // a cation in the corner opposite the first face
    const Vector corner = centre_of(cut.cell, Centre::cation);
    const double inner_nm = edge_of_atoms_nm(rule) / unit_edge(Form::tetrahedron);
    const auto star = cut.cell.reciprocal_per_nm();
    Vector centre{};
    for (std::size_t k = 0; k < 3; ++k)
      centre[k] = corner[k] + dot(star[k], scaled(cut.directions[0], 3 * inner_nm));
    return centre;
  }
  if (rule.crystal) {
    if (cut.cell.species.size() == 1 && rule.centre != Centre::cation)
      throw std::invalid_argument("a crystal of one element has no such centre");
  }
  return centre_of(cut.cell, rule.centre);
}

}  // namespace nacre::crystal
