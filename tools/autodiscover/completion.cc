// SPDX-License-Identifier: Apache-2.0
//
// zsh runs the script of bash, so that there is one to be kept right.

#include "tools/autodiscover/completion.h"

#include <CLI/CLI.hpp>

namespace autodiscover::tools {
namespace {

constexpr const char* kHead = R"(_autodiscover() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
  local words='' values='' commands=''
  case ${COMP_WORDS[1]} in
)";

constexpr const char* kTail = R"(  esac
  COMPREPLY=()
  if [ "$COMP_CWORD" -gt 1 ] && [[ " $values " == *" $previous "* ]]; then
    COMPREPLY=($(compgen -f -- "$current"))
  elif [ "$COMP_CWORD" -eq 1 ] || [ "$COMP_CWORD" -eq 2 ] && [ -n "$commands" ]; then
    COMPREPLY=($(compgen -W "$commands" -- "$current"))
  else
    COMPREPLY=($(compgen -W "$words" -- "$current"))
  fi
}
complete -o filenames -F _autodiscover autodiscover
)";

void Append(std::string& list, const std::string& word) {
  list += (list.empty() ? "" : " ") + word;
}

std::string CommandsOf(const CLI::App& app) {
  std::string names;
  for (const CLI::App* command : app.get_subcommands({})) {
    Append(names, command->get_name());
  }
  return names;
}

std::string OptionsOf(const CLI::App& app, bool with_value_alone) {
  std::string names;
  for (const CLI::Option* option : app.get_options()) {
    if (with_value_alone && option->get_items_expected_max() == 0) {
      continue;
    }
    for (const std::string& name : option->get_lnames()) {
      Append(names, "--" + name);
    }
  }
  return names;
}

std::string Assigned(const CLI::App& app) {
  return "words='" + OptionsOf(app, false) + "'; values='" +
         OptionsOf(app, true) + "'; commands='" + CommandsOf(app) + "'";
}

}  // namespace

std::string Completion(const CLI::App& app, const std::string& shell) {
  std::string out = "# Completion of autodiscover for " + shell + ".\n";
  if (shell == "zsh") {
    out += "autoload -U +X bashcompinit && bashcompinit\n";
  }
  out += kHead;
  for (const CLI::App* command : app.get_subcommands({})) {
    out += "    " + command->get_name() + ") " + Assigned(*command) + ";;\n";
  }
  return out + "    *) " + Assigned(app) + ";;\n" + kTail;
}

}  // namespace autodiscover::tools
