// What a reader of a simulation of growth should know before believing it.
#include <algorithm>
#include <cmath>

#include "nacre/core/units.hpp"
#include "nacre/study/growth_nucleation.hpp"
#include "nacre/study/growth_output.hpp"

namespace nacre::study {
namespace {

constexpr double few_particles_mol_m3 = 1e-6;  // 1 nM
constexpr double large_error = 0.01;
constexpr double large_skewness_error = 0.05;
constexpr double large_fall = 0.02;
constexpr double large_loss = 0.05;

std::string percent(double share) { return format_rounded(100 * share, 2) + " %"; }

double most(const GrowthRun& run, double (*value)(const growth::Point&)) {
  double largest = 0;
  for (const growth::Point& point : run.trajectory.points) largest = std::max(largest, value(point));
  return largest;
}

double number_of(const growth::Point& point) { return point.moments[0]; }
double yield_of(const growth::Point& point) { return point.yield(); }

void warn_no_particles(const GrowthRun& run, std::vector<std::string>& list) {
  if (has_particles(run)) return;
  const growth::Point& peak = most_supersaturated(run);
  std::string text = "no particles form: S reaches " + format_rounded(peak.supersaturation) + " at " +
                     format_rounded(peak.time_s) + " s and " + format_rounded(peak.temperature_K, 4) + " K";
  const double rate = few_particles_mol_m3 * avogadro_per_mol / run.synthesis.duration_s;
  const double needed = supersaturation_for(run.synthesis, peak.temperature_K, rate);
  if (!run.synthesis.nucleation.on)
    text += ", and nucleation is off";
  else if (!(peak.supersaturation > 1))
    text +=
        ", which is not supersaturated: look at the solubility, its enthalpy and the rate of the precursor";
  else if (std::isfinite(needed))
    text += ", where " + format_rounded(peak.nucleation_per_m3_s) +
            " nuclei per m3 and s form; 1 nM of them within " + format_number(run.synthesis.duration_s) +
            " s needs S = " + format_rounded(needed) +
            " throughout: look at ln_prefactor and the surface energy";
  else
    text += "; no supersaturation gives 1 nM of nuclei within " + format_number(run.synthesis.duration_s) +
            " s: look at ln_prefactor and the surface energy";
  list.push_back(text + ". Quantities of particles are left out");
}

void warn_falls(const GrowthRun& run, std::vector<std::string>& list) {
  if (!run.synthesis.nucleation.on) return;  // ripening of seeds is what was asked for
  const GrowthSummary& one = run.summary;
  const double number = most(run, number_of), yield = most(run, yield_of);
  const double fall = 1 - run.trajectory.points.back().moments[0] / number;
  if (one.concentration.of_maximum && fall > large_fall)
    list.push_back(
        "the number of particles falls to " + percent(1 - fall) +
        " of its maximum, since small ones dissolve" +
        (one.concentration.time_s > 0 ? ": t98_concentration is when 98 % of the maximum are there" : ""));
  else if (const double lost = dissolved_share(run); lost > large_loss)
    list.push_back(percent(lost) + " of all nuclei dissolve again");
  if (one.yield.of_maximum && one.yield.time_s > 0 && 1 - one.yield_final / yield > large_fall)
    list.push_back("the yield falls to " + percent(one.yield_final / yield) +
                   " of its maximum: t98_yield is when 98 % of the maximum are reached");
}

// Another 5 % of the duration at the last rate would add more than 0.5 % to the yield.
void warn_unfinished(const GrowthRun& run, std::vector<std::string>& list) {
  const growth::Point& last = run.trajectory.points.back();
  const double added = 0.05 * run.synthesis.duration_s * last.solid_rate_mol_m3_s / last.solid_mol_m3;
  if (added <= 0.005) return;
  list.push_back(
      "the yield still rises at the end, by " + percent(added) +
      " of itself in 5 % of the duration: times to 98 % of the final value depend on the duration");
}

// Of a value that its error exceeds, the ratio says no more.
std::string error_text(double share) { return share > 1 ? "more than 100 %" : percent(share); }

// What dissolving particles do shows in steps, one a cohort, which a finer resolution only makes smaller.
std::string advice(const GrowthRun& run) {
  if (run.trajectory.cohorts_dissolved > 0 && run.options.solver == growth::Solver::cohorts)
    return "cohorts dissolve one by one here, so compare with [solver] method = \"finite-volume\"";
  return "raise [solver] resolution or lower tolerance";
}

void warn_numerical_errors(const GrowthRun& run, std::vector<std::string>& list) {
  std::string names;
  for (const Quantity& one : growth_quantities({run})) {
    if (!std::isfinite(one.uncertainty)) continue;
    const bool skewness = one.name == "skewness_final";
    const bool large = skewness ? one.uncertainty > large_skewness_error * std::max(1.0, std::abs(one.value))
                                : one.uncertainty > large_error * std::abs(one.value);
    if (!large || one.name.starts_with("buildup")) continue;
    names +=
        (names.empty() ? "" : ", ") + one.name + " by " +
        (skewness ? format_rounded(one.uncertainty, 2) : error_text(one.uncertainty / std::abs(one.value)));
  }
  if (!names.empty())
    list.push_back("a run with half the resolution and ten times the tolerance differs in " + names + ": " +
                   advice(run));
}

std::vector<std::string> warnings_of(const GrowthRun& run) {
  std::vector<std::string> list = run.trajectory.warnings;
  warn_no_particles(run, list);
  if (!has_particles(run)) return list;
  warn_falls(run, list);
  warn_unfinished(run, list);
  warn_numerical_errors(run, list);
  return list;
}

}  // namespace

std::vector<std::string> growth_warnings(const std::vector<GrowthRun>& runs) {
  std::vector<std::string> all;
  for (const GrowthRun& run : runs)
    for (const std::string& warning : warnings_of(run))
      all.push_back(runs.size() > 1 ? growth_case_name(run) + ": " + warning : warning);
  return all;
}

}  // namespace nacre::study
