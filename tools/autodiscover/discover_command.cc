// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/discover_command.h"

#include <iostream>

#include "autodiscover/client.h"
#include "autodiscover/json.h"

#include "tools/autodiscover/cache_command.h"
#include "tools/autodiscover/exit_codes.h"
#include "tools/autodiscover/interrupt.h"
#include "tools/autodiscover/outcome_files.h"
#include "tools/autodiscover/password_source.h"
#include "tools/autodiscover/recorder.h"
#include "tools/autodiscover/request.h"
#include "tools/autodiscover/style.h"
#include "tools/autodiscover/text_output.h"
#include "tools/autodiscover/token_source.h"

namespace autodiscover::tools {
namespace {

void Print(const Outcome& outcome, OutputForm form) {
  switch (form) {
    case OutputForm::kJson:
      std::cout << ToJson(outcome);
      return;
    case OutputForm::kExplain:
      std::cout << ToExplanation(outcome, StyleOfStandardOutput());
      return;
    case OutputForm::kPlain:
      if (outcome.settings) {
        std::cout << ToPlain(outcome);
      }
      return;
  }
}

// --explain has said it already, in its first line.
void Complain(const Outcome& outcome, OutputForm form) {
  if (!outcome.error || form == OutputForm::kExplain) {
    return;
  }
  std::cerr << "autodiscover: " << Printable(outcome.error->message) << "\n";
  if (form == OutputForm::kPlain && !outcome.attempts.empty()) {
    std::cerr << "autodiscover: --explain shows what was tried, and why it "
                 "failed\n";
  }
}

void AddSecrets(const DiscoverOptions& options, const KeptSecret& secret,
                Request& request) {
  if (options.password_from_stdin) {
    request.password = [&secret] { return secret.value(); };
  } else if (!options.token_from_stdin) {
    request.password = TerminalPassword(
        options.username.empty() ? options.address : options.username);
  }
  if (options.token_from_stdin) {
    request.token = [&secret](const BearerChallenge&) {
      return secret.value();
    };
  } else if (!options.token_command.empty()) {
    request.token = [&options](const BearerChallenge& challenge) {
      return TokenByCommand(options.token_command, challenge);
    };
  }
}

}  // namespace

int RunDiscover(const DiscoverOptions& options) {
  Request request = MakeRequest(options);
  KeptSecret secret;
  const bool from_stdin =
      options.password_from_stdin || options.token_from_stdin;
  if (from_stdin && !secret.ReadStandardInput()) {
    std::cerr << "autodiscover: "
              << (options.token_from_stdin ? "--token-stdin"
                                           : "--password-stdin")
              << ": standard input is empty; write the secret as its first "
                 "line\n";
    return kExitUsage;
  }
  AddSecrets(options, secret, request);
  Recorder recorder(options);
  if (const std::string problem = recorder.Problem(); !problem.empty()) {
    std::cerr << "autodiscover: " << problem << "\n";
    return kExitFile;
  }
  recorder.ListenTo(request);
  if (options.use_cache) {
    request.cache = OpenCacheOrComplain(options.cache_file);
    // Who calls again has perhaps mended something.
    request.cache_limits.negative = std::chrono::seconds(0);
  }
  CancelOnInterrupt(request.cancellation);
  const Outcome outcome = Discover(request);
  Print(outcome, options.output);
  std::cout.flush();
  Complain(outcome, options.output);
  const bool files_written = WriteOutcomeFiles(options, outcome);
  if (!recorder.Write(outcome) || !files_written) {
    return kExitFile;
  }
  return outcome.error ? ExitStatus(outcome.error->code) : kExitFound;
}

}  // namespace autodiscover::tools
