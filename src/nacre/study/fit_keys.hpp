// Keys that fits share.
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

inline constexpr Key bootstrap_key[] = {
    {.section = "fit",
     .name = "replicas",
     .type = KeyType::integer,
     .description = "data sets of the bootstrap",
     .default_value = "200",
     .lower = 20,
     .upper = 100000},
};

}  // namespace nacre::study
