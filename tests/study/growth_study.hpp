// Studies of the kind growth for the tests.
#pragma once

#include <string>
#include <vector>

#include "nacre/study/growth_output.hpp"
#include "nacre/study/growth_synthesis.hpp"
#include "titration_study.hpp"

namespace nacre::study {

// The synthesis of Figure 5 of the superfocusing paper, and seeds without nucleation or precursor.
inline const char* const hot_injection =
    "kind = \"growth\"\n[conditions]\ntemperature = \"523 K\"\nduration = \"2500 s\"\n"
    "[material]\nmolar_volume = \"3.3e-5 m3/mol\"\nsurface_energy = \"0.2937 J/m2\"\n"
    "solubility = \"3.164e-4 mol/m3\"\ndiffusion = \"1e-10 m2/s\"\n"
    "[precursor]\nrate = \"5e-3 1/s\"\nconcentration = \"20 mol/m3\"\n"
    "[nucleation]\nln_prefactor = 89.358\n"
    "[adsorption]\nrate = \"8.918e-7 m/s\"\nreference_radius = \"0.6315 nm\"\noffset = \"0.2671 nm\"\n"
    "exponent = 4\n";
inline const char* const ripening =
    "kind = \"growth\"\n[conditions]\ntemperature = \"523 K\"\nduration = \"3000 s\"\n"
    "[material]\nmolar_volume = \"3.3e-5 m3/mol\"\nsurface_energy = \"0.1 J/m2\"\n"
    "solubility = \"0.01 mol/m3\"\ndiffusion = \"1e-10 m2/s\"\n"
    "[seeds]\nprofile = \"ripening-diffusion\"\nradius = \"50 nm\"\nconcentration = \"2e-5 mol/m3\"\ncohorts "
    "= 150\n"
    "[nucleation]\nenabled = false\n[adsorption]\nlaw = \"diffusion-limit\"\n[solver]\ntolerance = 1e-3\n";

inline Study growth_study(const TempFolder& folder, const std::vector<std::string>& overrides = {},
                          const char* text = hot_injection) {
  return read_study(folder.write("study.toml", text), overrides);
}

// What reading the study and its first case refuses.
inline std::string refusal(const std::vector<std::string>& overrides, const char* text = hot_injection,
                           ExitCode code = ExitCode::usage) {
  const TempFolder folder;
  return message_of(
      [&] {
        const Study study = growth_study(folder, overrides, text);
        growth_options(study.cases.front());
        synthesis_of(study.cases.front());
      },
      code);
}

// Runs refer to their study.
struct Grown {
  explicit Grown(const std::vector<std::string>& overrides = {}, const char* text = hot_injection)
      : study(growth_study(folder, overrides, text)) {}
  Grown(const Grown&) = delete;
  Grown& operator=(const Grown&) = delete;

  const TempFolder folder;
  const Study study;
  const std::vector<GrowthRun> runs = run_growth_cases(study, {});

  const GrowthRun& run() const { return runs.front(); }
};

}  // namespace nacre::study
