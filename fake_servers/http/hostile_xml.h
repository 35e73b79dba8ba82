// SPDX-License-Identifier: Apache-2.0
//
// What no writer of XML can be asked for: documents made to harm their reader,
// and other encodings.

#ifndef FAKE_SERVERS_HTTP_HOSTILE_XML_H_
#define FAKE_SERVERS_HTTP_HOSTILE_XML_H_

#include <string>
#include <vector>

#include "world/world.h"

namespace fake {

// `text`, a whole document, with what the hostile ones of `shape` add to it.
[[nodiscard]] std::string MakeHostile(std::string text,
                                      const std::vector<Shape>& shape);

// UTF-8 as UTF-16, little end first, with its byte order mark.
[[nodiscard]] std::string ToUtf16Text(const std::string& text);

}  // namespace fake

#endif  // FAKE_SERVERS_HTTP_HOSTILE_XML_H_
