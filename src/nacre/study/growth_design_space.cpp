#include "nacre/study/growth_design_space.hpp"

#include <algorithm>
#include <string>

#include "nacre/core/units.hpp"
#include "nacre/growth/kinetics.hpp"
#include "nacre/study/growth_synthesis.hpp"

namespace nacre::study {
namespace {

using growth::Range;

constexpr double rate_factor = 10;
constexpr double concentration_factor = 5;
constexpr Range feed_start_share{0.02, 0.3};  // of the duration
constexpr Range feed_duration_share{0.02, 0.6};

constexpr const char* rate_keys[] = {"constant_rate", "rate", "second_order_rate"};
constexpr const char* rate_units[] = {"mol/(m3 s)", "1/s", "m3/(mol s)"};

std::string design(const std::string& name) { return "design." + name; }

void refuse_lists(const Study& study) {
  const Case& one = study.cases.front();
  if (!one.has("design.radius"))
    throw one.error("design.dispersity", "a design has no radius to reach", {},
                    "[design] radius, a quantity in nm such as \"2.2 nm\"");
  if (study.cases.size() > 1)
    throw one.error("design.radius", "a design takes one value of every key, not a list",
                    std::to_string(study.cases.size()) + " values of " + one.label.front().first,
                    "one value");
}

void refuse_fits(const Case& one) {
  for (const GrowthParameter& parameter : growth_parameters())
    if (one.has(parameter.key) && one.at(parameter.key).parameter.fit)
      throw one.error(parameter.key, "a design needs the value of " + std::string(parameter.name), "\"fit\"",
                      "a value; first fit, then design with what was found");
}

void check_precursor(const Case& one) {
  if (one.has("injection.time"))
    throw one.error("injection.time", "a design makes its own schedule", "a section [injection]",
                    "no [injection]; [design] feed_share, feed_start and feed_duration bound what is fed");
  if (!(one.at("precursor.concentration").parameter.value > 0))
    throw one.error(
        one.at("precursor.concentration").place.line > 0 ? "precursor.concentration" : "design.radius",
        "a design starts from a precursor, and there is none", {},
        "[precursor] concentration above 0 mol/m3");
}

// One value or two, or what is left out.
Range range_of(const Case& one, const std::string& name, const std::string& unit, Range otherwise) {
  if (!one.has(design(name))) return otherwise;
  const auto& numbers = one.at(design(name)).numbers;
  if (numbers.size() == 1) return {numbers[0], numbers[0]};
  const std::string end = unit.empty() ? "" : " " + unit;
  if (numbers.size() != 2)
    throw one.error(design(name), "[design] " + name + " is a range",
                    std::to_string(numbers.size()) + " values", "one value, or two: from and to");
  if (numbers[0] > numbers[1])
    throw one.error(design(name), "the range of [design] " + name + " ends before it begins",
                    format_number(numbers[0]) + end + " to " + format_number(numbers[1]) + end,
                    "the smaller value first");
  return {numbers[0], numbers[1]};
}

Range rate_range(const Case& one, const growth::Precursor& precursor) {
  const auto order = static_cast<std::size_t>(precursor.order);
  for (std::size_t i = 0; i < 3; ++i)
    if (i != order && one.has(design(rate_keys[i])))
      throw one.error(
          design(rate_keys[i]),
          std::string("[design] ") + rate_keys[i] + " is not of order " + std::to_string(order), {},
          std::string("[design] ") + rate_keys[order] + ", or [precursor] order = " + std::to_string(i));
  const double rate = precursor.rate.value;
  if (!(rate > 0) && !one.has(design(rate_keys[order])))
    throw one.error(std::string("precursor.") + rate_keys[order], "the precursor does not react",
                    format_number(rate) + " " + rate_units[order],
                    "more than 0, or [design] " + std::string(rate_keys[order]));
  return range_of(one, rate_keys[order], rate_units[order], {rate / rate_factor, rate * rate_factor});
}

// The key that was given, of two that do not go together.
std::string given(const Case& one, const std::string& name, const std::string& other) {
  return one.has(design(name)) ? design(name) : one.has(design(other)) ? design(other) : "design.radius";
}

void check_feed(const Case& one, const growth::DesignSpace& space, double duration_s) {
  if (!space.feeds()) return;
  const double last_s = space.feed_start_s.high + space.feed_duration_s.high;
  if (space.feed_start_s.high >= duration_s || last_s > duration_s * (1 + 1e-12))
    throw one.error(
        given(one, "feed_duration", "feed_start"), "the latest and longest feed does not end in time",
        "at " + format_number(last_s) + " s",
        "feed_start and feed_duration that end within the duration of " + format_number(duration_s) + " s");
  if (space.stock_mol_m3 <= space.concentration_mol_m3.high)
    throw one.error("design.feed_concentration", "the feed is thinner than what it is fed to",
                    format_number(space.stock_mol_m3) + " mol/m3",
                    "more than the largest concentration of " +
                        format_number(space.concentration_mol_m3.high) + " mol/m3");
}

void check_varies(const Case& one, const growth::DesignSpace& space, int order) {
  if (space.rate.varies() || space.concentration_mol_m3.varies()) return;
  throw one.error(given(one, "concentration", rate_key_of_order(order)),
                  "neither the rate constant nor the concentration may vary", {},
                  "a range of [design] " + std::string(rate_key_of_order(order)) + " or concentration");
}

growth::DesignSpace space_of(const Case& one, const growth::Synthesis& base) {
  const double duration_s = base.duration_s, concentration = base.precursor.concentration_mol_m3;
  growth::DesignSpace space;
  space.rate = rate_range(one, base.precursor);
  space.concentration_mol_m3 =
      range_of(one, "concentration", "mol/m3",
               {concentration / concentration_factor, concentration * concentration_factor});
  space.feed_share = range_of(one, "feed_share", "", {});
  space.feed_start_s = range_of(one, "feed_start", "s",
                                {feed_start_share.low * duration_s, feed_start_share.high * duration_s});
  space.feed_duration_s =
      range_of(one, "feed_duration", "s",
               {feed_duration_share.low * duration_s, feed_duration_share.high * duration_s});
  space.stock_mol_m3 = one.number("design.feed_concentration");
  check_varies(one, space, base.precursor.order);
  check_feed(one, space, duration_s);
  return space;
}

// No particle is smaller than the critical radius with all precursor turned to monomer at once.
void check_radius(const Case& one, const GrowthDesign& design) {
  const growth::AdsorptionRate adsorption(design.base.adsorption);
  const growth::Kinetics kinetics(design.base, adsorption, design.base.temperature.temperature_K.front());
  const double most = design.space.concentration_mol_m3.high + design.base.monomer_mol_m3;
  const double smallest_nm = kinetics.critical_radius_nm(most);
  if (design.target.radius_nm > smallest_nm) return;
  throw one.error("design.radius", "the target is smaller than any nucleus",
                  format_number(design.target.radius_nm) + " nm",
                  "more than " + format_rounded(smallest_nm) + " nm, the critical radius with all of " +
                      format_rounded(most, 4) + " mol/m3 as monomer");
}

growth::Options detailed_options(const Case& one) {
  growth::Options options = growth_options(one);
  options.snapshots_s.clear();
  if (options.solver != growth::Solver::cohorts) options.resolution = 100;
  options.solver = growth::Solver::cohorts;
  return options;
}

}  // namespace

const char* rate_key_of_order(int order) { return rate_keys[order]; }

VariableWords words_of(growth::Variable variable, int order) {
  switch (variable) {
    case growth::Variable::rate:
      return {"recipe_rate", order == 0 ? "rate" : "rate constant", rate_units[order]};
    case growth::Variable::concentration:
      return {"recipe_concentration", "concentration", "mol/m3"};
    case growth::Variable::feed_share:
      return {"feed_share", "share that is fed", ""};
    case growth::Variable::feed_start:
      return {"feed_start", "start of the feed", "s"};
    case growth::Variable::feed_duration:
      return {"feed_duration", "duration of the feed", "s"};
  }
  return {"", "", ""};
}

GrowthDesign growth_design_of(const Study& study) {
  refuse_lists(study);
  const Case& one = study.cases.front();
  refuse_fits(one);
  check_precursor(one);
  GrowthDesign design{.one = &one, .base = synthesis_of(one)};
  design.space = space_of(one, design.base);
  design.target = {.radius_nm = one.number("design.radius"),
                   .radius_tolerance = one.number("design.radius_tolerance"),
                   .dispersity = one.number("design.dispersity"),
                   .least_yield = one.number("design.yield")};
  check_radius(one, design);
  design.detailed = detailed_options(one);
  design.effort.options.shot_noise = design.detailed.shot_noise;
  design.effort.radii = static_cast<int>(one.integer("design.sizes"));
  return design;
}

}  // namespace nacre::study
