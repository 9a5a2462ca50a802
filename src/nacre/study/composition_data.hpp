// What a composition study measured: masses, ratios, shares of ligands.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "nacre/crystal/compositions.hpp"
#include "nacre/spectra/mass_loss.hpp"
#include "nacre/spectra/mass_spectrum.hpp"
#include "nacre/study/study.hpp"

namespace nacre::study {

struct MassData {
  crystal::Span cluster_Da{};  // the adduct and the ion's charge taken off
  spectra::MassSpectrum spectrum{};
  std::vector<spectra::MassPeak> peaks{};
  std::optional<spectra::MassComb> comb{};
  std::size_t chosen = 0;  // index into peaks
};

struct RatioData {
  std::size_t numerator = 0;
  std::size_t denominator = 1;
  crystal::Span measured{};
  crystal::Span corrected{};
};

// One window of a thermogravimetric curve.
struct WindowLoss {
  double from_C = 0;
  double to_C = 0;
  std::optional<std::size_t> ligand{};  // index into the components
  spectra::Measured loss{};             // share of the dry sample
  std::optional<spectra::Measured> per_particle{};
  std::optional<spectra::Measured> per_site{};
};

struct LossData {
  spectra::MassLossCurve curve{};
  std::optional<spectra::MassLoss> result{};  // none: shares were given
  std::vector<WindowLoss> windows{};
  std::optional<spectra::Measured> per_site{};  // all ligands
  std::vector<crystal::ShareSpan> shares{};
  crystal::Span total{};
};

struct CompositionData {
  std::vector<crystal::Component> components{};
  std::optional<MassData> mass{};
  std::optional<RatioData> ratio{};
  std::optional<LossData> loss{};
  std::vector<std::string> warnings{};
};

// Throws Error: usage for keys that contradict one another or name what is not there, data for the files.
CompositionData read_composition_data(const Case& one);

}  // namespace nacre::study
