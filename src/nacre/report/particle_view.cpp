#include "nacre/report/particle_view.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace nacre::report {
namespace {

constexpr double degree = std::numbers::pi / 180;
constexpr double elevation = 20 * degree;
constexpr std::array<double, 4> azimuths{25 * degree, 115 * degree, 205 * degree, 295 * degree};
constexpr double worth_turning = 0.1;  // of the misfit of a side, so that the first is kept if all are alike
constexpr int cells_per_reach = 300;

Vector position(const ParticlePicture& picture, std::size_t sphere) {
  return {picture.positions_nm[3 * sphere], picture.positions_nm[3 * sphere + 1],
          picture.positions_nm[3 * sphere + 2]};
}

Vector operator-(const Vector& a, const Vector& b) { return {a[0] - b[0], a[1] - b[1], a[2] - b[2]}; }

double dot(const Vector& a, const Vector& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }

double length(const Vector& a) { return std::sqrt(dot(a, a)); }

std::array<Vector, 3> axes_from(double azimuth) {
  const double c = std::cos(azimuth), s = std::sin(azimuth);
  const double up = std::sin(elevation), flat = std::cos(elevation);
  return {{{-s, c, 0}, {-up * c, -up * s, flat}, {flat * c, flat * s, up}}};
}

// How far the shares of the colored kinds in the front half are from those in the whole, summed.
double misfit(const ParticleGallery& gallery, const ParticlePicture& picture, const Vector& to_reader) {
  const Vector middle = particle_middle(picture);
  std::vector<double> front(gallery.kinds.size()), all(gallery.kinds.size());
  double n_front = 0, n_all = 0, sum = 0;
  for (std::size_t i = 0; i < picture.kind.size(); ++i) {
    if (gallery.kinds.at(picture.kind[i]).color < 0) continue;
    const bool in_front = dot(position(picture, i) - middle, to_reader) > 0;
    all[picture.kind[i]] += 1;
    front[picture.kind[i]] += in_front;
    n_all += 1;
    n_front += in_front;
  }
  if (n_front == 0) return 0;
  for (std::size_t k = 0; k < all.size(); ++k) sum += std::abs(front[k] / n_front - all[k] / n_all);
  return sum;
}

double misfit(const ParticleGallery& gallery, double azimuth) {
  double sum = 0;
  for (const ParticlePicture& picture : gallery.pictures)
    sum += misfit(gallery, picture, axes_from(azimuth)[2]);
  return sum;
}

double best_azimuth(const ParticleGallery& gallery) {
  double best = azimuths[0];
  double least = misfit(gallery, best) - worth_turning * static_cast<double>(gallery.pictures.size());
  for (const double azimuth : azimuths) {
    const double here = misfit(gallery, azimuth);
    if (here >= least) continue;
    least = here;
    best = azimuth;
  }
  return best;
}

double reach(const ParticleGallery& gallery) {
  double farthest = 0;
  for (const ParticlePicture& picture : gallery.pictures) {
    const Vector middle = particle_middle(picture);
    for (std::size_t i = 0; i < picture.kind.size(); ++i)
      farthest = std::max(
          farthest, length(position(picture, i) - middle) + gallery.kinds.at(picture.kind[i]).radius_nm);
  }
  for (const ParticlePicture& picture : gallery.pictures) {
    const Outline outline = particle_outline(picture);
    for (const auto& [a, b] : outline.edges) farthest = std::max({farthest, length(a), length(b)});
    if (outline.radius_nm > 0) farthest = std::max(farthest, length(outline.middle) + outline.radius_nm);
  }
  return farthest > 0 ? farthest : 1;
}

// A grid of small cells over the picture, to find spheres that nearer ones hide.
class Cover {
 public:
  explicit Cover(double reach_nm) : cells_per_nm_(cells_per_reach / reach_nm), covered_(side * side) {}

