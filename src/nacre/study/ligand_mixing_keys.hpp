// Keys of the interaction between two ligands, which every kind that fits it shares.
#pragma once

#include "nacre/study/fit_keys.hpp"
#include "nacre/study/schema.hpp"

namespace nacre::study {

inline constexpr Key ligand_name_keys[] = {
    {.section = "data",
     .name = "ligand_a",
     .description = "name of ligand A, whose mole fraction is x_a",
     .default_value = "\"A\"",
     .example = "\"C6SH\""},
    {.section = "data",
     .name = "ligand_b",
     .description = "name of ligand B",
     .default_value = "\"B\"",
     .example = "\"C10SH\""},
};

inline constexpr Key mixing_temperature_key[] = {
    {.section = "data",
     .name = "temperature",
     .type = KeyType::quantity,
     .description = "temperature of the titrations",
     .unit = "K",
     .default_value = "\"303 K\"",
     .scannable = true,
     .lower = 1,
     .upper = 5000},
};

// Errors of the table where it has none.
inline constexpr Key mixing_error_keys[] = {
    {.section = "errors",
     .name = "dH",
     .type = KeyType::quantity,
     .description = "standard error of dH where the file has no dH_err",
     .unit = "kJ/mol",
     .default_value = "\"0.7 kJ/mol\"",
     .lower = 1e-9},
    {.section = "errors",
     .name = "dS",
     .type = KeyType::quantity,
     .description =
         "standard error of dS where the file has no dS_err; used only if dH or dG was not measured",
     .unit = "J/(mol K)",
     .default_value = "\"5 J/(mol K)\"",
     .lower = 1e-9},
    {.section = "errors",
     .name = "dG",
     .type = KeyType::quantity,
     .description = "standard error of dG where the file has no dG_err",
     .unit = "kJ/mol",
     .default_value = "\"0.4 kJ/mol\"",
     .lower = 1e-9},
    {.section = "errors",
     .name = "correlation",
     .type = KeyType::number,
     .description = "correlation of the errors of dH and dG",
     .default_value = "0.0",
     .lower = -0.99,
     .upper = 0.99},
};

inline constexpr Key mixing_model_keys[] = {
    {.section = "model",
     .name = "lattice",
     .type = KeyType::choice,
     .description = "lattice of binding sites",
     .choices = "square | triangular | surface",
     .default_value = "\"square\""},
    {.section = "model",
     .name = "size",
     .type = KeyType::sides,
     .description = "sites along both sides, periodic",
     .default_value = "[11, 11]",
     .scannable = true},
    {.section = "model",
     .name = "interaction",
     .type = KeyType::choice,
     .description = "which lattice model owns the quantities chi_G, chi_H, chi_S",
     .choices = "constant | composition-dependent",
     .default_value = "\"constant\"",
     .scannable = true},
    {.section = "model",
     .name = "chi_G",
     .type = KeyType::parameter,
     .description = "free energy of unlike neighbours, z times that of one pair",
     .unit = "RT",
     .default_value = "\"fit\""},
    {.section = "model",
     .name = "chi_H",
     .type = KeyType::parameter,
     .description = "enthalpy of unlike neighbours",
     .unit = "kJ/mol",
     .default_value = "\"fit\""},
    {.section = "model",
     .name = "chi_S",
     .type = KeyType::quantity,
     .description =
         "fixes the non-configurational entropy of unlike neighbours; chi_G then follows from chi_H",
     .unit = "J/(mol K)"},
};

inline constexpr Key mixing_interval_key[] = {
    {.section = "fit",
     .name = "intervals",
     .type = KeyType::choice,
     .description = "how the 68 % intervals of the interaction are found",
     .choices = "profile | bootstrap | covariance",
     .default_value = "\"profile\""},
};

// Of a table of exchange thermodynamics, but for the file.
inline constexpr auto mixing_data_keys =
    join_keys(mixing_temperature_key, ligand_name_keys, mixing_error_keys);

inline constexpr auto mixing_fit_keys = join_keys(mixing_interval_key, bootstrap_key);

}  // namespace nacre::study
