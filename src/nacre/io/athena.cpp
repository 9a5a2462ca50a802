#include "nacre/io/athena.hpp"

#include <algorithm>
#include <map>
#include <string>

#include "nacre/core/units.hpp"
#include "nacre/io/data_error.hpp"
#include "nacre/io/files.hpp"
#include "nacre/io/gzip.hpp"
#include "nacre/io/text_lines.hpp"

namespace nacre::io {
namespace {

namespace fs = std::filesystem;

// Reads the lists and scalars of the text in turn.
class Perl {
 public:
  Perl(std::string_view text, const fs::path& file) : text_(text), file_(file) {}

  // Goes behind the next line that begins with '$' or '@' and an equal sign; its name, or empty at the end.
  std::string next() {
    while (at_ < text_.size()) {
      const std::size_t end = std::min(text_.find('\n', at_), text_.size());
      const std::string_view line = text_.substr(at_, end - at_);
      const std::size_t equals = line.find('=');
      if ((line.starts_with("$") || line.starts_with("@")) && equals != line.npos) {
        at_ += equals + 1;
        return std::string(trimmed(line.substr(0, equals)));
      }
      at_ = end + 1;
    }
    return "";
  }

  // 'text', "text" or a bare word.
  std::string value() {
    skip_blanks();
    if (at_ >= text_.size()) fail_cut_off();
    const char quote = text_[at_];
    if (quote == '\'' || quote == '"') return quoted(quote);
    if (quote == '[') return nested();
    const std::size_t start = at_;
    at_ = std::min(text_.find_first_of(",);\n", at_), text_.size());
    return std::string(trimmed(text_.substr(start, at_ - start)));
  }

  std::vector<std::string> list() {
    std::vector<std::string> values;
    skip_blanks();
    if (at_ >= text_.size() || text_[at_] != '(') fail_cut_off();
    ++at_;
    for (skip_blanks(); at_ < text_.size() && text_[at_] != ')'; skip_blanks()) {
      values.push_back(value());
      skip_blanks();
      if (at_ < text_.size() && text_[at_] == ',')
        ++at_;
      else if (at_ < text_.size() && text_[at_] != ')')
        fail_with_file(file_, "has a list that is none", std::string(text_.substr(at_, 30)),
                       "a comma or \")\"", "the project is damaged: save it again in Athena");
    }
    if (at_ >= text_.size()) fail_cut_off();
    return values;
  }

 private:
  void skip_blanks() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }

  std::string quoted(char quote) {
    std::string value;
    for (++at_; at_ < text_.size() && text_[at_] != quote; ++at_) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
      value += text_[at_];
    }
    if (at_ >= text_.size()) fail_cut_off();
    ++at_;
    return value;
  }

  // A list within a list, whose content no one asks for.
  std::string nested() {
    for (int depth = 0; at_ < text_.size();) {
      const char c = text_[at_];
      if (c == '\'' || c == '"') {
        quoted(c);
        continue;
      }
      ++at_;
      depth += c == '[' ? 1 : c == ']' ? -1 : 0;
      if (depth == 0) return "";
    }
    fail_cut_off();
  }

  [[noreturn]] void fail_cut_off() const {
    fail_with_file(file_, "ends inside of a list", "", "lists such as @x = ('8786.2', ...);",
                   "the project has been cut off: save it again in Athena");
  }

  std::string_view text_;
  const fs::path& file_;
  std::size_t at_ = 0;
};

struct Group {
  std::string id{};
  std::map<std::string, std::string> settings{};
  std::vector<std::string> x{}, y{};

  std::string setting(const std::string& key) const {
    const auto found = settings.find(key);
    return found == settings.end() ? std::string() : found->second;
  }
  std::string label() const { return setting("label").empty() ? id : setting("label"); }
  bool is_chi() const { return setting("is_chi") == "1" || setting("datatype") == "chi"; }
};

std::vector<Group> groups_of(std::string_view text, const fs::path& file) {
  std::vector<Group> groups;
  Perl perl(text, file);
  for (std::string name = perl.next(); !name.empty(); name = perl.next()) {
    if (name == "$old_group") groups.push_back({.id = perl.value()});
    if (groups.empty()) continue;
    if (name == "@x") groups.back().x = perl.list();
    if (name == "@y") groups.back().y = perl.list();
    if (name != "@args") continue;
    const std::vector<std::string> arguments = perl.list();
    for (std::size_t i = 0; i + 1 < arguments.size(); i += 2)
      groups.back().settings[arguments[i]] = arguments[i + 1];
  }
  return groups;
}

std::vector<double> numbers(const std::vector<std::string>& texts, const Group& group, const char* what,
                            const fs::path& file) {
  std::vector<double> values(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i)
    if (read_number(texts[i], values[i]) != Reading::number)
      fail_with_file(file,
                     "has something else than a number among " + std::string(what) + " of the group \"" +
                         group.label() + "\"",
                     texts[i].substr(0, 60), "a number, place " + std::to_string(i + 1));
  return values;
}

XafsScan scan_of(const Group& group, const fs::path& file) {
  XafsScan scan{.name = group.label(), .source = "mu of an Athena project"};
  scan.energy_eV = numbers(group.x, group, "the energies", file);
  scan.mu = numbers(group.y, group, "mu", file);
  if (scan.mu.size() != scan.energy_eV.size())
    fail_with_file(file, "does not have one mu for each energy in the group \"" + group.label() + "\"",
                   std::to_string(scan.energy_eV.size()) + " and " + std::to_string(scan.mu.size()),
                   "the same number");
  double shift = 0;
  if (read_number(group.setting("bkg_eshift"), shift) == Reading::number && shift != 0) {
    for (double& energy : scan.energy_eV) energy += shift;
    scan.notes.push_back("energies are shifted by " + format_number(shift) + " eV, as the project says");
  }
  for (std::size_t i = 1; i < scan.energy_eV.size(); ++i)
    if (scan.energy_eV[i] < scan.energy_eV[i - 1])
      fail_with_file(file, "has energies that do not rise in the group \"" + group.label() + "\"",
                     format_number(scan.energy_eV[i]) + " after " + format_number(scan.energy_eV[i - 1]));
  settle_scan(scan, file);
  return scan;
}

[[noreturn]] void fail_group(const std::vector<Group>& groups, const fs::path& file,
                             const std::string& wanted) {
  std::vector<std::string> labels;
  std::string all;
  for (const Group& group : groups) {
    labels.push_back(group.label());
    all += (all.empty() ? "" : ", ") + group.label();
  }
  fail_with_file(file, "has no such group", wanted, all.substr(0, 400), did_you_mean(wanted, labels));
}

}  // namespace

bool is_athena(std::string_view text) { return text.substr(0, 400).find("Athena project file") != text.npos; }

std::vector<XafsScan> read_athena(const fs::path& file, const XafsOptions& options) {
  const std::string bytes = read_file(file);
  const std::string text = is_gzip(bytes) ? gunzipped(bytes, file) : bytes;
  if (!is_athena(text))
    fail_with_file(file, "is no Athena project", "", "\"Athena project file\" in its first line");
  std::vector<Group> groups = groups_of(text, file);
  std::erase_if(groups, [](const Group& group) { return group.is_chi() || group.x.empty(); });
  if (groups.empty()) fail_with_file(file, "has no group with a spectrum", "", "at least one group of mu(E)");
  std::vector<XafsScan> scans;
  for (const Group& group : groups)
    if (options.group.empty() || group.label() == options.group || group.id == options.group)
      scans.push_back(scan_of(group, file));
  if (scans.empty()) fail_group(groups, file, options.group);
  return scans;
}

}  // namespace nacre::io
