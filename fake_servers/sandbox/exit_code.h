// SPDX-License-Identifier: Apache-2.0
//
// The exit codes of fake-exchange. `run` passes on the code of its command, so
// our own lie where few programs have theirs; README.md lists them.

#ifndef FAKE_SERVERS_SANDBOX_EXIT_CODE_H_
#define FAKE_SERVERS_SANDBOX_EXIT_CODE_H_

namespace fake {

constexpr int kExitSuccess = 0;
constexpr int kExitProblems = 1;            // `check` found problems.
constexpr int kExitWorldInvalid = 120;      // The world file is wrong.
constexpr int kExitNoSandbox = 121;         // No private namespace here.
constexpr int kExitWorldNotStarted = 122;   // The world could not be served.
constexpr int kExitOutputNotWritten = 123;  // A file of ours, not writable.
constexpr int kExitTimeLimit = 124;         // As timeout(1) has it.
constexpr int kExitUsage = 125;             // The command line is wrong.
constexpr int kExitNotExecutable = 126;     // As shells have it.
constexpr int kExitNotFound = 127;          // As shells have it.
constexpr int kExitSignalBase = 128;        // + the signal that ended CMD.

}  // namespace fake

#endif  // FAKE_SERVERS_SANDBOX_EXIT_CODE_H_
