// SPDX-License-Identifier: Apache-2.0
//
// The known word that a mistyped one was meant to be.

#ifndef FAKE_SERVERS_WORLD_NEAREST_H_
#define FAKE_SERVERS_WORLD_NEAREST_H_

#include <optional>
#include <string>
#include <vector>

namespace fake {

// The word of `known` that takes the fewest changes (insert, drop, replace or
// swap a letter) from `word`, if these are few for its length, or that begins
// like it.
[[nodiscard]] std::optional<std::string> Nearest(
    const std::string& word, const std::vector<std::string>& known);

// `a, b, c; did you mean `b`?`, for the end of a message.
[[nodiscard]] std::string Allowed(const std::string& word,
                                  const std::vector<std::string>& known);

}  // namespace fake

#endif  // FAKE_SERVERS_WORLD_NEAREST_H_
