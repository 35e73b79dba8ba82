// SPDX-License-Identifier: Apache-2.0

#include "sandbox/outside.h"

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

#include <unistd.h>

#include "sandbox/bubblewrap.h"
#include "sandbox/bubblewrap_process.h"
#include "sandbox/environment.h"
#include "sandbox/exit_code.h"
#include "sandbox/memory_file.h"
#include "sandbox/pipe.h"
#include "sandbox/program_search.h"
#include "sandbox/sandbox_problem.h"
#include "sandbox/shown_paths.h"
#include "sandbox/signals.h"
#include "sandbox/system_files.h"
#include "wire/unique_fd.h"

namespace fake {
namespace {

namespace fs = std::filesystem;

constexpr char kUsualPath[] = "/usr/local/bin:/usr/bin:/bin";

Report Failure(int exit_code, std::string message) {
  return {.exit_code = exit_code, .message = std::move(message)};
}

std::optional<std::string> CallersVariable(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

// What must be there before anything is made.
struct Programs {
  std::string bubblewrap;
  std::string command;
};

std::variant<Programs, Report> FindPrograms(
    const std::string& command, const std::vector<std::string>& environment) {
  const FoundProgram found = FindProgram(
      command, FindVariable(environment, "PATH").value_or(kUsualPath));
  if (found.path.empty()) {
    const bool missing = found.exit_code == kExitNotFound;
    return Failure(
        found.exit_code,
        command + (missing ? ": command not found" : ": cannot be executed"));
  }
  const FoundProgram bubblewrap =
      FindProgram("bwrap", CallersVariable("PATH").value_or(kUsualPath));
  if (bubblewrap.path.empty()) {
    return Failure(kExitNoSandbox, ExplainMissingBubblewrap());
  }
  std::error_code error;
  if (!fs::is_directory(kCaDirectory, error)) {
    return Failure(kExitNoSandbox, ExplainMissingCaDirectory(kCaDirectory));
  }
  return Programs{.bubblewrap = bubblewrap.path, .command = found.path};
}

// The descriptors that go into the sandbox, and the ends that stay with us.
struct Channels {
  std::vector<UniqueFd> system_files;
  UniqueFd job;
  UniqueFd report;
  UniqueFd info;
  UniqueFd users_stderr;
  UniqueFd bubblewrap_stderr;
  Pipe control;
  [[nodiscard]] bool complete() const {
    return report.valid() && info.valid() && bubblewrap_stderr.valid() &&
           control.reader.valid();
  }
};

Channels OpenChannels() {
  return {.report = MakeMemoryFile("report", ""),
          .info = MakeMemoryFile("info", ""),
          // Not valid when the caller has closed it: then there is none.
          .users_stderr = UniqueFd(dup(STDERR_FILENO)),
          .bubblewrap_stderr = MakeMemoryFile("stderr", ""),
          .control = MakePipe()};
}

std::vector<DataMount> MountSystemFiles(Channels& channels,
                                        const std::string& resolv_conf) {
  std::vector<DataMount> mounts;
  for (SystemFile& file : SystemFiles(resolv_conf)) {
    channels.system_files.push_back(
        MakeMemoryFile("system-file", file.content));
    mounts.push_back({.fd = channels.system_files.back().get(),
                      .path = std::move(file.path)});
  }
  return mounts;
}

Job MakeJob(const SandboxRequest& request, const std::string& program,
            std::vector<std::string> environment, const Channels& channels) {
  return {.serving = request.serving,
          .program = program,
          .arguments = request.command,
          .environment = std::move(environment),
          .ignored_signals = IgnoredStopSignals(),
          .control_fd = channels.control.reader.get(),
          .report_fd = channels.report.get(),
          .stderr_fd = channels.users_stderr.get()};
}

SandboxPlan MakePlan(const SandboxRequest& request, const Programs& programs,
                     Channels& channels) {
  std::error_code error;
  const fs::path here = fs::current_path(error);
  const std::string directory = error ? "/" : here.string();
  return {.bubblewrap = programs.bubblewrap,
          .own_program = fs::read_symlink("/proc/self/exe", error).string(),
          .system_files = MountSystemFiles(channels, request.resolv_conf),
          .shown = ShownPaths({.working_directory = directory,
                               .program = programs.command,
                               .command = request.command,
                               .asked = request.shown}),
          .writable = AbsolutePaths(request.writable),
          .working_directory = directory,
          .new_session = isatty(STDIN_FILENO) == 0,
          .job_fd = channels.job.get(),
          .info_fd = channels.info.get()};
}

std::vector<int> Inherited(const Channels& channels,
                           const SandboxRequest& request) {
  std::vector<int> fds = {channels.job.get(),
                          channels.report.get(),
                          channels.info.get(),
                          channels.users_stderr.get(),
                          channels.control.reader.get(),
                          request.serving.follow_fd,
                          request.serving.key_log_fd};
  for (const UniqueFd& file : channels.system_files) {
    fds.push_back(file.get());
  }
  return fds;
}

Report BringBack(const Channels& channels) {
  const std::string bytes =
      ReadWholeFd(channels.report.get()).value_or(std::string());
  if (std::optional<Report> report = DecodeReport(bytes)) {
    return *std::move(report);
  }
  const std::string said =
      ReadWholeFd(channels.bubblewrap_stderr.get()).value_or(std::string());
  if (!said.empty()) {
    return Failure(kExitNoSandbox,
                   ExplainSandboxProblem(said, ReadKernelSettings()));
  }
  return Failure(kExitWorldNotStarted,
                 "the sandbox ended before it could report; nothing is known "
                 "of what happened in it");
}

}  // namespace

Report RunInSandbox(const SandboxRequest& request) {
  std::vector<std::string> environment =
      CommandEnvironment(CallersVariable, request.env);
  const std::variant<Programs, Report> found =
      FindPrograms(request.command.front(), environment);
  if (const Report* failure = std::get_if<Report>(&found)) {
    return *failure;
  }
  const Programs& programs = *std::get_if<Programs>(&found);
  Channels channels = OpenChannels();
  if (!channels.complete()) {
    return Failure(kExitNoSandbox, "cannot make files in memory: " +
                                       std::generic_category().message(errno));
  }
  channels.job =
      MakeMemoryFile("job", Encode(MakeJob(request, programs.command,
                                           std::move(environment), channels)));
  const SandboxPlan plan = MakePlan(request, programs, channels);
  const bool ran = RunToEnd({.arguments = BubblewrapArguments(plan),
                             .inherited = Inherited(channels, request),
                             .stderr_fd = channels.bubblewrap_stderr.get(),
                             .info_fd = channels.info.get(),
                             .control_fd = channels.control.writer.get(),
                             .terminal_shared = !plan.new_session});
  if (!ran) {
    return Failure(kExitNoSandbox, "cannot start a process: " +
                                       std::generic_category().message(errno));
  }
  return BringBack(channels);
}

}  // namespace fake
