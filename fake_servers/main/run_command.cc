// SPDX-License-Identifier: Apache-2.0

#include "main/run_command.h"

#include <csignal>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include <unistd.h>

#include "main/messages.h"
#include "main/output_file.h"
#include "main/world_source.h"
#include "sandbox/exit_code.h"
#include "sandbox/job.h"
#include "sandbox/outside.h"
#include "sandbox/system_files.h"
#include "wire/unique_fd.h"
#include "world/world_file.h"

namespace fake {
namespace {

// Ends as the command did. Shells stop a loop only when they see that Ctrl-C
// ended us too: an exit code of 130 does not tell them.
int EndLike(const Report& report) {
  if (report.started && report.signal == SIGINT) {
    std::signal(SIGINT, SIG_DFL);
    sigset_t interrupt;
    sigemptyset(&interrupt);
    sigaddset(&interrupt, SIGINT);
    sigprocmask(SIG_UNBLOCK, &interrupt, nullptr);
    kill(getpid(), SIGINT);
  }
  return report.exit_code;
}

// Hands the report out to the user, and gives the exit code.
int Deliver(const Report& report, const std::string& transcript) {
  if (!report.message.empty()) {
    Say(report.message);
  }
  SayUnfired(report.unfired);
  if (report.started && !transcript.empty()) {
    if (const auto problem = WriteOutputFile(transcript, report.transcript)) {
      Say(*problem);
      return kExitOutputNotWritten;
    }
  }
  return EndLike(report);
}

}  // namespace

int Run(const RunOptions& options) {
  const WorldOptions& asked = options.world;
  auto source = ReadWorldSource(asked.file);
  if (const auto* problems = std::get_if<std::vector<Problem>>(&source)) {
    Say(*problems);
    return kExitWorldInvalid;
  }
  const auto prepared =
      PrepareOutputs(asked.transcript, asked.follow, asked.key_log);
  if (const auto* problem = std::get_if<std::string>(&prepared)) {
    Say(*problem);
    return kExitOutputNotWritten;
  }
  const Outputs& outputs = *std::get_if<Outputs>(&prepared);
  WorldSource& world = *std::get_if<WorldSource>(&source);
  const std::uint64_t seed = SettleSeed(asked.seed, world.world);
  const Report report =
      RunInSandbox({.serving = {.world_name = asked.file,
                                .world_text = world.text,
                                .body_files = world.files,
                                .clock_rate = asked.clock_rate,
                                .rtt = asked.rtt,
                                .seed = seed,
                                .time_limit = options.time_limit,
                                .follow_fd = outputs.follow.get(),
                                .follow_form = FollowForm(asked.follow_as,
                                                          outputs.follow.get()),
                                .key_log_fd = outputs.key_log.get()},
                    .resolv_conf = ResolvConf(world.world.resolver),
                    .command = options.command,
                    .env = options.env,
                    .shown = options.shown,
                    .writable = options.writable});
  return Deliver(report, asked.transcript);
}

}  // namespace fake
