#include <gtest/gtest.h>

#include <algorithm>

#include "composition_study.hpp"
#include "figure_checks.hpp"

namespace nacre::study {
namespace {

TEST(CompositionFigures, AreSound) {
  for (const char* name : {"magic-size-cluster/composition-msc", "magic-size-cluster/composition-made",
                           "ligand-patterning/tga-c6"}) {
    const AnalysedComposition made(shipped_composition(name));
    for (const Figure& figure : composition_figures(made.analysis, ""))
      for (const Curve& curve : std::get<Plot>(figure).curves) {
        expect_sound_curve(curve, figure_id(figure) + " " + curve.label);
        EXPECT_TRUE(std::ranges::is_sorted(curve.x)) << figure_id(figure) << " " << curve.label;
      }
  }
}

TEST(CompositionFigures, EveryCandidateIsDrawn) {
  const AnalysedComposition made(paper_keys);
  const auto figures = composition_figures(made.analysis, "");
  for (const char* id : {"mass-and-ligands", "ratio-and-ligands"}) {
    const Plot& plot = figure_of(figures, id);
    EXPECT_EQ(curve_of(plot, "neutral").x.size(), 2u);
    EXPECT_EQ(curve_of(plot, "neutral").x.size() + curve_of(plot, "charged").x.size(), made->found.size());
  }
}

}  // namespace
}  // namespace nacre::study
