#include "nacre/ligands/titration_layout.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace nacre::ligands {
namespace {

// n and n_2 are properties of a sample, the rest of the chemistry.
bool belongs_to_sample(std::size_t card) { return card == 2 || card == 5; }

fit::Parameter scale_parameter(const char* name, const char* what, double relative_error) {
  return {.name = name,
          .description = what,
          .start = 1,
          .lower = 0.01,
          .upper = 100,
          .prior = fit::Prior{.mean = 1, .sigma = relative_error}};
}

// Unbounded: the slope is large where the titrant is dilute.
fit::Parameter dilution_parameter(const char* name, const char* unit, const char* what) {
  return {.name = name, .unit = unit, .description = what, .start = 0};
}

fit::Parameter effect_parameter(const std::string& name) {
  return {.name = name,
          .description = "systematic error of the heats, in its standard errors",
          .start = 0,
          .prior = fit::Prior{.mean = 0, .sigma = 1}};
}

class Builder {
 public:
  Builder(std::size_t n_titrations, const TitrationFitPlan& plan) : plan_(plan) {
    if (plan.model == nullptr) throw std::invalid_argument("the plan of the fit names no titration model");
    layout_.titrations.resize(n_titrations);
  }

  ProblemLayout build(const std::vector<Titration>& titrations) {
    add_shared();
    for (std::size_t t = 0; t < layout_.titrations.size(); ++t) add_sample(t);
    const std::size_t first_effect = layout_.parameters.size();
    for (std::size_t t = 0; t < titrations.size(); ++t) add_effects(t, titrations[t], first_effect);
    replace_planned();
    return std::move(layout_);
  }

 private:
  int add(fit::Parameter parameter) {
    if (stems_.size() == layout_.parameters.size()) stems_.push_back(parameter.name);
    layout_.parameters.push_back(std::move(parameter));
    return static_cast<int>(layout_.parameters.size()) - 1;
  }

  void add_shared() {
    for (std::size_t k = 0; k < plan_.model->parameters.size(); ++k) {
      if (belongs_to_sample(k) && !plan_.share_n) continue;
      const int index = add(parameter_of(plan_.model->parameters[k]));
      for (TitrationLayout& one : layout_.titrations) one.model[k] = index;
    }
    if (!plan_.heat_capacity) return;
    const int index = add({.name = "dCp",
                           .unit = "kJ/(mol K)",
                           .description = "heat capacity of the reaction",
                           .start = 0,
                           .lower = -100,
                           .upper = 100});
    for (TitrationLayout& one : layout_.titrations) one.dCp = index;
  }

  int add_own(std::size_t t, fit::Parameter parameter) {
    stems_.push_back(parameter.name);
    if (layout_.titrations.size() > 1) parameter.name += "_" + std::to_string(t + 1);
    return add(std::move(parameter));
  }

  void add_sample(std::size_t t) {
    TitrationLayout& one = layout_.titrations[t];
    for (std::size_t k = 0; k < plan_.model->parameters.size(); ++k) {
      if (belongs_to_sample(k) && !plan_.share_n)
        one.model[k] = add_own(t, parameter_of(plan_.model->parameters[k]));
    }
    if (plan_.dilution != DilutionHeat::none) {
      one.dilution =
          add_own(t, dilution_parameter("dilution", "kJ/mol", "heat of dilution per mole injected"));
    }
    if (plan_.dilution == DilutionHeat::line) {
      one.dilution_slope = add_own(
          t, dilution_parameter("dilution_slope", "kJ/mol/mM", "its change with the titrant in the cell"));
    }
    if (plan_.cell_relative_error > 0) {
      one.cell_scale = add_own(t, scale_parameter("cell_scale", "true over stated concentration in the cell",
                                                  plan_.cell_relative_error));
    }
    if (plan_.syringe_relative_error > 0) {
      one.syringe_scale =
          add_own(t, scale_parameter("syringe_scale", "true over stated concentration in the syringe",
                                     plan_.syringe_relative_error));
    }
  }

