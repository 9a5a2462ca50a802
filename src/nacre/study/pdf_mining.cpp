// Section [mining] of kind pdf: candidate clusters ranked against a measured curve.
#include <algorithm>
#include <cmath>

#include "nacre/core/units.hpp"
#include "nacre/io/gr_file.hpp"
#include "nacre/study/pdf_mining_output.hpp"
#include "nacre/study/pdf_modes.hpp"

namespace nacre::study {
namespace {

using scattering::MiningData;
using scattering::MiningParameter;

constexpr std::size_t fewest_points = 10;

[[noreturn]] void refuse_file(const Case& one, std::string message, std::string found, std::string expected) {
  throw Error({.code = ExitCode::data,
               .place = {.file = one.text("mining.file")},
               .message = std::move(message),
               .found = std::move(found),
               .expected = std::move(expected)});
}

// The study's value goes before the header's.
double fact(const Case& one, const char* key, const std::optional<double>& header, double otherwise) {
  return one.has(key) ? one.number(key) : header.value_or(otherwise);
}

void set_instrument(const Case& one, const io::PdfFacts& facts, scattering::SignalSetup& setup) {
  const bool neutron = facts.radiation ? *facts.radiation == io::Radiation::neutron
                                       : one.text("mining.radiation") == "neutron";
  setup.radiation = neutron ? scattering::Radiation::neutron : scattering::Radiation::xray;
  setup.q_damp_per_A = fact(one, "mining.q_damp", facts.q_damp_per_A, 0);
  setup.q_broad_per_A = fact(one, "mining.q_broad", facts.q_broad_per_A, 0);
}

MiningData cut(const MiningData& all, double from, double to) {
  MiningData data;
  for (std::size_t i = 0; i < all.x.size(); ++i) {
    if (all.x[i] < from - 1e-9 || all.x[i] > to + 1e-9) continue;
    data.x.push_back(all.x[i]);
    data.y.push_back(all.y[i]);
    if (!all.sigma.empty()) data.sigma.push_back(all.sigma[i]);
  }
  return data;
}

void read_pdf(const Case& one, MiningRun& run) {
  const io::PdfCurve curve = io::read_gr(one.text("mining.file"));
  set_instrument(one, curve.facts, run.setup);
  if (!one.has("mining.q_max") && !curve.facts.q_max_per_A)
    throw one.error("mining.file", "the header does not say up to which Q the data were transformed", {},
                    "q_max under [mining]");
  run.setup.q_max_per_A = fact(one, "mining.q_max", curve.facts.q_max_per_A, 0);
  run.setup.q_min_per_A = fact(one, "mining.q_min", curve.facts.q_min_per_A, 0);
  if (!one.has("mining.q_min") && !curve.facts.q_min_per_A)
    run.warnings.push_back(
        one.text("mining.file") +
        ": the header does not say from which Q the data were transformed: taken as 0, so that "
        "the baseline is missing; q_min under [mining] says it");
  if (run.setup.q_max_per_A <= run.setup.q_min_per_A)
    throw one.error("mining.file", "q_max is not above q_min", format_number(run.setup.q_max_per_A) + " 1/A");
  run.data = cut({curve.r_A, curve.g_per_A2, curve.g_error_per_A2}, one.number("mining.r_min"),
                 one.number("mining.r_max"));
  run.compared = scattering::independent_points(run.data, run.setup.q_max_per_A);
}

void read_intensity(const Case& one, MiningRun& run) {
  const io::QCurve curve = io::read_q_curve(one.text("mining.file"), {.q_unit = "1/A"});
  set_instrument(one, curve.facts, run.setup);
  run.setup.kind = scattering::SignalKind::intensity;
  run.data = cut({curve.q_per_A, curve.value, curve.error}, fact(one, "mining.q_min", {}, 0),
                 fact(one, "mining.q_max", {}, 1e300));
  if (!run.data.x.empty()) run.setup.q_max_per_A = run.data.x.back();
  run.compared = run.data;
}

void set_errors(const Case& one, MiningRun& run) {
  run.error_statement = "errors of the points from the file";
  if (!run.data.sigma.empty()) {
    for (std::size_t i = 0; i < run.data.x.size(); ++i)
      if (!(run.data.sigma[i] > 0))
        refuse_file(one, "an error is not positive, at " + format_rounded(run.data.x[i], 5),
                    format_number(run.data.sigma[i]), "an error above zero, or none in the file at all");
    return;
  }
  run.error_statement = "no errors: what the best fit leaves is taken as the noise";
  if (!one.has("mining.error")) return;
  run.data.sigma.assign(run.data.x.size(), one.number("mining.error"));
  run.compared.sigma.assign(run.compared.x.size(), one.number("mining.error"));
  run.error_statement = "errors of the points as the study says";
}

MiningRun read_run(const Case& one) {
  if (!one.has("mining.file"))
    throw one.error("mining.curve", "[mining] has no file to compare clusters with", {},
                    "file under [mining]: a G(r) or an I(Q)");
  MiningRun run{.one = &one};
  if (one.text("mining.curve") == "G(r)")
    read_pdf(one, run);
  else
    read_intensity(one, run);
  set_errors(one, run);
  if (run.compared.x.size() < fewest_points)
    refuse_file(one, "has too few independent points in the range", std::to_string(run.compared.x.size()),
                "at least " + std::to_string(fewest_points));
  return run;
}

MiningParameter parameter(const Case& one, const char* key, double start, double lower, double upper) {
  const ParameterRequest& request = one.at(key).parameter;
  if (!request.fit) return {false, request.value, request.value - 1, request.value + 1};
  return {true, request.has_start ? request.value : start, request.lower.value_or(lower),
          request.upper.value_or(upper)};
}

scattering::MiningOptions options_of(const Case& one, const MiningRun& run) {
  scattering::MiningOptions options{.u_A2 = parameter(one, "mining.U", 0.01, 0.001, 0.2),
                                    .expansion = parameter(one, "mining.expansion", 1, 0.97, 1.03),
                                    .delta2_A2 = parameter(one, "mining.delta2", 2, 0, 6)};
  options.background = run.setup.kind == scattering::SignalKind::intensity;
  if (options.background) options.delta2_A2 = {false, 0, -1, 1};  // hardly seen in I(Q)
  return options;
}

// The species of all candidates in one order.
void set_species(const Case& one, MiningRun& run) {
  run.setup.species = run.candidates.list.front().pairs.species;
  double farthest_A = 0;
  for (const MiningCandidate& candidate : run.candidates.list) {
    if (candidate.pairs.species != run.setup.species)
      throw one.error("mining.clusters",
                      "\"" + candidate.name + "\" has other species than the clusters before it",
                      crystal::formula(candidate.atoms), crystal::formula(run.candidates.list.front().atoms),
                      "write the elements of all files in one order");
    for (const scattering::PairDistances& pairs : candidate.pairs.pairs)
      if (pairs.size() > 0) farthest_A = std::max(farthest_A, pairs.distance_A.back());
  }
  run.setup.r_max_A = 1.1 * farthest_A + 3;
}

}  // namespace

StudyResult run_pdf_mining(const Study& study, Workspace& workspace) {
  const Case& one = study.cases.front();
  MiningRun run = read_run(one);
  run.candidates = mining_candidates(one, study.seed, run.setup.q_max_per_A, workspace.control);
  set_species(one, run);
  std::vector<scattering::PairHistogram> pairs;
  for (const MiningCandidate& candidate : run.candidates.list) pairs.push_back(candidate.pairs);
  run.result =
      scattering::mine_clusters(pairs, run.compared, run.setup, options_of(one, run), workspace.control);
  StudyResult result{.headline = mining_headline(run),
                     .converged = run.result.ranked.front().converged,
                     .quantities = mining_quantities(run),
                     .fits = {run.result.best},
                     .tables = {mining_table(run)},
                     .figures = mining_figures(run),
                     .warnings = mining_warnings(run)};
  result.fits.front().name = run.candidate(run.result.ranked.front()).name;
  return result;
}

std::vector<std::string> check_pdf_mining(const Study& study) {
  const MiningRun run = read_run(study.cases.front());
  mining_rules(study.cases.front(), study.seed);
  return run.warnings;
}

}  // namespace nacre::study
