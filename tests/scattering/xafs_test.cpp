#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "nacre/scattering/xafs_background.hpp"
#include "nacre/scattering/xafs_edge.hpp"
#include "nacre/scattering/xafs_merge.hpp"
#include "nacre/scattering/xafs_path.hpp"
#include "nacre/scattering/xafs_shell.hpp"
#include "nacre/scattering/xafs_spline.hpp"
#include "nacre/scattering/xafs_transform.hpp"
#include "nacre/scattering/xafs_window.hpp"

namespace nacre::scattering {
namespace {

namespace fs = std::filesystem;
const fs::path studies = fs::path(NACRE_SOURCE_DIR) / "studies/magic-size-cluster";
const fs::path shared = fs::path(NACRE_SOURCE_DIR) / "../shared/data";

std::vector<std::vector<double>> columns_of(const fs::path& file) {
  std::vector<std::vector<double>> columns;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::ranges::replace(line, ',', ' ');
    std::istringstream cells(line);
    std::size_t k = 0;
    for (double value = 0; cells >> value; ++k) {
      if (k == columns.size()) columns.emplace_back();
      columns[k].push_back(value);
    }
  }
  return columns;
}

XafsSpectrum copper() {
  const auto c = columns_of(studies / "cu_metal_10K.xdi");
  return {.name = "Cu", .energy_eV = c.at(0), .mu = c.at(1)};
}

XafsSpectrum cds(const char* file = "CdS_10K_01.xdi") {
  const auto c = columns_of(studies / file);
  XafsSpectrum spectrum{.name = file, .energy_eV = c.at(0)};
  for (std::size_t i = 0; i < c[0].size(); ++i) spectrum.mu.push_back(std::log(c[1][i] / c[2][i]));
  return spectrum;
}

std::vector<double> chi_of(const XafsSpectrum& spectrum) {
  return subtract_background(spectrum, normalize(spectrum, {}), {}).chi;
}

std::size_t highest(const Complexes& values) {
  const auto less = [](const auto& a, const auto& b) { return std::abs(a) < std::abs(b); };
  return static_cast<std::size_t>(std::max_element(values.begin(), values.begin() + 150, less) -
                                  values.begin());
}

TEST(XafsSpline, ACubicIsItsOwnSpline) {
  const auto cubic = [](double x) { return 1 - 2 * x + 0.5 * x * x - 0.25 * x * x * x; };
  const std::vector<double> x{0, 0.3, 1, 1.2, 2, 3.5};
  std::vector<double> y;
  for (const double one : x) y.push_back(cubic(one));
  const CubicInterpolation spline(x, y);
  for (const double at : {-0.5, 0.0, 0.1, 1.1, 3.0, 3.5, 4.0})
    EXPECT_NEAR(spline.at(at), cubic(at), 1e-12) << at;
  EXPECT_THROW(CubicInterpolation({x.data(), 3}, {y.data(), 3}), std::invalid_argument);
}

TEST(XafsSpline, TheBasisSumsToOneAndIsSmooth) {
  const CubicBasis basis({0, 0, 0, 0, 1, 2.5, 3, 5, 5, 5, 5});
  for (double x = 0; x <= 5; x += 0.05) {
    double sum = 0;
    for (const double value : basis.at(x).value) sum += value;
    EXPECT_NEAR(sum, 1, 1e-14) << x;
  }
  EXPECT_EQ(basis.size(), 7u);
  EXPECT_EQ(basis.at(0).value[0], 1);
  EXPECT_EQ(basis.at(5).value[3], 1);
  EXPECT_NEAR(basis.at(1 - 1e-9).value[1], basis.at(1 + 1e-9).value[0], 1e-8);
}

TEST(XafsWindow, CornersAndShapes) {
  for (const auto kind : {XafsWindow::hanning, XafsWindow::parzen, XafsWindow::welch}) {
    const auto w = xafs_window(kind, 401, 0.05, 3, 12, 1);
    EXPECT_EQ(w[50], 0);
    EXPECT_EQ(w[70], 1);
    EXPECT_EQ(w[150], 1);
    EXPECT_EQ(w[250], 0);
    EXPECT_NEAR(w[60], kind == XafsWindow::welch ? 0.75 : 0.5, 0.03);
    EXPECT_EQ(w[300], 0);
  }
  const auto sine = xafs_window(XafsWindow::sine, 401, 0.05, 3, 12, 1);
  EXPECT_NEAR(sine[150], 1, 1e-3);
  const auto kaiser = xafs_window(XafsWindow::kaiser, 401, 0.05, 3, 12, 4);
  EXPECT_NEAR(kaiser[150], 1, 1e-6);
  EXPECT_LT(kaiser[70], 0.5);
  const auto gaussian = xafs_window(XafsWindow::gaussian, 401, 0.05, 3, 12, 2);
  EXPECT_NEAR(gaussian[190] / gaussian[150], std::exp(-0.5), 1e-3);
}

TEST(XafsTransform, TheFastOneIsThePlainSum) {
  Complexes values(xafs_points), fast;
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] = {std::sin(0.37 * static_cast<double>(i * i % 911)), std::cos(1.1 * static_cast<double>(i))};
  fast = values;
  fourier(fast, -1);
  for (const std::size_t m : {0u, 1u, 77u, 1500u}) {
    std::complex<double> sum = 0;
    for (std::size_t n = 0; n < values.size(); ++n)
      sum += values[n] * std::polar(1.0, -2 * M_PI * static_cast<double>(n * m % xafs_points) / xafs_points);
    EXPECT_LT(std::abs(fast[m] - sum), 1e-9);
  }
  fourier(fast, 1);
  for (std::size_t i = 0; i < values.size(); i += 97)
    EXPECT_LT(std::abs(fast[i] / static_cast<double>(xafs_points) - values[i]), 1e-12);
}

