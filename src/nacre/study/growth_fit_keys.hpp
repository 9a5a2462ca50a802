// Keys of fits of a synthesis to measured courses.
#pragma once

#include "nacre/study/schema.hpp"

namespace nacre::study {

inline constexpr Key growth_data_keys[] = {
    {.section = "data",
     .name = "file",
     .type = KeyType::paths,
     .description = "measured course of a synthesis, CSV with time_s and any of radius_nm, sigma_nm, "
                    "concentration_mol_m3, yield and their errors radius_err_nm, sigma_err_nm, "
                    "concentration_err_mol_m3, yield_err; a list is several syntheses, fitted together",
     .section_optional = true,
     .suggestion = "\"course.csv\""},
    {.section = "data",
     .name = "temperature",
     .type = KeyType::quantities,
     .description = "of each synthesis, one entry a file; left out: that of [conditions] or [program]",
     .unit = "K",
     .lower = 1,
     .upper = 5000,
     .section_optional = true,
     .suggestion = "[\"503 K\", \"523 K\", \"543 K\"]"},
    {.section = "data",
     .name = "concentration",
     .type = KeyType::quantities,
     .description = "of precursor at time 0, one entry a file; left out: that of [precursor]",
     .unit = "mol/m3",
     .lower = 0,
     .upper = 1e6,
     .section_optional = true,
     .suggestion = "[\"10 mol/m3\", \"20 mol/m3\"]"},
    {.section = "data",
     .name = "error",
     .type = KeyType::number,
     .description =
         "standard error as a share of a column's largest value, for columns without errors; where "
         "no column has errors and this is left out, the scatter sets them",
     .lower = 1e-6,
     .upper = 1,
     .section_optional = true,
     .suggestion = "0.02"},
};

inline constexpr Key growth_fit_keys[] = {
    {.section = "fit",
     .name = "starts",
     .type = KeyType::integer,
     .description = "starting points, the given one and others drawn between the bounds",
     .default_value = "8",
     .lower = 1,
     .upper = 1000,
     .section_optional = true},
    {.section = "fit",
     .name = "intervals",
     .type = KeyType::choice,
     .description = "covariance: errors only; profile: 68 % intervals too, which takes some fifty fits",
     .choices = "covariance | profile",
     .default_value = "\"covariance\"",
     .section_optional = true},
    {.section = "fit",
     .name = "loss",
     .type = KeyType::choice,
     .description = "how residuals count",
     .choices = "squares | huber | soft-l1 | cauchy",
     .default_value = "\"squares\"",
     .section_optional = true},
    {.section = "fit",
     .name = "tolerance",
     .type = KeyType::number,
     .description = "of the solver while it fits; [solver] simulates what was found",
     .default_value = "1e-4",
     .lower = 1e-8,
     .upper = 1e-3,
     .section_optional = true},
    {.section = "fit",
     .name = "resolution",
     .type = KeyType::integer,
     .description = "cohorts over a distribution while it fits",
     .default_value = "80",
     .lower = 12,
     .upper = 2000,
     .section_optional = true},
};

}  // namespace nacre::study
