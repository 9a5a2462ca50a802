#include "nacre/study/saxs_model.hpp"

#include <algorithm>
#include <stdexcept>

#include "nacre/core/units.hpp"
#include "nacre/study/fit_requests.hpp"

namespace nacre::study {
namespace {

std::string key_of(std::string_view parameter) { return "model." + std::string(parameter); }

// Study files have contrasts in 1/cm2, the cards in 1e10 1/cm2.
bool is_contrast(const ParameterCard& card) { return card.unit == "1e10 1/cm2"; }
void to_card_unit(ParameterRequest& request) {
  constexpr double per_cm2 = 1e10;
  request.value /= per_cm2;
  if (request.lower) *request.lower /= per_cm2;
  if (request.upper) *request.upper /= per_cm2;
}

std::string names_of(const scattering::Model& model) {
  std::string names;
  for (const ParameterCard& card : model.parameters())
    names += (names.empty() ? "" : ", ") + std::string(card.name);
  return names;
}

std::vector<std::string> list_of_names(const scattering::Model& model) {
  std::vector<std::string> names;
  for (const ParameterCard& card : model.parameters()) names.emplace_back(card.name);
  return names;
}

std::string words_of(const Case& one) {
  std::string words = one.text("model.form");
  const std::string &distribution = one.text("model.distribution"), &structure = one.text("model.structure");
  if (distribution != "none") words += ", " + distribution + " distribution";
  if (one.integer("model.populations") == 2) words += ", two populations";
  return words + (structure == "none" ? "" : ", " + structure + " structure factor");
}

void refuse_unknown(const Case& one, const SaxsModel& saxs) {
  for (const auto& [name, value] : one.values) {
    if (value.key->section != "model" || value.key->type != KeyType::parameter) continue;
    if (scattering::index_of(*saxs.model, value.key->name) >= 0) continue;
    throw one.error(name, "the model has no such parameter", std::string(value.key->name),
                    names_of(*saxs.model) + " (" + saxs.words + ")");
  }
}

// Lengths, amounts and shares are not negative, whatever a bound says.
void refuse_negative(const Case& one, const ParameterCard& card, const ParameterRequest& request) {
  if (card.lower < 0) return;
  const auto check = [&](double value, const char* what) {
    if (value < 0)
      throw one.error(key_of(card.name),
                      "the " + std::string(what) + " of " + std::string(card.name) + " is negative",
                      format_number(value) + " " + std::string(card.unit), "zero or more");
  };
  if (request.has_start || !request.fit) check(request.value, "value");
  if (request.lower) check(*request.lower, "lower bound");
  if (request.upper) check(*request.upper, "upper bound");
}

void refuse_impossible(const Case& one, const ParameterCard& card, const ParameterRequest& request) {
  if (request.lower && request.upper && *request.lower >= *request.upper)
    throw one.error(key_of(card.name), "the bounds of " + std::string(card.name) + " are the wrong way round",
                    format_number(*request.lower) + " to " + format_number(*request.upper) + " " +
                        std::string(card.unit));
  const bool outside = request.has_start && ((request.lower && request.value < *request.lower) ||
                                             (request.upper && request.value > *request.upper));
  if (outside)
    throw one.error(key_of(card.name), "the start of " + std::string(card.name) + " lies outside its bounds",
                    format_number(request.value) + " " + std::string(card.unit));
}

// Contrasts have no usual value; the width of the well and the size of hard spheres do.
bool is_free_by_default(const Case& one, const ParameterCard& card) {
  if (is_contrast(card))
    throw one.error(
        "model.form", "the model needs " + std::string(card.name), {},
        "[model] " + std::string(card.name) + ", such as \"40e10 1/cm2\"",
        "without an absolute scale give any number: sizes do not depend on it, the concentration does");
  return card.name != "hard_radius" && card.name != "perturbation";
}

// Wide distributions of huge sizes would cost much and mean nothing.
void bound_length(const ParameterCard& card, double q_min_per_nm, fit::Parameter& parameter) {
  constexpr double largest_qr = 20;
  if (card.unit != "nm" || parameter.fixed || !(q_min_per_nm > 0)) return;
  parameter.upper = std::min(parameter.upper, std::max(largest_qr / q_min_per_nm, 2 * parameter.start));
}

void read_parameter(const Case& one, const ParameterCard& card, std::size_t i,
                    scattering::FrameSettings& settings) {
  fit::Parameter& parameter = settings.parameters[i];
  if (!one.has(key_of(card.name))) {
    parameter.fixed = !is_free_by_default(one, card);
    settings.needs_start[i] = !parameter.fixed;
    return;
  }
  ParameterRequest request = one.at(key_of(card.name)).parameter;
  if (is_contrast(card)) to_card_unit(request);
  refuse_negative(one, card, request);
  refuse_impossible(one, card, request);
  apply_request(request, parameter);
  settings.needs_start[i] = request.fit && !request.has_start;
}

// Concentration and contrast only ever appear together.
void refuse_degenerate(const Case& one, const scattering::FrameSettings& settings) {
  int amplitudes = 0, contrasts = 0, free = 0;
  for (const fit::Parameter& parameter : settings.parameters) {
    if (parameter.fixed) continue;
    ++free;
    if (parameter.name.starts_with("concentration")) ++amplitudes;
    if (parameter.unit == "1e10 1/cm2") ++contrasts;
  }
  if (free == 0) throw one.error("model.form", "nothing is left to fit: every parameter has a value");
  if (amplitudes > 0 && contrasts > 0 && one.text("model.form") != "core-shell-sphere")
    throw one.error("model.contrast", "contrast and concentration cannot both be fitted",
                    "the intensity depends on concentration x contrast^2 alone", "one of them with a value");
}

std::vector<int> read_shared(const Case& one, const SaxsModel& saxs) {
  const bool global = one.text("series.mode") == "global";
  if (!one.has("series.shared")) {
    if (global)
      throw one.error("series.mode", "a global fit needs the parameters that all frames share", {},
                      "[series] shared, such as \"background\"");
    return {};
  }
  if (!global) return {};
  std::vector<int> shared;
  const std::string& text = one.text("series.shared");
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    std::string name = text.substr(begin, end - begin);
    name.erase(0, name.find_first_not_of(' '));
    name.erase(name.find_last_not_of(' ') + 1);
    const int index = scattering::index_of(*saxs.model, name);
    if (index < 0)
      throw one.error("series.shared", "the model has no such parameter", name, names_of(*saxs.model),
                      did_you_mean(name, list_of_names(*saxs.model)));
    if (saxs.settings.parameters[static_cast<std::size_t>(index)].fixed)
      throw one.error("series.shared", "this parameter has a value and is not fitted", name,
                      "parameters that are \"fit\"");
    if (std::ranges::find(shared, index) == shared.end()) shared.push_back(index);
    begin = end + 1;
  }
  return shared;
}

}  // namespace

