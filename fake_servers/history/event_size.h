// SPDX-License-Identifier: Apache-2.0
//
// About how much memory an event takes.

#ifndef FAKE_SERVERS_HISTORY_EVENT_SIZE_H_
#define FAKE_SERVERS_HISTORY_EVENT_SIZE_H_

#include <cstddef>

#include "history/transcript.h"

namespace fake {

// In bytes, itself included. Texts that are always short count as nothing.
[[nodiscard]] std::size_t SizeOf(const Event& event);

}  // namespace fake

#endif  // FAKE_SERVERS_HISTORY_EVENT_SIZE_H_