  void add_effects(std::size_t t, const Titration& titration, std::size_t first_effect) {
    for (const SharedEffect& effect : titration.effects) {
      std::size_t at = first_effect;
      while (at < layout_.parameters.size() && layout_.parameters[at].name != effect.name) ++at;
      if (at == layout_.parameters.size()) add(effect_parameter(effect.name));
      layout_.titrations[t].effects.push_back(static_cast<int>(at));
    }
  }

  // A name without its suffix stands for that parameter of every titration.
  bool replace_all(const std::vector<std::string>& names, const fit::Parameter& planned) {
    bool found = false;
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (names[i] != planned.name) continue;
      found = true;
      replace(layout_.parameters[i], planned);
      layout_.planned[i] = true;
    }
    return found;
  }

  void replace_planned() {
    layout_.planned.assign(layout_.parameters.size(), false);
    std::vector<std::string> names;
    for (const fit::Parameter& p : layout_.parameters) names.push_back(p.name);
    for (const fit::Parameter& planned : plan_.parameters) {
      if (replace_all(stems_, planned) || replace_all(names, planned)) continue;
      throw std::invalid_argument("model " + std::string(plan_.model->name) + " has no parameter \"" +
                                  planned.name + '"');
    }
  }

  static void replace(fit::Parameter& parameter, const fit::Parameter& planned) {
    parameter.start = planned.start;
    if (std::isfinite(planned.lower)) parameter.lower = planned.lower;
    if (std::isfinite(planned.upper)) parameter.upper = planned.upper;
    parameter.fixed = planned.fixed;
    if (planned.prior) parameter.prior = planned.prior;
  }

  const TitrationFitPlan& plan_;
  ProblemLayout layout_;
  std::vector<std::string> stems_;  // names without the titration's number
};

}  // namespace

ProblemLayout problem_layout(std::size_t n_titrations, const TitrationFitPlan& plan) {
  return Builder(n_titrations, plan).build({});
}

ProblemLayout problem_layout(const std::vector<Titration>& titrations, const TitrationFitPlan& plan) {
  return Builder(titrations.size(), plan).build(titrations);
}

// dH(T) = dH + dCp (T - T0); dG(T) = dG T / T0 + dH (1 - T / T0) + dCp (T - T0 - T ln(T / T0)).
TemperatureShift::TemperatureShift(double temperature_K, double reference_K)
    : dH_by_dCp(temperature_K - reference_K),
      dG_by_dG(temperature_K / reference_K),
      dG_by_dH(1 - temperature_K / reference_K),
      dG_by_dCp(temperature_K - reference_K - temperature_K * std::log(temperature_K / reference_K)) {}

TitrationHeats::TitrationHeats(const Titration& titration, const TitrationFitPlan& plan,
                               const TitrationLayout& layout)
    : layout_(layout),
      model_(plan.model),
      temperature_K_(titration.temperature_K),
      cell_volume_uL_(titration.cell_volume_uL),
      shift_(titration.temperature_K, plan.reference_temperature_K),
      content_(cell_content(titration)),
      weights_(heat_weights(titration)),
      effects_(titration.effects) {
  for (const double volume : titration.volumes_uL) moles_nmol_.push_back(volume * titration.syringe_mM);
}

// The model's parameters at the titration's temperature.
Equilibrium TitrationHeats::equilibrium(std::span<const double> values) const {
  std::array<double, max_model_parameters> own{};
  const std::size_t count = model_->parameters.size();
  for (std::size_t k = 0; k < count; ++k) own[k] = values[static_cast<std::size_t>(layout_.model[k])];
  for (std::size_t k = 0; k + 1 < count; k += 3) {
    const double dCp = k == 0 ? value(values, layout_.dCp, 0) : 0;
    const double dH = own[k];
    own[k] += shift_.dH_by_dCp * dCp;
    own[k + 1] = shift_.dG_by_dG * own[k + 1] + shift_.dG_by_dH * dH + shift_.dG_by_dCp * dCp;
  }
  return {*model_, std::span<const double>(own).first(count), temperature_K_};
}

