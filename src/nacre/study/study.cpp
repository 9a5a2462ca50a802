#include "nacre/study/study.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "nacre/core/units.hpp"
#include "nacre/core/words.hpp"
#include "nacre/io/files.hpp"
#include "nacre/study/registry.hpp"
#include "nacre/study/toml.hpp"
#include "nacre/study/values.hpp"

namespace nacre::study {
namespace {

constexpr std::size_t max_cases = 10000;

std::string full_name(const Key& key) { return std::string(key.section) + "." + std::string(key.name); }

Error usage_error(Place place, std::string message, std::string found, std::string expected,
                  std::string hint) {
  return Error({.code = ExitCode::usage,
                .place = std::move(place),
                .message = std::move(message),
                .found = std::move(found),
                .expected = std::move(expected),
                .hint = std::move(hint)});
}

// A study that cannot be read is a usage error, unlike data that cannot.
std::string read_source(const std::filesystem::path& path) {
  std::string text;
  try {
    text = io::read_file(path);
  } catch (const Error& error) {
    ErrorParts parts = error.parts();
    parts.code = ExitCode::usage;
    throw Error(std::move(parts));
  }
  const auto is_binary = [](char c) { return c >= 0 && c < ' ' && c != '\n' && c != '\r' && c != '\t'; };
  if (std::ranges::any_of(text, is_binary))
    throw usage_error({path.string(), 0, 0, {}, 1}, "is not a text file", "control characters",
                      "a study in TOML", {});
  return text;
}

// --- overrides -------------------------------------------------------------------------------

void replant(TomlNode& node, const Place& place) {
  node.place = node.key_place = place;
  for (TomlNode& item : node.items) replant(item, place);
  for (auto& [name, member] : node.members) replant(member, place);
}

TomlNode parse_override_value(const std::string& text) {
  try {
    const TomlNode parsed = parse_toml("v = " + text, "--set");
    if (parsed.members.size() == 1) return parsed.members.front().second;
  } catch (const Error&) {  // not TOML: the shell has eaten the quotes of a text
  }
  TomlNode node;
  node.type = TomlNode::Type::text;
  node.text = text;
  return node;
}

TomlNode& member_or_new(TomlNode& table, const std::string& name, const Place& place) {
  if (TomlNode* there = table.member(name)) return *there;
  TomlNode fresh;
  fresh.type = TomlNode::Type::table;
  fresh.place = fresh.key_place = place;
  return table.members.emplace_back(name, std::move(fresh)).second;
}

void apply_override(TomlNode& root, const std::string& text) {
  const Place place{"--set " + text, 0, 0, {}, 1};
  const std::size_t equals = text.find('=');
  const std::size_t dot = text.substr(0, equals).find('.');
  if (equals == std::string::npos || equals == 0)
    throw usage_error(place, "a setting needs a key and a value", text, "section.key=value", {});
  TomlNode value = parse_override_value(text.substr(equals + 1));
  replant(value, place);
  if (dot == std::string::npos) {
    member_or_new(root, text.substr(0, equals), place) = std::move(value);
    return;
  }
  TomlNode& section = member_or_new(root, text.substr(0, dot), place);
  if (section.type != TomlNode::Type::table)
    throw usage_error(place, "\"" + text.substr(0, dot) + "\" is not a section", describe(section), {}, {});
  member_or_new(section, text.substr(dot + 1, equals - dot - 1), place) = std::move(value);
}

// --- strictness ------------------------------------------------------------------------------

const Kind& read_kind(const TomlNode& root, const std::string& file) {
  std::vector<std::string> names;
  for (const Kind* kind : kinds()) names.emplace_back(kind->name);
  const TomlNode* node = root.member("kind");
  if (node == nullptr)
    throw usage_error({file, 0, 0, {}, 1}, "the study does not say its kind", {},
                      "kind = \"...\": " + join(names), {});
  const Kind* kind = node->type == TomlNode::Type::text ? find_kind(node->text) : nullptr;
  if (kind == nullptr)
    throw usage_error(node->place, "there is no such kind of study", describe(*node), join(names),
                      did_you_mean(node->text, names));
  return *kind;
}

std::vector<std::string> section_names(const Kind& kind) {
  std::vector<std::string> names;
  for (const Key& key : kind.keys)
    if (names.empty() || names.back() != key.section) names.emplace_back(key.section);
  return names;
}

std::vector<std::string> key_names(const Kind& kind, std::string_view section) {
  std::vector<std::string> names;
  for (const Key& key : kind.keys)
    if (key.section == section) names.emplace_back(key.name);
  return names;
}

void refuse_unknown(const TomlNode& table, const std::vector<std::string>& known, const std::string& where) {
  for (const auto& [name, node] : table.members)
    if (std::ranges::find(known, name) == known.end())
      throw usage_error(node.key_place, "unknown key \"" + name + "\"" + where, name, join(known),
                        did_you_mean(name, known));
}

void check_keys(const Kind& kind, const TomlNode& root) {
  const auto sections = section_names(kind);
  std::vector<std::string> top{"kind", "title", "seed"};
  top.insert(top.end(), sections.begin(), sections.end());
  refuse_unknown(root, top, " in a " + std::string(kind.name) + " study");
  for (const std::string& section : sections) {
    const TomlNode* table = root.member(section);
    if (table == nullptr) continue;
    if (table->type != TomlNode::Type::table)
      throw usage_error(table->place, "\"" + section + "\" is a section", describe(*table),
                        "[" + section + "]", {});
    refuse_unknown(*table, key_names(kind, section), " in [" + section + "]");
  }
}

std::string read_title(const TomlNode& root) {
  const TomlNode* node = root.member("title");
  if (node == nullptr) return {};
  if (node->type != TomlNode::Type::text)
    throw usage_error(node->place, "the title is not a text", describe(*node), "a text in quotes", {});
  return node->text;
}

std::uint64_t read_seed(const TomlNode& root) {
  const TomlNode* node = root.member("seed");
  if (node == nullptr) return 1;
  if (node->type != TomlNode::Type::integer || node->number < 0 || node->number > 9007199254740992.0)
    throw usage_error(node->place, "the seed is not a whole number", describe(*node),
                      "a whole number from 0 to 2^53", {});
  return static_cast<std::uint64_t>(node->number);
}

// --- cases -----------------------------------------------------------------------------------

struct Entry {
  const Key* key;
  std::vector<TomlNode> choices;  // one, or the entries of a scanned list
  bool scanned;
};

bool is_scan(const Key& key, const TomlNode& node) {
  if (!key.scannable || node.type != TomlNode::Type::array) return false;
  const bool list_of_lists = !node.items.empty() && node.items.front().type == TomlNode::Type::array;
  return key.type != KeyType::sides || list_of_lists;
}

TomlNode default_node(const Key& key, const Place& place) {
  TomlNode node = parse_toml("v = " + std::string(key.default_value), "default").members.front().second;
  replant(node, place);
  return node;
}

// Two equal entries would be one case twice.
void refuse_repetition(const Key& key, const TomlNode& list) {
  std::set<std::string> seen;
  for (const TomlNode& item : list.items)
    if (!seen.insert(to_toml(item)).second)
      throw usage_error(item.place,
                        "[" + std::string(key.section) + "] " + std::string(key.name) + " has an entry twice",
                        to_toml(item), "different entries, one case each", {});
}

std::optional<Entry> find_entry(const Key& key, const TomlNode& root, const std::string& file) {
  const TomlNode* section = root.member(key.section);
  const TomlNode* node = section == nullptr ? nullptr : section->member(key.name);
  if (node == nullptr && key.required)
    throw usage_error(section == nullptr ? Place{file, 0, 0, {}, 1} : section->place,
                      "[" + std::string(key.section) + "] " + std::string(key.name) + " is missing", {},
                      expectation(key), std::string(key.description));
  if (node == nullptr && (key.default_value.empty() || (key.section_optional && section == nullptr)))
    return {};
  if (node == nullptr) return Entry{&key, {default_node(key, {file, 0, 0, {}, 1})}, false};
  if (!is_scan(key, *node)) return Entry{&key, {*node}, false};
  if (node->items.empty())
    throw usage_error(node->place,
                      "the list of [" + std::string(key.section) + "] " + std::string(key.name) + " is empty",
                      "[]", expectation(key), {});
  refuse_repetition(key, *node);
  return Entry{&key, node->items, true};
}

// A file is named by its stem, or as it was written where another of the list has the same stem.
std::string file_label(const Entry& entry, const std::string& path) {
  const auto stem = [](const std::string& text) { return std::filesystem::path(text).stem().string(); };
  const auto same = [&](const TomlNode& other) { return stem(other.text) == stem(path); };
  return std::ranges::count_if(entry.choices, same) > 1 ? path : stem(path);
}

CaseValue label_value(const Entry& entry, const TomlNode& node) {
  const Key& key = *entry.key;
  if (node.is_number()) return node.number;
  if (key.type == KeyType::path) return file_label(entry, node.text);
  if (key.type == KeyType::sides && node.items.size() == 2)
    return format_number(node.items[0].number) + "x" + format_number(node.items[1].number);
  return node.type == TomlNode::Type::text ? node.text : to_toml(node);
}

std::optional<double> case_temperature(const std::vector<std::pair<const Key*, const TomlNode*>>& nodes,
                                       const ValueContext& context) {
  for (const auto& [key, node] : nodes)
    if (key->name == "temperature") {
      const Value value = read_value(*key, *node, context);
      return value.numbers.empty() ? value.number : value.numbers.front();
    }
  return {};
}

Case read_case(const std::vector<Entry>& entries, const std::vector<std::size_t>& choice,
               const std::filesystem::path& directory) {
  std::vector<std::pair<const Key*, const TomlNode*>> nodes;
  Case result;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    nodes.emplace_back(entries[i].key, &entries[i].choices[choice[i]]);
    if (entries[i].scanned)
      result.label.emplace_back(entries[i].key->name, label_value(entries[i], *nodes.back().second));
  }
  ValueContext context{directory};
  context.temperature_K = case_temperature(nodes, context);
  for (const auto& [key, node] : nodes)
    result.values.emplace(full_name(*key), read_value(*key, *node, context));
  return result;
}

// Every combination of the scanned keys, the last one running fastest.
std::vector<Case> read_cases(const std::vector<Entry>& entries, const Study& study) {
  std::size_t n_cases = 1;
  for (const Entry& entry : entries) {
    n_cases *= entry.choices.size();
    if (n_cases > max_cases)
      throw usage_error(entry.choices.front().place, "the lists of this study make too many cases",
                        std::to_string(n_cases) + " or more", std::to_string(max_cases) + " at most", {});
  }
  std::vector<Case> cases;
  std::vector<std::size_t> choice(entries.size(), 0);
  for (std::size_t c = 0; c < n_cases; ++c) {
    cases.push_back(read_case(entries, choice, study.path.parent_path()));
    for (std::size_t i = entries.size(); i-- > 0;) {
      if (++choice[i] < entries[i].choices.size()) break;
      choice[i] = 0;
    }
  }
  return cases;
}

// --- the resolved study ----------------------------------------------------------------------

// TOML of a node whose texts are paths: the same paths from anywhere.
std::string absolute_paths(TomlNode node, const std::filesystem::path& directory) {
  const auto make_absolute = [&](TomlNode& one) {
    one.text = std::filesystem::absolute(directory / one.text).lexically_normal().string();
  };
  if (node.type == TomlNode::Type::text) make_absolute(node);
  for (TomlNode& item : node.items) make_absolute(item);
  return to_toml(node);
}

std::string resolved_value(const Entry& entry, const std::filesystem::path& directory) {
  const bool holds_paths = entry.key->type == KeyType::path || entry.key->type == KeyType::paths;
  const auto text = [&](const TomlNode& node) {
    return holds_paths ? absolute_paths(node, directory) : to_toml(node);
  };
  if (!entry.scanned) return text(entry.choices.front());
  std::string list;
  for (const TomlNode& node : entry.choices) list += (list.empty() ? "" : ", ") + text(node);
  return "[" + list + "]";
}

std::string resolve(const Study& study, const std::vector<Entry>& entries) {
  std::string out = "kind = " + quote_toml(study.kind->name) + "\n";
  if (!study.title.empty()) out += "title = " + quote_toml(study.title) + "\n";
  out += "seed = " + std::to_string(study.seed) + "\n";
  std::string_view section;
  for (const Entry& entry : entries) {
    if (entry.key->section != section) out += "\n[" + std::string(entry.key->section) + "]\n";
    section = entry.key->section;
    out += std::string(entry.key->name) + " = " + resolved_value(entry, study.path.parent_path()) + "\n";
  }
  return out;
}

std::vector<std::filesystem::path> input_files(const std::vector<Case>& cases) {
  std::vector<std::filesystem::path> files;
  std::set<std::string> seen;
  for (const Case& one : cases)
    for (const auto& [name, value] : one.values) {
      if (value.key->type == KeyType::path && seen.insert(value.text).second) files.emplace_back(value.text);
      if (value.key->type == KeyType::paths)
        for (const std::string& path : value.texts)
          if (seen.insert(path).second) files.emplace_back(path);
    }
  return files;
}

}  // namespace

