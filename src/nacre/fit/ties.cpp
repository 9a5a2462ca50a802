#include "nacre/fit/ties.hpp"

#include <algorithm>

#include "nacre/core/error.hpp"
#include "nacre/fit/check.hpp"

namespace nacre::fit {
namespace {

[[noreturn]] void reject_unknown(const Problem& problem, const Parameter& tied) {
  std::vector<std::string> names;
  for (const Parameter& p : problem.parameters) {
    if (p.name != tied.name) names.push_back(p.name);
  }
  const std::string hint = did_you_mean(tied.tied_to, names);
  reject(problem, "parameter \"" + tied.name + "\" is tied to \"" + tied.tied_to +
                      "\", which is not a parameter" + (hint.empty() ? "" : "; " + hint));
}

int target_of(const Problem& problem, const Parameter& tied) {
  const auto& all = problem.parameters;
  const auto found = std::ranges::find(all, tied.tied_to, &Parameter::name);
  if (found == all.end()) reject_unknown(problem, tied);
  return static_cast<int>(found - all.begin());
}

Line end_of_tie(const Parameter& end, const Line& line) {
  if (end.fixed) return {-1, 0, line.slope * end.start + line.offset};
  if (line.slope == 0) return {-1, 0, line.offset};
  return line;
}

Line resolve(const Problem& problem, int index) {
  Line line{index, 1, 0};
  for (std::size_t step = 0; step <= problem.parameters.size(); ++step) {
    const Parameter& p = problem.parameters[line.source];
    if (p.tied_to.empty()) return end_of_tie(p, line);
    line = {target_of(problem, p), line.slope * p.tie_factor, line.slope * p.tie_offset + line.offset};
  }
  reject(problem, "parameter \"" + problem.parameters[index].name + "\" is tied in a circle");
}

}  // namespace

std::vector<Line> resolve_ties(const Problem& problem) {
  std::vector<Line> lines;
  for (std::size_t i = 0; i < problem.parameters.size(); ++i) {
    lines.push_back(resolve(problem, static_cast<int>(i)));
  }
  return lines;
}

}  // namespace nacre::fit
