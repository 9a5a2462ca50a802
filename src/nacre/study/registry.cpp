#include "nacre/study/registry.hpp"

namespace nacre::study {

extern const Kind ligand_mixing;
extern const Kind ligand_shell;

namespace {
const Kind* const all_kinds[] = {
    &ligand_mixing,
    &ligand_shell,
};
}  // namespace

std::span<const Kind* const> kinds() { return all_kinds; }

const Kind* find_kind(std::string_view name) {
  for (const Kind* kind : all_kinds)
    if (kind->name == name) return kind;
  return nullptr;
}

}  // namespace nacre::study
