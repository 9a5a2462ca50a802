// Keys of the model-free size distributions of saxs studies.
#pragma once

#include "nacre/study/schema.hpp"

namespace nacre::study {

inline constexpr Key saxs_inversion_keys[] = {
    {.section = "inversion",
     .name = "frames",
     .type = KeyType::integer,
     .description =
         "how many frames get a size distribution without a model, evenly spread over the series; of a "
         "single curve 1",
     .default_value = "0",
     .lower = 0,
     .upper = 1e5,
     .section_optional = true,
     .suggestion = "1"},
    {.section = "inversion",
     .name = "significance",
     .type = KeyType::number,
     .description = "standard deviations that a maximum needs to be claimed",
     .default_value = "4",
     .lower = 0,
     .upper = 100,
     .section_optional = true},
    {.section = "inversion",
     .name = "lower",
     .type = KeyType::quantity,
     .description = "smallest size; left out: 1.5 / q_max",
     .unit = "nm",
     .lower = 1e-3,
     .upper = 1e5,
     .section_optional = true,
     .suggestion = "\"0.5 nm\""},
    {.section = "inversion",
     .name = "upper",
     .type = KeyType::quantity,
     .description = "largest size; left out: pi / q_min",
     .unit = "nm",
     .lower = 1e-3,
     .upper = 1e5,
     .section_optional = true,
     .suggestion = "\"10 nm\""},
};

}  // namespace nacre::study
