// Kind ligand-mixing: calorimetry of mixed ligand shells to the interaction between the two ligands.
#include <algorithm>
#include <cmath>
#include <set>

#include "nacre/core/parallel.hpp"
#include "nacre/core/units.hpp"
#include "nacre/ligands/clusters.hpp"
#include "nacre/ligands/monte_carlo.hpp"
#include "nacre/study/ligand_mixing_output.hpp"
#include "nacre/study/registry.hpp"

namespace nacre::embedded {
extern const std::string_view c6_c10_csv;
}

namespace nacre::study {
namespace {

constexpr Key keys[] = {
    {.section = "data",
     .name = "file",
     .type = KeyType::path,
     .description = "table of exchange thermodynamics; without it chi_G and chi_H are given and only the "
                    "curves are calculated",
     .scannable = true,
     .example = "\"c6-c10.csv\""},
    {.section = "data",
     .name = "temperature",
     .type = KeyType::quantity,
     .description = "temperature of the titrations",
     .unit = "K",
     .default_value = "\"303 K\"",
     .scannable = true,
     .lower = 1,
     .upper = 5000},
    {.section = "data",
     .name = "ligand_a",
     .description = "name of ligand A, whose mole fraction is x_a",
     .default_value = "\"A\"",
     .example = "\"C6SH\""},
    {.section = "data",
     .name = "ligand_b",
     .description = "name of ligand B",
     .default_value = "\"B\"",
     .example = "\"C10SH\""},
    {.section = "errors",
     .name = "dH",
     .type = KeyType::quantity,
     .description = "standard error of dH where the file has no dH_err",
     .unit = "kJ/mol",
     .default_value = "\"0.7 kJ/mol\"",
     .lower = 1e-9},
    {.section = "errors",
     .name = "dS",
     .type = KeyType::quantity,
     .description =
         "standard error of dS where the file has no dS_err; used only if dH or dG was not measured",
     .unit = "J/(mol K)",
     .default_value = "\"5 J/(mol K)\"",
     .lower = 1e-9},
    {.section = "errors",
     .name = "dG",
     .type = KeyType::quantity,
     .description = "standard error of dG where the file has no dG_err",
     .unit = "kJ/mol",
     .default_value = "\"0.4 kJ/mol\"",
     .lower = 1e-9},
    {.section = "errors",
     .name = "correlation",
     .type = KeyType::number,
     .description = "correlation of the errors of dH and dG",
     .default_value = "0.0",
     .lower = -0.99,
     .upper = 0.99},
    {.section = "model",
     .name = "lattice",
     .type = KeyType::choice,
     .description = "lattice of binding sites",
     .choices = "square | triangular | surface",
     .default_value = "\"square\""},
    {.section = "model",
     .name = "size",
     .type = KeyType::sides,
     .description = "sites along both sides, periodic",
     .default_value = "[11, 11]",
     .scannable = true},
    {.section = "model",
     .name = "interaction",
     .type = KeyType::choice,
     .description = "which lattice model owns the quantities chi_G, chi_H, chi_S",
     .choices = "constant | composition-dependent",
     .default_value = "\"constant\"",
     .scannable = true},
    {.section = "model",
     .name = "chi_G",
     .type = KeyType::parameter,
     .description = "free energy of unlike neighbours, z times that of one pair",
     .unit = "RT",
     .default_value = "\"fit\""},
    {.section = "model",
     .name = "chi_H",
     .type = KeyType::parameter,
     .description = "enthalpy of unlike neighbours",
     .unit = "kJ/mol",
     .default_value = "\"fit\""},
    {.section = "model",
     .name = "chi_S",
     .type = KeyType::quantity,
     .description =
         "fixes the non-configurational entropy of unlike neighbours; chi_G then follows from chi_H",
     .unit = "J/(mol K)"},
    {.section = "fit",
     .name = "loss",
     .type = KeyType::choice,
     .description = "how residuals count",
     .choices = "squares | huber | soft-l1 | cauchy",
     .default_value = "\"squares\""},
    {.section = "fit",
     .name = "intervals",
     .type = KeyType::choice,
     .description = "how the 68 % intervals of the interaction are found",
     .choices = "profile | bootstrap | covariance",
     .default_value = "\"profile\""},
    {.section = "fit",
     .name = "replicas",
     .type = KeyType::integer,
     .description = "data sets of the bootstrap",
     .default_value = "200",
     .lower = 20,
     .upper = 100000},
    {.section = "trend",
     .name = "against",
     .description = "what distinguishes the systems when file is a list, for the trend figures"},
    {.section = "trend",
     .name = "values",
     .type = KeyType::numbers,
     .description = "its value for each file"},
};

constexpr Output quantities[] = {
    {"chi_G", "RT", "free energy of unlike neighbours (composition-dependent: at x_a = 0.5)"},
    {"chi_H", "kJ/mol", "their enthalpy"},
    {"chi_S", "J/(mol K)", "their non-configurational entropy"},
    {"xi_H", "kJ/mol", "enthalpy of the regular solution"},
    {"xi_S", "J/(mol K)", "its non-configurational entropy"},
    {"omega_ab, omega_ba", "kJ/mol", "chi_H in a shell of A, of B"},
    {"eta_ab, eta_ba", "J/(mol K)", "chi_S in a shell of A, of B"},
    {"dH_mix_max, dS_mix_max, dS_conf_max", "kJ/mol, J/(mol K)", "largest enthalpy and entropies of mixing"},
    {"dG_mix_half", "kJ/mol", "free energy of mixing of the equimolar shell"},
    {"unlike_pair_fraction", "", "unlike neighbour pairs of the equimolar shell"},
    {"chi_G_neutral", "RT", "chi_G at which the equimolar shell has dG_mix = 0"},
    {"T_comp", "K", "enthalpy-entropy compensation temperature"},
};

constexpr Output tables[] = {
    {"models", "", "all mixing models compared by AIC and BIC"},
    {"data", "", "the titrations with fit and residuals"},
    {"curves", "", "mixing curves of every model"},
    {"phase_boundary", "", "spinodal and common tangent of the regular solution"},
    {"scan", "", "one row per case when a key is a list"},
};

const SampleFile samples[] = {{"c6-c10.csv", embedded::c6_c10_csv}};

// --- what cannot run -------------------------------------------------------------------------

void refuse_lattice(const Case& one) {
  if (one.text("model.lattice") != "square")
    throw one.error("model.lattice", "fits need the exact engine, which knows the square lattice only",
                    one.text("model.lattice"), "square");
  const auto& size = one.at("model.size").numbers;
  const double low = std::min(size[0], size[1]);
  if (low < 3 || low > ligands::max_exact_side || size[0] * size[1] > ligands::max_exact_sites)
    throw one.error("model.size", "the exact engine does not take this lattice",
                    format_number(size[0]) + " x " + format_number(size[1]),
                    "sides of 3 to 11 sites, 121 sites at most");
}

void refuse_parameters(const Case& one) {
  const ParameterRequest& chi_G = one.at("model.chi_G").parameter;
  const ParameterRequest& chi_H = one.at("model.chi_H").parameter;
  const bool chi_S = one.has("model.chi_S");
  if (chi_S && !chi_G.fit)
    throw one.error("model.chi_S", "chi_G, chi_H and chi_S cannot all be chosen: chi_G = chi_H - T chi_S", {},
                    "chi_S with chi_G left out, or chi_G and chi_H");
  if (chi_S && one.text("model.interaction") != "constant")
    throw one.error("model.chi_S", "chi_S can be fixed for the constant interaction only");
  if (!one.has("data.file") && (chi_H.fit || (chi_G.fit && !chi_S)))
    throw one.error("model.chi_H", "there is no [data] file, so nothing can be fitted", "\"fit\"",
                    "a [data] file, or values of chi_H and of chi_G or chi_S");
}

std::vector<std::string> check(const Study& study) {
  std::vector<std::string> warnings;
  for (const Case& one : study.cases) {
    refuse_lattice(one);
    refuse_parameters(one);
    if (one.has("data.file"))
      for (const std::string& warning : read_mixing_data(one).warnings) warnings.push_back(warning);
    if (one.has("trend.values") && !one.has("data.file"))
      throw one.error("trend.values", "a trend compares systems, and there is no [data] file", {},
                      "a list of files");
    if (one.has("trend.values") && one.at("trend.values").numbers.size() != study.cases.size())
      throw one.error("trend.values", "the trend needs one value per case",
                      std::to_string(one.at("trend.values").numbers.size()) + " values",
                      std::to_string(study.cases.size()));
  }
  return warnings;
}

// --- the shell at the fitted interaction -----------------------------------------------------

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

Gallery shell_gallery(const MixingAnalysis& analysis, std::uint64_t seed) {
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

// --- trends over several systems -------------------------------------------------------------

Curve trend_curve(const std::vector<Quantity>& list, const Study& study, const std::string& name, int color) {
  Curve curve{.label = name, .mark = Mark::points, .color = color};
  for (std::size_t i = 0; i < study.cases.size(); ++i) {
    const auto found = std::ranges::find_if(list, [&](const Quantity& quantity) {
      return quantity.name == name && quantity.case_label == study.cases[i].label;
    });
    if (found == list.end()) continue;
    curve.x.push_back(study.cases[i].at("trend.values").numbers[i]);
    curve.y.push_back(found->value);
    curve.y_error.push_back(found->uncertainty);
    curve.notes.push_back(file_stem(study.cases[i]));
  }
  return curve;
}

// "c6-c10 at 4, c6-c14 at 8".
std::string systems_at(const Study& study) {
  std::string text;
  for (std::size_t i = 0; i < study.cases.size(); ++i)
    text += (text.empty() ? "" : ", ") + file_stem(study.cases[i]) + " at " +
            format_number(study.cases[i].at("trend.values").numbers[i]);
  return text;
}

void add_trend_figures(const Study& study, StudyResult& result) {
  struct Trend {
    const char* id;
    const char* symbol;
    const char* unit;
    std::vector<std::string> names;
  };
  const Trend trends[] = {{"trend-chi-h", "χ_H", "kJ/mol", {"chi_H"}},
                          {"trend-chi-s", "χ_S", "J/(mol K)", {"chi_S"}},
                          {"trend-omega", "ω", "kJ/mol", {"omega_ab", "omega_ba"}},
                          {"trend-eta", "η", "J/(mol K)", {"eta_ab", "eta_ba"}}};
  const std::string against =
      study.cases.front().has("trend.against") ? study.cases.front().text("trend.against") : "case";
  const std::string systems = systems_at(study);
  std::vector<Figure> figures;
  for (const Trend& trend : trends) {
    Plot plot{.id = trend.id,
              .title = std::string(trend.symbol) + " against " + against,
              .caption = "One point per system, with its standard error: " + systems + ".",
              .x = {against, ""},
              .y = {trend.symbol, trend.unit}};
    for (std::size_t i = 0; i < trend.names.size(); ++i)
      plot.curves.push_back(trend_curve(result.quantities, study, trend.names[i], static_cast<int>(i)));
    figures.emplace_back(std::move(plot));
  }
  std::ranges::move(result.figures, std::back_inserter(figures));
  result.figures = std::move(figures);
}

// --- the run ---------------------------------------------------------------------------------

std::string rounded(const std::vector<Quantity>& list, std::string_view name) {
  for (const Quantity& quantity : list)
    if (quantity.name == name)
      return format_with_uncertainty(quantity.value, quantity.uncertainty) +
             (quantity.unit.empty() ? "" : " " + quantity.unit);
  return {};
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
  text += "chi_G = " + rounded(list, "chi_G") + " (chi_H = " + rounded(list, "chi_H") +
          ", chi_S = " + rounded(list, "chi_S") + "): an equimolar shell has " + percent(unlike) +
          " unlike neighbour pairs where random mixing has " + percent(random) + ".";
  if (analysis.forward()) return text;
  text += " By AIC the data prefer the model \"" +
          std::string(analysis.find(preferred_model(analysis))->model->label) + "\"";
  const double above = aic_above_preferred(analysis);
  if (above > 0) text += "; the one reported here is " + format_rounded(above, 2) + " above";
  return text + ".";
}

std::string headline_of_all(const std::vector<Quantity>& list) {
  std::string text;
  for (const Quantity& quantity : list) {
    if (quantity.name != "chi_H") continue;
    text += (text.empty() ? "chi_H / (kJ/mol): " : ", ") + label_text(quantity.case_label.front().second) +
            " " + format_with_uncertainty(quantity.value, quantity.uncertainty);
    if (text.size() > 300) return text + ", ... (tables/scan.csv has all).";
  }
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

void add_case(const MixingAnalysis& analysis, std::size_t number, bool single, StudyResult& result) {
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

// Cases that read alike once everything but letters and digits is gone get their number.
std::string unique_slug(const std::string& slug, std::set<std::string>& taken) {
  const std::string stem = slug.empty() ? "case" : slug;
  std::string unique = stem;
  for (int number = 2; !taken.insert(unique).second; ++number) unique = stem + "-" + std::to_string(number);
  return unique;
}

StudyResult run(const Study& study, Workspace& workspace) {
  StudyResult result;
  std::set<std::string> slugs;
  const bool single = study.cases.size() == 1;
  for (const Case& one : study.cases) {
    MixingAnalysis analysis = analyse_mixing(one, study.seed, workspace.control);
    analysis.slug = unique_slug(analysis.slug, slugs);
    if (!analysis.data.unused_columns.empty() && single) {
      std::string names;
      for (const std::string& name : analysis.data.unused_columns)
        names += (names.empty() ? "" : ", ") + name;
      workspace.control.say("columns not used: " + names);
    }
    add_case(analysis, slugs.size() - 1, single, result);
    if (single)
      result.figures.insert(result.figures.begin() + (analysis.forward() ? 1 : 3),
                            shell_gallery(analysis, study.seed));
  }
  if (!single && study.cases.front().has("trend.values")) add_trend_figures(study, result);
  if (!single) result.headline = headline_of_all(result.quantities);
  return result;
}

}  // namespace

extern const Kind ligand_mixing;
const Kind ligand_mixing{
    .name = "ligand-mixing",
    .summary = "Calorimetry of mixed ligand shells to the interaction between two ligands",
    .keys = keys,
    .quantities = quantities,
    .tables = tables,
    .samples = samples,
    .run = run,
    .check = check,
};

}  // namespace nacre::study
