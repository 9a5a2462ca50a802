// nacre completion bash|zsh|fish: made from the table of commands.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "commands.hpp"
#include "nacre/study/registry.hpp"

namespace nacre::app {
namespace {

std::string command_names() {
  std::string names;
  for (const Command& command : commands()) names += (names.empty() ? "" : " ") + std::string(command.name);
  return names;
}

std::string kind_names() {
  std::string names;
  for (const study::Kind* kind : study::kinds())
    names += (names.empty() ? "" : " ") + std::string(kind->name);
  return names;
}

// The long options of a subcommand, as CLI11 knows them.
std::string option_names(const CLI::App& command) {
  std::string names;
  for (const CLI::Option* option : command.get_options())
    for (const std::string& name : option->get_lnames()) names += (names.empty() ? "--" : " --") + name;
  return names;
}

std::string bash_script(const CLI::App& program) {
  std::string cases;
  for (const CLI::App* command : program.get_subcommands([](const CLI::App*) { return true; })) {
    const std::string name = command->get_name();
    const bool takes_kind = name == "new" || name == "kinds";
    cases += "    " + name + ") words=\"" + option_names(*command) + (takes_kind ? " " + kind_names() : "") +
             "\" ;;\n";
  }
  return "_nacre() {\n"
         "  local current=\"${COMP_WORDS[COMP_CWORD]}\" words=\"\"\n"
         "  if [ \"$COMP_CWORD\" -eq 1 ]; then words=\"" +
         command_names() +
         " --help --version\"; else\n"
         "  case \"${COMP_WORDS[1]}\" in\n" +
         cases +
         "  esac; fi\n"
         "  COMPREPLY=( $(compgen -W \"$words\" -- \"$current\") )\n"
         "}\n"
         "complete -o default -F _nacre nacre\n";
}

std::string fish_script(const CLI::App& program) {
  std::string text;
  for (const CLI::App* command : program.get_subcommands([](const CLI::App*) { return true; })) {
    text += "complete -c nacre -n __fish_use_subcommand -f -a " + command->get_name() + " -d '" +
            command->get_description() + "'\n";
    for (const CLI::Option* option : command->get_options())
      for (const std::string& name : option->get_lnames())
        text += "complete -c nacre -n '__fish_seen_subcommand_from " + command->get_name() + "' -l " + name +
                "\n";
  }
  for (const study::Kind* kind : study::kinds())
    text += "complete -c nacre -n '__fish_seen_subcommand_from new kinds' -f -a " + std::string(kind->name) +
            "\n";
  return text;
}

int print(const CLI::App& program, const std::string& shell) {
  if (shell == "fish") std::fputs(fish_script(program).c_str(), stdout);
  if (shell == "zsh") std::fputs("autoload -U +X bashcompinit && bashcompinit\n", stdout);
  if (shell != "fish") std::fputs(bash_script(program).c_str(), stdout);
  return 0;
}

}  // namespace

Action setup_completion(CLI::App& command) {
  const auto shell = std::make_shared<std::string>();
  command.add_option("shell", *shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  command.footer("For bash: source <(nacre completion bash)");
  return [shell, &command] { return print(*command.get_parent(), *shell); };
}

}  // namespace nacre::app
