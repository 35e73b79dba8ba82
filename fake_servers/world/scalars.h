// SPDX-License-Identifier: Apache-2.0
//
// Reads single values: text, numbers, durations, words of a list. Each gives
// nothing after it has complained.

#ifndef FAKE_SERVERS_WORLD_SCALARS_H_
#define FAKE_SERVERS_WORLD_SCALARS_H_

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "world/cursor.h"
#include "world/nearest.h"
#include "world/world.h"

namespace fake {

// Text. What a YAML reader could take for a number, a date, a truth value or
// null must be in quotes: not every reader of these files would see text there.
[[nodiscard]] std::optional<std::string> ReadText(const Cursor& at);

// The same, and not empty.
[[nodiscard]] std::optional<std::string> ReadFullText(const Cursor& at);

// Text that becomes (part of) an HTTP header: no line break, no control
// character but the tab.
[[nodiscard]] std::optional<std::string> ReadHeaderText(const Cursor& at);

// A list of texts, not empty.
[[nodiscard]] std::vector<std::string> ReadTexts(const Cursor& at);

// A whole number from `least` to `most`.
[[nodiscard]] std::optional<long> ReadNumber(const Cursor& at, long least,
                                             long most);

[[nodiscard]] std::optional<bool> ReadBool(const Cursor& at);

// `500ms`, `2s`, `1.5s`, `1m`; at most an hour.
[[nodiscard]] std::optional<Milliseconds> ReadDuration(const Cursor& at);

// Bytes a second.
[[nodiscard]] std::optional<std::size_t> ReadBandwidth(const Cursor& at);

template <typename T>
using Words = std::vector<std::pair<std::string, T>>;

// One of a list of words.
template <typename T>
[[nodiscard]] std::optional<T> ReadWord(const Cursor& at,
                                        const Words<T>& words) {
  if (!at.is_scalar()) {
    at.ComplainOfType("one word");
    return std::nullopt;
  }
  std::vector<std::string> known;
  for (const auto& [word, value] : words) {
    if (word == at.text()) {
      return value;
    }
    known.push_back(word);
  }
  at.Complain("`" + at.text() + "` is not allowed; allowed are " +
              Allowed(at.text(), known));
  return std::nullopt;
}

// Puts a value that was read where it belongs.
template <typename T, typename U>
void Store(std::optional<T> value, U& to) {
  if (value) {
    to = *std::move(value);
  }
}

}  // namespace fake

#endif  // FAKE_SERVERS_WORLD_SCALARS_H_
