// SPDX-License-Identifier: Apache-2.0
//
// What arrived on a connection and was no request: kept within a bound, and
// shown as text that is safe to print.

#ifndef FAKE_SERVERS_WIRE_UNREAD_H_
#define FAKE_SERVERS_WIRE_UNREAD_H_

#include <string>
#include <string_view>

#include "history/secret_finder.h"

namespace fake {

// Appends `bytes` to `kept`, up to the bound that is searched for secrets.
void KeepUnread(std::string_view bytes, std::string& kept);

// The start of `kept` without its secrets; bytes that are not printable ASCII
// are written \xNN.
[[nodiscard]] std::string ShowUnread(std::string_view kept,
                                     const SecretFinder& secrets);

}  // namespace fake

#endif  // FAKE_SERVERS_WIRE_UNREAD_H_
