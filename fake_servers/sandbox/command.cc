// SPDX-License-Identifier: Apache-2.0

#include "sandbox/command.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <string>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

#include <fcntl.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sandbox/exit_code.h"
#include "sandbox/pipe.h"
#include "sandbox/pointers.h"
#include "wire/unique_fd.h"

namespace fake {
namespace {

// The world needs low ports and an interface of its own; the command does not:
// with them it could answer in the place of a host that refuses.
void DropCapabilities() {
  for (unsigned long capability = 0; capability <= CAP_LAST_CAP; ++capability) {
    prctl(PR_CAPBSET_DROP, capability, 0, 0, 0);
  }
  prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  __user_cap_header_struct header{.version = _LINUX_CAPABILITY_VERSION_3,
                                  .pid = 0};
  const std::array<__user_cap_data_struct, _LINUX_CAPABILITY_U32S_3> none{};
  syscall(SYS_capset, &header, none.data());
}

void ResetSignals(const std::vector<int>& ignored) {
  for (int number = 1; number < NSIG; ++number) {
    const bool ignore =
        std::find(ignored.begin(), ignored.end(), number) != ignored.end();
    // Fails for SIGKILL, SIGSTOP and the C library's own, as it should.
    std::signal(number, ignore ? SIG_IGN : SIG_DFL);
  }
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
}

// The life of the forked process.
[[noreturn]] void WaitAndExecute(CommandLine line, int go, int problem) {
  char byte = 0;
  if (read(go, &byte, 1) != 1) {
    _exit(kExitWorldNotStarted);
  }
  ResetSignals(line.ignored_signals);
  DropCapabilities();
  execve(line.program.c_str(), ToPointers(line.arguments).data(),
         ToPointers(line.environment).data());
  const int error = errno;
  // The reader takes the exit code when this is lost.
  [[maybe_unused]] const ssize_t written = write(problem, &error, sizeof error);
  _exit(error == ENOENT ? kExitNotFound : kExitNotExecutable);
}

}  // namespace

std::variant<Command, std::string> Command::Prepare(const CommandLine& line) {
  Pipe go = MakePipe();
  Pipe problem = MakePipe();
  if (!go.reader.valid() || !problem.reader.valid()) {
    return "cannot make a pipe: " + std::generic_category().message(errno);
  }
  const pid_t pid = fork();
  if (pid < 0) {
    return "cannot start a process: " + std::generic_category().message(errno);
  }
  if (pid == 0) {
    go.writer.Close();
    WaitAndExecute(line, go.reader.get(), problem.writer.get());
  }
  // glibc 2.36 declares pidfd_open, but no C++ header of Debian 12 shows it.
  UniqueFd pidfd(static_cast<int>(syscall(SYS_pidfd_open, pid, 0)));
  if (!pidfd.valid()) {
    return "cannot watch a process (Linux 5.3 or newer is needed): " +
           std::generic_category().message(errno);
  }
  return Command(pid, std::move(pidfd), std::move(go.writer),
                 std::move(problem.reader));
}

Command::Command(pid_t pid, UniqueFd pidfd, UniqueFd go, UniqueFd problem)
    : pid_(pid),
      pidfd_(std::move(pidfd)),
      go_(std::move(go)),
      problem_(std::move(problem)) {}

int Command::Execute() {
  const char byte = 1;
  if (write(go_.get(), &byte, 1) != 1) {
    return errno;
  }
  go_.Close();
  int error = 0;
  if (read(problem_.get(), &error, sizeof error) == sizeof error) {
    return error;
  }
  return 0;  // Closed by a successful execve.
}

void Command::Signal(int number) const { kill(pid_, number); }

Ending Command::Wait() const {
  int status = 0;
  while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFSIGNALED(status)) {
    const int number = WTERMSIG(status);
    return {.exit_code = kExitSignalBase + number, .signal = number};
  }
  return {.exit_code = WEXITSTATUS(status)};
}

}  // namespace fake
