// One case of an exafs study: its scans, their mean, and the fit of its shell.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "nacre/core/result.hpp"
#include "nacre/scattering/xafs_merge.hpp"
#include "nacre/study/exafs_data.hpp"

namespace nacre::study {

// A spectrum with all that is made of it.
struct ExafsSpectrum {
  std::string name{};
  std::filesystem::path file{};  // none of a mean
  std::string source{};
  scattering::XafsSpectrum spectrum{};
  std::vector<double> error{};  // of the mean of scans, at each energy
  scattering::Edge edge{};
  scattering::Background background{};
  scattering::Complexes chi_r{};
  scattering::XafsNoise noise{};
  double shift_eV = 0, shift_error_eV = 0;  // of the energies, added to bring scans together
};

// The first maximum of |chi(R)| beyond rbkg that is at least half as high as the highest.
struct ExafsPeak {
  double r_A = no_value;
  double error_A = no_value;  // of the noise
  double height = no_value;
};

struct ExafsAnalysis {
  const Case* one = nullptr;
  std::string name{};
  std::string slug{};
  ExafsSettings settings{};
  std::vector<ExafsSpectrum> scans{};
  std::optional<ExafsSpectrum> mean{};              // of several scans
  std::vector<scattering::Agreement> agreements{};  // of each scan but the first with the first
  std::string aligned_by{};                         // "the reference foil"; empty: not aligned
  ExafsPeak peak{};
  std::optional<scattering::ShellFit> shell{};
  FitSummary summary{};  // of the shell
  std::vector<std::string> warnings{};

  const ExafsSpectrum& sample() const { return mean ? *mean : scans.front(); }
};

// Throws Error: what cannot be read, has no edge, or is too short.
ExafsAnalysis analyse_exafs(const Case& one);

ExafsPeak first_peak(const scattering::Complexes& chi_r, double from_A, const scattering::XafsNoise& noise,
                     const scattering::TransformOptions& transform);

}  // namespace nacre::study
