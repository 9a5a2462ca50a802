// Quantities and headline of simulations of growth.
#include <algorithm>
#include <cctype>
#include <cmath>

#include "nacre/core/units.hpp"
#include "nacre/study/growth_nucleation.hpp"
#include "nacre/study/growth_output.hpp"
#include "nacre/study/growth_populations.hpp"
#include "nacre/study/growth_ripening.hpp"

namespace nacre::study {
namespace {

// "4", "0.1 J/m2".
std::string label_text(const Case& one, const std::string& key, const CaseValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  std::string unit;
  for (const auto& [name, with_key] : one.values)
    if (name == key || name.ends_with("." + key)) unit = with_key.key->unit;
  return format_number(std::get<double>(value)) + (unit.empty() || unit == "1" ? "" : " " + unit);
}

// "surface energy" of surface_energy.
std::string words_of_key(std::string key) {
  std::ranges::replace(key, '_', ' ');
  return key;
}

std::string capitalized(std::string text) {
  text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text;
}

// Where both runs agree better than that, it is by chance.
constexpr double least_error = 1e-4;

// Quantities of one run, with the difference to the coarse run as their uncertainty, or `least_error` of
// them.
class List {
 public:
  List(const GrowthRun& run, std::vector<Quantity>& list) : run_(run), list_(list) {}

  // Left out where there is no such number.
  void add(const char* name, double value, double coarse, const char* unit, const std::string& description) {
    if (!std::isfinite(value)) return;
    const double least = std::max(run_.options.tolerance, least_error);
    list_.push_back({.name = name,
                     .value = value,
                     .uncertainty = std::isfinite(coarse)
                                        ? std::max(std::abs(value - coarse), least * std::abs(value))
                                        : no_value,
                     .unit = unit,
                     .description = description,
                     .case_label = run_.one->label});
  }

 private:
  const GrowthRun& run_;
  std::vector<Quantity>& list_;
};

// A time after the start; particles that are there from the start have none.
double after_start(double time_s) { return time_s > 0 ? time_s : no_value; }

std::string of_what(const growth::Arrival& arrival, const char* what) {
  return std::string(arrival.of_maximum ? "the maximum of " : "the final ") + what +
         (arrival.of_maximum ? ", which falls afterwards" : "");
}

void add_arrivals(const GrowthRun& run, List& list) {
  const GrowthSummary &fine = run.summary, &coarse = run.coarse;
  const double yield_s = after_start(fine.yield.time_s), number_s = after_start(fine.concentration.time_s);
  list.add("t98_yield", yield_s, coarse.yield.time_s, "s",
           "time from injection (time 0) to 98 % of " + of_what(fine.yield, "yield"));
  list.add("t98_concentration", number_s, coarse.concentration.time_s, "s",
           "the same to 98 % of " + of_what(fine.concentration, "number of particles"));
  list.add("nucleation_share", number_s / yield_s, coarse.nucleation_share, "",
           "t98_concentration / t98_yield");
}

void add_final(const GrowthRun& run, List& list) {
  const GrowthSummary &fine = run.summary, &coarse = run.coarse;
  list.add("radius_final", fine.radius_nm, coarse.radius_nm, "nm", "mean radius at the end");
  list.add("dispersity_final", fine.dispersity, coarse.dispersity, "", "standard deviation / mean radius");
  list.add("concentration_final", fine.concentration_mol_m3, coarse.concentration_mol_m3, "mol/m3",
           "particles per volume of the flask at the end");
}

void add_shape(const GrowthRun& run, List& list) {
  const GrowthSummary &fine = run.summary, &coarse = run.coarse;
  list.add("sigma_final", fine.sigma_nm, coarse.sigma_nm, "nm", "standard deviation of the radii at the end");
  list.add("skewness_final", fine.skewness, coarse.skewness, "", "skewness of the radii at the end");
}

void add_buildup(const GrowthRun& run, List& list) {
  const Buildup &fine = run.buildup, &coarse = run.coarse_buildup;
  if (!fine.exists()) return;
  list.add("buildup_time", fine.time_s, coarse.time_s, "s",
           "tau of c(t) = c_end (1 - exp(-(t - t_0) / tau)), fitted to the number of particles");
  list.add("buildup_start", fine.start_s, coarse.start_s, "s", "t_0 of it");
  list.add("buildup_residual", fine.residual, coarse.residual, "",
           "root mean square by which that exponential misses, over c_end");
}

void add_quantities(const GrowthRun& run, std::vector<Quantity>& quantities) {
  List list(run, quantities);
  if (has_particles(run)) {
    add_final(run, list);
    add_arrivals(run, list);
  }
  list.add("yield_final", run.summary.yield_final, run.coarse.yield_final, "",
           "share of all precursor and monomer that is in particles at the end");
  if (run.synthesis.nucleation.on)
    list.add("supersaturation_max", run.summary.supersaturation_max, run.coarse.supersaturation_max, "",
             "highest monomer concentration over its solubility");
  if (has_particles(run)) {
    add_shape(run, list);
    add_buildup(run, list);
  }
  if (const auto ripening = ripening_of(run))
    list.add("ripening_rate", ripening->rate_over_theory(run.trajectory.points.back()), no_value, "",
             "rate of the mean radius^" + std::to_string(ripening->power) +
                 " over that of Lifshitz, Slyozov and Wagner");
}

std::string time_text(double time_s) {
  return (time_s < 1000 ? format_rounded(time_s) : format_number(std::round(time_s))) + " s";
}

std::string percent(double share) { return format_rounded(100 * share, 3) + " %"; }

std::string words_of(const Population& one) {
  return format_rounded(1e3 * one.concentration_mol_m3) + " µM of " + format_rounded(one.radius_nm) + " nm";
}

std::string sentence(const GrowthRun& run) {
  if (!has_particles(run))
    return "no particles form; S reaches " + format_rounded(most_supersaturated(run).supersaturation);
  const GrowthSummary& one = run.summary;
  if (const auto two = final_populations(run))
    return "two populations at the end, " + words_of(two->first) + " and " + words_of(two->second) +
           "; dispersity of all " + percent(one.dispersity);
  std::string text;
  if (one.concentration.time_s > 0 && one.yield.time_s > 0)
    text = "98 % of the particles are there after " + time_text(one.concentration.time_s) +
           ", 98 % of the yield after " + time_text(one.yield.time_s) + " (" + percent(one.nucleation_share) +
           "); ";
  return text + "radius " + format_rounded(one.radius_nm) + " nm, dispersity " + percent(one.dispersity) +
         ", " + format_rounded(1e3 * one.concentration_mol_m3) + " µM of particles";
}

// "5.01, 5.98, 15.7" of every case, "-" where there is none.
std::string list_of(const std::vector<GrowthRun>& runs, double (*value)(const GrowthRun&)) {
  std::string text;
  for (const GrowthRun& run : runs) {
    const double number = has_particles(run) ? value(run) : no_value;
    text += (text.empty() ? "" : ", ") + (std::isfinite(number) ? format_rounded(number) : "-");
  }
  return text;
}

// "exponent 0, 2, 4" where one key is scanned.
std::string names_of(const std::vector<GrowthRun>& runs) {
  std::string names;
  for (const GrowthRun& run : runs) {
    const CaseLabel& label = run.one->label;
    const bool short_name = label.size() == 1 && !names.empty();
    names += (names.empty() ? "" : ", ") +
             (short_name ? label_text(*run.one, label.front().first, label.front().second)
                         : growth_case_name(run));
  }
  return names;
}

// "1.03 and 1.14".
std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i)
    text += (i == 0 ? "" : i + 1 < words.size() ? ", " : " and ") + words[i];
  return text;
}

