#include "nacre/study/emission_sizes.hpp"

#include <algorithm>
#include <cmath>

#include "nacre/core/units.hpp"
#include "nacre/fit/tails.hpp"
#include "nacre/study/fit_requests.hpp"

namespace nacre::study {
namespace {

constexpr const char* coefficient_keys[] = {"sizing.stokes_shift", "sizing.stokes_slope",
                                            "sizing.stokes_curvature"};

const ParameterRequest& request(const Case& one, std::size_t k) {
  return one.at(coefficient_keys[k]).parameter;
}

bool has_coefficient(const Case& one, std::size_t k) { return one.has(coefficient_keys[k]); }

bool is_free(const Case& one, std::size_t k) { return has_coefficient(one, k) && request(one, k).fit; }

spectra::StokesLaw law_of(const Case& one) {
  return spectra::find_stokes_card(one.text("sizing.stokes_law"))->law;
}

// What the study gives; fitted coefficients at their start.
spectra::StokesShift given_shift(const Case& one) {
  spectra::StokesShift shift{.law = law_of(one)};
  for (std::size_t k = 0; k < 3; ++k)
    if (has_coefficient(one, k)) shift.c_meV[k] = request(one, k).value;
  if (one.has("sizing.stokes_error") && !is_free(one, 0))
    shift.covariance[0] = std::pow(one.number("sizing.stokes_error"), 2);
  return shift;
}

bool any_free(const Case& one) { return is_free(one, 0) || is_free(one, 1) || is_free(one, 2); }

std::string at_column(const EmissionData& data) {
  return data.at_unit.empty() ? "at" : data.at_name + "_" + data.at_unit;
}

// The spectrum nearest in time, if it is within the tolerance.
std::optional<std::size_t> frame_at(const EmissionData& data, double at, double tolerance) {
  std::optional<std::size_t> nearest;
  for (std::size_t i = 0; i < data.frames.size(); ++i) {
    const double off = std::abs(data.frames[i].at - at);
    if (off <= tolerance && (!nearest || off < std::abs(data.frames[*nearest].at - at))) nearest = i;
  }
  return nearest;
}

AbsorptionCheck match(const EmissionAnalysis& analysis, const spectra::Sizing& sizing) {
  const Case& one = *analysis.one;
  const AbsorptionPoints absorption = read_absorption_points(
      one.text("absorption.file"), at_column(analysis.data), one.number("absorption.error"), sizing);
  AbsorptionCheck check{.error_statement = absorption.error_statement};
  for (const AbsorptionPoint& point : absorption.points) {
    const auto frame = frame_at(analysis.data, point.at, one.number("absorption.tolerance"));
    const auto k = static_cast<std::size_t>(point.population - 1);
    const double diameter = sizing.diameter_of_energy_nm(point.energy_eV);
    if (!frame || k >= analysis.rows[*frame].populations.size() || !std::isfinite(diameter)) {
      ++check.unmatched;
      continue;
    }
    const PopulationPoint& line = analysis.rows[*frame].populations[k];
    if (!line.significant) {
      ++check.unmatched;
      continue;
    }
    check.pairs.push_back({point.at,
                           point.population,
                           {line.energy_eV, line.energy_err_eV, point.energy_eV, point.error_eV, diameter}});
  }
  return check;
}

std::vector<spectra::StokesPair> bare_pairs(const AbsorptionCheck& check) {
  std::vector<spectra::StokesPair> pairs;
  for (const MatchedPair& one : check.pairs) pairs.push_back(one.pair);
  return pairs;
}

void refuse_few_pairs(const Case& one, const AbsorptionCheck& check, std::size_t needed) {
  if (check.pairs.size() >= needed) return;
  const std::size_t n = check.pairs.size();
  throw Error(
      {.code = ExitCode::data,
       .place = {.file = one.text("absorption.file")},
       .message = "too few absorptions go with an emission line",
       .found = std::to_string(n) + (n == 1 ? " pair" : " pairs"),
       .expected = "at least " + std::to_string(needed),
       .hint =
           "times must agree within tolerance under [absorption], and the first population is the larger"});
}

void fit_shift(EmissionAnalysis& analysis, AbsorptionCheck& check) {
  const Case& one = *analysis.one;
  std::array<bool, 3> free{};
  std::size_t n_free = 0;
  for (std::size_t k = 0; k < 3; ++k) n_free += (free[k] = is_free(one, k)) ? 1 : 0;
  refuse_few_pairs(one, check, n_free);
  const auto pairs = bare_pairs(check);
  check.problem = spectra::stokes_problem(pairs, given_shift(one), free, false);
  check.problem->name = analysis.name;
  for (std::size_t k = 0; k < 3; ++k)
    if (free[k]) apply_request(request(one, k), check.problem->parameters[k]);
  check.result = fit::fit(*check.problem);
  analysis.stokes = spectra::stokes_of(*check.result, law_of(one));
  check.degrees_of_freedom = static_cast<int>(pairs.size() - n_free);
  check.chi2 = check.result->chi2;
}

void judge(EmissionAnalysis& analysis, AbsorptionCheck& check) {
  check.agreement = spectra::agreement(bare_pairs(check), analysis.stokes);
  if (!check.result) {
    check.degrees_of_freedom = static_cast<int>(check.agreement.n);
    check.chi2 = check.agreement.chi2_with(std::sqrt(analysis.stokes.covariance[0]));
  }
  if (check.degrees_of_freedom > 0) check.p = fit::chi2_tail(check.chi2, check.degrees_of_freedom);
}

void warn_of_sizes(EmissionAnalysis& analysis) {
  std::size_t outside = 0, beyond = 0;
  for (const EmissionRow& row : analysis.rows) {
    for (const PopulationPoint& point : row.populations) {
      if (!point.there) continue;
      beyond += std::isfinite(point.size.radius_nm) ? 0 : 1;
      outside += std::isfinite(point.size.radius_nm) && !point.size.in_range ? 1 : 0;
    }
  }
  const std::string curve = "the sizing curve " + std::string(analysis.curve->name) + " (diameters of " +
                            format_number(analysis.curve->lower_nm) + " to " +
                            format_number(analysis.curve->upper_nm) + " nm)";
  if (outside > 0)
    analysis.warnings.push_back(analysis.name + ": " + std::to_string(outside) +
                                " lines are outside the range of " + curve);
  if (beyond > 0)
    analysis.warnings.push_back(analysis.name + ": " + std::to_string(beyond) + " lines are beyond " + curve +
                                " and get no radius");
}

}  // namespace

void check_stokes_keys(const Case& one) {
  const spectra::StokesCard& card = *spectra::find_stokes_card(one.text("sizing.stokes_law"));
  for (std::size_t k = 0; k < 3; ++k) {
    if (is_free(one, k) && !one.has("absorption.file"))
      throw one.error(coefficient_keys[k], "nothing says how large the Stokes shift is", "\"fit\"",
                      "a value such as \"20 meV\", or [absorption] file to fit it to");
    if (has_coefficient(one, k) && static_cast<int>(k) >= card.terms)
      throw one.error(coefficient_keys[k], "the Stokes shift is constant and has no such coefficient", {},
                      "stokes_law = \"inverse-diameter\" or \"energy\"");
  }
}

spectra::Sizing read_emission_sizing(const Case& one) {
  const std::string& name = one.text("sizing.curve");
  if (const spectra::SizingCurve* curve = spectra::find_sizing_curve(name)) return spectra::Sizing(*curve);
  std::vector<std::string> names;
  std::string all;
  for (const spectra::SizingCurve& curve : spectra::sizing_curves()) {
    names.emplace_back(curve.name);
    all += (all.empty() ? "" : ", ") + names.back();
  }
  throw one.error("sizing.curve", "there is no such sizing curve", name, all, did_you_mean(name, names));
}

void size_lines(EmissionAnalysis& analysis, const spectra::StokesShift& shift,
                const spectra::Sizing& sizing) {
  for (EmissionRow& row : analysis.rows)
    for (PopulationPoint& point : row.populations)
      if (point.there)
        point.size = spectra::size_of_emission(point.energy_eV, point.energy_err_eV, shift, sizing);
}

void add_sizes(EmissionAnalysis& analysis, const spectra::Sizing& sizing) {
  const Case& one = *analysis.one;
  analysis.stokes = given_shift(one);
  if (one.has("absorption.file")) {
    AbsorptionCheck check = match(analysis, sizing);
    refuse_few_pairs(one, check, 1);
    if (any_free(one)) fit_shift(analysis, check);
    judge(analysis, check);
    analysis.absorption = std::move(check);
  }
  size_lines(analysis, analysis.stokes, sizing);
  warn_of_sizes(analysis);
}

}  // namespace nacre::study
