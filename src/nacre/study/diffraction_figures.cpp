#include "nacre/study/diffraction_figures.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "nacre/core/units.hpp"
#include "nacre/study/peak_requests.hpp"

namespace nacre::study {
namespace {

constexpr std::size_t most_points = 1200;
constexpr std::size_t most_pictures = 6, most_picture_atoms = 3000;
constexpr double offset = 1.15;  // between patterns that are drawn one above the other

Axis x_axis(const DiffractionAxis& axis) {
  return axis.two_theta ? Axis{"2-theta", "deg"} : Axis{"q", "1/A"};
}

std::string axis_words(const DiffractionAxis& axis) {
  return axis.two_theta ? " (wavelength " + format_number(axis.wavelength_A) + " A)" : "";
}

// Scaled to a maximum of 1 above `base`.
Curve drawn(Curve curve, const DiffractionAxis& axis, const std::vector<double>& pattern, double base) {
  const double most = *std::ranges::max_element(pattern), least = *std::ranges::min_element(pattern);
  for (const std::size_t i : thinned(axis.at.size(), most_points)) {
    curve.x.push_back(axis.at[i]);
    curve.y.push_back(base + (pattern[i] - least) / std::max(most - least, 1e-300));
  }
  return curve;
}

Curve reference_sticks(const DiffractionAnalysis& analysis, int color, double base, double height) {
  std::vector<double> x, tops;
  double most = 0;
  for (const auto& one : analysis.reflections) most = std::max(most, analysis.stick(one));
  for (const auto& one : analysis.reflections) {
    const double place = analysis.axis.place_of(one.q_per_A), stick = analysis.stick(one);
    if (!std::isfinite(place) || stick < 1e-3 * most) continue;
    x.push_back(place);
    tops.push_back(base + height * stick / most);
  }
  return sticks({.label = analysis.structure, .color = color}, x, tops, base);
}

// One case of each structure.
std::vector<const DiffractionAnalysis*> structures_of(const DiffractionAnalyses& analyses) {
  std::vector<const DiffractionAnalysis*> list;
  std::set<std::string> seen;
  for (const DiffractionAnalysis& one : analyses)
    if (one.cell && !one.reflections.empty() && seen.insert(one.structure).second) list.push_back(&one);
  return list;
}

void add_stick_figure(const DiffractionAnalyses& analyses, std::vector<Figure>& figures) {
  const auto structures = structures_of(analyses);
  if (structures.empty()) return;
  Plot plot{
      .id = "sticks",
      .title = "Reflections of the crystals",
      .caption = "Relative intensities" + axis_words(analyses.front().axis) +
                 ": structure factors, multiplicities" +
                 (analyses.front().axis.two_theta ? ", Lorentz and polarisation factor." : " and 1/q^2."),
      .x = x_axis(analyses.front().axis),
      .y = {"intensity of the strongest = 100", ""}};
  for (std::size_t s = 0; s < structures.size(); ++s)
    plot.curves.push_back(
        reference_sticks(*structures[s], static_cast<int>(s), -115 * static_cast<double>(s), 100));
  figures.emplace_back(std::move(plot));
}

int color_of(const std::map<std::string, int>& colors, const std::string& structure) {
  const auto found = colors.find(structure);
  return found == colors.end() ? 7 : found->second;
}

std::string size_words(const DiffractionAnalysis& one) {
  if (one.one->has("cluster.diameter")) return format_number(one.one->number("cluster.diameter")) + " A";
  return one.cluster ? one.name : "powder of " + format_number(one.profile.size_A) + " A";
}

// Clusters of one size upon one another and above the smaller, each with the powder of its crystal, and the
// sticks at the bottom.
void add_pattern_figure(const DiffractionAnalyses& analyses, std::vector<Figure>& figures) {
  const auto structures = structures_of(analyses);
  std::map<std::string, int> colors;
  for (const auto* one : structures) colors.emplace(one->structure, static_cast<int>(colors.size()));
  const DiffractionAxis& axis = analyses.front().axis;
  Plot plot{
      .id = "patterns",
      .title = "Patterns by size",
      .caption = "Each from its lowest to its highest point" + axis_words(axis) +
                 ". Lines: clusters by Debye's equation; dashed: the powder of their crystal, broadened to "
                 "the size; from the bottom: ",
      .x = x_axis(axis),
      .y = {"intensity, shifted", ""}};
  double base = 0;
  std::size_t next = 0;
  std::map<std::string, double> bases;  // crystals and clusters of one size lie upon one another
  for (const DiffractionAnalysis& one : analyses) {
    if (!one.pattern()) continue;
    const auto [place, fresh] = bases.emplace(size_words(one), offset * static_cast<double>(bases.size()));
    base = place->second;
    if (fresh) plot.caption += (base > 0 ? "; " : "") + size_words(one);
    // Of one structure every case has its own color.
    const int color = colors.size() > 1 ? color_of(colors, one.structure) : static_cast<int>(next++);
    if (one.cell)
      plot.curves.push_back(drawn({.label = one.cluster ? "" : one.name,
                                   .mark = Mark::dashed,
                                   .color = color,
                                   .shade = one.cluster ? 0.5 : 1},
                                  one.axis, one.powder, base));
    if (one.cluster)
      plot.curves.push_back(drawn({.label = one.name, .color = color}, one.axis, one.cluster->pattern, base));
  }
  plot.caption += ".";
  double below = -0.6;
  for (const auto* one : structures) {
    plot.curves.push_back(reference_sticks(*one, color_of(colors, one->structure), below, 0.5));
    below -= 0.6;
  }
  if (!bases.empty()) figures.emplace_back(std::move(plot));
}

void add_measured_figures(const DiffractionAnalyses& analyses, std::size_t c, std::vector<Figure>& figures) {
  const DiffractionAnalysis& analysis = analyses[c];
  const MeasuredPattern& measured = *analysis.measured;
  const std::string suffix = analyses.size() > 1 ? "-" + std::to_string(c + 1) : "";
  Plot plot{.id = "measured" + suffix,
            .title = "Measured pattern and its peaks, " + analysis.name,
            .caption = "Data, fit, background and each peak on it" + axis_words(analysis.axis) + ".",
            .x = x_axis(analysis.axis),
            .y = {"intensity", ""},
            .curves = peak_curves(measured.curve, measured.found.fit, measured.model)};
  if (!analysis.reflections.empty()) {
    const auto [low, high] = std::ranges::minmax(measured.curve.y);
    plot.curves.push_back(reference_sticks(analysis, 3, low - 0.35 * (high - low), 0.3 * (high - low)));
  }
  figures.emplace_back(std::move(plot));
  figures.emplace_back(Plot{.id = "residuals" + suffix,
                            .title = "Residuals, " + analysis.name,
                            .caption = "Data less fit, in standard errors.",
                            .x = x_axis(analysis.axis),
                            .y = {"(data - fit) / error", ""},
                            .curves = {peak_residuals(measured.curve, measured.found.fit, measured.model)}});
  const FitSummary fit = peak_fit_summary(measured.found.fit, "");
  if (fit.free_names.size() > 1)
    figures.emplace_back(CorrelationMap{.id = "correlations" + suffix,
                                        .title = "Correlations of the parameters, " + analysis.name,
                                        .caption = "Near 1 or -1 two parameters cannot be told apart.",
                                        .names = fit.free_names,
                                        .values = fit.correlations});
}

void add_gallery(const DiffractionAnalyses& analyses, std::vector<Figure>& figures) {
  ParticleGallery gallery{.id = "clusters",
                          .title = "The clusters",
                          .caption = "Atoms as spheres of a common size, from the same side; drag to turn."};
  std::map<std::string, std::uint8_t> kinds;
  for (const DiffractionAnalysis& one : analyses) {
    if (!one.cluster || one.cluster->atoms.size() > most_picture_atoms ||
        gallery.pictures.size() == most_pictures)
      continue;
    const crystal::Nanocrystal& atoms = one.cluster->atoms;
    ParticlePicture picture{.title = one.name};
    for (std::size_t i = 0; i < atoms.size(); ++i) {
      const std::string& species = atoms.species[static_cast<std::size_t>(atoms.kind[i])];
      const auto [at, fresh] = kinds.emplace(species, static_cast<std::uint8_t>(kinds.size()));
      if (fresh)
        gallery.kinds.push_back({.label = species,
                                 .color = static_cast<int>(at->second) * 3 % 8,
                                 .radius_nm = at->second % 2 == 0 ? 0.1 : 0.13});
      picture.kind.push_back(at->second);
      for (const double x : atoms.positions_nm[i]) picture.positions_nm.push_back(x);
    }
    gallery.pictures.push_back(std::move(picture));
  }
  if (!gallery.pictures.empty()) figures.emplace_back(std::move(gallery));
}

}  // namespace

std::vector<Figure> diffraction_figures(const DiffractionAnalyses& analyses) {
  std::vector<Figure> figures;
  for (std::size_t c = 0; c < analyses.size(); ++c)
    if (analyses[c].measured) add_measured_figures(analyses, c, figures);
  add_pattern_figure(analyses, figures);
  add_stick_figure(analyses, figures);
  add_gallery(analyses, figures);
  return figures;
}

}  // namespace nacre::study
