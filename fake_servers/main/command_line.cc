// SPDX-License-Identifier: Apache-2.0

#include "main/command_line.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "main/check_command.h"
#include "main/completion_command.h"
#include "main/describe_command.h"
#include "main/help_text.h"
#include "main/messages.h"
#include "main/new_command.h"
#include "main/run_command.h"
#include "main/serve_command.h"
#include "main/world_options.h"
#include "sandbox/exit_code.h"
#include "world/world.h"

namespace fake {
namespace {

using std::chrono::milliseconds;

struct Chosen {
  RunOptions run;
  ServeCommandOptions serve;
  CheckOptions check;
  std::string described;
  NewOptions created;
  std::string shell;
};

// CLI11 cannot know that `run` ends with a command.
class RunFormatter : public CLI::Formatter {
 public:
  std::string make_usage(const CLI::App* /*app*/,
                         std::string /*name*/) const override {
    return "Usage: fake-exchange run WORLD [OPTIONS] -- COMMAND "
           "[ARGUMENTS]\n";
  }
};

// Checks as before, but leaves the type's name in the help as it is.
CLI::Validator Silent(const CLI::Validator& validator) {
  return validator.description("");
}

// A duration with its unit, as world files write it.
void AddDuration(CLI::App& app, const std::string& name,
                 std::optional<milliseconds>& into, const std::string& about) {
  const std::map<std::string, std::int64_t> units = {
      {"ms", 1}, {"s", 1000}, {"m", 60'000}};
  app.add_option_function<std::int64_t>(
         name, [&into](const std::int64_t& ms) { into = milliseconds(ms); },
         about)
      ->transform(CLI::AsNumberWithUnit(
          units, CLI::AsNumberWithUnit::UNIT_REQUIRED, "DURATION"))
      ->check(Silent(CLI::NonNegativeNumber));
}

void AddTimeLimit(CLI::App& app, std::optional<milliseconds>& into) {
  app.add_option_function<double>(
         "--time-limit",
         [&into](const double& seconds) {
           into = std::chrono::ceil<milliseconds>(
               std::chrono::duration<double>(seconds));
         },
         "Kill the command after so many seconds")
      ->check(Silent(CLI::Range(0.001, 86'400.0)))
      ->type_name("SECONDS");
}

void AddWorldOptions(CLI::App& app, WorldOptions& options) {
  app.add_option("world", options.file, "The world file")
      ->required()
      ->type_name("WORLD");
  app.add_option("--transcript", options.transcript,
                 "Write what was seen, as JSON")
      ->type_name("FILE");
  app.add_option("--follow", options.follow,
                 "Write each event when it happens, one line each: JSON, or "
                 "text where FILE is a terminal")
      ->type_name("FILE");
  app.add_option("--follow-as", options.follow_as,
                 "The form of these lines, wherever they go")
      ->check(Silent(CLI::IsMember({"text", "json"})))
      ->type_name("text|json");
  app.add_option("--keylog", options.key_log,
                 "Write the secrets of TLS, as SSLKEYLOGFILE does, for "
                 "Wireshark")
      ->type_name("FILE");
  app.add_option("--clock-rate", options.clock_rate,
                 "The client's clock runs so many times as fast: the world's "
                 "delays shrink by it")
      ->check(Silent(CLI::Range(0.01, 1000.0)))
      ->type_name("N");
  app.add_option("--seed", options.seed,
                 "Draw all chance of the world from this, instead of its own")
      ->check(Silent(CLI::Range(std::uint32_t{0}, kSeedMax)))
      ->type_name("N");
  AddDuration(app, "--rtt", options.rtt,
              "Emulate this round-trip time, instead of the world's own");
}

void AddRun(CLI::App& app, RunOptions& options) {
  CLI::App& run = *app.add_subcommand("run", kRunAbout);
  run.formatter(std::make_shared<RunFormatter>());
  run.footer(kRunExamples);
  AddWorldOptions(run, options.world);
  run.add_option("--env", options.env,
                 "Set a variable, or keep the caller's (KEY alone)")
      ->type_name("KEY[=VALUE]")
      ->allow_extra_args(false);
  run.add_option("--bind", options.shown,
                 "Show this path inside, read-only, also below /tmp")
      ->check(Silent(CLI::ExistingPath))
      ->type_name("PATH")
      ->allow_extra_args(false);
  run.add_option("--writable", options.writable,
                 "Show this path inside, and let the command write there")
      ->check(Silent(CLI::ExistingPath))
      ->type_name("PATH")
      ->allow_extra_args(false);
  AddTimeLimit(run, options.time_limit);
}

void AddServe(CLI::App& app, ServeCommandOptions& options) {
  CLI::App& serve = *app.add_subcommand("serve", kServeAbout);
  serve.footer(kServeExamples);
  AddWorldOptions(serve, options.world);
  serve
      .add_option("--ca", options.ca_file,
                  "Write the root certificate here (default: in memory only)")
      ->type_name("FILE");
  serve
      .add_option("--address", options.addresses,
                  "Listen at this address of this machine (default: on "
                  "loopback); several for several hosts")
      ->type_name("ADDRESS")
      ->allow_extra_args(false);
  serve
      .add_option_function<std::string>(
          "--ports",
          [&options](const std::string& ports) {
            options.real_ports = ports == "real";
          },
          "At free ports (default), or at the world's own: 53, 80, 443 …")
      ->check(Silent(CLI::IsMember({"free", "real"})))
      ->type_name("free|real");
  serve.add_flag("--json", options.json, "Print one line of JSON");
  serve.add_flag("--until-eof", options.until_eof,
                 "Stop also when standard input ends");
}

void AddCheck(CLI::App& app, CheckOptions& options) {
  CLI::App& check = *app.add_subcommand("check", kCheckAbout);
  check.footer(kCheckExamples);
  check
      .add_option("files", options.paths,
                  "World files; a directory stands for all *.yaml below it")
      ->required()
      ->type_name("FILE");
  check.add_flag("--json", options.json, "Print one JSON document");
}

void AddDescribe(CLI::App& app, std::string& world) {
  CLI::App& describe = *app.add_subcommand("describe", kDescribeAbout);
  describe.footer(kDescribeExamples);
  describe.add_option("world", world, "The world file")
      ->required()
      ->type_name("WORLD");
}

// `words` is `one|two`.
void AddChoice(CLI::App& app, const std::string& name,
               std::optional<std::string>& into, const std::string& words,
               const std::string& about) {
  std::vector<std::string> all;
  std::istringstream list(words);
  for (std::string word; std::getline(list, word, '|');) {
    all.push_back(word);
  }
  app.add_option(name, into, about)
      ->check(Silent(CLI::IsMember(all)))
      ->type_name(words);
}

void AddNew(CLI::App& app, NewOptions& options) {
  CLI::App& create = *app.add_subcommand("new", kNewAbout);
  create.footer(kNewExamples);
  create
      .add_option("file", options.file,
                  "The file to write (default: standard output)")
      ->type_name("FILE");
  create.add_option("--mailbox", options.mailbox, "The address looked for")
      ->type_name("ADDRESS");
  AddChoice(create, "--place", options.place, kPlaces,
            "Where the settings wait");
  AddChoice(create, "--login", options.login, kLogins,
            "Which login is asked for");
  AddChoice(create, "--answer", options.answer, kAnswers, "What is answered");
  AddChoice(create, "--fault", options.fault, kFaults, "What is wrong there");
  create.add_flag("--force", options.force, "Replace a file that is there");
}

void AddCompletion(CLI::App& app, std::string& shell) {
  CLI::App& completion = *app.add_subcommand("completion", kCompletionAbout);
  completion.footer(kCompletionExamples);
  completion.add_option("shell", shell, "For which shell")
      ->required()
      ->check(Silent(CLI::IsMember({"bash", "zsh"})))
      ->type_name("bash|zsh");
}

// Takes everything behind the first `--` out of `arguments`.
std::vector<std::string> TakeCommand(std::vector<std::string>& arguments) {
  const auto dashes = std::find(arguments.begin(), arguments.end(), "--");
  if (dashes == arguments.end()) {
    return {};
  }
  std::vector<std::string> command(dashes + 1, arguments.end());
  arguments.erase(dashes, arguments.end());
  return command;
}

int Dispatch(const CLI::App& app, const Chosen& chosen) {
  if (app.got_subcommand("serve")) {
    return Serve(chosen.serve);
  }
  if (app.got_subcommand("check")) {
    return Check(chosen.check);
  }
  if (app.got_subcommand("describe")) {
    return Describe(chosen.described);
  }
  if (app.got_subcommand("new")) {
    return New(chosen.created);
  }
  if (app.got_subcommand("completion")) {
    return PrintCompletion(app, chosen.shell);
  }
  if (chosen.run.command.empty()) {
    Say("run: say which command to run, after `--`: fake-exchange run WORLD -- "
        "COMMAND");
    return kExitUsage;
  }
  return Run(chosen.run);
}

}  // namespace

int RunCommandLine(std::vector<std::string> arguments) {
  Chosen chosen;
  CLI::App app(kAbout, "fake-exchange");
  app.set_version_flag("--version", "fake-exchange " FAKE_EXCHANGE_VERSION);
  app.footer(kExamples);
  app.require_subcommand(1);
  AddRun(app, chosen.run);
  AddServe(app, chosen.serve);
  AddCheck(app, chosen.check);
  AddDescribe(app, chosen.described);
  AddNew(app, chosen.created);
  AddCompletion(app, chosen.shell);

  if (!arguments.empty()) {
    arguments.erase(arguments.begin());
  }
  chosen.run.command = TakeCommand(arguments);
  // CLI11 takes them from the end.
  std::reverse(arguments.begin(), arguments.end());
  try {
    app.parse(std::move(arguments));
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kExitSuccess : kExitUsage;
  }
  return Dispatch(app, chosen);
}

}  // namespace fake
