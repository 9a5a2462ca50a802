// What a ligand-mixing case returns: quantities, tables, figures.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "nacre/core/result.hpp"
#include "nacre/study/ligand_mixing_analysis.hpp"

namespace nacre::study {

std::vector<Quantity> mixing_quantities(const MixingAnalysis& analysis);

// One row a model: chi2, AIC, BIC, Akaike weight; empty in a forward study.
Table mixing_model_table(const MixingAnalysis& analysis);
Table mixing_data_table(const MixingAnalysis& analysis);
Table mixing_curve_table(const MixingAnalysis& analysis, bool brief);  // brief: of the chosen model only
Table phase_boundary_table(const MixingAnalysis& analysis);

// The name of the fitted model with the smallest AIC.
std::string preferred_model(const MixingAnalysis& analysis);

// `brief` leaves what a series of several systems has no room for.
std::vector<Figure> mixing_figures(const MixingAnalysis& analysis, bool brief);

// Pictures of the shell at the fitted interaction.
Gallery mixing_gallery(const MixingAnalysis& analysis, std::uint64_t seed);

// Everything of one case but its gallery; `number` counts the cases, a single one writes the headline. The
// chosen models of all cases come first among the fits.
void add_mixing_case(const MixingAnalysis& analysis, std::size_t number, bool single, StudyResult& result);

// "3.65 ± 1.34 RT" of the first quantity of this name; empty if there is none.
std::string quantity_text(const std::vector<Quantity>& list, std::string_view name);

// Throw Error (usage) for lattices that the exact engine does not take: any of them, and by [model] size
// alone.
void refuse_mixing_lattice(const Case& one);
void refuse_inexact_size(const Case& one);

}  // namespace nacre::study
