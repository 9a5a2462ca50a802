#include "nacre/study/pdf_setup.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "nacre/core/units.hpp"
#include "nacre/io/gr_file.hpp"
#include "nacre/io/structure_files.hpp"
#include "nacre/study/fit_requests.hpp"

namespace nacre::study {
namespace {

using scattering::EnvelopeShape;
using scattering::PdfData;
using scattering::PdfRefinement;
using scattering::Radiation;

// --- small texts -----------------------------------------------------------------------------

std::string trimmed(const std::string& text) {
  const std::size_t from = text.find_first_not_of(" \t"), to = text.find_last_not_of(" \t");
  return from == std::string::npos ? "" : text.substr(from, to - from + 1);
}

std::vector<std::string> listed(const std::string& text) {
  std::vector<std::string> words;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t comma = std::min(text.find(',', from), text.size());
    words.push_back(trimmed(text.substr(from, comma - from)));
    from = comma + 1;
  }
  return words;
}

std::string word_of(std::string text) {
  for (char& c : text)
    if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
  return text;
}

// Of a key that a study may lack but this one needs.
Error missing(const Study& study, const std::string& what, const std::string& expected,
              const std::string& hint = {}) {
  return Error({.code = ExitCode::usage,
                .place = {.file = study.path.string()},
                .message = what,
                .expected = expected,
                .hint = hint});
}

// --- data ------------------------------------------------------------------------------------

std::vector<std::string> files_of(const Case& one) {
  if (one.has("data.file") && one.has("data.together"))
    throw one.error("data.together", "[data] file and together exclude one another", {},
                    "file for one data set (or a list, one after the other), together for several at once");
  if (one.has("data.file")) return {one.text("data.file")};
  if (one.has("data.together")) return one.at("data.together").texts;
  return {};
}

// The number of this file, where a key has one for all or one each.
double number_for(const Case& one, const std::string& key, std::size_t i, std::size_t n) {
  const std::vector<double>& numbers = one.at(key).numbers;
  if (numbers.size() == 1) return numbers.front();
  if (numbers.size() != n)
    throw one.error(key, "there are not as many numbers as files", std::to_string(numbers.size()),
                    "one for all, or " + std::to_string(n));
  return numbers[i];
}

Radiation radiation_for(const Case& one, std::size_t i, std::size_t n, const io::PdfFacts& facts,
                        std::vector<std::string>& warnings) {
  if (one.has("data.radiation")) {
    const std::vector<std::string> words = listed(one.text("data.radiation"));
    if (words.size() != 1 && words.size() != n)
      throw one.error("data.radiation", "there are not as many words as files", one.text("data.radiation"),
                      "one for all, or " + std::to_string(n));
    const std::string& word = words[words.size() == 1 ? 0 : i];
    if (word != "x-ray" && word != "neutron")
      throw one.error("data.radiation", "there is no such radiation", word, "x-ray or neutron");
    return word == "x-ray" ? Radiation::xray : Radiation::neutron;
  }
  if (facts.radiation == io::Radiation::neutron) return Radiation::neutron;
  if (!facts.radiation && n > 0)
    warnings.push_back(
        "the file does not say with what it was measured: X-rays are taken ([data] radiation says it)");
  return Radiation::xray;
}

double q_max_for(const Study& study, const Case& one, std::size_t i, std::size_t n,
                 const io::PdfCurve& curve) {
  if (!one.has("data.q_max")) {
    if (curve.facts.q_max_per_A) return *curve.facts.q_max_per_A;
    throw missing(study, curve.name + " does not say q_max, up to where S(Q) was transformed",
                  "q_max = \"20 1/A\" in [data]",
                  curve.has_header ? "its header has no qmax" : "the file has no header");
  }
  const double q_max = number_for(one, "data.q_max", i, n);
  if (curve.facts.q_max_per_A && q_max > *curve.facts.q_max_per_A * 1.0001)
    throw one.error("data.q_max", "q_max is beyond the data of " + curve.name, format_number(q_max) + " 1/A",
                    "at most " + format_number(*curve.facts.q_max_per_A) + " 1/A, which its header says");
  return q_max;
}

// The points of a curve within the range, which must lie on a regular grid.
PdfData cut_out(const Case& one, const io::PdfCurve& curve) {
  constexpr double slack = 1e-6;
  const double from = one.number("range.r_min"), to = one.number("range.r_max");
  if (from >= to)
    throw one.error("range.r_min", "the range has no length",
                    format_number(from) + " to " + format_number(to) + " A", "r_min below r_max");
  if (to > curve.r_A.back() + slack)
    throw one.error("range.r_max", curve.name + " ends before r_max", format_number(to) + " A",
                    "at most " + format_number(curve.r_A.back()) + " A");
  PdfData data{.name = curve.name};
  std::vector<double> r;
  for (std::size_t i = 0; i < curve.r_A.size(); ++i) {
    if (curve.r_A[i] < from - slack || curve.r_A[i] > to + slack) continue;
    r.push_back(curve.r_A[i]);
    data.g_per_A2.push_back(curve.g_per_A2[i]);
    if (!curve.g_error_per_A2.empty()) data.sigma_per_A2.push_back(curve.g_error_per_A2[i]);
  }
  if (r.size() < 10)
    throw one.error("range.r_min", curve.name + " has fewer than ten points in the range",
                    std::to_string(r.size()), "a range of r that the file covers");
  const double step = (r.back() - r.front()) / static_cast<double>(r.size() - 1);
  for (std::size_t i = 0; i < r.size(); ++i)
    if (std::abs(r[i] - r.front() - step * static_cast<double>(i)) > 0.02 * step)
      throw Error({.code = ExitCode::data,
                   .place = {.file = curve.name},
                   .message = "the points are not evenly spaced",
                   .found = "r = " + format_number(r[i]) + " A",
                   .expected = "a regular grid of r, as programs of reduction write it"});
  data.grid = {.r_min_A = r.front(), .step_A = step, .count = r.size()};
  return data;
}

void settle_weights(const Case& one, PdfData& data, std::vector<std::string>& warnings) {
  if (one.text("data.weights") == "equal") data.sigma_per_A2.clear();
  if (std::ranges::all_of(data.sigma_per_A2, [](double s) { return s > 0; })) return;
  data.sigma_per_A2.clear();
  warnings.push_back(data.name + ": some errors are not positive, so every point counts the same");
}

PdfData read_data(const Study& study, const Case& one, const std::string& file, std::size_t i, std::size_t n,
                  PdfSetup& setup, io::PdfFacts& facts) {
  const io::PdfCurve curve = io::read_gr(file);
  PdfData data = cut_out(one, curve);
  settle_weights(one, data, setup.warnings);
  data.q_max_per_A = q_max_for(study, one, i, n, curve);
  if (data.q_max_per_A > std::numbers::pi / data.grid.step_A)
    throw one.error(
        "data.q_max", curve.name + " is too coarse for q_max",
        format_number(data.q_max_per_A) + " 1/A with steps of " + format_rounded(data.grid.step_A, 6) + " A",
        "at most pi / step = " + format_rounded(std::numbers::pi / data.grid.step_A) + " 1/A");
  data.radiation = radiation_for(one, i, n, curve.facts, setup.warnings);
  facts = curve.facts;
  return data;
}

PdfData made_grid(const Case& one) {
  const double from = one.number("range.r_min"), to = one.number("range.r_max");
  const double step = one.number("range.r_step");
  if (from >= to)
    throw one.error("range.r_min", "the range has no length",
                    format_number(from) + " to " + format_number(to) + " A", "r_min below r_max");
  std::vector<std::string> none;
  return {.name = "model",
          .radiation = radiation_for(one, 0, 0, {}, none),
          .q_max_per_A = one.has("data.q_max") ? one.at("data.q_max").numbers.front() : 0,
          .grid = {.r_min_A = from,
                   .step_A = step,
                   .count = static_cast<std::size_t>(std::llround((to - from) / step)) + 1}};
}

// --- phases ----------------------------------------------------------------------------------

std::vector<scattering::RefinedPhase> read_phases(const Study& study, const Case& one) {
  if (!one.has("model.structure"))
    throw missing(study, "the study names no structure", "structure = \"crystal.cif\" in [model]");
  const std::vector<std::string>& files = one.at("model.structure").texts;
  std::vector<std::string> names;
  if (one.has("model.phases")) names = listed(one.text("model.phases"));
  if (!names.empty() && names.size() != files.size())
    throw one.error("model.phases", "there are not as many names as structures", one.text("model.phases"),
                    std::to_string(files.size()) + " names");
  std::vector<scattering::RefinedPhase> phases;
  for (std::size_t p = 0; p < files.size(); ++p) {
    const std::string name = names.empty() ? std::filesystem::path(files[p]).stem().string() : names[p];
    phases.push_back({word_of(name), io::read_crystal(files[p])});
    if (phases.back().crystal.sites.empty())
      throw Error({.code = ExitCode::data, .place = {.file = files[p]}, .message = "the phase has no atoms"});
    for (std::size_t q = 0; q < p; ++q)
      if (phases[q].name == phases[p].name)
        throw one.error("model.structure", "two phases have the same name", phases[p].name, "different ones",
                        "name them with [model] phases");
  }
  return phases;
}

scattering::PdfFreedom freedom_of(const Case& one, bool has_data, int n_data) {
  scattering::PdfFreedom freedom{.n_data = n_data};
  const std::string& tensor = one.text("model.tensor");
  freedom.tensor = tensor == "anisotropic"      ? scattering::TensorForm::anisotropic
                   : tensor == "equal-diagonal" ? scattering::TensorForm::equal_diagonal
                                                : scattering::TensorForm::isotropic;
  const std::string& shared = one.text("model.shared");
  freedom.shared = shared == "all"        ? scattering::SharedOverPhases::all
                   : shared == "envelope" ? scattering::SharedOverPhases::envelope
                                          : scattering::SharedOverPhases::nothing;
  const auto fits = [&](const char* key) { return has_data && one.text(key) == "fit"; };
  freedom.lattice = fits("model.lattice");
  freedom.positions = fits("model.positions");
  freedom.displacements = fits("model.displacements");
  freedom.occupancies = fits("model.occupancies");
  const bool spread = one.has("model.spdiameter_spread"), hollow = one.has("model.hollow_diameter");
  if ((spread || hollow) && !one.has("model.spdiameter"))
    throw one.error(spread ? "model.spdiameter_spread" : "model.hollow_diameter",
                    "it needs spdiameter, the diameter of the whole");
  if (spread && hollow)
    throw one.error("model.hollow_diameter", "a shell of many sizes is not among the models", {},
                    "hollow_diameter or spdiameter_spread");
  if (one.has("model.spdiameter"))
    freedom.envelope = hollow   ? EnvelopeShape::shell
                       : spread ? EnvelopeShape::log_normal
                                : EnvelopeShape::sphere;
  return freedom;
}

// --- parameters ------------------------------------------------------------------------------

std::string parameter_names(const scattering::PdfParameters& parameters) {
  std::string names;
  for (const fit::Parameter& parameter : parameters.list)
    names += (names.empty() ? "" : ", ") + parameter.name;
  return names;
}

std::size_t index_of(const Case& one, const char* key, const std::string& name,
                     const scattering::PdfParameters& parameters) {
  const int index = parameters.find(name);
  if (index >= 0) return static_cast<std::size_t>(index);
  const std::string why = parameters.fixed_by_symmetry(name);
  std::vector<std::string> names;
  for (const fit::Parameter& parameter : parameters.list) names.push_back(parameter.name);
  throw one.error(key, "\"" + name + "\" is no parameter" + (why.empty() ? "" : ": " + why), name,
                  parameter_names(parameters), why.empty() ? did_you_mean(name, names) : "");
}

// "delta2" is every parameter of that name, whatever its phase or data set.
void apply_key(const Case& one, const std::string& stem, bool has_data, PdfRefinement& refinement,
               std::vector<bool>& given) {
  const std::string key = "model." + stem;
  if (!one.has(key)) return;
  ParameterRequest request = one.at(key).parameter;
  if (!has_data && request.fit && !request.has_start) request.value = no_value;
  for (std::size_t i = 0; i < given.size(); ++i) {
    fit::Parameter& parameter = refinement.parameters.list[i];
    if (parameter.name != stem && !parameter.name.starts_with(stem + "_")) continue;
    if (stem == "spdiameter" && parameter.name.starts_with("spdiameter_spread")) continue;
    if (std::isfinite(request.value)) apply_request(request, parameter);
    if (!has_data) parameter.fixed = true;
    given[i] = given[i] || request.has_start || !request.fit;
  }
}

void apply_starts(const Case& one, PdfRefinement& refinement, std::vector<bool>& given) {
  if (!one.has("model.start")) return;
  for (const std::string& entry : listed(one.text("model.start"))) {
    const std::size_t equals = entry.find('=');
    if (equals == std::string::npos)
      throw one.error("model.start", "an entry is not of the form name = value", entry,
                      "\"a = 4.30 A, U_Cd = 0.014 A2\"");
    const std::size_t i =
        index_of(one, "model.start", trimmed(entry.substr(0, equals)), refinement.parameters);
    fit::Parameter& parameter = refinement.parameters.list[i];
    const std::string text = trimmed(entry.substr(equals + 1));
    try {
      const bool bare = split_quantity(text).unit.empty();
      parameter.start = bare ? split_quantity(text).value
                             : parse_quantity(text, parameter.unit.empty() ? "1" : parameter.unit);
    } catch (const std::invalid_argument& reason) {
      throw one.error("model.start", parameter.name + ": " + reason.what(), text,
                      "a number" + (parameter.unit.empty() ? "" : " in " + parameter.unit));
    }
    if (parameter.start < parameter.lower || parameter.start > parameter.upper) {
      if (!(parameter.start > 0) && parameter.lower >= 0)
        throw one.error("model.start", parameter.name + " cannot start there", text,
                        format_rounded(parameter.lower) + " to " + format_rounded(parameter.upper) + " " +
                            parameter.unit);
      parameter.lower = std::min(parameter.lower, 0.5 * parameter.start);
      parameter.upper = std::max(parameter.upper, 1.5 * parameter.start);
    }
    given[i] = true;
  }
}

void apply_holds(const Case& one, PdfRefinement& refinement, std::vector<bool>& given) {
  if (!one.has("fit.hold")) return;
  for (const std::string& name : listed(one.text("fit.hold"))) {
    const std::size_t i = index_of(one, "fit.hold", name, refinement.parameters);
    refinement.parameters.list[i].fixed = true;
    given[i] = true;
  }
}

void apply_resolution(const Case& one, const std::vector<io::PdfFacts>& facts, PdfSetup& setup) {
  PdfRefinement& refinement = *setup.refinement;
  for (std::size_t d = 0; d < facts.size(); ++d) {
    const scattering::DataLayout& of = refinement.parameters.data[d];
    const auto parameter = [&](int i) -> fit::Parameter& {
      return refinement.parameters.list[static_cast<std::size_t>(i)];
    };
    const auto fitted = [&](const char* key) { return one.has(key) && one.at(key).parameter.fit; };
    parameter(of.q_damp).start = facts[d].q_damp_per_A.value_or(fitted("model.q_damp") ? 0.03 : 0);
    parameter(of.q_broad).start = facts[d].q_broad_per_A.value_or(fitted("model.q_broad") ? 0.01 : 0);
    if (!facts[d].q_damp_per_A && !one.has("model.q_damp"))
      setup.warnings.push_back(refinement.data[d].name +
                               " does not say q_damp and the study neither: no damping by the resolution, "
                               "which lowers the diameter of a particle");
  }
}

void settle_parameters(const Case& one, PdfSetup& setup) {
  PdfRefinement& refinement = *setup.refinement;
  setup.given.assign(refinement.parameters.list.size(), false);
  for (const char* stem : {"scale", "delta1", "delta2", "sratio", "q_damp", "q_broad", "spdiameter",
                           "spdiameter_spread", "hollow_diameter"})
    apply_key(one, stem, setup.has_data, refinement, setup.given);
  apply_starts(one, refinement, setup.given);
  apply_holds(one, refinement, setup.given);
  if (!setup.has_data)
    for (fit::Parameter& parameter : refinement.parameters.list) parameter.fixed = true;
  const int sratio = refinement.parameters.layout.front().sratio;
  if (!refinement.parameters.list[static_cast<std::size_t>(sratio)].fixed && refinement.r_cut_A <= 0)
    throw one.error("model.sratio", "sratio acts on pairs nearer than r_cut, which is 0", "fit",
                    "r_cut, such as \"3.5 A\"");
}

// PDFfit2 takes G as zero below the first point of the file before it cuts at q_max.
void settle_low_end(PdfRefinement& refinement) {
  if (!refinement.ends_like_pdffit2 || refinement.convention != scattering::PeakConvention::r) return;
  for (PdfData& data : refinement.data) data.zero_below_A = std::min(data.grid.step_A, data.grid.r_min_A);
}

}  // namespace

