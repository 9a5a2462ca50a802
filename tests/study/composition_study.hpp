// Composition studies for the tests.
#pragma once

#include <string>

#include "nacre/study/composition_output.hpp"
#include "temp_folder.hpp"

namespace nacre::study {

inline constexpr const char* paper_keys =
    "[formula]\ncore = \"Cd2+ S2-\"\nligands = \"PhAc = C8H7O2-\"\n"
    "[mass]\nvalue = [\"5158.4 Da\", \"5163.8 Da\"]\n"
    "[ratio]\nvalue = [2.4, 2.5]\nbulk = 1.3\nbulk_error = 0.02\n"
    "[tga]\nshare = [\"45.2 %\", \"45.9 %\"]\n";

struct AnalysedComposition {
  explicit AnalysedComposition(const Study& read) : study(read) {}
  explicit AnalysedComposition(const std::string& keys)
      : study(read_study(folder.write("study.toml", "kind = \"composition\"\n" + keys))) {}
  AnalysedComposition(const AnalysedComposition&) = delete;
  AnalysedComposition& operator=(const AnalysedComposition&) = delete;

  const TempFolder folder;
  const Study study;
  const CompositionAnalysis analysis = analyse_composition(study.cases.front());

  const CompositionAnalysis* operator->() const { return &analysis; }
};

inline Study shipped_composition(const std::string& name) {
  return read_study(NACRE_SOURCE_DIR "/studies/" + name + ".toml");
}

}  // namespace nacre::study
