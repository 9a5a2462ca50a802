#include "nacre/study/pdf_mining_candidates.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <stdexcept>

#include "nacre/core/parallel.hpp"
#include "nacre/core/units.hpp"
#include "nacre/crystal/elements.hpp"
#include "nacre/io/structure_files.hpp"
#include "nacre/io/text_lines.hpp"
#include "nacre/scattering/pair_binning.hpp"

namespace nacre::study {
namespace {

using crystal::Centre;
using crystal::ClusterRule;
using crystal::Form;

constexpr double most_atoms = 20000;  // of one candidate: 2e8 pairs, a second
constexpr std::size_t most_candidates = 100000;

struct NamedForm {
  const char* name;
  Form form;
};
constexpr NamedForm forms[] = {
    {"sphere", Form::sphere},           {"cube", Form::cube},
    {"tetrahedron", Form::tetrahedron}, {"truncated-tetrahedron", Form::truncated_tetrahedron},
    {"octahedron", Form::octahedron},   {"truncated-octahedron", Form::truncated_octahedron}};
struct NamedCentre {
  const char* name;
  Centre centre;
};
constexpr NamedCentre centres[] = {
    {"cation", Centre::cation}, {"anion", Centre::anion}, {"bond", Centre::bond}};

std::vector<std::string> words_of(const Case& one, const char* key) {
  std::vector<std::string> words;
  for (const io::TextCell& cell : io::split_cells(one.text(key), ','))
    if (!cell.text.empty()) words.push_back(cell.text);
  if (words.empty()) throw one.error(key, "is empty");
  return words;
}

// The entry of a table with this name.
template <typename Entry, std::size_t n>
const Entry& named(const Case& one, const char* key, const Entry (&table)[n], const std::string& word) {
  std::vector<std::string> names;
  std::string list;
  for (const Entry& entry : table) {
    if (entry.name == word) return entry;
    names.emplace_back(entry.name);
    list += (list.empty() ? "" : ", ") + names.back();
  }
  throw one.error(key, "there is no \"" + word + "\"", word, list, did_you_mean(word, names));
}

struct Structure {
  std::string name;
  ClusterRule rule;  // without form and size
};

// All structures have bonds of one length: a = 4/sqrt3 b in zinc blende, 2 b in rock salt, sqrt(8/3) b in
// wurtzite.
double cell_edge_nm(const std::string& prototype, double bond_A) {
  const double factor = prototype == "rock-salt"  ? 2
                        : prototype == "wurtzite" ? std::sqrt(8.0 / 3)
                                                  : 4 / std::sqrt(3.0);
  return 0.1 * factor * bond_A;
}

Structure structure_named(const Case& one, const std::string& word, const std::vector<std::string>& species) {
  Structure structure{.name = word, .rule = {}};
  const bool sequence = word.find_first_not_of("ABC") == word.npos;
  structure.rule.structure = sequence ? "zinc-blende" : word;
  if (sequence) structure.rule.stacking = word;
  if (!sequence && word != "zinc-blende" && word != "wurtzite" && word != "rock-salt")
    throw one.error("mining.structures", "there is no structure \"" + word + "\"", word,
                    "zinc-blende, wurtzite, rock-salt, or a sequence of the layers A, B, C",
                    did_you_mean(word, std::vector<std::string>{"zinc-blende", "wurtzite", "rock-salt"}));
  structure.rule.lattice = {.species = species,
                            .a_nm = cell_edge_nm(structure.rule.structure, one.number("mining.bond"))};
  return structure;
}

std::vector<std::string> species_of(const Case& one) {
  const std::vector<std::string> species = words_of(one, "mining.species");
  if (species.size() != 2)
    throw one.error("mining.species", "is not a cation and an anion", {}, "\"Cd, Se\"");
  for (const std::string& symbol : species)
    if (crystal::find_element(symbol) == nullptr)
      throw one.error("mining.species", "there is no element \"" + symbol + "\"", symbol, "\"Cd, Se\"");
  return species;
}

std::vector<Structure> structures_of(const Case& one, std::uint64_t seed) {
  const std::vector<std::string> species = species_of(one);
  std::vector<Structure> all;
  for (const std::string& word : words_of(one, "mining.structures"))
    all.push_back(structure_named(one, word, species));
  if (!one.has("mining.faults")) return all;
  for (const double probability : one.at("mining.faults").numbers) {
    if (!(probability > 0 && probability < 1))
      throw one.error("mining.faults", "a probability is not between 0 and 1", format_number(probability));
    for (std::int64_t replica = 0; replica < one.integer("mining.replicas"); ++replica) {
      Structure faulted = structure_named(one, "zinc-blende", species);
      faulted.name = "faults " + format_number(probability);
      faulted.rule.fault_probability = probability;
      faulted.rule.seed = seed;
      faulted.rule.replica = static_cast<std::uint64_t>(replica);
      all.push_back(std::move(faulted));
    }
  }
  return all;
}

std::vector<double> sizes_of(const Case& one) {
  const std::vector<double>& range = one.at("mining.sizes").numbers;
  if (range.size() != 3 || range[1] < range[0] || range[2] <= 0)
    throw one.error("mining.sizes", "is not from, to and step", {}, "[\"14 A\", \"30 A\", \"1 A\"]");
  std::vector<double> sizes;
  const auto steps = static_cast<std::size_t>((range[1] - range[0]) / range[2] + 1e-9);
  if (steps > most_candidates)
    throw one.error("mining.sizes", "the step is too small", std::to_string(steps) + " sizes");
  for (std::size_t i = 0; i <= steps; ++i) sizes.push_back(range[0] + static_cast<double>(i) * range[2]);
  return sizes;
}

std::string rule_name(const Structure& structure, const std::string& form, double size_A,
                      const char* centre) {
  const std::string copy =
      structure.rule.fault_probability > 0 ? " (" + std::to_string(structure.rule.replica + 1) + ")" : "";
  return structure.name + copy + " " + form + " of " + format_rounded(size_A, 4) + " A about " +
         (std::string(centre) == "anion" ? "an " : "a ") + centre;
}

void require_few_atoms(const Case& one, const ClusterRule& rule) {
  const double atoms = crystal::expected_atoms(rule);
  if (atoms > most_atoms)
    throw one.error("mining.sizes", "the largest clusters have too many atoms to be ranked",
                    "about " + format_rounded(atoms, 2), "at most " + format_number(most_atoms));
}

MiningRule rule_for(const Case& one, const Structure& structure, const std::string& form, double size_A,
                    const NamedCentre& centre) {
  MiningRule made{.rule = structure.rule,
                  .name = rule_name(structure, form, size_A, centre.name),
                  .structure = structure.name,
                  .form = form};
  made.rule.form = named(one, "mining.forms", forms, form).form;
  made.rule.diameter_nm = 0.1 * size_A;
  made.rule.centre = centre.centre;
  const auto least = static_cast<int>(one.integer("mining.least_bonds"));
  if (least > 0)
    for (const std::string& species : structure.rule.lattice.species) made.rule.least_bonds[species] = least;
  return made;
}

// Diameter of a sphere of the crystal with so many atoms: 8 in a^3 of zinc blende and of rock salt, and zinc
// blende's in all of its stackings.
double size_of(const MiningRule& made, std::size_t atoms, double bond_A) {
  const std::string& structure = made.rule.structure;
  const double a = 10 * cell_edge_nm(structure == "wurtzite" ? "zinc-blende" : structure, bond_A);
  return std::cbrt(6 / std::numbers::pi * static_cast<double>(atoms) * a * a * a / 8);
}

void build_one(const Case& one, const MiningRule& made, double bin_A, MiningCandidate& candidate) {
  candidate = {.name = made.name,
               .structure = made.structure,
               .form = made.form,
               .asked_A = 10 * made.rule.diameter_nm};
  try {
    candidate.atoms = crystal::build(made.rule).atoms;
  } catch (const std::invalid_argument& reason) {
    throw one.error("mining.sizes", made.name + " cannot be built: " + reason.what());
  }
  candidate.size_A = size_of(made, candidate.atoms.size(), one.number("mining.bond"));
  if (candidate.atoms.size() > 1) candidate.pairs = scattering::binned_pairs(candidate.atoms, bin_A);
}

MiningCandidate read_one(const std::string& path, double bin_A) {
  const std::filesystem::path file(path);
  MiningCandidate candidate{
      .name = file.filename().string(), .structure = "file", .form = "file", .atoms = io::read_cluster(file)};
  candidate.size_A = 10 * crystal::extent_nm(candidate.atoms);
  if (candidate.atoms.size() > 1) candidate.pairs = scattering::binned_pairs(candidate.atoms, bin_A);
  return candidate;
}

// Clusters with the same pairs are the same to a powder.
std::vector<double> signature(const scattering::PairHistogram& pairs) {
  std::vector<double> key = pairs.atoms;
  for (const scattering::PairDistances& one : pairs.pairs) {
    double sum = 0, square = 0;
    for (std::size_t k = 0; k < one.size(); ++k) {
      sum += one.count[k] * one.distance_A[k];
      square += one.count[k] * std::pow(one.distance_A[k], 3);
    }
    key.push_back(std::round(sum * 10));
    key.push_back(std::round(square));
  }
  return key;
}

// Of cuts with the same atoms the one stays whose size is nearest to what it holds.
MiningCandidates sorted_out(std::vector<MiningCandidate> all) {
  MiningCandidates candidates;
  std::map<std::vector<double>, std::size_t> seen;
  const auto off = [](const MiningCandidate& one) { return std::abs(one.asked_A - one.size_A); };
  for (MiningCandidate& one : all) {
    if (one.atoms.size() < 2) {
      ++candidates.empty;
      continue;
    }
    const auto [at, is_new] = seen.emplace(signature(one.pairs), candidates.list.size());
    if (is_new) {
      candidates.list.push_back(std::move(one));
      continue;
    }
    ++candidates.repeated;
    MiningCandidate& before = candidates.list[at->second];
    if (off(one) < off(before)) before = std::move(one);
  }
  return candidates;
}

}  // namespace

std::vector<MiningRule> mining_rules(const Case& one, std::uint64_t seed) {
  std::vector<MiningRule> rules;
  if (!one.has("mining.sizes")) {
    if (!one.has("mining.clusters"))
      throw one.error("mining.file", "there are no clusters to compare with", {},
                      "sizes, species and bond under [mining], or clusters");
    return rules;
  }
  for (const char* key : {"mining.species", "mining.bond"})
    if (!one.has(key))
      throw one.error("mining.sizes", std::string("clusters cannot be built without [mining] ") + (key + 7));
  const std::vector<double> sizes = sizes_of(one);
  for (const Structure& structure : structures_of(one, seed))
    for (const std::string& form : words_of(one, "mining.forms"))
      for (const std::string& centre : words_of(one, "mining.centres")) {
        const NamedCentre& about = named(one, "mining.centres", centres, centre);
        require_few_atoms(one, rule_for(one, structure, form, sizes.back(), about).rule);
        for (const double size_A : sizes) rules.push_back(rule_for(one, structure, form, size_A, about));
        if (rules.size() > most_candidates)
          throw one.error("mining.sizes", "there are too many clusters", {},
                          "at most " + std::to_string(most_candidates));
      }
  return rules;
}

MiningCandidates mining_candidates(const Case& one, std::uint64_t seed, double q_max_per_A,
                                   const RunControl& control) {
  const std::vector<MiningRule> rules = mining_rules(one, seed);
  const double bin_A = std::min(0.01, scattering::pair_bin_A(q_max_per_A));
  std::vector<MiningCandidate> all(rules.size());
  Stage stage(control, "building", static_cast<double>(rules.size()), "clusters");
  parallel_for(rules.size(), control, [&](std::size_t i) {
    build_one(one, rules[i], bin_A, all[i]);
    stage.advance(1);
  });
  if (one.has("mining.clusters"))
    for (const std::string& path : one.at("mining.clusters").texts) all.push_back(read_one(path, bin_A));
  MiningCandidates candidates = sorted_out(std::move(all));
  if (candidates.list.empty())
    throw one.error("mining.sizes", "no cluster has two atoms or more", {},
                    "larger sizes, or fewer least_bonds");
  return candidates;
}

}  // namespace nacre::study
