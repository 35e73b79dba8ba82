// SPDX-License-Identifier: Apache-2.0
//
// An event as one line for a person at a terminal; event_json.h is for
// programs.

#ifndef FAKE_SERVERS_HISTORY_EVENT_TEXT_H_
#define FAKE_SERVERS_HISTORY_EVENT_TEXT_H_

#include <string>

#include "history/transcript.h"

namespace fake {

// `t_ms` on the client's clock. Only printable ASCII and UTF-8: what a client
// sends cannot steer the terminal.
[[nodiscard]] std::string EventToText(double t_ms, const Event& event);

}  // namespace fake

#endif  // FAKE_SERVERS_HISTORY_EVENT_TEXT_H_