// A wave of one distance comes back with its amplitude and phase.
TEST(XafsTransform, ThereAndBack) {
  std::vector<double> chi(401);
  for (std::size_t i = 0; i < chi.size(); ++i)
    chi[i] = 0.3 * std::sin(2 * 2.5 * xafs_k_step * static_cast<double>(i) + 0.4);
  const TransformOptions options{.k_min_per_A = 2, .k_max_per_A = 18, .k_weight = 0};
  const Complexes r = to_r(chi, options);
  EXPECT_NEAR(static_cast<double>(highest(r)) * xafs_r_step, 2.5, xafs_r_step);
  const Complexes back = to_k(r, {.r_min_A = 1, .r_max_A = 4}, chi.size());
  for (const std::size_t i : {150u, 200u, 250u}) {
    EXPECT_NEAR(back[i].real(), chi[i], 3e-3);
    EXPECT_NEAR(std::abs(back[i]), 0.3, 3e-3);
  }
}

// White noise of chi(k) is found from high R, whatever the weight.
TEST(XafsTransform, NoiseIsThatOfTheData) {
  std::vector<double> chi(401);
  unsigned state = 1;
  for (double& value : chi) {
    double sum = -6;
    for (int i = 0; i < 12; ++i)
      sum += static_cast<double>((state = state * 1664525u + 1013904223u) >> 8u) / (1u << 24u);
    value = 1e-3 * sum;
  }
  for (const int weight : {0, 1, 2})
    EXPECT_NEAR(noise_of(to_r(chi, {.k_min_per_A = 2, .k_max_per_A = 18, .k_weight = weight}),
                         {.k_min_per_A = 2, .k_max_per_A = 18, .k_weight = weight})
                    .in_k,
                1e-3, 2.5e-4);
}

