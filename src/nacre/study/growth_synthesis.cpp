#include "nacre/study/growth_synthesis.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

#include "nacre/core/units.hpp"
#include "nacre/growth/kinetics.hpp"
#include "nacre/growth/profiles.hpp"
#include "nacre/io/csv.hpp"
#include "nacre/study/growth_injections.hpp"

namespace nacre::study {
namespace {

using growth::Synthesis;

constexpr GrowthParameter parameters[] = {
    {"material.surface_energy", "surface_energy", true,
     [](Synthesis& s) -> double& { return s.material.surface_energy_J_m2; }},
    {"material.solubility", "solubility", true,
     [](Synthesis& s) -> double& { return s.material.solubility_mol_m3.value; }},
    {"material.solubility_enthalpy", "solubility_enthalpy", false,
     [](Synthesis& s) -> double& { return s.material.solubility_mol_m3.activation_kJ_mol; }},
    {"material.diffusion", "diffusion", true,
     [](Synthesis& s) -> double& { return s.material.diffusion_m2_s.value; }},
    {"precursor.rate", "precursor_rate", true,
     [](Synthesis& s) -> double& { return s.precursor.rate.value; }},
    {"precursor.constant_rate", "precursor_rate", true,
     [](Synthesis& s) -> double& { return s.precursor.rate.value; }},
    {"precursor.second_order_rate", "precursor_rate", true,
     [](Synthesis& s) -> double& { return s.precursor.rate.value; }},
    {"precursor.activation", "precursor_activation", false,
     [](Synthesis& s) -> double& { return s.precursor.rate.activation_kJ_mol; }},
    {"precursor.concentration", "precursor_concentration", true,
     [](Synthesis& s) -> double& { return s.precursor.concentration_mol_m3; }},
    {"nucleation.ln_prefactor", "ln_prefactor", false,
     [](Synthesis& s) -> double& { return s.nucleation.ln_prefactor; }},
    {"adsorption.rate", "adsorption_rate", true,
     [](Synthesis& s) -> double& { return s.adsorption.rate_m_s; }},
    {"adsorption.offset", "adsorption_offset", false,
     [](Synthesis& s) -> double& { return s.adsorption.offset_nm; }},
    {"adsorption.exponent", "exponent", false, [](Synthesis& s) -> double& { return s.adsorption.exponent; }},
    {"adsorption.floor", "adsorption_floor", false,
     [](Synthesis& s) -> double& { return s.adsorption.floor_m_s; }},
    {"adsorption.transfer", "transfer", false, [](Synthesis& s) -> double& { return s.adsorption.transfer; }},
    {"adsorption.activation", "adsorption_activation", false,
     [](Synthesis& s) -> double& { return s.adsorption.activation_kJ_mol; }},
};

constexpr const char* rate_keys[] = {"precursor.constant_rate", "precursor.rate",
                                     "precursor.second_order_rate"};

std::string plain(std::string_view key) {
  const auto dot = key.find('.');
  return "[" + std::string(key.substr(0, dot)) + "] " + std::string(key.substr(dot + 1));
}

double value_of(const Case& one, std::string_view key) {
  const ParameterRequest& request = one.at(key).parameter;
  if (request.fit && !request.has_start)
    throw one.error(key, plain(key) + " is to be found but has no start", "\"fit\"",
                    "{ start = ..., min = ..., max = ... }");
  return request.value;
}

double number_or(const Case& one, std::string_view key, double other) {
  return one.has(key) ? one.number(key) : other;
}

// The key whose absence or presence is a mistake is named at the one that makes it so.
void need(const Case& one, std::string_view because, std::string_view key, const std::string& why) {
  if (!one.has(key)) throw one.error(because, why, "no " + plain(key), plain(key));
}

// What is missing has no line of its own.
Error missing(const Case& one, std::string message, std::string expected) {
  return Error({.code = ExitCode::usage,
                .place = {.file = one.at("conditions.temperature").place.file},
                .message = std::move(message),
                .expected = std::move(expected)});
}

void check_precursor_keys(const Case& one) {
  const auto order = static_cast<std::size_t>(one.integer("precursor.order"));
  for (std::size_t i = 0; i < 3; ++i)
    if (i != order && one.has(rate_keys[i]))
      throw one.error(rate_keys[i], plain(rate_keys[i]) + " is not of order " + std::to_string(order), {},
                      plain(rate_keys[order]) + ", or order = " + std::to_string(i));
  if (order != 2 && one.has("precursor.partner"))
    throw one.error("precursor.partner", "a partner belongs to order 2", "order " + std::to_string(order),
                    "order = 2, or no partner");
  const bool precursor = value_of(one, "precursor.concentration") > 0 || one.has("injection.time");
  if (precursor)
    need(one, one.has("injection.time") ? "injection.time" : "precursor.concentration", rate_keys[order],
         "the precursor has no rate of order " + std::to_string(order));
}

void check_adsorption_keys(const Case& one) {
  const std::string& law = one.text("adsorption.law");
  if (law == "table") need(one, "adsorption.law", "adsorption.file", "the law \"table\" needs its table");
  if (law == "table" || law == "diffusion-limit") return;
  if (!one.has("adsorption.rate"))
    throw missing(one, "the law \"" + law + "\" needs a rate constant", "[adsorption] rate");
  if (law != "superfocusing") return;
  need(one, "adsorption.rate", "adsorption.reference_radius", "the law \"superfocusing\" needs r_c0 of eq 6");
  if (value_of(one, "adsorption.floor") >= value_of(one, "adsorption.rate"))
    throw one.error("adsorption.floor", "the floor of k_a is not below its rate at the reference radius",
                    format_number(value_of(one, "adsorption.floor")) + " m/s",
                    "less than " + format_number(value_of(one, "adsorption.rate")) + " m/s");
}

void read_table(const Case& one, growth::Adsorption& adsorption) {
  const auto table = io::CsvTable::read(one.text("adsorption.file"));
  const std::size_t radius = table.column("radius_nm"), rate = table.column("rate_m_s");
  for (std::size_t row = 0; row < table.rows(); ++row) {
    for (const std::size_t column : {radius, rate})
      if (!(table.number(row, column) > 0))
        throw Error({.code = ExitCode::data,
                     .place = table.place(row, column),
                     .message = table.names()[column] + " is not above 0",
                     .found = table.cell(row, column).text,
                     .expected = "a number above 0"});
    if (row > 0 && table.number(row, radius) <= adsorption.table_radius_nm.back())
      throw Error({.code = ExitCode::data,
                   .place = table.place(row, radius),
                   .message = "the radii do not ascend",
                   .found = table.cell(row, radius).text,
                   .expected = "more than " + format_number(adsorption.table_radius_nm.back())});
    adsorption.table_radius_nm.push_back(table.number(row, radius));
    adsorption.table_rate_m_s.push_back(table.number(row, rate));
  }
  if (table.rows() < 2)
    throw Error({.code = ExitCode::data,
                 .place = table.header_place(),
                 .message = "a table of rate constants has two rows or more",
                 .found = std::to_string(table.rows()),
                 .expected = "2 or more"});
}

growth::AdsorptionLaw law_of(const std::string& name) {
  using enum growth::AdsorptionLaw;
  if (name == "constant") return constant;
  if (name == "linear-free-energy") return linear_free_energy;
  if (name == "superfocusing") return superfocusing;
  return name == "table" ? table : diffusion_limit;
}

growth::Adsorption adsorption_of(const Case& one) {
  check_adsorption_keys(one);
  growth::Adsorption adsorption{.law = law_of(one.text("adsorption.law"))};
  adsorption.reference_radius_nm = number_or(one, "adsorption.reference_radius", 0);
  if (adsorption.law == growth::AdsorptionLaw::table) read_table(one, adsorption);
  return adsorption;
}

growth::TemperatureProgram program_of(const Case& one) {
  if (!one.has("program.time") && !one.has("program.temperature"))
    return {{0.0}, {one.number("conditions.temperature")}};
  need(one, "program.temperature", "program.time", "a temperature program has times");
  need(one, "program.time", "program.temperature", "a temperature program has temperatures");
  const auto& times = one.at("program.time").numbers;
  const auto& temperatures = one.at("program.temperature").numbers;
  if (times.size() != temperatures.size())
    throw one.error("program.temperature", "the program has not one temperature for every time",
                    std::to_string(temperatures.size()) + " temperatures", std::to_string(times.size()));
  for (std::size_t i = 1; i < times.size(); ++i)
    if (times[i] <= times[i - 1])
      throw one.error("program.time", "the times of the program do not ascend",
                      format_number(times[i]) + " s after " + format_number(times[i - 1]) + " s",
                      "ascending times");
  const double duration_s = one.number("conditions.duration");
  if (times.front() > 0 || times.back() < duration_s)
    throw one.error("program.time", "the temperature program has a gap",
                    format_number(times.front()) + " s to " + format_number(times.back()) + " s",
                    "from 0 s to " + format_number(duration_s) + " s or beyond",
                    "repeat a temperature where it stays constant");
  return {times, temperatures};
}

growth::Seeds seeds_of(const Case& one) {
  if (!one.has("seeds.profile")) return {};
  need(one, "seeds.profile", "seeds.radius", "seeds need a radius");
  need(one, "seeds.profile", "seeds.concentration", "seeds need a concentration");
  const std::string& profile = one.text("seeds.profile");
  const double mean_nm = one.number("seeds.radius");
  const double number = one.number("seeds.concentration") * avogadro_per_mol;
  const int cohorts = static_cast<int>(one.integer("seeds.cohorts"));
  if (profile == "ripening-diffusion") return growth::lsw_diffusion_seeds(mean_nm, number, cohorts);
  if (profile == "ripening-reaction") return growth::lsw_reaction_seeds(mean_nm, number, cohorts);
  const double sigma_nm = number_or(one, "seeds.sigma", 0);
  if (sigma_nm == 0) return {{mean_nm}, {number}};
  if (sigma_nm > mean_nm)
    throw one.error("seeds.sigma", "the seeds are broader than their mean radius",
                    format_number(sigma_nm) + " nm", format_number(mean_nm) + " nm at most");
  return profile == "normal" ? growth::gaussian_seeds(mean_nm, sigma_nm, number, cohorts)
                             : growth::lognormal_seeds(mean_nm, sigma_nm, number, cohorts);
}

// More than the densest packing of equal spheres is a slip of units.
void refuse_overfull(const Case& one, const growth::Seeds& seeds) {
  constexpr double densest = 0.74, m3_per_nm3 = 1e-27;
  double volume = 0;
  for (std::size_t i = 0; i < seeds.radius_nm.size(); ++i)
    volume +=
        4 * std::numbers::pi / 3 * std::pow(seeds.radius_nm[i], 3) * seeds.number_per_m3[i] * m3_per_nm3;
  if (volume > densest)
    throw one.error("seeds.concentration", "there are more seeds than fit into the flask",
                    format_rounded(volume) + " of its volume", "less than 0.74 of it, the densest packing",
                    "look at the units of radius and concentration");
}

// Seeds neither grow nor dissolve on average: r_c is their mean radius, or 9/8 of it in the reaction limit.
double equilibrium_monomer(const Case& one, const Synthesis& synthesis) {
  if (synthesis.seeds.radius_nm.empty()) return 0;
  const double ratio = one.text("seeds.profile") == "ripening-reaction" ? 9.0 / 8 : 1;
  const growth::AdsorptionRate adsorption(synthesis.adsorption);
  const growth::Kinetics kinetics(synthesis, adsorption, synthesis.temperature.temperature_K.front());
  return kinetics.equilibrium_mol_m3(ratio * one.number("seeds.radius"));
}

// Everything turned to monomer at the lowest solubility would still not be supersaturated.
void refuse_undersaturated(const Case& one, const Synthesis& synthesis) {
  if (!synthesis.seeds.radius_nm.empty()) return;
  double most = synthesis.precursor.concentration_mol_m3 + synthesis.monomer_mol_m3;
  for (const growth::Injection& each : synthesis.injections)
    most += each.volume_ratio * each.concentration_mol_m3;
  double least = 1e300;
  for (const double temperature_K : synthesis.temperature.temperature_K)
    least = std::min(
        least, synthesis.material.solubility_mol_m3.at(temperature_K, synthesis.reference_temperature_K));
  if (most > least) return;
  if (most == 0)
    throw missing(one, "there is nothing that could become particles",
                  "[precursor] concentration, which is missing or 0, or [seeds]");
  throw one.error("material.solubility", "the solution never becomes supersaturated: S stays below 1",
                  "at most " + format_number(most) + " mol/m3 of monomer",
                  "more than the solubility of " + format_number(least) + " mol/m3");
}

std::vector<double> default_snapshots(double duration_s) {
  std::vector<double> times;
  for (int i = 0; i < 8; ++i) times.push_back(duration_s * std::pow(800.0, i / 7.0 - 1));
  return times;
}

std::vector<double> snapshots_of(const Case& one) {
  const double duration_s = one.number("conditions.duration");
  if (!one.has("output.snapshots")) return default_snapshots(duration_s);
  std::vector<double> times = one.at("output.snapshots").numbers;
  std::ranges::sort(times);
  if (times.back() > duration_s)
    throw one.error("output.snapshots", "a snapshot lies after the end", format_number(times.back()) + " s",
                    "up to the duration of " + format_number(duration_s) + " s");
  return times;
}

}  // namespace

std::span<const GrowthParameter> growth_parameters() { return parameters; }

const GrowthParameter* find_growth_parameter(std::string_view key) {
  for (const GrowthParameter& one : parameters)
    if (one.key == key) return &one;
  return nullptr;
}

growth::Synthesis synthesis_of(const Case& one) {
  check_precursor_keys(one);
  Synthesis synthesis;
  synthesis.duration_s = one.number("conditions.duration");
  synthesis.reference_temperature_K =
      number_or(one, "conditions.reference_temperature", one.number("conditions.temperature"));
  synthesis.temperature = program_of(one);
  synthesis.material.molar_volume_m3_mol = one.number("material.molar_volume");
  synthesis.material.tolman_length_nm = one.number("material.tolman_length");
  synthesis.material.diffusion_m2_s.activation_kJ_mol = one.number("material.diffusion_activation");
  synthesis.precursor.order = static_cast<int>(one.integer("precursor.order"));
  if (one.has("precursor.partner")) synthesis.precursor.partner_mol_m3 = one.number("precursor.partner");
  synthesis.injections = growth_injections(one);
  synthesis.nucleation.on = one.number("nucleation.enabled") != 0;
  if (synthesis.nucleation.on)
    need(one, "nucleation.enabled", "nucleation.ln_prefactor", "nucleation needs its prefactor");
  synthesis.nucleation.entry_width = one.number("nucleation.entry_width");
  synthesis.adsorption = adsorption_of(one);
  synthesis.heterogeneity.spread = one.number("adsorption.spread");
  for (const GrowthParameter& parameter : parameters)
    if (one.has(parameter.key)) parameter.in(synthesis) = value_of(one, parameter.key);
  synthesis.seeds = seeds_of(one);
  refuse_overfull(one, synthesis.seeds);
  synthesis.monomer_mol_m3 =
      one.has("conditions.monomer") ? one.number("conditions.monomer") : equilibrium_monomer(one, synthesis);
  refuse_undersaturated(one, synthesis);
  refuse_freezing_injections(one, synthesis);
  return synthesis;
}

growth::Options growth_options(const Case& one) {
  const std::string& method = one.text("solver.method");
  growth::Options options;
  options.solver = method == "cohorts"         ? growth::Solver::cohorts
                   : method == "finite-volume" ? growth::Solver::finite_volume
                                               : growth::Solver::master_equation;
  options.tolerance = one.number("solver.tolerance");
  options.resolution = static_cast<int>(number_or(one, "solver.resolution", method == "cohorts" ? 100 : 500));
  options.shot_noise = one.number("solver.shot_noise") != 0;
  if (options.shot_noise && method != "cohorts")
    throw one.error("solver.shot_noise", "shot noise is an option of the cohorts", method,
                    "method = \"cohorts\"; the master equation has it built in");
  options.window_low_nm = number_or(one, "solver.window_low", 0);
  options.window_high_nm = number_or(one, "solver.window_high", 0);
  if (options.window_high_nm > 0 && options.window_high_nm <= options.window_low_nm)
    throw one.error("solver.window_high", "the window of radii ends before it begins",
                    format_number(options.window_high_nm) + " nm",
                    "more than " + format_number(options.window_low_nm) + " nm");
  options.snapshots_s = snapshots_of(one);
  return options;
}

}  // namespace nacre::study
