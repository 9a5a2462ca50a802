// Keys of the search for clusters.
#pragma once

#include "nacre/study/schema.hpp"

namespace nacre::study {

inline constexpr Key pdf_mining_keys[] = {
    {.section = "mining",
     .name = "file",
     .type = KeyType::path,
     .description = "the measured curve against which clusters are ranked",
     .section_optional = true,
     .suggestion = "\"sample.gr\""},
};

}  // namespace nacre::study
