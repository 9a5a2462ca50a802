// The section [peaks] of a pdf study: peaks of a G(r), named by the distances of a crystal.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "nacre/scattering/gr_shells.hpp"
#include "nacre/study/study.hpp"

namespace nacre::study {

// Where the peaks are looked for.
struct GrToList {
  std::string name{};
  std::vector<double> r_A{};
  std::vector<double> g_per_A2{};
  std::vector<double> error_per_A2{};  // empty: none
  std::optional<double> q_max_per_A{};
  bool neutrons = false;
};

struct PeakList {
  GrToList curve{};
  std::string slug{};
  CaseLabel label{};
  std::vector<scattering::PdfPeak> peaks{};
  double ripples_per_A2 = 0;  // below r_min
  double r_min_A = 0;
  double r_max_A = 0;
  std::string structure{};  // file of the crystal; empty: none
  std::vector<std::string> species{};
  std::vector<scattering::Shell> shells{};
  std::vector<scattering::Assignment> assignments{};  // one a peak, where there is a crystal
  std::optional<scattering::Stretch> stretch{};

  // "Cd-S 1 + Cd-Cd 2 (17 %)"; empty: no distance of the crystal is near.
  std::string name_of(std::size_t peak) const;
  std::string shell_name(const scattering::Shell& shell) const;  // "Cd-S 1"
};

// Reads [peaks] of this case. Throws Error.
PeakList list_peaks(const Case& one, GrToList curve, std::string slug);

std::vector<Quantity> peak_quantities(const PeakList& list);
Table peak_table(const std::vector<PeakList>& lists);
Figure peak_figure(const PeakList& list);
std::vector<std::string> peak_warnings(const PeakList& list);
std::string peak_headline(const PeakList& list);

}  // namespace nacre::study
