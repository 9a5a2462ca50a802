#include "nacre/scattering/prism.hpp"

#include <math.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <vector>

#include "nacre/scattering/chebyshev.hpp"
#include "nacre/scattering/gauss_legendre.hpp"

namespace nacre::scattering {
namespace {

double sinc(double x) { return std::abs(x) < 1e-4 ? 1 - x * x / 6 : std::sin(x) / x; }

// Averages of a section at wave number k across the axis: over sizes, and over turns about the axis. Squares
// for each column of weights, then, where wanted, amplitudes.
using Section = std::function<void(double k, double* averages)>;

// The section depends on q across the axis alone, k = q (1 - u^2)^(1/2) with u = cos(angle to the axis). So
// it is averaged once, at Chebyshev nodes of k, and only the mean over u is left at each q; an even, smooth
// function of u.
void average_prisms(std::span<const double> q, double length, double section_diameter, std::size_t columns,
                    const Section& section, const AverageColumns& out) {
  if (q.empty()) return;
  const double diameter = std::hypot(length, section_diameter);
  if (q.back() * diameter > most_q_times_diameter)
    return out.fill(columns, q.size(), std::numeric_limits<double>::quiet_NaN());
  const std::size_t functions = out.amplitudes ? 2 * columns : columns;
  const ChebyshevPanels averages(q.back(), chebyshev_phase / section_diameter, functions, section);
  std::vector<double> sum(functions);
  for (std::size_t i = 0; i < q.size(); ++i) {
    const QuadratureRule& rule = gauss_legendre_even(harmonic_degree(q[i] * diameter) / 2 + 1);
    std::fill(sum.begin(), sum.end(), 0.0);
    for (std::size_t j = 0; j < rule.node.size(); ++j) {
      const double u = rule.node[j], k = q[i] * std::sqrt(1 - u * u);
      const double wave = length * sinc(q[i] * length * u / 2);
      for (std::size_t f = 0; f < functions; ++f)
        sum[f] += rule.weight[j] * wave * (f < columns ? wave : 1) * averages.value(f, k);
    }
    for (std::size_t c = 0; c < columns; ++c) out.squares[c * out.stride + i] = sum[c];
    if (out.amplitudes)
      for (std::size_t c = 0; c < columns; ++c) out.amplitudes[c * out.stride + i] = sum[columns + c];
  }
}

// Adds an amplitude at one size, and in one direction of `share`.
void add(const SizeNodes& sizes, std::size_t node, double share, double amplitude, bool amplitudes,
         double* averages) {
  for (std::size_t c = 0; c < sizes.columns; ++c) {
    const double weight = share * sizes.column(c)[node];
    averages[c] += weight * amplitude * amplitude;
    if (amplitudes) averages[sizes.columns + c] += weight * amplitude;
  }
}

void clear(const SizeNodes& sizes, bool amplitudes, double* averages) {
  std::fill_n(averages, (amplitudes ? 2 : 1) * sizes.columns, 0.0);
}

// ---- cylinder
constexpr ParameterCard cylinder_cards[] = {{"radius", "nm", 2, 0.05, 1000, "radius"},
                                            {"length", "nm", 10, 0.05, 1000, "length, the same at all radii"},
                                            contrast_card};

double cylinder_volume(const double* p) { return M_PI * p[0] * p[0] * p[1]; }
double cylinder_radius(const double* p) { return std::cbrt(0.75 * p[0] * p[0] * p[1]); }

double disc(double k, double radius) {
  return k * radius < 1e-4 ? M_PI * radius * radius : 2 * M_PI * radius * ::j1(k * radius) / k;
}

void average_cylinders(std::span<const double> q, const double* p, const SizeNodes& sizes,
                       const AverageColumns& out) {
  const bool amplitudes = out.amplitudes;
  const double contrast = p[2];
  average_prisms(
      q, p[1], 2 * sizes.largest_nm(), sizes.columns,
      [&](double k, double* averages) {
        clear(sizes, amplitudes, averages);
        for (std::size_t i = 0; i < sizes.count(); ++i)
          add(sizes, i, 1, contrast * disc(k, sizes.size_nm[i]), amplitudes, averages);
      },
      out);
}

// ---- parallelepiped
constexpr ParameterCard box_cards[] = {
    {"length_a", "nm", 4, 0.05, 1000, "first edge"},
    {"length_b", "nm", 5, 0.05, 1000, "second edge, the same at all lengths of the first"},
    {"length_c", "nm", 6, 0.05, 1000, "third edge, the same at all lengths of the first"},
    contrast_card};

double box_volume(const double* p) { return p[0] * p[1] * p[2]; }
double box_radius(const double* p) { return std::cbrt(box_volume(p) * 0.75 / M_PI); }

// Turns of a quarter, by the midpoint rule, which converges exponentially for periodic functions.
void average_boxes(std::span<const double> q, const double* p, const SizeNodes& sizes,
                   const AverageColumns& out) {
  const bool amplitudes = out.amplitudes;
  const double b = p[1], contrast = p[3], diameter = std::hypot(sizes.largest_nm(), b);
  average_prisms(
      q, p[2], diameter, sizes.columns,
      [&](double k, double* averages) {
        clear(sizes, amplitudes, averages);
        const int turns = harmonic_degree(k * diameter) / 4 + 1;
        for (int t = 0; t < turns; ++t) {
          const double angle = (t + 0.5) * M_PI / 2 / turns;
          const double along_a = k * std::cos(angle) / 2;
          const double side = contrast * b * sinc(k * std::sin(angle) * b / 2);
          for (std::size_t i = 0; i < sizes.count(); ++i) {
            const double a = sizes.size_nm[i];
            add(sizes, i, 1.0 / turns, side * a * sinc(along_a * a), amplitudes, averages);
          }
        }
      },
      out);
}

}  // namespace

const FormFactor cylinder_form{.name = "cylinder",
                               .title = "cylinder",
                               .source = "Pedersen 1997, doi:10.1016/S0001-8686(97)00312-6",
                               .parameters = cylinder_cards,
                               .volume_nm3 = cylinder_volume,
                               .outer_radius_nm = cylinder_radius,
                               .average = average_cylinders};

const FormFactor parallelepiped_form{.name = "parallelepiped",
                                     .title = "parallelepiped with right angles",
                                     .source = "Mittelbach and Porod 1961, Acta Phys. Austriaca 14, 185",
                                     .parameters = box_cards,
                                     .volume_nm3 = box_volume,
                                     .outer_radius_nm = box_radius,
                                     .average = average_boxes};

}  // namespace nacre::scattering
