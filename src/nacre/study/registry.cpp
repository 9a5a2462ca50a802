#include "nacre/study/registry.hpp"

namespace nacre::study {

extern const Kind absorption;
extern const Kind assembly_kind;
extern const Kind bragg;
extern const Kind build_kind;
extern const Kind competitive_langmuir;
extern const Kind composition;
extern const Kind diffraction;
extern const Kind emission;
extern const Kind exafs;
extern const Kind growth_kind;
extern const Kind growth_regime;
extern const Kind isomerization;
extern const Kind ligand_mixing;
extern const Kind ligand_shell;
extern const Kind pdf_kind;
extern const Kind saxs_kind;
extern const Kind surface_sites;
extern const Kind titration;
extern const Kind titration_plan;
extern const Kind titration_series;

namespace {
const Kind* const all_kinds[] = {
    &absorption,
    &assembly_kind,
    &bragg,
    &build_kind,
    &competitive_langmuir,
    &composition,
    &diffraction,
    &emission,
    &exafs,
    &growth_kind,
    &growth_regime,
    &isomerization,
    &ligand_mixing,
    &ligand_shell,
    &pdf_kind,
    &saxs_kind,
    &surface_sites,
    &titration,
    &titration_plan,
    &titration_series,
};
}  // namespace

std::span<const Kind* const> kinds() { return all_kinds; }

const Kind* find_kind(std::string_view name) {
  for (const Kind* kind : all_kinds)
    if (kind->name == name) return kind;
  return nullptr;
}

}  // namespace nacre::study
