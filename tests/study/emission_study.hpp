// Emission studies for the tests.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "nacre/core/random.hpp"
#include "nacre/core/units.hpp"
#include "nacre/growth/regime.hpp"
#include "nacre/spectra/emission_peaks.hpp"
#include "nacre/spectra/photon_energy.hpp"
#include "nacre/study/emission_analysis.hpp"
#include "temp_folder.hpp"

namespace nacre::study {

inline constexpr double made_stokes_eV = 0.02;

inline const spectra::Sizing& made_sizing() {
  static const spectra::Sizing sizing(*spectra::find_sizing_curve("jasieniak-2009-cdse"));
  return sizing;
}

// Particles of these radii by their emission; 0: not there.
struct MadeFrame {
  std::string header;
  double r1_nm = 2.0;
  double r2_nm = 1.5;
};

// The second population grows from 1.35 nm, the first with it as 1/r^4.
inline std::vector<MadeFrame> made_frames(int count = 6) {
  std::vector<MadeFrame> frames;
  for (int i = 0; i < count; ++i) {
    const double r2_nm = 1.35 + 0.5 * i / std::max(count - 1, 1);
    frames.push_back({std::to_string(60 * i) + " s", growth::predicted_r1_nm(r2_nm, 4, {2.0, 1.35}), r2_nm});
  }
  return frames;
}

inline double made_signal(const MadeFrame& frame, double wavelength_nm) {
  double per_eV = 0;
  for (const auto& [radius_nm, height, fwhm] :
       {std::tuple{frame.r1_nm, 1000.0, 0.095}, std::tuple{frame.r2_nm, 700.0, 0.12}}) {
    if (!(radius_nm > 0)) continue;
    const double energy = made_sizing().energy_eV(2 * radius_nm) - made_stokes_eV;
    const double area = height * spectra::hc_eV_nm / (energy * energy) * fwhm * 1.0645;
    per_eV += spectra::gaussian({area, energy, fwhm}, spectra::energy_eV(wavelength_nm));
  }
  return per_eV * spectra::hc_eV_nm / (wavelength_nm * wavelength_nm);
}

// A table of spectra with constant noise.
inline std::string made_spectra(const std::vector<MadeFrame>& frames, std::uint64_t seed = 1,
                                double noise = 5, double low_nm = 450, double high_nm = 660) {
  std::string csv = "wavelength_nm";
  for (const MadeFrame& frame : frames) csv += "," + frame.header;
  RandomStream random(seed, StreamName::synthetic_data);
  for (double w = low_nm; w <= high_nm; w += 1) {
    csv += "\n" + format_number(w);
    for (const MadeFrame& frame : frames)
      csv += "," + format_number(made_signal(frame, w) + noise * random.normal());
  }
  return csv + "\n";
}

// Positions of the first absorption, displaced by `off_nm`.
inline std::string made_absorption(const std::vector<MadeFrame>& frames, std::uint64_t seed = 1,
                                   double off_nm = 0) {
  std::string csv = "time_s,peak1_nm,peak1_err_nm,peak2_nm,peak2_err_nm\n";
  RandomStream random(seed, StreamName::synthetic_data, 1);
  for (const MadeFrame& frame : frames) {
    csv += frame.header.substr(0, frame.header.find(' '));
    for (const double radius_nm : {frame.r1_nm, frame.r2_nm})
      csv += "," +
             format_number(spectra::energy_eV(made_sizing().energy_eV(2 * radius_nm)) + off_nm +
                           0.5 * random.normal()) +
             ",0.5";
    csv += "\n";
  }
  return csv;
}

inline Study emission_study(const TempFolder& folder, const std::string& spectra,
                            const std::string& data_keys = "",
                            const std::string& more = "[sizing]\nstokes_shift = \"20 meV\"\n") {
  folder.write("spectra.csv", spectra);
  return read_study(folder.write(
      "study.toml", "kind = \"emission\"\n[data]\nfile = \"spectra.csv\"\n" + data_keys + "\n" + more));
}

// The analysis refers to its study.
struct AnalysedEmission {
  explicit AnalysedEmission(const std::string& spectra, const std::string& data_keys = "",
                            const std::string& more = "[sizing]\nstokes_shift = \"20 meV\"\n",
                            const std::string& absorption = "")
      : study(
            (folder.write("absorption.csv", absorption), emission_study(folder, spectra, data_keys, more))) {}
  AnalysedEmission(const AnalysedEmission&) = delete;
  AnalysedEmission& operator=(const AnalysedEmission&) = delete;

  const TempFolder folder;
  const Study study;
  const EmissionAnalysis analysis = analyse_emission(study.cases.front(), {});

  const EmissionAnalysis* operator->() const { return &analysis; }
};

inline constexpr const char* fitted_stokes =
    "[sizing]\nstokes_shift = \"fit\"\n[absorption]\nfile = \"absorption.csv\"\n";
inline constexpr const char* given_stokes =
    "[sizing]\nstokes_shift = \"20 meV\"\n[absorption]\nfile = \"absorption.csv\"\n";

}  // namespace nacre::study
