// SPDX-License-Identifier: Apache-2.0
//
// The exit codes of `autodiscover`: the one place that numbers them. They never
// change their meaning.

#ifndef TOOLS_AUTODISCOVER_EXIT_CODES_H_
#define TOOLS_AUTODISCOVER_EXIT_CODES_H_

#include <array>

#include "autodiscover/error.h"

namespace autodiscover::tools {

inline constexpr int kExitFound = 0;
inline constexpr int kExitUsage = 2;
inline constexpr int kExitFile = 8;    // Whatever else came of it.
inline constexpr int kExitToMend = 9;  // Of `check` alone.

struct ExitCode {
  ErrorCode code;
  int status;
  const char* meaning;
};

inline constexpr std::array<ExitCode, 8> kExitCodes = {{
    {ErrorCode::kNotFound, 1, "no Autodiscover service was found"},
    {ErrorCode::kInvalidAddress, kExitUsage,
     "wrong usage, or not an address that can be looked up"},
    {ErrorCode::kAuthenticationFailed, 3,
     "a server asked for a login and refused this one"},
    {ErrorCode::kRefusedByPolicy, 4,
     "the only way left needs a consent that was not given"},
    {ErrorCode::kServerError, 5, "a server answered, but with an error"},
    {ErrorCode::kTlsFailed, 6, "no certificate could be trusted"},
    {ErrorCode::kTimedOut, 7, "the time limit of the run has passed"},
    {ErrorCode::kCancelled, 130, "interrupted (Ctrl-C)"},
}};

constexpr int ExitStatus(ErrorCode code) {
  for (const ExitCode& row : kExitCodes) {
    if (row.code == code) {
      return row.status;
    }
  }
  return 1;
}

}  // namespace autodiscover::tools

#endif  // TOOLS_AUTODISCOVER_EXIT_CODES_H_
