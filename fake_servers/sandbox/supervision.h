// SPDX-License-Identifier: Apache-2.0
//
// Waits for a command in the sandbox, and ends it when it must end.

#ifndef FAKE_SERVERS_SANDBOX_SUPERVISION_H_
#define FAKE_SERVERS_SANDBOX_SUPERVISION_H_

#include <chrono>
#include <optional>

#include "sandbox/command.h"

namespace fake {

// Blocks until `command` has ended. Each byte from `control_fd` is a signal for
// it; after the first it has a short grace to end by itself. After the time
// limit, or the grace, it and every process that it left behind is killed:
// REQUIRES a process namespace of our own. A command killed by the time limit
// ends with kExitTimeLimit.
[[nodiscard]] Ending Supervise(
    const Command& command, int control_fd,
    std::optional<std::chrono::milliseconds> time_limit);

}  // namespace fake

#endif  // FAKE_SERVERS_SANDBOX_SUPERVISION_H_
