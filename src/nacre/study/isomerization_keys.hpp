// Keys of isomerization studies.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "nacre/study/schema.hpp"
#include "nacre/study/study.hpp"

namespace nacre::study {

inline constexpr Key isomerization_data_keys[] = {
    {.section = "data",
     .name = "file",
     .type = KeyType::paths,
     .description =
         "spectra of one sample in time: a wide CSV (wavelength_nm, then one column a time, as \"4 min\") or "
         "a folder of two-column files; a list is several samples",
     .example = "\"spectra-52.5C.csv\""},
    {.section = "data",
     .name = "temperature",
     .type = KeyType::quantities,
     .description = "of each sample, one entry a file; rates at several of them make an Arrhenius plot",
     .unit = "K",
     .lower = 1,
     .upper = 5000,
     .section_optional = true,
     .suggestion = "\"52.5 degC\""},
    {.section = "data",
     .name = "from_b",
     .type = KeyType::numbers,
     .description = "numbers of the files, from 1, whose sample is B at the start, for A <=> B",
     .lower = 1,
     .upper = 10000,
     .section_optional = true,
     .suggestion = "[2]"},
    {.section = "data",
     .name = "replicates",
     .type = KeyType::boolean,
     .description = "the files are the same experiment again: one rate with its scatter",
     .default_value = "false",
     .section_optional = true},
    {.section = "data",
     .name = "x_unit",
     .type = KeyType::choice,
     .description = "of the first column, where the files do not say",
     .choices = "file | nm | eV",
     .default_value = "\"file\"",
     .section_optional = true},
    {.section = "data",
     .name = "time_unit",
     .type = KeyType::choice,
     .description = "of the headers, where they have plain numbers",
     .choices = "file | s | min | h",
     .default_value = "\"file\"",
     .section_optional = true},
    {.section = "data",
     .name = "window",
     .type = KeyType::quantities,
     .description = "first and last wavelength that are used; left out: all",
     .unit = "nm",
     .lower = 1,
     .upper = 1e6,
     .section_optional = true,
     .suggestion = "[\"295 nm\", \"380 nm\"]"},
    {.section = "data",
     .name = "leave_out",
     .type = KeyType::quantities,
     .description = "times of frames that are not used",
     .unit = "s",
     .lower = 0,
     .section_optional = true,
     .suggestion = "[\"0 min\"]"},
    {.section = "data",
     .name = "misfits",
     .type = KeyType::choice,
     .description = "frames that miss the isosbestic point, as a first one taken during warm-up",
     .choices = "leave-out | keep",
     .default_value = "\"leave-out\"",
     .section_optional = true},
};

inline constexpr Key isomerization_error_keys[] = {
    {.section = "errors",
     .name = "floor",
     .type = KeyType::number,
     .description = "noise of the instrument, absorbance; the least that any absorbance has",
     .default_value = "0.004",
     .lower = 1e-9,
     .upper = 1,
     .section_optional = true},
    {.section = "errors",
     .name = "size",
     .type = KeyType::choice,
     .description = "floor: errors as they are; scatter: scaled so that the residuals have them",
     .choices = "floor | scatter",
     .default_value = "\"floor\"",
     .section_optional = true},
};

inline constexpr Key isomerization_model_keys[] = {
    {.section = "model",
     .name = "law",
     .type = KeyType::choice,
     .description = "auto: A -> B or A -> B -> C, whichever has the lower AIC",
     .choices = "auto | a-to-b | a-b-equilibrium | a-b-c",
     .default_value = "\"auto\"",
     .section_optional = true},
    {.section = "model",
     .name = "dark",
     .type = KeyType::choice,
     .description = "species that does not absorb here, as the intermediate that a cluster grows from",
     .choices = "none | a",
     .default_value = "\"none\"",
     .section_optional = true},
    {.section = "model",
     .name = "peak_shift",
     .type = KeyType::choice,
     .description = "bands that move during the conversion: warn if they do, fit their shift, or ignore it",
     .choices = "warn | fit | ignore",
     .default_value = "\"warn\"",
     .section_optional = true},
    {.section = "model",
     .name = "spectra",
     .type = KeyType::choice,
     .description = "of the species: fitted sample by sample, or one set for all",
     .choices = "apart | shared",
     .default_value = "\"apart\"",
     .section_optional = true},
    {.section = "model",
     .name = "rates",
     .type = KeyType::choice,
     .description = "of several temperatures: fitted one by one, or bound by Arrhenius' law",
     .choices = "apart | arrhenius",
     .default_value = "\"apart\"",
     .section_optional = true},
};

inline constexpr Key isomerization_isosbestic_keys[] = {
    {.section = "isosbestic",
     .name = "window",
     .type = KeyType::quantities,
     .description = "first and last wavelength between which points are looked for",
     .unit = "nm",
     .lower = 1,
     .upper = 1e6,
     .section_optional = true,
     .suggestion = "[\"305 nm\", \"330 nm\"]"},
};

inline constexpr Key isomerization_overlap_keys[] = {
    {.section = "overlap",
     .name = "peak_a",
     .type = KeyType::quantity,
     .description = "of species A; left out: the highest of its spectrum",
     .unit = "nm",
     .lower = 1,
     .upper = 1e6,
     .section_optional = true,
     .suggestion = "\"311 nm\""},
    {.section = "overlap",
     .name = "peak_b",
     .type = KeyType::quantity,
     .description = "of species B",
     .unit = "nm",
     .lower = 1,
     .upper = 1e6,
     .section_optional = true,
     .suggestion = "\"322 nm\""},
    {.section = "overlap",
     .name = "off_peak",
     .type = KeyType::number,
     .description = "absorbance of B at the peak of A over that at its own (eq 3); left out: from the "
                    "spectra of both species that the fit finds",
     .lower = 0,
     .upper = 100,
     .section_optional = true,
     .suggestion = "0.250"},
    {.section = "overlap",
     .name = "extinction_ratio",
     .type = KeyType::number,
     .description = "of B at its peak over A at its own (eq 4)",
     .lower = 0,
     .upper = 100,
     .section_optional = true,
     .suggestion = "0.790"},
    {.section = "overlap",
     .name = "remainder",
     .type = KeyType::choice,
     .description = "what the correction leaves once all of A is gone: fitted, or zero as in the paper",
     .choices = "fit | none",
     .default_value = "\"fit\"",
     .section_optional = true},
};

inline constexpr Key isomerization_table_keys[] = {
    {.section = "rates",
     .name = "file",
     .type = KeyType::path,
     .description =
         "rate constants: temperature_C or temperature_K, and k or ln_k with _per_s, _per_min or _per_h, if "
         "known the same with _err",
     .section_optional = true,
     .suggestion = "\"rate-constants.csv\""},
    {.section = "rates",
     .name = "solvent",
     .type = KeyType::text,
     .description = "rows whose column solvent is this one; a list is one fit each",
     .scannable = true,
     .section_optional = true,
     .suggestion = "\"toluene\""},
    {.section = "rates",
     .name = "leave_out",
     .type = KeyType::quantities,
     .description = "temperatures that are shown but not fitted",
     .unit = "K",
     .lower = 1,
     .upper = 5000,
     .section_optional = true,
     .suggestion = "[\"55 degC\"]"},
    {.section = "equilibrium",
     .name = "file",
     .type = KeyType::path,
     .description =
         "A <=> B at several temperatures: fraction_b, or k_forward_per_min and k_backward_per_min (or "
         "_per_s, _per_h), or both, if known each with _err",
     .section_optional = true,
     .suggestion = "\"two-state.csv\""},
    {.section = "additive",
     .name = "file",
     .type = KeyType::path,
     .description =
         "rate constants against the amount of something added: amount, and k or ln_k as in [rates]",
     .section_optional = true,
     .suggestion = "\"methanol.csv\""},
    {.section = "additive",
     .name = "amount",
     .type = KeyType::text,
     .description = "column with the amount; left out: the first",
     .section_optional = true,
     .suggestion = "\"methanol_uL\""},
};

inline constexpr auto isomerization_keys =
    join_keys(isomerization_data_keys, isomerization_error_keys, isomerization_model_keys,
              isomerization_isosbestic_keys, isomerization_overlap_keys, isomerization_table_keys);

// A choice or number of a section that the study may lack: what it says, or the default of the key.
inline std::string choice_or_default(const Case& one, std::string_view name) {
  if (one.has(name)) return one.text(name);
  for (const Key& key : isomerization_keys)
    if (name == std::string(key.section) + "." + std::string(key.name))
      return std::string(key.default_value.substr(1, key.default_value.size() - 2));
  throw std::logic_error("no key " + std::string(name));
}

}  // namespace nacre::study
