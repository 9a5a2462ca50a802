#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "commands.hpp"
#include "nacre/core/error.hpp"
#include "nacre/version.hpp"
#include "terminal.hpp"

namespace nacre::app {

namespace {
constexpr Command all_commands[] = {
    {"run", "Run a study into a run folder", setup_run},
    {"new", "Write a commented study of a kind, with sample data, ready to run", setup_new},
    {"check", "Check a study and its data without running it", setup_check},
    {"kinds", "List the kinds of study, or what one of them takes and returns", setup_kinds},
    {"show", "Print the results of a finished run", setup_show},
    {"report", "Write report.html of a finished run again", setup_report},
    {"compare", "Compare the quantities of two runs", setup_compare},
    {"completion", "Print a completion script for the shell", setup_completion},
};
}  // namespace

std::span<const Command> commands() { return all_commands; }

}  // namespace nacre::app

namespace {

using namespace nacre;

constexpr int usage = static_cast<int>(ExitCode::usage);

// CLI11 does not suggest anything for a mistyped subcommand.
int report_parse_error(const CLI::App& program, const CLI::ParseError& error, int argc, char** argv) {
  if (error.get_exit_code() == 0) return program.exit(error);  // --help, --version
  std::vector<std::string> names;
  for (const auto& command : app::commands()) names.emplace_back(command.name);
  const std::string first = argc > 1 ? argv[1] : "";
  const bool known = std::find(names.begin(), names.end(), first) != names.end();
  std::fprintf(stderr, "nacre: %s\n", error.what());
  if (!known && !first.empty() && first.front() != '-') {
    const std::string hint = did_you_mean(first, names);
    std::fprintf(stderr, "  there is no command \"%s\"%s%s\n", first.c_str(), hint.empty() ? "" : "; ",
                 hint.c_str());
  }
  std::fprintf(stderr, "  see nacre%s --help\n", known ? (" " + first).c_str() : "");
  return usage;
}

int run_action(const app::Action& action) {
  try {
    return action();
  } catch (const Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return static_cast<int>(error.code());
  } catch (const Interrupted&) {
    std::fprintf(stderr, "nacre: interrupted\n");
    return static_cast<int>(ExitCode::interrupted);
  } catch (const std::filesystem::filesystem_error& error) {
    std::fprintf(stderr, "%s: %s\n", error.path1().c_str(), error.code().message().c_str());
    return usage;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "nacre: unexpected failure: %s\n", error.what());
    return 1;
  }
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App program("nacre: from flask to superlattice");
  program.set_version_flag("--version", std::string("nacre ") + version);
  program.require_subcommand(1);
  program.footer(
      "Exit codes: 0 ok, 2 usage or study file, 3 data, 4 did not converge, 5 partial, 130 interrupted.");
  std::vector<std::pair<CLI::App*, app::Action>> actions;
  for (const auto& command : app::commands()) {
    CLI::App* subcommand = program.add_subcommand(command.name, command.description);
    actions.emplace_back(subcommand, command.setup(*subcommand));
  }
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return report_parse_error(program, error, argc, argv);
  }
  for (const auto& [subcommand, action] : actions)
    if (subcommand->parsed()) return run_action(action);
  return usage;
}