PdfSetup set_up_pdf(const Study& study, std::size_t case_index) {
  const Case& one = study.cases[case_index];
  const std::vector<std::string> files = files_of(one);
  PdfSetup setup{.has_data = !files.empty()};
  std::vector<scattering::RefinedPhase> phases = read_phases(study, one);
  std::vector<PdfData> data;
  std::vector<io::PdfFacts> facts(files.size());
  for (std::size_t i = 0; i < files.size(); ++i)
    data.push_back(read_data(study, one, files[i], i, files.size(), setup, facts[i]));
  if (files.empty()) data.push_back(made_grid(one));
  const int n_data = static_cast<int>(data.size());
  setup.refinement = std::make_shared<PdfRefinement>(PdfRefinement{
      .parameters = scattering::PdfParameters(std::move(phases), freedom_of(one, setup.has_data, n_data)),
      .data = std::move(data),
      .convention = one.text("model.convention") == "1/r" ? scattering::PeakConvention::r
                                                          : scattering::PeakConvention::r_ij,
      .r_cut_A = one.number("model.r_cut"),
      .ends_like_pdffit2 = one.text("fit.end") == "PDFfit2"});
  settle_low_end(*setup.refinement);
  apply_resolution(one, facts, setup);
  settle_parameters(one, setup);
  if (!facts.empty()) setup.temperature_K = facts.front().temperature_K;
  if (one.has("data.temperatures"))
    setup.temperature_K = number_for(one, "data.temperatures", case_index, study.cases.size());
  return setup;
}

}  // namespace nacre::study
