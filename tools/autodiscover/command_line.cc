// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/command_line.h"

#include <sstream>
#include <utility>

#include <CLI/CLI.hpp>

#include "autodiscover/cache.h"
#include "autodiscover/version.h"

#include "tools/autodiscover/common_options.h"
#include "tools/autodiscover/completion.h"
#include "tools/autodiscover/exit_codes.h"
#include "tools/autodiscover/how_options.h"

namespace autodiscover::tools {
namespace {

constexpr const char* kExamples = R"(
Examples:
  autodiscover discover ann@corp.test
  pass show corp | autodiscover discover ann@corp.test --password-stdin --json
  autodiscover discover ann@corp.test --explain --no-srv
  autodiscover discover ann@corp.test --want ews --want activesync
  autodiscover discover ann@corp.test --allow-redirect-to .hoster.test
  autodiscover discover ann@corp.test --username 'CORP\ann' --auth ntlm
  autodiscover discover ann@corp.test --report report.html --rca report.xml
  autodiscover discover ann@corp.test --explain --record trace.har
  autodiscover discover ann@corp.test --token-command 'get-token "$AUTODISCOVER_TENANT"'

The password is read from standard input (--password-stdin), or asked for on
the terminal when a server wants one. It is never taken from the command line.
)";

std::string Footer() {
  std::ostringstream text;
  text << kExamples << "\nExit codes:\n  " << kExitFound << "    found\n";
  for (const ExitCode& row : kExitCodes) {
    text << "  " << row.status
         << std::string(5 - std::to_string(row.status).size(), ' ')
         << row.meaning << "\n";
  }
  text << "  " << kExitFile
       << "    a file that was asked for could not be written\n";
  return text.str();
}

void AddCacheChoice(CLI::App& app, DiscoverOptions& options) {
  CLI::Option* file = app.add_option(
      "--cache", options.cache_file,
      "Remember the endpoint in this file, and ask it first the next time; "
      "without it --explain looks at no cache. Default: " +
          DefaultCacheFile());
  file->type_name("FILE");
  app.add_flag("!--no-cache", options.use_cache, "Remember nothing")
      ->excludes(file);
}

void AddFileOptions(CLI::App& app, DiscoverOptions& options) {
  CLI::Option* record = app.add_option(
      "--record", options.record_file,
      "Write down what was asked and answered as HAR 1.2, cleaned of names "
      "and secrets by `conform`, which makes a scenario of it: conform import");
  record->type_name("FILE");
  AddRepeated(app, "--record-keep", options.record_keep,
              "A host, a domain with the addresses in it, an address or a word "
              "that may stay in the recording",
              "NAME")
      ->needs(record);
  app.add_option("--report", options.report_file,
                 "Write the outcome as one HTML page: what decided, every "
                 "attempt with its facts, the timing")
      ->type_name("FILE");
  app.add_option("--rca", options.rca_file,
                 "Write the attempts in the XML shape of a report of "
                 "Microsoft's Remote Connectivity Analyzer")
      ->type_name("FILE");
}

CLI::App* AddDiscover(CLI::App& app, DiscoverOptions& options, bool& json,
                      bool& explain) {
  CLI::App* discover =
      app.add_subcommand("discover", "Find the Exchange endpoint of a mailbox");
  discover->footer(Footer());
  discover->add_option("ADDRESS", options.address, "The mailbox: ann@corp.test")
      ->required();
  discover->add_option(
      "--username", options.username,
      "Login name, if it is not the address (or DOMAIN\\user)");
  AddHowOptions(*discover, options);
  AddCacheChoice(*discover, options);
  AddFileOptions(*discover, options);
  CLI::Option* as_json =
      discover->add_flag("--json", json, "Print one JSON document");
  discover
      ->add_flag("--explain", explain,
                 "Print every attempt, with its reason and its time")
      ->excludes(as_json);
  return discover;
}

CLI::App* AddCompletion(CLI::App& app, std::string& shell) {
  CLI::App* completion = app.add_subcommand(
      "completion",
      "Print the completion for a shell: source <(autodiscover completion "
      "bash)");
  completion->add_option("SHELL", shell, "bash or zsh")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh"}))
      ->type_name("");
  return completion;
}

Stop StopFor(const CLI::App& app, const CLI::ParseError& error) {
  std::ostringstream out;
  std::ostringstream err;
  const bool asked_for = app.exit(error, out, err) == 0;
  return {.status = asked_for ? kExitFound : kExitUsage,
          .out = out.str(),
          .err = err.str()};
}

// What the single options do not show.
Command CheckBulk(BulkOptions options) {
  const std::string complaint = ComplaintAbout(options);
  if (!complaint.empty()) {
    return Stop{.status = kExitUsage,
                .out = {},
                .err = "autodiscover: " + complaint + "\n"};
  }
  return options;
}

}  // namespace

Command ReadCommandLine(int argc, const char* const* argv) {
  CLI::App app("Finds the Exchange endpoint of a mailbox by its address.",
               "autodiscover");
  app.footer(Footer());
  app.require_subcommand(1);
  app.set_version_flag("--version", "autodiscover " + std::string(kVersion));
  app.failure_message([](const CLI::App* /*app*/, const CLI::Error& error) {
    return std::string("autodiscover: ") + error.what() +
           "\nautodiscover: --help shows what is possible\n";
  });
  DiscoverOptions options;
  bool json = false;
  bool explain = false;
  const CLI::App* discover = AddDiscover(app, options, json, explain);
  CacheOptions cache_options;
  const CLI::App* cache = AddCacheCommand(app, cache_options);
  CheckOptions check_options;
  const CLI::App* check = AddCheckCommand(app, check_options);
  std::string shell;
  const CLI::App* completion = AddCompletion(app, shell);
  BulkOptions bulk_options;
  CLI::App* bulk = AddBulkCommand(app, bulk_options);
  AddHowOptions(*bulk, bulk_options.how);
  AdapterOptions adapter_options;
  CLI::App* adapter =
      app.add_subcommand("adapter",
                         "Answer one request of the conformance suite's "
                         "adapter protocol: JSON on standard input and output");
  AddPreset(*adapter, adapter_options.preset);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return StopFor(app, error);
  }
  if (cache->parsed()) {
    return cache_options;
  }
  if (completion->parsed()) {
    return Stop{.status = kExitFound, .out = Completion(app, shell)};
  }
  if (check->parsed()) {
    return check_options;
  }
  if (bulk->parsed()) {
    return CheckBulk(std::move(bulk_options));
  }
  if (!discover->parsed()) {
    return adapter_options;
  }
  if (json || explain) {
    options.output = json ? OutputForm::kJson : OutputForm::kExplain;
  }
  // Who asks why it fails wants to see the whole way.
  options.use_cache =
      options.use_cache && (!explain || !options.cache_file.empty());
  return options;
}

}  // namespace autodiscover::tools
