// Absorption studies for the tests.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "nacre/core/random.hpp"
#include "nacre/core/units.hpp"
#include "nacre/spectra/photon_energy.hpp"
#include "nacre/study/absorption_analysis.hpp"
#include "temp_folder.hpp"

namespace nacre::study {

struct MadeSpectrum {
  std::string header{};
  double peak_nm = 550;
  double scale = 1;
  double next = 0.35;  // absorbance of the next transition
};

// Absorbance of a first exciton of 0.2, the next transition and a rise to the ultraviolet.
inline double made_absorbance(const MadeSpectrum& one, double wavelength_nm) {
  const double middle = spectra::energy_eV(one.peak_nm), energy = spectra::energy_eV(wavelength_nm), s = 0.06;
  const auto gauss = [&](double at, double width) {
    return std::exp(-0.5 * std::pow((energy - at) / width, 2));
  };
  return one.scale *
         (0.2 * gauss(middle, s) + one.next * gauss(middle + 3.2 * s, 1.5 * s) + 2 * gauss(4.6, 0.6));
}

inline std::string made_spectra(const std::vector<MadeSpectrum>& list, double noise = 3e-4) {
  std::string csv = "wavelength_nm";
  for (const MadeSpectrum& one : list) csv += "," + one.header;
  csv += "\n";
  RandomStream random(1, StreamName::synthetic_data);
  for (double w = 310; w <= 720; w += 2) {
    csv += format_number(w);
    for (const MadeSpectrum& one : list)
      csv += "," + format_rounded(made_absorbance(one, w) + 0.01 + noise * random.normal(), 6);
    csv += "\n";
  }
  return csv;
}

inline const std::vector<MadeSpectrum> growing{{"10 s", 540, 0.3}, {"20 s", 550, 0.5},  {"40 s", 560, 0.8},
                                               {"80 s", 568, 1.0}, {"160 s", 572, 1.1}, {"320 s", 574, 1.15}};

inline const char* const sized_keys =
    "[baseline]\nmodel = \"constant\"\nfrom = \"670 nm\"\nto = \"720 nm\"\n"
    "[peak]\nfrom = \"450 nm\"\nposition = \"component\"\n[sizing]\ncurve = \"yu-2003-cdse\"\n";
// The same without a say on the place.
inline const char* const automatic_keys =
    "[baseline]\nmodel = \"constant\"\nfrom = \"670 nm\"\nto = \"720 nm\"\n"
    "[peak]\nfrom = \"450 nm\"\n[sizing]\ncurve = \"yu-2003-cdse\"\n";
inline const char* const amount_keys =
    "[concentration]\nwavelength = \"350 nm\"\nintrinsic_absorption = \"1.3e5 1/cm\"\n";

inline Study absorption_study(const TempFolder& folder, const std::string& table, const std::string& keys,
                              const std::string& data_keys = "") {
  folder.write("spectra.csv", table);
  return read_study(folder.write(
      "study.toml", "kind = \"absorption\"\n[data]\nfile = \"spectra.csv\"\n" + data_keys + "\n" + keys));
}

// The analysis refers to its study.
struct AnalysedAbsorption {
  explicit AnalysedAbsorption(const std::string& keys, const std::string& table = made_spectra(growing),
                              const std::string& data_keys = "")
      : study(absorption_study(folder, table, keys, data_keys)) {
    analyses.push_back(analyse_absorption(study.cases.front(), {}));
  }
  AnalysedAbsorption(const AnalysedAbsorption&) = delete;
  AnalysedAbsorption& operator=(const AnalysedAbsorption&) = delete;

  const TempFolder folder;
  const Study study;
  std::vector<AbsorptionAnalysis> analyses{};

  const AbsorptionAnalysis* operator->() const { return &analyses.front(); }
  const AbsorptionAnalysis& operator*() const { return analyses.front(); }
};

}  // namespace nacre::study
