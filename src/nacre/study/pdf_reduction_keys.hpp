// Keys of the reduction of total scattering.
#pragma once

#include "nacre/study/schema.hpp"

namespace nacre::study {

inline constexpr Key pdf_reduction_keys[] = {
    {.section = "reduction",
     .name = "file",
     .type = KeyType::path,
     .description = "I(Q) to be reduced to G(r)",
     .section_optional = true,
     .suggestion = "\"sample.iq\""},
};

}  // namespace nacre::study
