// Makes the series of scattering patterns that the shipped studies of SAXS start from, with known truth,
// counting noise and a fixed seed:
//   made_saxs FOLDER
//
// saxs-growth.h5      1,000 frames of the synthesis of fit-saxs.csv: each from the actual, skewed
// distribution of radii saxs-gaussian.h5    the same with a Gaussian distribution of the same concentration,
// mean and standard deviation saxs-*-truth.csv    what each frame was made from
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <numbers>
#include <string>
#include <vector>

#include "nacre/core/random.hpp"
#include "nacre/growth/simulate.hpp"
#include "nacre/io/files.hpp"
#include "nacre/io/nxcansas.hpp"
#include "nacre/scattering/absolute_scale.hpp"

namespace {

using namespace nacre;

constexpr std::uint64_t seed = 20;
constexpr std::size_t frames = 1000;
constexpr double first_s = 30, step_s = 0.57;
constexpr std::size_t q_points = 160;
constexpr double q_first_per_nm = 0.15, q_last_per_nm = 5;

// CdSe: 82 electrons of 2.8179e-13 cm in a formula unit of 33 cm3/mol (5.8 g/cm3), 42.2e10 1/cm2; octadecene
// at 250 degC: 0.62 g/cm3, 0.571 mol of electrons a gram, 6.0e10 1/cm2. Without dispersion.
constexpr double contrast_1e10_per_cm2 = 36.2;

// What is left of the solvent after its subtraction, and what is counted with it, 1/cm.
constexpr double background_per_cm = 0.002, solvent_per_cm = 0.02;
// Photons per frame and q point for 1/cm and q of 1/nm; rings at larger q have more pixels.
constexpr double photons = 1.6e5;

// Midpoints of narrow cells of radius.
constexpr double cell_nm = 0.004;
constexpr std::size_t cells = 800;

// The number of particles in each cell, umol/L.
using Population = std::vector<double>;

struct Truth {
  double time_s = 0;
  Population population{};

