// nacre kinds [KIND]: generated from the schemas, so that it cannot be out of date.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "commands.hpp"
#include "nacre/core/error.hpp"
#include "nacre/core/words.hpp"
#include "nacre/study/registry.hpp"
#include "nacre/study/values.hpp"

namespace nacre::app {
namespace {

std::string text(std::string_view view) { return std::string(view); }

void print_key(const study::Key& key) {
  std::string takes = study::expectation(key);
  if (key.required)
    takes += "; required";
  else if (!key.default_value.empty())
    takes += "; default " + text(key.default_value);
  if (key.scannable) takes += "; a list runs one case per entry";
  std::printf("  %-22s %s\n  %-22s   %s\n", text(key.name).c_str(), text(key.description).c_str(), "",
              takes.c_str());
}

void print_outputs(const char* title, std::span<const study::Output> outputs) {
  std::printf("\n%s\n", title);
  for (const auto& output : outputs)
    std::printf("  %-22s %s%s%s%s\n", text(output.name).c_str(), text(output.description).c_str(),
                output.unit.empty() ? "" : " [", text(output.unit).c_str(), output.unit.empty() ? "" : "]");
}

void print_kind(const study::Kind& kind) {
  std::printf("%s: %s\n", text(kind.name).c_str(), text(kind.summary).c_str());
  std::string_view section;
  for (const auto& key : kind.keys) {
    if (key.section != section) std::printf("\n[%s]\n", text(key.section).c_str());
    section = key.section;
    print_key(key);
  }
  print_outputs("quantities in summary.json", kind.quantities);
  print_outputs("tables/*.csv", kind.tables);
}

int list(const std::string& name) {
  std::vector<std::string> names;
  for (const study::Kind* kind : study::kinds()) {
    names.emplace_back(kind->name);
    if (name.empty()) std::printf("%-16s %s\n", text(kind->name).c_str(), text(kind->summary).c_str());
    if (kind->name == name) {
      print_kind(*kind);
      return 0;
    }
  }
  if (name.empty()) return 0;
  throw Error({.code = ExitCode::usage,
               .place = {},
               .message = "there is no kind of study called \"" + name + "\"",
               .expected = join(names),
               .hint = did_you_mean(name, names)});
}

}  // namespace

Action setup_kinds(CLI::App& command) {
  const auto name = std::make_shared<std::string>();
  command.add_option("kind", *name, "one kind, with its keys, quantities and tables");
  return [name] { return list(*name); };
}

}  // namespace nacre::app
