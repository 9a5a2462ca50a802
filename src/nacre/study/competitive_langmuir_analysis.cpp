#include <cmath>
#include <filesystem>

#include "nacre/core/units.hpp"
#include "nacre/study/competitive_langmuir_output.hpp"
#include "nacre/study/slug.hpp"

namespace nacre::study {
namespace {

constexpr std::size_t chi_G_index = ligands::n_pure_parameters;
constexpr std::size_t chi_H_index = chi_G_index + 1;

const ligands::MixingModel& lattice_model() { return ligands::mixing_model("lattice"); }

double chi_S(std::span<const double> values, double temperature_K) {
  return ligands::interaction_entropy_J_molK(values[chi_G_index], values[chi_H_index], temperature_K);
}

LangmuirFit fit_at(std::vector<ligands::ExchangePoint> points, const std::string& name,
                   const ligands::MixingContext& context) {
  LangmuirFit fitted{.points = std::move(points)};
  fitted.problem = ligands::mixing_problem(name, fitted.points, lattice_model(), context,
                                           ligands::default_parameters(lattice_model()));
  fitted.result = ligands::fit_mixing(fitted.problem);
  return fitted;
}

std::string case_name(const Case& one) {
  std::string name;
  for (const auto& [key, value] : one.label) {
    const auto* text = std::get_if<std::string>(&value);
    name += (name.empty() ? "" : ", ") + (text != nullptr ? *text : format_number(std::get<double>(value)));
  }
  return name.empty() ? std::filesystem::path(one.text("data.file")).stem().string() : name;
}

std::array<double, 3> half_difference(const std::array<double, 3>& high, const std::array<double, 3>& low) {
  std::array<double, 3> half{};
  for (std::size_t i = 0; i < 3; ++i) half[i] = std::abs(high[i] - low[i]) / 2;
  return half;
}

}  // namespace

std::array<double, 3> LangmuirFit::chi(double temperature_K) const {
  return {result.values[chi_G_index], result.values[chi_H_index], chi_S(result.values, temperature_K)};
}

std::array<double, 3> LangmuirFit::chi_error(double temperature_K) const {
  return {result.uncertainties[chi_G_index], result.uncertainties[chi_H_index],
          fit::propagate(problem, result,
                         [=](std::span<const double> values) { return chi_S(values, temperature_K); })};
}

std::array<double, 3> LangmuirAnalysis::shift() const {
  const auto at_surface = surface.chi(pure.temperature_K);
  const auto in_solution = solution.chi(pure.temperature_K);
  std::array<double, 3> difference{};
  for (std::size_t i = 0; i < 3; ++i) difference[i] = at_surface[i] - in_solution[i];
  return difference;
}

LangmuirAnalysis analyse_langmuir(const Case& one, const RunControl& control) {
  const double temperature_K = one.number("data.temperature");
  const auto& size = one.at("model.size").numbers;
  LangmuirAnalysis analysis{.one = &one, .name = case_name(one)};
  analysis.slug = slug_of(analysis.name);
  if (analysis.slug.empty()) analysis.slug = "case";
  analysis.ligand_a = one.text("data.ligand_a");
  analysis.ligand_b = one.text("data.ligand_b");
  analysis.data = read_mixing_data(one);
  analysis.pure = ligands::pure_exchange(analysis.data.points, temperature_K);
  analysis.context = {temperature_K,
                      ligands::exact_shell(static_cast<int>(size[0]), static_cast<int>(size[1]), control)};
  const auto at = [&](double ln_ratio, const std::string& what) {
    return fit_at(ligands::at_surface_fractions(analysis.data.points, ln_ratio), analysis.name + ", " + what,
                  analysis.context);
  };
  const double ln_ratio = analysis.pure.ln_ratio();
  const double error = analysis.pure.ln_ratio_error();
  analysis.solution = at(0, "composition of the solution");
  analysis.surface = at(ln_ratio, "composition of the shell");
  analysis.composition_error = half_difference(at(ln_ratio + error, "").chi(temperature_K),
                                               at(ln_ratio - error, "").chi(temperature_K));
  return analysis;
}

}  // namespace nacre::study
