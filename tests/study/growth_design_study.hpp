// Designs of a synthesis for the tests: seeds that grow, so that a simulation costs next to nothing.
#pragma once

#include <string>
#include <vector>

#include "nacre/study/growth_design_output.hpp"
#include "temp_folder.hpp"

namespace nacre::study {

inline const std::string growing_seeds = R"(kind = "growth"
[design]
radius = "2.4 nm"
feed_share = [0]
rate = "5e-3 1/s"
concentration = ["2 mol/m3", "200 mol/m3"]
sizes = 9
[conditions]
temperature = "523 K"
duration = "2500 s"
[material]
molar_volume = "3.3e-5 m3/mol"
surface_energy = "0.2937 J/m2"
solubility = "3.164e-4 mol/m3"
diffusion = "1e-10 m2/s"
[precursor]
rate = "5e-3 1/s"
concentration = "20 mol/m3"
[nucleation]
enabled = false
[adsorption]
rate = "1e-5 m/s"
reference_radius = "0.6315 nm"
[seeds]
radius = "1.5 nm"
concentration = "0.0332 mol/m3"
)";

// Overrides as --set takes them.
inline Study design_study(const TempFolder& folder, const std::vector<std::string>& overrides = {}) {
  return read_study(folder.write("study.toml", growing_seeds), overrides);
}

// A design with a hand-made trade-off of three radii.
struct MadeDesign {
  explicit MadeDesign(const growth::Recipe& recipe, const std::vector<std::string>& overrides = {})
      : study(design_study(folder, overrides)) {
    result.design = growth_design_of(study);
    for (const double radius_nm : {2.0, 2.4, 2.8}) {
      growth::TradeOff point{.radius_nm = radius_nm};
      const double x = radius_nm - 2.4;
      point.injection =
          growth::Outcome{{0.005, 10 * radius_nm}, radius_nm + 0.01, 0.02 + x * x, 0.15, 0.99, 800};
      if (radius_nm > 2.1)
        point.feed =
            growth::Outcome{{0.01, 20, 0.5, 300, 600}, radius_nm - 0.01, 0.01 + x * x, 0.1, 0.98, 900};
      result.found.curve.push_back(point);
    }
    result.shown = {recipe, 2.4003, 0.0123, 0.12, 0.987, 850};
    result.reached = result.found.reached = true;
    result.found.best = result.shown;
  }
  MadeDesign(const MadeDesign&) = delete;
  MadeDesign& operator=(const MadeDesign&) = delete;

  const TempFolder folder;
  const Study study;
  DesignResult result{};
};

inline const growth::Recipe injected_recipe{0.005, 24, 0, 0, 0};
inline const growth::Recipe fed_recipe{0.005, 24, 0.25, 300, 600};

}  // namespace nacre::study
