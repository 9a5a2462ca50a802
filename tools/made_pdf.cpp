// Makes the G(r) that the study pdf-cds-22A starts from, with known truth and a fixed seed:
//   made_pdf MAGIC_SIZE_CLUSTER_FOLDER
//
// CdS-22A.gr: wurtzite and zinc blende CdS in spheres of 22.0 A, like the regular quantum dots of
// Supplementary Figure 7 of the magic-size cluster paper, whose curve is not printed as numbers.
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "nacre/core/random.hpp"
#include "nacre/crystal/lattice.hpp"
#include "nacre/io/files.hpp"
#include "nacre/io/structure_files.hpp"
#include "nacre/scattering/pdf_model.hpp"

namespace {

using namespace nacre;

constexpr std::uint64_t seed = 20;
constexpr double q_max_per_A = 20, q_damp_per_A = 0.04, diameter_A = 22.0, noise_per_A2 = 0.05;
constexpr double wurtzite_scale = 0.6, zinc_blende_scale = 0.4;

scattering::PdfPhase phase(crystal::Crystal crystal, double cadmium_A2, double sulfur_A2, double scale) {
  for (crystal::Site& site : crystal.sites)
    site.u_A2 = crystal::isotropic(crystal.lattice, site.label == "Cd1" ? cadmium_A2 : sulfur_A2);
  return {.crystal = std::move(crystal),
          .scale = scale,
          .delta2_A2 = 3,
          .envelope = {.shape = scattering::EnvelopeShape::sphere, .diameter_A = diameter_A}};
}

// White noise cut at q_max as the data are: neighbours are not independent.
std::vector<double> noise(const scattering::PdfGrid& grid) {
  RandomStream stream(seed, StreamName::synthetic_data);
  const double spacing_A = M_PI / q_max_per_A;
  const auto knots = static_cast<std::size_t>(grid.r_max_A() / spacing_A) + 20;
  std::vector<double> free(knots);
  for (double& one : free) one = noise_per_A2 * stream.normal();
  std::vector<double> curve(grid.count);
  for (std::size_t i = 0; i < grid.count; ++i)
    for (std::size_t k = 0; k < knots; ++k) {
      const double x = M_PI * (grid.r_A(i) / spacing_A - static_cast<double>(k) + 10);
      curve[i] += free[k] * (std::abs(x) < 1e-9 ? 1 : std::sin(x) / x);
    }
  return curve;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return std::fputs("made_pdf FOLDER\n", stderr), 2;
  const std::filesystem::path folder = argv[1];
  const std::vector<scattering::PdfPhase> phases{
      phase(io::read_crystal(folder / "CdS-wurtzite.cif"), 0.018, 0.022, wurtzite_scale),
      phase(io::read_crystal(folder / "CdS-zinc-blende.cif"), 0.018, 0.022, zinc_blende_scale)};
  const scattering::PdfGrid grid{.r_min_A = 0.02, .step_A = 0.02, .count = 1500};
  const std::vector<double> curve =
      scattering::pdf(phases, {.q_max_per_A = q_max_per_A, .q_damp_per_A = q_damp_per_A}, grid,
                      scattering::PeakConvention::r);
  const std::vector<double> added = noise(grid);
  std::string text =
      "# Made by tools/made_pdf.cpp: CdS in spheres of 22.0 A, wurtzite (a 4.1365 A, c 6.716 A, z 0.377) "
      "times 0.6 and\n"
      "# zinc blende (a 5.832 A) times 0.4, U of Cd 0.018 A2 and of S 0.022 A2, delta2 3 A2, peaks divided "
      "by r, noise of\n"
      "# 0.05 1/A2 in every independent point.\n"
      "radiation = x-ray\nqmax = 20\nqdamp = 0.04\n#### start data\n#L r(A)  G(A^-2)\n";
  for (std::size_t i = 0; i < grid.count; ++i) {
    char line[64];
    std::snprintf(line, sizeof line, "%.2f %.5f\n", grid.r_A(i), curve[i] + added[i]);
    text += line;
  }
  io::write_file_atomically(folder / "CdS-22A.gr", text);
}
