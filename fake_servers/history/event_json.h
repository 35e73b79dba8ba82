// SPDX-License-Identifier: Apache-2.0
//
// One event of the history as JSON. fake_servers/docs/transcript.md and
// transcript.schema.json describe the fields.

#ifndef FAKE_SERVERS_HISTORY_EVENT_JSON_H_
#define FAKE_SERVERS_HISTORY_EVENT_JSON_H_

#include <cstdint>
#include <string>

#include "history/transcript.h"

namespace fake {

// One line without a line break. Always valid UTF-8: a byte that is not becomes
// U+FFFD. With `rtt_ms`, the emulated round trip, the time is told in round
// trips too; 0: there is none.
[[nodiscard]] std::string EventToJson(std::int64_t seq, double t_ms,
                                      const Event& event, double rtt_ms = 0);

// `text` as a JSON string, quotes included.
[[nodiscard]] std::string QuoteJson(const std::string& text);

}  // namespace fake

#endif  // FAKE_SERVERS_HISTORY_EVENT_JSON_H_
