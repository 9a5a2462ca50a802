// Keys of Bragg peaks of assemblies.
#pragma once

#include "nacre/study/saxs_keys.hpp"
#include "nacre/study/schema.hpp"

namespace nacre::study {

inline constexpr Key bragg_data_keys[] = {
    {.section = "data",
     .name = "file",
     .type = KeyType::path,
     .description =
         "a curve (text, canSAS XML, NXcanSAS, PDH), a stack of them in HDF5, or a folder of curves; "
         "a list is one case each",
     .required = true,
     .scannable = true,
     .example = "\"bragg.csv\""},
    {.section = "data",
     .name = "q_unit",
     .type = KeyType::choice,
     .description = "of q, where the files do not say; never guessed",
     .choices = "1/nm | 1/A",
     .suggestion = "\"1/A\""},
    {.section = "data",
     .name = "q_min",
     .type = KeyType::quantity,
     .description = "points below are left out",
     .unit = "1/A",
     .lower = 0,
     .upper = 1e3,
     .suggestion = "\"0.1 1/A\""},
    {.section = "data",
     .name = "q_max",
     .type = KeyType::quantity,
     .description = "points above are left out",
     .unit = "1/A",
     .lower = 0,
     .upper = 1e3,
     .suggestion = "\"0.8 1/A\""},
    {.section = "data",
     .name = "error",
     .type = KeyType::number,
     .description =
         "standard error as a share of the intensity, where the files have none; left out: 0.02 as "
         "weights, and the scatter about the fit sets the uncertainties",
     .lower = 1e-9,
     .upper = 10,
     .suggestion = "0.02"},
};

// Of peaks on any axis; widths carry the unit of the axis in the kinds that use them.
inline constexpr Key peak_shape_keys[] = {
    {.section = "peaks",
     .name = "shape",
     .type = KeyType::choice,
     .description = "of the peaks; pseudo-voigt: one share of Lorentzian for all is fitted",
     .choices = "pseudo-voigt | lorentzian | gaussian",
     .default_value = "\"pseudo-voigt\"",
     .scannable = true},
    {.section = "peaks",
     .name = "background",
     .type = KeyType::choice,
     .description = "below them: a constant, a constant with a power law, or a polynomial",
     .choices = "constant | power-law | polynomial",
     .default_value = "\"power-law\"",
     .scannable = true},
    {.section = "peaks",
     .name = "degree",
     .type = KeyType::integer,
     .description = "of the polynomial",
     .default_value = "3",
     .lower = 0,
     .upper = 12},
    {.section = "peaks",
     .name = "significance",
     .type = KeyType::number,
     .description = "standard errors by which a peak stands out, when found and when fitted",
     .default_value = "5",
     .lower = 1,
     .upper = 1e6},
    {.section = "peaks",
     .name = "most",
     .type = KeyType::integer,
     .description = "peaks that are looked for at most",
     .default_value = "12",
     .lower = 1,
     .upper = 40},
};

inline constexpr Key bragg_peak_keys[] = {
    {.section = "peaks",
     .name = "narrowest",
     .type = KeyType::quantity,
     .description = "least full width at half maximum; left out: three steps of the curve",
     .unit = "1/A",
     .lower = 1e-9,
     .upper = 1e3,
     .suggestion = "\"0.005 1/A\""},
    {.section = "peaks",
     .name = "widest",
     .type = KeyType::quantity,
     .description = "largest one; left out: a quarter of the range",
     .unit = "1/A",
     .lower = 1e-9,
     .upper = 1e3,
     .suggestion = "\"0.1 1/A\""},
    {.section = "lattice",
     .name = "tolerance",
     .type = KeyType::number,
     .description = "error of q from peak to peak beyond that of the fit, as a share: calibration, asymmetry",
     .default_value = "0.003",
     .lower = 1e-6,
     .upper = 0.2},
    {.section = "lattice",
     .name = "faint",
     .type = KeyType::number,
     .description =
         "a reflection is missing if it would be seen even so many times weaker than its neighbours "
         "let expect",
     .default_value = "10",
     .lower = 1,
     .upper = 1e6},
    {.section = "lattice",
     .name = "ligand_gap",
     .type = KeyType::quantity,
     .description = "from surface to surface of neighbours; gives the size of a particle",
     .unit = "A",
     .scannable = true,
     .lower = 0,
     .upper = 1000,
     .suggestion = "\"3.0 A\""},
};

inline constexpr auto bragg_keys =
    join_keys(bragg_data_keys, saxs_dataset_keys, peak_shape_keys, bragg_peak_keys);

}  // namespace nacre::study
