// The formulas that agree with what was measured, and what known sizes would have given.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "nacre/crystal/compositions.hpp"
#include "nacre/crystal/magic_sizes.hpp"
#include "nacre/study/composition_data.hpp"
#include "nacre/study/study.hpp"

namespace nacre::study {

// A known size with as many ligands as make it neutral, at the reading that suits the mass best.
struct KnownSize {
  crystal::MagicSize size{};
  crystal::Composition composition{};
};

// What repeats in a spectrum: a neutral unit of its mass.
struct CombUnit {
  std::string formula{};
  double mass_Da = 0;
};

struct CompositionAnalysis {
  const Case* one = nullptr;
  CompositionData data{};
  crystal::CompositionSearch search{};
  bool searched = false;  // masses were measured: formulas were sought
  std::vector<crystal::Composition> found{};
  std::vector<KnownSize> known{};
  std::vector<CombUnit> units{};                        // by how near they are
  std::optional<spectra::Measured> ratio_if_neutral{};  // that goes with the ligands' share
};

CompositionAnalysis analyse_composition(const Case& one);

std::string_view reading_of(const crystal::Composition& one,
                            const std::vector<crystal::Component>& components);
std::vector<crystal::MagicSize> known_as(const crystal::Composition& one,
                                         const std::vector<crystal::Component>& components);
std::size_t neutral_count(const CompositionAnalysis& analysis);
double neutral_weight(const CompositionAnalysis& analysis);

}  // namespace nacre::study
