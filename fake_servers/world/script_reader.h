// SPDX-License-Identifier: Apache-2.0
//
// Reads what joins the scripts of a world's hosts: flags that one answer sets
// and another route looks at, counts of replies, and waits.

#ifndef FAKE_SERVERS_WORLD_SCRIPT_READER_H_
#define FAKE_SERVERS_WORLD_SCRIPT_READER_H_

#include <optional>

#include "world/fields.h"
#include "world/world.h"

namespace fake {

[[nodiscard]] const FieldTable<AfterReplies>& AfterFields();
[[nodiscard]] const FieldTable<WaitFor>& WaitForFields();
[[nodiscard]] const FieldTable<WaitFor>& WaitedRequestFields();

// A map of names and their values.
[[nodiscard]] Flags ReadFlags(const Cursor& at);

[[nodiscard]] std::optional<AfterReplies> ReadAfter(const Cursor& at);
[[nodiscard]] std::optional<WaitFor> ReadWaitFor(const Cursor& at);

}  // namespace fake

#endif  // FAKE_SERVERS_WORLD_SCRIPT_READER_H_
