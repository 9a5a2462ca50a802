// nacre new KIND: a commented study with sample data.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "commands.hpp"
#include "nacre/core/error.hpp"
#include "nacre/io/files.hpp"
#include "nacre/study/registry.hpp"

namespace nacre::app {
namespace {

struct Options {
  std::string kind;
  std::string folder = ".";
};

void refuse_existing(const std::filesystem::path& path) {
  if (std::filesystem::exists(path))
    throw Error({.code = ExitCode::usage,
                 .place = {path.string(), 0, 0, {}, 1},
                 .message = "the file is already there and is not overwritten",
                 .hint = "--in names another folder"});
}

// A sample that another kind laid there is the same one.
void refuse_other(const std::filesystem::path& path, std::string_view content) {
  if (std::filesystem::is_regular_file(path) && io::read_file(path) == content) return;
  refuse_existing(path);
}

int write_study(const Options& options) {
  const study::Kind* kind = study::find_kind(options.kind);
  if (kind == nullptr) {
    std::vector<std::string> names;
    for (const study::Kind* known : study::kinds()) names.emplace_back(known->name);
    std::string list;
    for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
    throw Error({.code = ExitCode::usage,
                 .place = {},
                 .message = "there is no kind of study called \"" + options.kind + "\"",
                 .expected = list,
                 .hint = did_you_mean(options.kind, names)});
  }
  const std::filesystem::path folder = options.folder;
  std::filesystem::create_directories(folder);
  const auto path = folder / (std::string(kind->name) + ".toml");
  refuse_existing(path);
  for (const auto& sample : kind->samples) refuse_other(folder / sample.name, sample.content);
  io::write_file_atomically(path, study::example_study(*kind));
  for (const auto& sample : kind->samples) io::write_file_atomically(folder / sample.name, sample.content);
  std::printf("%s\n", path.c_str());
  std::fprintf(stderr, "run it with: nacre run %s\n", path.c_str());
  return 0;
}

}  // namespace

Action setup_new(CLI::App& command) {
  const auto options = std::make_shared<Options>();
  command.add_option("kind", options->kind, "the kind of study, see nacre kinds")->required();
  command.add_option("--in", options->folder, "folder to write into; by default this one");
  return [options] { return write_study(*options); };
}

}  // namespace nacre::app