SaxsModel read_saxs_model(const Case& one, bool errors_known, double q_min_per_nm) {
  SaxsModel saxs{.populations = static_cast<int>(one.integer("model.populations")), .words = words_of(one)};
  try {
    saxs.model = std::make_shared<const scattering::Model>(
        scattering::ModelChoice{.form = one.text("model.form"),
                                .distribution = one.text("model.distribution"),
                                .structure = one.text("model.structure"),
                                .populations = saxs.populations,
                                .decoupling = one.number("model.decoupling") != 0});
  } catch (const std::invalid_argument& reason) {
    throw one.error("model.form", reason.what());
  }
  saxs.settings = scattering::default_settings(*saxs.model);
  saxs.settings.loss = loss_of(one.text("fit.loss"));
  saxs.settings.scale_sigmas = !errors_known;
  refuse_unknown(one, saxs);
  for (std::size_t i = 0; i < saxs.settings.parameters.size(); ++i) {
    const ParameterCard& card = saxs.model->parameters()[i];
    read_parameter(one, card, i, saxs.settings);
    const bool bounded = one.has(key_of(card.name)) && one.at(key_of(card.name)).parameter.upper;
    if (!bounded) bound_length(card, q_min_per_nm, saxs.settings.parameters[i]);
  }
  refuse_degenerate(one, saxs.settings);
  saxs.shared = read_shared(one, saxs);
  return saxs;
}

}  // namespace nacre::study
