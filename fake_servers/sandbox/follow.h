// SPDX-License-Identifier: Apache-2.0
//
// Sends the events of a transcript to a descriptor while they happen.

#ifndef FAKE_SERVERS_SANDBOX_FOLLOW_H_
#define FAKE_SERVERS_SANDBOX_FOLLOW_H_

#include <string>

#include "history/transcript.h"
#include "sandbox/memory_file.h"

namespace fake {

// One line an event. Does nothing when `fd` is negative; `fd` must stay open as
// long as the transcript records.
inline void FollowTo(int fd, EventForm form, Transcript& transcript) {
  if (fd < 0) {
    return;
  }
  transcript.Follow(
      [fd](const std::string& line) {
        // A reader that went away does not stop the world.
        [[maybe_unused]] const bool written = WriteAll(fd, line + "\n");
      },
      form);
}

}  // namespace fake

#endif  // FAKE_SERVERS_SANDBOX_FOLLOW_H_
