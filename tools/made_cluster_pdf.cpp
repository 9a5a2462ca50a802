// Makes the G(r) of the study mine-clusters, whose cluster is known: made_cluster_pdf FILE.
#include <cmath>
#include <fstream>
#include <iostream>
#include <numbers>

#include "nacre/core/random.hpp"
#include "nacre/core/units.hpp"
#include "nacre/crystal/builder.hpp"
#include "nacre/scattering/debye.hpp"
#include "nacre/scattering/pair_binning.hpp"
#include "nacre/scattering/pdf_cluster.hpp"

namespace {

using namespace nacre;

constexpr double q_min = 0.8, q_max = 19, q_damp = 0.035;  // 1/A
constexpr double q_step = 0.02;
constexpr double noise = 0.5;  // of every point of F(Q)
constexpr double bond_A = 2.63;

crystal::Nanocrystal cluster() {
  crystal::ClusterRule rule;
  rule.lattice = {.species = {"Cd", "Se"}, .a_nm = 0.1 * 4 / std::sqrt(3.0) * bond_A};
  rule.form = crystal::Form::tetrahedron;
  rule.diameter_nm = 2.4;
  rule.least_bonds = {{"Cd", 2}, {"Se", 2}};
  return crystal::build(rule).atoms;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: made_cluster_pdf FILE\n";
    return 2;
  }
  const crystal::Nanocrystal atoms = cluster();
  const auto pairs = scattering::binned_pairs(atoms, 0.005);
  const scattering::ClusterModel model{
      .u_A2 = {0.012, 0.012}, .scale = 0.9, .stretch = 0.995, .delta2_A2 = 2.5};
  const scattering::PdfGrid grid{.r_min_A = 0.05, .step_A = 0.05, .count = 500};
  const auto g = scattering::pdf_of_cluster(pairs, model, {.q_max_per_A = q_max, .q_damp_per_A = q_damp},
                                            grid, scattering::PeakConvention::r_ij, q_min);
  RandomStream random(1, StreamName::synthetic_data);
  std::vector<double> q, error;
  for (double at = q_min; at <= q_max; at += q_step) {
    q.push_back(at);
    error.push_back(noise * random.normal());
  }
  const double sigma = 2 / std::numbers::pi * q_step * noise * std::sqrt(0.5 * static_cast<double>(q.size()));
  std::ofstream file(argv[1]);
  file << "# made: " << crystal::formula(atoms)
       << ", a tetrahedron of zinc blende of 24 A about a cation, bonds of " << format_number(bond_A)
       << " A times 0.995, U 0.012 A2, delta2 2.5 A2, scale 0.9\n"
       << "# noise of " << format_number(noise) << " on every point of F(Q), " << format_number(q_step)
       << " 1/A apart: its transform is that of G(r)\nmode = xray\nqmin = " << q_min << "\nqmax = " << q_max
       << "\nqdamp = " << q_damp << "\n#### start data\n#L r($\\AA$)  G($\\AA^{-2}$)  dr  dG\n";
  char line[80];
  for (std::size_t i = 0; i < g.size(); ++i) {
    double sum = g[i];
    for (std::size_t k = 0; k < q.size(); ++k)
      sum += 2 / std::numbers::pi * q_step * error[k] * std::sin(q[k] * grid.r_A(i));
    std::snprintf(line, sizeof line, "%.2f %.5f 0 %.5f\n", grid.r_A(i), sum, sigma);
    file << line;
  }
}
