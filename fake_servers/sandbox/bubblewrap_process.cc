// SPDX-License-Identifier: Apache-2.0

#include "sandbox/bubblewrap_process.h"

#include <cerrno>
#include <csignal>
#include <ctime>
#include <string>
#include <system_error>
#include <vector>

#include <nlohmann/json.hpp>
#include <sys/prctl.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sandbox/exit_code.h"
#include "sandbox/memory_file.h"
#include "sandbox/pointers.h"
#include "sandbox/signals.h"

namespace fake {
namespace {

// How long after a signal the inside has to end everything: more than it gives
// the command (kGrace in inside.cc).
constexpr timespec kPatience{.tv_sec = 10, .tv_nsec = 0};

// The life of the forked process. Nothing of our environment goes in.
[[noreturn]] void BecomeBubblewrap(const BubblewrapProcess& process,
                                   pid_t parent) {
  // Whatever happens to us, kill -9 included, the sandbox goes too.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) {
    _exit(kExitNoSandbox);
  }
  // A Ctrl-C reaches the whole process group; only the command shall heed it,
  // so that the world lives on to write down what happened.
  for (const int number : kStopSignals) {
    std::signal(number, SIG_IGN);
  }
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  for (const int fd : process.inherited) {
    KeepOnExec(fd);
  }
  dup2(process.stderr_fd, STDERR_FILENO);
  std::vector<std::string> arguments = process.arguments;
  char* no_environment = nullptr;
  execve(arguments.front().c_str(), ToPointers(arguments).data(),
         &no_environment);
  const std::string problem = std::generic_category().message(errno);
  [[maybe_unused]] const bool written = WriteAll(STDERR_FILENO, problem);
  _exit(kExitNoSandbox);
}

// True when `info` is a signal that the command has not heard by itself.
bool MustBePassedOn(const siginfo_t& info, bool terminal_shared) {
  const bool from_keyboard = info.si_code == SI_KERNEL;
  return info.si_signo != SIGCHLD && !(from_keyboard && terminal_shared);
}

void PassSignalsUntilEnd(pid_t bubblewrap, const sigset_t& signals,
                         const BubblewrapProcess& process) {
  bool hurry = false;
  while (true) {
    siginfo_t info{};
    const int number =
        sigtimedwait(&signals, &info, hurry ? &kPatience : nullptr);
    if (number < 0) {
      if (errno == EAGAIN) {
        kill(bubblewrap, SIGKILL);
      }
      continue;
    }
    if (number == SIGCHLD && waitpid(bubblewrap, nullptr, WNOHANG) != 0) {
      return;
    }
    if (MustBePassedOn(info, process.terminal_shared)) {
      const char byte = static_cast<char>(number);
      // Nobody reads any more when the sandbox is about to end: all the same.
      [[maybe_unused]] const bool passed =
          WriteAll(process.control_fd, {&byte, 1});
      hurry = true;
    }
  }
}

// bubblewrap ends a moment before the init of its namespace and leaves it to
// its own reaper: that is us. Once it is gone, so is every process inside.
void AwaitInnerInit(int info_fd) {
  const std::string info = ReadWholeFd(info_fd).value_or(std::string());
  const auto parsed = nlohmann::json::parse(info, nullptr, false);
  if (parsed.is_object() && parsed.contains("child-pid")) {
    waitpid(parsed["child-pid"].get<pid_t>(), nullptr, 0);
  }
}

}  // namespace

bool RunToEnd(const BubblewrapProcess& process) {
  std::signal(SIGCHLD, SIG_DFL);
  std::signal(SIGPIPE, SIG_IGN);
  sigset_t signals = HeededStopSignals();
  sigaddset(&signals, SIGCHLD);
  sigprocmask(SIG_BLOCK, &signals, nullptr);

  prctl(PR_SET_CHILD_SUBREAPER, 1);
  const pid_t parent = getpid();
  const pid_t bubblewrap = fork();
  if (bubblewrap < 0) {
    return false;
  }
  if (bubblewrap == 0) {
    BecomeBubblewrap(process, parent);
  }
  PassSignalsUntilEnd(bubblewrap, signals, process);
  AwaitInnerInit(process.info_fd);
  return true;
}

}  // namespace fake
