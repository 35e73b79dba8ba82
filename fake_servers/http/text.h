// SPDX-License-Identifier: Apache-2.0
//
// The few operations on text that HTTP needs everywhere, beside those of
// history/letter_case.h. ASCII only.

#ifndef FAKE_SERVERS_HTTP_TEXT_H_
#define FAKE_SERVERS_HTTP_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

namespace fake {

// Without white space at both ends.
[[nodiscard]] std::string_view Trim(std::string_view text);

// The parts between `separator`s, empty ones too.
[[nodiscard]] std::vector<std::string_view> Split(std::string_view text,
                                                  char separator);

// %41 becomes A; what is no escape stays as it is.
[[nodiscard]] std::string PercentDecode(std::string_view text);

// `text` with each `what` replaced by `with`.
[[nodiscard]] std::string ReplaceAll(std::string_view text,
                                     std::string_view what,
                                     std::string_view with);

}  // namespace fake

#endif  // FAKE_SERVERS_HTTP_TEXT_H_
