#include "nacre/study/pdf_mining_output.hpp"

#include <algorithm>
#include <cmath>

#include "nacre/core/units.hpp"

namespace nacre::study {
namespace {

using scattering::MinedCluster;

std::string formula_of(const MiningRun& run, const MinedCluster& mined) {
  return crystal::formula(run.candidate(mined).atoms);
}

Quantity quantity(const MiningRun& run, std::string name, double value, std::string unit,
                  std::string description, double error = no_value) {
  return {.name = std::move(name),
          .value = value,
          .uncertainty = error,
          .unit = std::move(unit),
          .description = std::move(description),
          .case_label = run.one->label};
}

std::string status_of(const MinedCluster& mined) {
  if (!mined.converged) return "not converged";
  return mined.at_bound ? "at a bound" : "ok";
}

// --- figures ----------------------------------------------------------------------------------

constexpr std::size_t most_structures = 6;  // with a color of their own

std::vector<std::string> structures_of(const MiningRun& run) {
  std::vector<std::string> names;
  for (const MiningCandidate& one : run.candidates.list)
    if (std::ranges::find(names, one.structure) == names.end()) names.push_back(one.structure);
  return names;
}

Curve size_points(const MiningRun& run, const std::vector<std::string>& structures, std::size_t color) {
  Curve curve{.label = structures[color], .mark = Mark::points, .color = static_cast<int>(color)};
  const bool rest = color + 1 == most_structures && structures.size() > most_structures;
  if (rest) curve.label = "others";
  std::vector<const MinedCluster*> own;
  for (const MinedCluster& mined : run.result.ranked) {
    const auto at = std::ranges::find(structures, run.candidate(mined).structure) - structures.begin();
    if (static_cast<std::size_t>(at) == color || (rest && static_cast<std::size_t>(at) > color))
      own.push_back(&mined);
  }
  std::ranges::stable_sort(own, {}, [&](const MinedCluster* mined) { return run.candidate(*mined).size_A; });
  for (const MinedCluster* mined : own) {
    curve.x.push_back(run.candidate(*mined).size_A);
    curve.y.push_back(mined->rw);
    curve.notes.push_back(run.candidate(*mined).name + ", " + formula_of(run, *mined) + ", Rw " +
                          format_rounded(mined->rw, 3));
  }
  return curve;
}

// The highest Rw that the noise cannot tell from the best.
double noise_level(const MiningRun& run) {
  double level = run.result.ranked.front().rw;
  for (const MinedCluster& mined : run.result.ranked)
    if (mined.behind < within_noise) level = std::max(level, mined.rw);
  return level;
}

Plot size_plot(const MiningRun& run) {
  Plot plot{
      .id = "size-and-rw",
      .title = "Size against Rw",
      .caption =
          "Every candidate with its own fit; size is the diameter of the sphere that holds as many "
          "atoms. Dashed: the highest Rw of those that the noise cannot tell from the best. Point at a mark "
          "for its name.",
      .x = {"size", "A"},
      .y = {"Rw", ""}};
  const std::vector<std::string> structures = structures_of(run);
  double low = 1e300, high = 0;
  for (const MiningCandidate& one : run.candidates.list) {
    low = std::min(low, one.size_A);
    high = std::max(high, one.size_A);
  }
  const double level = noise_level(run);
  for (std::size_t k = 0; k < std::min(structures.size(), most_structures); ++k)
    plot.curves.push_back(size_points(run, structures, k));
  plot.curves.push_back(
      {.label = "within the noise", .mark = Mark::dashed, .color = 7, .x = {low, high}, .y = {level, level}});
  return plot;
}

std::vector<double> drawn(const MiningRun& run, const scattering::ClusterSignal& signal,
                          const MinedCluster& mined) {
  std::vector<double> curve(signal.size());
  signal.evaluate(run.candidate(mined).pairs, mined.values, curve, {});
  return curve;
}

Plot curve_plot(const MiningRun& run) {
  const bool is_pdf = run.setup.kind == scattering::SignalKind::pdf;
  Plot plot{
      .id = "best-curves",
      .title = "The best candidates",
      .caption = "Data, the fit of the best candidate with what is left below, and those of the next ones.",
      .x = is_pdf ? Axis{"r", "A"} : Axis{"Q", "1/A"},
      .y = is_pdf ? Axis{"G", "1/A2"} : Axis{"I", ""}};
  std::vector<double> x, y;
  for (const std::size_t i : thinned(run.data.x.size(), 700)) {
    x.push_back(run.data.x[i]);
    y.push_back(run.data.y[i]);
  }
  plot.curves.push_back({.label = "measured", .mark = Mark::points, .color = 7, .x = x, .y = y});
  const scattering::ClusterSignal signal(run.setup, x);
  const auto shown =
      std::min(run.result.ranked.size(), static_cast<std::size_t>(run.one->integer("mining.shown")));
  for (std::size_t k = shown; k-- > 0;) {
    const MinedCluster& mined = run.result.ranked[k];
    plot.curves.push_back({.label = std::to_string(k + 1) + ": " + run.candidate(mined).name,
                           .mark = k == 0 ? Mark::line : Mark::dashed,
                           .color = static_cast<int>(k % 6),
                           .x = x,
                           .y = drawn(run, signal, mined),
                           .shade = k == 0 ? 1 : 0.6});
  }
  const std::vector<double> best = drawn(run, signal, run.result.ranked.front());
  const double offset = std::ranges::min(y) - 0.15 * (std::ranges::max(y) - std::ranges::min(y));
  Curve left{.label = "left by the best", .mark = Mark::line, .color = 6, .x = x};
  for (std::size_t i = 0; i < x.size(); ++i) left.y.push_back(y[i] - best[i] + offset);
  plot.curves.push_back(std::move(left));
  return plot;
}

ParticleGallery gallery(const MiningRun& run) {
  ParticleGallery made{.id = "best-clusters",
                       .title = "The best candidates",
                       .caption = "In the order of their Rw. Drag to turn."};
  const auto& species = run.setup.species;
  for (std::size_t s = 0; s < species.size(); ++s)
    made.kinds.push_back({.label = species[s],
                          .color = s == 0 ? 0 : static_cast<int>(s + 1),
                          .radius_nm = s == 0 ? 0.11 : 0.13});
  const auto shown =
      std::min(run.result.ranked.size(), static_cast<std::size_t>(run.one->integer("mining.shown")));
  for (std::size_t k = 0; k < shown; ++k) {
    const MiningCandidate& one = run.candidate(run.result.ranked[k]);
    ParticlePicture picture{.title =
                                std::to_string(k + 1) + ": " + one.name + ", " + crystal::formula(one.atoms)};
    for (std::size_t i = 0; i < one.atoms.size(); ++i) {
      for (const double x : one.atoms.positions_nm[i]) picture.positions_nm.push_back(x);
      picture.kind.push_back(static_cast<std::uint8_t>(one.atoms.kind[i]));
    }
    made.pictures.push_back(std::move(picture));
  }
  return made;
}

}  // namespace

std::size_t count_within(const MiningRun& run) {
  return static_cast<std::size_t>(std::ranges::count_if(
      run.result.ranked, [](const MinedCluster& mined) { return mined.behind < within_noise; }));
}

std::string mining_headline(const MiningRun& run) {
  const MinedCluster& best = run.result.ranked.front();
  const std::size_t within = count_within(run);
  std::string text = "Of " + std::to_string(run.candidates.list.size()) + " clusters " +
                     run.candidate(best).name + " (" + formula_of(run, best) + ") agrees best, Rw " +
                     format_rounded(best.rw, 3) + "; ";
  if (within == 1) return text + "the noise tells it from all others.";
  return text + std::to_string(within - 1) + (within == 2 ? " other is" : " others are") +
         " within two standard deviations of the noise.";
}

std::vector<Quantity> mining_quantities(const MiningRun& run) {
  const MinedCluster& best = run.result.ranked.front();
  std::vector<Quantity> list{
      quantity(run, "candidates", static_cast<double>(run.candidates.list.size()), "",
               "different clusters compared"),
      quantity(run, "within_noise", static_cast<double>(count_within(run)), "",
               "of them less than two standard deviations of the noise behind the best, itself included"),
      quantity(run, "best_Rw", best.rw, "", "of the best, peaks with 1/r_ij"),
      quantity(run, "best_atoms", static_cast<double>(run.candidate(best).atoms.size()), "", "of the best"),
      quantity(run, "best_size", run.candidate(best).size_A, "A",
               "diameter of the sphere with as many atoms"),
      quantity(run, "scale", best.values.scale, "", "of the best", best.errors.scale),
      quantity(run, "U", best.values.u_A2, "A2", "of the best", best.errors.u_A2),
      quantity(run, "expansion", best.values.expansion, "", "of the best", best.errors.expansion),
      quantity(run, "misfit", run.result.misfit, "",
               "factor of the errors of the points; where they have none, their size")};
  if (run.setup.kind == scattering::SignalKind::pdf)
    list.push_back(
        quantity(run, "delta2", best.values.delta2_A2, "A2", "of the best", best.errors.delta2_A2));
  return list;
}

std::vector<std::string> mining_warnings(const MiningRun& run) {
  std::vector<std::string> warnings = run.warnings;
  const MinedCluster& best = run.result.ranked.front();
  const auto failed = std::ranges::count(run.result.ranked, false, &MinedCluster::converged);
  if (failed > 0) warnings.push_back(std::to_string(failed) + " fits did not converge");
  if (best.at_bound) warnings.push_back("a parameter of the best cluster is at its bound");
  if (run.result.misfit > 2 && !run.compared.sigma.empty())
    warnings.push_back("no candidate describes the data: what the best leaves is " +
                       format_rounded(run.result.misfit, 2) + " times their errors");
  double low = 1e300, high = 0;
  for (const MiningCandidate& one : run.candidates.list) {
    low = std::min(low, one.size_A);
    high = std::max(high, one.size_A);
  }
  const double size = run.candidate(best).size_A;
  if (run.candidates.list.size() > 2 && (size == low || size == high))
    warnings.push_back("the best cluster is the " + std::string(size == low ? "smallest" : "largest") +
                       " of all: widen the sizes");
  return warnings;
}

Table mining_table(const MiningRun& run) {
  Table table{
      .name = "candidates",
      .title = "Candidates by Rw",
      .notes = {"Rw = sqrt(sum w (data - fit)^2 / sum w data^2) over " +
                    std::to_string(run.compared.x.size()) + " independent points; " + run.error_statement,
                "behind: how much worse than the best, in standard deviations of what noise does to that "
                "difference; below 2 the noise cannot tell the two",
                std::to_string(run.candidates.repeated) +
                    " cuts were left out as they hold the same atoms as another"}};
  table.columns = {{"rank", ""},          {"name", ""},      {"structure", ""},     {"form", ""},
                   {"formula", ""},       {"atoms", ""},     {"size_A", ""},        {"rw", ""},
                   {"chi2", ""},          {"behind", ""},    {"scale", ""},         {"u_A2", ""},
                   {"u_err_A2", ""},      {"expansion", ""}, {"expansion_err", ""}, {"delta2_A2", ""},
                   {"delta2_err_A2", ""}, {"status", ""}};
  for (std::size_t k = 0; k < run.result.ranked.size(); ++k) {
    const MinedCluster& mined = run.result.ranked[k];
    const MiningCandidate& one = run.candidate(mined);
    table.rows.push_back(
        {static_cast<std::int64_t>(k + 1), one.name, one.structure, one.form, crystal::formula(one.atoms),
         static_cast<std::int64_t>(one.atoms.size()), one.size_A, mined.rw, mined.chi2, mined.behind,
         mined.values.scale, mined.values.u_A2, mined.errors.u_A2, mined.values.expansion,
         mined.errors.expansion, mined.values.delta2_A2, mined.errors.delta2_A2, status_of(mined)});
  }
  return table;
}

std::vector<Figure> mining_figures(const MiningRun& run) {
  return {size_plot(run), curve_plot(run), gallery(run)};
}

}  // namespace nacre::study
