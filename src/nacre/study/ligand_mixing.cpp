// Kind ligand-mixing: calorimetry of mixed ligand shells to the interaction between the two ligands.
#include <algorithm>
#include <set>

#include "nacre/core/units.hpp"
#include "nacre/study/fit_keys.hpp"
#include "nacre/study/ligand_mixing_keys.hpp"
#include "nacre/study/ligand_mixing_output.hpp"
#include "nacre/study/registry.hpp"
#include "nacre/study/slug.hpp"

namespace nacre::embedded {
extern const std::string_view c6_c10_csv;
}

namespace nacre::study {
namespace {

constexpr Key file_key[] = {
    {.section = "data",
     .name = "file",
     .type = KeyType::path,
     .description = "table of exchange thermodynamics; without it chi_G and chi_H are given and only the "
                    "curves are calculated",
     .scannable = true,
     .example = "\"c6-c10.csv\""},
};

constexpr Key trend_keys[] = {
    {.section = "trend",
     .name = "against",
     .description = "what distinguishes the systems when file is a list, for the trend figures"},
    {.section = "trend",
     .name = "values",
     .type = KeyType::numbers,
     .description = "its value for each file"},
};

constexpr auto keys =
    join_keys(file_key, mixing_data_keys, mixing_model_keys, fit_loss_key, mixing_fit_keys, trend_keys);

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
    refuse_mixing_lattice(one);
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

StudyResult run(const Study& study, Workspace& workspace) {
  StudyResult result;
  std::set<std::string> slugs;
  const bool single = study.cases.size() == 1;
  for (const Case& one : study.cases) {
    MixingAnalysis analysis = analyse_mixing(one, study.seed, workspace.control);
    analysis.slug = unique_slug(analysis.slug.empty() ? "case" : analysis.slug, slugs);
    if (!analysis.data.unused_columns.empty() && single) {
      std::string names;
      for (const std::string& name : analysis.data.unused_columns)
        names += (names.empty() ? "" : ", ") + name;
      workspace.control.say("columns not used: " + names);
    }
    add_mixing_case(analysis, slugs.size() - 1, single, result);
    if (single)
      result.figures.insert(result.figures.begin() + (analysis.forward() ? 1 : 3),
                            mixing_gallery(analysis, study.seed));
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
