// nacre check STUDY: everything short of running it.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "commands.hpp"
#include "nacre/study/registry.hpp"
#include "nacre/study/run.hpp"

namespace nacre::app {
namespace {

struct Options {
  std::string study;
  std::vector<std::string> set;
  bool resolved = false;
};

// "an absorption", "a growth".
std::string with_article(std::string_view name) {
  const bool vowel = std::string_view("aeio").find(name.front()) != std::string_view::npos;
  return (vowel ? "an " : "a ") + std::string(name);
}

int check(const Options& options) {
  const study::Study study = study::read_study(options.study, options.set);
  const auto warnings = study::check_study(study);
  for (const std::string& warning : warnings) std::fprintf(stderr, "warning: %s\n", warning.c_str());
  if (options.resolved) std::fputs(study.resolved.c_str(), stdout);
  std::fprintf(stderr, "%s: %s study with %zu case%s, %s\n", options.study.c_str(),
               with_article(study.kind->name).c_str(), study.cases.size(), study.cases.size() == 1 ? "" : "s",
               warnings.empty() ? "nothing wrong" : "ready to run");
  return 0;
}

}  // namespace

Action setup_check(CLI::App& command) {
  const auto options = std::make_shared<Options>();
  command.add_option("study", options->study, "the study file (TOML)")->required();
  command.add_option("--set", options->set, "change a key: section.key=value, repeatable")
      ->expected(1)
      ->take_all();
  command.add_flag("--resolved", options->resolved, "print the study with every default written out");
  return [options] { return check(*options); };
}

}  // namespace nacre::app
