#include "nacre/scattering/form_factor.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <complex>
#include <functional>
#include <stdexcept>
#include <vector>

#include "nacre/scattering/gauss_legendre.hpp"
#include "nacre/scattering/polyhedron.hpp"
#include "nacre/scattering/prism.hpp"
#include "nacre/scattering/round_forms.hpp"

namespace nacre::scattering {
namespace {

SizeNodes one_size(double size) { return {.size_nm = {size}, .weight = {1}}; }

struct Averages {
  std::vector<double> square, amplitude;
};
Averages averages(const FormFactor& form, const std::vector<double>& q, const std::vector<double>& p) {
  Averages result{std::vector<double>(q.size()), std::vector<double>(q.size())};
  form.average(q, p.data(), one_size(p[0]), {result.square.data(), result.amplitude.data(), q.size()});
  return result;
}

// A body with what is known of it by heart: squared radius of gyration, and surface times contrast^2.
struct Body {
  const FormFactor& form;
  std::vector<double> p;
  double contrast_volume;
  double gyration2;
  double contrast2_surface;
};

double ball(double r) { return 4 * M_PI / 3 * r * r * r; }

std::vector<Body> bodies() {
  const double e = std::sqrt(1 - 1.8 * 1.8 / (3.1 * 3.1));
  const double inner = 37 * ball(2), outer = -4 * ball(2.9);
  return {
      {sphere_form, {2.2, 30}, 30 * ball(2.2), 0.6 * 2.2 * 2.2, 900 * 4 * M_PI * 2.2 * 2.2},
      {core_shell_sphere_form,
       {2, 0.9, 33, -4},
       inner + outer,
       0.6 * (inner * 4 + outer * 2.9 * 2.9) / (inner + outer),
       4 * M_PI * (37 * 37 * 4 + 16 * 2.9 * 2.9)},
      {ellipsoid_form,
       {1.8, 3.1, 30},
       30 * 4 * M_PI / 3 * 1.8 * 1.8 * 3.1,
       (2 * 1.8 * 1.8 + 3.1 * 3.1) / 5,
       900 * 2 * M_PI * (1.8 * 1.8 + 1.8 * 3.1 / e * std::asin(e))},
      {cylinder_form,
       {1.6, 9, 30},
       30 * M_PI * 1.6 * 1.6 * 9,
       1.6 * 1.6 / 2 + 81 / 12.0,
       900 * 2 * M_PI * 1.6 * (1.6 + 9)},
      {parallelepiped_form,
       {2.5, 3.4, 5.1, 30},
       30 * 2.5 * 3.4 * 5.1,
       (2.5 * 2.5 + 3.4 * 3.4 + 5.1 * 5.1) / 12,
       900 * 2 * (2.5 * 3.4 + 3.4 * 5.1 + 5.1 * 2.5)},
      {cube_form, {4, 30}, 30 * 64, 4, 900 * 6 * 16},
      {tetrahedron_form, {6, 30}, 30 * 216 / std::sqrt(72.0), 36 * 3 / 40.0, 900 * std::sqrt(3.0) * 36},
      {octahedron_form, {5, 30}, 30 * 125 * std::sqrt(2.0) / 3, 25 * 3 / 20.0, 900 * 2 * std::sqrt(3.0) * 25},
  };
}

TEST(FormFactor, EveryCardHasABodyHere) { EXPECT_EQ(bodies().size(), form_factors().size()); }

TEST(FormFactor, ForwardScatteringIsTheVolume) {
  for (const Body& body : bodies()) {
    const Averages at = averages(body.form, {0, 1e-5}, body.p);
    for (const int i : {0, 1}) {
      EXPECT_NEAR(at.amplitude[i] / body.contrast_volume, 1, 1e-9) << body.form.name;
      EXPECT_NEAR(at.square[i] / std::pow(body.contrast_volume, 2), 1, 1e-9) << body.form.name;
    }
    const double contrast = body.p.back();
    if (body.form.contrasts == 1) {
      EXPECT_NEAR(body.form.volume_nm3(body.p.data()), body.contrast_volume / contrast, 1e-9);
      EXPECT_NEAR(ball(body.form.outer_radius_nm(body.p.data())), body.contrast_volume / contrast, 1e-9);
    }
  }
}

// 1 - q^2 Rg^2/3 + ..., the next term taken away by two steps.
TEST(FormFactor, GuinierLimit) {
  for (const Body& body : bodies()) {
    const double q = 0.02 / std::sqrt(body.gyration2);
    const Averages at = averages(body.form, {q, 2 * q}, body.p);
    const auto fall = [&](int i) { return 1 - at.square[i] / std::pow(body.contrast_volume, 2); };
    const double gyration2 = 3 * (4 * fall(0) - fall(1) / 4) / (3 * q * q);
    EXPECT_NEAR(gyration2 / body.gyration2, 1, 1e-5) << body.form.name;
  }
}

// 2 pi contrast^2 S/q^4, means over many oscillations under a smooth window.
TEST(FormFactor, PorodLimit) {
  for (const Body& body : bodies()) {
    std::vector<double> q, window;
    const double low = 8, high = 24;
    for (int i = 0; i < 900; ++i) {
      const double t = (i + 0.5) / 900;
      q.push_back(low + (high - low) * t);
      window.push_back(std::pow(std::sin(M_PI * t), 4));
    }
    const Averages at = averages(body.form, q, body.p);
    double sum = 0, all = 0;
    for (std::size_t i = 0; i < q.size(); ++i) {
      sum += window[i] * at.square[i] * std::pow(q[i], 4);
      all += window[i];
    }
    EXPECT_NEAR(sum / all / (2 * M_PI * body.contrast2_surface), 1, 1e-2) << body.form.name;
  }
}

// Mean over the half sphere: two-point Gauss rules on panels of u, and turns that start off the symmetries.
double brute_force(const std::function<std::complex<double>(double, double, double)>& amplitude, double q) {
  constexpr int panels = 160, turns = 128;
  double sum = 0;
  for (int i = 0; i < panels; ++i)
    for (const double at : {0.5 - std::sqrt(1 / 12.0), 0.5 + std::sqrt(1 / 12.0)}) {
      const double u = (i + at) / panels, s = std::sqrt(1 - u * u);
      for (int t = 0; t < turns; ++t) {
        const double angle = 2 * M_PI * (t + 0.37) / turns;
        sum += std::norm(amplitude(q * s * std::cos(angle), q * s * std::sin(angle), q * u));
      }
    }
  return sum / (2 * panels * turns);
}

double sinc(double x) { return x == 0 ? 1 : std::sin(x) / x; }

// Sum over corners of e^{i phase} over the product of differences of phases: plain, and singular in
// directions that the grid above does not hit.
std::complex<double> simplex(const std::vector<std::array<double, 3>>& corners, double x, double y,
                             double z) {
  std::vector<long double> phase;
  for (const auto& c : corners)
    phase.push_back(static_cast<long double>(c[0]) * x + c[1] * static_cast<long double>(y) +
                    c[2] * static_cast<long double>(z));
  std::complex<long double> sum = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    long double product = 1;
    for (std::size_t j = 0; j < 4; ++j)
      if (j != i) product *= phase[i] - phase[j];
    sum += std::complex<long double>(std::cos(phase[i]), std::sin(phase[i])) / product;
  }
  return std::complex<double>(std::complex<long double>(0, 6) * sum);
}

std::complex<double> plain_octahedron(double x, double y, double z) {
  // -8 a^3 times the second divided difference of t^(1/2) sin t^(1/2) at the squares, over the volume 4
  // a^3/3.
  const long double a = std::sqrt(0.5L), X = a * x, Y = a * y, Z = a * z;
  const auto term = [](long double p, long double r, long double s) {
    return p * std::sin(p) / ((p * p - r * r) * (p * p - s * s));
  };
  return static_cast<double>(-6 * (term(X, Y, Z) + term(Y, Z, X) + term(Z, X, Y)));
}

TEST(FormFactor, OrientationsByBruteForce) {
  const double a = std::sqrt(0.125);
  const std::vector<std::array<double, 3>> corners{{a, a, a}, {a, -a, -a}, {-a, a, -a}, {-a, -a, a}};
  using Amplitude = std::function<std::complex<double>(double, double, double)>;
  const std::vector<std::pair<const FormFactor*, Amplitude>> plain{
      {&ellipsoid_form,
       [](double x, double y, double z) {
         const double k = std::sqrt(1.8 * 1.8 * (x * x + y * y) + 3.1 * 3.1 * z * z);
         return 3 * (std::sin(k) - k * std::cos(k)) / (k * k * k);
       }},
      {&cylinder_form,
       [](double x, double y, double z) {
         const double k = 1.6 * std::hypot(x, y);
         return 2 * std::cyl_bessel_j(1, k) / k * sinc(4.5 * z);
       }},
      {&parallelepiped_form,
       [](double x, double y, double z) { return sinc(1.25 * x) * sinc(1.7 * y) * sinc(2.55 * z); }},
      {&cube_form, [](double x, double y, double z) { return sinc(2 * x) * sinc(2 * y) * sinc(2 * z); }},
      {&tetrahedron_form,
       [&](double x, double y, double z) { return simplex(corners, 6 * x, 6 * y, 6 * z); }},
      {&octahedron_form, [](double x, double y, double z) { return plain_octahedron(5 * x, 5 * y, 5 * z); }},
  };
  for (const auto& [form, amplitude] : plain)
    for (const Body& body : bodies()) {
      if (&body.form != form) continue;
      for (const double q : {0.3, 1.1, 4.0})
        EXPECT_NEAR(averages(*form, {q}, body.p).square[0] / std::pow(body.contrast_volume, 2) /
                        brute_force(amplitude, q),
                    1, 1e-6)
            << form->name << " at " << q;
    }
}

TEST(FormFactor, LongBodiesAtHighQ) {
  for (const double q : {2.0, 6.0}) {  // q times length up to 600
    const std::vector<double> p{1.6, 100, 1};
    double sum = 0;
    const int n = 200000;
    for (int i = 0; i < n; ++i) {
      const double u = (i + 0.5) / n, k = 1.6 * q * std::sqrt(1 - u * u);
      sum += std::pow(2 * ::j1(k) / k * sinc(50 * q * u), 2) / n;
    }
    EXPECT_NEAR(averages(cylinder_form, {q}, p).square[0] / std::pow(M_PI * 1.6 * 1.6 * 100, 2) / sum, 1,
                1e-6);
  }
}

// The table against the quadrature it is made of, and against one of a higher degree; singular directions.
TEST(Polyhedron, TableAndQuadratureAreConverged) {
  for (const Solid solid : {Solid::cube, Solid::tetrahedron, Solid::octahedron})
    for (const double x : {0.0, 0.7, 3.99999, 4.0, 11.3, 27.1}) {
      const Orientations table = tabulated_orientations(solid, x),
                         finer = average_orientations(solid, x, 120);
      EXPECT_NEAR(table.square / finer.square, 1, 1e-8) << x;
      EXPECT_NEAR(table.amplitude, finer.amplitude, 1e-11) << x;
    }
}

TEST(Polyhedron, SingularDirectionsAreSmooth) {
  for (const Solid solid : {Solid::tetrahedron, Solid::octahedron})
    for (const double q : {0.0, 1e-9, 0.3, 2.0, 15.0})
      for (const std::array<double, 3>& n :
           {std::array{0.0, 0.0, 1.0}, {1.0, 1.0, 0.0}, {1.0, 1.0, 1.0}, {0.0, 1.0, 1.0}}) {
        const auto at = solid_amplitude(solid, q * n[0], q * n[1], q * n[2]);
        const double d = 1e-7;
        const auto near = solid_amplitude(solid, q * n[0] + d, q * n[1] - 2 * d, q * n[2] + 1.5 * d);
        EXPECT_LT(std::abs(at - near), 1e-6) << q;
        EXPECT_LE(std::abs(at), 1 + 1e-12);
      }
}

TEST(Polyhedron, BeyondTheTableComesPorodWithTheWavesOfParallelFaces) {
  for (const Solid solid : {Solid::cube, Solid::octahedron}) {
    const double porod =
        2 * M_PI * solid_surface(solid) / std::pow(solid_volume(solid), 2) / std::pow(401, 4);
    const double exact = average_orientations(solid, 401, harmonic_degree(401 * std::sqrt(3.0))).square;
    EXPECT_NEAR(tabulated_orientations(solid, 401).square / porod, exact / porod, 0.1);
  }
}

TEST(FormFactor, UnknownNamesSayWhatThereIs) {
  EXPECT_THROW(form_factor("spherical"), std::invalid_argument);
}

}  // namespace
}  // namespace nacre::scattering