TEST(XafsEdge, LineStepAndPolynomial) {
  XafsSpectrum made{.name = "made"};
  for (double e = -200; e <= 900; e += e > -30 && e < 40 ? 1 : 5) {
    made.energy_eV.push_back(9000 + e);
    const double post = 0.8 - 2e-4 * e + 5e-8 * e * e;
    made.mu.push_back(0.5 - 3e-4 * e + post * (0.5 + std::atan(e / 2) / M_PI));
  }
  const Edge edge = normalize(made, {});
  EXPECT_NEAR(edge.e0_eV, 9000, 1);
  EXPECT_NEAR(edge.step, 0.8, 0.015);  // the tail of the arc tangent
  EXPECT_EQ(edge.order, 2);
  EXPECT_NEAR(edge.flattened.back(), 1, 0.01);
  XafsSpectrum glitch = made;
  glitch.mu[30] += 3;  // one point: steep on one side only
  EXPECT_NEAR(steepest_energy(glitch), 9000, 1);
}

TEST(XafsEdge, RefusesWhatIsNone) {
  const auto message = [](const XafsSpectrum& s, const EdgeOptions& o) {
    try {
      subtract_background(s, normalize(s, o), {});
    } catch (const std::invalid_argument& error) {
      return std::string(error.what());
    }
    return std::string("none");
  };
  XafsSpectrum flat{.name = "flat", .energy_eV = copper().energy_eV, .mu = {}};
  for (const double e : flat.energy_eV) flat.mu.push_back(2 - 1e-4 * e);
  EXPECT_NE(message(flat, {}).find("no edge"), std::string::npos);
  EXPECT_NE(message(copper(), {.e0_eV = 9.0}).find("outside of the data"), std::string::npos);
  EXPECT_NE(message(copper(), {.norm1_eV = 3000}).find("nothing after it"), std::string::npos);
  EXPECT_NE(message(copper(), {.pre2_eV = -500}).find("nothing before it"), std::string::npos);
  XafsSpectrum cut = copper();
  cut.energy_eV.resize(150), cut.mu.resize(150);
  EXPECT_NE(message(cut, {.norm1_eV = 10}).find("over at least 3 1/A"), std::string::npos)
      << message(cut, {});
}

// larch 0.9.58: E0, edge step, and chi(k) at k = 3, 5, 7, 9, 11 1/A.
struct Recorded {
  const char* name;
  double e0, step;
  double chi[5];
};
const Recorded recorded[] = {
    {"Cu", 8977.58, 2.329811, {-0.08612705881, 0.08962997014, -0.09271973787, 0.0341630631, 0.00498060868}},
    {"CdS",
     26714.652,
     0.4053896,
     {-0.03539960014, -0.02239417482, 0.009580956811, 0.003763036531, -0.002468999433}}};

TEST(XafsBackground, IsThatOfLarch) {
  for (const Recorded& one : recorded) {
    const XafsSpectrum spectrum = one.name == std::string("Cu") ? copper() : cds();
    const Edge edge = normalize(spectrum, {});
    EXPECT_NEAR(edge.e0_eV, one.e0, 1e-3);
    EXPECT_NEAR(edge.step, one.step, 2e-6) << one.name;
    const Background background = subtract_background(spectrum, edge, {});
    for (std::size_t i = 0; i < 5; ++i)
      EXPECT_NEAR(background.chi[60 + 40 * i], one.chi[i], 1e-6) << one.name << " at " << 3 + 2 * i;
  }
}

void compare_curves(const XafsSpectrum& spectrum, const fs::path& chi_file, const fs::path& r_file) {
  const auto theirs = columns_of(chi_file), their_r = columns_of(r_file);
  const std::vector<double> chi = chi_of(spectrum);
  double difference = 0, amplitude = 0;
  for (std::size_t i = 60; i <= 240; ++i) {
    const double weight = std::pow(theirs[0][i], 4);
    difference += weight * std::pow(chi[i] - theirs[1][i], 2);
    amplitude += weight * std::pow(theirs[1][i], 2);
  }
  EXPECT_LT(std::sqrt(difference / amplitude), 1e-4);
  const Complexes r = to_r(chi, {.k_min_per_A = 2.2, .k_max_per_A = 13.8});
  const auto peak = std::ranges::max_element(their_r[1]) - their_r[1].begin();
  EXPECT_EQ(highest(r), static_cast<std::size_t>(peak));
  for (std::size_t m = 0; m < their_r[0].size(); ++m)
    EXPECT_LT(std::abs(r[m] - std::complex<double>(their_r[2][m], their_r[3][m])), 1e-4);
}

