#include <algorithm>
#include <cmath>

#include "nacre/core/units.hpp"
#include "nacre/study/ligand_mixing_output.hpp"

namespace nacre::study {
namespace {

// Tables of several cases lie side by side in one folder.
std::string table_name(const MixingAnalysis& analysis, const char* name) {
  return analysis.one->label.empty() ? name : std::string(name) + "-" + analysis.slug;
}

}  // namespace

Table mixing_model_table(const MixingAnalysis& analysis) {
  Table table{.name = table_name(analysis, "models"),
              .title = "Mixing models compared: " + analysis.name,
              .notes = {"all models fitted to dH and dG of every titration together; AIC = chi2 + 2 k, BIC = "
                        "chi2 + k ln n",
                        analysis.data.error_statement},
              .columns = {{"model", "mixing model"},
                          {"n_parameters", "free parameters, four of the pure ligands among them"},
                          {"chi2", ""},
                          {"chi2_reduced", ""},
                          {"aic", ""},
                          {"bic", ""},
                          {"delta_aic", "above the smallest"},
                          {"akaike_weight", "exp(-delta_aic / 2), normalised"}}};
  double smallest = 1e300;
  double total = 0;
  for (const FittedModel& fitted : analysis.models) smallest = std::min(smallest, fitted.result.aic());
  for (const FittedModel& fitted : analysis.models) total += std::exp(0.5 * (smallest - fitted.result.aic()));
  for (const FittedModel& fitted : analysis.models) {
    const double aic = fitted.result.aic();
    table.rows.push_back({std::string(fitted.model->label), static_cast<std::int64_t>(fitted.result.n_free),
                          fitted.result.chi2, fitted.result.chi2_reduced(), aic, fitted.result.bic(),
                          aic - smallest, std::exp(0.5 * (smallest - aic)) / total});
  }
  return table;
}

Table mixing_data_table(const MixingAnalysis& analysis) {
  const double T = analysis.temperature_K;
  const FittedModel& chosen = analysis.chosen();
  Table table{.name = table_name(analysis, "data"),
              .title = "Titrations: " + analysis.name,
              .notes = {analysis.data.error_statement},
              .columns = {{"x_a", "mole fraction of ligand A"},
                          {"dH_kJ_mol", ""},
                          {"dH_err", ""},
                          {"dS_J_molK", "(dH - dG) / T"},
                          {"dS_err", ""},
                          {"dG_kJ_mol", ""},
                          {"dG_err", ""},
                          {"dH_fit_kJ_mol", "the chosen model"},
                          {"dG_fit_kJ_mol", "the chosen model"},
                          {"dH_residual", "(model - data) / sigma"},
                          {"dG_residual", "(model - data) / sigma"}}};
  for (const auto& point : analysis.data.points) {
    const auto fitted =
        ligands::exchange_at(point.x_a, chosen.result.values, *chosen.model, analysis.context);
    const double sigma_h = std::sqrt(point.covariance[0]);
    const double sigma_g = std::sqrt(point.covariance[2]);
    table.rows.push_back({point.x_a, point.dH_kJ_mol, sigma_h, point.dS_J_molK(T), point.dS_error_J_molK(T),
                          point.dG_kJ_mol, sigma_g, fitted.dH_kJ_mol, fitted.dG_kJ_mol,
                          (fitted.dH_kJ_mol - point.dH_kJ_mol) / sigma_h,
                          (fitted.dG_kJ_mol - point.dG_kJ_mol) / sigma_g});
  }
  return table;
}

Table mixing_curve_table(const MixingAnalysis& analysis, bool brief) {
  Table table{
      .name = table_name(analysis, "curves"),
      .title = "Mixing curves: " + analysis.name,
      .notes = {"mixing only, per mole of sites; the exchange values add the line between the pure ligands",
                "dG_mix = dH_mix - T dS_mix; dS_mix = dS_conf + dS_nc"},
      .columns = {{"model", ""},
                  {"x_a", "mole fraction of ligand A"},
                  {"dG_mix_kJ_mol", ""},
                  {"dH_mix_kJ_mol", ""},
                  {"dS_mix_J_molK", ""},
                  {"dS_conf_J_molK", "arrangements"},
                  {"dS_nc_J_molK", "degrees of freedom within and between chains"}}};
  const int sites = analysis.context.shell->sites();
  for (const FittedModel& fitted : analysis.models) {
    if (brief && &fitted != &analysis.chosen()) continue;
    for (int n = 0; n <= sites; ++n) {
      const double x = static_cast<double>(n) / sites;
      const auto mixing = mixing_at(analysis, fitted, x, fitted.result.values);
      table.rows.push_back({std::string(fitted.model->name), x, mixing.dG_kJ_mol, mixing.dH_kJ_mol,
                            mixing.dS_J_molK, mixing.dS_conf_J_molK, mixing.dS_nc_J_molK});
    }
  }
  return table;
}

Table phase_boundary_table(const MixingAnalysis& analysis) {
  Table table{.name = table_name(analysis, "phase_boundary"),
              .title = "What mean-field theory makes of it: " + analysis.name,
              .notes = {"regular solution of an infinite surface; a small shell has no sharp transition"},
              .columns = {{"model", ""},
                          {"xi_G_RT", "(xi_H - T xi_S) / RT; phases separate above 2"},
                          {"spinodal_x", "unstable between this and 1 minus this"},
                          {"binodal_x", "contact of the common tangent; the other one is 1 minus this"}}};
  for (const char* name : {"regular-enthalpy", "regular"}) {
    const FittedModel* fitted = analysis.find(name);
    if (fitted == nullptr) continue;
    const auto& p = fitted->result.values;
    const double xi_S = p.size() > 5 ? p[5] : 0;
    const double xi_G =
        1e3 * p[4] / (gas_constant_J_molK * analysis.temperature_K) - xi_S / gas_constant_J_molK;
    const auto boundary = ligands::regular_phase_boundary(xi_G);
    table.rows.push_back({std::string(fitted->model->label), xi_G, boundary.spinodal_x, boundary.binodal_x});
  }
  return table;
}

}  // namespace nacre::study
