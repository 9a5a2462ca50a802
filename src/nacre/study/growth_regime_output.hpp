// One case of a growth-regime study, and what it returns.
#pragma once

#include <string>
#include <vector>

#include "nacre/core/result.hpp"
#include "nacre/core/run_control.hpp"
#include "nacre/growth/regime_verdict.hpp"
#include "nacre/study/growth_regime_data.hpp"

namespace nacre::study {

struct RegimeAnalysis {
  const Case* one = nullptr;
  std::string name{};  // of the case, or of the data file
  std::string slug{};  // the same in [a-z0-9-]
  double significance = 0.05;
  RegimeData data{};
  growth::RegimeTest test{};
  growth::Regime regime = growth::Regime::undetermined;
  growth::Supersaturation supersaturation = growth::Supersaturation::undetermined;
};

std::string regime_case_name(const Case& one);
RegimeAnalysis analyse_regime(const Case& one, const RunControl& control);

// The verdict with its reasons, in sentences.
std::string exponent_text(
    const RegimeAnalysis& analysis);  // "4.1 ± 0.6 (68 %: 3.5 to 4.7)", "7.6 or more (68 %)"
std::string regime_sentence(const RegimeAnalysis& analysis);
std::string supersaturation_sentence(const RegimeAnalysis& analysis);
std::string regime_headline(const std::vector<RegimeAnalysis>& analyses);
std::vector<std::string> regime_warnings(const RegimeAnalysis& analysis);

std::vector<Quantity> regime_quantities(const RegimeAnalysis& analysis);
FitSummary regime_summary(const RegimeAnalysis& analysis);

// Tables of all cases, with a column that names the series.
Table regime_verdict_table(const std::vector<RegimeAnalysis>& analyses);
Table regime_hypothesis_table(const std::vector<RegimeAnalysis>& analyses);
Table regime_prediction_table(const std::vector<RegimeAnalysis>& analyses);

// `several`: the figures of one case carry its name.
std::vector<Figure> regime_figures(const std::vector<RegimeAnalysis>& analyses);

}  // namespace nacre::study