TEST(XafsBackground, WholeCurvesOfLarch) {
  if (!fs::exists(shared)) GTEST_SKIP() << "no shared data";
  const fs::path reference = shared / "reference";
  compare_curves(copper(), reference / "larch_cu_chik.csv", reference / "larch_cu_chir.csv");
  compare_curves(cds(), reference / "larch_CdS_10K_01_chik.csv", reference / "larch_CdS_10K_01_chir.csv");
}

// larch 2026.3.1 of the same chi(k) of copper, k 3 to 12, dk 2, k^2: chi(R) at 2.27 A by every window, and
// k^2 chi(k) back from R 1.5 to 3, dR 0.5.
TEST(XafsTransform, WindowsAndWayBackOfLarch) {
  const std::vector<double> chi = chi_of(copper());
  TransformOptions options{.k_min_per_A = 3, .k_max_per_A = 12, .dk_per_A = 2};
  const std::complex<double> back_of_larch[] = {{-0.64557028, 0.50919606},
                                                {0.80717638, -3.21935441},
                                                {0.74708531, 3.81679012},
                                                {-1.45740442, -2.69393058}};
  const Complexes back = to_k(to_r(chi, options), {.r_min_A = 1.5, .r_max_A = 3, .dr_A = 0.5}, chi.size());
  for (std::size_t i = 0; i < 4; ++i) EXPECT_LT(std::abs(back[80 + 40 * i] - back_of_larch[i]), 2e-3) << i;
  const std::pair<XafsWindow, std::complex<double>> windows[] = {
      {XafsWindow::hanning, {-6.43345575, 2.21332129}}, {XafsWindow::kaiser, {-5.38958463, 1.87961315}},
      {XafsWindow::parzen, {-6.39800700, 2.18426802}},  {XafsWindow::welch, {-6.64663026, 2.28822118}},
      {XafsWindow::sine, {-5.39500411, 1.88131450}},    {XafsWindow::gaussian, {-4.25244868, 1.52145065}}};
  for (const auto& [kind, value] : windows) {
    options.window = kind;
    EXPECT_LT(std::abs(to_r(chi, options)[74] - value), 1e-5) << static_cast<int>(kind);
  }
}

// A background that is itself a smooth curve is found, and with it the oscillations.
TEST(XafsBackground, FindsWhatWasPutIn) {
  XafsSpectrum made = copper();
  const double e0 = 8979;
  const auto wave = [](double k) { return 0.8 * std::sin(2 * 2.4 * k) * std::exp(-0.02 * k * k) / k; };
  for (std::size_t i = 0; i < made.mu.size(); ++i) {
    const double e = made.energy_eV[i] - e0, k = std::sqrt(k2_per_eV * std::max(e, 0.0));
    const double rise = 0.5 + std::atan(e / 3) / M_PI;
    made.mu[i] = 0.2 + rise * (1 - 1e-4 * e + 1e-8 * e * e) + (k > 1 ? wave(k) * std::min(1.0, k - 1) : 0);
  }
  const Background background = subtract_background(made, normalize(made, {.e0_eV = e0}), {});
  double off = 0, all = 0;
  for (std::size_t i = 60; i <= 300; ++i) {
    const double k = background.k_per_A[i];
    off += std::pow(k * k * (background.chi[i] - wave(k)), 2);
    all += std::pow(k * k * wave(k), 2);
  }
  EXPECT_LT(std::sqrt(off / all), 0.05);
  EXPECT_EQ(background.chi_error.size(), background.chi.size());
}

