#include "nacre/study/titration_names.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "nacre/study/slug.hpp"

namespace nacre::study {
namespace {

namespace fs = std::filesystem;

// The folders that all files share.
fs::path common_folder(const std::vector<std::string>& files) {
  fs::path common = fs::path(files.front()).parent_path();
  for (const std::string& file : files) {
    const fs::path folder = fs::path(file).parent_path();
    const auto end = std::ranges::mismatch(common, folder).in1;
    fs::path shared;
    for (auto part = common.begin(); part != end; ++part) shared /= *part;
    common = shared;
  }
  return common;
}

std::string without_slashes(const fs::path& path) {
  std::string text = path.generic_string();
  std::ranges::replace(text, '/', '-');
  return text;
}

std::vector<bool> repeated(const std::vector<std::string>& names) {
  std::map<std::string, int> count;
  for (const std::string& name : names) ++count[slug_of(name)];
  std::vector<bool> result;
  for (const std::string& name : names) result.push_back(count[slug_of(name)] > 1);
  return result;
}

template <typename Name>
void rename_repeated(std::vector<std::string>& names, const Name& name) {
  const std::vector<bool> twice = repeated(names);
  for (std::size_t i = 0; i < names.size(); ++i)
    if (twice[i]) names[i] = name(i);
}

// The endings told nothing: they go again.
void number_repeated(std::vector<std::string>& names, const std::vector<std::string>& without_ending) {
  const std::vector<bool> twice = repeated(names);
  std::set<std::string> taken;
  for (const std::string& name : names) taken.insert(slug_of(name));
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!twice[i]) continue;
    int number = 1;
    const auto numbered = [&] { return without_ending[i] + "-" + std::to_string(number); };
    while (!taken.insert(slug_of(numbered())).second) ++number;
    names[i] = numbered();
  }
}

}  // namespace

std::vector<std::string> titration_names(const std::vector<std::string>& files) {
  std::vector<std::string> names;
  for (const std::string& file : files) names.push_back(fs::path(file).stem().string());
  if (files.empty()) return names;
  const fs::path common = common_folder(files);
  const auto below_common = [&](std::size_t i) {
    const fs::path file = files[i];
    return common.empty() ? file : file.lexically_relative(common);
  };
  rename_repeated(names, [&](std::size_t i) { return without_slashes(below_common(i).replace_extension()); });
  const auto without_ending = names;
  rename_repeated(names, [&](std::size_t i) { return without_slashes(below_common(i)); });
  number_repeated(names, without_ending);
  return names;
}

}  // namespace nacre::study
