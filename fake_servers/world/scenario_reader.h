// SPDX-License-Identifier: Apache-2.0
//
// Reads a whole scenario: its mailbox and its world, the rest is not for us.

#ifndef FAKE_SERVERS_WORLD_SCENARIO_READER_H_
#define FAKE_SERVERS_WORLD_SCENARIO_READER_H_

#include <map>
#include <string>
#include <vector>

#include "world/cursor.h"
#include "world/world.h"

namespace fake {

// What is wrong is in the cursor's context afterwards; the World is of use only
// if nothing is.
[[nodiscard]] World ReadScenario(const Cursor& at, const std::string& file);

// Every field that is known, by the kind of map it stands in: `answer`, `auth`,
// `dns`, `fault`, `host`, `mailbox`, `match`, `padding`, `route`, `scenario`,
// `service`, `tls`, `world`. For comparing with a schema.
[[nodiscard]] std::map<std::string, std::vector<std::string>> FormatFields();

}  // namespace fake

#endif  // FAKE_SERVERS_WORLD_SCENARIO_READER_H_
