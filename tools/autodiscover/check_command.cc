// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/check_command.h"

#include <iostream>

#include "tools/autodiscover/check_output.h"
#include "tools/autodiscover/exit_codes.h"
#include "tools/autodiscover/interrupt.h"

namespace autodiscover::tools {
namespace {

// The help of the command has the table.
int StatusOf(const std::vector<Finding>& findings) {
  if (findings.empty() || findings.front().severity == Severity::kNote) {
    return kExitFound;
  }
  return findings.front().severity == Severity::kError
             ? ExitStatus(ErrorCode::kNotFound)
             : kExitToMend;
}

}  // namespace

int RunCheck(const CheckOptions& options) {
  const Cancellation cancellation;
  CancelOnInterrupt(cancellation);
  const std::optional<Survey> survey = Look(options, cancellation);
  if (!survey) {
    return ExitStatus(ErrorCode::kCancelled);
  }
  const auto& error = survey->sources.front().outcome.error;
  if (error && error->code == ErrorCode::kInvalidAddress) {
    std::cerr << "autodiscover: " << Printable(error->message) << "\n";
    return kExitUsage;
  }
  const std::vector<Finding> findings =
      Judge(*survey, std::chrono::floor<std::chrono::seconds>(
                         std::chrono::system_clock::now()));
  std::cout << (options.json
                    ? CheckJson(*survey, findings)
                    : CheckText(*survey, findings, StyleOfStandardOutput()))
            << std::flush;
  return StatusOf(findings);
}

}  // namespace autodiscover::tools
