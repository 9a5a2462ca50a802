// Designs of a titration: a grid of concentrations and injections, and how well each would determine dH and
// dG.
#pragma once

#include <string>
#include <vector>

#include "nacre/core/run_control.hpp"
#include "nacre/ligands/titration_fit.hpp"
#include "nacre/study/study.hpp"

namespace nacre::study {

struct Design {
  ligands::Titration titration;  // heats are those of the guess, errors those of the noise
  ligands::PlannedPrecision precision;
  double last_ratio = 0;  // molar ratio after the last injection
  double c = 0;
};

struct DesignSearch {
  ligands::TitrationFitPlan plan;
  std::vector<double> guess;    // in the order of the model's cards
  std::vector<Design> designs;  // determined ones first, best first
  std::size_t refused = 0;      // more than the syringe holds, or than the cell
};

// What [plan] best_for asks to be small, in (kJ/mol): an error, or the geometric mean of both.
double score(const Design& design, const std::string& best_for);

// One design with the errors of its heats, at given parameters.
Design evaluate_design(const ligands::Titration& conditions, const ligands::TitrationFitPlan& plan,
                       const std::vector<double>& guess, const Case& one);

// Throws Error (usage) where no design is left.
DesignSearch search_designs(const Case& one, const RunControl& control);

}  // namespace nacre::study
