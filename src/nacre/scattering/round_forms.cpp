#include "nacre/scattering/round_forms.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "nacre/scattering/gauss_legendre.hpp"

namespace nacre::scattering {
namespace {

double ball_nm3(double radius_nm) { return 4 * M_PI / 3 * radius_nm * radius_nm * radius_nm; }

// ---- sphere
constexpr ParameterCard sphere_cards[] = {{"radius", "nm", 2, 0.05, 1000, "radius"}, contrast_card};

double sphere_volume(const double* p) { return ball_nm3(p[0]); }
double sphere_radius(const double* p) { return p[0]; }
void average_spheres(std::span<const double> q, const double* p, const SizeNodes& sizes,
                     const AverageColumns& out) {
  sphere_sum(q,
             {.radius_nm = sizes.size_nm,
              .inner = p[1],
              .columns = sizes.columns,
              .square_weights = sizes.weight,
              .amplitude_weights =
                  out.amplitudes ? std::span<const double>(sizes.weight) : std::span<const double>()},
             out);
}

// ---- core and shell
constexpr ParameterCard shell_cards[] = {
    {"radius", "nm", 2, 0.05, 1000, "radius of the core"},
    {"thickness", "nm", 0.5, 0, 1000, "thickness of the shell, the same at all core radii"},
    {"contrast", "1e10 1/cm2", 40, -1000, 1000,
     "scattering length density of the core less that of the solvent"},
    {"shell_contrast", "1e10 1/cm2", 10, -1000, 1000,
     "scattering length density of the shell less that of the solvent"}};

double shell_radius(const double* p) { return p[0] + p[1]; }
void average_shells(std::span<const double> q, const double* p, const SizeNodes& sizes,
                    const AverageColumns& out) {
  sphere_sum(q,
             {.radius_nm = sizes.size_nm,
              .inner = p[2] - p[3],
              .outer = p[3],
              .thickness_nm = p[1],
              .columns = sizes.columns,
              .square_weights = sizes.weight,
              .amplitude_weights =
                  out.amplitudes ? std::span<const double>(sizes.weight) : std::span<const double>()},
             out);
}

// ---- ellipsoid of revolution
constexpr ParameterCard ellipsoid_cards[] = {
    {"radius", "nm", 2, 0.05, 1000, "radius of the equator"},
    {"polar_radius", "nm", 3, 0.05, 1000, "half the length of the axis, the same at all radii"},
    contrast_card};

double ellipsoid_volume(const double* p) { return 4 * M_PI / 3 * p[0] * p[0] * p[1]; }
double ellipsoid_radius(const double* p) { return std::cbrt(p[0] * p[0] * p[1]); }

// An ellipsoid seen at u = cos(angle to the axis) scatters as a sphere of radius (R^2 (1 - u^2) + P^2
// u^2)^(1/2), with the ellipsoid's own volume in front.
class SeenAsSpheres {
 public:
  SeenAsSpheres(const double* p, const SizeNodes& sizes, double largest_q) {
    const double diameter = 2 * std::max(sizes.largest_nm(), p[1]);
    const QuadratureRule& rule = gauss_legendre_even(harmonic_degree(largest_q * diameter) / 2 + 1);
    const std::size_t directions = rule.node.size(), n = sizes.count() * directions;
    radius_.reserve(n);
    square_.resize(n * sizes.columns);
    amplitude_.resize(n * sizes.columns);
    for (std::size_t i = 0; i < sizes.count(); ++i)
      for (std::size_t j = 0; j < directions; ++j) add(p, sizes, i, rule.node[j], rule.weight[j], n);
  }

  void average(std::span<const double> q, double contrast, std::size_t columns,
               const AverageColumns& out) const {
    sphere_sum(q,
               {.radius_nm = radius_,
                .inner = contrast,
                .columns = columns,
                .square_weights = square_,
                .amplitude_weights =
                    out.amplitudes ? std::span<const double>(amplitude_) : std::span<const double>()},
               out);
  }

 private:
  void add(const double* p, const SizeNodes& sizes, std::size_t i, double u, double weight, std::size_t n) {
    const double r = sizes.size_nm[i], seen = std::sqrt(r * r * (1 - u * u) + p[1] * p[1] * u * u);
    const double ratio = r * r * p[1] / (seen * seen * seen);
    for (std::size_t k = 0; k < sizes.columns; ++k) {
      amplitude_[k * n + radius_.size()] = sizes.column(k)[i] * weight * ratio;
      square_[k * n + radius_.size()] = sizes.column(k)[i] * weight * ratio * ratio;
    }
    radius_.push_back(seen);
  }

  std::vector<double> radius_, square_, amplitude_;
};

// Fewer directions do at smaller q: blocks of q.
void average_ellipsoids(std::span<const double> q, const double* p, const SizeNodes& sizes,
                        const AverageColumns& out) {
  if (q.empty()) return;
  constexpr std::size_t block = 64;
  if (2 * q.back() * std::max(sizes.largest_nm(), p[1]) > most_q_times_diameter)
    return out.fill(sizes.columns, q.size(), std::numeric_limits<double>::quiet_NaN());
  for (std::size_t first = 0; first < q.size(); first += block) {
    const auto part = q.subspan(first, std::min(block, q.size() - first));
    SeenAsSpheres(p, sizes, part.back()).average(part, p[2], sizes.columns, out.from(first));
  }
}

}  // namespace

const FormFactor sphere_form{.name = "sphere",
                             .title = "sphere",
                             .source = "Pedersen 1997, doi:10.1016/S0001-8686(97)00312-6",
                             .parameters = sphere_cards,
                             .volume_nm3 = sphere_volume,
                             .outer_radius_nm = sphere_radius,
                             .average = average_spheres};

const FormFactor core_shell_sphere_form{.name = "core-shell-sphere",
                                        .title = "sphere with a shell of ligands or of another material",
                                        .source = "Pedersen 1997, doi:10.1016/S0001-8686(97)00312-6",
                                        .parameters = shell_cards,
                                        .contrasts = 2,
                                        .volume_nm3 = sphere_volume,
                                        .outer_radius_nm = shell_radius,
                                        .average = average_shells};

const FormFactor ellipsoid_form{.name = "ellipsoid",
                                .title = "ellipsoid of revolution",
                                .source = "Guinier 1939, doi:10.1051/anphys/193911120161",
                                .parameters = ellipsoid_cards,
                                .volume_nm3 = ellipsoid_volume,
                                .outer_radius_nm = ellipsoid_radius,
                                .average = average_ellipsoids};

}  // namespace nacre::scattering
