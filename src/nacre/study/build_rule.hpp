// What a study of clusters asks for, as rules of the builder.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "nacre/crystal/builder.hpp"
#include "nacre/study/study.hpp"

namespace nacre::study {

// One case: a rule, or a cluster that was read.
struct BuildPlan {
  const Case* one = nullptr;
  crystal::ClusterRule rule{};
  std::optional<crystal::Nanocrystal> read{};
  std::vector<std::string> cations{};  // by name, of core and shell; all elements of a metal
  std::vector<std::string> anions{};
};

inline constexpr double most_built_atoms = 500000;

// Throws Error (usage): keys that are missing or do not go together, unknown elements; (data): files.
BuildPlan read_build_plan(const Case& one, std::uint64_t seed, std::size_t replica);

// Builds or takes what was read. Throws Error (usage) with the reason, for an empty or a huge cluster too.
crystal::Cluster build_planned(const BuildPlan& plan);

}  // namespace nacre::study