  double moment(int k) const {
    double sum = 0;
    for (std::size_t i = 0; i < cells; ++i) sum += population[i] * std::pow((i + 0.5) * cell_nm, k);
    return sum;
  }
  double mean_nm() const { return moment(1) / moment(0); }
  double sigma_nm() const { return std::sqrt(moment(2) / moment(0) - mean_nm() * mean_nm()); }
  double skewness() const {
    const double m = mean_nm(), s = sigma_nm();
    return (moment(3) / moment(0) - 3 * m * s * s - m * m * m) / (s * s * s);
  }
};

growth::Synthesis recipe() {  // as in made_courses.cpp
  growth::Synthesis one;
  one.duration_s = 600;
  one.reference_temperature_K = 523;
  one.temperature = {{0.0}, {523}};
  one.material.molar_volume_m3_mol = 3.3e-5;
  one.material.surface_energy_J_m2 = 0.2937;
  one.material.solubility_mol_m3 = {3.164e-4, 0};
  one.material.diffusion_m2_s = {1e-10, 0};
  one.precursor.rate = {9.8e-3, 0};
  one.precursor.concentration_mol_m3 = 21.1;
  one.nucleation.ln_prefactor = 83.2;
  one.adsorption = {.law = growth::AdsorptionLaw::superfocusing,
                    .rate_m_s = 7.7e-7,
                    .reference_radius_nm = 0.6315,
                    .offset_nm = 0.2671,
                    .exponent = 4,
                    .floor_m_s = 7.7e-8};
  return one;
}

std::vector<Truth> grown() {
  growth::Options options{.tolerance = 1e-6, .resolution = 200};
  for (std::size_t k = 0; k < frames; ++k) options.snapshots_s.push_back(first_s + step_s * k);
  std::vector<double> radius_nm(cells);
  for (std::size_t i = 0; i < cells; ++i) radius_nm[i] = (i + 0.5) * cell_nm;
  constexpr double per_uM = 6.02214076e20;  // particles a m3
  std::vector<Truth> all;
  for (const growth::Snapshot& snapshot : growth::simulate(recipe(), options).snapshots) {
    all.push_back({snapshot.time_s, growth::density_per_m3_nm(snapshot, radius_nm)});
    for (double& value : all.back().population) value *= cell_nm / per_uM;
  }
  return all;
}

Truth gaussian(const Truth& like) {
  Truth one{like.time_s, Population(cells)};
  const double mean = like.mean_nm(), sigma = like.sigma_nm();
  const auto below = [&](double r) { return std::erfc((mean - r) / (sigma * std::numbers::sqrt2)) / 2; };
  for (std::size_t i = 0; i < cells; ++i)
    one.population[i] = like.moment(0) * (below((i + 1) * cell_nm) - below(i * cell_nm));
  return one;
}

// Scattering of one sphere of each cell, 1/cm per umol/L, q by q. By the amplitude itself: no code of
// scattering/.
std::vector<double> sphere_patterns(const std::vector<double>& q) {
  std::vector<double> all;
  for (const double one : q)
    for (std::size_t i = 0; i < cells; ++i) {
      const double x = one * (i + 0.5) * cell_nm;
      const double amplitude = 4 * std::numbers::pi * (std::sin(x) - x * std::cos(x)) / (one * one * one);
      all.push_back(scattering::intensity_per_uM * std::pow(contrast_1e10_per_cm2 * amplitude, 2));
    }
  return all;
}

void add_pattern(const Truth& truth, const std::vector<double>& spheres, std::uint64_t replica,
                 io::NxcansasSeries& series) {
  RandomStream random(seed, StreamName::synthetic_data, replica);
  series.at.push_back(truth.time_s);
  for (std::size_t i = 0; i < q_points; ++i) {
    double clean = background_per_cm;
    for (std::size_t j = 0; j < cells; ++j) clean += truth.population[j] * spheres[i * cells + j];
    // That of the expected counts: that of the counts themselves would give low ones more weight, a bias.
    const double error =
        io::rounded_to_bits(std::sqrt((clean + solvent_per_cm) / (photons * series.q_per_nm[i])), 10);
    // To steps of 1/64 of the error at most, so that the file compresses.
    const double step = std::ldexp(1.0, std::ilogb(error) - 6);
    series.intensity.push_back(std::round((clean + error * random.normal()) / step) * step);
    series.error.push_back(error);
  }
}

std::string truth_table(const std::vector<Truth>& truths, const char* words) {
  std::string text = std::string("# ") + words +
                     "\n# spheres, contrast 36.2e10 1/cm2, background 0.002 1/cm. Not measured.\n"
                     "frame,time_s,radius_nm,sigma_nm,skewness,concentration_uM\n";
  for (std::size_t k = 0; k < truths.size(); ++k) {
    char line[160];
    std::snprintf(line, sizeof line, "%zu,%.3f,%.5f,%.5f,%.4f,%.6g\n", k + 1, truths[k].time_s,
                  truths[k].mean_nm(), truths[k].sigma_nm(), truths[k].skewness(), truths[k].moment(0));
    text += line;
  }
  return text;
}

struct Words {
  std::string file;
  std::string title;
  const char* truth;
};

void make(const std::filesystem::path& folder, const Words& words, const std::vector<Truth>& truths,
          std::uint64_t replica) {
  io::NxcansasSeries series{.title = words.title};
  constexpr double q_step = (q_last_per_nm - q_first_per_nm) / (q_points - 1);
  for (std::size_t i = 0; i < q_points; ++i)
    series.q_per_nm.push_back(io::rounded_to_bits(q_first_per_nm + q_step * static_cast<double>(i), 20));
  const std::vector<double> spheres = sphere_patterns(series.q_per_nm);
  for (const Truth& truth : truths) add_pattern(truth, spheres, replica++, series);
  io::write_nxcansas(folder / (words.file + ".h5"), series, {.single_precision = true, .gzip = 9});
  io::write_file_atomically(folder / (words.file + "-truth.csv"), truth_table(truths, words.truth));
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::fputs("usage: made_saxs FOLDER\n", stderr);
    return 2;
  }
  const std::vector<Truth> skewed = grown();
  make(arguments[1],
       {"saxs-growth", "Made: SAXS of a synthesis of CdSe, from its skewed distributions of radii",
        "Truth of each frame of saxs-growth.h5: the synthesis of fit-saxs.csv,"},
       skewed, 10000);
  std::vector<Truth> symmetric;
  for (const Truth& one : skewed) symmetric.push_back(gaussian(one));
  make(
      arguments[1],
      {"saxs-gaussian", "Made: SAXS of a synthesis of CdSe, from Gaussian distributions of radii",
       "Truth of each frame of saxs-gaussian.h5: Gaussian distributions with the moments of saxs-growth.h5,"},
      symmetric, 20000);
  return 0;
}
