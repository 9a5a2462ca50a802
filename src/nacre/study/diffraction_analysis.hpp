// The cases of a diffraction study: crystals, clusters and measured patterns, each on its axis.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "nacre/core/run_control.hpp"
#include "nacre/crystal/nanocrystal.hpp"
#include "nacre/scattering/peak_search.hpp"
#include "nacre/scattering/powder.hpp"
#include "nacre/study/study.hpp"

namespace nacre::study {

// Where and with what: the axis holds 2-theta in degrees or q in 1/A.
struct DiffractionAxis {
  bool two_theta = true;
  double wavelength_A = 1.5418;
  double from = 0, to = 0;
  std::vector<double> at{};
  std::vector<double> q_per_A{};
  scattering::Beam beam{};
  scattering::Polarisation polarisation{};

  double q_of(double place) const;
  double place_of(double q_per_A) const;  // NaN where there is no such angle
  const char* unit() const { return two_theta ? "deg" : "1/A"; }
};

struct DiffractionCluster {
  crystal::Nanocrystal atoms{};
  std::vector<double> u_A2{};               // of each species
  std::optional<crystal::UnitCell> unit{};  // that it was cut from
  std::string method{};                     // how Debye's sum is taken: exact, binned, counted
  std::vector<double> pattern{};
};

// A line of a measured pattern, with what follows from it.
struct MeasuredLine {
  double place = 0, place_error = 0;  // on the axis
  double width = 0, width_error = 0;
  double q_per_A = 0, d_A = 0, d_error_A = 0;
  scattering::ScherrerSize size{};
  const scattering::PowderReflection* nearest = nullptr;  // of the crystal, where there is one
};

struct MeasuredPattern {
  std::string name{};
  scattering::LineCurve curve{};
  scattering::LineModel model{};
  scattering::FoundPeaks found{};
  std::vector<MeasuredLine> lines{};
  bool errors_known = false;
};

struct DiffractionAnalysis {
  const Case* one = nullptr;
  std::string name{};  // of the case
  DiffractionAxis axis{};
  std::optional<scattering::PowderCell> cell{};
  std::string structure{};  // its name, for people
  scattering::PowderProfile profile{};
  std::vector<scattering::PowderReflection> reflections{};  // within the axis
  std::vector<double> powder{};                             // pattern of the powder on the axis
  std::optional<DiffractionCluster> cluster{};
  std::optional<MeasuredPattern> measured{};

  double stick(const scattering::PowderReflection& reflection) const;  // relative, on the axis
  // What the case is compared by: the cluster's pattern, else the powder's, else nothing.
  const std::vector<double>* pattern() const;
};

// Reads what the case names and refuses what cannot run: Error (usage or data).
DiffractionAnalysis read_diffraction(const Case& one, std::uint64_t seed, const RunControl& control);

// Patterns, and the peaks of the measured one.
void analyse_diffraction(DiffractionAnalysis& analysis, const RunControl& control);

}  // namespace nacre::study
