#include <cmath>

#include "nacre/ligands/clusters.hpp"
#include "nacre/study/cells.hpp"
#include "nacre/study/ligand_shell_rows.hpp"

namespace nacre::study {
namespace {

using ligands::Average;
using ligands::ShellSample;

// The averages of a sample, in the order of the checkpoint.
constexpr Average ShellSample::*averages[] = {
    &ShellSample::unlike_pair_fraction, &ShellSample::mean_cluster_fraction,
    &ShellSample::largest_cluster_fraction, &ShellSample::mean_cluster_area, &ShellSample::clusters};
constexpr double ShellSample::*numbers[] = {&ShellSample::autocorrelation_sweeps,
                                            &ShellSample::effective_samples,
                                            &ShellSample::start_difference_sigmas, &ShellSample::acceptance};
constexpr std::vector<double> ShellSample::*lists[] = {
    &ShellSample::cluster_area_histogram, &ShellSample::trace_sweeps, &ShellSample::trace_from_random,
    &ShellSample::trace_from_separated};

Cell average_cell(const ShellRow& row, Average ShellSample::*member, double Average::*part) {
  if (!row.sample) return {};
  return ((*row.sample).*member).*part;
}

void add_pair(std::vector<Cell>& cells, const ShellRow& row, Average ShellSample::*member) {
  cells.push_back(average_cell(row, member, &Average::mean));
  cells.push_back(average_cell(row, member, &Average::error));
}

std::vector<Cell> scan_row(const ShellRow& row) {
  std::vector<Cell> cells{std::string(ligands::name(row.lattice)),
                          row.surface ? Cell() : Cell(std::int64_t{row.nx}),
                          row.surface ? Cell() : Cell(std::int64_t{row.ny}),
                          row.engine,
                          std::int64_t{row.n_a},
                          row.chi_G_RT,
                          row.unlike_fraction.mean,
                          row.unlike_fraction.error};
  add_pair(cells, row, &ShellSample::mean_cluster_fraction);
  add_pair(cells, row, &ShellSample::largest_cluster_fraction);
  add_pair(cells, row, &ShellSample::mean_cluster_area);
  cells.push_back(row.sample ? Cell(row.pattern) : Cell());
  cells.push_back(ligands::random_unlike_fraction(row.n_a, row.sites()));
  cells.push_back(finite_cell(row.dG_mix_RT));
  const auto sampled = [&row](auto ShellSample::*member) {
    return row.sample ? Cell(static_cast<double>((*row.sample).*member)) : Cell();
  };
  for (const auto member : numbers) cells.push_back(sampled(member));
  cells.push_back(sampled(&ShellSample::equilibration_sweeps));
  cells.push_back(sampled(&ShellSample::sampling_sweeps));
  cells.push_back(sampled(&ShellSample::chains));
  cells.push_back(std::int64_t{row.sites()});
  cells.push_back(row.coordination());
  return cells;
}

Quantity quantity(const ShellRow& row, const char* name, const Average& average, const char* description) {
  return {.name = name,
          .value = average.mean,
          .uncertainty = average.error,
          .description = description,
          .case_label = row.one->label};
}

Array site_positions(const ShellSurface& surface, const std::string& number) {
  Array array{.name = "sites/row-" + number,
              .unit = "nm",
              .description = "positions of the binding sites of the snapshot",
              .shape = {surface.lattice.positions_nm().size(), 3}};
  for (const auto& position : surface.lattice.positions_nm())
    array.values.insert(array.values.end(), position.begin(), position.end());
  return array;
}

}  // namespace

std::vector<double> pack_sample(const ShellSample& sample) {
  std::vector<double> packed;
  for (const auto member : averages)
    packed.insert(packed.end(), {(sample.*member).mean, (sample.*member).error});
  for (const auto member : numbers) packed.push_back(sample.*member);
  packed.push_back(sample.chains);
  packed.push_back(static_cast<double>(sample.equilibration_sweeps));
  packed.push_back(static_cast<double>(sample.sampling_sweeps));
  for (const auto member : lists) {
    packed.push_back(static_cast<double>((sample.*member).size()));
    packed.insert(packed.end(), (sample.*member).begin(), (sample.*member).end());
  }
  packed.insert(packed.end(), sample.snapshot.begin(), sample.snapshot.end());
  return packed;
}

ShellSample unpack_sample(const std::vector<double>& packed, int sites) {
  ShellSample sample;
  std::size_t at = 0;
  for (const auto member : averages) {
    (sample.*member).mean = packed.at(at++);
    (sample.*member).error = packed.at(at++);
  }
  for (const auto member : numbers) sample.*member = packed.at(at++);
  sample.chains = static_cast<int>(packed.at(at++));
  sample.equilibration_sweeps = static_cast<std::uint64_t>(packed.at(at++));
  sample.sampling_sweeps = static_cast<std::uint64_t>(packed.at(at++));
  for (const auto member : lists) {
    const auto n = static_cast<std::size_t>(packed.at(at++));
    for (std::size_t i = 0; i < n; ++i) (sample.*member).push_back(packed.at(at++));
  }
  for (int i = 0; i < sites; ++i) sample.snapshot.push_back(static_cast<std::uint8_t>(packed.at(at++)));
  return sample;
}

Table shell_scan_table(const std::vector<ShellRow>& rows) {
  Table table{
      .name = "scan",
      .title = "Equilibrium patterns",
      .notes = {"one row per case and engine; what an engine cannot give is empty",
                "chi_G = z w, w the free energy of one unlike nearest-neighbour pair, z the coordination",
                "pattern: " + std::string(ligands::pattern_criterion)},
      .columns = {
          {"lattice", ""},
          {"nx", "sites; of a periodic lattice"},
          {"ny", "sites"},
          {"engine",
           "exact: density of states; multi-spin: Metropolis swaps in 512 chains at once; plain: in two"},
          {"n_a", "number of ligands A"},
          {"chi_G_RT", ""},
          {"unlike_pair_fraction", "unlike share of all nearest-neighbour pairs"},
          {"unlike_pair_fraction_err", "standard error; 0 when exact"},
          {"mean_cluster_fraction",
           "mean over both ligands of sum(area^2) / n^2: 1 when each ligand forms one cluster"},
          {"mean_cluster_fraction_err", ""},
          {"largest_cluster_fraction", "largest cluster over the sites of the majority ligand"},
          {"largest_cluster_fraction_err", ""},
          {"mean_cluster_area", "number average, sites"},
          {"mean_cluster_area_err", ""},
          {"pattern", ""},
          {"random_unlike_fraction", "of random mixing, 2 n_a n_b / (N (N - 1))"},
          {"dG_mix_RT", "free energy of mixing per site"},
          {"autocorrelation_sweeps", "integrated, of the unlike pairs"},
          {"effective_samples", ""},
          {"start_difference_sigmas", "difference of the chains from random and from separated starts"},
          {"acceptance", "share of accepted swaps"},
          {"equilibration_sweeps", "of each chain"},
          {"sampling_sweeps", "of each chain"},
          {"chains", "independent ones; one half from random starts, one from separated ones"},
          {"sites", ""},
          {"coordination", "neighbours per site, on average"}}};
  for (const ShellRow& row : rows) table.rows.push_back(scan_row(row));
  return table;
}

// A case that ran on two engines reports the exact unlike-pair fraction and the sampled clusters.
std::vector<Quantity> shell_quantities(const std::vector<ShellRow>& rows) {
  std::vector<Quantity> list;
  const Case* with_exact = nullptr;
  for (const ShellRow& row : rows) {
    if (row.one != with_exact)
      list.push_back(
          quantity(row, "unlike_pair_fraction", row.unlike_fraction, "unlike share of all neighbour pairs"));
    if (row.engine == "exact") with_exact = row.one;
    if (!row.sample) continue;
    list.push_back(quantity(row, "mean_cluster_fraction", row.sample->mean_cluster_fraction,
                            "clusters of like ligands, 1 when each ligand forms a single one"));
    list.push_back(quantity(row, "largest_cluster_fraction", row.sample->largest_cluster_fraction,
                            "largest cluster over the sites of the majority ligand"));
  }
  return list;
}

std::vector<Array> shell_arrays(const std::vector<ShellRow>& rows) {
  std::vector<Array> arrays;
  for (const ShellRow& row : rows) {
    if (!row.sample) continue;
    const std::string number = std::to_string(row.index + 1);
    const auto& snapshot = row.sample->snapshot;
    arrays.push_back(
        {.name = "snapshots/row-" + number,
         .unit = "1",
         .description = "arrangement, 1 is ligand A; chi_G / RT = " + std::to_string(row.chi_G_RT),
         .shape = {static_cast<std::size_t>(row.ny), static_cast<std::size_t>(row.nx)},
         .values = {snapshot.begin(), snapshot.end()}});
    if (row.surface) arrays.push_back(site_positions(*row.surface, number));
    const auto& histogram = row.sample->cluster_area_histogram;
    arrays.push_back({.name = "cluster_areas/row-" + number,
                      .unit = "1",
                      .description = "mean number of clusters with area in [2^k, 2^(k+1)) sites",
                      .shape = {histogram.size()},
                      .values = histogram});
  }
  return arrays;
}

}  // namespace nacre::study
