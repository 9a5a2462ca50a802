// Isomerization studies of tables: rate constants, equilibria, an additive.
#pragma once

#include "nacre/core/result.hpp"
#include "nacre/study/study.hpp"

namespace nacre::study {

StudyResult run_rates(const Study& study);     // [rates], one case per solvent
StudyResult run_equilibrium(const Case& one);  // [equilibrium]
StudyResult run_additive(const Case& one);     // [additive]

}  // namespace nacre::study
