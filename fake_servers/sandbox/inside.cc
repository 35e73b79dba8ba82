// SPDX-License-Identifier: Apache-2.0

#include "sandbox/inside.h"

#include <csignal>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

#include <fcntl.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "history/transcript.h"
#include "sandbox/command.h"
#include "sandbox/environment.h"
#include "sandbox/exit_code.h"
#include "sandbox/follow.h"
#include "sandbox/job.h"
#include "sandbox/kerberos_realm.h"
#include "sandbox/loopback.h"
#include "sandbox/memory_file.h"
#include "sandbox/supervision.h"
#include "sandbox/trust_store.h"
#include "tls/certificate_authority.h"
#include "wire/unique_fd.h"
#include "world/running_world.h"
#include "world/world.h"
#include "world/world_file.h"

namespace fake {
namespace {

// A world that does not stop is ended by a signal, and leaves no report.
constexpr unsigned int kStopSecondsMax = 8;

Report Failure(int exit_code, std::string message) {
  return {.exit_code = exit_code, .message = std::move(message)};
}

std::vector<std::string> AddressesOf(const World& world) {
  std::vector<std::string> addresses;
  for (const Host& host : world.hosts) {
    addresses.insert(addresses.end(), host.addresses.begin(),
                     host.addresses.end());
  }
  return addresses;
}

// Runs the prepared command against the world that is up.
Report RunCommand(const Job& job, Command& command, RunningWorld& world,
                  Transcript& transcript) {
  transcript.Start();
  if (const int error = command.Execute(); error != 0) {
    return Failure(error == ENOENT ? kExitNotFound : kExitNotExecutable,
                   job.arguments.front() + ": cannot be executed: " +
                       std::generic_category().message(error));
  }
  const Ending ending =
      Supervise(command, job.control_fd, job.serving.time_limit);
  alarm(kStopSecondsMax);
  world.Stop();
  Report report{
      .started = true,
      .exit_code = ending.exit_code,
      .signal = ending.signal,
      .transcript = transcript.ToJson(job.serving.world_name, ending.exit_code),
      .unfired = transcript.Unfired()};
  if (ending.exit_code == kExitTimeLimit && ending.signal != 0) {
    report.message = "the time limit is over, and the command was killed";
  }
  return report;
}

Report ServeAndRun(const Job& job, World world, Command& command) {
  if (job.serving.rtt) {
    world.rtt = *job.serving.rtt;
  }
  world.seed = job.serving.seed;
  if (std::optional<std::string> problem = AddToLoopback(AddressesOf(world))) {
    return Failure(kExitWorldNotStarted, *std::move(problem));
  }
  const CertificateAuthority authority;
  if (std::optional<std::string> problem =
          WriteTrustStore(authority.RootPem(), kCaDirectory)) {
    return Failure(kExitWorldNotStarted, *std::move(problem));
  }
  std::variant<std::monostate, KerberosRealm, std::string> realm;
  if (world.kerberos) {
    std::visit([&realm](auto&& made) { realm = std::move(made); },
               KerberosRealm::Start(world));
  }
  if (std::string* problem = std::get_if<std::string>(&realm)) {
    return Failure(kExitWorldNotStarted, std::move(*problem));
  }
  Transcript transcript(job.serving.clock_rate);
  FollowTo(job.serving.follow_fd, job.serving.follow_form, transcript);
  auto started = RunningWorld::Start(
      world, authority, transcript,
      {.keytab = world.kerberos ? KerberosRealm::Keytab() : "",
       .key_log_fd = job.serving.key_log_fd,
       .clock_rate = job.serving.clock_rate});
  if (std::string* problem = std::get_if<std::string>(&started)) {
    return Failure(kExitWorldNotStarted, std::move(*problem));
  }
  RunningWorld& running =
      **std::get_if<std::unique_ptr<RunningWorld>>(&started);
  return RunCommand(job, command, running, transcript);
}

std::vector<std::string> EnvironmentIn(const World& world, const Job& job) {
  std::vector<std::string> environment = job.environment;
  if (world.kerberos) {
    for (std::string& variable : KerberosEnvironment()) {
      environment.push_back(std::move(variable));
    }
  }
  return environment;
}

Report Do(const Job& job) {
  BodyFiles files = job.serving.body_files;
  LoadedWorld loaded =
      ParseWorld(job.serving.world_text, job.serving.world_name, &files);
  World* world = std::get_if<World>(&loaded);
  if (world == nullptr) {
    return Failure(kExitWorldInvalid, "the world file has changed meanwhile");
  }
  // Before the world has threads, so that the new process has none of them.
  std::variant<Command, std::string> prepared =
      Command::Prepare({.program = job.program,
                        .arguments = job.arguments,
                        .environment = EnvironmentIn(*world, job),
                        .ignored_signals = job.ignored_signals});
  Command* command = std::get_if<Command>(&prepared);
  if (command == nullptr) {
    return Failure(kExitWorldNotStarted, *std::get_if<std::string>(&prepared));
  }
  return ServeAndRun(job, std::move(*world), *command);
}

void CloseOnExec(int fd) {
  if (fd >= 0) {
    fcntl(fd, F_SETFD, FD_CLOEXEC);
  }
}

// What only we may see: the command shall find neither the world's text nor our
// memory below /proc, and inherit none of our descriptors.
void KeepToOurselves(const Job& job) {
  prctl(PR_SET_DUMPABLE, 0);
  for (const int fd : {job.control_fd, job.report_fd, job.serving.follow_fd,
                       job.serving.key_log_fd, job.stderr_fd}) {
    CloseOnExec(fd);
  }
}

}  // namespace

int RunInside(int job_fd) {
  std::optional<Job> job;
  {
    const UniqueFd owned(job_fd);
    job = DecodeJob(ReadWholeFd(job_fd).value_or(std::string()));
  }
  if (!job) {
    return kExitUsage;
  }
  dup2(job->stderr_fd, STDERR_FILENO);
  KeepToOurselves(*job);
  std::signal(SIGPIPE, SIG_IGN);
  const Report report = Do(*job);
  return WriteAll(job->report_fd, Encode(report)) ? kExitSuccess
                                                  : kExitOutputNotWritten;
}

}  // namespace fake
