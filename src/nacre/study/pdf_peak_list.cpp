#include "nacre/study/pdf_peak_list.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>

#include "nacre/core/units.hpp"
#include "nacre/core/words.hpp"
#include "nacre/crystal/symmetry.hpp"
#include "nacre/io/structure_files.hpp"
#include "nacre/scattering/scatterers.hpp"

namespace nacre::study {
namespace {

using scattering::Assignment;
using scattering::PdfPeak;
using scattering::Shell;

constexpr std::size_t most_quantities = 12;
constexpr double least_named_share = 0.1;  // smaller shares of a peak are not named
constexpr double weight_q_per_A = 0;       // form factors at Q = 0 weigh the pairs of X-rays: about Z_a Z_b

// Products of amplitudes, <f>^2 left out.
std::vector<std::vector<double>> strengths(const std::vector<std::string>& species, bool neutrons) {
  std::vector<double> amplitude;
  for (const std::string& name : species)
    amplitude.push_back(neutrons ? scattering::neutron_length_fm(name)
                                 : scattering::xray_form_factor(name)(weight_q_per_A));
  std::vector<std::vector<double>> products(species.size());
  for (std::size_t a = 0; a < species.size(); ++a)
    for (const double b : amplitude) products[a].push_back(std::abs(amplitude[a] * b));
  return products;
}

// What the noise of the points is: the errors of the file and the ripples below the first peak, which the
// errors do not know of.
std::vector<double> errors_with_ripples(const GrToList& curve, double ripples) {
  std::vector<double> errors;
  for (std::size_t i = 0; i < curve.r_A.size(); ++i)
    errors.push_back(std::hypot(curve.error_per_A2.empty() ? 0.0 : curve.error_per_A2[i], ripples));
  return errors;
}

void assign(const Case& one, PeakList& list) {
  list.structure = one.text("peaks.structure");
  const crystal::Crystal crystal = io::read_crystal(list.structure);
  list.structure = std::filesystem::path(list.structure).filename().string();
  for (const std::string& name : crystal.species) list.species.push_back(crystal::element_of(name));
  const auto cell = crystal::expanded(crystal);
  const double reach = one.number("peaks.reach");
  list.shells = scattering::shells_of(crystal.lattice, cell, list.r_max_A + reach, one.number("peaks.merge"));
  list.assignments =
      scattering::assign_shells(list.peaks, list.shells, strengths(list.species, list.curve.neutrons), reach);
  list.stretch = scattering::stretch_of(list.peaks, list.assignments);
}

bool wants_neutrons(const Case& one, const GrToList& curve) {
  return one.has("peaks.radiation") ? one.text("peaks.radiation") == "neutron" : curve.neutrons;
}

std::vector<Cell> peak_row(const PeakList& list, std::size_t i) {
  const PdfPeak& peak = list.peaks[i];
  std::vector<Cell> row{list.curve.name, peak.r_A, peak.r_error_A, peak.height_per_A2,
                        peak.prominence_per_A2};
  row.push_back(peak.fwhm_A > 0 ? Cell(peak.fwhm_A) : Cell());
  row.emplace_back(list.name_of(i));
  const bool assigned = i < list.assignments.size() && !list.assignments[i].shells.empty();
  row.push_back(assigned ? Cell(list.assignments[i].distance_A) : Cell());
  row.push_back(assigned ? Cell(peak.r_A - list.assignments[i].distance_A) : Cell());
  const auto neighbours = [&] {
    return list.shells[static_cast<std::size_t>(list.assignments[i].shells.front().shell)].neighbours;
  };
  row.push_back(assigned ? Cell(neighbours()) : Cell());
  row.emplace_back(peak.may_be_ripple ? "may be a ripple" : "");
  return row;
}

Curve peak_marks(const PeakList& list) {
  Curve marks{.label = "peaks", .mark = Mark::points, .color = 1};
  for (std::size_t i = 0; i < list.peaks.size(); ++i) {
    marks.x.push_back(list.peaks[i].r_A);
    marks.y.push_back(list.peaks[i].height_per_A2);
    const std::string name = list.name_of(i);
    marks.notes.push_back(format_rounded(list.peaks[i].r_A, 4) + " A" + (name.empty() ? "" : ", " + name) +
                          (list.peaks[i].may_be_ripple ? ", may be a ripple" : ""));
  }
  return marks;
}

// A stick below the curve for each distance of the crystal, as long as the peak it would make is strong.
std::vector<Curve> shell_sticks(const PeakList& list, double lowest, double length) {
  const auto products = strengths(list.species, list.curve.neutrons);
  const auto strength = [&](const Shell& shell) {
    return products[static_cast<std::size_t>(shell.species_a)][static_cast<std::size_t>(shell.species_b)] *
           shell.pairs_per_A3 / shell.distance_A;
  };
  double strongest = 0;
  for (const Shell& shell : list.shells) strongest = std::max(strongest, strength(shell));
  std::map<std::string, Curve> of_pair;
  for (const Shell& shell : list.shells) {
    if (shell.distance_A > list.r_max_A) continue;
    const std::string name = list.shell_name(shell);
    Curve& curve = of_pair[name.substr(0, name.rfind(' '))];
    const double bottom = lowest - length, top = bottom + length * strength(shell) / strongest;
    curve.x.insert(curve.x.end(), {shell.distance_A, shell.distance_A, shell.distance_A});
    curve.y.insert(curve.y.end(), {bottom, top, bottom});
  }
  std::vector<Curve> curves;
  for (auto& [name, curve] : of_pair) {
    curve.label = "crystal, " + name;
    curve.color = static_cast<int>(curves.size()) + 2;
    curves.push_back(std::move(curve));
  }
  return curves;
}

}  // namespace

std::string PeakList::shell_name(const Shell& shell) const {
  return species[static_cast<std::size_t>(shell.species_a)] + "-" +
         species[static_cast<std::size_t>(shell.species_b)] + " " + std::to_string(shell.number);
}

std::string PeakList::name_of(std::size_t peak) const {
  if (peak >= assignments.size()) return {};
  std::string name;
  for (const auto& [shell, share] : assignments[peak].shells) {
    if (!name.empty() && share < least_named_share) break;
    name += (name.empty() ? "" : " + ") + shell_name(shells[static_cast<std::size_t>(shell)]);
    if (share < 0.995) name += " (" + format_rounded(100 * share, 2) + " %)";
  }
  return name;
}

PeakList list_peaks(const Case& one, GrToList curve, std::string slug) {
  PeakList list{.curve = std::move(curve), .slug = std::move(slug), .label = one.label};
  list.r_min_A = one.number("peaks.r_min");
  list.r_max_A = one.number("peaks.r_max");
  if (list.r_max_A <= list.r_min_A)
    throw one.error("peaks.r_max", "the range of the peaks is empty", format_number(list.r_max_A) + " A",
                    "more than r_min, " + format_number(list.r_min_A) + " A");
  if (list.curve.r_A.back() < list.r_min_A)
    throw one.error("peaks.r_min", "the curve ends before the range of the peaks begins",
                    format_number(list.curve.r_A.back()) + " A");
  if (one.has("peaks.q_max")) list.curve.q_max_per_A = one.number("peaks.q_max");
  list.curve.neutrons = wants_neutrons(one, list.curve);
  const double ripples =
      scattering::ripples_between(list.curve.r_A, list.curve.g_per_A2, 0.5 * list.r_min_A, list.r_min_A);
  list.ripples_per_A2 = std::isfinite(ripples) ? ripples : 0;
  const auto errors = errors_with_ripples(list.curve, list.ripples_per_A2);
  list.peaks = scattering::find_pdf_peaks(list.curve.r_A, list.curve.g_per_A2, errors, 0,
                                          {.r_min_A = list.r_min_A,
                                           .r_max_A = list.r_max_A,
                                           .least_height = one.number("peaks.least_height"),
                                           .half_window_A = one.number("peaks.half_window"),
                                           .q_max_per_A = list.curve.q_max_per_A});
  if (one.has("peaks.structure")) assign(one, list);
  return list;
}

std::vector<Quantity> peak_quantities(const PeakList& list) {
  std::vector<Quantity> quantities;
  for (std::size_t i = 0; i < std::min(list.peaks.size(), most_quantities); ++i) {
    const std::string name = list.name_of(i);
    quantities.push_back({.name = "peak_" + std::to_string(i + 1),
                          .value = list.peaks[i].r_A,
                          .uncertainty = list.peaks[i].r_error_A,
                          .unit = "A",
                          .description = name.empty() ? "maximum of G(r)" : name,
                          .case_label = list.label});
  }
  if (list.stretch)
    quantities.push_back(
        {.name = "stretch",
         .value = list.stretch->factor,
         .uncertainty = list.stretch->error,
         .description = "by which the distances of " + list.structure + " meet the peaks best",
         .case_label = list.label});
  return quantities;
}

Table peak_table(const std::vector<PeakList>& lists) {
  Table table{
      .name = "peaks",
      .title = "Peaks of G(r) and the shells of the crystal that they are",
      .notes = {"shells: pair of species and which of its distances, the nearest is 1; shares of the "
                "scattering where a peak is made of several",
                "the maximum of G lies off the mean distance by the slope under the peak and by ripples"},
      .columns = {{"curve", ""},
                  {"r_A", "maximum, by a parabola through its top"},
                  {"r_err_A", "from the errors of G and its ripples below r_min, with their correlation"},
                  {"height_per_A2", "of the maximum"},
                  {"prominence_per_A2", "above the higher of the valleys beside it"},
                  {"fwhm_A", "full width at half the prominence"},
                  {"shells", ""},
                  {"crystal_A", "mean distance of these shells in the crystal"},
                  {"difference_A", "peak minus crystal"},
                  {"neighbours", "of the first named shell, around an atom of its first species"},
                  {"remark", ""}},
      .rows = {}};
  for (const PeakList& list : lists)
    for (std::size_t i = 0; i < list.peaks.size(); ++i) table.rows.push_back(peak_row(list, i));
  return table;
}

Figure peak_figure(const PeakList& list) {
  Plot plot{.id = "peaks" + (list.slug.empty() ? "" : "-" + list.slug),
            .title = "Peaks of G(r), " + list.curve.name,
            .caption = list.structure.empty() ? "Maxima of G(r)."
                                              : "Maxima of G(r), and below it the distances in " +
                                                    list.structure + ", as long as the pairs there scatter.",
            .x = {"r", "A"},
            .y = {"G", "1/A^2"}};
  Curve line{.label = list.curve.name, .mark = Mark::line, .color = 0};
  double lowest = 0, highest = 0;
  for (std::size_t i = 0; i < list.curve.r_A.size(); ++i) {
    if (list.curve.r_A[i] < 0.5 * list.r_min_A || list.curve.r_A[i] > list.r_max_A) continue;
    line.x.push_back(list.curve.r_A[i]);
    line.y.push_back(list.curve.g_per_A2[i]);
    lowest = std::min(lowest, line.y.back());
    highest = std::max(highest, line.y.back());
  }
  plot.curves.push_back(std::move(line));
  plot.curves.push_back(peak_marks(list));
  if (!list.shells.empty())
    for (Curve& curve : shell_sticks(list, lowest, 0.25 * (highest - lowest)))
      plot.curves.push_back(std::move(curve));
  return plot;
}

std::vector<std::string> peak_warnings(const PeakList& list) {
  std::vector<std::string> warnings;
  if (list.peaks.empty()) warnings.push_back(list.curve.name + ": there is no peak between r_min and r_max.");
  std::vector<std::string> nameless;
  for (std::size_t i = 0; i < list.assignments.size(); ++i)
    if (list.assignments[i].shells.empty() && !list.peaks[i].may_be_ripple)
      nameless.push_back(format_rounded(list.peaks[i].r_A, 4));
  if (!nameless.empty())
    warnings.push_back(list.curve.name + ": " + list.structure + " has no distance near the peaks at " +
                       join(nameless) + " A.");
  if (list.curve.error_per_A2.empty() && list.ripples_per_A2 == 0 && !list.peaks.empty())
    warnings.push_back(list.curve.name +
                       ": the peaks have no errors, since the file has none and no points below r_min.");
  return warnings;
}

std::string peak_headline(const PeakList& list) {
  std::string text = list.curve.name + ": " + std::to_string(list.peaks.size()) + " peaks";
  if (list.peaks.empty()) return text + ".";
  text += ", the first at " + format_with_uncertainty(list.peaks[0].r_A, list.peaks[0].r_error_A) + " A";
  const std::string name = list.name_of(0);
  return text + (name.empty() ? "." : " (" + name + ").");
}

}  // namespace nacre::study
