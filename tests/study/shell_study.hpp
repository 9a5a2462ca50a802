// Ligand-shell studies for the tests, and rows with a made-up sample.
#pragma once

#include <string>
#include <vector>

#include "nacre/study/ligand_shell_rows.hpp"
#include "temp_folder.hpp"

namespace nacre::study {

inline Study shell_study(const std::vector<std::string>& overrides) {
  const TempFolder folder;
  return read_study(folder.write("study.toml", "kind = \"ligand-shell\"\n[shell]\nchi_G = 0\n"), overrides);
}

// Two interactions on the surface of a small particle.
inline Study surface_study(const std::vector<std::string>& more = {}) {
  std::vector<std::string> overrides{"shell.lattice=surface", "shell.n_a=20", "shell.chi_G=[0, 4]",
                                     "particle.diameter=2 nm", "particle.centre=octahedral-hole"};
  overrides.insert(overrides.end(), more.begin(), more.end());
  return shell_study(overrides);
}

// A value of its own in every member, none of them short in binary.
inline ligands::ShellSample made_sample(int sites) {
  ligands::ShellSample sample;
  sample.unlike_pair_fraction = {0.1, 0.011};
  sample.mean_cluster_fraction = {0.2, 0.012};
  sample.largest_cluster_fraction = {0.3, 0.013};
  sample.mean_cluster_area = {0.4, 0.014};
  sample.clusters = {0.5, 0.015};
  sample.cluster_area_histogram = {1.1, 0, 1.3};
  sample.autocorrelation_sweeps = 2.1;
  sample.effective_samples = 2.2;
  sample.start_difference_sigmas = 2.3;
  sample.acceptance = 2.4;
  sample.chains = 34;
  sample.equilibration_sweeps = 12345678901;
  sample.sampling_sweeps = 98765432109;
  sample.trace_sweeps = {3.1, 3.2};
  sample.trace_from_random = {4.1, 4.2};
  sample.trace_from_separated = {5.1, 5.2};
  for (int i = 0; i < sites; ++i) sample.snapshot.push_back(i % 3 == 0);
  return sample;
}

// The rows of a study as if they had run.
inline std::vector<ShellRow> made_rows(const Study& study) {
  auto rows = plan_shell_rows(study);
  for (ShellRow& row : rows) {
    row.unlike_fraction = {0.25 + 0.01 * static_cast<double>(row.index), 0};
    if (row.engine == "exact") {
      row.dG_mix_RT = -0.5;
      continue;
    }
    row.sample = made_sample(row.sites());
    row.sample->autocorrelation_sweeps = 1 + static_cast<double>(row.index);
    row.unlike_fraction.error = 0.002;
    row.pattern = "clustered";
  }
  return rows;
}

}  // namespace nacre::study
