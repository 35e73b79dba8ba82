// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/interrupt.h"

#include <csignal>
#include <optional>

namespace autodiscover::tools {
namespace {

// A signal handler gets no argument of ours, so this must be global. It is set
// before the handler is installed, and never changed.
std::optional<Cancellation>
    interrupted;  // NOLINT(readability-identifier-naming)

void OnSignal(int /*signal*/) {
  // An atomic store and one write(): both allowed here.
  interrupted->Cancel();
}

}  // namespace

void CancelOnInterrupt(const Cancellation& cancellation) {
  interrupted = cancellation;
  struct sigaction action {};
  action.sa_handler = OnSignal;
  // Without SA_RESTART a read of the password ends too.
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  for (const int signal : {SIGINT, SIGTERM}) {
    sigaction(signal, &action, nullptr);
  }
}

}  // namespace autodiscover::tools