ScatteringPath copper_path() {
  const auto skip = [](std::ifstream& in) {
    for (std::string line; std::getline(in, line);)
      if (line.find("real[p]") != line.npos) return;
  };
  std::ifstream in(studies / "feffcu01.dat");
  skip(in);
  FeffColumns c{.name = "Cu-Cu", .degeneracy = 12, .r_A = 2.5478};
  for (double k = 0, a = 0, b = 0, d = 0, e = 0, f = 0, g = 0; in >> k >> a >> b >> d >> e >> f >> g;) {
    c.k_per_A.push_back(k), c.central_phase.push_back(a), c.magnitude.push_back(b), c.phase.push_back(d);
    c.reduction.push_back(e), c.mean_free_path_A.push_back(f), c.p_per_A.push_back(g);
  }
  return path_of_feff(c);
}

// larch 2026.3.1's feffit of the same chi(k): amplitude 0.9013(228), dE0 5.59(33) eV, R 2.5485(14) A,
// sigma2 0.003461(143) A2, R-factor 0.00163; it counts 1 + 2 dk dR / pi independent points.
TEST(XafsShell, IsThatOfLarch) {
  const ScatteringPath path = copper_path();
  ShellRequest request{.name = "Cu",
                       .transform = {.k_min_per_A = 3, .k_max_per_A = 17},
                       .r_min_A = 1.4,
                       .r_max_A = 3,
                       .parameters = shell_cards(path, false)};
  const ShellFit fit = fit_shell(chi_of(copper()), path, request);
  EXPECT_TRUE(fit.result.converged);
  EXPECT_NEAR(fit.result.values[shell_n] / 12, 0.9013, 0.003);
  EXPECT_NEAR(fit.result.values[shell_e0], 5.589, 0.05);
  EXPECT_NEAR(fit.result.values[shell_r], 2.5485, 2e-4);
  EXPECT_NEAR(fit.result.values[shell_sigma2], 0.003461, 2e-5);
  EXPECT_NEAR(fit.r_factor, 0.00163, 1e-4);
  EXPECT_NEAR(fit.independent, 14.26, 0.01);
  const double wider = std::sqrt((15.26 - 4) / (14.26 - 4));
  EXPECT_NEAR(fit.result.uncertainties[shell_r], 1.44e-3 * wider, 1e-4);
  EXPECT_NEAR(fit.result.uncertainties[shell_n] / 12, 0.0228 * wider, 0.0015);
  request.r_max_A = 1.8;
  EXPECT_THROW(fit_shell(chi_of(copper()), path, request), std::invalid_argument);
}

TEST(XafsShell, DerivativesAreDifferences) {
  const ShellModel model(copper_path());
  constexpr std::size_t points = 301;
  std::vector<double> values{11, 2.56, 0.004, 3.5, 0.9}, exact(shell_parameters * points), above(points),
      below(points);
  model.derivatives(values, points, exact);
  for (std::size_t k = 0; k < shell_parameters; ++k) {
    const double kept = values[k], step = 1e-5 * std::max(std::abs(kept), 0.01);
    values[k] = kept + step, model.chi(values, above);
    values[k] = kept - step, model.chi(values, below);
    values[k] = kept;
    double largest = 0;
    for (std::size_t i = 60; i < points; ++i) largest = std::max(largest, std::abs(exact[k * points + i]));
    for (std::size_t i = 60; i < points; i += 7)
      EXPECT_NEAR(exact[k * points + i], (above[i] - below[i]) / (2 * step), 1e-5 * largest)
          << k << " at " << i;
  }
}

