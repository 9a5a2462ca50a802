#include "nacre/study/titration_series_points.hpp"

#include <algorithm>
#include <cmath>

#include "nacre/core/units.hpp"
#include "nacre/io/data_error.hpp"

namespace nacre::study {
namespace {

constexpr double same_temperature_K = 0.5;

void refuse_repeats(const Case& one, const std::vector<double>& x) {
  if (one.number("data.repeats") != 0) return;
  auto sorted = x;
  std::ranges::sort(sorted);
  const auto twice = std::ranges::adjacent_find(sorted);
  if (twice == sorted.end()) return;
  throw one.error(
      "data.x_a", "a composition is there twice", format_number(*twice),
      "one titration a composition, or [data] repeats = true, where each repeat is a point of its own");
}

void require(const Case& one, bool there, const char* message) {
  if (there) return;
  throw one.error(
      "data.x_a", message, {},
      "x_a = 0 (pure B), x_a = 1 (pure A) and at least one mixture: mixing is measured from the line "
      "between the pure ligands");
}

void refuse_several_temperatures(const Case& one, const TitrationData& data) {
  const double first = data.runs.front().titration.temperature_K;
  for (const TitrationRun& run : data.runs)
    if (std::abs(run.titration.temperature_K - first) > same_temperature_K)
      throw one.error("data.file", "the titrations of a series are at one temperature",
                      format_rounded(first, 5) + " K and, in " + run.titration.name + ", " +
                          format_rounded(run.titration.temperature_K, 5) + " K",
                      "one temperature, to " + format_rounded(same_temperature_K) + " K");
}

bool is_determined(const ligands::Thermodynamics& t) {
  return std::isfinite(t.covariance[0]) && t.covariance[0] > 0 && t.covariance[2] > 0 &&
         t.covariance[0] * t.covariance[2] > t.covariance[1] * t.covariance[1];
}

}  // namespace

void check_compositions(const Case& one) {
  const auto& x = one.at("data.x_a").numbers;
  const std::size_t files = one.at("data.file").texts.size();
  if (x.size() != files)
    throw one.error("data.x_a", "x_a has another number of entries than [data] file",
                    std::to_string(x.size()), std::to_string(files));
  refuse_repeats(one, x);
  require(one, std::ranges::find(x, 0.0) != x.end(), "the pure ligand B is missing");
  require(one, std::ranges::find(x, 1.0) != x.end(), "the pure ligand A is missing");
  require(one, std::ranges::any_of(x, [](double one_x) { return one_x > 0 && one_x < 1; }),
          "there is no mixture");
}

std::vector<TitrationAnalysis> analyse_series(const Case& one, TitrationData data, std::uint64_t seed,
                                              const RunControl& control) {
  refuse_several_temperatures(one, data);
  std::vector<TitrationAnalysis> series;
  for (TitrationRun& run : data.runs) {
    const std::string file = run.file;
    TitrationData single{.runs = {}, .warnings = {}, .error_statement = data.error_statement};
    single.runs.push_back(std::move(run));
    series.push_back(
        analyse_titrations(one, std::move(single), {.loss = one.text("fit.loss")}, seed, control));
    if (!is_determined(series.back().thermodynamics))
      io::fail_with_file(file, "this titration does not determine dH and dG", {}, {},
                         "leave it out, or fix one of n, dH and dG in [model]");
  }
  return series;
}

MixingData series_points(const Case& one, const std::vector<TitrationAnalysis>& series) {
  const auto& x = one.at("data.x_a").numbers;
  const double more_dH = one.number("errors.dH"), more_dG = one.number("errors.dG");
  MixingData data;
  for (std::size_t i = 0; i < series.size(); ++i) {
    const ligands::Thermodynamics& t = series[i].thermodynamics;
    data.points.push_back({.x_a = x[i],
                           .dH_kJ_mol = t.dH_kJ_mol,
                           .dG_kJ_mol = t.dG_kJ_mol,
                           .covariance = {t.covariance[0] + more_dH * more_dH, t.covariance[1],
                                          t.covariance[2] + more_dG * more_dG}});
  }
  data.error_statement = "dH and dG with the covariance of each titration's fit";
  if (more_dH > 0 || more_dG > 0)
    data.error_statement += ", and the reproducibility of [errors] in quadrature (" + format_number(more_dH) +
                            " and " + format_number(more_dG) + " kJ/mol)";
  return data;
}

}  // namespace nacre::study
