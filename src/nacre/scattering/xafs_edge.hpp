// The edge of an X-ray absorption spectrum and its normalisation: a line before the edge, a polynomial after
// it, and the step between them at E0.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace nacre::scattering {

struct XafsSpectrum {
  std::string name{};
  std::vector<double> energy_eV{};  // ascending
  std::vector<double> mu{};
};

// Energies relative to E0, in eV. What is not given is as larch 0.9.58 has it, so that steps compare.
struct EdgeOptions {
  std::optional<double> e0_eV{};  // absolute; the steepest point
  std::optional<double>
      pre1_eV{};  // the line before the edge is from here: the second point, the first is often bad
  std::optional<double> pre2_eV{};   // to here: a third of pre1
  std::optional<double> norm1_eV{};  // the polynomial is from here: 150, at most a third of norm2
  std::optional<double> norm2_eV{};  // to here: the last point
  std::optional<int> order{};        // of the polynomial: 2 over more than 350 eV, 1 over more than 50, or 0
};

struct Edge {
  double e0_eV = 0;
  std::size_t index = 0;  // of the point nearest to E0
  double step = 0;
  double step_error = 0;  // from the scatter about both lines: the oscillations count as scatter, too
  double pre1_eV = 0, pre2_eV = 0, norm1_eV = 0, norm2_eV = 0;  // as used
  int order = 0;
  std::vector<double> pre_edge{};    // at every energy
  std::vector<double> post_edge{};   // at every energy
  std::vector<double> normalized{};  // (mu - pre_edge) / step
  std::vector<double> flattened{};   // above E0 without the curvature of post_edge
};

// The point of the largest d mu / dE between neighbours that are steep as well, so that a glitch is none.
// Outermost 5 % of the points are left out. Throws std::invalid_argument where there is none.
double steepest_energy(const XafsSpectrum& spectrum);

// Throws std::invalid_argument with a sentence: no edge, no points before or after it, no step.
Edge normalize(const XafsSpectrum& spectrum, const EdgeOptions& options);

}  // namespace nacre::scattering
