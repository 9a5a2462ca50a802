// The subcommands: one file each, one line each in main.cpp.
#pragma once

namespace CLI {
class App;
}

#include <functional>
#include <span>

namespace nacre::app {

// Adds options to its subcommand and returns what to do once they are parsed; the return value is the exit
// code.
using Action = std::function<int()>;
using Setup = Action (*)(CLI::App& command);

struct Command {
  const char* name;
  const char* description;
  Setup setup;
};

std::span<const Command> commands();

Action setup_run(CLI::App& command);
Action setup_new(CLI::App& command);
Action setup_check(CLI::App& command);
Action setup_kinds(CLI::App& command);
Action setup_show(CLI::App& command);
Action setup_report(CLI::App& command);
Action setup_compare(CLI::App& command);
Action setup_completion(CLI::App& command);

}  // namespace nacre::app
