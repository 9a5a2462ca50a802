#include "nacre/io/frame_folder.hpp"

#include <algorithm>
#include <cctype>
#include <system_error>

#include "nacre/io/data_error.hpp"
#include "nacre/io/frame_units.hpp"

namespace nacre::io {
namespace {

namespace fs = std::filesystem;

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

// The digits at the front without leading zeros, taken off the text.
std::string_view take_digits(std::string_view& text) {
  std::size_t end = 0;
  while (end < text.size() && is_digit(text[end])) ++end;
  std::string_view digits = text.substr(0, end);
  text.remove_prefix(end);
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
  return digits;
}

// -1, 0 or 1.
int compare_naturally(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    if (is_digit(a[0]) && is_digit(b[0])) {
      const std::string_view m = take_digits(a), n = take_digits(b);
      if (m.size() != n.size()) return m.size() < n.size() ? -1 : 1;
      if (m != n) return m < n ? -1 : 1;
      continue;
    }
    const int p = std::tolower(static_cast<unsigned char>(a[0]));
    const int q = std::tolower(static_cast<unsigned char>(b[0]));
    if (p != q) return p < q ? -1 : 1;
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  return a.empty() == b.empty() ? 0 : a.empty() ? -1 : 1;
}

bool is_data(const fs::path& path, std::span<const std::string_view> extensions) {
  const std::string name = lower_case(path.filename().string());
  if (name.starts_with("readme") || name.starts_with("license")) return false;
  return std::ranges::find(extensions, lower_case(path.extension().string())) != extensions.end();
}

std::string joined(std::span<const std::string_view> words) {
  std::string text;
  for (const std::string_view word : words) text += (text.empty() ? "" : " ") + std::string(word);
  return text;
}

std::string told_of(const fs::path& folder, std::vector<std::string> others) {
  constexpr std::size_t most_named = 3;
  std::ranges::sort(others, natural_less);
  std::string text =
      folder.string() + ": " + std::to_string(others.size()) +
      (others.size() == 1 ? " entry that is no data file is" : " entries that are no data files are") +
      " left out: ";
  for (std::size_t i = 0; i < std::min(others.size(), most_named); ++i)
    text += (i > 0 ? ", " : "") + others[i];
  return text + (others.size() > most_named ? ", ..." : "");
}

void add_folder(const fs::path& folder, std::span<const std::string_view> extensions, FrameFiles& all) {
  std::error_code error;
  std::vector<fs::path> files;
  std::vector<std::string> others;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (name.starts_with(".")) continue;
    std::error_code unknown;
    if (entry->is_regular_file(unknown) && is_data(entry->path(), extensions))
      files.push_back(entry->path());
    else
      others.push_back(name);
  }
  if (error) fail_with_file(folder, "cannot be read: " + error.message());
  if (files.empty())
    fail_with_file(folder, "has no data files", others.empty() ? "an empty folder" : told_of(folder, others),
                   "files that end with " + joined(extensions));
  std::ranges::sort(files, [](const fs::path& a, const fs::path& b) {
    return natural_less(a.filename().string(), b.filename().string());
  });
  all.files.insert(all.files.end(), files.begin(), files.end());
  if (!others.empty()) all.warnings.push_back(told_of(folder, others));
}

}  // namespace

// Names that differ in zeros or case alone still have an order.
bool natural_less(std::string_view a, std::string_view b) {
  const int order = compare_naturally(a, b);
  return order != 0 ? order < 0 : a < b;
}

FrameFiles frame_files(std::span<const fs::path> paths, std::span<const std::string_view> extensions) {
  FrameFiles all;
  for (const fs::path& path : paths) {
    std::error_code error;
    if (fs::is_directory(path, error))
      add_folder(path, extensions, all);
    else if (fs::exists(path, error))
      all.files.push_back(path);
    else
      fail_with_file(path, "no such file or folder");
  }
  return all;
}

}  // namespace nacre::io
