#include "nacre/study/assembly_order.hpp"

#include <algorithm>

#include "nacre/assembly/local_density.hpp"
#include "nacre/assembly/nuclei.hpp"

namespace nacre::study {
namespace {

using assembly::Environment;

constexpr std::uint8_t large = 0;

bool fits_local_density(const crystal::Particles& particles, const assembly::LocalDensityOptions& options) {
  for (int k = 0; k < 3; ++k)
    if (particles.box.periodic[k] && particles.box.lengths[k] < 2 * options.radius + options.diameter)
      return false;
  return true;
}

double dense_fraction(const AssemblyPlan& plan, const crystal::Particles& particles,
                      const RunControl& control) {
  const assembly::LocalDensityOptions options;
  if (!plan.dense_above || !fits_local_density(particles, options)) return no_value;
  const std::vector<double> density = assembly::local_density(particles, options, control);
  double dense = 0, all = 0;
  for (std::size_t i = 0; i < density.size(); ++i) {
    if (particles.species[i] != large) continue;
    all += 1;
    dense += density[i] > *plan.dense_above ? 1 : 0;
  }
  return all > 0 ? dense / all : no_value;
}

}  // namespace

std::vector<std::string> environment_names() {
  std::vector<std::string> names;
  for (std::size_t k = 0; k < assembly::environment_count; ++k)
    names.emplace_back(assembly::environment_name(static_cast<Environment>(k)));
  return names;
}

double lasting_nucleus(const AssemblyPlan& plan, const crystal::Particles& particles) {
  const auto all = static_cast<double>(std::ranges::count(particles.species, large));
  const auto smallest = static_cast<double>(plan.smallest_nucleus);
  return std::max(smallest, std::min(4 * smallest, 0.2 * all));
}

AssemblyOrder order_of(const AssemblyPlan& plan, const crystal::Particles& particles,
                       const RunControl& control) {
  const auto small = static_cast<std::uint8_t>(plan.composition.species.size() > 1 ? 1 : 0);
  const auto environments =
      assembly::classify(particles, {.large = large, .small = small, .sought = plan.sought}, control);
  const auto clusters = assembly::nuclei(particles, environments, {.large = large}, control);
  AssemblyOrder order;
  order.row.fractions.assign(environments.fraction.begin(), environments.fraction.end());
  order.row.crystalline = environments.crystalline;
  order.row.largest_nucleus = static_cast<double>(clusters.largest());
  order.row.nuclei = static_cast<int>(std::ranges::count_if(
      clusters.all, [&](const assembly::Nucleus& one) { return one.size >= plan.smallest_nucleus; }));
  order.row.grains = static_cast<int>(clusters.grains);
  order.row.locally_dense = dense_fraction(plan, particles, control);
  for (const Environment one : environments.of) order.environment.push_back(static_cast<std::uint8_t>(one));
  for (const int one : clusters.nucleus_of) order.nucleus.push_back(one + 1);
  if (!clusters.all.empty() && std::isfinite(clusters.all.front().center_to_wall))
    order.center_to_wall = clusters.all.front().center_to_wall;
  return order;
}

}  // namespace nacre::study