// "the mean radius cubed grows 1.03 and 1.14 times as fast as in the theory of ..."; nothing where a
// simulation has no such theory, or theories differ.
std::string ripening_words(const std::vector<GrowthRun>& runs) {
  std::vector<std::string> ratios;
  int power = 0;
  for (const GrowthRun& run : runs) {
    const auto ripening = ripening_of(run);
    if (!ripening || !has_particles(run) || (power != 0 && power != ripening->power)) return {};
    power = ripening->power;
    ratios.push_back(format_rounded(ripening->rate_over_theory(run.trajectory.points.back())));
  }
  return std::string("the mean radius ") + (power == 3 ? "cubed" : "squared") + " grows " + joined(ratios) +
         " times as fast as the theory of Lifshitz, Slyozov and Wagner says; ";
}

// Where one looks for an optimum.
std::string narrowest_words(const std::vector<GrowthRun>& runs) {
  const GrowthRun* narrowest = nullptr;
  for (const GrowthRun& run : runs)
    if (has_particles(run) && !ripening_of(run) &&
        (narrowest == nullptr || run.summary.dispersity < narrowest->summary.dispersity))
      narrowest = &run;
  if (runs.size() < 5 || narrowest == nullptr) return {};
  return "narrowest at " + growth_case_name(*narrowest) + " with a dispersity of " +
         percent(narrowest->summary.dispersity) + "; ";
}

std::string headline_of_all(const std::vector<GrowthRun>& runs) {
  const auto share = [](const GrowthRun& run) {
    const bool one_nucleation = run.summary.concentration.time_s > 0 && !final_populations(run);
    return one_nucleation ? 100 * run.summary.nucleation_share : no_value;
  };
  const std::string shares = list_of(runs, share);
  std::string text = names_of(runs) + ": " + ripening_words(runs) + narrowest_words(runs);
  if (shares.find_first_not_of("-, ") != std::string::npos)
    text += "nucleation lasts " + shares + " % of the time to 98 % yield; ";
  return capitalized(text) + "final radius " +
         list_of(runs, [](const GrowthRun& run) { return run.summary.radius_nm; }) + " nm, dispersity " +
         list_of(runs, [](const GrowthRun& run) { return 100 * run.summary.dispersity; }) + " %.";
}

}  // namespace

std::string growth_case_name(const GrowthRun& run) {
  std::string name;
  for (const auto& [key, value] : run.one->label)
    name += (name.empty() ? "" : ", ") + words_of_key(key) + " " + label_text(*run.one, key, value);
  return name.empty() ? "the synthesis" : name;
}

std::string growth_headline(const std::vector<GrowthRun>& runs) {
  constexpr std::size_t most_cases = 12;
  if (runs.size() == 1) return capitalized(ripening_words(runs) + sentence(runs[0]) + ".");
  if (runs.size() <= most_cases) return headline_of_all(runs);
  return std::to_string(runs.size()) + " simulations; " + narrowest_words(runs) +
         growth_case_name(runs.front()) + ": " + sentence(runs.front()) + "; " +
         growth_case_name(runs.back()) + ": " + sentence(runs.back()) + " (tables/scan.csv has all).";
}

std::vector<Quantity> growth_quantities(const std::vector<GrowthRun>& runs) {
  std::vector<Quantity> quantities;
  for (const GrowthRun& run : runs) add_quantities(run, quantities);
  return quantities;
}

}  // namespace nacre::study
