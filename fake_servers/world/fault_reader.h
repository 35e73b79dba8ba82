// SPDX-License-Identifier: Apache-2.0
//
// Reads the `fault`, `padding` and `headers` of an ANSWER.

#ifndef FAKE_SERVERS_WORLD_FAULT_READER_H_
#define FAKE_SERVERS_WORLD_FAULT_READER_H_

#include <cstddef>
#include <optional>
#include <string>

#include "world/fields.h"
#include "world/world.h"

namespace fake {

struct Padding {
  std::string text;
  std::size_t times = 0;
};

[[nodiscard]] const FieldTable<ReplyFault>& FaultFields();
[[nodiscard]] const FieldTable<Padding>& PaddingFields();

[[nodiscard]] ReplyFault ReadFault(const Cursor& at);

// The padding itself, `text` `times` over.
[[nodiscard]] std::optional<std::string> ReadPadding(const Cursor& at);

// A header's name → its value, or a list of values where `lists` allows it.
enum class HeaderLists { kAllowed, kNotAllowed };
[[nodiscard]] HeaderList ReadHeaders(const Cursor& at, HeaderLists lists);

// An HTTP token: a header's name, a method.
[[nodiscard]] bool IsToken(const std::string& text);

}  // namespace fake

#endif  // FAKE_SERVERS_WORLD_FAULT_READER_H_
