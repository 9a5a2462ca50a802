#include "nacre/scattering/polyhedron.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <mutex>
#include <vector>

#include "nacre/scattering/chebyshev.hpp"
#include "nacre/scattering/gauss_legendre.hpp"

namespace nacre::scattering {
namespace {

using Complex = std::complex<double>;

double sinc(double x) { return std::abs(x) < 1e-4 ? 1 - x * x / 6 : std::sin(x) / x; }
Complex wave(double phase) { return {std::cos(phase), std::sin(phase)}; }

// Divided difference of e^{ix} at `count` phases close to one another, from the Taylor series about their
// mean: the difference of order k of (x - m)^n is the complete homogeneous symmetric polynomial of degree n -
// k.
Complex close_difference(const double* phase, int count) {
  constexpr int terms = 14;
  double mean = 0;
  for (int i = 0; i < count; ++i) mean += phase[i] / count;
  std::array<double, terms> symmetric{1};
  for (int i = 0; i < count; ++i)
    for (int j = 1; j < terms; ++j)
      symmetric[static_cast<std::size_t>(j)] +=
          (phase[i] - mean) * symmetric[static_cast<std::size_t>(j) - 1];
  const Complex unit(0, 1);
  Complex factor = wave(mean), sum = 0;
  for (int k = 1; k < count; ++k) factor *= unit / static_cast<double>(k);
  for (int j = 0; j < terms; ++j) {
    sum += factor * symmetric[static_cast<std::size_t>(j)];
    factor *= unit / static_cast<double>(j + count);
  }
  return sum;
}

// Of e^{ix} at ascending phases. Nothing cancels: two phases have a closed form, and more are divided by the
// largest distance where that is no small number.
Complex difference(const double* phase, int count) {
  const double span = phase[count - 1] - phase[0];
  if (count == 2) return Complex(0, 1) * wave((phase[0] + phase[1]) / 2) * sinc(span / 2);
  if (span < 0.5) return close_difference(phase, count);
  return (difference(phase + 1, count - 1) - difference(phase, count - 1)) / span;
}

// Fourier transform of a simplex over its volume: 3! times the divided difference of exp at i q.v of its
// corners v (Hermite and Genocchi's formula). Free of the singular directions that formulas by faces and
// edges have (Wuttke 2021, doi:10.1107/S1600576721001710).
Complex simplex(std::array<double, 4> phase) {
  std::sort(phase.begin(), phase.end());
  return Complex(0, 6) * difference(phase.data(), 4);
}

// Four simplexes around the axis between two opposite corners.
Complex octahedron_amplitude(double x, double y, double z) {
  const double a = std::sqrt(0.5);
  Complex sum = 0;
  for (const double sx : {-a, a})
    for (const double sy : {-a, a}) sum += simplex({a * z, -a * z, sx * x, sy * y});
  return sum / 4.0;
}

Complex tetrahedron_amplitude(double x, double y, double z) {
  const double a = std::sqrt(0.125);
  return simplex({a * (x + y + z), a * (x - y - z), a * (y - x - z), a * (z - x - y)});
}

// Longest distance within the solid.
double diameter(Solid solid) {
  return solid == Solid::cube ? std::sqrt(3.0) : solid == Solid::octahedron ? std::sqrt(2.0) : 1.0;
}

constexpr double panel_width = 4;
constexpr std::size_t panels = 100;

struct Panel {
  std::once_flag made;
  std::vector<double> coefficients;
};

const Panel& panel(Solid solid, std::size_t index) {
  static std::array<std::array<Panel, panels>, 3> kept;
  Panel& one = kept[static_cast<std::size_t>(solid)][index];
  std::call_once(one.made, [&] {
    const double low = static_cast<double>(index) * panel_width, high = low + panel_width;
    const int degree = harmonic_degree(high * diameter(solid));
    one.coefficients = chebyshev_fit(low, high, 2, [&](double x, double* values) {
      const Orientations mean = average_orientations(solid, x, degree);
      values[0] = mean.square;
      values[1] = mean.amplitude;
    });
  });
  return one;
}

// 2 pi S/(V^2 q^4), and the waves from opposite faces, which interfere however large q is: where they cover
// one another, two thirds of the octahedron's.
Orientations porod(Solid solid, double x) {
  const double volume = solid_volume(solid), x2 = x * x;
  const double square = 2 * M_PI * solid_surface(solid) / (volume * volume * x2 * x2);
  if (solid == Solid::tetrahedron) return {square, 0};
  if (solid == Solid::cube) return {square * (1 - std::cos(x)), 0};
  return {square * (1 - 2.0 / 3 * std::cos(x * std::sqrt(2.0 / 3))), 0};
}

void average(Solid solid, std::span<const double> q, const double* p, const SizeNodes& sizes,
             const AverageColumns& out) {
  const double contrast = p[1];
  for (std::size_t i = 0; i < q.size(); ++i) {
    std::array<double, 3> square{}, amplitude{};
    for (std::size_t s = 0; s < sizes.count(); ++s) {
      const double edge = sizes.size_nm[s], scale = contrast * solid_volume(solid) * edge * edge * edge;
      const Orientations mean = tabulated_orientations(solid, q[i] * edge);
      for (std::size_t c = 0; c < sizes.columns; ++c) {
        square[c] += sizes.column(c)[s] * scale * scale * mean.square;
        amplitude[c] += sizes.column(c)[s] * scale * mean.amplitude;
      }
    }
    for (std::size_t c = 0; c < sizes.columns; ++c) {
      out.squares[c * out.stride + i] = square[c];
      if (out.amplitudes) out.amplitudes[c * out.stride + i] = amplitude[c];
    }
  }
}

template <Solid solid>
void average_solids(std::span<const double> q, const double* p, const SizeNodes& sizes,
                    const AverageColumns& out) {
  average(solid, q, p, sizes, out);
}
template <Solid solid>
double volume(const double* p) {
  return solid_volume(solid) * p[0] * p[0] * p[0];
}
template <Solid solid>
double radius(const double* p) {
  return std::cbrt(volume<solid>(p) * 0.75 / M_PI);
}

constexpr ParameterCard cards[] = {{"edge", "nm", 4, 0.05, 1000, "length of an edge"}, contrast_card};

template <Solid solid>
constexpr FormFactor card(std::string_view name, std::string_view title, std::string_view source) {
  return {.name = name,
          .title = title,
          .source = source,
          .parameters = cards,
          .volume_nm3 = volume<solid>,
          .outer_radius_nm = radius<solid>,
          .average = average_solids<solid>};
}

}  // namespace

double solid_volume(Solid solid) {
  if (solid == Solid::cube) return 1;
  return solid == Solid::octahedron ? std::sqrt(2.0) / 3 : std::sqrt(2.0) / 12;
}

double solid_surface(Solid solid) {
  if (solid == Solid::cube) return 6;
  return (solid == Solid::octahedron ? 2 : 1) * std::sqrt(3.0);
}

std::complex<double> solid_amplitude(Solid solid, double x, double y, double z) {
  if (solid == Solid::cube) return sinc(x / 2) * sinc(y / 2) * sinc(z / 2);
  return solid == Solid::octahedron ? octahedron_amplitude(x, y, z) : tetrahedron_amplitude(x, y, z);
}

// Gauss-Legendre over u = cos of the polar angle, and the midpoint rule over the azimuth. |F|^2 and Re F need
// the upper half only, of the cube and the octahedron an eighth of the azimuth, of the tetrahedron a quarter
// between its mirrors x = y and x = -y: turning it by a quarter and reflecting it up-down leaves it as it
// was.
Orientations average_orientations(Solid solid, double q_edge, int degree) {
  const bool is_tetrahedron = solid == Solid::tetrahedron;
  const int sectors = is_tetrahedron ? 4 : 8, azimuths = degree / sectors + 1;
  const double first = is_tetrahedron ? M_PI / 4 : 0, step = 2 * M_PI / sectors / azimuths;
  const QuadratureRule& rule = gauss_legendre_even(degree / 2 + 1);
  Orientations mean{0, 0};
  for (std::size_t i = 0; i < rule.node.size(); ++i) {
    const double across = q_edge * std::sqrt(1 - rule.node[i] * rule.node[i]);
    for (int j = 0; j < azimuths; ++j) {
      const double angle = first + (j + 0.5) * step;
      const Complex f =
          solid_amplitude(solid, across * std::cos(angle), across * std::sin(angle), q_edge * rule.node[i]);
      mean.square += rule.weight[i] / azimuths * std::norm(f);
      mean.amplitude += rule.weight[i] / azimuths * f.real();
    }
  }
  return mean;
}

Orientations tabulated_orientations(Solid solid, double q_edge) {
  const double place = q_edge / panel_width;
  if (!(place < panels)) return porod(solid, q_edge);
  const auto index = static_cast<std::size_t>(std::max(place, 0.0));
  const std::vector<double>& coefficients = panel(solid, index).coefficients;
  const double x = 2 * (place - static_cast<double>(index)) - 1;
  return {chebyshev_value(coefficients.data(), x), chebyshev_value(coefficients.data() + chebyshev_terms, x)};
}

const FormFactor cube_form =
    card<Solid::cube>("cube", "cube", "Pedersen 1997, doi:10.1016/S0001-8686(97)00312-6");
const FormFactor tetrahedron_form = card<Solid::tetrahedron>("tetrahedron", "regular tetrahedron",
                                                             "Wuttke 2021, doi:10.1107/S1600576721001710");
const FormFactor octahedron_form =
    card<Solid::octahedron>("octahedron", "regular octahedron", "Wuttke 2021, doi:10.1107/S1600576721001710");

}  // namespace nacre::scattering
