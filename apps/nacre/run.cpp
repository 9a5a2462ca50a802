// nacre run STUDY: a study into a run folder.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <thread>

#include "commands.hpp"
#include "nacre/core/error.hpp"
#include "nacre/io/files.hpp"
#include "nacre/io/json_results.hpp"
#include "nacre/report/html.hpp"
#include "nacre/report/terminal.hpp"
#include "nacre/study/run.hpp"
#include "terminal.hpp"

namespace nacre::app {
namespace {

struct Options {
  std::string study;
  std::string out;
  std::vector<std::string> set;
  int threads = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  bool force = false;
  bool resume = false;
  bool quiet = false;
  bool json = false;
};

std::vector<std::string> command_line(const Options& options) {
  std::vector<std::string> words{"nacre", "run", options.study, "--threads", std::to_string(options.threads)};
  for (const std::string& text : options.set) words.insert(words.end(), {"--set", text});
  if (!options.out.empty()) words.insert(words.end(), {"--out", options.out});
  if (options.force) words.emplace_back("--force");
  if (options.resume) words.emplace_back("--resume");
  return words;
}

std::filesystem::path run_folder(const Options& options) {
  if (!options.out.empty()) return options.out;
  return std::filesystem::path("runs") / std::filesystem::path(options.study).stem();
}

std::string shell_quoted(const std::string& word) {
  const auto plain = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || std::strchr("._-/=,+:", c);
  };
  if (!word.empty() && std::ranges::all_of(word, plain)) return word;
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? "'\\''" : std::string(1, c);
  return quoted + "'";
}

// What continues an interrupted run, ready to paste.
std::string resume_command(Options options, const std::filesystem::path& folder) {
  options.out = folder.string();
  options.force = false;
  options.resume = true;
  std::string text;
  for (const std::string& word : command_line(options))
    text += (text.empty() ? "" : " ") + shell_quoted(word);
  return text;
}

// stdout gets the data, stderr the talk.
void print_results(const Options& options, const std::filesystem::path& folder) {
  if (options.json) {
    std::fputs(io::read_file(folder / "summary.json").c_str(), stdout);
    return;
  }
  if (options.quiet) return;
  const io::Summary summary = io::read_summary(folder / "summary.json");
  std::fputs(report::terminal_summary(summary, terminal_width()).c_str(), stdout);
}

int run(const Options& options) {
  const study::Study study = study::read_study(options.study, options.set);
  const std::filesystem::path folder = run_folder(options);
  Talk talk(options.quiet);
  StudyResult result;
  try {
    result = study::run_study(study, {folder, options.force, options.resume, command_line(options)},
                              talk.control(options.threads));
  } catch (const Interrupted&) {
    std::fprintf(stderr, "nacre: interrupted; continue with: %s\n", resume_command(options, folder).c_str());
    return static_cast<int>(ExitCode::interrupted);
  }
  report::write_report(folder);
  print_results(options, folder);
  std::fflush(stdout);  // before the talk goes on
  if (!options.quiet)
    std::fprintf(stderr, "report: %s\n", std::filesystem::absolute(folder / "report.html").c_str());
  const ExitCode code = !result.converged ? ExitCode::not_converged
                        : result.partial  ? ExitCode::partial
                                          : ExitCode::ok;
  if (options.quiet && code != ExitCode::ok)  // a failure is never silent
    for (const std::string& warning : result.warnings) std::fprintf(stderr, "nacre: %s\n", warning.c_str());
  return static_cast<int>(code);
}

}  // namespace

Action setup_run(CLI::App& command) {
  const auto options = std::make_shared<Options>();
  command.add_option("study", options->study, "the study file (TOML)")->required();
  command.add_option("-o,--out", options->out, "run folder; by default runs/NAME of the study");
  command.add_option("--set", options->set, "change a key for this run: section.key=value, repeatable")
      ->expected(1)
      ->take_all();
  command.add_option("-t,--threads", options->threads, "threads; the numbers do not depend on it")
      ->check(CLI::Range(1, 1024));
  command.add_flag("--force", options->force, "replace a run that is there, once the new one is whole");
  command.add_flag("--resume", options->resume, "continue a run that was interrupted or killed");
  command.add_flag("-q,--quiet", options->quiet, "no progress and no tables, only what goes wrong");
  command.add_flag("--json", options->json, "print summary.json instead of tables");
  return [options] { return run(*options); };
}

}  // namespace nacre::app
