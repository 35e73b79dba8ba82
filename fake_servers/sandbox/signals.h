// SPDX-License-Identifier: Apache-2.0
//
// The signals with which people and programs stop us.

#ifndef FAKE_SERVERS_SANDBOX_SIGNALS_H_
#define FAKE_SERVERS_SANDBOX_SIGNALS_H_

#include <csignal>
#include <vector>

namespace fake {

inline constexpr int kStopSignals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

// Those stop signals that the caller has us ignore (nohup, `&` in a script).
[[nodiscard]] inline std::vector<int> IgnoredStopSignals() {
  std::vector<int> ignored;
  for (const int number : kStopSignals) {
    struct sigaction action {};
    if (sigaction(number, nullptr, &action) == 0 &&
        action.sa_handler == SIG_IGN) {
      ignored.push_back(number);
    }
  }
  return ignored;
}

// The stop signals that are not ignored.
[[nodiscard]] inline sigset_t HeededStopSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int number : kStopSignals) {
    sigaddset(&signals, number);
  }
  for (const int number : IgnoredStopSignals()) {
    sigdelset(&signals, number);
  }
  return signals;
}

}  // namespace fake

#endif  // FAKE_SERVERS_SANDBOX_SIGNALS_H_
