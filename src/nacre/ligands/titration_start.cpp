#include "nacre/ligands/titration_start.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "nacre/core/units.hpp"

namespace nacre::ligands {
namespace {

constexpr double exchange_K[] = {1.5, 6, 30, 200};
constexpr double binding_c[] = {0.5, 4, 30, 300, 5000};
constexpr double share_of_ratio[] = {0.12, 0.25, 0.4, 0.55, 0.7, 0.9, 1.3};

struct Guess {
  double dH = 0, dG = 0, n = 0, dilution = 0;
  double misfit = std::numeric_limits<double>::infinity();
};

// Sums of a linear fit of heats to dH * shape + dilution * moles.
struct Sums {
  double shape2 = 0, moles2 = 0, shape_moles = 0, shape_heat = 0, moles_heat = 0, heat2 = 0;
};

class Grid {
 public:
  Grid(const Titration& titration, const TitrationModel& model, bool with_dilution,
       std::vector<double> parameters)
      : titration_(titration),
        model_(model),
        with_dilution_(with_dilution),
        parameters_(std::move(parameters)),
        content_(cell_content(titration)),
        weights_(heat_weights(titration)) {}

  Guess best() {
    const double ratio = content_.titrant_mM.back() / content_.cell_mM.back();
    Guess best;
    for (const double share : share_of_ratio) {
      const double n = std::clamp(share * ratio, 1e-3, 1e3);
      if (model_.name == "exchange") {
        for (const double K : exchange_K)
          try_one(n, exchange_free_energy_kJ_mol(K, titration_.temperature_K), best);
      } else {
        for (const double c : binding_c) {
          const double K_per_M = 1e3 * c / (n * titration_.cell_mM);
          try_one(n, exchange_free_energy_kJ_mol(K_per_M, titration_.temperature_K), best);
        }
      }
    }
    return best;
  }

 private:
  void try_one(double n, double dG, Guess& best) {
    parameters_[0] = 0;
    parameters_[1] = dG;
    parameters_[2] = n;
    const Guess guess = solve(n, dG, sums(Equilibrium(model_, parameters_, titration_.temperature_K)));
    if (guess.misfit < best.misfit) best = guess;
  }

  // The derivative by dH is the shape; with dH = 0 the value is what the others alone give.
  Sums sums(const Equilibrium& equilibrium) const {
    Sums sums;
    HeatContent before = at(equilibrium, 0);
    for (std::size_t i = 0; i < titration_.volumes_uL.size(); ++i) {
      const HeatContent now = at(equilibrium, i + 1);
      const double gain = titration_.cell_volume_uL * weights_.gain[i];
      const double kept = titration_.cell_volume_uL * weights_.kept[i];
      const double shape = gain * now.by_parameter[0] - kept * before.by_parameter[0];
      const double known = gain * now.value - kept * before.value;
      before = now;
      if (titration_.used.empty() || titration_.used[i]) add(i, shape, titration_.heats_uJ[i] - known, sums);
    }
    return sums;
  }

  void add(std::size_t i, double shape, double heat, Sums& sums) const {
    const double moles = titration_.volumes_uL[i] * titration_.syringe_mM;
    sums.shape2 += shape * shape;
    sums.moles2 += moles * moles;
    sums.shape_moles += shape * moles;
    sums.shape_heat += shape * heat;
    sums.moles_heat += moles * heat;
    sums.heat2 += heat * heat;
  }

  HeatContent at(const Equilibrium& equilibrium, std::size_t i) const {
    return equilibrium.heat_content({content_.cell_mM[i], content_.titrant_mM[i], content_.competitor_mM[i]});
  }

  Guess solve(double n, double dG, const Sums& s) const {
    Guess guess{.dG = dG, .n = n};
    const double determinant = s.shape2 * s.moles2 - s.shape_moles * s.shape_moles;
    if (with_dilution_ && determinant > 1e-10 * s.shape2 * s.moles2) {
      guess.dH = (s.shape_heat * s.moles2 - s.moles_heat * s.shape_moles) / determinant;
      guess.dilution = (s.moles_heat * s.shape2 - s.shape_heat * s.shape_moles) / determinant;
    } else if (s.shape2 > 0) {
      guess.dH = s.shape_heat / s.shape2;
    }
    guess.misfit = s.heat2 - guess.dH * s.shape_heat - guess.dilution * s.moles_heat;
    return guess;
  }

