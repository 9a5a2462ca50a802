// What one analysed system adds to the result of a study.
#include <algorithm>
#include <cmath>

#include "nacre/core/units.hpp"
#include "nacre/ligands/clusters.hpp"
#include "nacre/ligands/monte_carlo.hpp"
#include "nacre/study/ligand_mixing_output.hpp"

namespace nacre::study {
namespace {

double chi_G_at(const MixingAnalysis& analysis, double x_a) {
  const auto& p = analysis.chosen().result.values;
  return analysis.chosen().model->name == "lattice" ? p[4] : p[4] * x_a + p[5] * (1 - x_a);
}

std::vector<double> picture_compositions(const MixingAnalysis& analysis) {
  if (analysis.forward()) return {0.17, 0.5, 0.83};
  std::vector<double> x;
  for (const auto& point : analysis.data.points)
    if (point.x_a > 0 && point.x_a < 1) x.push_back(point.x_a);
  std::ranges::sort(x);
  x.erase(std::unique(x.begin(), x.end()), x.end());
  if (x.size() > 6) x = {0.17, 0.33, 0.5, 0.67, 0.83};
  return x;
}

std::string percent(double share) { return format_rounded(100 * share, 2) + " %"; }

double aic_above_preferred(const MixingAnalysis& analysis) {
  return analysis.chosen().result.aic() - analysis.find(preferred_model(analysis))->result.aic();
}

std::string headline(const MixingAnalysis& analysis, const std::vector<Quantity>& list) {
  const int sites = analysis.context.shell->sites();
  const double random = ligands::random_unlike_fraction(sites / 2, sites);
  const auto unlike = std::ranges::find(list, "unlike_pair_fraction", &Quantity::name)->value;
  std::string text = analysis.forward() ? "With "
                                        : "The calorimeter saw, between " + analysis.ligand_a + " and " +
                                              analysis.ligand_b + ", ";
  text += "chi_G = " + quantity_text(list, "chi_G") + " (chi_H = " + quantity_text(list, "chi_H") +
          ", chi_S = " + quantity_text(list, "chi_S") + "): an equimolar shell has " + percent(unlike) +
          " unlike neighbour pairs where random mixing has " + percent(random) + ".";
  if (analysis.forward()) return text;
  text += " By AIC the data prefer the model \"" +
          std::string(analysis.find(preferred_model(analysis))->model->label) + "\"";
  const double above = aic_above_preferred(analysis);
  if (above > 0) text += "; the one reported here is " + format_rounded(above, 2) + " above";
  return text + ".";
}

Array curve_array(const MixingAnalysis& analysis, const std::string& prefix) {
  const int sites = analysis.context.shell->sites();
  Array array{.name = prefix + "mixing",
              .unit = "1, kJ/mol, kJ/mol, J/(mol K), J/(mol K), J/(mol K)",
              .description = "x_a, dG_mix, dH_mix, dS_mix, dS_conf, dS_nc of the chosen model",
              .shape = {static_cast<std::size_t>(sites) + 1, 6}};
  for (int n = 0; n <= sites; ++n) {
    const double x = static_cast<double>(n) / sites;
    const auto m = mixing_at(analysis, analysis.chosen(), x, analysis.chosen().result.values);
    array.values.insert(array.values.end(),
                        {x, m.dG_kJ_mol, m.dH_kJ_mol, m.dS_J_molK, m.dS_conf_J_molK, m.dS_nc_J_molK});
  }
  return array;
}

// The chosen models of all cases come first, in the order of the cases.
void add_fits(const MixingAnalysis& analysis, std::size_t number, StudyResult& result) {
  if (analysis.forward()) return;
  for (const FittedModel& fitted : analysis.models) {
    FitSummary summary = fit::summarize(fitted.problem, fitted.result);
    summary.scaling += "; " + analysis.data.error_statement;
    const bool owns = &fitted == &analysis.chosen();
    if (owns) {
      result.converged = result.converged && fitted.result.converged;
      for (const std::string& warning : summary.warnings)
        result.warnings.push_back(analysis.name + ", " + summary.model + ": " + warning);
    }
    const auto first_rest = result.fits.begin() + static_cast<std::ptrdiff_t>(number);
    result.fits.insert(owns ? first_rest : result.fits.end(), std::move(summary));
  }
  for (const std::string& warning : analysis.data.warnings) result.warnings.push_back(warning);
  if (analysis.one->text("fit.loss") != "squares")
    result.warnings.push_back(
        "AIC and BIC count plain squares: under a robust loss they do not rank the models");
}

}  // namespace

void add_mixing_case(const MixingAnalysis& analysis, std::size_t number, bool single, StudyResult& result) {
  const auto list = mixing_quantities(analysis);
  result.quantities.insert(result.quantities.end(), list.begin(), list.end());
  add_fits(analysis, number, result);
  if (!analysis.forward()) {
    result.tables.push_back(mixing_model_table(analysis));
    result.tables.push_back(mixing_data_table(analysis));
    result.tables.push_back(phase_boundary_table(analysis));
  }
  result.tables.push_back(mixing_curve_table(analysis, !single));
  std::ranges::move(mixing_figures(analysis, !single), std::back_inserter(result.figures));
  result.arrays.push_back(curve_array(analysis, single ? "" : analysis.slug + "/"));
  if (single) result.headline = headline(analysis, list);
}

Gallery mixing_gallery(const MixingAnalysis& analysis, std::uint64_t seed) {
  constexpr std::uint64_t sweeps = 5000;  // autocorrelation at 11 x 11 is below 100 up to 6 RT
  const auto& size = *analysis.context.shell;
  const ligands::Lattice lattice(ligands::LatticeType::square, size.nx(), size.ny());
  Gallery gallery{
      .id = "shell",
      .title = "What the shell looks like",
      .caption = "Arrangements drawn at the fitted interaction, " + std::to_string(sweeps) +
                 " Monte Carlo sweeps from a random start. The surface is periodic: left and right edge "
                 "touch, as do top and bottom.",
      .label_a = analysis.ligand_a,
      .label_b = analysis.ligand_b};
  std::uint64_t replica = 0;
  for (const double x : picture_compositions(analysis)) {
    const int n_a = std::clamp(static_cast<int>(std::lround(x * lattice.sites())), 1, lattice.sites() - 1);
    const double chi_G = chi_G_at(analysis, x);
    ligands::ShellChain chain(
        lattice, ligands::initial_arrangement(lattice, n_a, ligands::Start::random, seed, replica), chi_G / 4,
        seed, replica);
    chain.run(sweeps * static_cast<std::uint64_t>(lattice.sites()));
    gallery.pictures.push_back({"x = " + format_number(x) + ", χ_G = " + format_rounded(chi_G) + " RT",
                                "square", lattice.nx(), lattice.ny(), chain.arrangement()});
    ++replica;
  }
  return gallery;
}

std::string quantity_text(const std::vector<Quantity>& list, std::string_view name) {
  for (const Quantity& quantity : list)
    if (quantity.name == name)
      return format_with_uncertainty(quantity.value, quantity.uncertainty) +
             (quantity.unit.empty() ? "" : " " + quantity.unit);
  return {};
}

void refuse_mixing_lattice(const Case& one) {
  if (one.text("model.lattice") != "square")
    throw one.error("model.lattice", "fits need the exact engine, which knows the square lattice only",
                    one.text("model.lattice"), "square");
  refuse_inexact_size(one);
}

void refuse_inexact_size(const Case& one) {
  const auto& size = one.at("model.size").numbers;
  const double low = std::min(size[0], size[1]);
  if (low < 3 || low > ligands::max_exact_side || size[0] * size[1] > ligands::max_exact_sites)
    throw one.error("model.size", "the exact engine does not take this lattice",
                    format_number(size[0]) + " x " + format_number(size[1]),
                    "sides of 3 to 11 sites, 121 sites at most");
}

}  // namespace nacre::study
