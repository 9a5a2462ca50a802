// Keys that every fit has.
#pragma once

#include "nacre/study/schema.hpp"

namespace nacre::study {

inline constexpr Key fit_loss_key[] = {
    {.section = "fit",
     .name = "loss",
     .type = KeyType::choice,
     .description = "how residuals count",
     .choices = "squares | huber | soft-l1 | cauchy",
     .default_value = "\"squares\""},
};

}  // namespace nacre::study