  const Titration& titration_;
  const TitrationModel& model_;
  bool with_dilution_;
  std::vector<double> parameters_;
  CellContent content_;
  HeatWeights weights_;
};

void set_start(ProblemLayout& layout, int index, double value) {
  if (index < 0 || !std::isfinite(value) || layout.planned[static_cast<std::size_t>(index)]) return;
  fit::Parameter& parameter = layout.parameters[static_cast<std::size_t>(index)];
  parameter.start = std::clamp(value, parameter.lower, parameter.upper);
}

// A guess with one set of sites becomes one with two halves, the first of them stronger.
void set_two_sites(const Guess& guess, const TitrationLayout& one, ProblemLayout& layout) {
  set_start(layout, one.model[1], guess.dG - 4);
  set_start(layout, one.model[2], guess.n / 2);
  set_start(layout, one.model[3], guess.dH);
  set_start(layout, one.model[4], guess.dG + 6);
  set_start(layout, one.model[5], guess.n / 2);
}

Guess guess_of(const Titration& titration, const TitrationFitPlan& plan, const TitrationLayout& one,
               const ProblemLayout& layout) {
  const bool two_sites = plan.model->name == "two-sites";
  const TitrationModel& model = two_sites ? titration_model("independent") : *plan.model;
  std::vector<double> parameters;
  for (std::size_t k = 0; k < model.parameters.size(); ++k) {
    parameters.push_back(layout.parameters[static_cast<std::size_t>(one.model[k])].start);
  }
  return Grid(titration, model, plan.dilution != DilutionHeat::none, std::move(parameters)).best();
}

fit::Parameter* find(fit::Problem& problem, std::string_view name) {
  const auto found = std::ranges::find(problem.parameters, name, &fit::Parameter::name);
  return found == problem.parameters.end() || found->fixed || !found->tied_to.empty() ? nullptr : &*found;
}

void move(fit::Problem& problem, std::string_view name, double factor, double shift) {
  if (fit::Parameter* p = find(problem, name)) {
    p->start = std::clamp(factor * p->start + shift, p->lower, p->upper);
  }
}

struct Move {
  std::string_view name;
  double factor, shift;
};

}  // namespace

void set_starts(const std::vector<Titration>& titrations, const TitrationFitPlan& plan,
                ProblemLayout& layout) {
  for (std::size_t t = 0; t < titrations.size(); ++t) {
    const TitrationLayout one = layout.titrations[t];
    const Guess guess = guess_of(titrations[t], plan, one, layout);
    if (!std::isfinite(guess.misfit)) continue;
    set_start(layout, one.model[2], guess.n);
    set_start(layout, one.dilution, guess.dilution);
    if (t > 0) continue;
    const TemperatureShift shift(titrations[t].temperature_K, plan.reference_temperature_K);
    set_start(layout, one.model[0], guess.dH);
    set_start(layout, one.model[1], (guess.dG - shift.dG_by_dH * guess.dH) / shift.dG_by_dG);
    if (plan.model->name == "two-sites") set_two_sites(guess, one, layout);
  }
}

std::vector<fit::Problem> other_starts(const fit::Problem& problem) {
  static const std::vector<std::vector<Move>> one_set = {
      {{"dG", 1, -7}}, {{"dG", 1, 7}}, {{"n", 0.6, 0}}, {{"n", 1.6, 0}}};
  static const std::vector<std::vector<Move>> two_sets = {{{"dG", 1, -6}, {"dG_2", 1, -3}},
                                                          {{"dG_2", 1, 6}},
                                                          {{"n", 0.5, 0}, {"n_2", 1.5, 0}},
                                                          {{"n", 1.5, 0}, {"n_2", 0.5, 0}},
                                                          {{"dH", 1.5, 0}, {"dH_2", 0.4, 0}, {"dG", 1, -6}},
                                                          {{"dH", 0.4, 0}, {"dH_2", 1.5, 0}, {"dG", 1, -6}},
                                                          {{"dH_2", -0.5, 0}, {"dG", 1, -6}}};
  fit::Problem first = problem;
  std::vector<fit::Problem> starts;
  for (const std::vector<Move>& moves : find(first, "dG_2") != nullptr ? two_sets : one_set) {
    fit::Problem start = problem;
    for (const Move& m : moves) move(start, m.name, m.factor, m.shift);
    starts.push_back(std::move(start));
  }
  return starts;
}

}  // namespace nacre::ligands
