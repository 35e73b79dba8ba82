// SPDX-License-Identifier: Apache-2.0
//
// The half of `run` that stays outside: it makes the sandbox, passes signals
// on, and brings the report back. sandbox/inside.h is the other half.

#ifndef FAKE_SERVERS_SANDBOX_OUTSIDE_H_
#define FAKE_SERVERS_SANDBOX_OUTSIDE_H_

#include <string>
#include <vector>

#include "sandbox/job.h"

namespace fake {

struct SandboxRequest {
  Serving serving;
  std::string resolv_conf;
  std::vector<std::string> command;   // Not empty.
  std::vector<std::string> env;       // KEY=VALUE or KEY
  std::vector<std::string> shown;     // Also visible inside, read-only.
  std::vector<std::string> writable;  // Also visible inside, to be changed.
};

// Blocks until the command has ended and the sandbox is gone. When the command
// never ran, the report says so, with a code and a message of ours. REQUIRES:
// one thread, and no other children.
[[nodiscard]] Report RunInSandbox(const SandboxRequest& request);

}  // namespace fake

#endif  // FAKE_SERVERS_SANDBOX_OUTSIDE_H_
