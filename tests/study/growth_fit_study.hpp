// Studies that fit a synthesis, for the tests.
#pragma once

#include <string>

#include "nacre/growth/course_fit.hpp"
#include "nacre/study/growth_fit_analysis.hpp"
#include "temp_folder.hpp"

namespace nacre::study {

// A short course without noise, at a precursor rate of 9.8e-3 1/s and else the values of GrowthFitText.
inline const std::string exact_course =
    "time_s,radius_nm,radius_err_nm,yield,yield_err\n"
    "60,1.3808,0.02,0.2496,0.01\n120,1.9005,0.02,0.6323,0.01\n180,2.0601,0.02,0.8018,0.01\n"
    "240,2.1348,0.02,0.8909,0.01\n300,2.1735,0.02,0.9396,0.01\n";

// Each piece may be replaced: the lines of [data] and [precursor], and whatever else.
struct GrowthFitText {
  std::string data = "file = \"course.csv\"\n";
  std::string rate = "rate = { start = \"8e-3 1/s\", min = \"2e-3 1/s\", max = \"5e-2 1/s\" }\n";
  std::string precursor = "concentration = \"21.1 mol/m3\"\n";
  std::string prefactor = "83.2";
  std::string exponent = "4";
  std::string material = "surface_energy = \"0.2937 J/m2\"\n";
  std::string fit = "[fit]\nstarts = 1\nresolution = 20\n";
  std::string more = "";

  std::string text() const {
    return "kind = \"growth\"\n[conditions]\ntemperature = \"523 K\"\nduration = \"300 s\"\n[data]\n" + data +
           "[material]\nmolar_volume = \"3.3e-5 m3/mol\"\nsolubility = \"3.164e-4 mol/m3\"\n"
           "diffusion = \"1e-10 m2/s\"\n" +
           material + "[precursor]\n" + rate + precursor + "[nucleation]\nln_prefactor = " + prefactor +
           "\n[adsorption]\nrate = \"7.7e-7 m/s\"\nreference_radius = \"0.6315 nm\"\noffset = \"0.2671 nm\"\n"
           "floor = \"7.7e-8 m/s\"\nexponent = " +
           exponent + "\n[solver]\ntolerance = 1e-4\nresolution = 40\n" + fit + more;
  }
};

inline Study growth_fit_study(const TempFolder& folder, const GrowthFitText& text = {},
                              const std::string& course = exact_course) {
  folder.write("course.csv", course);
  return read_study(folder.write("study.toml", text.text()));
}

// What the error says after the place, or "accepted".
template <typename Read>
std::string refusal_of(const TempFolder& folder, const GrowthFitText& text, const std::string& course,
                       Read read) {
  const Study study = growth_fit_study(folder, text, course);
  try {
    read(study.cases.front());
  } catch (const Error& error) {
    const ErrorParts& parts = error.parts();
    std::string all = parts.message;
    if (!parts.found.empty()) all += " | " + parts.found;
    if (!parts.expected.empty()) all += " | " + parts.expected;
    return all;
  }
  return "accepted";
}

// The analysis refers to its study.
struct AnalysedFit {
  explicit AnalysedFit(const GrowthFitText& text = {}, const std::string& course = exact_course)
      : study(growth_fit_study(folder, text, course)) {
    for (const Case& one : study.cases) analyses.push_back(analyse_growth_fit(one, 1, {}));
  }
  AnalysedFit(const AnalysedFit&) = delete;
  AnalysedFit& operator=(const AnalysedFit&) = delete;

  const TempFolder folder;
  const Study study;
  std::vector<GrowthFitAnalysis> analyses;

  const GrowthFitAnalysis& first() const { return analyses.front(); }
};

}  // namespace nacre::study
