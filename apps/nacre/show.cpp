// nacre show RUN, nacre report RUN, nacre compare RUN RUN: finished runs.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "commands.hpp"
#include "nacre/core/error.hpp"
#include "nacre/io/files.hpp"
#include "nacre/io/json_results.hpp"
#include "nacre/report/html.hpp"
#include "nacre/report/terminal.hpp"
#include "nacre/study/run_folder.hpp"
#include "terminal.hpp"

namespace nacre::app {
namespace {

std::filesystem::path summary_path(const std::string& run) {
  const std::filesystem::path folder = run;
  if (study::is_run_folder(folder) && !std::filesystem::exists(folder / "summary.json"))
    throw Error({.code = ExitCode::data,
                 .place = {run, 0, 0, {}, 1},
                 .message = "the run is not finished",
                 .hint = "nacre run STUDY --out " + run + " --resume continues it"});
  return folder / "summary.json";
}

int show(const std::string& run, bool json) {
  if (json) {
    io::read_summary(summary_path(run));  // refuses what is not a summary
    std::fputs(io::read_file(summary_path(run)).c_str(), stdout);
    return 0;
  }
  std::fputs(report::terminal_summary(io::read_summary(summary_path(run)), terminal_width()).c_str(), stdout);
  return 0;
}

int write_report(const std::string& run) {
  report::write_report(run);
  std::printf("%s\n", std::filesystem::absolute(std::filesystem::path(run) / "report.html").c_str());
  return 0;
}

int compare(const std::array<std::string, 2>& runs) {
  const auto text =
      report::compare_summaries(io::read_summary(summary_path(runs[0])),
                                io::read_summary(summary_path(runs[1])), runs, terminal_width());
  std::fputs(text.c_str(), stdout);
  return 0;
}

}  // namespace

Action setup_show(CLI::App& command) {
  const auto run = std::make_shared<std::string>();
  const auto json = std::make_shared<bool>(false);
  command.add_option("run", *run, "a run folder")->required();
  command.add_flag("--json", *json, "print summary.json");
  return [run, json] { return show(*run, *json); };
}

Action setup_report(CLI::App& command) {
  const auto run = std::make_shared<std::string>();
  command.add_option("run", *run, "a run folder")->required();
  return [run] { return write_report(*run); };
}

Action setup_compare(CLI::App& command) {
  const auto runs = std::make_shared<std::array<std::string, 2>>();
  command.add_option("run", (*runs)[0], "a run folder")->required();
  command.add_option("other", (*runs)[1], "another run folder")->required();
  return [runs] { return compare(*runs); };
}

}  // namespace nacre::app
