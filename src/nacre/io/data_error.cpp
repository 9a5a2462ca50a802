#include "nacre/io/data_error.hpp"

#include <utility>

#include "nacre/core/error.hpp"

namespace nacre::io {

void fail_with_file(const std::filesystem::path& file, std::string message, std::string found,
                    std::string expected, std::string hint) {
  Place place;
  place.file = file.string();
  throw Error({ExitCode::data, std::move(place), std::move(message), std::move(found), std::move(expected),
               std::move(hint)});
}

}  // namespace nacre::io
