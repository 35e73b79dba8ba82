// SPDX-License-Identifier: Apache-2.0
//
// Options whose type is written `one|two` complete to these words, the others
// to file names. Behind `--` of `run` the shell completes as for that command.

#include "main/completion_command.h"

#include <algorithm>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "sandbox/exit_code.h"

namespace fake {
namespace {

struct Flag {
  std::string name;   // --ports
  std::string about;  // The help's first words.
  std::string type;   // Empty: it takes no value.
};

struct Subcommand {
  std::string name;
  std::string about;
  std::vector<Flag> flags;
  std::string words;  // What its argument is: `one|two`, or a file.
};

std::vector<Subcommand> Read(const CLI::App& app) {
  std::vector<Subcommand> commands;
  for (const CLI::App* sub : app.get_subcommands({})) {
    Subcommand command{.name = sub->get_name(),
                       .about = sub->get_description()};
    for (const CLI::Option* option : sub->get_options()) {
      const bool takes_value = option->get_items_expected_max() > 0;
      const std::string type = takes_value ? option->get_type_name() : "";
      if (option->get_positional()) {
        command.words = type;
      }
      for (const std::string& name : option->get_lnames()) {
        command.flags.push_back({.name = "--" + name,
                                 .about = option->get_description(),
                                 .type = type});
      }
    }
    commands.push_back(std::move(command));
  }
  return commands;
}

bool IsChoice(const std::string& type) {
  return type.find('|') != std::string::npos;
}

std::string Spaced(std::string choice) {
  std::ranges::replace(choice, '|', ' ');
  return choice;
}

// For the inside of single quotes in zsh's _arguments, where : and ] end text.
std::string ZshText(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
      continue;
    }
    if (c == ':' || c == '[' || c == ']' || c == '\\') {
      out += '\\';
    }
    out += c == '\n' ? ' ' : c;
  }
  return out;
}

void BashCommand(const Subcommand& command, std::ostringstream& out) {
  out << "    " << command.name << ")\n      case $previous in\n";
  std::string flags;
  for (const Flag& flag : command.flags) {
    flags += (flags.empty() ? "" : " ") + flag.name;
    if (flag.type.empty()) {
      continue;
    }
    out << "        " << flag.name << ") "
        << (IsChoice(flag.type) ? "words='" + Spaced(flag.type) + "'"
                                : "files=1")
        << ";;\n";
  }
  out << "        *) case $current in\n          -*) words='" << flags
      << "';;\n          *) "
      << (IsChoice(command.words) ? "words='" + Spaced(command.words) + "'"
                                  : "files=1")
      << ";;\n        esac;;\n      esac;;\n";
}

std::string Bash(const std::vector<Subcommand>& commands) {
  std::ostringstream out;
  out << R"(# Completion of fake-exchange for bash.
_fake_exchange() {
  local current=${COMP_WORDS[COMP_CWORD]} words='' files='' at
  local previous=${COMP_WORDS[COMP_CWORD - 1]}
  for ((at = 2; at < COMP_CWORD; at++)); do
    if [ "${COMP_WORDS[at]}" = -- ]; then
      # What follows is a command with a completion of its own.
      if declare -F _command_offset >/dev/null; then
        _command_offset $((at + 1))
      fi
      return
    fi
  done
  if [ "$COMP_CWORD" = 1 ]; then
    words=')";
  for (const Subcommand& command : commands) {
    out << command.name << ' ';
  }
  out << R"(--help --version'
  else
    case ${COMP_WORDS[1]} in
)";
  for (const Subcommand& command : commands) {
    BashCommand(command, out);
  }
  out << R"(    esac
  fi
  if [ -n "$files" ]; then
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -f -- "$current")
  else
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
  fi
}
complete -F _fake_exchange fake-exchange
)";
  return out.str();
}

std::string ZshValue(const std::string& type) {
  return ":" + ZshText(type) + ":" +
         (IsChoice(type) ? "(" + Spaced(type) + ")" : std::string("_files"));
}

std::string Zsh(const std::vector<Subcommand>& commands) {
  std::ostringstream out;
  out << "#compdef fake-exchange\n# Completion of fake-exchange for zsh.\n"
         "_fake-exchange() {\n  local -a commands\n  commands=(\n";
  for (const Subcommand& command : commands) {
    out << "    '" << command.name << ":" << ZshText(command.about) << "'\n";
  }
  out << "  )\n  if (( CURRENT == 2 )); then\n"
         "    _describe command commands\n    return\n  fi\n"
         "  local behind=${words[(I)--]}\n"
         "  if (( behind > 2 && behind < CURRENT )); then\n"
         "    # What follows is a command with a completion of its own.\n"
         "    shift behind words\n    (( CURRENT -= behind ))\n"
         "    _normal\n    return\n  fi\n"
         "  case $words[2] in\n";
  for (const Subcommand& command : commands) {
    out << "    " << command.name
        << ")\n      shift words\n      (( CURRENT-- ))\n      _arguments";
    for (const Flag& flag : command.flags) {
      out << " \\\n        '*" << flag.name << "[" << ZshText(flag.about) << "]"
          << (flag.type.empty() ? std::string() : ZshValue(flag.type)) << "'";
    }
    if (!command.words.empty()) {
      out << " \\\n        '*" << ZshValue(command.words) << "'";
    }
    out << ";;\n";
  }
  out << "  esac\n}\n"
         "if [ \"$funcstack[1]\" = _fake-exchange ]; then\n"
         "  _fake-exchange\nelse\n  compdef _fake-exchange fake-exchange\nfi\n";
  return out.str();
}

}  // namespace

int PrintCompletion(const CLI::App& app, const std::string& shell) {
  const std::vector<Subcommand> commands = Read(app);
  std::cout << (shell == "bash" ? Bash(commands) : Zsh(commands));
  return kExitSuccess;
}

}  // namespace fake