TEST(XafsShell, AStandardFitsItselfAndWhatIsMadeFromIt) {
  const TransformOptions range{.k_min_per_A = 3, .k_max_per_A = 14};
  const std::vector<double> chi = chi_of(cds());
  const ScatteringPath path = path_of_standard(chi, range, {.r_min_A = 1.2, .r_max_A = 2.7}, 4, 2.526);
  ShellRequest request{.name = "CdS",
                       .transform = range,
                       .r_min_A = 1.4,
                       .r_max_A = 2.5,
                       .parameters = shell_cards(path, true)};
  const ShellFit same = fit_shell(chi, path, request);
  EXPECT_NEAR(same.result.values[shell_n], 4, 0.03);
  EXPECT_NEAR(same.result.values[shell_r], 2.526, 1e-3);
  EXPECT_LT(same.r_factor, 2e-3);
  const std::vector<double> truth{3, 2.50, 0.002, 1.5, 1};
  const ShellFit made = fit_shell(shell_chi(path, truth, chi.size()), path, request);
  EXPECT_NEAR(made.result.values[shell_n], 3, 0.05);
  EXPECT_NEAR(made.result.values[shell_r], 2.50, 1e-3);
  EXPECT_NEAR(made.result.values[shell_sigma2], 0.002, 2e-4);
  EXPECT_NEAR(made.result.values[shell_e0], 1.5, 0.1);
}

// Made data of one shell with white noise: the errors are the scatter of the values.
TEST(XafsShell, ErrorsAreTheScatter) {
  const ScatteringPath path = copper_path();
  const ShellRequest request{.name = "made",
                             .transform = {.k_min_per_A = 3, .k_max_per_A = 14},
                             .r_min_A = 1.4,
                             .r_max_A = 3,
                             .parameters = shell_cards(path, false)};
  const std::vector<double> truth{11, 2.54, 0.005, 3, 1};
  unsigned state = 11;
  constexpr int runs = 120;
  double squares[4] = {};
  for (int run = 0; run < runs; ++run) {
    std::vector<double> chi = shell_chi(path, truth, 401);
    for (double& value : chi) {
      double noise = -6;
      for (int i = 0; i < 12; ++i)
        noise += static_cast<double>((state = state * 1664525u + 1013904223u) >> 8u) / (1u << 24u);
      value += 2e-3 * noise;
    }
    const fit::Result fit = fit_shell(chi, path, request).result;
    for (std::size_t k = 0; k < 4; ++k)
      squares[k] += std::pow((fit.values[k] - truth[k]) / fit.uncertainties[k], 2) / runs;
  }
  for (std::size_t k = 0; k < 4; ++k) EXPECT_NEAR(std::sqrt(squares[k]), 0.95, 0.3) << k;
}

TEST(XafsMerge, AlignsAveragesAndCompares) {
  const XafsSpectrum first = cds();
  XafsSpectrum second = cds("CdS_10K_02.xdi");
  const Edge edge = normalize(first, {});
  EXPECT_LT(std::abs(edge_shift(first, edge, second, normalize(second, {})).shift_eV), 0.2);
  XafsSpectrum moved = first;
  for (double& energy : moved.energy_eV) energy -= 1.7;
  const EdgeShift shift = edge_shift(first, edge, moved, normalize(moved, {}));
  EXPECT_NEAR(shift.shift_eV, 1.7, 0.02);
  const std::vector<XafsSpectrum> scans{first, second};
  const std::vector<Edge> edges{edge, normalize(second, {.e0_eV = edge.e0_eV})};
  const MergedSpectrum merged = merge(scans, edges);
  EXPECT_EQ(merged.spectrum.energy_eV.size(), first.energy_eV.size());
  EXPECT_NEAR(merged.spectrum.mu[300], (edges[0].normalized[300] + edges[1].normalized[300]) / 2, 1e-12);
  EXPECT_NEAR(merged.error[300], std::abs(edges[0].normalized[300] - edges[1].normalized[300]) / 2, 1e-12);
  const Agreement agrees = agreement(chi_of(first), chi_of(second), {.k_min_per_A = 3, .k_max_per_A = 12});
  EXPECT_LT(agrees.relative, 0.06);
  EXPECT_GT(agrees.over_noise, 0.3);
  EXPECT_LT(agrees.over_noise, 3);
}

}  // namespace
}  // namespace nacre::scattering