  // Covers the cells that lie within the disc; true if any cell that it touches was free before.
  bool add(double x_nm, double y_nm, double radius_nm) {
    const double x = cells_per_reach + x_nm * cells_per_nm_, y = cells_per_reach + y_nm * cells_per_nm_;
    const double radius = radius_nm * cells_per_nm_;
    bool seen = false;
    for (int row = cell_of(y - radius); row <= cell_of(y + radius); ++row)
      for (int column = cell_of(x - radius); column <= cell_of(x + radius); ++column) {
        const double distance = std::hypot(column + 0.5 - x, row + 0.5 - y);
        if (distance > radius + half_diagonal) continue;
        char& cell = covered_[static_cast<std::size_t>(row * side + column)];
        seen = seen || cell == 0;
        if (distance <= radius - half_diagonal) cell = 1;
      }
    return seen;
  }

 private:
  static constexpr int side = 2 * cells_per_reach + 1;
  static constexpr double half_diagonal = std::numbers::sqrt2 / 2;
  static int cell_of(double at) { return std::clamp(static_cast<int>(std::floor(at)), 0, side - 1); }

  double cells_per_nm_;
  std::vector<char> covered_;
};

}  // namespace

ParticleView particle_view(const ParticleGallery& gallery) {
  return {axes_from(best_azimuth(gallery)), reach(gallery)};
}

Vector particle_middle(const ParticlePicture& picture) {
  if (picture.kind.empty()) return {0, 0, 0};
  Vector low = position(picture, 0), high = low;
  for (std::size_t i = 1; i < picture.kind.size(); ++i)
    for (std::size_t axis = 0; axis < 3; ++axis) {
      low[axis] = std::min(low[axis], position(picture, i)[axis]);
      high[axis] = std::max(high[axis], position(picture, i)[axis]);
    }
  return {(low[0] + high[0]) / 2, (low[1] + high[1]) / 2, (low[2] + high[2]) / 2};
}

// A box has an edge from each corner along each axis to the corner beyond.
Outline particle_outline(const ParticlePicture& picture) {
  Outline outline{.middle = Vector{0, 0, 0} - particle_middle(picture),
                  .radius_nm = picture.droplet_radius_nm};
  if (!(picture.box_nm[0] > 0)) return outline;
  const auto corner = [&](std::size_t bits) {
    Vector at = outline.middle;
    for (std::size_t axis = 0; axis < 3; ++axis)
      at[axis] += (bits >> axis & 1 ? 0.5 : -0.5) * picture.box_nm[axis];
    return at;
  };
  for (std::size_t bits = 0; bits < 8; ++bits)
    for (std::size_t axis = 0; axis < 3; ++axis)
      if ((bits >> axis & 1) == 0)
        outline.edges.emplace_back(corner(bits), corner(bits | std::size_t{1} << axis));
  return outline;
}

std::vector<SeenSphere> seen_spheres(const ParticleGallery& gallery, const ParticlePicture& picture,
                                     const ParticleView& view) {
  const Vector middle = particle_middle(picture);
  const double cut_nm = (2 * picture.kept - 1) * view.reach_nm;
  std::vector<SeenSphere> spheres;
  for (std::size_t i = 0; i < picture.kind.size(); ++i) {
    const Vector from_middle = position(picture, i) - middle;
    if (picture.kept < 1 && dot(from_middle, view.axes[2]) > cut_nm) continue;
    spheres.push_back({dot(from_middle, view.axes[0]), dot(from_middle, view.axes[1]),
                       dot(from_middle, view.axes[2]), picture.kind[i]});
  }
  std::ranges::stable_sort(spheres, std::ranges::greater(), &SeenSphere::depth_nm);
  Cover cover(view.reach_nm);
  std::erase_if(spheres, [&](const SeenSphere& one) {
    return !cover.add(one.x_nm, one.y_nm, gallery.kinds.at(one.kind).radius_nm);
  });
  std::ranges::reverse(spheres);
  return spheres;
}

}  // namespace nacre::report