const Value& Case::at(std::string_view key) const {
  const auto found = values.find(key);
  if (found == values.end()) throw std::logic_error("study has no value for " + std::string(key));
  return found->second;
}

Error Case::error(std::string_view key, std::string message, std::string found, std::string expected,
                  std::string hint) const {
  const auto value = values.find(key);
  return usage_error(value == values.end() ? Place{} : value->second.place, std::move(message),
                     std::move(found), std::move(expected), std::move(hint));
}

Study read_study(const std::filesystem::path& path, const std::vector<std::string>& overrides) {
  Study study;
  study.path = path;
  study.overrides = overrides;
  study.source = read_source(path);
  TomlNode root = parse_toml(study.source, path.string());
  for (const std::string& text : overrides) apply_override(root, text);
  study.kind = &read_kind(root, path.string());
  check_keys(*study.kind, root);
  study.title = read_title(root);
  study.seed = read_seed(root);
  std::vector<Entry> entries;
  for (const Key& key : study.kind->keys)
    if (auto entry = find_entry(key, root, path.string())) entries.push_back(std::move(*entry));
  study.cases = read_cases(entries, study);
  study.resolved = resolve(study, entries);
  study.inputs = input_files(study.cases);
  return study;
}

namespace {

// "name = value" as a study could begin with, or "# name = ..." of a key that it may leave out.
std::string example_line(const Key& key) {
  const std::string_view value = key.example.empty() ? key.default_value : key.example;
  const bool absent = value.empty() || (key.default_value.empty() && !key.required && key.example.empty());
  const std::string_view idea = key.suggestion.empty() ? "..." : key.suggestion;
  const std::string line = std::string(key.name) + " = " + std::string(absent ? idea : value) + "\n";
  return (absent || key.section_optional ? "# " : "") + line;
}

}  // namespace

std::string example_study(const Kind& kind) {
  std::string out = "# " + std::string(kind.summary) + "\n";
  out += "kind  = " + quote_toml(kind.name) + "\ntitle = \"My study\"\n";
  std::string_view section;
  for (const Key& key : kind.keys) {
    if (key.section != section)
      out += std::string("\n") + (key.section_optional ? "# " : "") + "[" + std::string(key.section) + "]\n";
    section = key.section;
    out += "# " + std::string(key.description);
    if (!key.choices.empty()) out += " (" + std::string(key.choices) + ")";
    out += "\n" + example_line(key);
  }
  return out;
}

}  // namespace nacre::study
