#include "nacre/study/slug.hpp"

#include <cctype>

namespace nacre::study {

std::string slug_of(const std::string& name) {
  std::string slug;
  for (const char c : name) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0 && static_cast<unsigned char>(c) < 128)
      slug += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    else if (!slug.empty() && slug.back() != '-')
      slug += '-';
  }
  return slug;
}

std::string unique_slug(const std::string& slug, std::set<std::string>& taken) {
  std::string unique = slug;
  for (int number = 2; !taken.insert(unique).second; ++number) unique = slug + "-" + std::to_string(number);
  return unique;
}

}  // namespace nacre::study
