// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/bulk_options.h"

#include <CLI/CLI.hpp>

namespace autodiscover::tools {
namespace {

constexpr const char* kHelp = R"(
Each line of the input is a JSON object:
  {"address": "ann@corp.test"}
  {"address": "bob@corp.test", "account": "CORP\\bob"}
"account" is the login name, if it is not the address; other fields are passed
over. A password is never in the input: one password or token is for all lines,
and a line that has one is refused. A line that cannot be read is reported as
FILE:LINE and left out.

Each line of the output is the object of `discover --json`, as soon as it is
known, with "line", the number of the input's line, and "asked", its address.

Examples:
  autodiscover bulk --input mailboxes.ndjson --output found.ndjson
  autodiscover bulk --input mailboxes.ndjson --resume found.ndjson
  pass show service | autodiscover bulk --input mailboxes.ndjson --password-stdin
  cut -d, -f1 staff.csv | jq -Rc '{address: .}' | autodiscover bulk > found.ndjson
  autodiscover bulk --input mailboxes.ndjson | jq -c 'select(.found | not)'

Exit codes:
  0    every line was found
  1    some were not found, or could not be read
  2    wrong usage, or a file that cannot be read or written
  130  interrupted (Ctrl-C): what was written is whole, --resume goes on
)";

}  // namespace

CLI::App* AddBulkCommand(CLI::App& app, BulkOptions& options) {
  CLI::App* bulk = app.add_subcommand(
      "bulk", "Find the endpoints of many mailboxes, one JSON object a line");
  bulk->footer(kHelp);
  bulk->add_option("--input", options.input,
                   "The mailboxes; default: standard input")
      ->check(CLI::ExistingFile)
      ->type_name("FILE");
  CLI::Option* output =
      bulk->add_option("--output", options.output,
                       "Where the results go, a new file; default: standard "
                       "output")
          ->check(CLI::NonexistentPath)
          ->type_name("FILE");
  bulk->add_option_function<std::string>(
          "--resume",
          [&options](const std::string& file) {
            options.output = file;
            options.resume = true;
          },
          "As --output, but lines of the input whose results are in the file "
          "already are passed over; a result that was cut short is done again")
      ->excludes(output)
      ->type_name("FILE");
  bulk->add_option("--jobs", options.jobs,
                   "Mailboxes that are looked for at once")
      ->check(CLI::Range(1, 100'000))
      ->capture_default_str();
  bulk->add_option("--per-host", options.per_host,
                   "Requests in flight at one host")
      ->check(CLI::Range(1, 1'000))
      ->capture_default_str();
  bulk->add_option("--cache", options.how.cache_file,
                   "Remember the endpoints in this file, and ask them first; "
                   "without it nothing is remembered beyond this command")
      ->type_name("FILE");
  bulk->add_flag("--quiet", options.quiet,
                 "No progress, and no summary, on standard error");
  return bulk;
}

std::string ComplaintAbout(const BulkOptions& options) {
  if (options.input.empty() && options.how.password_from_stdin) {
    return "--password-stdin needs --input FILE: standard input cannot be both";
  }
  if (options.input.empty() && options.how.token_from_stdin) {
    return "--token-stdin needs --input FILE: standard input cannot be both";
  }
  if (!options.how.users.empty()) {
    return "--user is for one mailbox: write a line for each into the input";
  }
  return "";
}

}  // namespace autodiscover::tools
