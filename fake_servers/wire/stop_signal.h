// SPDX-License-Identifier: Apache-2.0
//
// Says "stop" once to every thread that waits, whatever it waits for.

#ifndef FAKE_SERVERS_WIRE_STOP_SIGNAL_H_
#define FAKE_SERVERS_WIRE_STOP_SIGNAL_H_

#include <chrono>

#include "wire/unique_fd.h"

namespace fake {

// Safe for threads. Once raised it stays raised.
class StopSignal {
 public:
  StopSignal();

  void Raise();
  [[nodiscard]] bool raised() const;

  // Waits for `time`. False: the signal came first.
  [[nodiscard]] bool Wait(std::chrono::nanoseconds time) const;

  // Readable once raised: for poll().
  [[nodiscard]] int fd() const { return event_.get(); }

 private:
  UniqueFd event_;
};

}  // namespace fake

#endif  // FAKE_SERVERS_WIRE_STOP_SIGNAL_H_