Mixture TitrationHeats::mixture(std::size_t i, double cell_scale, double syringe_scale) const {
  return {cell_scale * content_.cell_mM[i], syringe_scale * content_.titrant_mM[i],
          content_.competitor_mM[i]};
}

void TitrationHeats::heats(std::span<const double> values, std::span<double> out) const {
  const Equilibrium model = equilibrium(values);
  const double cell = value(values, layout_.cell_scale, 1), syringe = value(values, layout_.syringe_scale, 1);
  const double dilution = value(values, layout_.dilution, 0);
  const double slope = value(values, layout_.dilution_slope, 0);
  double before = model.heat_content(mixture(0, cell, syringe)).value;
  for (std::size_t i = 0; i < size(); ++i) {
    const double now = model.heat_content(mixture(i + 1, cell, syringe)).value;
    out[i] = cell_volume_uL_ * (weights_.gain[i] * now - weights_.kept[i] * before) +
             moles_nmol_[i] * (dilution + slope * content_.titrant_mM[i + 1]);
    before = now;
  }
  for (std::size_t e = 0; e < layout_.effects.size(); ++e) {
    const double shift = value(values, layout_.effects[e], 0);
    for (std::size_t i = 0; i < size(); ++i) out[i] += shift * effects_[e].heats_uJ[i];
  }
}

// d heat content after i injections / d every parameter of the problem, in uJ / uL.
void TitrationHeats::content_row(const HeatContent& content, std::size_t i, std::span<double> row) const {
  std::ranges::fill(row, 0.0);
  const auto add = [&](int index, double derivative) {
    if (index >= 0) row[static_cast<std::size_t>(index)] += derivative;
  };
  const std::size_t count = model_->parameters.size();
  for (std::size_t k = 0; k < count; k += 3) {
    const double by_dH = content.by_parameter[k], by_dG = content.by_parameter[k + 1];
    add(layout_.model[k], by_dH + shift_.dG_by_dH * by_dG);
    add(layout_.model[k + 1], shift_.dG_by_dG * by_dG);
    if (k + 2 < count) add(layout_.model[k + 2], content.by_parameter[k + 2]);
    if (k == 0) add(layout_.dCp, shift_.dH_by_dCp * by_dH + shift_.dG_by_dCp * by_dG);
  }
  add(layout_.cell_scale, content.by_cell * content_.cell_mM[i]);
  add(layout_.syringe_scale, content.by_titrant * content_.titrant_mM[i]);
}

void TitrationHeats::derivatives(std::span<const double> values, std::span<double> out) const {
  const Equilibrium model = equilibrium(values);
  const double cell = value(values, layout_.cell_scale, 1), syringe = value(values, layout_.syringe_scale, 1);
  const std::size_t width = values.size();
  std::vector<double> before(width), now(width);
  content_row(model.heat_content(mixture(0, cell, syringe)), 0, before);
  for (std::size_t i = 0; i < size(); ++i) {
    content_row(model.heat_content(mixture(i + 1, cell, syringe)), i + 1, now);
    double* row = out.data() + i * width;
    for (std::size_t k = 0; k < width; ++k) {
      row[k] = cell_volume_uL_ * (weights_.gain[i] * now[k] - weights_.kept[i] * before[k]);
    }
    if (layout_.dilution >= 0) row[layout_.dilution] += moles_nmol_[i];
    if (layout_.dilution_slope >= 0)
      row[layout_.dilution_slope] += moles_nmol_[i] * content_.titrant_mM[i + 1];
    for (std::size_t e = 0; e < layout_.effects.size(); ++e)
      row[layout_.effects[e]] += effects_[e].heats_uJ[i];
    before.swap(now);
  }
}

}  // namespace nacre::ligands
