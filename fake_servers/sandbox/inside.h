// SPDX-License-Identifier: Apache-2.0
//
// The half of `run` that lives in the sandbox: it serves the world, runs the
// command against it, and reports. sandbox/outside.h is the other half.

#ifndef FAKE_SERVERS_SANDBOX_INSIDE_H_
#define FAKE_SERVERS_SANDBOX_INSIDE_H_

namespace fake {

// Reads a Job from `job_fd` and does it. Only the report counts; the exit code
// returned is for the process itself. REQUIRES: one thread.
[[nodiscard]] int RunInside(int job_fd);

}  // namespace fake

#endif  // FAKE_SERVERS_SANDBOX_INSIDE_H_
